"""What a page may ask for: one value that the address bar, the query and the export share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lib.domain.claim import Kind, Marketplace
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKey:
    """Where a keyset page begins: after (or before) this row in the sort order."""

    sort_value: str | None
    """Text of the row's sort column as the query returned it in `sort_value`; None for NULL."""
    item_key: str
    """`shop/claim_id/item_id` of the row: the tie breaker."""
    backwards: bool = False
