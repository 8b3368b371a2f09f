"""Trendyol's orders, stream, settlements and products over HTTP (trendyol.md section 16)."""

import base64
import binascii
import json
from bisect import bisect_left, bisect_right
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import Order, Shop
from lib.sandbox.gates import answer, trendyol_shop
from lib.sandbox.hall import Hall
from lib.sandbox.sandbox_clock import DAY
from lib.sandbox.trendyol_claim_routes import bad_request, number_of
from lib.sandbox.trendyol_order_json import GMT3_SHIFT, order_body, product_body, settlement_row

MAX_SIZE = 200
WINDOW = 14 * DAY
STREAM_HISTORY = 92 * DAY
LONGEST_WAY = 40 * DAY
"""An order changes no later than this after it was placed."""
SETTLEMENT_WINDOW = 15 * DAY
SETTLEMENT_SIZES = (500, 1000)


def orders_between(shop: Shop, begin: int, end: int) -> list[Order]:
    low = bisect_left(shop.orders, begin, key=lambda order: order.ordered_at)
    return shop.orders[low : bisect_right(shop.orders, end, key=lambda order: order.ordered_at)]


async def list_orders(request: Request) -> Response:
    shop = trendyol_shop(request, "orders")
    hall: Hall = request.app.state.hall
    query, now = request.query_params, hall.world.now
    try:
        page, size = number_of(request, "page", 0), number_of(request, "size", MAX_SIZE)
        begin, end = number_of(request, "startDate", 0), number_of(request, "endDate", 0)
    except ValueError:
        return bad_request("Query parameter is not a number")
    if not 1 <= size <= MAX_SIZE or page < 0:
        return bad_request("Size must be max 200")
    if page * size > 10_000:
        return answer({"error": "too.many.requests", "message": "page * size must be at most 10000"}, 429)
    found = _named(shop, request) if query.get("orderNumber") or query.get("shipmentPackageIds") else None
    if found is None:
        begin = begin or (end or now) - 7 * DAY
        end = end or begin + WINDOW
        if end - begin > WINDOW:
            return bad_request("Date range must be max 2 weeks")
        found = _in_window(hall, shop, request, begin, end)
    statuses = set(query["status"].split(",")) if query.get("status") else None
    found = [
        order for order in found if order.ordered_at <= now and (statuses is None or order.status(now) in statuses)
    ]
    by_change = query.get("orderByField", "PackageLastModifiedDate") == "PackageLastModifiedDate"
    found.sort(
        key=lambda o: o.modified_at(now) if by_change else o.ordered_at,
        reverse=query.get("orderByDirection", "DESC") == "DESC",
    )
    rows = [order_body(shop, order, now) for order in found[page * size : (page + 1) * size]]
    return answer(
        {"page": page, "size": size, "totalPages": -(-len(found) // size), "totalElements": len(found), "content": rows}
    )


def _named(shop: Shop, request: Request) -> list[Order]:
    number, packages = request.query_params.get("orderNumber"), request.query_params.get("shipmentPackageIds", "")
    if number:
        order = shop.order_by_number.get(number)
        return [order] if order else []
    ids = [int(part) for part in packages.split(",") if part.strip().isdigit()][:50]
    return [shop.order_by_package[each] for each in ids if each in shop.order_by_package]


def _in_window(hall: Hall, shop: Shop, request: Request, begin: int, end: int) -> list[Order]:
    now = hall.world.now
    oldest = now - hall.world.switches.order_history_days * DAY
    if request.query_params.get("orderByField") == "CreatedDate":
        return orders_between(shop, max(begin - GMT3_SHIFT, oldest), end - GMT3_SHIFT)
    candidates = orders_between(shop, max(begin - LONGEST_WAY, oldest), end)
    return [order for order in candidates if begin <= order.modified_at(now) <= end]


async def stream_orders(request: Request) -> Response:
    """Newest change first; the cursor holds the filter and the place."""
    shop = trendyol_shop(request, "orders-stream")
    hall: Hall = request.app.state.hall
    query, now = request.query_params, hall.world.now
    try:
        size = number_of(request, "size", 50)
        end = number_of(request, "lastModifiedEndDate", now)
        begin = number_of(request, "lastModifiedStartDate", end - WINDOW)
    except ValueError:
        return bad_request("Query parameter is not a number")
    if not 1 <= size <= MAX_SIZE or end - begin > WINDOW:
        return bad_request("Size must be max 200 and the date range max 2 weeks")
    statuses = query.get("packageItemStatuses", "")
    asked = [query.get("lastModifiedStartDate"), query.get("lastModifiedEndDate"), statuses]
    try:
        place = _read_cursor(query.get("nextCursor", ""), asked)
    except ValueError:
        return bad_request("nextCursor does not fit to the filters")
    wanted = set(statuses.split(",")) if statuses else None
    candidates = orders_between(shop, max(begin - LONGEST_WAY, now - STREAM_HISTORY), min(end, now))
    found = [
        (order.modified_at(now), order.package_id, order)
        for order in candidates
        if begin <= order.modified_at(now) <= end and (wanted is None or order.status(now) in wanted)
    ]
    found.sort(key=lambda each: each[:2], reverse=True)
    rest = [each for each in found if place is None or each[:2] < place]
    rows = rest[:size]
    more = len(rest) > size
    cursor = _cursor(rows[-1][0], rows[-1][1], asked) if more else None
    content = [order_body(shop, order, now) for _, _, order in rows]
    return answer({"content": content, "size": size, "hasMore": more, "nextCursor": cursor})


def _cursor(modified_at: int, package_id: int, asked: list[str | None]) -> str:
    return base64.urlsafe_b64encode(json.dumps([modified_at, package_id, asked]).encode()).decode()


def _read_cursor(text: str, asked: list[str | None]) -> tuple[int, int] | None:
    """Raises ValueError for a cursor of another filter."""
    if not text:
        return None
    try:
        modified_at, package_id, before = json.loads(base64.urlsafe_b64decode(text))
    except (binascii.Error, TypeError) as exc:
        raise ValueError("not a cursor") from exc
    if before != asked:
        raise ValueError("other filters")
    return modified_at, package_id


async def settlements(request: Request) -> Response:
    shop = trendyol_shop(request, "settlements")
    hall: Hall = request.app.state.hall
    query = request.query_params
    if not query.get("transactionType"):
        return Response(b"", 500)
    try:
        begin, end = int(query["startDate"]), int(query["endDate"])
        page, size = number_of(request, "page", 0), number_of(request, "size", 500)
    except (KeyError, ValueError):
        return bad_request("startDate and endDate are required")
    if size not in SETTLEMENT_SIZES:
        return bad_request("Size değeri 500 ya da 1000 olmalı")
    if end - begin > SETTLEMENT_WINDOW:
        return bad_request("Date range must be max 15 days")
    rows = _sold(hall, shop, begin, end) if query["transactionType"] == "Sale" else []
    content = rows[page * size : (page + 1) * size]
    return answer(
        {
            "page": page,
            "size": size,
            "totalPages": -(-len(rows) // size),
            "totalElements": len(rows),
            "content": content,
        }
    )


def _sold(hall: Hall, shop: Shop, begin: int, end: int) -> list[dict[str, Any]]:
    end = min(end, hall.world.now)
    delivered = [
        order
        for order in orders_between(shop, begin - LONGEST_WAY, end)
        if order.cancelled_at is None and not order.undelivered and begin <= order.delivered_at <= end
    ]
    delivered.sort(key=lambda order: order.delivered_at)
    return [settlement_row(shop, o, line, unit) for o in delivered for line in o.lines for unit in range(line.quantity)]


async def approved_products(request: Request) -> Response:
    trendyol_shop(request, "products")
    hall: Hall = request.app.state.hall
    query, catalogue = request.query_params, hall.world.catalogue
    try:
        page, size = number_of(request, "page", 0), number_of(request, "size", 50)
    except ValueError:
        return bad_request("Query parameter is not a number")
    if not 1 <= size <= 100:
        return bad_request("Size must be max 100")
    wanted = [
        part.replace(" ", "")
        for name in ("barcode", "barcodes")
        for text in query.getlist(name)
        for part in text.split(",")
    ]
    if len(wanted) > 50:
        return bad_request("barcodes must be max 50")
    known = (
        [catalogue.by_barcode[each] for each in wanted if each in catalogue.by_barcode]
        if wanted
        else catalogue.variants
    )
    contents = list({(variant.model.index, variant.color): variant.model for variant in known}.items())
    rows = [
        product_body(model, key[1], hall.world.picture_base, hall.world.now)
        for key, model in contents[page * size : (page + 1) * size]
    ]
    total = len(contents)
    return answer(
        {
            "totalElements": total,
            "totalPages": -(-total // size),
            "page": page,
            "size": size,
            "nextPageToken": None,
            "content": rows,
        }
    )


ROUTES = [
    Route("/trendyol/integration/order/sellers/{seller}/v2/orders", list_orders),
    Route("/trendyol/integration/order/sellers/{seller}/orders/stream", stream_orders),
    Route("/trendyol/integration/finance/che/sellers/{seller}/settlements", settlements),
    Route("/trendyol/integration/product/sellers/{seller}/products/approved", approved_products),
]
