"""The ordinary case of everything a test needs; a test states only what it is about."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lib.domain.action import ActionDetails, ActionKind, ActionRequest, Wanted
from lib.domain.claim import (
    Claim,
    ClaimItem,
    ClaimStatus,
    Kind,
    Marketplace,
    Parcel,
    ParcelDirection,
    ParcelPurpose,
    ParcelStatus,
    item_version,
)
from lib.store.claim_staging import ClaimRecord

NOON = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""Noon in Istanbul."""

RAW_STATUS = {
    ClaimStatus.REQUESTED: "Created",
    ClaimStatus.AWAITING_ACTION: "WaitingInAction",
    ClaimStatus.FRAUD_CHECK: "WaitingFraudCheck",
    ClaimStatus.IN_DISPUTE: "Unresolved",
    ClaimStatus.IN_ANALYSIS: "InAnalysis",
    ClaimStatus.ACCEPTED: "Accepted",
    ClaimStatus.REJECTED: "Rejected",
    ClaimStatus.CANCELLED: "Cancelled",
    ClaimStatus.UNKNOWN: "Paused",
}


def make_item(**changes: Any) -> ClaimItem:
    status = changes.get("status", ClaimStatus.AWAITING_ACTION)
    values: dict[str, Any] = {
        "item_id": "item-1",
        "order_line_id": "line-1",
        "status": status,
        "raw_status": RAW_STATUS.get(status, str(status)),
        "kind": Kind.RETURN,
        "reason_code": "401",
        "reason": "Vazgeçtim",
        "product_name": "Keten Gömlek",
        "sku": "KG-1042-M",
        "barcode": "8690000000011",
        "unit_price_try": Decimal("649.90"),
    }
    return ClaimItem(**(values | changes))


def make_claim(**changes: Any) -> Claim:
    values: dict[str, Any] = {
        "shop": "ana",
        "marketplace": Marketplace.TRENDYOL,
        "claim_id": "claim-1",
        "claim_type": "",
        "order_number": "10500000001",
        "package_id": "3800000001",
        "ordered_at": NOON,
        "claimed_at": NOON,
        "modified_at": NOON,
        "customer_name": "Deniz Örnek",
        "items": (make_item(),),
        "parcels": (make_parcel(),),
    }
    return Claim(**(values | changes))


def make_parcel(**changes: Any) -> Parcel:
    values: dict[str, Any] = {
        "direction": ParcelDirection.TO_SELLER,
        "purpose": ParcelPurpose.RETURN,
        "status": ParcelStatus.OPEN,
        "tracking_number": "7330000000000001",
    }
    return Parcel(**(values | changes))


def make_record(claim: Claim | None = None, *, read_at: datetime = NOON, payload: str | None = None) -> ClaimRecord:
    claim = claim or make_claim()
    return ClaimRecord(claim=claim, payload=payload or repr(claim), request="GET /claims", read_at=read_at)


def make_request(claim: Claim | None = None, **changes: Any) -> ActionRequest:
    claim = claim or make_claim()
    values: dict[str, Any] = {
        "shop": claim.shop,
        "marketplace": claim.marketplace,
        "claim_id": claim.claim_id,
        "claim_type": claim.claim_type,
        "order_number": claim.order_number,
        "kind": ActionKind.APPROVE,
        "items": tuple(
            Wanted(
                item_id=item.item_id,
                shown_version=item_version(item.raw_status, item.quantity, item.unit_price_try),
            )
            for item in claim.items
        ),
        "details": ActionDetails(),
        "amount_try": Decimal("649.90"),
    }
    return ActionRequest(**(values | changes))
