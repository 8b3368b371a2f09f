"""The sandbox's Trendyol against what trendyol.md says of claims."""

from datetime import UTC, datetime

import httpx
import pytest

from lib.sandbox.server import RunningSandbox, start
from tests.sandbox.conftest import (
    SEED,
    fixture_json,
    item_ids,
    keys_of,
    statuses,
    trendyol_client,
    waiting_claims,
)

PICTURE = {"files": ("kanit.jpg", b"\xff\xd8\xff\xe0picture", "image/jpeg")}


def test_claims_have_the_keys_of_the_reference(trendyol: httpx.Client, seller: str) -> None:
    pages = [
        trendyol.get(f"/order/sellers/{seller}/claims", params={"size": 200, "page": page}).json() for page in (0, 1)
    ]
    claims = [claim for page in pages for claim in page["content"]]
    assert keys_of({**pages[0], "content": claims}) >= keys_of(fixture_json("trendyol/claims-page-live-variant.json"))
    assert keys_of(claims) <= keys_of(fixture_json("trendyol/claims-page-live-variant.json")["content"]) | {
        f"replacementOutboundpackageinfo.{key}"
        for key in (
            "cargoTrackingNumber", "cargoProviderName", "cargoSenderNumber", "cargoTrackingLink", "packageid", "items",
        )
    }  # fmt: skip


def test_the_documented_spelling_is_a_switch(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    sandbox.switch(key_spelling="doc", claim_key="id")
    rejected = waiting_claims(trendyol, seller, "Rejected")
    sandbox.switch(key_spelling="live", claim_key="both")
    blocks = [claim["rejectedpackageinfo"] for claim in rejected if "rejectedpackageinfo" in claim]
    assert blocks and all("packageid" in block and "dontShipBack" not in block for block in blocks)
    assert not any("claimId" in claim or "rejectedPackageInfo" in claim for claim in rejected)


def test_every_status_lies_on_the_table_at_the_opening(trendyol: httpx.Client, seller: str) -> None:
    found = {
        status: len(waiting_claims(trendyol, seller, status))
        for status in (
            "Created", "WaitingInAction", "WaitingFraudCheck", "Accepted", "Cancelled", "Rejected", "Unresolved",
            "InAnalysis",
        )
    }  # fmt: skip
    assert min(found.values()) >= 1, found
    assert found["WaitingInAction"] >= 5


def test_dates_filter_on_the_creation_of_the_claim(trendyol: httpx.Client, seller: str) -> None:
    every = trendyol.get(f"/order/sellers/{seller}/claims", params={"size": 200}).json()["content"]
    middle = sorted(claim["claimDate"] for claim in every)[len(every) // 2]
    window = {"size": 200, "startDate": middle - 5 * 86_400_000, "endDate": middle}
    found = trendyol.get(f"/order/sellers/{seller}/claims", params=window).json()["content"]
    assert {claim["claimId"] for claim in found} == {
        claim["claimId"] for claim in every if window["startDate"] <= claim["claimDate"] <= middle
    }


def test_pages_follow_the_last_change_and_together_hold_every_claim_once(trendyol: httpx.Client, seller: str) -> None:
    first = trendyol.get(f"/order/sellers/{seller}/claims", params={"size": 50}).json()
    rows = [
        claim
        for page in range(first["totalPages"])
        for claim in trendyol.get(f"/order/sellers/{seller}/claims", params={"size": 50, "page": page}).json()[
            "content"
        ]
    ]
    changes = [claim["lastModifiedDate"] for claim in rows]
    assert changes == sorted(changes)
    assert len({claim["claimId"] for claim in rows}) == len(rows) == first["totalElements"]


@pytest.mark.parametrize(("params", "status"), [({"size": 201}, 400), ({"size": "many"}, 400), ({"size": 200}, 200)])
def test_the_page_size_ends_at_two_hundred(
    trendyol: httpx.Client, seller: str, params: dict[str, object], status: int
) -> None:
    assert trendyol.get(f"/order/sellers/{seller}/claims", params=params).status_code == status


@pytest.mark.parametrize(
    ("mode", "status", "content"), [("array", 200, []), ("null", 200, None), ("404", 404, "no content key")]
)
def test_an_empty_result_has_three_faces(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str, mode: str, status: int, content: object
) -> None:
    sandbox.switch(empty_mode=mode)
    answer = trendyol.get(f"/order/sellers/{seller}/claims", params={"orderNumber": "1"})
    sandbox.switch(empty_mode="array")
    assert (answer.status_code, answer.json().get("content", "no content key")) == (status, content)


def test_the_stage_knows_no_order_without_a_status(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    sandbox.switch(stage_quirk=True)
    without, with_status = (
        trendyol.get(f"/order/sellers/{seller}/claims", params=params)
        for params in ({}, {"claimItemStatus": "Created"})
    )
    sandbox.switch(stage_quirk=False)
    assert without.status_code == 404 and without.json()["errors"][0]["key"] == "order.not.found"
    assert with_status.status_code == 200


def test_keys_user_agent_and_seller_are_checked(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    path = f"/order/sellers/{seller}/claims"
    without_agent = trendyol.get(path, headers={"User-Agent": "python-httpx/0.28"})
    assert (without_agent.status_code, without_agent.headers["content-type"][:9]) == (403, "text/html")
    wrong = trendyol.get(path, auth=("nobody", "nothing"))
    assert (wrong.status_code, wrong.json()) == (401, {"status": 401, "exception": "ClientApiAuthenticationException"})
    foreign = trendyol.get("/order/sellers/1/claims")
    assert (foreign.status_code, foreign.json()["exception"]) == (401, "TrendyolAuthorizationException")


def test_an_approval_is_executed_once_and_seen_some_seconds_later(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    sandbox.switch(fraud_share=0.0, approve_visible_after_s=3.0)
    claim = waiting_claims(trendyol, seller)[0]
    path = f"/order/sellers/{seller}/claims/{claim['claimId']}/items/approve"
    body = {"claimLineItemIdList": item_ids(claim), "params": {}}
    before = len(sandbox.truth())
    first = trendyol.put(path, json=body)
    at_once = trendyol.get(f"/order/sellers/{seller}/claims", params={"claimIds": claim["claimId"]}).json()["content"]
    second = trendyol.put(path, json=body)
    sandbox.advance(4)
    sandbox.switch(approve_visible_after_s=0.0)
    later = trendyol.get(f"/order/sellers/{seller}/claims", params={"claimIds": claim["claimId"]}).json()["content"]
    assert (first.status_code, first.content, second.status_code) == (200, b"", 400)
    assert (statuses(at_once[0]), statuses(later[0])) == ({"WaitingInAction"}, {"Accepted"})
    assert later[0]["items"][0]["claimItems"][0]["acceptDetail"] == "SUPPLIER"
    executed = sandbox.truth()[before:]
    assert [(call["operation"], call["claim"], call["items"]) for call in executed] == [
        ("trendyol.approve", claim["claimId"], item_ids(claim))
    ]


def test_unguarded_every_approval_pays_again(sandbox: RunningSandbox, trendyol: httpx.Client, seller: str) -> None:
    claim = waiting_claims(trendyol, seller)[-1]
    path = f"/order/sellers/{seller}/claims/{claim['claimId']}/items/approve"
    sandbox.switch(guarded=False)
    codes = [trendyol.put(path, json={"claimLineItemIdList": item_ids(claim)}).status_code for _ in range(3)]
    sandbox.switch(guarded=True)
    executed = [call for call in sandbox.truth() if call["claim"] == claim["claimId"]]
    assert codes == [200, 200, 200]
    assert [call.get("paid_again", False) for call in executed] == [False, True, True]


def test_a_fraud_check_comes_first_and_ends_by_itself(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    sandbox.switch(fraud_share=1.0, fraud_bad_share=0.0)
    claim = waiting_claims(trendyol, seller)[0]
    body = {"claimLineItemIdList": item_ids(claim)}
    trendyol.put(f"/order/sellers/{seller}/claims/{claim['claimId']}/items/approve", json=body)
    seen = []
    for seconds in (4, 5 * 3600):
        sandbox.advance(seconds)
        content = trendyol.get(f"/order/sellers/{seller}/claims", params={"claimIds": claim["claimId"]}).json()[
            "content"
        ]
        seen.append(statuses(content[0]))
    sandbox.switch(fraud_share=0.0)
    assert seen == [{"WaitingFraudCheck"}, {"Accepted"}]


@pytest.mark.parametrize("place", ["query", "form"])
def test_a_refusal_takes_its_values_from_query_or_form(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str, place: str
) -> None:
    claim = waiting_claims(trendyol, seller)[0]
    values = {"claimIssueReasonId": "51", "claimItemIdList": ",".join(item_ids(claim)), "description": "Kullanılmış"}
    path = f"/order/sellers/{seller}/claims/{claim['claimId']}/issue"
    if place == "query":
        answer = trendyol.post(path, params=values, files=PICTURE)
    else:
        answer = trendyol.post(path, data=values, files=PICTURE)
    call = sandbox.truth()[-1]
    assert (answer.status_code, answer.content) == (200, b"")
    assert (call["claim"], call["reason"], call["description"]) == (claim["claimId"], 51, "Kullanılmış")
    assert [file["bytes"] for file in call["files"]] == [len(PICTURE["files"][1])]


@pytest.mark.parametrize(
    ("reason", "description", "with_file"),
    [
        ("251", "Kırık", True),
        ("51", "Kullanılmış", False),
        ("51", "x" * 501, True),
        ("51", "", True),
        ("999", "a", True),
    ],
)
def test_a_refusal_against_the_rules_is_refused(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str, reason: str, description: str, with_file: bool
) -> None:
    claim = waiting_claims(trendyol, seller)[0]
    values = {"claimIssueReasonId": reason, "claimItemIdList": ",".join(item_ids(claim)), "description": description}
    before = len(sandbox.truth())
    path = f"/order/sellers/{seller}/claims/{claim['claimId']}/issue"
    answer = trendyol.post(path, params=values, files=PICTURE if with_file else None)
    assert answer.status_code == 400 and answer.json()["errors"][0]["key"]
    assert len(sandbox.truth()) == before


def test_parcel_not_received_may_be_said_only_after_a_day(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    claim = max(waiting_claims(trendyol, seller), key=lambda each: each["items"][0]["claimItems"][0]["autoApproveDate"])
    values = {"claimIssueReasonId": 1651, "claimItemIdList": ",".join(item_ids(claim)), "description": "Ulaşmadı"}
    path = f"/order/sellers/{seller}/claims/{claim['claimId']}/issue"
    early = trendyol.post(path, params=values)
    left_ms = claim["items"][0]["claimItems"][0]["autoApproveDate"] - sandbox.now().timestamp() * 1000
    sandbox.advance(max(0.0, left_ms / 1000 - 23 * 3600))
    late = trendyol.post(path, params=values)
    assert (early.status_code, late.status_code) == (400, 200)


def test_reasons_changed_on_the_eighth_of_october() -> None:
    old = start(seed=SEED, claims=60, live=False, started_at=datetime(2026, 10, 7, 20, 59, tzinfo=UTC))
    with trendyol_client(old) as client:
        before = client.get("/order/claim-issue-reasons").json()
        old.advance(120)
        after = client.get("/order/claim-issue-reasons").json()
    old.stop()
    assert before == fixture_json("trendyol/claim-issue-reasons-before-2026-10-08.json")
    assert after == fixture_json("trendyol/claim-issue-reasons.json")


def test_the_history_names_who_did_it_and_is_not_in_order(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    accepted = waiting_claims(trendyol, seller, "Accepted")
    histories = [
        trendyol.get(f"/order/sellers/{seller}/claims/items/{item_ids(claim)[0]}/audit").json()
        for claim in accepted[:40]
    ]
    assert keys_of(histories[0]) == keys_of(fixture_json("trendyol/claim-audits.json"))
    assert {row["newStatus"] for row in histories[0]} >= {"Created"}
    assert any([row["date"] for row in rows] != sorted(row["date"] for row in rows) for rows in histories)
    unknown = trendyol.get(f"/order/sellers/{seller}/claims/items/nobody/audit")
    assert (unknown.status_code, unknown.json()["exception"]) == (404, "SellerIntegrationApiDomainNotFoundException")


def test_nobody_answers_for_two_days_and_the_system_accepts(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    claim = waiting_claims(trendyol, seller)[0]
    sandbox.advance(49 * 3600)
    content = trendyol.get(f"/order/sellers/{seller}/claims", params={"claimIds": claim["claimId"]}).json()["content"]
    units = [unit for item in content[0]["items"] for unit in item["claimItems"]]
    assert {(unit["claimItemStatus"]["name"], unit["autoAccepted"], unit["acceptDetail"]) for unit in units} == {
        ("Accepted", True, "SYSTEM")
    }
