"""Hepsiburada claim payload → Claim, pure (hepsiburada.md section 5.1). Keys are read without regard to case."""

from typing import Any

from lib.domain.claim import (
    Claim,
    ClaimItem,
    ClaimStatus,
    DisputeOutcome,
    Marketplace,
    Parcel,
    ParcelDirection,
    ParcelPurpose,
    ParcelStatus,
)
from lib.marketplaces.payload_fields import count, lowered, missing, moment_text, money, note, objects, text
from lib.marketplaces.reference_tables import ReferenceTables

SERVICE = "hepsiburada"
STATUS_BY_NAME = {
    "newrequest": ClaimStatus.REQUESTED,
    "awaitingaction": ClaimStatus.AWAITING_ACTION,
    "awaitingpreapproval": ClaimStatus.AWAITING_PREAPPROVAL,
    "indispute": ClaimStatus.IN_DISPUTE,
    "accepted": ClaimStatus.ACCEPTED,
    "rejected": ClaimStatus.REJECTED,
    "refunded": ClaimStatus.REFUNDED,
    "cancelled": ClaimStatus.CANCELLED,
}
LEG_STATUS_BY_NAME = {
    "": ParcelStatus.OPEN,
    "open": ParcelStatus.OPEN,
    "created": ParcelStatus.OPEN,
    "intransit": ParcelStatus.IN_TRANSIT,
    "delivered": ParcelStatus.DELIVERED,
    "undelivered": ParcelStatus.UNDELIVERED,
}
DIRECTION_BY_NAME = {
    "customertomerchant": ParcelDirection.TO_SELLER,
    "merchanttocustomer": ParcelDirection.TO_CUSTOMER,
}
PAID = frozenset({ClaimStatus.ACCEPTED, ClaimStatus.REFUNDED})


def claim_id_of(payload: dict[str, Any]) -> str | None:
    """`number` in lists, `claimNumber` in webhooks."""
    claim = lowered(payload)
    return text(claim.get("number")) or text(claim.get("claimnumber"))


def to_claim(payload: dict[str, Any], *, shop: str, tables: ReferenceTables) -> Claim:
    """One claim with one item: the ordered line with its claimed quantity. Raises UnexpectedPayload."""
    claim, claim_id = lowered(payload), claim_id_of(payload)
    if claim_id is None:
        raise missing(SERVICE, None, "number")
    raw_status, order_number = text(claim.get("status")), text(claim.get("ordernumber"))
    if raw_status is None:
        raise missing(SERVICE, claim_id, "status")
    if order_number is None:
        raise missing(SERVICE, claim_id, "orderNumber")
    claimed_at = moment_text(claim.get("claimdate"))
    if claimed_at is None:
        raise missing(SERVICE, claim_id, "claimDate")
    quantity = count(claim.get("quantity"))
    if not quantity:
        raise missing(SERVICE, claim_id, "quantity")
    status = STATUS_BY_NAME.get(raw_status.lower(), ClaimStatus.UNKNOWN)
    claim_type = text(claim.get("claimtype")) or text(claim.get("type")) or ""
    return Claim(
        shop=shop,
        marketplace=Marketplace.HEPSIBURADA,
        claim_id=claim_id,
        claim_type=claim_type,
        order_number=order_number,
        package_id=None,
        ordered_at=moment_text(claim.get("orderdate")),
        claimed_at=claimed_at,
        modified_at=None,
        customer_name=text(claim.get("customername")),
        items=(_item(claim, claim_id, claim_type, status, raw_status, quantity, tables),),
        parcels=tuple(_parcel(lowered(leg), status) for leg in objects(claim.get("deliveries"))),
    )


def _item(
    claim: dict[str, Any],
    claim_id: str,
    claim_type: str,
    status: ClaimStatus,
    raw_status: str,
    quantity: int,
    tables: ReferenceTables,
) -> ClaimItem:
    reason_code = text(claim.get("reason"))
    reports = [lowered(report) for report in objects(claim.get("reports"))]
    return ClaimItem(
        item_id=claim_id,
        order_line_id=text(claim.get("lineitemid")),
        status=status,
        raw_status=raw_status,
        kind=tables.hepsiburada_kind(claim_type, reason_code),
        reason_code=reason_code,
        reason=tables.reason_names.get((reason_code or "").lower(), reason_code),
        customer_note=note(claim.get("explanation")),
        marketplace_note=note(claim.get("merchantrejectionstatement")),
        sku=text(claim.get("merchantsku")),
        marketplace_sku=text(claim.get("sku")),
        quantity=quantity,
        unit_price_try=_unit_price(claim, quantity),
        marketplace_deadline_at=_deadline(claim, status),
        dispute_outcome=_dispute_outcome(claim, status),
        finalized_with=text(claim.get("finalizedwith")),
        photo_urls=tuple(
            url
            for report in reports
            if (url := text(report.get("imageurl"))) and str(report.get("reportedby")).lower() != "merchant"
        ),
    )


def _unit_price(claim: dict[str, Any], quantity: int) -> Any:
    price, total = money(claim.get("priceamount")), money(claim.get("totalpriceamount"))
    return price if price is not None or total is None else money(total / quantity)


def _deadline(claim: dict[str, Any], status: ClaimStatus) -> Any:
    if status is ClaimStatus.AWAITING_PREAPPROVAL:
        return moment_text(claim.get("awaitingpreapprovalexpiredate"))
    return moment_text(claim.get("awaitingactionexpiredate"))


def _dispute_outcome(claim: dict[str, Any], status: ClaimStatus) -> DisputeOutcome | None:
    """Who decided is not told: an approval after a refusal statement is read as a dispute lost."""
    if status is ClaimStatus.IN_DISPUTE:
        return DisputeOutcome.OPEN
    if status is ClaimStatus.REJECTED:
        return DisputeOutcome.WON
    return DisputeOutcome.LOST if status in PAID and text(claim.get("merchantrejectionstatement")) else None


def _parcel(leg: dict[str, Any], status: ClaimStatus) -> Parcel:
    raw_status, company = text(leg.get("status")), leg.get("cargocompany")
    direction = DIRECTION_BY_NAME.get((text(leg.get("direction")) or "").lower(), ParcelDirection.TO_SELLER)
    to_customer = direction is ParcelDirection.TO_CUSTOMER
    code = text(leg.get("deliverycode"))
    return Parcel(
        direction=direction,
        purpose=_purpose(status, to_customer=to_customer),
        status=LEG_STATUS_BY_NAME.get((raw_status or "").lower().replace(" ", ""), ParcelStatus.UNKNOWN),
        raw_status=raw_status,
        package_id=text(leg.get("packagenumber")),
        tracking_number=text(leg.get("trackingnumber")),
        return_code=None if to_customer else code,
        cargo_company=text(lowered(company).get("name")) if isinstance(company, dict) else text(company),
        created_at=moment_text(leg.get("createddate")),
    )


def _purpose(status: ClaimStatus, *, to_customer: bool) -> ParcelPurpose:
    if not to_customer:
        return ParcelPurpose.RETURN
    match status:
        case ClaimStatus.REJECTED:
            return ParcelPurpose.SEND_BACK
        case ClaimStatus.ACCEPTED | ClaimStatus.REFUNDED:
            return ParcelPurpose.REPLACEMENT
    return ParcelPurpose.OTHER
