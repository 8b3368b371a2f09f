"""Requests as Hepsiburada documents them, and what becomes of its answers."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from lib.domain.action import AcceptionReason, ActionDetails, ActionKind, Finalize
from lib.domain.claim import ClaimStatus
from lib.errors import OutcomeUnknown, RequestRefused
from lib.marketplaces.base import ClaimRef
from lib.marketplaces.hepsiburada import HepsiburadaClient, HepsiburadaPaces
from tests.marketplaces.payloads import TABLES, payload
from tests.marketplaces.shops import HEPSIBURADA, make_action, make_attachment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MERCHANT = HEPSIBURADA.merchant_id
CLAIMS_PATH = f"/claims/merchantId/{MERCHANT}"
CLAIMS = payload("hepsiburada", "claims-list")


class Service:
    """Answers by path; keeps what it was asked."""

    def __init__(self, answer: Callable[[httpx.Request], Any], total: str | None = None) -> None:
        self.requests: list[httpx.Request] = []
        self._answer, self._total = answer, total
        self.client = HepsiburadaClient(
            HEPSIBURADA,
            now=lambda: NOW,
            wait=lambda _: None,
            paces=HepsiburadaPaces(host=()),
            tables=TABLES,
            transport=httpx.MockTransport(self._serve),
        )

    def _serve(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        found = self._answer(request)
        status, value = found if isinstance(found, tuple) else (200, found)
        body = b"" if value is None else json.dumps(value).encode()
        total = self._total or str(len(value) if isinstance(value, list) else 0)
        return httpx.Response(status, stream=httpx.ByteStream(body), headers={"X-Total-Count": total})


def ref_of(claim: dict[str, Any]) -> ClaimRef:
    return ClaimRef(
        claim_id=claim["number"],
        order_number=claim["orderNumber"],
        raw_status=claim["status"],
        claimed_at=datetime.fromisoformat(claim["claimDate"].replace("Z", "+00:00")),
    )


def test_a_window_is_asked_in_full_minutes_of_istanbul() -> None:
    service = Service(lambda _: CLAIMS, total="27")
    begin = datetime(2026, 11, 20, 21, 59, 30, tzinfo=UTC)
    page = service.client.fetch_window(begin, begin + timedelta(days=1, seconds=10), offset=100)
    (request,) = service.requests
    assert request.url.path == CLAIMS_PATH
    assert dict(request.url.params) == {
        "beginDate": "2026-11-21 00:59",
        "endDate": "2026-11-22 01:00",
        "offset": "100",
        "limit": "100",
    }
    assert (page.total_count, len(page.payloads), page.read_at) == (27, 27, NOW)
    assert request.headers["user-agent"] == "ornekfirma_dev"
    pair = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
    assert pair == f"{MERCHANT}:planted-service-key"


def test_an_answer_without_a_total_says_so() -> None:
    page = Service(lambda _: [], total="many").client.fetch_window(NOW, NOW)
    assert page.total_count is None


def test_waiting_means_both_statuses_without_dates() -> None:
    service = Service(lambda _: [])
    list(service.client.fetch_waiting())
    assert [request.url.path.rpartition("/")[2] for request in service.requests] == [
        "AwaitingAction",
        "AwaitingPreApproval",
    ]
    assert "beginDate" not in service.requests[0].url.params


def test_a_list_is_paged_by_offset_until_its_total() -> None:
    def answer(request: httpx.Request) -> Any:
        offset = int(request.url.params["offset"])
        return CLAIMS[offset : offset + 10] if "AwaitingAction" in request.url.path else []

    service = Service(answer, total="27")
    pages = list(service.client.fetch_waiting())
    assert [len(page.payloads) for page in pages] == [10, 10, 7, 0]


def test_known_claims_come_from_the_open_lists_whole_and_the_final_ones_by_date() -> None:
    def answer(request: httpx.Request) -> Any:
        status = request.url.path.rpartition("/")[2]
        return [claim for claim in CLAIMS if claim["status"] == status]

    service = Service(answer)
    since = datetime(2026, 11, 20, 12, tzinfo=UTC)
    pages = list(service.client.fetch_known([ref_of(CLAIMS[1])], changed_since=since))
    found = {service.client.claim_id_of(claim) for page in pages for claim in page.payloads}
    assert found == {claim["number"] for claim in CLAIMS}
    dates = {request.url.path.rpartition("/")[2]: dict(request.url.params) for request in service.requests}
    open_ones = ("AwaitingAction", "AwaitingPreApproval", "NewRequest", "InDispute")
    assert all("statusBeginDate" not in dates[status] for status in open_ones)
    for status in ("Accepted", "Rejected", "Refunded", "Cancelled"):
        assert (dates[status]["statusBeginDate"], dates[status]["statusEndDate"]) == (
            "2026-11-20 12:00",
            "2026-11-23 15:00",
        )


def test_one_claim_is_looked_for_by_its_moment_then_wider_then_by_status() -> None:
    wanted = CLAIMS[1]

    def answer(request: httpx.Request) -> Any:
        return [wanted] if request.url.path.endswith("/status/AwaitingAction") else []

    service = Service(answer)
    assert service.client.read_claim(ref_of(wanted)).payloads == (wanted,)
    spans = [(r.url.params.get("beginDate"), r.url.params.get("endDate")) for r in service.requests]
    assert spans == [
        ("2026-11-16 14:01", "2026-11-16 14:04"),
        ("2026-11-16 11:01", "2026-11-16 17:04"),
        (None, None),
    ]
    assert Service(lambda _: []).client.read_claim(ref_of(wanted)).payloads == ()


ACCEPTS = [
    ("Return", ActionDetails(), {}),
    ("Return", ActionDetails(finalize=Finalize.REFUND), {"FinalizedWith": "Refund"}),
    ("Change", ActionDetails(), payload("hepsiburada", "claim-accept-request-change")),
    ("RenewProduct", ActionDetails(), {"FinalizedWith": "Change"}),
    (
        "RenewProduct",
        ActionDetails(finalize=Finalize.REFUND, acception_reason=AcceptionReason.STOCK_PROBLEM),
        payload("hepsiburada", "claim-accept-request-refund"),
    ),
    (
        "MissingInvoice",
        ActionDetails(invoice_link="https://fatura.ornek-magaza.example/2026/ORN2026000000123.pdf"),
        payload("hepsiburada", "claim-accept-request-invoice"),
    ),
]


@pytest.mark.parametrize(("claim_type", "details", "body"), ACCEPTS, ids=[f"{a[0]}-{i}" for i, a in enumerate(ACCEPTS)])
def test_an_approval_has_the_documented_body(claim_type: str, details: ActionDetails, body: dict[str, Any]) -> None:
    service = Service(lambda _: (204, None))
    action = make_action(ActionKind.APPROVE, hepsiburada=True, claim_type=claim_type, details=details)
    assert service.client.send_action(action, ["610200302"]).status_code == 204
    (request,) = service.requests
    assert (request.method, request.url.path) == ("POST", "/claims/number/610200302/accept")
    assert json.loads(request.content) == body


def test_a_refusal_has_the_documented_body_and_its_pictures_as_base64(tmp_path: Path) -> None:
    service, photo = Service(lambda _: (204, None)), b"\xff\xd8" + b"photo" * 99
    file = make_attachment(tmp_path, photo)
    documented = payload("hepsiburada", "claim-reject-request-missing")
    details = ActionDetails(reason_code="ProductSentComplete", statement="Paket eksiksiz hazırlanmıştır.")
    for attachments in ((), (file,)):
        action = make_action(ActionKind.REJECT, hepsiburada=True, details=details, attachments=attachments)
        service.client.send_action(action, ["610200302"])
    plain, with_photo = (json.loads(request.content) for request in service.requests)
    assert plain == documented
    assert [base64.b64decode(report) for report in with_photo["Reports"]] == [photo]
    assert service.requests[0].url.path == "/claims/number/610200302/reject"


def test_a_file_that_is_no_picture_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    service = Service(lambda _: (204, None))
    file = make_attachment(tmp_path, b"%PDF", content_type="application/pdf")
    with pytest.raises(RequestRefused, match="nothing was sent"):
        service.client.send_action(make_action(ActionKind.REJECT, hepsiburada=True, attachments=(file,)), ["x"])
    assert service.requests == []


def test_a_preapproval_has_the_documented_body() -> None:
    service = Service(lambda _: (204, None))
    service.client.send_action(make_action(ActionKind.PREAPPROVE, hepsiburada=True), ["610200302"])
    assert json.loads(service.requests[0].content) == payload("hepsiburada", "claim-preapproval-confirm-request")
    assert service.requests[0].url.path == "/claims/number/610200302/preapprovalconfirm"


def test_only_a_204_is_a_yes() -> None:
    with pytest.raises(OutcomeUnknown, match="204"):
        Service(lambda _: (200, None)).client.send_action(make_action(ActionKind.APPROVE, hepsiburada=True), ["x"])


def test_the_shipped_reasons_are_those_of_the_reference() -> None:
    groups = payload("hepsiburada", "reject-reasons")["groups"]
    reasons = Service(lambda _: []).client.fetch_reject_reasons()
    assert [(reason.code, reason.name) for reason in reasons] == [
        (row["code"], row["labelTr"]) for group in groups.values() for row in group
    ]
    by_code = {reason.code: reason for reason in reasons}
    assert by_code["PhotoNotClear"].statuses == {ClaimStatus.AWAITING_PREAPPROVAL}
    assert {"return", "renewproduct"} <= by_code["ProductIsDamaged"].claim_types
    assert by_code["ProductSentComplete"].claim_types >= {"missingitem", "missingpart"}
    assert not by_code["ProductIsDamaged"].claim_types & by_code["ProductSentComplete"].claim_types


def test_an_order_gives_the_product_data_that_a_claim_lacks() -> None:
    lines = Service(lambda _: payload("hepsiburada", "order-detail")).client.fetch_order("4600010010")
    line = lines[0]
    assert (line.order_line_id, line.sku, line.barcode, line.product_name, line.color) == (
        "11e00000-5e1f-4c00-9d00-000000000010",
        "KETL-17-BYZ",
        "8690000000011",
        "Örnek Elektrikli Su Isıtıcı 1.7 L",
        "Beyaz",
    )
    assert line.ordered_at == datetime(2026, 11, 4, 9, tzinfo=UTC)
    assert line.unit_price_try == Decimal("749.90")
    assert line.image_url == "https://productimages.hepsiburada.net/s/0/200/110000000000011.jpg"
    assert line.is_sale


@pytest.mark.parametrize(
    "answer",
    [
        (404, "Not Found"),
        (400, "Bu sipariş için sonuç bulunmadı, lütfen siparişin ödeme durumunu kontrol ediniz."),
        "Bu sipariş için sonuç bulunmadı, lütfen siparişin ödeme durumunu kontrol ediniz.",
    ],
)
def test_an_order_that_is_no_longer_given_has_no_lines(answer: Any) -> None:
    assert Service(lambda _: answer).client.fetch_order("1") == []


@pytest.mark.parametrize(
    ("status", "creation", "is_sale"),
    [
        ("Delivered", "OrderCreated", True),
        ("ClaimCreated", None, True),
        ("CancelledByCustomer", "OrderCreated", False),
        ("Delivered", "ClaimChangeAccepted", False),
        ("Delivered", "OrderLineResend", False),
    ],
)
def test_only_what_a_customer_ordered_and_kept_counts_as_sold(status: str, creation: str | None, is_sale: bool) -> None:
    order = payload("hepsiburada", "order-detail")
    order["items"][0].update(status=status, creationReason=creation)
    assert Service(lambda _: order).client.fetch_order("1")[0].is_sale is is_sale


def test_sales_come_from_the_open_lines_and_the_orders_of_the_feeds() -> None:
    feeds = {
        "delivered": "packages-delivered",
        "shipped": "packages-shipped",
        "undelivered": "packages-undelivered",
        "cancelled": "orders-cancelled",
    }

    def answer(request: httpx.Request) -> Any:
        last = request.url.path.rpartition("/")[2]
        if "ordernumber" in request.url.path:
            return {**payload("hepsiburada", "order-detail"), "orderNumber": last}
        return payload("hepsiburada", feeds.get(last, "orders-list"))

    service = Service(answer)
    pages = list(service.client.fetch_sales(NOW - timedelta(days=7, hours=12), NOW))
    details = [r.url.path.rpartition("/")[2] for r in service.requests if "ordernumber" in r.url.path]
    assert details == ["4600010022", "4600010030", "4600030001", "4600030002"]
    assert sum(len(lines) for lines in pages) == 3 + 4 * 2
    assert pages[1][0].delivered_at == datetime(2026, 11, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claims", "orders", "problems"),
    [
        (200, 200, [None, None, None]),
        (401, 401, ["credentials"] * 3),
        (403, 200, [None, "permission", None]),
        (403, 403, ["permission"] * 3),
        (200, 401, [None, None, "credentials"]),
    ],
)
def test_the_check_tells_password_from_permission(claims: int, orders: int, problems: list[str | None]) -> None:
    def answer(request: httpx.Request) -> Any:
        if "/claims/" in request.url.path:
            return (claims, []) if claims == 200 else (claims, None)
        return (orders, {"items": []}) if orders == 200 else (orders, None)

    assert [check.problem for check in Service(answer).client.check()] == problems
