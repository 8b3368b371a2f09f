"""Faults by switch: what a caller meets, and that the truth log tells whether the call was executed."""

import json
import time
from typing import Any

import httpx
import pytest

from lib.sandbox.server import RunningSandbox
from tests.sandbox.conftest import claims_in, item_ids, waiting_claims


def approve(client: httpx.Client, seller: str, timeout_s: float = 20.0) -> httpx.Response:
    claim = waiting_claims(client, seller)[0]
    path = f"/order/sellers/{seller}/claims/{claim['claimId']}/items/approve"
    return client.put(path, json={"claimLineItemIdList": item_ids(claim)}, timeout=timeout_s)


@pytest.mark.parametrize(
    ("kind", "status", "start", "header"),
    [
        ("401", 401, b"", None),
        ("403", 403, b"", None),
        ("403_html", 403, b"<html>", None),
        ("429", 429, b"{", None),
        ("429_retry_after", 429, b"{", ("retry-after", "7")),
        ("429_rate_limit", 429, b"{", ("x-ratelimit-reset", "7")),
        ("500", 500, b"{", None),
        ("503", 503, b"", None),
        ("520", 520, b"<html>", None),
        ("556", 556, b"{", None),
        ("redirect", 302, b"", ("location", "/elsewhere")),
        ("html_200", 200, b"<html>", None),
        ("empty_200", 200, b"", None),
    ],
)
def test_another_answer_comes_once_and_nothing_is_executed(
    sandbox: RunningSandbox,
    trendyol: httpx.Client,
    seller: str,
    kind: str,
    status: int,
    start: bytes,
    header: tuple[str, str] | None,
) -> None:
    before = len(sandbox.truth())
    params = {"retry_after": 7, "reset": 7, "location": "/elsewhere"}
    sandbox.fault(kind, path="/items/approve", method="PUT", params=params)
    answer = approve(trendyol, seller)
    assert answer.status_code == status and answer.content.startswith(start)
    assert header is None or answer.headers[header[0]] == header[1]
    assert len(sandbox.truth()) == before


@pytest.mark.parametrize(
    ("kind", "executed", "error"),
    [
        ("reset_before", 0, httpx.TransportError),
        ("reset_after", 1, httpx.TransportError),
        ("timeout_before", 0, httpx.ReadTimeout),
        ("timeout_after", 1, httpx.ReadTimeout),
    ],
)
def test_a_broken_connection_may_hide_an_executed_call(
    sandbox: RunningSandbox,
    trendyol: httpx.Client,
    seller: str,
    kind: str,
    executed: int,
    error: type[Exception],
) -> None:
    before = len(sandbox.truth())
    sandbox.fault(kind, path="/items/approve")
    with pytest.raises(error):
        approve(trendyol, seller, timeout_s=0.8)
    assert len(sandbox.truth()) == before + executed


def test_a_call_may_arrive_after_its_caller_gave_up(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    before = len(sandbox.truth())
    sandbox.fault("late_arrival", path="/items/approve", params={"delay_s": 90})
    with pytest.raises(httpx.ReadTimeout):
        approve(trendyol, seller, timeout_s=0.4)
    early = len(sandbox.truth())
    sandbox.advance(91)
    limit = time.monotonic() + 5
    while len(sandbox.truth()) == before and time.monotonic() < limit:
        time.sleep(0.02)
    assert (early, len(sandbox.truth())) == (before, before + 1)


def test_rows_change_their_place_between_two_calls(
    sandbox: RunningSandbox, trendyol: httpx.Client, hepsiburada: httpx.Client, seller: str, merchant: str
) -> None:
    sandbox.switch(page_drift=True)
    pages = [claims_page(trendyol, seller, 0)["content"] for _ in range(40)]
    path = f"/oms/claims/merchantId/{merchant}"
    lists = [hepsiburada.get(path, params={"limit": 20}).json() for _ in range(4)]
    sandbox.switch(page_drift=False)
    assert len({tuple(row["claimId"] for row in rows) for rows in pages}) > 1
    assert len({tuple(row["number"] for row in rows) for rows in lists}) > 1


def test_a_server_error_can_come_after_the_effect(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str
) -> None:
    claim = claims_in(hepsiburada, merchant, "AwaitingAction")[0]
    sandbox.fault("500", path="/accept", after_effect=True)
    answer = hepsiburada.post(f"/oms/claims/number/{claim['number']}/accept", json={})
    assert (answer.status_code, answer.json()) == (500, "Internal Server Error")
    assert sandbox.truth()[-1]["claim"] == claim["number"]


def test_a_body_drips_is_cut_or_never_ends(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    path = f"/order/sellers/{seller}/claims"
    sandbox.fault("drip", path="/claims", params={"gap_s": 0.002})
    began = time.monotonic()
    whole = trendyol.get(path, params={"orderNumber": "1"})
    assert whole.json()["content"] == [] and time.monotonic() - began > 0.1
    sandbox.fault("cut_body", path="/claims")
    with pytest.raises(httpx.RemoteProtocolError):
        trendyol.get(path, params={"size": 5})
    for kind, encoding in (("bomb", None), ("gzip_bomb", "gzip")):
        sandbox.fault(kind, path="/claims", params={"megabytes": 20})
        with trendyol.stream("GET", path) as answer:
            taken = sum(len(part) for part in answer.iter_bytes())
        assert (taken, answer.headers.get("content-encoding")) == (20 * 1024 * 1024, encoding)


def claims_page(client: httpx.Client, seller: str, page: int = 1) -> dict[str, Any]:
    params = {"size": 20, "page": page}
    return dict(client.get(f"/order/sellers/{seller}/claims", params=params).json())


def test_pages_go_wrong_in_their_content(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    zero, one = claims_page(trendyol, seller, 0), claims_page(trendyol, seller)
    seen = {}
    for kind in (
        "repeated_page",
        "short_page",
        "empty_page",
        "moved_total",
        "unknown_status",
        "missing_field",
        "wrong_shape",
    ):
        sandbox.fault(kind, path="/claims")
        seen[kind] = claims_page(trendyol, seller)
    assert seen["repeated_page"] == {**zero, "page": 1}
    assert seen["short_page"] == {**one, "content": one["content"][:10]}
    assert seen["empty_page"] == {**one, "content": []}
    assert seen["moved_total"]["totalElements"] == one["totalElements"] + 7
    first = seen["unknown_status"]["content"][0]["items"][0]["claimItems"][0]
    assert first["claimItemStatus"] == {"name": "WaitingForMoon"}
    assert "claimItemStatus" not in seen["missing_field"]["content"][0]["items"][0]["claimItems"][0]
    assert "content" not in seen["wrong_shape"]


def test_a_cut_answer_is_no_json(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    sandbox.fault("cut_json", path="/claims")
    with pytest.raises(json.JSONDecodeError):
        claims_page(trendyol, seller)


def test_faults_meet_by_count_skip_and_rate(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    sandbox.clear_faults()
    path = f"/order/sellers/{seller}/claims"
    sandbox.fault("503", path="/claims", count=2, skip=1)
    codes = [trendyol.get(path, params={"size": 1}).status_code for _ in range(5)]
    sandbox.fault("556", path="/claims", count=None, rate=0.3, seed=4)
    often = [trendyol.get(path, params={"size": 1}).status_code for _ in range(60)]
    sandbox.clear_faults()
    assert codes == [200, 503, 503, 200, 200]
    assert 8 <= often.count(556) <= 30


def test_limits_answer_429_until_the_window_has_passed(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    sandbox.switch(limits=True)
    path = f"/order/sellers/{seller}/claims"
    sandbox.advance(20)
    reads = [trendyol.get(path, params={"size": 1}).status_code for _ in range(51)]
    other_endpoint = trendyol.get("/order/claim-issue-reasons").status_code
    actions = [trendyol.put(f"{path}/nobody/items/approve", json={"claimLineItemIdList": ["x"]}) for _ in range(6)]
    sandbox.advance(61)
    after = trendyol.get(path, params={"size": 1}).status_code
    sandbox.switch(limits=False)
    assert (reads.count(200), reads[-1], other_endpoint, after) == (50, 429, 200, 200)
    assert [answer.status_code for answer in actions] == [404] * 5 + [429]
    assert actions[-1].json()["errors"][0]["message"] == "too.many.requests"


def test_hepsiburadas_limit_names_its_numbers(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str
) -> None:
    sandbox.switch(limits=True, hepsiburada_limit=3, hepsiburada_window_s=60.0)
    answers = [hepsiburada.get(f"/oms/claims/merchantId/{merchant}", params={"limit": 1}) for _ in range(5)]
    sandbox.switch(limits=False, hepsiburada_limit=1000, hepsiburada_window_s=1.0)
    assert [answer.status_code for answer in answers][-1] == 429
    assert answers[-1].headers["X-RateLimit-Remaining"] == "0"


def test_readers_lag_behind_by_a_switch(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    sandbox.switch(read_lag_s=20.0, fraud_share=0.0)
    claim = waiting_claims(trendyol, seller)[0]
    body = {"claimLineItemIdList": item_ids(claim)}
    trendyol.put(f"/order/sellers/{seller}/claims/{claim['claimId']}/items/approve", json=body)
    seen = []
    for seconds in (10, 15):
        sandbox.advance(seconds)
        found = trendyol.get(f"/order/sellers/{seller}/claims", params={"claimIds": claim["claimId"]}).json()["content"]
        seen.append(found[0]["items"][0]["claimItems"][0]["claimItemStatus"]["name"])
    sandbox.switch(read_lag_s=0.0)
    assert seen == ["WaitingInAction", "Accepted"]


@pytest.mark.parametrize("path", ["truth", "switches", "clock", "requests", "faults", "world"])
def test_the_switches_need_the_secret(sandbox: RunningSandbox, path: str) -> None:
    for headers in ({}, {"X-Sandbox-Secret": "guess"}):
        assert httpx.get(f"{sandbox.base_url}/_sandbox/{path}", headers=headers, trust_env=False).status_code == 403


def test_a_fault_header_works_only_with_the_secret(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    path, fault = f"/order/sellers/{seller}/claims", {"X-Sandbox-Fault": "556"}
    alone = trendyol.get(path, headers=fault)
    with_secret = trendyol.get(path, headers=fault | {"X-Sandbox-Secret": sandbox.secret})
    assert (alone.status_code, with_secret.status_code) == (200, 556)
