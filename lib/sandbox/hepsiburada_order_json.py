"""Hepsiburada's order line, order detail and package (hepsiburada.md section 10), with its mixed casing."""

from typing import Any

from lib.sandbox.entities import OWN_CONTRACT, Carrier, Line, Order, Package, Shop
from lib.sandbox.sandbox_clock import DAY, HOUR, iso_local

CARGO_IDS = {"HJ": 1, "AR": 2, "YK": 3, "MH": 9}


def money(kurus: int | float) -> dict[str, Any]:
    return {"amount": round(kurus) / 100, "currency": "TRY"}


def price(kurus: int | float) -> dict[str, Any]:
    """The same with the other key order, as packages write it."""
    return {"currency": "TRY", "amount": round(kurus) / 100}


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


def package_body(shop: Shop, order: Order, package: Package | None, now: int, picture_base: str) -> dict[str, Any]:
    """A package ready to ship; `package` None: the order's own."""
    person, created_at = order.person, package.created_at if package else order.picked_at
    lines = [package.line] if package else [line for line in order.lines if line.creation_reason == "OrderCreated"]
    total = sum(line.price_kurus * line.quantity for line in lines)
    carrier = package.carrier if package else order.carrier
    return {
        "id": uuid_like("9ac00000", int(package.number) if package else order.package_id),
        "status": package.status if package else "Open",
        "customerId": uuid_like("c0570000", person.number),
        "orderDate": iso_local(order.ordered_at),
        "dueDate": iso_local(created_at + 2 * DAY),
        "barcode": package.barcode if package else order_barcode(order),
        "packageNumber": package.number if package else str(order.package_id),
        "cargoCompany": carrier.name,
        "shippingAddressDetail": person.address,
        "recipientName": person.full,
        "shippingCountryCode": "TR",
        "shippingDistrict": "Deneme",
        "shippingTown": person.district,
        "shippingCity": person.city,
        "email": f"musteri{person.number}@example.com",
        "phoneNumber": f"90555{person.number:07d}",
        "companyName": person.full,
        "billingAddress": person.address,
        "billingCity": person.city,
        "billingTown": person.district,
        "billingDistrict": "Deneme",
        "billingPostalCode": f"{person.city_code:02d}000",
        "billingCountryCode": "TR",
        "taxOffice": None,
        "taxNumber": None,
        "identityNo": None,
        "shippingTotalPrice": price(0),
        "customsTotalPrice": price(0),
        "totalPrice": price(total),
        "items": [_package_item(shop, order, line, carrier, picture_base) for line in lines],
        "isCargoChangable": carrier is not OWN_CONTRACT,
        "customerName": person.full,
        "estimatedArrivalDate": iso_local(now + 3 * DAY - now % HOUR),
        "totalDeci": float(len(lines)),
    }


def _package_item(shop: Shop, order: Order, line: Line, carrier: Carrier, picture_base: str) -> dict[str, Any]:
    variant, total = line.variant, line.price_kurus * line.quantity
    vat = variant.model.category.vat
    return {
        "lineItemId": line.hb_id,
        "listingId": listing_id(variant.number),
        "merchantId": shop.account,
        "hbSku": variant.hb_sku,
        "merchantSku": variant.sku.upper(),
        "productName": variant.title,
        "productBarcode": variant.barcode,
        "productImageUrlFormat": picture_format(line, picture_base),
        "quantity": line.quantity,
        "orderNumber": order.number,
        "orderDate": iso_local(order.ordered_at),
        "price": price(line.price_kurus),
        "vat": round(total * vat / (100 + vat)) / 100,
        "vatRate": vat,
        "totalPrice": price(total),
        "commission": price(total * 0.15),
        "commissionRate": 15.0,
        "unitHBDiscount": price(0),
        "totalHBDiscount": price(0),
        "unitMerchantDiscount": price(0),
        "totalMerchantDiscount": price(0),
        "merchantUnitPrice": price(line.price_kurus),
        "merchantTotalPrice": price(total),
        "unitLaborCost": None,
        "cargoPaymentInfo": "Mağaza Hesabı" if carrier is OWN_CONTRACT else "Satıcı Öder",
        "customizedText01": None,
        "customizedText02": None,
        "customizedText03": None,
        "customizedText04": None,
        "properties": [],
        "deliveryType": "StandardDelivery",
        "customerDelivery": None,
        "pickupTime": None,
        "gtip": None,
        "weight": None,
        "deci": 1.0,
        "warehouse": {"shippingModel": None, "shippingAddressLabel": "ana-depo"},
        "deptorDifferenceAmount": 0,
        "purchasePrice": price(0),
        "discountToBeBilledToHB": price(0),
        "bnplCommissionAmount": price(0),
        "isMicroExport": False,
        "releatedLineIndexesWithCampaign": [],
        "parentItemIndex": None,
        "creationReason": line.creation_reason,
    }


def listing_id(number: int) -> str:
    return f"0a1b2c3d-1111-4aaa-8bbb-{number:012d}"
