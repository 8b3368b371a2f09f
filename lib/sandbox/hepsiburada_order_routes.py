"""Hepsiburada's orders, package lists and feeds, listings, finance, cargo firms (hepsiburada.md sections 8.5, 10)."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import HepsiburadaClaim, Line, Order, Package, Shop
from lib.sandbox.gates import Refused, answer, hepsiburada_shop
from lib.sandbox.hall import Hall
from lib.sandbox.hepsiburada_claim_routes import OMS, in_both_cases, local_ms
from lib.sandbox.hepsiburada_order_json import (
    detail_body,
    line_body,
    listing_id,
    order_barcode,
    package_body,
    uuid_like,
)
from lib.sandbox.sandbox_clock import DAY, iso_local
from lib.sandbox.trendyol_sale_routes import LONGEST_WAY, orders_between

FEED_HISTORY = 31 * DAY
OPEN_LINES_SPAN = 3 * DAY
NO_PAGING = {"message": "Bad Request limit and offset parameters are required"}
UNPAID = "Bu sipariş için sonuç bulunmadı, lütfen siparişin ödeme durumunu kontrol ediniz."
Row = dict[str, Any]


def _hall(request: Request) -> Hall:
    hall: Hall = request.app.state.hall
    return hall


def _paging(request: Request, default: int | None, most: int) -> tuple[int, int]:
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
    shop, hall = hepsiburada_shop(request), _hall(request)
    offset, limit = _paging(request, None, 100)
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
    shop, hall = hepsiburada_shop(request), _hall(request)
    order = shop.order_by_number.get(request.path_params["number"])
    if order is None or order.ordered_at > hall.world.now:
        return answer({"message": UNPAID}, 404)
    now, base = hall.world.now, hall.world.picture_base
    items = [line_body(shop, order, line, package_of(shop, line), now, base) for line in order.lines]
    return answer(detail_body(order, items))


async def cancelled_lines(request: Request) -> Response:
    shop, hall = hepsiburada_shop(request), _hall(request)
    _refuse_dates(hall, request)
    offset, limit = _paging(request, 50, 50)
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
    offset, limit = _paging(request, 50, 50)
    return envelope([], offset, limit)


def _refuse_dates(hall: Hall, request: Request) -> None:
    names = {name.lower() for name in request.query_params}
    if names & {"begindate", "enddate"} and not hall.world.switches.delivered_feed_dates:
        raise Refused(answer("WrongDateFormat", 400))


async def ready_packages(request: Request) -> Response:
    """Bare array; a window longer than 24 hours is cut without a word."""
    shop, hall = hepsiburada_shop(request), _hall(request)
    offset, limit = _paging(request, 10, 10)
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
        shop, hall = hepsiburada_shop(request), _hall(request)
        _refuse_dates(hall, request)
        offset, limit = _paging(request, 50, 50)
        now = hall.world.now
        moved = [
            (at_of(order), order, str(order.package_id), order_barcode(order))
            for order in orders_between(shop, now - FEED_HISTORY - LONGEST_WAY, now)
            if order.status(now) == status and at_of(order) >= now - FEED_HISTORY
        ]
        word = {"Shipped": "InTransit"}.get(status, status)
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
    shop, hall = hepsiburada_shop(request), _hall(request)
    _refuse_dates(hall, request)
    offset, limit = _paging(request, 10, 10)
    rows = [
        {"barcode": each.barcode, "packageNumber": each.number, "unpackedDate": iso_local(each.moved_at)}
        for each in shop.packages.values()
        if each.status == "Unpacked"
    ]
    return envelope(rows, offset, limit)


async def missing_invoice(request: Request) -> Response:
    shop, hall = hepsiburada_shop(request), _hall(request)
    _refuse_dates(hall, request)
    offset, limit = _paging(request, 50, 50)
    now = hall.world.now
    rows = [
        {"orderNumbers": [order.number], "packageNumber": str(order.package_id), "status": order.status(now)}
        for order in reversed(orders_between(shop, now - FEED_HISTORY, now))
        if order.invoice_link is None and order.status(now) in ("Shipped", "Delivered")
    ]
    return envelope(rows, offset, limit)


async def listings(request: Request) -> Response:
    hepsiburada_shop(request)
    offset, limit = _paging(request, None, 1000)
    hall = _hall(request)
    wanted = {
        part
        for name in ("merchantSkuList", "hbSkuList")
        for part in request.query_params.get(name, "").split(",")
        if part
    }
    variants = [v for v in hall.world.catalogue.variants if not wanted or v.sku.upper() in wanted or v.hb_sku in wanted]
    rows = [
        _listing(v.number, v.hb_sku, v.sku.upper(), v.model.price_kurus / 100, v.stock)
        for v in variants[offset : offset + limit]
    ]
    return answer({"listings": rows, "totalCount": len(variants), "limit": limit, "offset": offset})


def _listing(number: int, hb_sku: str, merchant_sku: str, price: float, stock: int) -> Row:
    empty = (
        "pricings",
        "customizableProperties",
        "deactivationReasons",
        "lockReasons",
        "freezeReasons",
        "availableWarehouses",
    )
    flags = (
        "isSuspended",
        "isLocked",
        "isFrozen",
        "isFulfilledByHB",
        "priceIncreaseDisabled",
        "priceDecreaseDisabled",
        "stockDecreaseDisabled",
    )
    return {
        "listingId": listing_id(number),
        "uniqueIdentifier": None,
        "hepsiburadaSku": hb_sku,
        "merchantSku": merchant_sku,
        "price": price,
        "availableStock": stock,
        "dispatchTime": 1,
        "cargoCompany1": "HepsiJET",
        "cargoCompany2": "Aras Kargo",
        "cargoCompany3": "",
        "shippingAddressLabel": "ana-depo",
        "shippingProfileName": "standart",
        "claimAddressLabel": "iade-depo",
        "maximumPurchasableQuantity": 10,
        "minimumPurchasableQuantity": 1,
        "isSalable": stock > 0,
        "productId": None,
        "hasVariant": False,
        **{name: [] for name in empty},
        **dict.fromkeys(flags, False),
    }


async def cargo_firms(request: Request) -> Response:
    hepsiburada_shop(request)
    firms = [
        {
            "cargoFirmId": number,
            "cargoFirmName": name,
            "cargoFirmDisplayOrder": number,
            "isExceptional": number == 1,
            "isVisible": True,
        }
        for number, name in ((1, "HepsiJET"), (2, "Aras Kargo"), (3, "Yurtiçi Kargo"))
    ]
    group = {
        "labelId": 1,
        "labelName": "Standard",
        "labelDisplayName": "Standart Teslimat",
        "labelDisplayOrder": 1,
        "cargoFirms": firms,
    }
    return answer({"cargoFirms": [group], "error": True, "msg": None})


async def transactions(request: Request) -> Response:
    """Refunds as finance records; other types are left out."""
    shop = hepsiburada_shop(request)
    query = {name.lower(): value for name, value in request.query_params.items()}
    try:
        offset, limit = int(query.get("offset") or 0), int(query.get("limit") or 100)
    except ValueError:
        limit, offset = 0, 0
    if not 1 <= limit <= 100:
        return answer(
            {
                "title": "One or more validation errors occurred.",
                "status": 400,
                "errors": {"Limit": ["The value is not valid."]},
            },
            400,
        )
    refunded = [
        claim for claim in shop.shelf.claims() if isinstance(claim, HepsiburadaClaim) and claim.refunded_at is not None
    ]
    if query.get("ordernumber"):
        refunded = [claim for claim in refunded if claim.order.number == query["ordernumber"]]
    rows = list(_finance_rows(shop, refunded))
    return answer({"count": len(rows), "items": rows[offset : offset + limit]})


def _finance_rows(shop: Shop, refunded: Iterable[HepsiburadaClaim]) -> Iterable[Row]:
    for claim in refunded:
        amount = {"value": -claim.line.price_kurus * claim.quantity / 100, "currencyCode": "949"}
        yield {
            "id": str(700_000_000 + int(claim.number) % 10**8),
            "transactionType": "Return",
            "status": "Paid",
            "sku": claim.line.variant.hb_sku,
            "packageNumber": str(claim.order.package_id),
            "orderNumber": claim.order.number,
            "invoiceNumber": None,
            "orderItemNumber": "000010",
            "quantity": claim.quantity,
            "amount": amount,
            "taxAmount": {"value": 0, "currencyCode": "949"},
            "netAmount": amount,
            "orderDate": iso_local(claim.order.ordered_at),
            "invoiceDate": None,
            "dueDate": iso_local((claim.refunded_at or 0) + 28 * DAY),
            "paymentDate": iso_local((claim.refunded_at or 0) + 28 * DAY),
            "invoiceExplanation": None,
            "merchantId": shop.account,
            "isInvoice": False,
            "isIncome": False,
            "transactionTypeCategory": "OrderBasedTransactions",
            "productName": claim.line.variant.title,
        }


_ORDERS, _PACKAGES = f"{OMS}/orders/merchantid/{{merchant}}", f"{OMS}/packages/merchantid/{{merchant}}"
ROUTES = [
    *in_both_cases(_ORDERS, open_lines),
    *in_both_cases(f"{_ORDERS}/ordernumber/{{number}}", order_detail),
    *in_both_cases(f"{_ORDERS}/cancelled", cancelled_lines),
    *in_both_cases(f"{_ORDERS}/paymentawaiting", payment_awaiting),
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
            "Undelivered",
            lambda o: o.delivered_at,
            lambda at: {"UndeliveredDate": iso_local(at), "UndeliveredReason": "Alıcı adreste bulunamadı"},
        ),
    ),
    *in_both_cases(f"{_PACKAGES}/status/unpacked", unpacked),
    *in_both_cases(f"{_PACKAGES}/missing-invoice", missing_invoice),
    Route("/hepsiburada/listing/listings/merchantid/{merchant}", listings),
    Route("/hepsiburada/shipping/cargoFirms/{merchant}", cargo_firms),
    Route("/hepsiburada/finance/transactions/merchantid/{merchant}", transactions),
]
