"""The published columns of every claim item, in batches. A cursor stays open while they are read."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from lib.store.database import Database

BATCH_ROWS = 50_000


@contextmanager
def published_batches(db: Database, *, unmasked: bool, times_as_text: bool) -> Iterator[pa.RecordBatchReader]:
    """The view claim_items_published, names as `A*** Y***` and notes empty unless `unmasked`.

    Times are TIMESTAMP, or text like 2026-11-22T12:00:00Z.
    """
    with db.cursor() as cursor:
        statement = _AS_TEXT if times_as_text else _AS_TIME
        yield cursor.sql(statement, params={"unmasked": unmasked}).to_arrow_reader(BATCH_ROWS)


_AS_TIME = """
    SELECT * REPLACE (
        CASE WHEN $unmasked THEN customer_note END AS customer_note,
        CASE WHEN $unmasked THEN customer_name ELSE masked_name(customer_name) END AS customer_name
    )
    FROM claim_items_published
"""

_AS_TEXT = """
    SELECT * REPLACE (
        CASE WHEN $unmasked THEN customer_note END AS customer_note,
        CASE WHEN $unmasked THEN customer_name ELSE masked_name(customer_name) END AS customer_name,
        strftime(ordered_at, '%Y-%m-%dT%H:%M:%SZ') AS ordered_at,
        strftime(claimed_at, '%Y-%m-%dT%H:%M:%SZ') AS claimed_at,
        strftime(updated_at, '%Y-%m-%dT%H:%M:%SZ') AS updated_at,
        strftime(deadline_at, '%Y-%m-%dT%H:%M:%SZ') AS deadline_at
    )
    FROM claim_items_published
"""
