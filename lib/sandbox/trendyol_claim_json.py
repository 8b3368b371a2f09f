"""A Trendyol claim as getClaims writes it (trendyol.md section 3.3), in the spelling that the switches ask for."""

import json
from random import Random
from typing import Any

from lib.sandbox.entities import SentParcel, TrendyolClaim, Unit
from lib.sandbox.reasons import TRENDYOL_REASONS
from lib.sandbox.switches import Switches

_RESOLVED = frozenset({"Accepted", "Rejected", "Cancelled"})


def claim_body(claim: TrendyolClaim, switches: Switches) -> bytes:
    return json.dumps(_claim(claim, switches), ensure_ascii=False, separators=(",", ":")).encode()


def tracking_link(tracking: int | None, carrier_code: str) -> str | None:
    if tracking is None:
        return None
    if carrier_code == "ARASMP":
        return f"https://kargotakip.araskargo.com.tr/mainpage.aspx?code={tracking}"
    return f"https://kargotakip.trendyol.com/?orderNumber={tracking % 10**9}&token=made-up"


def sender_number(tracking: int | None) -> str | None:
    return None if tracking is None else str(tracking)[:3] + str(tracking)[-10:]


def _claim(claim: TrendyolClaim, switches: Switches) -> dict[str, Any]:
    order, tracking = claim.order, claim.tracking
    body: dict[str, Any] = {"id": claim.claim_id}
    if switches.claim_key == "both":
        body["claimId"] = claim.claim_id
    moves = claim.handed_at is not None
    body |= {
        "orderNumber": order.number,
        "orderDate": order.ordered_at,
        "customerFirstName": order.person.first,
        "customerLastName": order.person.last,
        "claimDate": claim.created_at,
        "cargoTrackingNumber": tracking,
        "cargoTrackingLink": tracking_link(tracking, claim.carrier.code) if moves else None,
        "cargoSenderNumber": sender_number(tracking) if moves else None,
        "cargoProviderName": None if tracking is None else claim.carrier.name,
        "orderShipmentPackageId": claim.return_package_id,
        "replacementOutboundpackageinfo": _replacement(claim.replacement) if claim.replacement else None,
    }
    if claim.rejected_parcel and switches.key_spelling == "doc":
        body["rejectedpackageinfo"] = _rejected_as_documented(claim.rejected_parcel)
    body["items"] = _items(claim, switches)
    body |= {
        "lastModifiedDate": claim.modified_at,
        "orderOutboundPackageId": order.package_id,
        "channelId": 1,
        "sellerOtp": None,
        "sellerDeliveryMethod": None,
        "sellerCollectionPointDetails": None,
    }
    if claim.rejected_parcel and switches.key_spelling == "live":
        body["rejectedPackageInfo"] = _rejected_as_seen(claim.rejected_parcel)
    return body


def _items(claim: TrendyolClaim, switches: Switches) -> list[dict[str, Any]]:
    by_line: dict[int, list[Unit]] = {}
    for unit in claim.units:
        by_line.setdefault(unit.line.line_id, []).append(unit)
    return [
        {"orderLine": _order_line(units[0], switches), "claimItems": [_unit(claim, unit, switches) for unit in units]}
        for units in by_line.values()
    ]


def _order_line(unit: Unit, switches: Switches) -> dict[str, Any]:
    line, variant = unit.line, unit.line.variant
    vat = variant.model.category.vat
    body: dict[str, Any] = {
        "id": line.line_id,
        "productName": f"{variant.title}, {variant.size}",
        "barcode": variant.barcode,
        "merchantSku": variant.sku,
        "productColor": variant.color,
        "productSize": f" {variant.size}",
        "price": line.price,
    }
    if switches.key_spelling == "doc":
        body["vatBaseAmount"] = vat
    body |= {"vatRate": vat, "salesCampaignId": 183000, "productCategory": variant.model.leaf, "lineItems": None}
    return body


def _unit(claim: TrendyolClaim, unit: Unit, switches: Switches) -> dict[str, Any]:
    odd = Random(f"odd:{unit.item_id}").random()
    return {
        "id": unit.item_id,
        "orderLineItemId": unit.unit_id,
        "customerClaimItemReason": reason_body(9999 if odd < switches.odd_reason_rate else unit.reason),
        "trendyolClaimItemReason": reason_body(unit.trendyol_reason),
        "claimItemStatus": {"name": "OnHold" if odd < switches.odd_status_rate else unit.status},
        "note": unit.note,
        "customerNote": unit.customer_note,
        "resolved": unit.status in _RESOLVED,
        "autoAccepted": unit.auto_accepted,
        "acceptedBySeller": unit.by_seller,
        "acceptDetail": unit.accept_detail,
        "autoApproveDate": 0 if odd < switches.zero_date_rate else unit.auto_approve_at,
    }


def reason_body(code: int) -> dict[str, Any]:
    reason = TRENDYOL_REASONS.get(code)
    if reason is None:
        return {"id": code, "name": "Yeni bir sebep", "externalReasonId": 99, "code": "NEW"}
    return {"id": reason.code, "name": reason.name, "externalReasonId": reason.external, "code": reason.word}


def _replacement(parcel: SentParcel) -> dict[str, Any]:
    return {
        "cargoTrackingNumber": parcel.tracking,
        "cargoProviderName": parcel.carrier.name,
        "cargoSenderNumber": sender_number(parcel.tracking),
        "cargoTrackingLink": tracking_link(parcel.tracking, parcel.carrier.code) if parcel.shipped else None,
        "packageid": parcel.package_id,
        "items": parcel.items,
    }


def _rejected_as_documented(parcel: SentParcel) -> dict[str, Any]:
    return {
        "cargoTrackingNumber": parcel.tracking,
        "cargoSenderNumber": sender_number(parcel.tracking),
        "cargoProviderName": parcel.carrier.name,
        "cargoTrackingLink": tracking_link(parcel.tracking, parcel.carrier.code) if parcel.shipped else None,
        "packageid": parcel.package_id,
        "items": parcel.items,
    }


def _rejected_as_seen(parcel: SentParcel) -> dict[str, Any]:
    body: dict[str, Any] = {
        "cargoTrackingNumber": parcel.tracking,
        "packageId": parcel.package_id,
        "cargoProviderName": parcel.carrier.name,
        "cargoTrackingLink": tracking_link(parcel.tracking, parcel.carrier.code) if parcel.shipped else None,
        "items": parcel.items,
        "cargoSenderNumber": sender_number(parcel.tracking),
    }
    if parcel.dont_ship_back is not None:
        body["dontShipBack"] = parcel.dont_ship_back
    return body | {"sellerOtp": None, "sellerDeliveryMethod": None}
