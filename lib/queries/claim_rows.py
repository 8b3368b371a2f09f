"""One page of claim items: which rows it holds is found by the sort value, then their columns are read."""

from dataclasses import replace
from typing import Any

import duckdb
import pandas as pd

from lib.domain.claim_filter import PageKey, Sort
from lib.queries.claim_order import Place, place
from lib.store.database import Database

_PAGE = """
    SELECT i.shop, i.marketplace, i.claim_id, i.item_id, i.claim_type, i.order_number, i.status, i.raw_status, i.tab,
           i.kind, i.reason_code, i.reason, i.product_name, i.sku, i.barcode, i.color, i.size, i.category, i.image_url,
           i.quantity, i.unit_price_try::DOUBLE AS unit_price, i.amount_try::DOUBLE AS amount, i.ordered_at,
           i.claimed_at, i.updated_at, i.deadline_at, i.deadline_is_estimate, i.accepted_by, i.dispute_outcome,
           i.dispute_decided_at, i.photo_count, i.has_note, i.cargo_company, i.tracking_number, i.return_code,
           i.status_since, i.version, i.customer_name_masked,
           concat_ws('/', i.shop, i.claim_id, i.item_id) AS item_key, (/*column*/)::VARCHAR AS sort_value
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


def claim_rows(
    db: Database, text: str, values: dict[str, Any], sort: Sort, key: PageKey | None, limit: int
) -> pd.DataFrame:
    """At most `limit` rows that meet the condition `text`, after (or before) `key`."""
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

    The columns are then read for these alone: at ten million rows a fifth less time than sorting whole rows.
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
