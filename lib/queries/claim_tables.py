"""The claim tables of every page: one page of rows, the tabs' counters, the sums above them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from lib.domain.claim_filter import ClaimFilter, PageKey, Sort, SortKey
from lib.domain.tab import Tab
from lib.queries.claim_conditions import bucket_conditions, conditions
from lib.queries.claim_rows import claim_rows
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

    Columns: those of `claim_rows`, times naive UTC, money as float; `item_key` and `sort_value` make the next PageKey
    of a row. `first` are claims (shop, claim_id) that stand above the first page whatever their tab, with `is_first`
    true; they come on top of `limit` and on no other page.
    """
    text, values = conditions(wanted)
    if first:
        text = "(" + text + ") AND NOT " + _IS_FIRST
        values |= _first_values(first)
    page = claim_rows(db, text, values, sort, key, limit).assign(is_first=False)
    if not first or key is not None:
        return page
    text, values = conditions(replace(wanted, tab=None))
    above = claim_rows(
        db, "(" + text + ") AND " + _IS_FIRST, values | _first_values(first), sort, None, len(first) * 50
    )
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
    return claim_rows(db, text, values | {"seen": marks}, Sort(key=SortKey.UPDATED), None, limit)


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


def _sums(db: Database, text: str, values: dict[str, Any]) -> MatchingSums:
    with db.cursor() as cursor:
        [row] = cursor.execute(_SUMS.replace("/*items*/", text), values).fetchall()
    return MatchingSums(*row)


def _first_values(first: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"first": ["/".join(claim) for claim in first]}


def _with_added(counts: pd.DataFrame, tab: Tab, added: MatchingSums) -> pd.DataFrame:
    row = pd.DataFrame([{"tab": tab.value, "item_count": added.item_count, "amount_try": added.amount_try}])
    return pd.concat([counts, row]).groupby("tab", as_index=False).sum()
