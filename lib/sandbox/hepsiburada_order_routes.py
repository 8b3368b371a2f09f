"""Hepsiburada's orders, package lists and feeds, listings, finance, cargo firms (hepsiburada.md sections 8.5, 10)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.sandbox.entities import Line, Package, Shop
from lib.sandbox.gates import Refused, answer, hepsiburada_shop
from lib.sandbox.hall import Hall
from lib.sandbox.hepsiburada_claim_routes import OMS, in_both_cases, local_ms
from lib.sandbox.hepsiburada_order_json import (
    detail_body,
    line_body,
)
from lib.sandbox.sandbox_clock import DAY, iso_local
from lib.sandbox.trendyol_sale_routes import orders_between

FEED_HISTORY = 31 * DAY
OPEN_LINES_SPAN = 3 * DAY
NO_PAGING = {"message": "Bad Request limit and offset parameters are required"}
UNPAID = "Bu sipariş için sonuç bulunmadı, lütfen siparişin ödeme durumunu kontrol ediniz."
Row = dict[str, Any]


def hall_of(request: Request) -> Hall:
    hall: Hall = request.app.state.hall
    return hall


def list_paging(request: Request, default: int | None, most: int) -> tuple[int, int]:
    """Offset and limit of an order or package list; their names come in any case."""
    query = {name.lower(): value for name, value in request.query_params.items()}
    if default is None and ("limit" not in query or "offset" not in query):
        raise Refused(answer(NO_PAGING, 400))
    try:
        offset, limit = int(query.get("offset") or 0), int(query.get("limit") or default or 0)
    except ValueError:
        raise Refused(answer(NO_PAGING, 400)) from None
    if not 1 <= limit <= most or offset < 0:
        raise Refused(answer({"message": f"limit must be between 1 and {most}"}, 400))
    return offset, limit


def envelope(rows: list[Row], offset: int, limit: int) -> Response:
    total = len(rows)
    body = {
        "totalCount": total,
        "limit": limit,
        "offset": offset,
        "pageCount": -(-total // limit),
        "items": rows[offset : offset + limit],
    }
    return answer(body)


def package_of(shop: Shop, line: Line) -> Package | None:
    return next((package for package in shop.packages.values() if package.line is line), None)


async def open_lines(request: Request) -> Response:
    """Paid lines that are not packed yet, and the lines that a claim made."""
    shop, hall = hepsiburada_shop(request), hall_of(request)
    offset, limit = list_paging(request, None, 100)
    now, base = hall.world.now, hall.world.picture_base
    query = {name.lower(): value for name, value in request.query_params.items()}
    if any("T" in query.get(name, "") for name in ("begindate", "enddate")):
        return envelope([], offset, limit)
    begin, end = local_ms(request, "begindate") or now - FEED_HISTORY, local_ms(request, "enddate") or now
    fresh = [
        (o, line)
        for o in orders_between(shop, now - OPEN_LINES_SPAN, now)
        if o.status(now) == "Created"
        for line in o.lines
    ]
    made = [(p.order, p.line) for p in shop.packages.values() if p.status == "Unpacked"]
    rows = [line_body(shop, o, line, None, now, base) for o, line in fresh + made if begin <= o.ordered_at <= end]
    return envelope(rows, offset, limit)


async def order_detail(request: Request) -> Response:
    shop, hall = hepsiburada_shop(request), hall_of(request)
    order = shop.order_by_number.get(request.path_params["number"])
    if order is None or order.ordered_at > hall.world.now:
        return answer({"message": UNPAID}, 404)
    now, base = hall.world.now, hall.world.picture_base
    items = [line_body(shop, order, line, package_of(shop, line), now, base) for line in order.lines]
    return answer(detail_body(order, items))


async def cancelled_lines(request: Request) -> Response:
    shop, hall = hepsiburada_shop(request), hall_of(request)
    refuse_dates(hall, request)
    offset, limit = list_paging(request, 50, 50)
    now = hall.world.now
    rows = [
        {
            "orderNumber": order.number,
            "lineItemId": line.hb_id,
            "cancelDate": iso_local(order.cancelled_at),
            "cancelledBy": order.cancelled_by,
            "cancelReasonCode": "83" if order.cancelled_by == "Merchant" else "11",
            "merchantId": shop.account,
            "quantity": line.quantity,
            "sku": line.variant.hb_sku,
            "merchantSku": line.variant.sku.upper(),
        }
        for order in reversed(orders_between(shop, now - FEED_HISTORY, now))
        if order.cancelled_at is not None and order.cancelled_at <= now
        for line in order.lines
    ]
    return envelope(rows, offset, limit)


async def payment_awaiting(request: Request) -> Response:
    hepsiburada_shop(request)
    offset, limit = list_paging(request, 50, 50)
    return envelope([], offset, limit)


def refuse_dates(hall: Hall, request: Request) -> None:
    names = {name.lower() for name in request.query_params}
    if names & {"begindate", "enddate"} and not hall.world.switches.delivered_feed_dates:
        raise Refused(answer("WrongDateFormat", 400))


_ORDERS = f"{OMS}/orders/merchantid/{{merchant}}"
ROUTES = [
    *in_both_cases(_ORDERS, open_lines),
    *in_both_cases(f"{_ORDERS}/ordernumber/{{number}}", order_detail),
    *in_both_cases(f"{_ORDERS}/cancelled", cancelled_lines),
    *in_both_cases(f"{_ORDERS}/paymentawaiting", payment_awaiting),
]
