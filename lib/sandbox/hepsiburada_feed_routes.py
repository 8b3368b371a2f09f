"""Hepsiburada's package lists and status feeds (hepsiburada.md sections 10.3, 10.4)."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.sandbox.entities import Order, Package, Shop
from lib.sandbox.gates import answer, hepsiburada_shop
from lib.sandbox.hepsiburada_claim_routes import OMS, in_both_cases, local_ms
from lib.sandbox.hepsiburada_order_json import order_barcode, uuid_like
from lib.sandbox.hepsiburada_order_routes import FEED_HISTORY, Row, envelope, hall_of, list_paging, refuse_dates
from lib.sandbox.hepsiburada_package_json import package_body
from lib.sandbox.sandbox_clock import DAY, iso_local
from lib.sandbox.trendyol_sale_routes import LONGEST_WAY, orders_between


async def ready_packages(request: Request) -> Response:
    """Bare array; a window longer than 24 hours is cut without a word."""
    shop, hall = hepsiburada_shop(request), hall_of(request)
    offset, limit = list_paging(request, 10, 10)
    now, base = hall.world.now, hall.world.picture_base
    begin, end = local_ms(request, "begindate"), local_ms(request, "enddate")
    if begin is not None:
        end = min(end or now, begin + DAY)
    found: list[tuple[int, Order, Package | None]] = [
        (order.picked_at, order, None)
        for order in orders_between(shop, now - 5 * DAY, now)
        if order.status(now) == "Picking"
    ]
    found += [(each.created_at, each.order, each) for each in shop.packages.values() if each.status == "Open"]
    found = [row for row in found if (begin is None or row[0] >= begin) and (end is None or row[0] <= end)]
    found.sort(key=lambda row: row[0], reverse=True)
    rows = [package_body(shop, order, package, now, base) for _, order, package in found[offset : offset + limit]]
    headers = {
        "X-Limit": str(limit),
        "X-Offset": str(offset),
        "X-Total-Count": str(len(found)),
        "X-Total-Pages": str(-(-len(found) // limit)),
    }
    return answer(rows, 200, headers)


def _feed(status: str, at_of: Callable[[Order], int], extra: Callable[[int], Row]) -> Callable[[Request], Any]:
    async def feed(request: Request) -> Response:
        shop, hall = hepsiburada_shop(request), hall_of(request)
        refuse_dates(hall, request)
        offset, limit = list_paging(request, 50, 50)
        now = hall.world.now
        moved = [
            (at_of(order), order, str(order.package_id), order_barcode(order))
            for order in orders_between(shop, now - FEED_HISTORY - LONGEST_WAY, now)
            if order.status(now) == status and at_of(order) >= now - FEED_HISTORY
        ]
        word = {"Shipped": "InTransit", "UnDelivered": "Undelivered"}.get(status, status)
        moved += [(p.moved_at, p.order, p.number, p.barcode) for p in shop.packages.values() if p.status == word]
        moved.sort(key=lambda row: row[0], reverse=True)
        return envelope([_feed_row(shop, *row) | extra(row[0]) for row in moved], offset, limit)

    return feed


def _feed_row(shop: Shop, at: int, order: Order, number: str, barcode: str) -> Row:
    return {
        "Id": uuid_like("9ac00000", int(number)),
        "Barcode": barcode,
        "PackageNumber": number,
        "OrderNumber": order.number,
        "OrderNumbers": [order.number],
        "MerchantId": shop.account,
    }


async def unpacked(request: Request) -> Response:
    shop, hall = hepsiburada_shop(request), hall_of(request)
    refuse_dates(hall, request)
    offset, limit = list_paging(request, 10, 10)
    rows = [
        {"barcode": each.barcode, "packageNumber": each.number, "unpackedDate": iso_local(each.moved_at)}
        for each in shop.packages.values()
        if each.status == "Unpacked"
    ]
    return envelope(rows, offset, limit)


async def missing_invoice(request: Request) -> Response:
    shop, hall = hepsiburada_shop(request), hall_of(request)
    refuse_dates(hall, request)
    offset, limit = list_paging(request, 50, 50)
    now = hall.world.now
    rows = [
        {"orderNumbers": [order.number], "packageNumber": str(order.package_id), "status": order.status(now)}
        for order in reversed(orders_between(shop, now - FEED_HISTORY, now))
        if order.invoice_link is None and order.status(now) in ("Shipped", "Delivered")
    ]
    return envelope(rows, offset, limit)


_PACKAGES = f"{OMS}/packages/merchantid/{{merchant}}"
ROUTES = [
    *in_both_cases(_PACKAGES, ready_packages),
    *in_both_cases(
        f"{_PACKAGES}/shipped",
        _feed(
            "Shipped", lambda o: o.shipped_at, lambda at: {"ShippedDate": iso_local(at), "Deci": 1.0, "EtgbNo": None}
        ),
    ),
    *in_both_cases(
        f"{_PACKAGES}/delivered",
        _feed("Delivered", lambda o: o.delivered_at, lambda at: {"DeliveredDate": iso_local(at), "EtgbNo": None}),
    ),
    *in_both_cases(
        f"{_PACKAGES}/undelivered",
        _feed(
            "UnDelivered",
            lambda o: o.delivered_at,
            lambda at: {"UndeliveredDate": iso_local(at), "UndeliveredReason": "Alıcı adreste bulunamadı"},
        ),
    ),
    *in_both_cases(f"{_PACKAGES}/status/unpacked", unpacked),
    *in_both_cases(f"{_PACKAGES}/missing-invoice", missing_invoice),
]
