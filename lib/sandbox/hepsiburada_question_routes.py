"""Hepsiburada's customer questions over HTTP (hepsiburada.md section 11)."""

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import Question, Shop
from lib.sandbox.gates import answer, hepsiburada_shop
from lib.sandbox.hepsiburada_order_json import uuid_like
from lib.sandbox.hepsiburada_package_desk import find_question
from lib.sandbox.questions import HEPSIBURADA_TIME
from lib.sandbox.sandbox_clock import iso_z
from lib.sandbox.trendyol_claim_routes import json_object, perform

STATUS_NUMBERS = {"WAITING_FOR_ANSWER": 1, "ANSWERED": 2, "REJECTED": 3, "UNANSWERED": 4}


def _done(request: Request, shop: Shop, name: str, args: dict[str, Any]) -> Response:
    outcome = perform(request, f"hepsiburada.{name}", shop, args)
    return answer(outcome.body, outcome.status)


async def list_issues(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    query = request.query_params
    try:
        page, size = int(query.get("page") or 1), int(query.get("size") or 25)
        statuses = {int(text) for text in query.getlist("status")}
    except ValueError:
        return answer({"code": 4220, "errors": [{"message": "Bu alan geçersizdir"}]}, 422)
    source, wanted = query.get("source"), query.get("issueNumber", "")
    found = [
        each
        for each in reversed(shop.questions)
        if (not statuses or STATUS_NUMBERS[each.status] in statuses)
        and (source is None or (each.order is not None) == (source == "2"))
        and (not wanted or f"HB{each.number}" == wanted)
    ]
    pages = max(1, -(-len(found) // size))
    return answer(
        {
            "data": [_issue(request, shop, each) for each in found[(page - 1) * size : page * size]],
            "currentPage": page,
            "currentPageSize": min(size, len(found)),
            "totalPageCount": pages,
            "totalItemCount": len(found),
            "nextPage": page + 1 if page < pages else None,
            "previousPage": page - 1 if page > 1 else None,
        }
    )


async def one_issue(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    question = find_question(shop, request.path_params["number"])
    if question is None:
        return answer({"code": 4040, "errors": [{"message": "Soru bulunamadı"}]}, 404)
    return answer(_issue(request, shop, question))


async def count_issues(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    counts = [each.status for each in shop.questions]
    return answer(
        {
            "waitingForAnswer": counts.count("WAITING_FOR_ANSWER"),
            "answered": counts.count("ANSWERED"),
            "reported": counts.count("REJECTED"),
            "autoClosedInLastWeek": counts.count("UNANSWERED"),
        }
    )


async def answer_issue(request: Request) -> Response:
    """Multipart with `Answer`; JSON is refused as the live service does."""
    shop = hepsiburada_shop(request)
    text, files = "", 0
    if "form" in request.headers.get("content-type", ""):
        form = await request.form()
        text, files = str(form.get("Answer") or ""), sum(isinstance(each, UploadFile) for each in form.getlist("Files"))
    return _done(request, shop, "answer", {"number": request.path_params["number"], "text": text, "files": files})


async def reject_issue(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    reason = str((await json_object(request) or {}).get("rejectReason") or "")
    return _done(request, shop, "question_reject", {"number": request.path_params["number"], "reason": reason})


def _issue(request: Request, shop: Shop, question: Question) -> dict[str, Any]:
    base, number = request.app.state.hall.world.picture_base, question.number
    talk = [_conversation(number, 1, question.asked_at, question.text, "Customer")]
    if question.answer is not None:
        talk.append(_conversation(number, 2, question.answered_at or question.asked_at, question.answer, "Merchant"))
    return {
        "id": uuid_like("15500000", number),
        "createdAt": iso_z(question.asked_at),
        "issueNumber": f"HB{number}",
        "customerId": uuid_like("c0570000", question.person.number),
        "orderNumber": question.order.number if question.order else None,
        "lineItemId": question.order.lines[0].hb_id if question.order else None,
        "status": STATUS_NUMBERS[question.status],
        "subject": {"id": 3, "description": "Fatura"}
        if question.about_invoice
        else {"id": 1, "description": "Ürün bilgisi"},
        "lastContent": talk[-1]["content"],
        "conversations": talk,
        "merchant": {"id": shop.account, "name": shop.name},
        "product": {
            "sku": question.variant.hb_sku,
            "name": question.variant.title,
            "imageUrl": f"{base}/product/{{size}}/{question.variant.picture}.jpg",
            "stockCode": question.variant.sku.upper(),
        },
        "expireDate": iso_z(question.asked_at + HEPSIBURADA_TIME),
        "lastModifiedAt": iso_z(question.modified_at),
        "didCustomerSeeTheMessage": False,
        "schemaVersion": 1,
    }


def _conversation(number: int, part: int, at: int, content: str, author: str) -> dict[str, Any]:
    return {
        "id": uuid_like(f"c000000{part}", number),
        "type": part,
        "createdAt": iso_z(at),
        "content": content,
        "from": author,
        "files": [],
        "customerFeedback": None,
        "rejectReason": None,
        "rejectConversation": None,
        "schemaVersion": 1,
        "lastModifiedAt": iso_z(at),
        "isConversationModified": False,
        "canMessageBeModified": False,
        "isMessageSeen": True,
    }


_ISSUES = "/hepsiburada/questions/api/v1.0/issues"


ROUTES = [
    Route(_ISSUES, list_issues),
    Route(f"{_ISSUES}/count", count_issues),
    Route(f"{_ISSUES}/{{number}}", one_issue),
    Route(f"{_ISSUES}/{{number}}/answer", answer_issue, methods=["POST"]),
    Route(f"{_ISSUES}/{{number}}/reject", reject_issue, methods=["POST"]),
]
