"""The sandbox's Hepsiburada against what hepsiburada.md says of claims."""

from datetime import timedelta

import httpx
import pytest

from lib.sandbox.server import RunningSandbox
from tests.sandbox.conftest import claim_again, claims_in, fixture_json, keys_of

REQUESTED = {
    f"RequestedProduct.{key}" for key in ("sku", "variantProperties", "variantProperties.Beden", "changeOption")
}


def test_claims_have_the_keys_of_the_reference(hepsiburada: httpx.Client, merchant: str) -> None:
    rows = hepsiburada.get(f"/oms/claims/merchantId/{merchant}", params={"limit": 100}).json()
    assert keys_of(rows) - REQUESTED == keys_of(fixture_json("hepsiburada/claims-list.json"))
    assert any("Deliveries" not in row for row in rows)


def test_all_claim_types_in_their_odd_spellings_exist(hepsiburada: httpx.Client, merchant: str) -> None:
    waiting = claims_in(hepsiburada, merchant, "AwaitingAction") + claims_in(
        hepsiburada, merchant, "AwaitingPreApproval"
    )
    assert {row["claimType"] for row in waiting} >= {
        "Return", "RenewProduct", "Change", "MissingItem", "Missingpart", "MissingInvoice", "MissingWaranty",
        "UndeliveredProduct",
    }  # fmt: skip


def test_paging_is_told_in_headers_and_goes_from_new_to_old(hepsiburada: httpx.Client, merchant: str) -> None:
    first = hepsiburada.get(f"/oms/claims/merchantid/{merchant}", params={"limit": 40})
    second = hepsiburada.get(f"/oms/claims/merchantId/{merchant}", params={"limit": 40, "offset": 40})
    total = int(first.headers["X-Total-Count"])
    assert (first.headers["X-Limit"], second.headers["X-Offset"], second.headers["X-Page"]) == ("40", "40", "2")
    assert first.headers["X-Total-Pages"] == str(-(-total // 40)) and first.headers["x-correlation-id"]
    dates = [row["claimDate"][:19] for row in first.json() + second.json()]
    assert len({row["number"] for row in first.json() + second.json()}) == 80
    assert dates[0] > dates[-1]


@pytest.mark.parametrize(
    ("path", "params", "body"),
    [
        ("", {}, "LimitCannotBeEmpty"),
        ("", {"limit": 101}, "LimitMustBeBetween1And100"),
        ("/status/Open", {"limit": 10}, "Wrong Claim Status"),
        ("", {"limit": 10, "beginDate": "2026-11-01T00:00:00Z"}, "WrongDateFormat"),
    ],
)
def test_a_wrong_question_gets_the_marketplaces_word(
    hepsiburada: httpx.Client, merchant: str, path: str, params: dict[str, str], body: str
) -> None:
    answer = hepsiburada.get(f"/oms/claims/merchantId/{merchant}{path}", params=params)
    assert (answer.status_code, answer.json()) == (400, body)


def test_keys_and_user_agent_are_checked(sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str) -> None:
    path = f"/oms/claims/merchantId/{merchant}"
    wrong = hepsiburada.get(path, params={"limit": 1}, auth=(merchant, "wrong"))
    assert (wrong.status_code, wrong.content, wrong.headers["content-type"]) == (401, b"", "application/json")
    stranger = hepsiburada.get(path, params={"limit": 1}, headers={"User-Agent": f"{merchant} - ornekfirma_dev"})
    assert (stranger.status_code, stranger.content) == (403, b"")
    listing = hepsiburada.get(f"/listing/listings/merchantid/{merchant}", auth=("a", "b"))
    assert (listing.status_code, listing.text) == (401, "Missing Credentials!")
    without_header = hepsiburada.get("/questions/api/v1.0/issues", headers={"merchantId": ""})
    assert without_header.status_code == 401


def test_dates_are_read_in_istanbul_time(hepsiburada: httpx.Client, merchant: str) -> None:
    rows = hepsiburada.get(f"/oms/claims/merchantId/{merchant}", params={"limit": 100}).json()
    row = next(row for row in rows if row["claimDate"].endswith("Z") and row["claimDate"][11:13] < "20")
    hour = f"{int(row['claimDate'][11:13]) + 3:02d}"
    minute = f"{row['claimDate'][:10]} {hour}:{row['claimDate'][14:16]}"
    window = {"limit": 100, "beginDate": minute, "endDate": minute}
    found = hepsiburada.get(f"/oms/claims/merchantId/{merchant}", params=window).json()
    assert row["number"] in {each["number"] for each in found}


def test_a_return_accepted_is_refunded_later(sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str) -> None:
    claim = next(row for row in claims_in(hepsiburada, merchant, "AwaitingAction") if row["claimType"] == "Return")
    answer = hepsiburada.post(f"/oms/claims/number/{claim['number']}/accept", json={})
    again = hepsiburada.post(f"/oms/claims/number/{claim['number']}/accept", json={})
    sandbox.advance(5)
    accepted = claim_again(hepsiburada, merchant, claim["number"])
    sandbox.advance(120)
    refunded = claim_again(hepsiburada, merchant, claim["number"])
    assert (answer.status_code, answer.content) == (204, b"")
    assert (again.status_code, again.json()) == (400, "Claim status is not suitable")
    assert (accepted["status"], accepted["finalizedWith"]) == ("Accepted", "Refund")
    assert (refunded["status"], refunded["refundAmount"]) == ("Refunded", claim["totalPriceAmount"])
    assert [call["operation"] for call in sandbox.truth() if call["claim"] == claim["number"]] == ["hepsiburada.accept"]


def test_an_exchange_brings_a_leg_a_package_and_an_order_line(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str
) -> None:
    claim = next(row for row in claims_in(hepsiburada, merchant, "AwaitingAction") if row["claimType"] == "Change")
    hepsiburada.post(f"/oms/claims/number/{claim['number']}/accept", json={"FinalizedWith": "Change"})
    sandbox.advance(90)
    shown = claim_again(hepsiburada, merchant, claim["number"])
    leg = next(leg for leg in shown["Deliveries"] if leg["Direction"] == "MerchantToCustomer")
    order = hepsiburada.get(f"/oms/orders/merchantid/{merchant}/ordernumber/{claim['orderNumber']}").json()
    made = [line for line in order["items"] if line["creationReason"] == "ClaimChangeAccepted"]
    packages = [
        package
        for offset in range(0, 60, 10)
        for package in hepsiburada.get(
            f"/oms/packages/merchantid/{merchant}", params={"Offset": offset, "limit": 10}
        ).json()
    ]
    package = next(each for each in packages if each["packageNumber"] == leg["PackageNumber"])
    assert (shown["status"], shown["finalizedWith"], leg["Status"]) == ("Accepted", "Change", "Open")
    assert [line["packageNumber"] for line in made] == [leg["PackageNumber"]]
    assert package["items"][0]["creationReason"] == "ClaimChangeAccepted"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"FinalizedWith": "Gift"}, 400),
        ({"FinalizedWith": "Refund", "AcceptionReason": "Mood"}, 400),
        ({"FinalizedWith": "Refund", "AcceptionReason": "StockProblem"}, 204),
    ],
)
def test_the_words_of_an_acceptance_are_checked(
    hepsiburada: httpx.Client, merchant: str, body: dict[str, str], status: int
) -> None:
    claim = claims_in(hepsiburada, merchant, "AwaitingAction")[0]
    assert hepsiburada.post(f"/oms/claims/number/{claim['number']}/accept", json=body).status_code == status


def test_an_unknown_number_is_not_found(hepsiburada: httpx.Client) -> None:
    answers = [
        hepsiburada.post(f"/oms/claims/number/1/{verb}", json={}) for verb in ("accept", "reject", "preapprovalconfirm")
    ]
    assert [(answer.status_code, answer.json()) for answer in answers] == [(404, "Not Found")] * 3


def test_a_refusal_needs_a_reason_of_its_group_and_is_disputed(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str
) -> None:
    claim = next(row for row in claims_in(hepsiburada, merchant, "AwaitingAction") if row["claimType"] == "MissingItem")
    path = f"/oms/claims/number/{claim['number']}/reject"
    wrong = hepsiburada.post(path, json={"ClaimRejectionReason": "ProductIsDamaged", "MerchantStatement": "x"})
    right = hepsiburada.post(path, json={"ClaimRejectionReason": "ProductSentComplete", "MerchantStatement": "Tamdı"})
    sandbox.advance(5)
    disputed = claim_again(hepsiburada, merchant, claim["number"])
    sandbox.advance(25 * 86400)
    decided = claim_again(hepsiburada, merchant, claim["number"])
    assert (wrong.status_code, right.status_code) == (400, 204)
    assert (disputed["status"], disputed["merchantRejectionStatement"]) == ("InDispute", "Tamdı")
    assert decided["status"] in ("Rejected", "Accepted", "Refunded")


def test_a_confirmed_preapproval_opens_the_return_leg_and_comes_back(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str
) -> None:
    order = claims_in(hepsiburada, merchant, "Refunded")[0]["orderNumber"]
    wanted = {"orderNumber": order, "type": "renewproduct", "reason": "ProductIsBroken", "newSKU": ""}
    made = hepsiburada.post(f"/claim-stub/claims/merchant/{merchant}/create", json=wanted).json()["ClaimList"][0]
    before = claim_again(hepsiburada, merchant, made["claimNumber"])
    path = f"/oms/claims/number/{made['claimNumber']}/preapprovalconfirm"
    answer = hepsiburada.post(path, json={"preApprovalReason": "ProductInvestigation"})
    sandbox.advance(5)
    on_its_way = claim_again(hepsiburada, merchant, made["claimNumber"])
    sandbox.advance(6 * 86400)
    back = claim_again(hepsiburada, merchant, made["claimNumber"])
    assert before["status"] == "AwaitingPreApproval" and before["awaitingPreApprovalExpireDate"]
    assert (answer.status_code, on_its_way["status"], on_its_way["preApprovalConfirmedBy"]) == (
        204,
        "NewRequest",
        "Merchant",
    )
    assert on_its_way["Deliveries"][0]["Direction"] == "CustomerToMerchant"
    assert (back["status"], back["Deliveries"][0]["Status"]) == ("AwaitingAction", "Delivered")


@pytest.mark.parametrize(("mode", "status"), [("portal_only", 400), ("api_ok", 204)])
def test_invoice_claims_close_by_the_api_or_only_in_the_portal(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str, mode: str, status: int
) -> None:
    order = claims_in(hepsiburada, merchant, "Refunded")[0]["orderNumber"]
    wanted = {"orderNumber": order, "type": "missinginvoice"}
    made = hepsiburada.post(f"/claim-stub/claims/merchant/{merchant}/create", json=wanted).json()["ClaimList"][0]
    sandbox.switch(invoice_claims=mode)
    body = {"InvoiceLink": "https://fatura.example/1.pdf"}
    answer = hepsiburada.post(f"/oms/claims/number/{made['claimNumber']}/accept", json=body)
    assert answer.status_code == status


@pytest.mark.parametrize(("mode", "status"), [("none", {"AwaitingAction"}), ("auto_accept", {"Accepted", "Refunded"})])
def test_what_happens_at_the_deadline_is_a_switch(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str, mode: str, status: set[str]
) -> None:
    order = claims_in(hepsiburada, merchant, "Refunded")[0]["orderNumber"]
    wanted = {"orderNumber": order, "type": "missingitem"}
    made = hepsiburada.post(f"/claim-stub/claims/merchant/{merchant}/create", json=wanted).json()["ClaimList"][0]
    sandbox.switch(expiry=mode)
    sandbox.advance(73 * 3600)
    sandbox.switch(expiry="none")
    assert claim_again(hepsiburada, merchant, made["claimNumber"])["status"] in status


def test_a_parcel_on_the_merchants_own_contract_moves_only_by_the_merchants_word(
    sandbox: RunningSandbox, hepsiburada: httpx.Client, merchant: str
) -> None:
    order = claims_in(hepsiburada, merchant, "Refunded")[0]["orderNumber"]
    wanted = {"orderNumber": order, "type": "missingpart"}
    made = hepsiburada.post(f"/claim-stub/claims/merchant/{merchant}/create", json=wanted).json()["ClaimList"][0]
    hepsiburada.post(f"/oms/claims/number/{made['claimNumber']}/accept", json={})
    sandbox.advance(90)
    leg = claim_again(hepsiburada, merchant, made["claimNumber"])["Deliveries"][-1]
    path = f"/oms/packages/merchantid/{merchant}/packagenumber/{leg['PackageNumber']}"
    hepsiburada.put(f"{path}/changecargocompany", json={"CargoCompanyShortName": "HJ"})
    empty = hepsiburada.get(f"{path}/labels", params={"format": "zpl"}).json()
    sandbox.advance(6)
    ready = hepsiburada.get(f"{path}/labels", params={"format": "zpl"}).json()
    hepsiburada.put(f"{path}/changecargocompany", json={"CargoCompanyShortName": "MH"})
    refused = hepsiburada.get(f"{path}/labels", params={"format": "zpl"})
    now = sandbox.now()
    pushes = [
        hepsiburada.post(
            f"{path}/{verb}", json={name: (now - timedelta(days=age)).isoformat(), "trackingNumber": "AB1"}
        )
        for verb, name, age in (
            ("deliver", "receivedDate", 0),
            ("intransit", "shippedDate", 8),
            ("intransit", "shippedDate", 0),
            ("deliver", "receivedDate", 0),
        )
    ]
    shown = claim_again(hepsiburada, merchant, made["claimNumber"])["Deliveries"][-1]
    assert (empty["data"], len(ready["data"])) == ([], 1)
    assert ready["data"][0].startswith("^XA")
    assert (refused.status_code, refused.json()) == (400, "Cargo company does not provide mutual barcodes")
    assert [answer.status_code for answer in pushes] == [409, 400, 204, 204]
    assert (shown["Status"], shown["TrackingNumber"], shown["Direction"]) == ("Delivered", "AB1", "MerchantToCustomer")
