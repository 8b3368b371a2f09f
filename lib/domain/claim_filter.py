"""What a page may ask for: one value that the address bar, the query and the export share."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from lib.domain.claim import Kind, Marketplace, ParcelDirection, ParcelStatus
from lib.domain.tab import Tab


class SortKey(StrEnum):
    """Columns a table may be sorted by; a fixed list, never a name from outside."""

    DEADLINE = "deadline"
    CLAIMED = "claimed"
    UPDATED = "updated"
    AMOUNT = "amount"
    PRODUCT = "product"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    key: SortKey = SortKey.CLAIMED
    descending: bool = True


class Urgency(StrEnum):
    """Steps of the time left to answer. Each begins where the one before ends, so together they are the whole inbox."""

    EXPIRED = "expired"
    UNDER_6H = "under_6h"
    UNDER_24H = "under_24h"
    UNDER_48H = "under_48h"
    LATER = "later"
    NO_CLOCK = "no_clock"
    """The marketplace gives no deadline."""


URGENCY_HOURS: dict[Urgency, tuple[int | None, int | None]] = {
    Urgency.EXPIRED: (None, 0),
    Urgency.UNDER_6H: (0, 6),
    Urgency.UNDER_24H: (6, 24),
    Urgency.UNDER_48H: (24, 48),
    Urgency.LATER: (48, None),
}
"""Hours left: from (included) to (excluded)."""


def urgency(deadline_at: datetime | None, now: datetime) -> Urgency:
    """The step of a deadline at this moment."""
    if deadline_at is None:
        return Urgency.NO_CLOCK
    left = deadline_at - now
    for step, (_, end_h) in URGENCY_HOURS.items():
        if end_h is not None and left < timedelta(hours=end_h):
            return step
    return Urgency.LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """All conditions hold together; an empty one asks nothing."""

    marketplace: Marketplace | None = None
    shops: tuple[str, ...] = ()
    tab: Tab | None = None
    """None: all. Hepsiburada's in_cargo also lists items with a leg that is no longer open."""
    awaiting_seller: bool = False
    """Only what waits for the merchant's answer, whatever the tab."""
    words: str = ""
    """Every word must stand in product, sku, barcode, order number, return code or tracking number (folded)."""
    customer: str = ""
    """Personal: never written into the address bar."""
    order_number: str = ""
    return_code: str = ""
    barcode: str = ""
    sku: str = ""
    reasons: tuple[str, ...] = ()
    """Reason codes."""
    kinds: tuple[Kind, ...] = ()
    claimed_from: date | None = None
    """Istanbul days, both included."""
    claimed_to: date | None = None
    amount_from_try: Decimal | None = None
    amount_to_try: Decimal | None = None
    deadline_from_at: datetime | None = None
    """Included; only rows that have a deadline."""
    deadline_before_at: datetime | None = None
    """Excluded; only rows that have a deadline."""
    unexpired_at: datetime | None = None
    """Leaves out what had run out by then; rows without a deadline stay."""
    without_deadline: bool = False
    """Only rows without one: the step `no_clock`."""
    parcel_direction: ParcelDirection | None = None
    """Some leg of the claim goes this way (and, with parcel_status, is there)."""
    parcel_status: ParcelStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKey:
    """Where a keyset page begins: after (or before) this row in the sort order."""

    sort_value: str | None
    """Text of the row's sort column as the query returned it in `sort_value`; None for NULL."""
    item_key: str
    """`shop/claim_id/item_id` of the row: the tie breaker."""
    backwards: bool = False
