"""Writes claims: the staged merge that keeps keys unique, the newest answer, and the history of statuses."""

from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb

from lib.domain.claim import AuditEntry, ClaimRef
from lib.store import claim_merge
from lib.store.claim_merge import Written as Written
from lib.store.claim_staging import (
    ClaimRecord,
    item_table,
    naive,
    newest_of_each,
    parcel_table,
    payload_table,
    photo_table,
)


def upsert(cursor: duckdb.DuckDBPyConnection, records: Sequence[ClaimRecord]) -> Written:
    """Merges the records inside the caller's transaction. An older answer never overwrites a newer one, an equal one
    only notes that it was read again."""
    newest = newest_of_each(records)
    if not newest:
        return Written()
    cursor.register("stage_payloads", payload_table(newest))
    cursor.register("stage_items", item_table(newest))
    cursor.register("stage_parcels", parcel_table(newest))
    cursor.register("stage_photos", photo_table(newest))
    claim_merge.choose_changed(cursor)
    claim_merge.note_reading(cursor)
    claim_merge.merge_items(cursor)
    written = claim_merge.count(cursor)
    if written.items_written:
        claim_merge.add_history(cursor)
        claim_merge.add_buckets(cursor)
        claim_merge.replace_rows(cursor, replaces_any=written.items_changed > 0)
    for name in ("stage_payloads", "stage_items", "stage_parcels", "stage_photos"):
        cursor.unregister(name)
    return written


def mark_not_seen(cursor: duckdb.DuckDBPyConnection, shop: str, claim_ids: Sequence[str], at: datetime) -> None:
    """An answer that should hold these claims did not; they stay, with the moment noted."""
    cursor.execute(
        """
        UPDATE claim_items SET not_seen_since = coalesce(not_seen_since, $at)
        WHERE shop = $shop AND claim_id IN (SELECT unnest($claim_ids::VARCHAR[]))
        """,
        {"at": naive(at), "shop": shop, "claim_ids": list(claim_ids)},
    )


def open_refs(cursor: duckdb.DuckDBPyConnection, shop: str) -> list[ClaimRef]:
    """Claims of the shop that hold an item without a final status, the longest unread first."""
    rows = cursor.execute(
        """
        SELECT claim_id, any_value(order_number), any_value(raw_status), min(claimed_at)
        FROM claim_items
        WHERE shop = $shop AND bucket IN (
            SELECT bucket FROM buckets
            WHERE shop = $shop AND status NOT IN ('accepted', 'rejected', 'refunded', 'cancelled')
        )
        GROUP BY claim_id ORDER BY min(read_at), claim_id
        """,
        {"shop": shop},
    ).fetchall()
    return [_ref(*row) for row in rows]


def claim_ref(cursor: duckdb.DuckDBPyConnection, shop: str, claim_id: str) -> ClaimRef | None:
    """How to find one claim again; None when we do not know it."""
    rows = cursor.execute(
        """
        SELECT claim_id, any_value(order_number), any_value(raw_status), min(claimed_at)
        FROM claim_items WHERE shop = $shop AND claim_id = $claim_id GROUP BY claim_id
        """,
        {"shop": shop, "claim_id": claim_id},
    ).fetchall()
    return _ref(*rows[0]) if rows else None


def record_audits(
    cursor: duckdb.DuckDBPyConnection, shop: str, claim_id: str, item_id: str, entries: Sequence[AuditEntry]
) -> None:
    """Replaces what we know of the item's history at its marketplace."""
    key = {"shop": shop, "claim_id": claim_id, "item_id": item_id}
    cursor.execute("DELETE FROM claim_audits WHERE shop = $shop AND claim_id = $claim_id AND item_id = $item_id", key)
    for entry in entries:
        cursor.execute(
            """
            INSERT INTO claim_audits
            VALUES ($shop, $claim_id, $item_id, $previous_raw_status, $raw_status, $executor, $happened_at)
            """,
            key
            | {
                "previous_raw_status": entry.previous_raw_status,
                "raw_status": entry.raw_status,
                "executor": entry.executor.value,
                "happened_at": naive(entry.happened_at),
            },
        )


def record_own_decision(
    cursor: duckdb.DuckDBPyConnection,
    shop: str,
    claim_id: str,
    item_ids: Sequence[str],
    *,
    kind: str,
    reason_code: str | None,
    decided_at: datetime,
) -> None:
    """Notes that our journal decided these items; the same decision again changes nothing."""
    cursor.execute(
        """
        DELETE FROM own_decisions
        WHERE shop = $shop AND claim_id = $claim_id AND item_id IN (SELECT unnest($item_ids::VARCHAR[]))
        """,
        {"shop": shop, "claim_id": claim_id, "item_ids": list(item_ids)},
    )
    cursor.execute(
        """
        INSERT INTO own_decisions
        SELECT $shop, $claim_id, item_id, $kind, $reason_code, $decided_at
        FROM (SELECT unnest($item_ids::VARCHAR[]) AS item_id)
        """,
        {
            "shop": shop,
            "claim_id": claim_id,
            "item_ids": list(item_ids),
            "kind": kind,
            "reason_code": reason_code,
            "decided_at": naive(decided_at),
        },
    )


def _ref(claim_id: str, order_number: str, raw_status: str, claimed_at: datetime) -> ClaimRef:
    return ClaimRef(
        claim_id=claim_id,
        order_number=order_number,
        raw_status=raw_status,
        claimed_at=claimed_at.replace(tzinfo=UTC),
    )
