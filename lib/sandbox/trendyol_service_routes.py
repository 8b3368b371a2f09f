"""Trendyol's questions, invoices, labels, carriers and stage helpers over HTTP (trendyol.md sections 10, 13 to 15)."""

import hashlib
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import Question, Shop
from lib.sandbox.gates import answer, trendyol_shop
from lib.sandbox.hall import Hall
from lib.sandbox.sandbox_clock import DAY
from lib.sandbox.shipping_carriers import TRENDYOL_CARRIERS
from lib.sandbox.trendyol_claim_routes import bad_request, json_object, number_of, outcome_answer, perform
from lib.sandbox.trendyol_order_json import content_id, customer_id
from lib.sandbox.trendyol_service_desk import find_question

QUESTION_WINDOW = 14 * DAY
MORE_CARRIERS = (
    ("HOROZMP", "Horoz Kargo Marketplace"),
    ("CEVAMP", "CEVA Marketplace"),
    ("CEVATEDARIK", "CEVA Tedarik Marketplace"),
)


def _done(request: Request, shop: Shop, name: str, args: dict[str, Any]) -> Response:
    return outcome_answer(perform(request, f"trendyol.{name}", shop, args))


async def list_questions(request: Request) -> Response:
    """A range longer than two weeks is silently cut to its first two."""
    shop = trendyol_shop(request, "questions")
    hall: Hall = request.app.state.hall
    query, now = request.query_params, hall.world.now
    try:
        page, size = number_of(request, "page", 0), number_of(request, "size", 20)
        begin, end = number_of(request, "startDate", 0), number_of(request, "endDate", 0)
    except ValueError:
        return bad_request("Query parameter is not a number")
    if not 1 <= size <= 50 or page < 0:
        return bad_request("Size must be max 50")
    begin = begin or now - 7 * DAY
    end = min(end or now, begin + QUESTION_WINDOW)
    by_change = query.get("orderByField") in ("LastModifiedDate", "PackageLastModifiedDate")
    found = [
        each
        for each in shop.questions
        if begin <= (each.modified_at if by_change else each.asked_at) <= end
        and query.get("status", each.status) == each.status
        and query.get("barcode", each.variant.barcode) == each.variant.barcode
    ]
    found.sort(
        key=lambda each: each.modified_at if by_change else each.asked_at,
        reverse=query.get("orderByDirection", "DESC") == "DESC",
    )
    rows = [question_body(each, hall.world.picture_base) for each in found[page * size : (page + 1) * size]]
    return answer(
        {"content": rows, "page": page, "size": size, "totalElements": len(found), "totalPages": -(-len(found) // size)}
    )


async def one_question(request: Request) -> Response:
    shop = trendyol_shop(request, "question")
    question = find_question(shop, request.path_params["question"])
    if question is None:
        error = {"key": "question.not.found", "message": "Soru bulunamadı", "errorCode": "404"}
        return answer({"errors": [error]}, 404)
    return answer(question_body(question, request.app.state.hall.world.picture_base))


def question_body(question: Question, picture_base: str) -> dict[str, Any]:
    variant, person = question.variant, question.person
    answered = question.answer is not None
    answer_row = {
        "id": question.number + 10_000_000,
        "text": question.answer,
        "creationDate": question.answered_at,
        "hasPrivateInfo": False,
        "reason": None,
        "status": "APPROVED",
    }
    rejected_row = {
        "id": question.number + 20_000_000,
        "text": question.rejected_answer,
        "creationDate": question.rejected_at,
        "reason": question.reason,
    }
    hours = ((question.answered_at or 0) - question.asked_at) // 3_600_000
    return {
        "id": question.number,
        "text": question.text,
        "customerId": customer_id(person),
        "userName": f"{person.first[0]}** {person.last[0]}**" if question.shows_name else "",
        "showUserName": question.shows_name,
        "status": question.status,
        "public": True,
        "productMainId": variant.model.code,
        "productName": f"{variant.title}, {variant.size}",
        "imageUrl": f"{picture_base}/product/{variant.picture}.jpg",
        "webUrl": f"https://www.trendyol.com/ornek/urun-p-{content_id(variant.model)}",
        "creationDate": question.asked_at,
        "answeredDateMessage": f"{max(1, hours)} saat içinde cevaplandı" if answered else "",
        "answer": answer_row if answered else None,
        "rejectedAnswer": rejected_row if question.rejected_answer is not None else None,
        "rejectedDate": question.rejected_at if question.status == "REJECTED" else None,
        "reason": question.reason if question.status == "REJECTED" else None,
        "reportReason": None,
        "reportedDate": None,
    }


async def answer_question(request: Request) -> Response:
    shop = trendyol_shop(request, "question-answer")
    text = str((await json_object(request) or {}).get("text") or "")
    return _done(request, shop, "answer", {"question": request.path_params["question"], "text": text})


async def stage_question(request: Request) -> Response:
    shop = trendyol_shop(request, "stage")
    body = await json_object(request) or {}
    return _done(request, shop, "ask", {"text": str(body.get("text") or ""), "content_id": body.get("contentId")})


async def invoice_link(request: Request) -> Response:
    shop = trendyol_shop(request, "invoice-link")
    body = await json_object(request) or {}
    if not isinstance(body.get("shipmentPackageId"), int) or not body.get("invoiceLink"):
        return bad_request("invoiceLink and shipmentPackageId are required")
    args = {
        "link": str(body["invoiceLink"]),
        "package_id": body["shipmentPackageId"],
        "invoice_number": body.get("invoiceNumber"),
    }
    return _done(request, shop, "invoice_link", args)


async def invoice_link_delete(request: Request) -> Response:
    shop = trendyol_shop(request, "invoice-link-delete")
    body = await json_object(request) or {}
    args = {"package_id": body.get("serviceSourceId"), "customer_id": body.get("customerId")}
    return _done(request, shop, "invoice_link_delete", args)


async def invoice_file(request: Request) -> Response:
    shop = trendyol_shop(request, "invoice-file")
    if "form" not in request.headers.get("content-type", ""):
        return bad_request("multipart/form-data is required")
    form = await request.form(max_part_size=20 * 1024 * 1024)
    part, number = form.get("file"), str(form.get("shipmentPackageId") or "")
    file = None
    if isinstance(part, UploadFile):
        content = await part.read()
        digest = hashlib.sha256(content).hexdigest()
        file = {"name": part.filename, "content_type": part.content_type, "bytes": len(content), "sha256": digest}
    return _done(request, shop, "invoice_file", {"package_id": int(number) if number.isdigit() else 0, "file": file})


async def ask_label(request: Request) -> Response:
    shop = trendyol_shop(request, "common-label")
    body = await json_object(request) or {}
    if body.get("format") != "ZPL":
        return bad_request("format must be ZPL")
    return _done(
        request,
        shop,
        "label",
        {"tracking": request.path_params["tracking"], "boxes": int(body.get("boxQuantity") or 1)},
    )


async def read_label(request: Request) -> Response:
    shop = trendyol_shop(request, "common-label-read")
    tracking = request.path_params["tracking"]
    boxes = shop.labels.get(tracking)
    if boxes is None:
        return bad_request("Label is not created for this cargo tracking number")
    zpl = f"^XA^CI28^FO40,40^BCN,120,Y,N,N^FD{tracking}^FS^XZ"
    return answer({"data": [{"label": zpl, "format": "ZPL"} for _ in range(boxes)]})


async def change_carrier(request: Request) -> Response:
    shop = trendyol_shop(request, "cargo-providers-change")
    carrier = (await json_object(request) or {}).get("cargoProvider")
    return _done(request, shop, "carrier", {"package_id": _package_id(request), "carrier": carrier})


async def cargo_providers(request: Request) -> Response:
    trendyol_shop(request, "cargo-providers")
    return answer(
        [{"code": each.code, "name": each.name} for each in TRENDYOL_CARRIERS]
        + [{"code": c, "name": n} for c, n in MORE_CARRIERS]
    )


async def move_package(request: Request) -> Response:
    shop = trendyol_shop(request, "stage")
    status = (await json_object(request) or {}).get("status")
    return _done(request, shop, "move_package", {"package_id": _package_id(request), "status": status})


async def test_order(request: Request) -> Response:
    shop = trendyol_shop(request, "stage")
    return _done(request, shop, "test_order", {"lines": (await json_object(request) or {}).get("lines") or []})


def _package_id(request: Request) -> int:
    text = str(request.path_params["package"])
    return int(text) if text.isdigit() else 0


_ROOT = "/trendyol/integration"
ROUTES = [
    Route(f"{_ROOT}/qna/sellers/{{seller}}/questions/filter", list_questions),
    Route(f"{_ROOT}/qna/sellers/{{seller}}/questions", stage_question, methods=["POST"]),
    Route(f"{_ROOT}/qna/sellers/{{seller}}/questions/{{question}}", one_question),
    Route(f"{_ROOT}/qna/sellers/{{seller}}/questions/{{question}}/answers", answer_question, methods=["POST"]),
    Route(f"{_ROOT}/sellers/{{seller}}/seller-invoice-links", invoice_link, methods=["POST"]),
    Route(f"{_ROOT}/sellers/{{seller}}/seller-invoice-links/delete", invoice_link_delete, methods=["POST"]),
    Route(f"{_ROOT}/sellers/{{seller}}/seller-invoice-file", invoice_file, methods=["POST"]),
    Route(f"{_ROOT}/sellers/{{seller}}/common-label/{{tracking}}", ask_label, methods=["POST"]),
    Route(f"{_ROOT}/sellers/{{seller}}/common-label/{{tracking}}", read_label),
    Route(
        f"{_ROOT}/order/sellers/{{seller}}/shipment-packages/{{package}}/cargo-providers",
        change_carrier,
        methods=["PUT"],
    ),
    Route(f"{_ROOT}/product/lookup/cargo-providers", cargo_providers),
    Route(f"{_ROOT}/test/order/sellers/{{seller}}/shipment-packages/{{package}}/status", move_package, methods=["PUT"]),
    Route(f"{_ROOT}/test/order/orders/core", test_order, methods=["POST"]),
]
