"""Hepsiburada's claim services over HTTP (hepsiburada.md section 5)."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import Shop
from lib.sandbox.gates import Refused, answer, hepsiburada_shop
from lib.sandbox.hall import Hall
from lib.sandbox.sandbox_clock import ISTANBUL, MINUTE, ms_of
from lib.sandbox.shelf import Entry, Wanted
from lib.sandbox.trendyol_claim_routes import json_object, perform
from lib.sandbox.world import Outcome

STATUSES = {
    name.lower(): name
    for name in (
        "NewRequest",
        "AwaitingAction",
        "AwaitingPreApproval",
        "InDispute",
        "Accepted",
        "Rejected",
        "Refunded",
        "Cancelled",
    )
}
Endpoint = Callable[[Request], Awaitable[Response]]
MAX_LIMIT = 100
OMS = "/hepsiburada/oms"


def local_ms(request: Request, name: str) -> int | None:
    """`yyyy-MM-dd HH:mm` in Istanbul; another form is refused with the feed's own word."""
    text = request.query_params.get(name)
    if not text:
        return None
    try:
        return ms_of(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ISTANBUL))
    except ValueError:
        raise Refused(answer("WrongDateFormat", 400)) from None


def paging(request: Request, max_limit: int = MAX_LIMIT) -> tuple[int, int]:
    """Offset and limit of a claim list."""
    text = request.query_params.get("limit")
    if not text:
        raise Refused(answer("LimitCannotBeEmpty", 400))
    try:
        offset, limit = int(request.query_params.get("offset") or 0), int(text)
    except ValueError:
        raise Refused(answer("LimitIsNotValid", 400)) from None
    if not 1 <= limit <= max_limit or offset < 0:
        raise Refused(answer("LimitMustBeBetween1And100", 400))
    return offset, limit


async def list_claims(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    hall: Hall = request.app.state.hall
    offset, limit = paging(request)
    status = request.path_params.get("status")
    if status is not None and status.lower() not in STATUSES:
        return answer("Wrong Claim Status", 400)
    end, status_end = local_ms(request, "endDate"), local_ms(request, "statusEndDate")
    if hall.world.switches.page_drift:
        _drift(hall, shop)
    found = shop.shelf.find(
        Wanted(
            status=STATUSES[status.lower()] if status else None,
            begin=local_ms(request, "beginDate"),
            end=None if end is None else end + MINUTE - 1,
            status_begin=local_ms(request, "statusBeginDate"),
            status_end=None if status_end is None else status_end + MINUTE - 1,
            newest_claim_first=not hall.world.switches.page_drift,
            oldest_change_first=False,
        )
    )
    return _page(shop, found, offset, limit)


def _page(shop: Shop, found: list[Entry], offset: int, limit: int) -> Response:
    rows = found[offset : offset + limit]
    headers = {
        "X-Limit": str(limit),
        "X-Offset": str(offset),
        "X-Page": str(offset // limit + 1),
        "X-Total-Count": str(len(found)),
        "X-Total-Pages": str(-(-len(found) // limit)),
    }
    body = b"[" + b",".join(map(shop.shelf.body, rows)) + b"]"
    return Response(body, headers=headers, media_type="application/json; charset=utf-8")


def _drift(hall: Hall, shop: Shop) -> None:
    """Touches one claim; while this is on, the list follows the last change, so rows change their place."""
    hall.drift_count += 1
    claims = shop.shelf.claims()
    if claims:
        claim = claims[hall.drift_count * 7919 % len(claims)]
        claim.modified_at = hall.world.now
        shop.shelf.publish(claim)


async def accept(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    body = await json_object(request)
    if body is None:
        return answer("Request body is required", 400)
    return _done(perform(request, "hepsiburada.accept", shop, {"claim": request.path_params["number"], "body": body}))


async def reject(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    body = await json_object(request)
    if body is None:
        return answer("Request body is required", 400)
    body["Reports"] = [_picture_facts(each) for each in body.get("Reports") or []]
    return _done(perform(request, "hepsiburada.reject", shop, {"claim": request.path_params["number"], "body": body}))


def _picture_facts(encoded: object) -> dict[str, Any]:
    text = str(encoded)
    return {"base64_length": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


async def confirm_preapproval(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    body = await json_object(request)
    if body is None:
        return answer("Request body is required", 400)
    args = {"claim": request.path_params["number"], "body": body}
    return _done(perform(request, "hepsiburada.preapprovalconfirm", shop, args))


def _done(outcome: Outcome) -> Response:
    return answer(outcome.body, outcome.status)


def in_both_cases(path: str, endpoint: Endpoint, method: str = "GET") -> list[Route]:
    """The oms host takes `merchantId` and `merchantid` alike (section 2)."""
    return [
        Route(path.replace("/merchantid/", f"/{word}/"), endpoint, methods=[method])
        for word in ("merchantid", "merchantId")
    ]


ROUTES = [
    *in_both_cases(f"{OMS}/claims/merchantid/{{merchant}}", list_claims),
    *in_both_cases(f"{OMS}/claims/merchantid/{{merchant}}/status/{{status}}", list_claims),
    Route(f"{OMS}/claims/number/{{number}}/accept", accept, methods=["POST"]),
    Route(f"{OMS}/claims/number/{{number}}/reject", reject, methods=["POST"]),
    Route(f"{OMS}/claims/number/{{number}}/preapprovalconfirm", confirm_preapproval, methods=["POST"]),
]
