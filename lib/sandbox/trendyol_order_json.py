"""Trendyol's order package, settlement row and approved product (trendyol.md section 16), new field names only."""

from typing import Any

from lib.sandbox.catalogue import Model
from lib.sandbox.entities import Line, Order, Shop
from lib.sandbox.people import Person
from lib.sandbox.sandbox_clock import DAY, HOUR
from lib.sandbox.trendyol_claim_json import sender_number, tracking_link

GMT3_SHIFT = 3 * HOUR
"""Orders write `orderDate` shifted by three hours, claims do not (trendyol.md section 2.7)."""
COMMISSION = 15.5
OWN_CONTRACT_EVERY = 9


def order_body(shop: Shop, order: Order, now: int) -> dict[str, Any]:
    """`whoPays` stands only where the seller's own cargo contract pays."""
    body = _order(shop, order, now)
    return body | {"whoPays": 1} if order.package_id % OWN_CONTRACT_EVERY == 0 else body


def _order(shop: Shop, order: Order, now: int) -> dict[str, Any]:
    status = order.status(now)
    tracking = int(f"{order.carrier.prefix}{order.package_id:013d}")
    gross = sum(line.price_kurus * line.quantity for line in order.lines) / 100
    return {
        "shipmentAddress": _address(order.person, 80_000_001),
        "orderNumber": order.number,
        "orderCountryCode": "TR",
        "packageGrossAmount": gross,
        "packageSellerDiscount": 0.0,
        "packageTyDiscount": 0.0,
        "packageTotalDiscount": 0.0,
        "packageTotalPrice": gross,
        "discountDisplays": [],
        "taxNumber": None,
        "invoiceAddress": _address(order.person, 80_000_002),
        "customerFirstName": order.person.first,
        "customerLastName": order.person.last,
        "customerEmail": f"pf+{order.person.number}@trendyolmail.com",
        "customerId": customer_id(order.person),
        "supplierId": int(shop.account),
        "channelId": 1,
        "is4P": False,
        "shipmentPackageId": order.package_id,
        "shipmentNumber": order.package_id,
        "cargoTrackingNumber": tracking,
        "cargoTrackingLink": tracking_link(tracking, order.carrier.code)
        if status in ("Shipped", "Delivered")
        else None,
        "cargoSenderNumber": sender_number(tracking),
        "sellerDeliveryMethod": None,
        "sellerOtpCode": None,
        "cargoProviderName": order.carrier.name,
        "lines": [_line(shop, order, line, status) for line in order.lines],
        "orderDate": order.ordered_at + GMT3_SHIFT,
        "identityNumber": "11111111111",
        "currencyCode": "TRY",
        "packageHistories": _histories(order, now),
        "shipmentPackageStatus": status,
        "status": status,
        "deliveryType": "normal",
        "timeSlotId": 0,
        "estimatedDeliveryStartDate": order.ordered_at + 2 * DAY,
        "estimatedDeliveryEndDate": order.ordered_at + 5 * DAY,
        "deliveryAddressType": "Shipment",
        "agreedDeliveryDate": order.ordered_at + 2 * DAY,
        "fastDelivery": False,
        "fastDeliveryType": "",
        "originShipmentDate": order.ordered_at,
        "lastModifiedDate": order.modified_at(now),
        "commercial": False,
        "deliveredByService": False,
        "warehouseId": 0,
        "invoiceLink": order.invoice_link if order.shipped_at <= now else None,
        "invoiceStatus": None,
        "invoiceNumber": order.invoice_number if order.shipped_at <= now else None,
        "paymentMethod": "Kredi Kartı",
        "micro": False,
        "giftBoxRequested": False,
        "3pByTrendyol": False,
        "containsDangerousProduct": False,
        "cargoDeci": 1.0,
        "isCod": False,
        "createdBy": order.created_by,
        "originPackageIds": None,
    }


def customer_id(person: Person) -> int:
    return 99_000_000 + person.number


def _histories(order: Order, now: int) -> list[dict[str, Any]]:
    steps = [(order.ordered_at, "Created"), (order.picked_at, "Picking"), (order.shipped_at, "Shipped")]
    steps.append((order.delivered_at, "UnDelivered" if order.undelivered else "Delivered"))
    end = order.cancelled_at if order.cancelled_at is not None and order.cancelled_at <= now else None
    rows = [{"createdDate": at, "status": word} for at, word in steps if at <= now and (end is None or at < end)]
    return rows + ([{"createdDate": end, "status": "Cancelled"}] if end is not None else [])


def _line(shop: Shop, order: Order, line: Line, status: str) -> dict[str, Any]:
    variant = line.variant
    cancelled = status == "Cancelled"
    unit = {"lineItemPrice": line.price, "lineItemSellerDiscount": 0.0, "lineItemTyDiscount": 0.0}
    return {
        "quantity": line.quantity,
        "salesCampaignId": 183000,
        "productSize": f" {variant.size}",
        "stockCode": variant.sku,
        "productName": f"{variant.title}, {variant.size}",
        "contentId": content_id(variant.model),
        "productOrigin": "TR",
        "sellerId": int(shop.account),
        "lineGrossAmount": line.price_kurus * line.quantity / 100,
        "lineTotalDiscount": 0.0,
        "lineSellerDiscount": 0.0,
        "lineTyDiscount": 0.0,
        "discountDetails": [unit for _ in range(line.quantity)],
        "currencyCode": "TRY",
        "productColor": variant.color,
        "lineId": line.line_id,
        "vatRate": variant.model.category.vat,
        "barcode": variant.barcode,
        "orderLineItemStatusName": status,
        "lineUnitPrice": line.price,
        "fastDeliveryOptions": [],
        "productCategoryId": 1000 + variant.model.index,
        "commission": COMMISSION,
        "businessUnit": "Made-up Unit",
        "cancelledBy": order.cancelled_by if cancelled else None,
        "cancelReason": "Vazgeçme" if cancelled else None,
        "cancelReasonCode": 500 if cancelled else None,
    }


def content_id(model: Model) -> int:
    return 710_000_000 + model.index


def _address(person: Person, address_id: int) -> dict[str, Any]:
    return {
        "id": address_id + person.number * 2,
        "firstName": person.first,
        "lastName": person.last,
        "company": "",
        "address1": person.address,
        "address2": "",
        "addressLines": {"addressLine1": "", "addressLine2": ""},
        "city": person.city,
        "cityCode": person.city_code,
        "district": person.district,
        "districtId": 54,
        "countyId": 0,
        "countyName": "",
        "shortAddress": "",
        "stateName": "",
        "postalCode": f"{person.city_code:02d}000",
        "countryCode": "TR",
        "neighborhoodId": 32126,
        "neighborhood": "Deneme Mah",
        "phone": None,
        "latitude": None,
        "longitude": None,
        "fullName": person.full,
        "fullAddress": f"{person.address} {person.district} {person.city}",
    }


def settlement_row(shop: Shop, order: Order, line: Line, unit: int) -> dict[str, Any]:
    """One sold unit, known from its delivery on."""
    price = line.price
    return {
        "id": f"{line.line_id % 10**9:09d}{unit}",
        "transactionDate": order.delivered_at,
        "barcode": line.variant.barcode,
        "transactionType": "Satış",
        "receiptId": 48_000_000 + order.package_id % 10**6,
        "description": "Satış",
        "debt": 0.0,
        "credit": price,
        "paymentPeriod": 30,
        "commissionRate": COMMISSION,
        "commissionAmount": round(price * COMMISSION / 100, 3),
        "commissionInvoiceSerialNumber": None,
        "sellerRevenue": round(price * (1 - COMMISSION / 100), 3),
        "orderNumber": order.number,
        "paymentOrderId": None,
        "paymentDate": order.delivered_at + 30 * DAY,
        "sellerId": int(shop.account),
        "storeId": None,
        "storeName": None,
        "storeAddress": None,
        "country": "Türkiye",
        "orderDate": order.ordered_at,
        "affiliate": "TRENDYOLTR",
        "shipmentPackageId": order.package_id,
    }


def product_body(model: Model, color: str, picture_base: str, now: int) -> dict[str, Any]:
    """One approved content: a model in one colour with its sizes."""
    variants = [variant for variant in model.variants if variant.color == color]
    url = f"https://www.trendyol.com/ornek/urun-p-{content_id(model)}"
    return {
        "contentId": content_id(model),
        "productMainId": model.code,
        "brand": {"id": 1234, "name": model.brand},
        "category": {"id": 1000 + model.index, "name": model.leaf},
        "title": variants[0].title,
        "description": f"<p>{model.name}</p>",
        "images": [{"url": f"{picture_base}/product/{variants[0].picture}.jpg"}],
        "attributes": [
            {"attributeId": 348, "attributeName": "Web Color", "attributeValueId": 6980, "attributeValue": color}
        ],
        "variants": [
            {
                "variantId": 820_000_000 + variant.number,
                "barcode": variant.barcode,
                "productUrl": url,
                "price": {
                    "salePrice": model.price_kurus / 100,
                    "listPrice": model.price_kurus * 1.2 // 1 / 100,
                    "priceSeenByCustomer": model.price_kurus / 100,
                },
                "stock": {"quantity": variant.stock, "lastModifiedDate": now - HOUR},
                "stockCode": variant.sku,
                "vatRate": model.category.vat,
                "archived": False,
            }
            for variant in variants
        ],
    }
