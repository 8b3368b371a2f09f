"""Sums and shares of claims against hand-counted cases."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from lib.analytics.dispute_rates import dispute_rates
from lib.analytics.return_shares import claimed_shares
from lib.domain.claim import ClaimStatus, DisputeOutcome, Marketplace, OrderLine
from lib.domain.scope import DisputeGroup, Scope
from lib.queries.dispute_analytics import dispute_outcomes
from lib.queries.return_analytics import claimed_units_by_month, claimed_units_by_reason
from lib.store import claim_store, order_store
from lib.store.database import Database, open_database
from tests.queries.claims import HEPSIBURADA, NOW, TRENDYOL, make_claim, make_item, stored

YEAR = Scope(begin_on=date(2026, 1, 1), end_on=date(2026, 12, 31))


def make_line(**changes: Any) -> OrderLine:
    ordinary: dict[str, Any] = {
        "shop": TRENDYOL,
        "order_line_id": "l-1",
        "order_number": "9001",
        "package_id": None,
        "ordered_at": NOW - timedelta(days=90),
        "quantity": 1,
        "unit_price_try": Decimal("10"),
        "sku": "GML-1",
        "barcode": None,
        "product_name": "Gömlek",
    }
    return OrderLine(**(ordinary | changes))


def with_sales(db: Database, lines: list[OrderLine]) -> Database:
    db.write(lambda cursor: order_store.upsert_lines(cursor, lines, NOW))
    return db


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_units_are_pieces_and_cancelled_claims_count_as_claimed() -> None:
    claims = [
        make_claim(make_item(), make_item(item_id="i-2"), claim_id="c-1"),
        make_claim(make_item(status=ClaimStatus.CANCELLED), claim_id="c-2"),
        make_claim(
            make_item(quantity=3, reason_code="SizeTooSmall", reason="Küçük geldi"),
            shop=HEPSIBURADA,
            marketplace=Marketplace.HEPSIBURADA,
            claim_id="h-1",
        ),
    ]
    reasons = claimed_units_by_reason(stored(claims), YEAR)
    assert rows(reasons, "marketplace", "reason_code", "unit_count", "claim_count") == [
        ("hepsiburada", "SizeTooSmall", 3, 1),
        ("trendyol", "501", 3, 2),
    ]


@pytest.mark.parametrize(
    ("claimed_at", "month"),
    [("2026-10-31T20:59:59+00:00", date(2026, 10, 1)), ("2026-10-31T21:00:00+00:00", date(2026, 11, 1))],
)
def test_a_month_begins_at_midnight_in_istanbul(claimed_at: str, month: date) -> None:
    months = claimed_units_by_month(stored([make_claim(claimed_at=datetime.fromisoformat(claimed_at))]), YEAR)
    assert [(row[0].date(), row[1]) for row in rows(months, "month_on", "unit_count")] == [(month, 1)]


def test_a_period_holds_both_its_days_and_nothing_else() -> None:
    moments = ["2026-11-09T20:59:00", "2026-11-09T21:00:00", "2026-11-11T20:59:00", "2026-11-11T21:00:00"]
    claims = [
        make_claim(claim_id=f"c-{number}", claimed_at=datetime.fromisoformat(moment).replace(tzinfo=UTC))
        for number, moment in enumerate(moments)
    ]
    scope = Scope(begin_on=date(2026, 11, 10), end_on=date(2026, 11, 11))
    assert claimed_units_by_month(stored(claims), scope)["unit_count"].tolist() == [2]


def test_a_share_counts_claims_of_the_same_lines_only() -> None:
    claims = [
        make_claim(make_item(order_line_id="l-1"), make_item(item_id="i-2", order_line_id="l-1"), claim_id="c-1"),
        make_claim(make_item(order_line_id="l-2"), claim_id="c-2"),
        make_claim(make_item(order_line_id="l-2", item_id="i-9"), claim_id="c-3"),
        make_claim(make_item(order_line_id="sold-before-we-knew"), claim_id="c-4"),
    ]
    lines = [
        make_line(order_line_id="l-1", quantity=2),
        make_line(order_line_id="l-2", quantity=1),
        make_line(order_line_id="l-3", quantity=7),
        make_line(order_line_id="cancelled", quantity=50, is_sale=False),
    ]
    shares = claimed_shares(with_sales(stored(claims), lines), YEAR, NOW)
    assert (shares.sold_units, shares.claimed_units) == (10, 3)
    month = shares.by_month.iloc[0]
    assert month["share"] == pytest.approx(0.3)
    assert (month["low"], month["high"]) == pytest.approx((0.108, 0.603), abs=0.001)
    assert rows(shares.by_reason, "reason_code", "claimed_units", "sold_units") == [("501", 3, 10)]
    assert rows(shares.coverage, "shop", "line_count") == [(TRENDYOL, 3)]


def test_young_months_are_marked_and_tiny_ones_have_no_share() -> None:
    lines = [
        make_line(order_line_id="old", ordered_at=NOW - timedelta(days=90), quantity=4),
        make_line(order_line_id="young", ordered_at=NOW - timedelta(days=20), quantity=40),
    ]
    months = claimed_shares(with_sales(open_database(None), lines), YEAR, NOW).by_month
    assert months["mature"].tolist() == [True, False]
    assert months["share"].isna().tolist() == [True, False]


def test_without_known_sales_there_is_nothing_to_divide_by() -> None:
    shares = claimed_shares(stored([make_claim()]), YEAR, NOW)
    assert (shares.sold_units, shares.claimed_units) == (0, 0)
    assert shares.by_month.empty and shares.by_reason.empty and shares.coverage.empty


def refusals(outcome: DisputeOutcome, count: int, *, first: int = 0, reason: str = "501") -> list[Any]:
    return [
        make_claim(
            make_item(reason_code=reason, reason=f"neden {reason}", dispute_outcome=outcome),
            claim_id=f"{reason}-{outcome}-{number}",
        )
        for number in range(first, first + count)
    ]


def test_win_rates_leave_open_refusals_out_and_need_eight_decided() -> None:
    won, lost, still_open = DisputeOutcome.WON, DisputeOutcome.LOST, DisputeOutcome.OPEN
    claims = [*refusals(won, 12), *refusals(lost, 8), *refusals(still_open, 5), *refusals(won, 7, reason="551")]
    rates = dispute_rates(stored([*claims, make_claim(claim_id="never-refused")]), YEAR, DisputeGroup.CUSTOMER)
    assert rows(rates.by_reason, "reason_code", "won_count", "lost_count", "open_count", "decided_count") == [
        ("501", 12, 8, 5, 20),
        ("551", 7, 0, 0, 7),
    ]
    first, second = (rates.by_reason.iloc[number] for number in (0, 1))
    assert (first["rate"], first["low"], first["high"]) == pytest.approx((0.6, 0.387, 0.781), abs=0.001)
    assert pd.isna(second["rate"]) and pd.isna(second["low"])
    assert (rates.won_count, rates.lost_count, rates.open_count, rates.decided_count) == (19, 8, 5, 27)
    assert rates.rate == pytest.approx(19 / 27)


def test_our_own_reason_is_known_where_we_refused_and_unknown_elsewhere() -> None:
    db = stored([*refusals(DisputeOutcome.WON, 2), *refusals(DisputeOutcome.LOST, 1)])
    db.write(
        lambda cursor: claim_store.record_own_decision(
            cursor, TRENDYOL, "501-won-0", ["i-1"], kind="reject", reason_code="1951", decided_at=NOW
        )
    )
    groups = dispute_outcomes(db, YEAR, DisputeGroup.REJECT)
    assert rows(groups.fillna({"reason_code": "-"}), "reason_code", "won_count", "lost_count") == [
        ("-", 1, 1),
        ("1951", 1, 0),
    ]


def test_no_refusals_give_no_rate() -> None:
    rates = dispute_rates(stored([make_claim()]), YEAR, DisputeGroup.CUSTOMER)
    assert rates.by_reason.empty
    assert (rates.rate, rates.interval, rates.decided_count) == (None, None, 0)
