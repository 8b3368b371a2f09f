"""Trendyol getClaims payload → Claim, pure (trendyol.md section 3.3)."""

from typing import Any

from lib.domain.claim import (
    AcceptedBy,
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
from lib.marketplaces.payload_fields import first, flag, missing, moment_ms, money, note, text
from lib.marketplaces.reference_tables import ReferenceTables

SERVICE = "trendyol"
STATUS_BY_NAME = {
    "Created": ClaimStatus.REQUESTED,
    "WaitingInAction": ClaimStatus.AWAITING_ACTION,
    "WaitingFraudCheck": ClaimStatus.FRAUD_CHECK,
    "Accepted": ClaimStatus.ACCEPTED,
    "Cancelled": ClaimStatus.CANCELLED,
    "Rejected": ClaimStatus.REJECTED,
    "Unresolved": ClaimStatus.IN_DISPUTE,
    "InAnalysis": ClaimStatus.IN_ANALYSIS,
}
APPROVED = frozenset({ClaimStatus.ACCEPTED, ClaimStatus.FRAUD_CHECK})
NOT_ARRIVED = frozenset({ClaimStatus.REQUESTED, ClaimStatus.CANCELLED, ClaimStatus.UNKNOWN})
"""Statuses that do not prove that the return reached the seller."""
REPLACEMENT_KEYS = (
    "replacementOutboundpackageinfo",
    "replacementOutboundPackageInfo",
    "replacementOutboundPackageinfo",
)
REJECTED_KEYS = ("rejectedPackageInfo", "rejectedpackageinfo", "rejectedPackageinfo")


def claim_id_of(payload: dict[str, Any]) -> str | None:
    """`claimId`, formerly `id`."""
    return text(first(payload, "claimId", "id"))


def to_claim(payload: dict[str, Any], *, shop: str, tables: ReferenceTables) -> Claim:
    """Raises UnexpectedPayload naming claim and field. Dates of claims are true GMT, `orderDate` included."""
    claim_id = claim_id_of(payload)
    if claim_id is None:
        raise missing(SERVICE, None, "claimId")
    order_number = text(payload.get("orderNumber"))
    if order_number is None:
        raise missing(SERVICE, claim_id, "orderNumber")
    claimed_at = moment_ms(payload.get("claimDate"))
    if claimed_at is None:
        raise missing(SERVICE, claim_id, "claimDate")
    items = _items(payload, claim_id, tables)
    names = (text(payload.get("customerFirstName")), text(payload.get("customerLastName")))
    return Claim(
        shop=shop,
        marketplace=Marketplace.TRENDYOL,
        claim_id=claim_id,
        claim_type="",
        order_number=order_number,
        package_id=text(payload.get("orderOutboundPackageId")),
        ordered_at=moment_ms(payload.get("orderDate")),
        claimed_at=claimed_at,
        modified_at=moment_ms(payload.get("lastModifiedDate")),
        customer_name=" ".join(name for name in names if name) or None,
        items=items,
        parcels=_parcels(payload, items),
    )


def _items(payload: dict[str, Any], claim_id: str, tables: ReferenceTables) -> tuple[ClaimItem, ...]:
    lines = payload.get("items")
    if not isinstance(lines, list) or not lines:
        raise missing(SERVICE, claim_id, "items")
    exchange = first(payload, *REPLACEMENT_KEYS)
    items = []
    for place, line in enumerate(lines):
        where = f"items[{place}]"
        if not isinstance(line, dict) or not isinstance(line.get("claimItems"), list) or not line["claimItems"]:
            raise missing(SERVICE, claim_id, f"{where}.claimItems")
        if not isinstance(line.get("orderLine"), dict):
            raise missing(SERVICE, claim_id, f"{where}.orderLine")
        for unit_place, unit in enumerate(line["claimItems"]):
            unit_where = f"{where}.claimItems[{unit_place}]"
            items.append(_item(line["orderLine"], unit, claim_id, unit_where, exchange, tables))
    return tuple(items)


def _item(
    line: dict[str, Any], unit: Any, claim_id: str, where: str, exchange: Any, tables: ReferenceTables
) -> ClaimItem:
    if not isinstance(unit, dict):
        raise missing(SERVICE, claim_id, where)
    item_id = text(unit.get("id"))
    if item_id is None:
        raise missing(SERVICE, claim_id, f"{where}.id")
    raw_status = _status_name(unit.get("claimItemStatus"))
    if raw_status is None:
        raise missing(SERVICE, claim_id, f"{where}.claimItemStatus.name")
    status = STATUS_BY_NAME.get(raw_status, ClaimStatus.UNKNOWN)
    exchanged = bool(exchange) and isinstance(exchange, dict) and _holds(exchange, item_id)
    reason_code, reason = _reason(unit.get("customerClaimItemReason"))
    marketplace_reason_code, marketplace_reason = _reason(unit.get("trendyolClaimItemReason"))
    return ClaimItem(
        item_id=item_id,
        order_line_id=text(line.get("id")),
        status=status,
        raw_status=raw_status,
        kind=tables.trendyol_kind(reason_code, exchanged=exchanged),
        reason_code=reason_code,
        reason=reason,
        marketplace_reason_code=marketplace_reason_code,
        marketplace_reason=marketplace_reason,
        customer_note=note(unit.get("customerNote")),
        marketplace_note=note(unit.get("note")),
        product_name=text(line.get("productName")),
        sku=text(first(line, "merchantSku", "stockCode")),
        barcode=text(line.get("barcode")),
        color=text(line.get("productColor")),
        size=text(line.get("productSize")),
        category=text(line.get("productCategory")),
        quantity=1,
        unit_price_try=money(first(line, "price", "lineUnitPrice")),
        marketplace_deadline_at=moment_ms(unit.get("autoApproveDate")),
        accepted_by=_accepted_by(unit, status),
        dispute_outcome=_dispute_outcome(unit, status, exchanged=exchanged),
    )


def _status_name(given: Any) -> str | None:
    """An object here, plain text in older answers."""
    return text(given.get("name")) if isinstance(given, dict) else text(given)


def _reason(given: Any) -> tuple[str | None, str | None]:
    """(id, name); the id is a number, a text or, in the oldest answers, missing."""
    return (text(given.get("id")), text(given.get("name"))) if isinstance(given, dict) else (None, None)


def _accepted_by(unit: dict[str, Any], status: ClaimStatus) -> AcceptedBy | None:
    if status not in APPROVED:
        return None
    match (text(unit.get("acceptDetail")) or "").upper():
        case "SUPPLIER":
            return AcceptedBy.SELLER
        case "DISPUTE":
            return AcceptedBy.DISPUTE
        case "SYSTEM":
            return AcceptedBy.SYSTEM
    if flag(unit.get("autoAccepted")):
        return AcceptedBy.SYSTEM
    return AcceptedBy.SELLER if flag(unit.get("acceptedBySeller")) else None


def _dispute_outcome(unit: dict[str, Any], status: ClaimStatus, *, exchanged: bool) -> DisputeOutcome | None:
    """A refusal that ended as an exchange was asked for by the customer and is no dispute."""
    if status is ClaimStatus.IN_DISPUTE:
        return DisputeOutcome.OPEN
    if status is ClaimStatus.ACCEPTED and (text(unit.get("acceptDetail")) or "").upper() == "DISPUTE":
        return DisputeOutcome.LOST
    return DisputeOutcome.WON if status is ClaimStatus.REJECTED and not exchanged else None


def _holds(block: dict[str, Any], item_id: str) -> bool:
    """Whether a parcel block is about this unit; a block without a list is about all of them."""
    listed = block.get("items")
    return item_id in {text(part) for part in listed} if isinstance(listed, list) and listed else True


def _parcels(payload: dict[str, Any], items: tuple[ClaimItem, ...]) -> tuple[Parcel, ...]:
    back = _return_parcel(payload, items)
    sent = _sent_parcel(first(payload, *REJECTED_KEYS), ParcelPurpose.SEND_BACK)
    replaced = _sent_parcel(first(payload, *REPLACEMENT_KEYS), ParcelPurpose.REPLACEMENT)
    return tuple(parcel for parcel in (back, sent, replaced) if parcel is not None)


def _return_parcel(payload: dict[str, Any], items: tuple[ClaimItem, ...]) -> Parcel | None:
    """The leg to the seller; None before the code is issued.

    No field tells its movement (trendyol.md section 4), so: a code alone is issued, a sender number is the carrier's
    own number and means taken, and a unit that left `Created` means arrived.
    """
    code, sender = text(payload.get("cargoTrackingNumber")), text(payload.get("cargoSenderNumber"))
    if code is None and sender is None:
        return None
    if any(item.status not in NOT_ARRIVED for item in items):
        status = ParcelStatus.DELIVERED
    elif all(item.status is ClaimStatus.CANCELLED for item in items):
        status = ParcelStatus.UNKNOWN
    else:
        status = ParcelStatus.IN_TRANSIT if sender else ParcelStatus.OPEN
    return Parcel(
        direction=ParcelDirection.TO_SELLER,
        purpose=ParcelPurpose.RETURN,
        status=status,
        package_id=text(payload.get("orderShipmentPackageId")),
        tracking_number=code,
        return_code=code,
        tracking_link=text(payload.get("cargoTrackingLink")),
        cargo_company=text(payload.get("cargoProviderName")),
    )


def _sent_parcel(block: Any, purpose: ParcelPurpose) -> Parcel | None:
    """A leg to the customer; its tracking link is filled once the parcel has left (trendyol.md section 15.4)."""
    if not isinstance(block, dict) or not any(value not in (None, "", [], {}) for value in block.values()):
        return None
    link = text(block.get("cargoTrackingLink"))
    return Parcel(
        direction=ParcelDirection.TO_CUSTOMER,
        purpose=purpose,
        status=ParcelStatus.IN_TRANSIT if link else ParcelStatus.OPEN,
        package_id=text(first(block, "packageId", "packageid")),
        tracking_number=text(block.get("cargoTrackingNumber")),
        tracking_link=link,
        cargo_company=text(block.get("cargoProviderName")),
        dont_ship_back=flag(block.get("dontShipBack")),
        item_ids=tuple(filter(None, map(text, block["items"]))) if isinstance(block.get("items"), list) else (),
    )
