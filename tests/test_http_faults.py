"""Goal 4: every transport fault at every kind of call is classified by its evidence, within the total deadline."""

import gzip
import socket
import time
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.domain.action import ActionKind
from lib.errors import (
    CredentialsRefused,
    OutcomeUnknown,
    RateLimited,
    RemoteError,
    RequestRefused,
    UnexpectedPayload,
    Unreachable,
)
from lib.http import Timing
from lib.marketplaces.base import Answer, Page
from lib.marketplaces.hepsiburada import HepsiburadaClient, HepsiburadaPaces
from lib.marketplaces.trendyol import TrendyolClient, TrendyolPaces
from tests import fault_server as faults
from tests.fault_server import Behaviour, FaultServer, serving
from tests.marketplaces.payloads import TABLES
from tests.marketplaces.shops import HEPSIBURADA, TRENDYOL, make_action, make_attachment

pytestmark = pytest.mark.goals
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FAST = TrendyolPaces(claims=(), audit=(), products=(), reasons=(), orders=(), stream=(), decision_s=0)
SLOW_S = 0.3
"""Total deadline of the cases that must run into it; the others get a long one, so that a busy machine is no fault."""
Outcome = type[RemoteError] | type[Page] | type[Answer]


class Calls:
    """The five operations of the goal against one address."""

    def __init__(self, url: str, timing: Timing, folder: Path) -> None:
        self.trendyol = TrendyolClient(
            replace(TRENDYOL, api_url=url),
            now=lambda: NOW,
            wait=lambda _: None,
            paces=FAST,
            timing=timing,
            tables=TABLES,
        )
        self.hepsiburada = HepsiburadaClient(
            replace(HEPSIBURADA, oms_url=url),
            now=lambda: NOW,
            wait=lambda _: None,
            paces=HepsiburadaPaces(host=()),
            timing=timing,
            tables=TABLES,
        )
        self._folder = folder

    def close(self) -> None:
        self.trendyol.close()
        self.hepsiburada.close()

    def trendyol_list(self) -> object:
        return self.trendyol.fetch_window(NOW - timedelta(days=1), NOW)

    def hepsiburada_list(self) -> object:
        return self.hepsiburada.fetch_window(NOW - timedelta(days=1), NOW)

    def approve(self) -> object:
        return self.trendyol.send_action(make_action(ActionKind.APPROVE), ["i1", "i2"])

    def issue(self) -> object:
        file = make_attachment(self._folder, b"\xff\xd8" + b"x" * 200_000)
        return self.trendyol.send_action(make_action(ActionKind.REJECT, attachments=(file,)), ["i1"])

    def accept(self) -> object:
        return self.hepsiburada.send_action(make_action(ActionKind.APPROVE, hepsiburada=True), ["610200302"])


READS, ACTIONS = ("trendyol_list", "hepsiburada_list"), ("approve", "issue", "accept")
CUT = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n[{"
PACKED = gzip.compress(b'{"content": [], "totalElements": 0}')
TWO_MEMBERS = gzip.compress(b'{"content": [], ') + gzip.compress(b'"totalElements": 0}')
DEFLATED = zlib.compress(b'{"content": [], "totalElements": 0}')
GZIP = ("Content-Encoding: gzip",)
DEEP = b"[" * 200_000

# name, behaviour, class for reads, class for actions
FAULTS: list[tuple[str, Behaviour, Outcome, Outcome]] = [
    ("reset before reading", faults.before_reading(faults.reset_late), OutcomeUnknown, OutcomeUnknown),
    ("reset after reading", faults.reset, OutcomeUnknown, OutcomeUnknown),
    ("closed without an answer", faults.finish, OutcomeUnknown, OutcomeUnknown),
    ("silence", faults.silence, OutcomeUnknown, OutcomeUnknown),
    ("status line cut", faults.raw(b"HTTP/1.1 20"), OutcomeUnknown, OutcomeUnknown),
    ("headers cut", faults.raw(b"HTTP/1.1 200 OK\r\nContent-Ty"), OutcomeUnknown, OutcomeUnknown),
    ("body cut", faults.raw(CUT), OutcomeUnknown, OutcomeUnknown),
    (
        "chunk cut",
        faults.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\n[1,2"),
        OutcomeUnknown,
        OutcomeUnknown,
    ),
    ("dripping headers", faults.drip(b"HTTP/1.1 200 OK\r\nX-Slow: "), OutcomeUnknown, OutcomeUnknown),
    ("dripping body", faults.drip(CUT), OutcomeUnknown, OutcomeUnknown),
    ("not HTTP", faults.raw(b"220 mail.example ESMTP\r\n"), OutcomeUnknown, OutcomeUnknown),
    (
        "damaged gzip",
        faults.answer(200, PACKED[:12] + b"\0\0\0\0" + PACKED[16:], headers=GZIP),
        OutcomeUnknown,
        OutcomeUnknown,
    ),
    ("cut gzip", faults.answer(200, PACKED[:-12], headers=GZIP), OutcomeUnknown, OutcomeUnknown),
    (
        "foreign compression",
        faults.answer(200, b"x", headers=("Content-Encoding: br",)),
        OutcomeUnknown,
        OutcomeUnknown,
    ),
    ("500", faults.as_json(500, "Internal Server Error"), OutcomeUnknown, OutcomeUnknown),
    ("502 page", faults.page(502), OutcomeUnknown, OutcomeUnknown),
    ("503 empty", faults.answer(503), OutcomeUnknown, OutcomeUnknown),
    ("504 page", faults.page(504), OutcomeUnknown, OutcomeUnknown),
    ("520 page", faults.page(520), OutcomeUnknown, OutcomeUnknown),
    ("556", faults.as_json(556, {"message": "Service Unavailable"}), OutcomeUnknown, OutcomeUnknown),
    ("302", faults.answer(302, headers=("Location: /elsewhere",)), UnexpectedPayload, OutcomeUnknown),
    ("307", faults.answer(307, headers=("Location: https://foreign.invalid/",)), UnexpectedPayload, OutcomeUnknown),
    ("page with 200", faults.page(200), UnexpectedPayload, OutcomeUnknown),
    ("flood of 200 MB", faults.flood(200), UnexpectedPayload, OutcomeUnknown),
    ("gzip bomb of 200 MB", faults.gzip_bomb(200), UnexpectedPayload, OutcomeUnknown),
    ("cut JSON", faults.answer(200, b'{"content": [{"id'), UnexpectedPayload, OutcomeUnknown),
    ("not UTF-8", faults.answer(200, b'{"content": "\xff\xfe"}'), UnexpectedPayload, OutcomeUnknown),
    ("too deep JSON", faults.answer(200, DEEP), UnexpectedPayload, OutcomeUnknown),
    ("NaN", faults.answer(200, b'{"totalElements": NaN}'), UnexpectedPayload, OutcomeUnknown),
    ("a number", faults.answer(200, b"17"), UnexpectedPayload, OutcomeUnknown),
    ("202", faults.answer(202, b'{"batch": 1}'), UnexpectedPayload, OutcomeUnknown),
    ("429 with a date of nonsense", faults.answer(429, headers=("Retry-After: soon",)), RateLimited, RateLimited),
    ("429 with seconds", faults.as_json(429, {"error": "x"}, "Retry-After: 7"), RateLimited, RateLimited),
    ("401 empty", faults.answer(401), CredentialsRefused, CredentialsRefused),
    ("403 empty", faults.answer(403), CredentialsRefused, CredentialsRefused),
    ("403 page", faults.page(403), CredentialsRefused, CredentialsRefused),
    ("400", faults.as_json(400, {"errors": [{"key": "k", "message": "olmaz"}]}), RequestRefused, RequestRefused),
    ("409 empty", faults.answer(409), RequestRefused, RequestRefused),
    ("422 text", faults.answer(422, b"no", content_type="text/plain"), RequestRefused, RequestRefused),
    ("400 page", faults.page(400), RequestRefused, RequestRefused),
]
SLOW = {"silence", "dripping headers", "dripping body"}


@pytest.mark.parametrize("operation", [*READS, *ACTIONS])
@pytest.mark.parametrize(
    ("name", "behaviour", "read_class", "action_class"), FAULTS, ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_ends_in_the_error_that_its_evidence_allows(
    name: str, behaviour: Behaviour, read_class: Outcome, action_class: Outcome, operation: str, tmp_path: Path
) -> None:
    expected = read_class if operation in READS else action_class
    deadline_s = SLOW_S if name in SLOW else 20.0
    timing = Timing(read_s=deadline_s, action_s=deadline_s, upload_s=deadline_s, connect_s=10, backoff_s=0)
    with serving(behaviour) as server:
        calls = Calls(server.url, timing, tmp_path)
        begun_at = time.monotonic()
        found = outcome_of(getattr(calls, operation))
        took_s = time.monotonic() - begun_at
        calls.close()
        assert found is expected
        if operation in ACTIONS:
            assert server.connections == 1, "an action leaves once"
        if name in SLOW and operation in ACTIONS:
            assert took_s < deadline_s * 1.1 + 0.15


NOT_SENT = ["unknown host", "closed port", "no TLS", "silent TLS", "reset TLS"]


@pytest.mark.parametrize("operation", [*READS, *ACTIONS])
@pytest.mark.parametrize("name", NOT_SENT)
def test_what_fails_before_the_first_byte_is_unreachable(name: str, operation: str, tmp_path: Path) -> None:
    timing = Timing(connect_s=0.2 if name == "silent TLS" else 10, backoff_s=0)
    behaviour = {
        "no TLS": faults.before_reading(lambda peer: peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")),
        "silent TLS": faults.before_reading(lambda peer: time.sleep(2)),
        "reset TLS": faults.before_reading(lambda peer: faults.reset(peer)),
    }.get(name, faults.finish)
    with serving(behaviour) as server:
        urls = {"unknown host": "https://no-such-host.invalid", "closed port": f"http://127.0.0.1:{closed_port()}"}
        calls = Calls(urls.get(name, f"https://127.0.0.1:{server.port}"), timing, tmp_path)
        assert outcome_of(getattr(calls, operation)) is Unreachable
        calls.close()
        assert server.requests == []


CLEAR = [
    ("empty 200", faults.answer(200), "approve", Answer),
    ("empty 200", faults.answer(200), "issue", Answer),
    ("204", faults.answer(204), "approve", Answer),
    ("204", faults.answer(204), "accept", Answer),
    ("empty 200", faults.answer(200), "accept", OutcomeUnknown),
    ("empty 200", faults.answer(200), "trendyol_list", UnexpectedPayload),
    ("empty 204", faults.answer(204), "hepsiburada_list", UnexpectedPayload),
    ("JSON where nothing is documented", faults.as_json(200, {"ok": True}), "approve", OutcomeUnknown),
    ("null list", faults.as_json(200, {"content": None, "totalElements": 0}), "trendyol_list", Page),
    ("list", faults.as_json(200, [], "X-Total-Count: 0"), "hepsiburada_list", Page),
    ("list in two gzip members", faults.answer(200, TWO_MEMBERS, headers=GZIP), "trendyol_list", Page),
    ("deflated list", faults.answer(200, DEFLATED, headers=("Content-Encoding: deflate",)), "trendyol_list", Page),
    ("packed list", faults.answer(200, PACKED, headers=GZIP), "trendyol_list", Page),
    ("no claims", faults.as_json(404, {"exception": "SupplierApiDomainNotFoundException"}), "trendyol_list", Page),
    ("unknown number", faults.as_json(404, "Not Found"), "accept", RequestRefused),
    ("array for an object", faults.as_json(200, []), "trendyol_list", UnexpectedPayload),
    ("object for an array", faults.as_json(200, {}), "hepsiburada_list", UnexpectedPayload),
]


@pytest.mark.parametrize(("name", "behaviour", "operation", "expected"), CLEAR, ids=[f"{c[2]}-{c[0]}" for c in CLEAR])
def test_only_the_documented_answer_is_a_yes(
    name: str, behaviour: Behaviour, operation: str, expected: Outcome, tmp_path: Path
) -> None:
    with serving(behaviour) as server:
        calls = Calls(server.url, Timing(backoff_s=0), tmp_path)
        assert outcome_of(getattr(calls, operation)) is expected
        calls.close()


@pytest.mark.parametrize("behaviour", [faults.flood(200), faults.gzip_bomb(200)], ids=["flood", "gzip bomb"])
def test_a_bomb_of_200_megabytes_never_fills_the_memory(behaviour: Behaviour, tmp_path: Path) -> None:
    with serving(behaviour) as server:
        calls = Calls(server.url, Timing(backoff_s=0), tmp_path)
        tracemalloc.start()
        try:
            assert outcome_of(calls.trendyol_list) is UnexpectedPayload
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            calls.close()
        assert peak < 50 * faults.MEGABYTE


def test_a_redirect_reaches_nobody(tmp_path: Path) -> None:
    with serving(faults.answer(200)) as other:
        location = f"Location: {other.url}/elsewhere"
        with serving(faults.answer(307, headers=(location,))) as server:
            calls = Calls(server.url, Timing(backoff_s=0), tmp_path)
            assert outcome_of(calls.approve) is OutcomeUnknown
            assert outcome_of(calls.trendyol_list) is UnexpectedPayload
            calls.close()
        assert other.connections == 0


def test_every_action_uses_a_connection_of_its_own(tmp_path: Path) -> None:
    with serving(keep_open(b"")) as server:
        calls = Calls(server.url, Timing(backoff_s=0), tmp_path)
        assert [outcome_of(calls.approve) for _ in range(3)] == [Answer] * 3
        calls.close()
        assert server.connections == 3


def test_reads_share_a_connection(tmp_path: Path) -> None:
    with serving(keep_open(b'{"content": null, "totalElements": 0}')) as server:
        calls = Calls(server.url, Timing(backoff_s=0), tmp_path)
        assert [outcome_of(calls.trendyol_list) for _ in range(3)] == [Page] * 3
        calls.close()
        assert server.connections == 1


def outcome_of(call: Callable[[], object]) -> type[object]:
    try:
        return type(call())
    except RemoteError as exc:
        return type(exc)


def keep_open(body: bytes) -> Behaviour:
    def behave(peer: socket.socket) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        while True:
            peer.sendall(head + body)
            if not faults.read_request(peer):
                return

    return behave


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_the_server_of_these_tests_reads_whole_requests() -> None:
    with serving(faults.answer(200)) as server:
        assert isinstance(server, FaultServer)
        with socket.create_connection(("127.0.0.1", server.port)) as peer:
            peer.sendall(b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")
            peer.sendall(b"cde")
            peer.recv(100)
        assert server.requests == [b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde"]
