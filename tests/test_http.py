"""The account's manners on a simulated clock: repeats, paces, waits, stops, breaker."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from lib.errors import CredentialsRefused, OutcomeUnknown, RateLimited, RequestRefused, UnexpectedPayload, Unreachable
from lib.http import HttpAccount
from lib.http_admission import STOPPED_S, Call
from lib.http_answers import Reply, parsed, refusal_words, wait_asked_s
from lib.http_limits import Gate, Hosts, Pace, Priority
from tests.marketplaces.payloads import payload, raw

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://shop.invalid/claims"
Handler = Callable[[httpx.Request], httpx.Response]


class World:
    """A service, a clock that only waiting moves, and an account."""

    def __init__(self, *answers: Any, hosts: Hosts | None = None, paces: tuple[Pace, ...] = ()) -> None:
        self.answers = list(answers)
        self.now_s = 1000.0
        self.waits: list[float] = []
        self.requests: list[httpx.Request] = []
        self.sent_at: list[float] = []
        self.gate = Gate(paces)
        self.stopping = False
        self.account = HttpAccount(
            service="trendyol",
            addresses=("https://shop.invalid",),
            headers={"User-Agent": "900123 - SelfIntegration"},
            auth=("planted-key", "planted-secret"),
            hosts=hosts or Hosts(),
            now=lambda: NOW,
            wait=self.wait,
            clock=lambda: self.now_s,
            transport=httpx.MockTransport(self.serve),
            chance=lambda low, high: high,
        )

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now_s += seconds
        return self.stopping

    def serve(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.sent_at.append(self.now_s)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, body, headers = (answer, b"[]", {}) if isinstance(answer, int) else answer
        return httpx.Response(status, stream=httpx.ByteStream(body), headers=headers)

    def read(self, **changes: Any) -> Any:
        return self.account.read(Call(operation="claims", url=URL, gate=self.gate, **changes))

    def act(self, **changes: Any) -> Reply:
        facts = {"operation": "approve", "method": "PUT", "priority": Priority.ACTION, "json": {}, **changes}
        return self.account.act(Call(url=URL, gate=self.gate, **facts))


def test_a_read_is_repeated_until_it_succeeds() -> None:
    world = World(500, httpx.ReadError("cut"), 200)
    assert world.read() == []
    assert (len(world.requests), world.account.request_count, world.account.retry_count) == (3, 3, 2)
    assert world.waits == [2.0, 4.0]


def test_a_read_is_given_up_after_four_tries() -> None:
    world = World(556)
    with pytest.raises(OutcomeUnknown):
        world.read()
    assert len(world.requests) == 4
    assert world.waits == [2.0, 4.0, 8.0]


@pytest.mark.parametrize("answer", [500, httpx.ReadTimeout("t"), httpx.WriteError("w"), (200, b"<html>", {}), 302])
def test_an_action_is_never_repeated(answer: Any) -> None:
    world = World(answer)
    with pytest.raises(OutcomeUnknown):
        world.act()
    assert (len(world.requests), world.account.retry_count, world.waits) == (1, 0, [])


@pytest.mark.parametrize("answer", [400, 404, 409, 401, 403, 302])
def test_an_answer_is_no_reason_to_ask_again(answer: int) -> None:
    world = World(answer)
    with pytest.raises((RequestRefused, CredentialsRefused, UnexpectedPayload)):
        world.read()
    assert len(world.requests) == 1


def test_repeats_stay_within_a_tenth_of_the_requests() -> None:
    world = World(200)
    for _ in range(200):
        world.read()
    world.answers = [400, 500] * 2000
    needs = 0
    for _ in range(300):
        needs += 1
        world.answers = [500, 500, 200]
        try:
            world.read()
        except OutcomeUnknown:
            world.answers = [200]
            world.read()
            needs += 1
    assert world.account.retry_count <= 10 + 0.1 * world.account.request_count + 1
    assert world.account.retry_count >= 10


def test_a_429_is_waited_out_before_the_same_read_goes_on() -> None:
    world = World((429, b"", {"Retry-After": "7"}), 200)
    assert world.read() == []
    assert world.sent_at == [1000.0, 1007.0]


def test_a_429_on_an_action_is_told_and_the_pause_shows() -> None:
    world = World((429, b'{"error":"too.many.requests"}', {"X-RateLimit-Reset": "30", "x-correlation-id": "c-1"}))
    with pytest.raises(RateLimited) as raised:
        world.act()
    assert (raised.value.retry_after_s, raised.value.correlation_id) == (30.0, "c-1")
    assert world.account.pause_s() == 30.0
    world.now_s += 31
    assert world.account.pause_s() == 0.0


def test_the_longest_wait_is_a_quarter_of_an_hour_and_then_the_read_ends() -> None:
    world = World((429, b"", {"Retry-After": "3600"}))
    with pytest.raises(RateLimited):
        world.read()
    assert all(wait <= 900 for wait in world.waits)
    assert world.now_s - 1000 <= 3 * 900 + 1


def test_a_screen_does_not_wait_for_long() -> None:
    world = World((429, b"", {"Retry-After": "60"}), 200)
    with pytest.raises(RateLimited) as raised:
        world.read(priority=Priority.SCREEN)
    assert (len(world.requests), world.waits, raised.value.retry_after_s) == (1, [], 60.0)


WAITS = [
    ({"retry-after": "7"}, 7.0),
    ({"retry-after": "0"}, 0.0),
    ({"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT"}, 30.0),
    ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 60.0),
    ({"retry-after": "soon"}, 60.0),
    ({"retry-after": "-5"}, 60.0),
    ({"retry-after": "1e9"}, 60.0),
    ({"retry-after": "99999999999"}, 60.0),
    ({"retry-after": "nan"}, 60.0),
    ({"retry-after": ""}, 60.0),
    ({"x-ratelimit-reset": "1"}, 1.0),
    ({"x-ratelimit-reset": "1791884460"}, 60.0),
    ({"retry-after": "3", "x-ratelimit-reset": "9"}, 3.0),
    ({}, 60.0),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS, ids=[str(headers) for headers, _ in WAITS])
def test_every_form_of_a_wait_is_understood_and_nonsense_is_a_minute(headers: dict[str, str], seconds: float) -> None:
    assert wait_asked_s(headers, NOW) == seconds


def test_a_401_stops_the_shop_until_a_person_has_looked() -> None:
    world = World(401, 200)
    with pytest.raises(CredentialsRefused):
        world.read()
    with pytest.raises(CredentialsRefused, match="nothing was sent"):
        world.read()
    with pytest.raises(Unreachable, match="nothing was sent"):
        world.act()
    assert (len(world.requests), world.account.pause_s()) == (1, STOPPED_S)
    assert world.read(probe=True) == []
    world.account.resume()
    assert (world.read(), world.account.pause_s()) == ([], 0.0)


def test_a_403_pauses_this_shop_for_a_quarter_of_an_hour() -> None:
    hosts = Hosts()
    world, neighbour = World(403, 200, hosts=hosts), World(200, hosts=hosts)
    with pytest.raises(CredentialsRefused):
        world.read()
    with pytest.raises(Unreachable):
        world.read()
    assert (len(world.requests), world.account.pause_s()) == (1, 900.0)
    assert neighbour.read() == []
    world.now_s += 901
    assert world.read() == []


def test_a_403_page_of_the_edge_blocks_the_host_for_every_shop() -> None:
    hosts = Hosts()
    world, neighbour = World((403, b"<html>Access denied</html>", {}), hosts=hosts), World(200, hosts=hosts)
    with pytest.raises(CredentialsRefused, match="Access denied"):
        world.read()
    with pytest.raises(Unreachable):
        neighbour.read()
    assert (neighbour.requests, neighbour.account.pause_s()) == ([], 900.0)


def test_five_failures_open_the_breaker_and_one_probe_goes_out_each_half_minute() -> None:
    world = World(500)
    for _ in range(5):
        with pytest.raises(OutcomeUnknown):
            world.act()
    opened_at = world.now_s
    for _ in range(115):
        with pytest.raises((Unreachable, OutcomeUnknown)):
            world.act()
        world.now_s += 1
    assert [sent_at - opened_at for sent_at in world.sent_at[5:]] == [30.0, 60.0, 90.0]
    assert 0 < world.account.pause_s() <= 30
    world.answers = [(200, b"", {})]
    world.now_s += 30
    world.act()
    assert world.account.pause_s() == 0.0


def test_a_refusal_does_not_count_as_a_failure_of_the_host() -> None:
    world = World(409)
    for _ in range(20):
        with pytest.raises(RequestRefused):
            world.act()
    assert len(world.requests) == 20


def test_no_window_ever_holds_more_requests_than_the_pace_allows() -> None:
    world = World(200, paces=(Pace(count=4, window_s=10), Pace(count=12, window_s=60)))
    for _ in range(40):
        world.read()
    for begin in world.sent_at:
        assert sum(begin <= sent_at < begin + 10 for sent_at in world.sent_at) <= 4
        assert sum(begin <= sent_at < begin + 60 for sent_at in world.sent_at) <= 12


def test_an_action_takes_the_next_turn_before_waiting_reads() -> None:
    gate = Gate((Pace(count=1, window_s=1.0),))
    assert gate.take(0.0, Priority.BACKGROUND) == 0
    with gate.queued(Priority.BACKGROUND), gate.queued(Priority.ACTION):
        assert gate.take(1.0, Priority.BACKGROUND) > 0
        assert gate.take(1.0, Priority.ACTION) == 0
    assert gate.take(2.0, Priority.BACKGROUND) == 0


def test_the_sync_leaves_room_for_what_a_person_waits_for() -> None:
    gate = Gate((Pace(count=40, window_s=10),))
    taken = sum(gate.take(0.0, Priority.BACKGROUND) == 0 for _ in range(60))
    more = sum(gate.take(0.0, Priority.SCREEN) == 0 for _ in range(60))
    assert (taken, more) == (36, 4)
    assert gate.take(10.0, Priority.BACKGROUND) == 0


def test_threads_share_one_pace() -> None:
    gate, taken = Gate((Pace(count=5, window_s=1000),)), Counter[str]()

    def ask(name: str) -> None:
        for _ in range(10):
            if gate.take(1.0, Priority.BACKGROUND) == 0:
                taken[name] += 1

    threads = [threading.Thread(target=ask, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken.total() == 5


def test_a_stopping_program_sends_nothing_more() -> None:
    world = World(500)
    world.stopping = True
    with pytest.raises((Unreachable, OutcomeUnknown)):
        world.read()
    assert len(world.requests) == 1


def test_keys_go_into_the_header_and_nowhere_else(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    echo = b'{"errors":[{"message":"bad planted-secret of planted-key"}]}'
    world = World((400, echo, {}))
    with pytest.raises(RequestRefused) as raised:
        world.act(params={"description": "gizli not"})
    text = f"{raised.value!r} {raised.value} {world.account!r} {caplog.text}"
    assert not any(word in text for word in ("planted", "gizli", "Basic", "shop.invalid"))
    assert world.requests[0].headers["authorization"].startswith("Basic ")


def test_a_picture_host_never_sees_the_keys_and_cannot_stop_the_shop() -> None:
    world = World(401)
    call = Call(operation="picture", url="https://cdn.invalid/a.jpg", gate=Gate(()), public=True)
    with pytest.raises(RequestRefused):
        world.account.fetch_public(call, 1000)
    assert "authorization" not in world.requests[0].headers
    assert world.account.pause_s() == 0.0


WORDS = [
    ("trendyol", "error-400-envelope", "invalid.barcode: Made-up message text"),
    ("trendyol", "error-400-size", "made.up.key: Size must be max 200"),
    ("trendyol", "error-400-string-list", "Made-up message text"),
    ("trendyol", "error-401-bad-credentials", "ClientApiAuthenticationException"),
    (
        "trendyol",
        "error-401-foreign-seller",
        "TrendyolAuthorizationException; authentication.error: Made-up message text",
    ),
    (
        "trendyol",
        "error-404-claims-stage-no-status",
        "SupplierApiDomainNotFoundException; order.not.found: Made-up message text",
    ),
    ("trendyol", "error-429-gateway", "too.many.requests"),
    ("trendyol", "error-429-order-services", "Made-up message text"),
]


@pytest.mark.parametrize(("service", "name", "words"), WORDS, ids=[name for _, name, _ in WORDS])
def test_the_services_own_words_are_found_in_every_family(service: str, name: str, words: str) -> None:
    assert refusal_words(Reply(status_code=400, headers={}, body=raw(service, name))) == words


HEPSIBURADA_WORDS = [
    ("error-400-limit-cannot-be-empty", "LimitCannotBeEmpty"),
    ("error-400-orders-limit-offset-required", "Bad Request limit and offset parameters are required"),
    ("error-404-claim-not-found", "Not Found"),
    ("error-404-spring", "No message available"),
    ("error-429-too-many-requests", "TooManyRequest"),
    (
        "error-mpfinance-problem-details",
        "One or more validation errors occurred.; Limit: The value '0' is not valid.",
    ),
    ("error-questions-403", "Forbidden; Merchant is not allowed"),
    ("error-questions-422", "Bu alan geçersizdir"),
]


@pytest.mark.parametrize(("name", "words"), HEPSIBURADA_WORDS, ids=[name for name, _ in HEPSIBURADA_WORDS])
def test_hepsiburadas_words_are_found_too(name: str, words: str) -> None:
    sample = payload("hepsiburada", name)
    body = httpx.Response(200, json=sample["body"]).content
    assert refusal_words(Reply(status_code=sample["status"], headers={}, body=body)) == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no words (empty body)"),
        (b"Missing Credentials!", "Missing Credentials!"),
        (b"<html><style>p{}</style><h1>403</h1>\n<p>Forbidden</p></html>", "403 Forbidden"),
        (b'{"body":{"errors":[{"key":"k","message":"m"}]}}', "k: m"),
        (b"\xff\xfe\x00", "\ufffd\ufffd"),
        (b'{"errors":null}', "no words (empty body)"),
        (b"[" * 100_000, "[" * 300),
        (b'"' + b"x" * 5000 + b'"', "x" * 300),
    ],
)
def test_any_other_body_gives_short_words(body: bytes, words: str) -> None:
    assert refusal_words(Reply(status_code=400, headers={}, body=body)) == words


def test_numbers_keep_their_digits_and_text_can_be_stored() -> None:
    value = parsed(b'\xef\xbb\xbf{"n": 73300000000000000007, "p": 649.9, "t": "a\\ud800b\\u0000c"}')
    assert value == {"n": 73300000000000000007, "p": 649.9, "t": "a\ufffdb\ufffdc"}
    assert str(value["p"]) == "649.9"


def test_the_hour_of_full_demand_stays_within_the_budget() -> None:
    """Goal 8 in small: an hour at full demand with a 30-minute outage in the middle."""
    world = World(200, paces=(Pace(count=40, window_s=10),))
    needs = 0
    while world.now_s < 1000 + 3600:
        needs += 1
        down = 1900 <= world.now_s < 3700
        world.answers = [503] if down else [200]
        try:
            world.read()
        except OutcomeUnknown:
            world.now_s += 1
        except Unreachable:
            needs -= 1
            world.now_s += 1
    outage = [sent_at for sent_at in world.sent_at if 1960 <= sent_at < 3700]
    assert len(world.requests) <= 1.1 * needs + 10
    assert len(outage) <= (3700 - 1960) / 30 + 1
    assert (
        max(sum(begin <= s < begin + 10 for s in world.sent_at[i : i + 41]) for i, begin in enumerate(world.sent_at))
        <= 40
    )
    assert timedelta(seconds=world.now_s - 1000) >= timedelta(hours=1)
