"""Hepsiburada's listings, finance records and cargo firms (hepsiburada.md sections 8.5, 10.7, 10.8)."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import HepsiburadaClaim, Shop
from lib.sandbox.gates import answer, hepsiburada_shop
from lib.sandbox.hepsiburada_order_routes import Row, hall_of, list_paging
from lib.sandbox.hepsiburada_package_json import listing_id
from lib.sandbox.sandbox_clock import DAY, iso_local


async def listings(request: Request) -> Response:
    hepsiburada_shop(request)
    offset, limit = list_paging(request, None, 1000)
    hall = hall_of(request)
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


ROUTES = [
    Route("/hepsiburada/listing/listings/merchantid/{merchant}", listings),
    Route("/hepsiburada/shipping/cargoFirms/{merchant}", cargo_firms),
    Route("/hepsiburada/finance/transactions/merchantid/{merchant}", transactions),
]
