"""What refusals lead to at the sandbox's Trendyol, and claims that a seller opens."""

import httpx
import pytest

from lib.sandbox.server import RunningSandbox
from tests.sandbox.conftest import item_ids, statuses, waiting_claims

PICTURE = {"files": ("kanit.png", b"\x89PNGpicture", "image/png")}


def refuse(client: httpx.Client, seller: str, reason: int) -> str:
    claim = waiting_claims(client, seller)[0]
    values = {"claimIssueReasonId": reason, "claimItemIdList": ",".join(item_ids(claim)), "description": "Açıklama"}
    answer = client.post(f"/order/sellers/{seller}/claims/{claim['claimId']}/issue", params=values, files=PICTURE)
    assert answer.status_code == 200, answer.text
    return str(claim["claimId"])


def again(client: httpx.Client, seller: str, claim_id: str) -> dict[str, object]:
    found = client.get(f"/order/sellers/{seller}/claims", params={"claimIds": claim_id}).json()["content"]
    return dict(found[0])


@pytest.mark.parametrize(
    ("reason", "status"), [(51, "Unresolved"), (451, "InAnalysis"), (2101, "Accepted"), (2078, "Accepted")]
)
def test_each_reason_leads_to_its_status(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str, reason: int, status: str
) -> None:
    claim_id = refuse(trendyol, seller, reason)
    sandbox.advance(4)
    claim = again(trendyol, seller, claim_id)
    assert statuses(claim) == {status}
    assert (claim["replacementOutboundpackageinfo"] is not None) == (reason == 2101)


@pytest.mark.parametrize(("won", "status", "detail"), [(True, "Rejected", None), (False, "Accepted", "DISPUTE")])
def test_a_dispute_ends_with_a_reject_parcel_or_an_acceptance(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str, won: bool, status: str, detail: str | None
) -> None:
    claim_id = refuse(trendyol, seller, 51)
    sandbox.control("POST", "decide", {"claim": claim_id, "won": won})
    claim = again(trendyol, seller, claim_id)
    assert statuses(claim) == {status}
    assert ("rejectedPackageInfo" in claim) == won
    assert claim["items"][0]["claimItems"][0]["acceptDetail"] == detail  # type: ignore[index]


def test_disputes_are_decided_by_themselves_within_a_month(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    claim_id = refuse(trendyol, seller, 51)
    sandbox.advance(30 * 86400)
    assert statuses(again(trendyol, seller, claim_id)) <= {"Rejected", "Accepted"}


def test_a_test_order_a_claim_and_its_arrival_are_made_by_hand(
    sandbox: RunningSandbox, trendyol: httpx.Client, seller: str
) -> None:
    barcode = waiting_claims(trendyol, seller, "Accepted")[0]["items"][0]["orderLine"]["barcode"]
    number = trendyol.post("/test/order/orders/core", json={"lines": [{"barcode": barcode, "quantity": 2}]}).json()[
        "orderNumber"
    ]
    item = {"barcode": barcode, "customerNote": "Kodsuz paket", "quantity": 2, "reasonId": 401}
    made = trendyol.post(
        f"/order/sellers/{seller}/claims/create", json={"orderNumber": number, "claimItems": [item]}
    ).json()
    created = again(trendyol, seller, made["claimId"])
    body = {"shipmentPackageId": created["orderShipmentPackageId"]}
    helped = trendyol.put(f"/test/order/sellers/{seller}/claims/waiting-in-action", json=body)
    assert (statuses(created), item_ids(created), helped.json()) == ({"Created"}, made["claimItemIds"], "200 OK")
    assert statuses(again(trendyol, seller, made["claimId"])) == {"WaitingInAction"}
    foreign = {"orderNumber": "0", "claimItems": [item]}
    assert trendyol.post(f"/order/sellers/{seller}/claims/create", json=foreign).status_code == 404
