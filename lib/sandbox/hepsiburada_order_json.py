"""Hepsiburada's order line, order detail and package (hepsiburada.md section 10), with its mixed casing."""

from typing import Any

from lib.sandbox.entities import Line, Order, Package, Shop
from lib.sandbox.sandbox_clock import DAY, iso_local
from lib.sandbox.shipping_carriers import Carrier

CARGO_IDS = {"HJ": 1, "AR": 2, "YK": 3, "MH": 9}


def money(kurus: int | float) -> dict[str, Any]:
    return {"amount": round(kurus) / 100, "currency": "TRY"}


def uuid_like(head: str, number: int) -> str:
    return f"{head}-5e1f-4c00-9d00-{number:012d}"


def line_status(order: Order, line: Line, package: Package | None, now: int) -> str:
    if package is not None:
        return {"Open": "Packaged", "InTransit": "InTransit", "Delivered": "Delivered", "Undelivered": "UnDelivered"}[
            package.status
        ]
    if line.creation_reason != "OrderCreated":
        return "Open"
    if line.claimed and order.delivered_at <= now:
        return "ClaimCreated"
    word = order.status(now)
    cancelled = "CancelledByMerchant" if order.cancelled_by == "Merchant" else "CancelledByCustomer"
    return {
        "Created": "Open",
        "Picking": "Packaged",
        "Shipped": "InTransit",
        "Delivered": "Delivered",
        "UnDelivered": "UnDelivered",
        "Cancelled": cancelled,
    }[word]


def address(order: Order) -> dict[str, Any]:
    person = order.person
    return {
        "addressId": uuid_like("add00000", person.number),
        "address": person.address,
        "name": person.full,
        "email": f"musteri{person.number}@example.com",
        "countryCode": "TR",
        "phoneNumber": f"90555{person.number:07d}",
        "alternatePhoneNumber": None,
        "district": "Deneme",
        "city": person.city,
        "town": person.district,
        "postalCode": f"{person.city_code:02d}000",
        "directions": None,
    }


def invoice_of(order: Order) -> dict[str, Any]:
    return {"turkishIdentityNumber": None, "taxNumber": None, "taxOffice": None, "address": address(order)}


def cargo_model(carrier: Carrier) -> dict[str, Any]:
    return {
        "id": CARGO_IDS[carrier.code],
        "name": carrier.name,
        "shortName": carrier.code,
        "logoUrl": f"https://images.hepsiburada.net/cargo/{carrier.code.lower()}.png",
        "trackingUrl": "https://kargo.example/takip",
    }


def picture_format(line: Line, picture_base: str) -> str:
    return f"{picture_base}/product/{{size}}/{line.variant.picture}.jpg"


def line_body(
    shop: Shop, order: Order, line: Line, package: Package | None, now: int, picture_base: str
) -> dict[str, Any]:
    variant, total = line.variant, line.price_kurus * line.quantity
    vat = variant.model.category.vat
    status = line_status(order, line, package, now)
    packed = status not in ("Open", "Unpacked") and not status.startswith("Cancelled")
    carrier = package.carrier if package else order.carrier
    zero = money(0)
    properties = [{"displayName": "Renk", "name": "renk", "value": variant.color}]
    if variant.size != "Tek Ebat":
        properties.append({"displayName": "Beden", "name": "beden", "value": variant.size})
    return {
        "id": line.hb_id,
        "sku": variant.hb_sku,
        "merchantSKU": variant.sku.upper(),
        "name": f"{variant.title} {'' if variant.size == 'Tek Ebat' else variant.size}".strip(),
        "productBarcode": variant.barcode,
        "orderId": uuid_like("0bde0000", order.package_id),
        "orderNumber": order.number,
        "orderDate": iso_local(order.ordered_at),
        "dueDate": iso_local(order.ordered_at + 2 * DAY),
        "lastStatusUpdateDate": iso_local(order.modified_at(now)) + ".000",
        "quantity": line.quantity,
        "merchantId": shop.account,
        "unitPrice": money(line.price_kurus),
        "totalPrice": money(total),
        "hbDiscount": {"totalPrice": zero, "unitPrice": zero},
        "merchantDiscount": {"totalPrice": zero, "unitPrice": zero},
        "vat": round(total * vat / (100 + vat)) / 100,
        "vatRate": vat,
        "customerId": uuid_like("c0570000", order.person.number),
        "customerName": order.person.full,
        "status": status,
        "shippingAddress": address(order),
        "invoice": invoice_of(order),
        "sapNumber": "000010",
        "dispatchTime": 1,
        "commission": money(total * 0.15),
        "commissionRate": 15.0,
        "commissionType": 1,
        "paymentTermInDays": 28,
        "cargoCompany": carrier.name,
        "cargoCompanyModel": cargo_model(carrier),
        "barcode": (package.barcode if package else order_barcode(order)) if packed else None,
        "packageNumber": (package.number if package else str(order.package_id)) if packed else None,
        "customizedText01": "",
        "customizedText02": "",
        "customizedText03": "",
        "customizedText04": "",
        "customizedTextX": None,
        "creditCardHolderName": "",
        "isCustomized": False,
        "canCreatePackage": status in ("Open", "Unpacked"),
        "isCancellable": status == "Open",
        "isCancellableByHbAdmin": True,
        "isCargoChangable": True,
        "isJetDelivery": False,
        "isMicroExport": False,
        "isSundayDelivery": False,
        "deliveryType": "StandardDelivery",
        "deliveryOptionId": 1,
        "deliveryNote": {"tags": [], "value": None},
        "slot": None,
        "pickUpTime": None,
        "purchasePrice": zero,
        "deptorDifferenceAmount": 0,
        "discountInfo": [],
        "discountToBeBilledToHB": zero,
        "bnplCommissionAmount": zero,
        "unitLaborCost": None,
        "properties": properties,
        "releatedLineIndexesWithCampaign": [],
        "parentItemIndex": None,
        "productImageUrlFormat": picture_format(line, picture_base),
        "warehouse": {"shippingAddressLabel": "ana-depo", "shippingModel": None},
        "creationReason": line.creation_reason,
    }


def order_barcode(order: Order) -> str:
    return f"97300{order.package_id % 10**8:08d}"


def detail_body(order: Order, items: list[dict[str, Any]]) -> dict[str, Any]:
    person = order.person
    return {
        "orderId": uuid_like("0bde0000", order.package_id),
        "orderNumber": order.number,
        "orderDate": iso_local(order.ordered_at),
        "createdDate": iso_local(order.ordered_at + 3000),
        "paymentStatus": "Completed",
        "orderNote": None,
        "customer": {"customerId": uuid_like("c0570000", person.number), "name": person.full},
        "deliveryAddress": address(order),
        "invoice": invoice_of(order),
        "items": items,
    }
