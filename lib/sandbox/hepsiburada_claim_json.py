"""A Hepsiburada claim as the live lists write it: mixed key casing, zero dates, `Deliveries` absent when none."""

import json
from random import Random
from typing import Any

from lib.sandbox.entities import HepsiburadaClaim, Leg
from lib.sandbox.sandbox_clock import iso_local, iso_z
from lib.sandbox.switches import Switches

ZERO_DATE = "0001-01-01T00:00:00Z"


def claim_body(claim: HepsiburadaClaim, switches: Switches, picture_base: str) -> bytes:
    return json.dumps(_claim(claim, switches, picture_base), ensure_ascii=False, separators=(",", ":")).encode()


def _claim(claim: HepsiburadaClaim, switches: Switches, picture_base: str) -> dict[str, Any]:
    odd = Random(f"odd:{claim.number}").random()
    moment = iso_local if claim.zoneless else iso_z
    refunded = claim.refunded_at is not None
    requested = (
        {"sku": claim.requested.hb_sku, "variantProperties": {"Beden": claim.requested.size}, "changeOption": "Size"}
        if claim.requested
        else None
    )
    body: dict[str, Any] = {
        "id": claim.claim_id,
        "number": claim.number,
        "status": "OnHold" if odd < switches.odd_status_rate else claim.status,
        "claimType": "GiftReturn" if odd < switches.odd_type_rate else claim.claim_type,
        "claimDate": moment(claim.created_at),
        "quantity": claim.quantity,
        "explanation": claim.explanation,
        "refundAmount": _total(claim) if refunded else 0,
        "refundCurrency": "TRY",
        "refundDate": iso_z(claim.refunded_at) if claim.refunded_at is not None else ZERO_DATE,
        "merchantRejectionStatement": claim.statement,
        "sku": claim.line.variant.hb_sku,
        "priceAmount": claim.line.price,
        "totalPriceAmount": _total(claim),
        "priceCurrency": "TRY",
        "orderNumber": claim.order.number,
        "orderDate": ZERO_DATE if odd < switches.zero_date_rate else iso_z(claim.order.ordered_at),
        "customerName": claim.order.person.full,
        "lineItemId": claim.line.hb_id,
        "AwaitingActionExpireDate": _or_none(claim.expires_at, moment, odd < switches.zero_date_rate),
        "MerchantSku": claim.line.variant.sku.upper(),
        "Reason": "BrandNewReason" if odd < switches.odd_reason_rate else claim.reason,
        "RequestedProduct": requested,
        "Reports": [{"ImageUrl": f"{picture_base}/claim/{name}.jpeg", "ReportedBy": by} for name, by in claim.photos]
        or None,
        "finalizedWith": claim.finalized_with,
        "IsRenewProductTransferAccepted": claim.transfer_accepted,
        "tags": [],
        "awaitingPreApprovalExpireDate": _or_none(claim.pre_expires_at, moment, False),
        "markedAwaitingPreApprovalDate": iso_z(claim.pre_marked_at) if claim.pre_marked_at else ZERO_DATE,
        "preApprovalReason": claim.pre_reason,
        "preApprovalConfirmedBy": "Merchant" if claim.pre_confirmed_at else "",
        "preApprovalConfirmedDate": iso_z(claim.pre_confirmed_at) if claim.pre_confirmed_at else ZERO_DATE,
    }
    if claim.legs and not odd < switches.missing_deliveries_rate:
        body["Deliveries"] = [_leg(leg) for leg in claim.legs]
    return body


def _total(claim: HepsiburadaClaim) -> float:
    return claim.line.price_kurus * claim.quantity / 100


def _or_none(at: int | None, moment: Any, zero: bool) -> str | None:
    if zero:
        return ZERO_DATE
    return None if at is None else str(moment(at))


def _leg(leg: Leg) -> dict[str, Any]:
    return {
        "DeliveryCode": leg.code,
        "Status": leg.status,
        "Direction": leg.direction,
        "CreatedDate": iso_z(leg.created_at),
        "CargoCompany": {"TypeCode": leg.carrier.type_code, "Alias": leg.carrier.code, "Name": leg.carrier.name},
        "PackageNumber": leg.package_number,
        "TrackingNumber": leg.tracking,
    }
