"""Hepsiburada's packages ready to ship and its listings (hepsiburada.md section 10)."""

from typing import Any

from lib.sandbox.entities import Line, Order, Package, Shop
from lib.sandbox.hepsiburada_order_json import order_barcode, picture_format, uuid_like
from lib.sandbox.sandbox_clock import DAY, HOUR, iso_local
from lib.sandbox.shipping_carriers import OWN_CONTRACT, Carrier


def price(kurus: int | float) -> dict[str, Any]:
    """The same with the other key order, as packages write it."""
    return {"currency": "TRY", "amount": round(kurus) / 100}


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
