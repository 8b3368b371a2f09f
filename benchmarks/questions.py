"""What every database is asked: the same rows in the same order, as a page of the product asks them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lib.domain.claim import Marketplace
from lib.domain.claim_filter import ClaimFilter, Sort, SortKey
from lib.domain.tab import Tab
from lib.queries import claim_tables
from lib.store.database import Database

PAGE = 50
TY = Marketplace.TRENDYOL

PAGES: dict[str, tuple[ClaimFilter, Sort, str]] = {
    "First page: all claims, newest first": (ClaimFilter(), Sort(), "TRUE"),
    "First page: accepted, newest first": (
        ClaimFilter(marketplace=TY, tab=Tab.ACCEPTED),
        Sort(),
        "marketplace = 'trendyol' AND tab = 'accepted'",
    ),
    "First page: rejected, one reason, from 500 ₺": (
        ClaimFilter(marketplace=TY, tab=Tab.REJECTED, reasons=("301",), amount_from_try=Decimal(500)),
        Sort(),
        "marketplace = 'trendyol' AND tab = 'rejected' AND reason_code = '301' AND amount_try >= 500",
    ),
    "First page: waiting, by deadline": (
        ClaimFilter(marketplace=TY, tab=Tab.AWAITING_ACTION),
        Sort(key=SortKey.DEADLINE, descending=False),
        "marketplace = 'trendyol' AND tab = 'awaiting_action'",
    ),
    "Search: a rare word": (
        ClaimFilter(words="stk-43217"),
        Sort(),
        "search_text LIKE '%stk-43217%'",
    ),
    "Search: a frequent word": (ClaimFilter(words="elbise"), Sort(), "search_text LIKE '%elbise%'"),
}
"""Question → our filter and order, and the same condition as plain SQL for the peers."""

COUNTS = "All tab counts with their sums"


def order_of(sort: Sort) -> str:
    """The peers' ORDER BY; none of these orders meets a NULL."""
    column = {SortKey.CLAIMED: "claimed_at", SortKey.DEADLINE: "deadline_at"}[sort.key]
    return column + (" DESC" if sort.descending else "") + ", shop, claim_id, item_id"


def ours(db: Database) -> dict[str, Callable[[], Any]]:
    """Our own queries, as the pages call them: the answer is a DataFrame."""
    asked: dict[str, Callable[[], Any]] = {
        name: (lambda wanted=wanted, sort=sort: claim_tables.claim_page(db, wanted, sort, None, PAGE))
        for name, (wanted, sort, _) in PAGES.items()
    }
    return asked | {COUNTS: lambda: claim_tables.tab_counts(db, ClaimFilter())}
