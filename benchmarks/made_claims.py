"""A database of made-up claim items in the real schema, and the same rows for the peers."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from lib.store.database import Database, open_database

STATEMENT = Path(__file__).with_name("made_claims.sql")
BATCH_ROWS = 100_000

TRENDYOL, HEPSIBURADA = "trendyol-ana", "hepsiburada-ana"
BUCKETS = (
    (TRENDYOL, "trendyol", "accepted", "accepted", False),
    (TRENDYOL, "trendyol", "rejected", "rejected", False),
    (TRENDYOL, "trendyol", "cancelled", "cancelled", False),
    (TRENDYOL, "trendyol", "requested", "created", False),
    (TRENDYOL, "trendyol", "requested", "in_cargo", False),
    (TRENDYOL, "trendyol", "awaiting_action", "awaiting_action", False),
    (TRENDYOL, "trendyol", "in_dispute", "disputed", False),
    (TRENDYOL, "trendyol", "in_analysis", "analysis", False),
    (HEPSIBURADA, "hepsiburada", "accepted", "concluded", True),
    (HEPSIBURADA, "hepsiburada", "rejected", "concluded", True),
    (HEPSIBURADA, "hepsiburada", "refunded", "concluded", False),
    (HEPSIBURADA, "hepsiburada", "cancelled", "concluded", False),
    (HEPSIBURADA, "hepsiburada", "awaiting_action", "to_answer", True),
    (HEPSIBURADA, "hepsiburada", "requested", "in_cargo", False),
    (HEPSIBURADA, "hepsiburada", "in_dispute", "awaiting_hepsiburada", True),
    (HEPSIBURADA, "hepsiburada", "accepted", "ready_to_ship", False),
)


def make(path: Path, rows: int) -> Database:
    """A new file with so many claim items."""
    db = open_database(path)

    def fill(cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.executemany(
            "INSERT INTO buckets VALUES (?, ?, ?, ?, ?, ?)",
            [(number, *bucket) for number, bucket in enumerate(BUCKETS)],
        )
        cursor.execute(STATEMENT.read_text(encoding="utf-8"), {"rows": rows})

    db.write(fill)
    db.checkpoint()
    return db


PEER_COLUMNS = [
    "shop",
    "marketplace",
    "claim_id",
    "item_id",
    "claim_type",
    "order_number",
    "order_line_id",
    "status",
    "raw_status",
    "tab",
    "in_cargo_view",
    "kind",
    "reason_code",
    "reason",
    "product_name",
    "sku",
    "barcode",
    "color",
    "size",
    "category",
    "quantity",
    "unit_price_try",
    "amount_try",
    "ordered_at",
    "claimed_at",
    "updated_at",
    "deadline_at",
    "deadline_is_estimate",
    "photo_count",
    "has_note",
    "cargo_company",
    "tracking_number",
    "return_code",
    "first_seen_at",
    "status_since",
    "version",
    "customer_name_masked",
    "search_text",
]


def batches(db: Database) -> Iterator[pa.RecordBatch]:
    """What a page shows, for the peers; money as float, times as TIMESTAMP."""
    statement = (
        "SELECT " + ", ".join(PEER_COLUMNS) + " FROM (SELECT * REPLACE "
        "(amount_try::DOUBLE AS amount_try, unit_price_try::DOUBLE AS unit_price_try) FROM claim_items)"
    )
    with db.cursor() as cursor:
        yield from cursor.sql(statement).to_arrow_reader(BATCH_ROWS)
