"""Trendyol's claim services over HTTP (trendyol.md sections 3, 5 to 8)."""

import hashlib
import json
from random import Random
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox import reasons
from lib.sandbox.entities import Shop, TrendyolClaim
from lib.sandbox.gates import answer, trendyol_shop
from lib.sandbox.hall import Hall
from lib.sandbox.shelf import Entry, Wanted
from lib.sandbox.trendyol_desk import refusal
from lib.sandbox.world import Outcome

MAX_SIZE, DEFAULT_SIZE = 200, 50
STATUSES = (
    "Created",
    "WaitingInAction",
    "WaitingFraudCheck",
    "Accepted",
    "Cancelled",
    "Rejected",
    "Unresolved",
    "InAnalysis",
)
_ORDERS = "/trendyol/integration/order"


def number_of(request: Request, name: str, default: int) -> int:
    """Raises ValueError on text that is no number."""
    return int(request.query_params.get(name) or default)


def outcome_answer(outcome: Outcome) -> Response:
    return answer(outcome.body, outcome.status)


def bad_request(message: str) -> Response:
    return outcome_answer(refusal(400, "bad.request", message))


async def list_claims(request: Request) -> Response:
    shop = trendyol_shop(request, "claims")
    hall: Hall = request.app.state.hall
    try:
        page, size = number_of(request, "page", 0), number_of(request, "size", DEFAULT_SIZE)
        found = _found(hall, shop, request)
    except ValueError:
        return bad_request("Query parameter is not a number")
    if size > MAX_SIZE:
        return bad_request("Size must be max 200")
    if size < 1 or page < 0:
        return bad_request("Page and size are not valid")
    status = request.query_params.get("claimItemStatus")
    if status and status not in STATUSES:
        return bad_request("claimItemStatus is not valid")
    if hall.world.switches.stage_quirk and not status and not request.query_params.get("claimIds"):
        return _not_found("order.not.found")
    if hall.world.switches.page_drift:
        _drift(hall, shop)
    return _page(hall, shop, found, page, size)


def _found(hall: Hall, shop: Shop, request: Request) -> list[Entry]:
    query = request.query_params
    if query.get("claimIds"):
        ids = [part.strip() for text in query.getlist("claimIds") for part in text.split(",")]
        return shop.shelf.by_ids(ids)
    return shop.shelf.find(
        Wanted(
            status=query.get("claimItemStatus") or None,
            begin=int(query["startDate"]) if query.get("startDate") else None,
            end=int(query["endDate"]) if query.get("endDate") else None,
            order_number=query.get("orderNumber") or None,
            oldest_change_first=hall.world.switches.newest_change_last,
        )
    )


def _page(hall: Hall, shop: Shop, found: list[Entry], page: int, size: int) -> Response:
    total = len(found)
    if not total and hall.world.switches.empty_mode == "404":
        return _not_found("claim.not.found")
    rows = found[page * size : (page + 1) * size]
    head = f'{{"totalElements":{total},"totalPages":{-(-total // size)},"page":{page},"size":{size},"content":'.encode()
    if not total and hall.world.switches.empty_mode == "null":
        body = head + b"null}"
    else:
        body = head + b"[" + b",".join(map(shop.shelf.body, rows)) + b"]}"
    return Response(body, media_type="application/json;charset=UTF-8")


def _drift(hall: Hall, shop: Shop) -> None:
    """Touches one claim, so that rows change their place between two calls."""
    hall.drift_count += 1
    claims = shop.shelf.claims()
    if claims:
        claim = Random(hall.drift_count).choice(claims)
        claim.modified_at = hall.world.now
        shop.shelf.publish(claim)


def _not_found(key: str) -> Response:
    error = {"key": key, "message": "Kayıt bulunamadı", "errorCode": "404"}
    return answer({"exception": "SupplierApiDomainNotFoundException", "errors": [error]}, 404)


async def approve(request: Request) -> Response:
    shop = trendyol_shop(request, "approve")
    body = await json_object(request)
    items = body.get("claimLineItemIdList") if body is not None else None
    if not isinstance(items, list) or not items:
        return bad_request("claimLineItemIdList can not be empty")
    args = {"claim": request.path_params["claim"], "items": [str(item) for item in items]}
    return outcome_answer(perform(request, "trendyol.approve", shop, args))


async def issue(request: Request) -> Response:
    shop = trendyol_shop(request, "issue")
    form = await request.form(max_files=20, max_part_size=20 * 1024 * 1024) if _has_form(request) else FormData()

    def value(name: str) -> str:
        given = request.query_params.getlist(name) or [text for text in form.getlist(name) if isinstance(text, str)]
        return ",".join(given)

    files = [await _file_facts(part) for part in form.getlist("files") if isinstance(part, UploadFile)]
    reason = value("claimIssueReasonId")
    args = {
        "claim": request.path_params["claim"],
        "items": [part.strip() for part in value("claimItemIdList").split(",") if part.strip()],
        "reason": int(reason) if reason.isdigit() else None,
        "description": value("description"),
        "files": files,
    }
    return outcome_answer(perform(request, "trendyol.issue", shop, args))


def _has_form(request: Request) -> bool:
    return "form" in request.headers.get("content-type", "")


async def _file_facts(part: UploadFile) -> dict[str, Any]:
    content = await part.read()
    return {
        "name": part.filename,
        "content_type": part.content_type,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


async def issue_reasons(request: Request) -> Response:
    trendyol_shop(request, "claim-issue-reasons")
    hall: Hall = request.app.state.hall
    return answer([{"id": code, "name": name} for code, name in reasons.issue_reasons(hall.world.now)])


async def audit(request: Request) -> Response:
    shop = trendyol_shop(request, "audit")
    item_id = request.path_params["item"]
    for claim in shop.shelf.claims():
        if isinstance(claim, TrendyolClaim):
            for unit in claim.units:
                if unit.item_id == item_id:
                    return answer(_audit_rows(claim, item_id))
    error = {"key": "claim.item.not.found", "message": "Claim item bulunamadı", "errorCode": "404"}
    return answer({"exception": "SellerIntegrationApiDomainNotFoundException", "errors": [error]}, 404)


def _audit_rows(claim: TrendyolClaim, item_id: str) -> list[dict[str, Any]]:
    unit = next(unit for unit in claim.units if unit.item_id == item_id)
    rows = [
        {
            "claimId": claim.claim_id,
            "claimItemId": item_id,
            "previousStatus": entry.previous,
            "newStatus": entry.new,
            "userInfoDocument": {
                "executorId": str(Random(entry.app + entry.user).getrandbits(64)),
                "executorApp": entry.app,
                "executorUser": entry.user,
            },
            "date": entry.at,
        }
        for entry in unit.audits
    ]
    Random(item_id).shuffle(rows)
    return rows


async def create(request: Request) -> Response:
    shop = trendyol_shop(request, "claims-create")
    body = await json_object(request)
    items = body.get("claimItems") if body is not None else None
    if body is None or not body.get("orderNumber") or not isinstance(items, list):
        return bad_request("orderNumber and claimItems are required")
    if any(not {"barcode", "quantity", "reasonId"} <= set(item) for item in items):
        return bad_request("barcode, quantity and reasonId are required")
    return outcome_answer(
        perform(request, "trendyol.create", shop, {"order_number": str(body["orderNumber"]), "items": items})
    )


async def stage_waiting_in_action(request: Request) -> Response:
    shop = trendyol_shop(request, "stage")
    body = await json_object(request)
    if body is None or not isinstance(body.get("shipmentPackageId"), int):
        return bad_request("shipmentPackageId is required")
    return outcome_answer(
        perform(request, "trendyol.waiting_in_action", shop, {"package_id": body["shipmentPackageId"]})
    )


async def json_object(request: Request) -> dict[str, Any] | None:
    try:
        body = json.loads(await request.body() or b"null")
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def perform(request: Request, name: str, shop: Shop, args: dict[str, Any]) -> Outcome:
    hall: Hall = request.app.state.hall
    return hall.perform(name, shop, args, request.state.request_id)


ROUTES = [
    Route(f"{_ORDERS}/sellers/{{seller}}/claims", list_claims),
    Route(f"{_ORDERS}/sellers/{{seller}}/claims/create", create, methods=["POST"]),
    Route(f"{_ORDERS}/sellers/{{seller}}/claims/items/{{item}}/audit", audit),
    Route(f"{_ORDERS}/sellers/{{seller}}/claims/{{claim}}/items/approve", approve, methods=["PUT"]),
    Route(f"{_ORDERS}/sellers/{{seller}}/claims/{{claim}}/issue", issue, methods=["POST"]),
    Route(f"{_ORDERS}/claim-issue-reasons", issue_reasons),
    Route(
        "/trendyol/integration/test/order/sellers/{seller}/claims/waiting-in-action",
        stage_waiting_in_action,
        methods=["PUT"],
    ),
]
