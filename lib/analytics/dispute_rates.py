"""How often a refusal stands, with what certainty. Open ones are shown and left out of the rate."""

from dataclasses import dataclass

import pandas as pd

from lib.domain.estimates import wilson
from lib.domain.scope import DisputeGroup, Scope
from lib.queries.dispute_analytics import dispute_outcomes
from lib.store.database import Database

DECIDED_MIN = 8
"""Under so many decided refusals a rate says nothing (analytics.md section 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRates:
    """Refusals of a scope."""

    by_reason: pd.DataFrame
    """marketplace, reason_code, reason, won_count, lost_count, open_count, amount_try, decided_count, rate, low, high
    (shares 0 to 1; NaN under DECIDED_MIN), most decided first."""
    won_count: int
    lost_count: int
    open_count: int
    rate: float | None
    """Over all reasons together; None under DECIDED_MIN."""
    interval: tuple[float, float] | None

    @property
    def decided_count(self) -> int:
        return self.won_count + self.lost_count


def dispute_rates(db: Database, scope: Scope, group: DisputeGroup) -> DisputeRates:
    """Refusals decided for the seller, of all decided, with Wilson 95 % limits."""
    outcomes = dispute_outcomes(db, scope, group)
    outcomes["decided_count"] = outcomes["won_count"] + outcomes["lost_count"]
    pairs = zip(outcomes["won_count"].astype(int), outcomes["decided_count"].astype(int), strict=True)
    limits = [_limits(won, decided) for won, decided in pairs]
    outcomes[["rate", "low", "high"]] = pd.DataFrame(limits, columns=["rate", "low", "high"], dtype="float64")
    won, lost, still_open = (int(outcomes[name].sum()) for name in ("won_count", "lost_count", "open_count"))
    rate, low, high = _limits(won, won + lost)
    known = rate is not None and low is not None and high is not None
    return DisputeRates(
        by_reason=outcomes.sort_values("decided_count", ascending=False, kind="stable", ignore_index=True),
        won_count=won,
        lost_count=lost,
        open_count=still_open,
        rate=rate,
        interval=(low, high) if known else None,  # type: ignore[arg-type]
    )


def _limits(won: int, decided: int) -> tuple[float | None, float | None, float | None]:
    interval = wilson(won, decided) if decided >= DECIDED_MIN else None
    return (won / decided, *interval) if interval else (None, None, None)
