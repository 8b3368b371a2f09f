"""What share of the units sold was claimed: numerator and denominator are the same order lines."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from lib.domain.estimates import wilson
from lib.domain.scope import Scope
from lib.queries.return_analytics import sales_coverage, sold_units_by_month, sold_units_claimed_by_reason
from lib.store.database import Database

SOLD_MIN = 5
"""Under so many sold units no share is shown (analytics.md section 16)."""
MATURE_AFTER = timedelta(days=45)
"""Younger orders may still be claimed: delivery takes days, and most claims come within 30 days of the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedShares:
    """Shares of a scope, as far as sales are known."""

    by_month: pd.DataFrame
    """Months of the order, oldest first: month_on, sold_units, claimed_units, share, low, high (0 to 1; NaN under
    SOLD_MIN), mature (False: may still rise)."""
    by_reason: pd.DataFrame
    """marketplace, reason_code, reason, claimed_units, sold_units, share, low, high, most first."""
    sold_units: int
    claimed_units: int
    coverage: pd.DataFrame
    """shop, known_since: only orders since then are counted."""


def claimed_shares(db: Database, scope: Scope, now: datetime) -> ClaimedShares:
    """Units sold in the period and later claimed ÷ units sold in the period, with Wilson 95 % limits."""
    months = sold_units_by_month(db, scope)
    sold, claimed = int(months["sold_units"].sum()), int(months["claimed_units"].sum())
    reasons = sold_units_claimed_by_reason(db, scope)
    reasons["sold_units"] = sold
    mature_before = pd.Timestamp(now - MATURE_AFTER).tz_convert(None)
    months["mature"] = months["youngest_ordered_at"] < mature_before
    return ClaimedShares(
        by_month=_with_limits(months),
        by_reason=_with_limits(reasons),
        sold_units=sold,
        claimed_units=claimed,
        coverage=_asked(sales_coverage(db), scope),
    )


def _asked(coverage: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    return coverage[coverage["shop"].isin(scope.shops)] if scope.shops else coverage


def _with_limits(frame: pd.DataFrame) -> pd.DataFrame:
    pairs = zip(frame["claimed_units"].astype(int), frame["sold_units"].astype(int), strict=True)
    limits = [_limits(claimed, sold) for claimed, sold in pairs]
    frame[["share", "low", "high"]] = pd.DataFrame(limits, columns=["share", "low", "high"], dtype="float64")
    return frame


def _limits(claimed: int, sold: int) -> tuple[float | None, float | None, float | None]:
    interval = wilson(claimed, sold) if sold >= SOLD_MIN else None
    return (claimed / sold, *interval) if interval else (None, None, None)
