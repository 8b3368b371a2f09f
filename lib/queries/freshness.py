"""How whole and fresh the data is: runs, gaps, counts beside the marketplace's, rows set aside."""

from datetime import datetime

import pandas as pd

from lib.store.database import Database


def shop_freshness(db: Database) -> pd.DataFrame:
    """One row a shop that was ever synced: shop, last_complete_at (NaT: never), last_started_at, last_end_reason,
    last_error, backfilled_to (how far back claims are known), claim_count, item_count, set_aside_count, not_seen_count.

    `backfilled_to` of the newest run that has one; NaT before the first backfill step.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            WITH runs AS (
                SELECT shop, max(finished_at) FILTER (end_reason = 'complete') AS last_complete_at,
                       max(started_at) AS last_started_at,
                       arg_max(end_reason, started_at) FILTER (finished_at IS NOT NULL) AS last_end_reason,
                       arg_max_null(error, started_at) FILTER (finished_at IS NOT NULL) AS last_error,
                       arg_max(backfilled_to, started_at) FILTER (backfilled_to IS NOT NULL) AS backfilled_to
                FROM sync_runs GROUP BY shop
            ),
            items AS (
                SELECT shop, count(DISTINCT claim_id) AS claim_count, count(*) AS item_count,
                       count(*) FILTER (not_seen_since IS NOT NULL) AS not_seen_count
                FROM claim_items GROUP BY shop
            ),
            aside AS (SELECT shop, count(*) AS set_aside_count FROM set_aside WHERE resolved_at IS NULL GROUP BY shop)
            SELECT r.shop, r.last_complete_at, r.last_started_at, r.last_end_reason, r.last_error, r.backfilled_to,
                   coalesce(i.claim_count, 0) AS claim_count, coalesce(i.item_count, 0) AS item_count,
                   coalesce(a.set_aside_count, 0) AS set_aside_count, coalesce(i.not_seen_count, 0) AS not_seen_count
            FROM runs r LEFT JOIN items i USING (shop) LEFT JOIN aside a USING (shop)
            ORDER BY r.shop
            """
        ).df()


def last_complete_syncs(db: Database) -> pd.DataFrame:
    """The cheap part of `shop_freshness`, for every page: shop, last_complete_at, last_end_reason, last_error."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT shop, max(finished_at) FILTER (end_reason = 'complete') AS last_complete_at,
                   arg_max(end_reason, started_at) FILTER (finished_at IS NOT NULL) AS last_end_reason,
                   arg_max_null(error, started_at) FILTER (finished_at IS NOT NULL) AS last_error
            FROM sync_runs GROUP BY shop ORDER BY shop
            """
        ).df()


def last_run_before(db: Database, moment: datetime) -> datetime | None:
    """When the last run before this moment ended (naive UTC): what came later, nobody saw come. None: never ran."""
    with db.cursor() as cursor:
        row = cursor.execute(
            "SELECT max(finished_at) FROM sync_runs WHERE finished_at < $moment::TIMESTAMPTZ AT TIME ZONE 'UTC'",
            {"moment": moment},
        ).fetchone()
    ended: datetime | None = row[0] if row else None
    return ended


def running_sync(db: Database) -> pd.DataFrame:
    """Runs that have not ended, one row a shop: shop, phase, started_at, claims_read, items_written, set_aside, pages,
    backfilled_to. Empty when nothing runs."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT shop, phase, started_at, claims_read, items_written, set_aside, pages, backfilled_to
            FROM sync_runs WHERE finished_at IS NULL
            QUALIFY row_number() OVER (PARTITION BY shop ORDER BY started_at DESC) = 1
            ORDER BY shop
            """
        ).df()


def sync_runs(db: Database, limit: int = 50, shop: str | None = None) -> pd.DataFrame:
    """The ledger, newest first; columns of the table sync_runs."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT * FROM sync_runs WHERE $shop::VARCHAR IS NULL OR shop = $shop
            ORDER BY started_at DESC, run_id LIMIT $limit
            """,
            {"shop": shop, "limit": limit},
        ).df()


def expired_between(db: Database, begin_at: datetime, end_at: datetime) -> pd.DataFrame:
    """What ran out while nobody looked, one row a shop: shop, claim_count, item_count, amount_try.

    An item counts when a sync first saw it decided in the window and nobody of ours decided it: accepted by the system,
    or still waiting with a deadline that passed inside the window.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            WITH span AS (
                SELECT $begin_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS begin_at,
                       $end_at::TIMESTAMPTZ AT TIME ZONE 'UTC' AS end_at
            )
            SELECT i.shop, count(DISTINCT i.claim_id) AS claim_count, count(*) AS item_count,
                   coalesce(sum(i.amount_try), 0)::DOUBLE AS amount_try
            FROM claim_items i, span
            WHERE (i.deadline_at >= span.begin_at AND i.deadline_at < span.end_at)
               OR (i.accepted_by = 'system' AND i.updated_at >= span.begin_at AND i.updated_at < span.end_at)
            GROUP BY i.shop ORDER BY i.shop
            """,
            {"begin_at": begin_at, "end_at": end_at},
        ).df()


def set_aside_rows(db: Database, limit: int = 100) -> pd.DataFrame:
    """Unreadable rows, newest first: set_aside_id, shop, claim_id, reason, payload (raw text), request,
    parser_version, seen_at."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT set_aside_id, shop, claim_id, reason, payload, request, parser_version, seen_at
            FROM set_aside WHERE resolved_at IS NULL
            ORDER BY seen_at DESC, set_aside_id LIMIT $limit
            """,
            {"limit": limit},
        ).df()


def set_aside_count(db: Database) -> int:
    """How many rows could not be read and wait for a release that can."""
    with db.cursor() as cursor:
        [(count,)] = cursor.execute("SELECT count(*) FROM set_aside WHERE resolved_at IS NULL").fetchall()
    return int(count)


def count_comparison(db: Database) -> pd.DataFrame:
    """Claims of the span both have, by status: the marketplace's count beside ours of claims with such an item.

    shop, raw_status, marketplace_count, our_count, counted_at.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            WITH ours AS (
                SELECT i.shop, i.raw_status, count(DISTINCT i.claim_id) AS our_count
                FROM claim_items i
                JOIN (SELECT DISTINCT shop, counted_from, counted_at FROM marketplace_counts) c
                  ON c.shop = i.shop AND i.claimed_at BETWEEN c.counted_from AND c.counted_at
                WHERE i.not_seen_since IS NULL GROUP BY i.shop, i.raw_status
            )
            SELECT m.shop, m.raw_status, m.count AS marketplace_count, coalesce(o.our_count, 0) AS our_count,
                   m.counted_at
            FROM marketplace_counts m
            LEFT JOIN ours o ON o.shop = m.shop AND lower(o.raw_status) = lower(m.raw_status)
            ORDER BY m.shop, m.raw_status
            """
        ).df()
