"""Which tab of its marketplace's page an item belongs to. Statuses are the marketplace's, tabs are ours."""

from collections.abc import Sequence
from enum import StrEnum

from lib.domain.claim import ClaimStatus, Marketplace, Parcel, ParcelDirection, ParcelStatus


class Tab(StrEnum):
    """The home tab, one an item; the first eight are Trendyol's, `in_cargo` is both's, the rest Hepsiburada's."""

    CREATED = "created"
    IN_CARGO = "in_cargo"
    AWAITING_ACTION = "awaiting_action"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ANALYSIS = "analysis"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"
    TO_ANSWER = "to_answer"
    READY_TO_SHIP = "ready_to_ship"
    CONCLUDED = "concluded"
    AWAITING_HEPSIBURADA = "awaiting_hepsiburada"


TRENDYOL_TABS = (
    Tab.CREATED,
    Tab.IN_CARGO,
    Tab.AWAITING_ACTION,
    Tab.ACCEPTED,
    Tab.REJECTED,
    Tab.ANALYSIS,
    Tab.DISPUTED,
)
"""In the order of the page, after *Tüm İadeler*; cancelled ones stand under *Tüm İadeler* only."""

HEPSIBURADA_TABS = (
    Tab.TO_ANSWER,
    Tab.READY_TO_SHIP,
    Tab.CONCLUDED,
    Tab.AWAITING_HEPSIBURADA,
    Tab.IN_CARGO,
)

_TRENDYOL_TAB = {
    ClaimStatus.REQUESTED: Tab.CREATED,
    ClaimStatus.AWAITING_ACTION: Tab.AWAITING_ACTION,
    ClaimStatus.FRAUD_CHECK: Tab.ACCEPTED,
    ClaimStatus.ACCEPTED: Tab.ACCEPTED,
    ClaimStatus.REJECTED: Tab.REJECTED,
    ClaimStatus.IN_ANALYSIS: Tab.ANALYSIS,
    ClaimStatus.IN_DISPUTE: Tab.DISPUTED,
    ClaimStatus.CANCELLED: Tab.CANCELLED,
}


def home_tab(
    marketplace: Marketplace, status: ClaimStatus, finalized_with: str | None, parcels: Sequence[Parcel]
) -> Tab | None:
    """The item's tab; None for an unknown status (trendyol.md section 4, hepsiburada.md section 6)."""
    if status is ClaimStatus.UNKNOWN:
        return None
    if marketplace is Marketplace.TRENDYOL:
        if status is ClaimStatus.REQUESTED and _moves(newest(parcels, ParcelDirection.TO_SELLER)):
            return Tab.IN_CARGO
        return _TRENDYOL_TAB.get(status)
    return _hepsiburada_tab(status, finalized_with, newest(parcels, ParcelDirection.TO_CUSTOMER))


def in_cargo_view(parcels: Sequence[Parcel]) -> bool:
    """Whether Hepsiburada's *Kargoda* also lists the item: any leg that is no longer open."""
    return any(parcel.status not in (ParcelStatus.OPEN, ParcelStatus.UNKNOWN) for parcel in parcels)


def newest(parcels: Sequence[Parcel], direction: ParcelDirection) -> Parcel | None:
    """The last created parcel of a direction; among equals the last listed."""
    legs = [parcel for parcel in reversed(parcels) if parcel.direction is direction]
    return max(legs, key=lambda leg: leg.created_at.timestamp() if leg.created_at else 0.0) if legs else None


def _moves(parcel: Parcel | None) -> bool:
    return parcel is not None and parcel.status in (
        ParcelStatus.IN_TRANSIT,
        ParcelStatus.DELIVERED,
        ParcelStatus.UNDELIVERED,
    )


def _hepsiburada_tab(status: ClaimStatus, finalized_with: str | None, out: Parcel | None) -> Tab | None:
    match status:
        case ClaimStatus.AWAITING_ACTION | ClaimStatus.AWAITING_PREAPPROVAL:
            return Tab.TO_ANSWER
        case ClaimStatus.IN_DISPUTE:
            return Tab.AWAITING_HEPSIBURADA
        case ClaimStatus.REQUESTED:
            return Tab.IN_CARGO
        case ClaimStatus.ACCEPTED | ClaimStatus.REJECTED if out and out.status is ParcelStatus.OPEN:
            return Tab.READY_TO_SHIP
        case ClaimStatus.ACCEPTED | ClaimStatus.REJECTED if out and out.status in (
            ParcelStatus.IN_TRANSIT,
            ParcelStatus.UNDELIVERED,
        ):
            return Tab.IN_CARGO
        case ClaimStatus.ACCEPTED if not out and (finalized_with or "").lower() == "change":
            return Tab.READY_TO_SHIP
        case _:
            return Tab.CONCLUDED
