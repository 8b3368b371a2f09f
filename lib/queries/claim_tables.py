"""The claim tables of every page: one page of rows, the tabs' counters, the sums above them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from lib.domain.claim_filter import ClaimFilter, PageKey, Sort, SortKey
from lib.domain.tab import Tab
from lib.queries.claim_conditions import bucket_conditions, conditions
from lib.queries.claim_order import Place, place
from lib.store.database import Database

EVERYTHING = ClaimFilter()


class MatchingSums(NamedTuple):
    """What a filter finds in all."""

    item_count: int
    amount_try: float
    next_deadline_at: datetime | None
    """Naive UTC; the earliest, past ones included."""


def claim_page(
    db: Database,
    wanted: ClaimFilter,
    sort: Sort,
    key: PageKey | None,
    limit: int,
    *,
    first: Sequence[tuple[str, str]] = (),
) -> pd.DataFrame:
    """At most `limit` claim items after (or before) `key`, in the order of `sort`, NULLs last.

    Columns: those of `_PAGE`, times naive UTC, money as float; `item_key` and `sort_value` make the next PageKey of a
    row. `first` are claims (shop, claim_id) that stand above the first page whatever their tab, with `is_first` true;
    they come on top of `limit` and on no other page.
    """
    text, values = conditions(wanted)
    if first:
        text = "(" + text + ") AND NOT " + _IS_FIRST
        values |= _first_values(first)
    page = _rows(db, text, values, sort, key, limit).assign(is_first=False)
    if not first or key is not None:
        return page
    text, values = conditions(replace(wanted, tab=None))
    above = _rows(db, "(" + text + ") AND " + _IS_FIRST, values | _first_values(first), sort, None, len(first) * 50)
    return pd.concat([above.assign(is_first=True), page], ignore_index=True) if len(above) else page


def tab_counts(db: Database, wanted: ClaimFilter, *, first: Sequence[tuple[str, str]] = ()) -> pd.DataFrame:
    """Items and lira of each tab under the filter, its tab aside: tab, item_count, amount_try; `all` is a row too.

    A tab without items has no row. `in_cargo` counts what its table lists: at Hepsiburada also every item with a leg
    that is no longer open. `first` counts in awaiting_hepsiburada too, where such claims are shown on top.
    """
    on_items = replace(wanted, tab=None, marketplace=None, shops=(), awaiting_seller=False)
    text, values = conditions(on_items)
    bucket_text, bucket_values = bucket_conditions(wanted)
    statement = _COUNTS.replace("/*items*/", text).replace("/*buckets*/", bucket_text)
    with db.cursor() as cursor:
        counts = cursor.execute(statement, values | bucket_values).df()
    if first:
        text, values = conditions(replace(wanted, tab=None))
        elsewhere = "(" + text + ") AND i.tab <> 'awaiting_hepsiburada' AND " + _IS_FIRST
        counts = _with_added(counts, Tab.AWAITING_HEPSIBURADA, _sums(db, elsewhere, values | _first_values(first)))
    return counts


def matching_sums(db: Database, wanted: ClaimFilter) -> MatchingSums:
    """Count, lira and earliest deadline of everything the filter finds, its tab included."""
    return _sums(db, *conditions(wanted))


def waiting_sums(db: Database, now: datetime, shops: Sequence[str] = ()) -> pd.DataFrame:
    """What waits for the merchant's answer by urgency step, most urgent first.

    One row a step that holds something: urgency, item_count, unit_count, amount_try, next_deadline_at.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            WITH clock AS (SELECT $now::TIMESTAMPTZ AT TIME ZONE 'UTC' AS now_at),
            waiting AS (
                SELECT CASE
                           WHEN deadline_at IS NULL THEN 6
                           WHEN deadline_at < now_at THEN 1
                           WHEN deadline_at < now_at + INTERVAL 6 HOUR THEN 2
                           WHEN deadline_at < now_at + INTERVAL 24 HOUR THEN 3
                           WHEN deadline_at < now_at + INTERVAL 48 HOUR THEN 4
                           ELSE 5
                       END AS step,
                       quantity, amount_try, deadline_at
                FROM claim_items, clock
                WHERE status IN ('awaiting_action', 'awaiting_preapproval')
                  AND ($shops::VARCHAR[] = [] OR list_contains($shops::VARCHAR[], shop))
            )
            SELECT ['expired', 'under_6h', 'under_24h', 'under_48h', 'later', 'no_clock'][step] AS urgency,
                   count(*) AS item_count, sum(quantity)::BIGINT AS unit_count,
                   coalesce(sum(amount_try), 0)::DOUBLE AS amount_try, min(deadline_at) AS next_deadline_at
            FROM waiting GROUP BY step ORDER BY step
            """,
            {"now": now, "shops": list(shops)},
        ).df()


def undecided_seen(
    db: Database, seen: Sequence[tuple[str, str, str]], wanted: ClaimFilter = EVERYTHING, limit: int = 200
) -> pd.DataFrame:
    """Items whose dispute Hepsiburada has decided and no person has taken note of, newest decision first.

    `seen` are the marks of the journal: (shop, claim_id, raw_status). Columns as in `claim_page`; the tab of `wanted`
    is not asked.
    """
    text, values = conditions(replace(wanted, tab=None))
    text = "(" + text + ") AND " + _DECIDED_UNSEEN
    marks = ["/".join(mark) for mark in seen]
    return _rows(db, text, values | {"seen": marks}, Sort(key=SortKey.UPDATED), None, limit)


def reason_choices(db: Database, wanted: ClaimFilter) -> pd.DataFrame:
    """The customers' reasons that occur under the filter, its reasons aside, most frequent first.

    One row a reason code: reason_code, reason, item_count.
    """
    text, values = conditions(replace(wanted, reasons=()))
    statement = """
        SELECT reason_code, any_value(reason) AS reason, count(*) AS item_count
        FROM claim_items i
        WHERE reason_code IS NOT NULL AND (/*items*/)
        GROUP BY reason_code ORDER BY item_count DESC, reason_code
    """
    with db.cursor() as cursor:
        return cursor.execute(statement.replace("/*items*/", text), values).df()


_PAGE = """
    SELECT i.shop, i.marketplace, i.claim_id, i.item_id, i.claim_type, i.order_number, i.order_line_id, i.status,
           i.raw_status, i.tab, i.kind, i.reason_code, i.reason, i.product_name, i.sku, i.barcode, i.color, i.size,
           i.category, i.image_url, i.quantity, i.unit_price_try::DOUBLE AS unit_price, i.amount_try::DOUBLE AS amount,
           i.ordered_at, i.claimed_at, i.updated_at, i.deadline_at, i.deadline_is_estimate, i.accepted_by,
           i.dispute_outcome, i.dispute_decided_at, i.finalized_with, i.photo_count, i.has_note, i.cargo_company,
           i.tracking_number, i.return_code, i.first_seen_at, i.status_since, i.not_seen_since, i.version,
           i.customer_name_masked, concat_ws('/', i.shop, i.claim_id, i.item_id) AS item_key,
           (/*column*/)::VARCHAR AS sort_value
    FROM claim_items i
    WHERE (/*items*/) AND (/*after*/)
    ORDER BY /*order*/
    LIMIT $limit
"""

_NEAREST = """
    SELECT i.rowid, /*column*/ FROM claim_items i
    WHERE (/*items*/) AND (/*after*/)
    ORDER BY /*by_value*/
    LIMIT $limit
"""

_AMONG_NEAREST = "i.rowid IN (SELECT unnest($nearest::BIGINT[]))"

TIES = 50
"""Rows read beyond a page: as long as no more share its last value, the tie breakers of other rows are not read."""
MOST_BY_ROW = 1000
"""A longer page is a file, not a screen."""

_COUNTS = """
    WITH counted AS (
        SELECT i.bucket, count(*) AS item_count, sum(i.amount_try) AS amount_try
        FROM claim_items i WHERE /*items*/ GROUP BY i.bucket
    ),
    placed AS (
        SELECT b.tab, b.in_cargo_view, c.item_count, c.amount_try
        FROM counted c JOIN buckets b USING (bucket) WHERE /*buckets*/
    ),
    listed AS (
        SELECT tab, item_count, amount_try FROM placed WHERE tab <> 'in_cargo'
        UNION ALL SELECT 'in_cargo', item_count, amount_try FROM placed WHERE tab = 'in_cargo' OR in_cargo_view
        UNION ALL SELECT 'all', item_count, amount_try FROM placed
    )
    SELECT tab, sum(item_count)::BIGINT AS item_count, coalesce(sum(amount_try), 0)::DOUBLE AS amount_try
    FROM listed GROUP BY tab ORDER BY tab
"""

_SUMS = """
    SELECT count(*), coalesce(sum(i.amount_try), 0)::DOUBLE, min(i.deadline_at) FROM claim_items i WHERE /*items*/
"""

_IS_FIRST = "list_contains($first::VARCHAR[], i.shop || '/' || i.claim_id)"

_DECIDED_UNSEEN = """
    i.marketplace = 'hepsiburada' AND i.dispute_decided_at IS NOT NULL
    AND NOT list_contains($seen::VARCHAR[], concat_ws('/', i.shop, i.claim_id, i.raw_status))
"""


def _rows(db: Database, text: str, values: dict[str, Any], sort: Sort, key: PageKey | None, limit: int) -> pd.DataFrame:
    where = place(sort, key)
    values = values | where.values
    with db.cursor() as cursor:
        cursor.begin()  # both reads must see the same rows
        nearest = _nearest(cursor, text, values, where, limit) if limit <= MOST_BY_ROW else None
        if nearest is None:
            page = cursor.execute(_filled(_PAGE, text, where), values | {"limit": limit}).df()
        else:
            statement = _filled(_PAGE, _AMONG_NEAREST, replace(where, after="TRUE"))
            page = cursor.execute(statement, {"nearest": nearest, "limit": limit}).df()
    # Under their own names these two would shadow the columns that the rows are sorted by.
    page = page.rename(columns={"unit_price": "unit_price_try", "amount": "amount_try"})
    return page[::-1].reset_index(drop=True) if key is not None and key.backwards else page


def _nearest(
    cursor: duckdb.DuckDBPyConnection, text: str, values: dict[str, Any], where: Place, limit: int
) -> list[int] | None:
    """Row ids that hold the page, found by the sort value alone; None when too many rows share the page's last value.

    Sorting two numbers, then reading forty columns of the few rows found, takes half the time of doing both at once.
    """
    most = limit + TIES
    found = cursor.execute(_filled(_NEAREST, text, where), values | {"limit": most}).fetchall()
    if len(found) == most:
        edge = found[limit - 1][1]
        if found[-1][1] == edge:
            return None
        found = found[:limit] + [row for row in found[limit:] if row[1] == edge]
    return [row_id for row_id, _ in found]


def _filled(statement: str, text: str, where: Place) -> str:
    parts = {
        "column": where.column,
        "items": text,
        "after": where.after,
        "order": where.order,
        "by_value": where.by_value,
    }
    for name, part in parts.items():
        statement = statement.replace("/*" + name + "*/", part)
    return statement


def _sums(db: Database, text: str, values: dict[str, Any]) -> MatchingSums:
    with db.cursor() as cursor:
        [row] = cursor.execute(_SUMS.replace("/*items*/", text), values).fetchall()
    return MatchingSums(*row)


def _first_values(first: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"first": ["/".join(claim) for claim in first]}


def _with_added(counts: pd.DataFrame, tab: Tab, added: MatchingSums) -> pd.DataFrame:
    row = pd.DataFrame([{"tab": tab.value, "item_count": added.item_count, "amount_try": added.amount_try}])
    return pd.concat([counts, row]).groupby("tab", as_index=False).sum()
