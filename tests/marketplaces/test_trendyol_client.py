"""Requests as Trendyol documents them, and what becomes of its answers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from lib.domain.action import ActionKind
from lib.domain.claim import ClaimStatus
from lib.errors import RequestRefused
from lib.marketplaces.base import ClaimRef, Executor
from lib.marketplaces.trendyol import TrendyolClient, TrendyolPaces
from tests.marketplaces.payloads import TABLES, payload
from tests.marketplaces.shops import TRENDYOL, make_action, make_attachment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PACES = TrendyolPaces(claims=(), audit=(), products=(), reasons=(), orders=(), stream=(), decision_s=0)
ROOT = "/integration/order/sellers/900123"
CLAIMS = payload("trendyol", "claims-page")["content"]


class Service:
    """Answers by path; keeps what it was asked."""

    def __init__(self, answer: Callable[[httpx.Request], Any]) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer
        self.client = TrendyolClient(
            TRENDYOL,
            now=lambda: NOW,
            wait=lambda _: None,
            paces=PACES,
            tables=TABLES,
            transport=httpx.MockTransport(self._serve),
        )

    def _serve(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        found = self._answer(request)
        status, value = found if isinstance(found, tuple) else (200, found)
        body = b"" if value is None else json.dumps(value).encode()
        return httpx.Response(status, stream=httpx.ByteStream(body), headers={"Content-Type": "application/json"})

    def asked(self, place: int = -1) -> dict[str, str]:
        return dict(self.requests[place].url.params)


def envelope(*claims: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    return {
        "totalElements": len(claims) if total is None else total,
        "totalPages": 1,
        "page": 0,
        "content": list(claims),
    }


def ref_of(claim: dict[str, Any]) -> ClaimRef:
    return ClaimRef(claim_id=claim["claimId"], order_number=claim["orderNumber"], raw_status="Created", claimed_at=NOW)


def test_a_window_is_one_page_of_200_by_creation_in_milliseconds() -> None:
    service = Service(lambda _: envelope(*CLAIMS, total=213))
    page = service.client.fetch_window(NOW - timedelta(days=1), NOW, offset=200)
    assert service.requests[0].url.path == f"{ROOT}/claims"
    assert service.asked() == {
        "startDate": "1795262400000",
        "endDate": "1795348800000",
        "page": "1",
        "size": "200",
    }
    assert (page.total_count, len(page.payloads), page.read_at) == (213, 13, NOW)
    assert service.requests[0].headers["user-agent"] == "900123 - SelfIntegration"
    assert page.request == "GET /claims?startDate=1795262400000&endDate=1795348800000&page=1&size=200"


@pytest.mark.parametrize(
    "answer",
    [
        payload("trendyol", "claims-empty-null"),
        payload("trendyol", "claims-empty-array"),
        (404, payload("trendyol", "error-404-claims-stage-no-status")),
        (404, None),
    ],
)
def test_all_four_ways_to_say_nothing_are_no_rows(answer: Any) -> None:
    page = Service(lambda _: answer).client.fetch_window(NOW - timedelta(days=1), NOW)
    assert (page.payloads, page.total_count) == ((), 0)


def test_a_row_that_is_no_object_is_kept_for_the_quarantine() -> None:
    page = Service(lambda _: {"totalElements": 1, "content": ["broken"]}).client.fetch_window(NOW, NOW)
    assert page.payloads == ({"unreadable": "broken"},)


def test_all_pages_of_the_waiting_claims_are_read() -> None:
    def answer(request: httpx.Request) -> Any:
        number = int(request.url.params["page"])
        return envelope(*CLAIMS[number * 5 : number * 5 + 5], total=13)

    service = Service(answer)
    pages = list(service.client.fetch_waiting())
    assert [len(page.payloads) for page in pages] == [5, 5, 3]
    assert {request.url.params["claimItemStatus"] for request in service.requests} == {"WaitingInAction"}


def test_known_claims_are_asked_by_id_and_the_absent_by_order_number() -> None:
    def answer(request: httpx.Request) -> Any:
        if "claimIds" in request.url.params:
            return envelope(CLAIMS[0])
        return envelope(*(claim for claim in CLAIMS if claim["orderNumber"] == request.url.params["orderNumber"]))

    service = Service(answer)
    refs = [ref_of(claim) for claim in CLAIMS[:3]]
    pages = list(service.client.fetch_known(refs, changed_since=None))
    found = [service.client.claim_id_of(claim) for page in pages for claim in page.payloads]
    assert found == [ref.claim_id for ref in refs]
    assert service.asked(0)["claimIds"].split(",") == [ref.claim_id for ref in refs]
    assert [request.url.params.get("orderNumber") for request in service.requests] == [
        None,
        refs[1].order_number,
        refs[2].order_number,
    ]


def test_a_service_that_refuses_ids_is_asked_by_order_numbers() -> None:
    def answer(request: httpx.Request) -> Any:
        if "claimIds" in request.url.params:
            return 400, payload("trendyol", "error-400-envelope")
        return envelope(CLAIMS[0])

    service = Service(answer)
    (page,) = service.client.fetch_known([ref_of(CLAIMS[0])], changed_since=None)
    assert page.payloads == (CLAIMS[0],)
    assert service.client.read_claim(ref_of(CLAIMS[0])).payloads == (CLAIMS[0],)


def test_a_hundred_ids_go_in_two_requests() -> None:
    claims = [{**CLAIMS[0], "claimId": f"c-{number}"} for number in range(100)]
    by_id = {claim["claimId"]: claim for claim in claims}
    service = Service(lambda request: envelope(*(by_id[part] for part in request.url.params["claimIds"].split(","))))
    list(service.client.fetch_known([ref_of(claim) for claim in claims], changed_since=None))
    assert len(service.requests) == 2


def test_one_claim_is_read_alone_or_not_at_all() -> None:
    service = Service(lambda _: envelope(*CLAIMS))
    assert service.client.read_claim(ref_of(CLAIMS[4])).payloads == (CLAIMS[4],)
    missing = ClaimRef(claim_id="none", order_number="1", raw_status="", claimed_at=NOW)
    assert service.client.read_claim(missing).payloads == ()


def test_an_approval_carries_all_units_in_one_put() -> None:
    service = Service(lambda _: None)
    asked = payload("trendyol", "claim-approve-request")
    items = tuple(asked["claimLineItemIdList"])
    answer = service.client.send_action(make_action(ActionKind.APPROVE, claim_id="c 1", item_ids=items), items)
    (request,) = service.requests
    assert (request.method, request.url.raw_path) == ("PUT", f"{ROOT}/claims/c%201/items/approve".encode())
    assert json.loads(request.content) == asked
    assert answer.status_code == 200


def test_a_refusal_has_its_values_in_the_address_and_its_files_in_a_form(tmp_path: Path) -> None:
    service, photo = Service(lambda _: None), b"\xff\xd8\xff" + bytes(range(256)) * 20
    file = make_attachment(tmp_path, photo)
    action = make_action(ActionKind.REJECT, attachments=(file,), item_ids=("u-1", "u-2"))
    service.client.send_action(action, ("u-1", "u-2"))
    (request,) = service.requests
    assert (request.method, request.url.path) == ("POST", f"{ROOT}/claims/c-1/issue")
    assert parse_qs(request.url.query.decode()) == {
        "claimIssueReasonId": ["51"],
        "claimItemIdList": ["u-1,u-2"],
        "description": ["Ürün kullanılmış."],
    }
    (part,) = form_parts(request)
    assert (part.get_param("name", header="content-disposition"), part.get_filename()) == ("files", "kanit-1.jpg")
    assert (part.get_content_type(), part.get_payload(decode=True)) == ("image/jpeg", photo)


def test_a_refusal_without_files_still_uses_the_form() -> None:
    service = Service(lambda _: None)
    service.client.send_action(make_action(ActionKind.REJECT), ("i1",))
    (part,) = form_parts(service.requests[0])
    assert (part.get_filename(), part.get_payload(decode=True)) == (None, b"")


def test_trendyol_has_no_preapproval() -> None:
    service = Service(lambda _: None)
    with pytest.raises(RequestRefused, match="nothing was sent"):
        service.client.send_action(make_action(ActionKind.PREAPPROVE), ("i1",))
    assert service.requests == []


def test_the_history_is_sorted_and_tells_who_did_it() -> None:
    entries = Service(lambda _: payload("trendyol", "claim-audits")).client.fetch_audit("525f00d2")
    assert [(entry.previous_raw_status, entry.raw_status, entry.executor) for entry in entries] == [
        ("", "Created", Executor.PANEL),
        ("Created", "WaitingInAction", Executor.PANEL),
        ("WaitingInAction", "WaitingFraudCheck", Executor.API),
        ("WaitingFraudCheck", "Accepted", Executor.SYSTEM),
    ]
    assert Service(lambda _: (404, payload("trendyol", "error-404-claim-audit"))).client.fetch_audit("x") == []


def test_the_reasons_know_which_need_a_file_and_which_a_day() -> None:
    reasons = {reason.code: reason for reason in Service(_reasons).client.fetch_reject_reasons()}
    assert len(reasons) == 15
    assert {code for code, reason in reasons.items() if not reason.needs_file} == {"1651", "451", "2101"}
    assert {code: reason.not_before_h for code, reason in reasons.items() if reason.not_before_h} == {"1651": 24}
    assert reasons["51"].name.startswith("Ürün olağan dışı kullanılmış")
    assert reasons["51"].statuses == {ClaimStatus.AWAITING_ACTION}


def test_an_order_gives_its_lines_three_hours_earlier_than_written() -> None:
    packages = payload("trendyol", "orders-page-v2")
    lines = Service(lambda _: packages).client.fetch_order("10500000003")
    line = next(line for line in lines if line.order_line_id == "5600000003")
    created_ms = packages["content"][0]["packageHistories"][0]["createdDate"]
    assert line.ordered_at == datetime.fromtimestamp(created_ms / 1000, UTC)
    assert (line.package_id, line.sku, line.size, line.unit_price_try, line.quantity, line.is_sale) == (
        "3800000003",
        "BTK-BYZ",
        "Tek Ebat",
        Decimal("1249.00"),
        1,
        True,
    )
    assert line.delivered_at == datetime.fromtimestamp(1790938800, UTC)
    unsold = {line.raw_status for line in lines if not line.is_sale}
    assert unsold <= {"Cancelled", "UnSupplied", "UnPacked"}


def test_the_old_names_of_order_fields_are_read() -> None:
    lines = Service(lambda _: payload("trendyol", "orders-page-v1-legacy-names")).client.fetch_order("1")
    assert lines
    assert all(line.order_line_id and line.sku and line.unit_price_try and line.package_id for line in lines)


def test_sales_follow_the_cursor_of_the_stream_in_windows_of_two_weeks() -> None:
    first = payload("trendyol", "orders-stream")

    def answer(request: httpx.Request) -> Any:
        return {"content": [], "hasMore": False} if "nextCursor" in request.url.params else first

    service = Service(answer)
    pages = list(service.client.fetch_sales(NOW - timedelta(days=20), NOW))
    assert [len(lines) for lines in pages] == [1, 0, 1, 0]
    spans = [
        int(r.url.params["lastModifiedEndDate"]) - int(r.url.params["lastModifiedStartDate"]) for r in service.requests
    ]
    assert spans == [14 * 86_400_000] * 2 + [6 * 86_400_000] * 2
    assert service.asked(1)["nextCursor"] == first["nextCursor"]


def test_a_shop_without_the_stream_reads_the_order_list() -> None:
    def answer(request: httpx.Request) -> Any:
        return (400, None) if request.url.path.endswith("/stream") else payload("trendyol", "orders-page-v2")

    service = Service(answer)
    lines = [line for page in service.client.fetch_sales(NOW - timedelta(days=3), NOW) for line in page]
    assert lines
    assert service.requests[-1].url.path == f"{ROOT}/v2/orders"
    assert service.asked()["startDate"] == str(round((NOW - timedelta(days=3, hours=3)).timestamp() * 1000))


def test_history_is_asked_for_three_months_at_most() -> None:
    service = Service(lambda _: {"content": [], "hasMore": False})
    list(service.client.fetch_sales(NOW - timedelta(days=700), NOW))
    begun = min(int(request.url.params["lastModifiedStartDate"]) for request in service.requests)
    assert begun == round((NOW - timedelta(days=90)).timestamp() * 1000)


def test_products_are_matched_without_inner_blanks() -> None:
    products = Service(lambda _: payload("trendyol", "products-approved")).client.fetch_products(
        ["869 0000000059", "1"]
    )
    (product,) = products
    assert (product.barcode, product.sku, product.product_name, product.category, product.brand) == (
        "869 0000000059",
        "BTK-BYZ",
        "Bluetooth Kulaklık Beyaz",
        "Kulaklık",
        "Deneme Marka",
    )
    assert product.image_url == "https://cdn.example.invalid/8690000000059.jpg"


CHECKS = [
    (200, 200, [None, None, None]),
    ((401, "error-401-bad-credentials"), (401, "error-401-bad-credentials"), ["credentials"] * 3),
    ((401, "error-401-foreign-seller"), (401, "error-401-foreign-seller"), ["permission"] * 3),
    (403, 200, [None, "permission", None]),
    (500, 200, [None, "unexpected", None]),
    (429, 200, [None, "limited", None]),
]


@pytest.mark.parametrize(("claims", "orders", "problems"), CHECKS)
def test_the_check_tells_password_from_permission(claims: Any, orders: Any, problems: list[str | None]) -> None:
    def answer(request: httpx.Request) -> Any:
        given = orders if request.url.path.endswith("/orders") else claims
        status, name = given if isinstance(given, tuple) else (given, None)
        return status, payload("trendyol", name) if name else {"content": []}

    service = Service(answer)
    checks = service.client.check()
    assert [check.name for check in checks] == ["keys", "claims", "orders"]
    assert [check.problem for check in checks] == problems
    assert [check.ok for check in checks] == [problem is None for problem in problems]
    assert len(service.requests) == 2


PICTURES = [
    ("https://cdn.dsmcdn.com/a.jpg", True),
    ("http://cdn.dsmcdn.com/a.jpg", False),
    ("https://cdn.dsmcdn.com:444/a.jpg", False),
    ("https://cdn.dsmcdn.com.evil.invalid/a.jpg", False),
    ("https://user@cdn.dsmcdn.com/a.jpg", False),
    ("https://evil.invalid/https://cdn.dsmcdn.com/a.jpg", False),
    ("https://127.0.0.1/a.jpg", False),
    ("https://apigw.trendyol.com/a.jpg", False),
    ("//cdn.dsmcdn.com/a.jpg", False),
    ("file:///etc/passwd", False),
    ("https://cdn.dsmcdn.com\\@evil.invalid/a.jpg", False),
    ("https://[::1/a.jpg", False),
    ("", False),
]


@pytest.mark.parametrize(("url", "fetched"), PICTURES, ids=[url for url, _ in PICTURES])
def test_pictures_come_from_the_listed_hosts_only(url: str, fetched: bool) -> None:
    asked: list[str] = []

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(200, stream=httpx.ByteStream(b"\xff\xd8"), headers={"Content-Type": "image/jpeg"})

    client = TrendyolClient(TRENDYOL, now=lambda: NOW, paces=PACES, tables=TABLES, transport=httpx.MockTransport(serve))
    assert (client.fetch_picture(url) is not None, len(asked)) == (fetched, int(fetched))


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        (200, "text/html", b"<html>"),
        (200, "image/svg+xml", b"<svg/>"),
        (302, "image/jpeg", b"x"),
        (404, "image/jpeg", b"x"),
        (200, "image/jpeg", b""),
        (200, "image/jpeg", b"x" * (5 * 1024 * 1024 + 1)),
    ],
)
def test_what_is_no_small_picture_is_none(status: int, content_type: str, body: bytes) -> None:
    def serve(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, stream=httpx.ByteStream(body), headers={"Content-Type": content_type})

    client = TrendyolClient(TRENDYOL, now=lambda: NOW, paces=PACES, tables=TABLES, transport=httpx.MockTransport(serve))
    assert client.fetch_picture("https://cdn.dsmcdn.com/a.jpg") is None


def _reasons(request: httpx.Request) -> Any:
    assert request.url.path == "/integration/order/claim-issue-reasons"
    return payload("trendyol", "claim-issue-reasons")


def form_parts(request: httpx.Request) -> list[Any]:
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    return list(message_from_bytes(head + request.content).get_payload())
