"""The staged merge, step by step: every function is one step on the tables that claim_store.upsert has registered."""

from dataclasses import dataclass

import duckdb

ESTIMATED_ANSWER_H = 48
"""Trendyol's documented time to answer, counted from the first sight where the marketplace gives no date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What one merge did, in claim items; unchanged ones are not written."""

    items_new: int = 0
    items_changed: int = 0

    @property
    def items_written(self) -> int:
        return self.items_new + self.items_changed


def choose_changed(cursor: duckdb.DuckDBPyConnection) -> None:
    """stage_changed: the staged claims that are news, by remote time, then read time, then content."""
    cursor.execute(
        """
        CREATE OR REPLACE TEMP TABLE stage_changed AS
        SELECT s.shop, s.claim_id
        FROM stage_payloads s
        LEFT JOIN claim_payloads p ON p.shop = s.shop AND p.claim_id = s.claim_id
        LEFT JOIN (
            SELECT shop, claim_id, max(modified_at) AS modified_at
            FROM claim_items
            WHERE claim_id IN (SELECT claim_id FROM stage_payloads)
            GROUP BY shop, claim_id
        ) i ON i.shop = s.shop AND i.claim_id = s.claim_id
        WHERE p.claim_id IS NULL
           OR (p.payload_hash <> s.payload_hash
               AND (s.modified_at IS NULL OR i.modified_at IS NULL OR s.modified_at >= i.modified_at)
               AND (s.modified_at > i.modified_at OR s.read_at >= p.read_at))
        """
    )


def note_reading(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(
        """
        UPDATE claim_payloads SET read_at = s.read_at
        FROM stage_payloads s
        WHERE claim_payloads.shop = s.shop AND claim_payloads.claim_id = s.claim_id
          AND claim_payloads.payload_hash = s.payload_hash AND claim_payloads.read_at < s.read_at
        """
    )
    cursor.execute(
        """
        UPDATE claim_items SET not_seen_since = NULL
        WHERE not_seen_since IS NOT NULL AND claim_id IN (SELECT claim_id FROM stage_payloads)
        """
    )


def merge_items(cursor: duckdb.DuckDBPyConnection) -> None:
    """stage_merged: the rows as they will stand, joined with what we knew before."""
    cursor.execute(
        """
        CREATE OR REPLACE TEMP TABLE stage_merged AS
        WITH changed AS (
            SELECT s.* FROM stage_items s SEMI JOIN stage_changed c ON c.shop = s.shop AND c.claim_id = s.claim_id
        ),
        known AS (
            SELECT * FROM claim_items WHERE claim_id IN (SELECT claim_id FROM stage_changed)
        ),
        lines AS (
            SELECT shop, order_line_id, any_value(product_name) AS product_name, any_value(barcode) AS barcode,
                   any_value(color) AS color, any_value(size) AS size, any_value(category) AS category,
                   any_value(image_url) AS image_url
            FROM order_lines
            WHERE order_line_id IN (SELECT order_line_id FROM changed WHERE product_name IS NULL)
            GROUP BY shop, order_line_id
        ),
        joined AS (
            SELECT s.* EXCLUDE (product_name, barcode, color, size, category),
                   coalesce(s.product_name, l.product_name, k.product_name) AS product_name,
                   coalesce(s.barcode, l.barcode, k.barcode) AS barcode,
                   coalesce(s.color, l.color, k.color) AS color,
                   coalesce(s.size, l.size, k.size) AS size,
                   coalesce(s.category, l.category, k.category) AS category,
                   coalesce(l.image_url, p.image_url, k.image_url) AS image_url,
                   k.item_id IS NULL AS is_new,
                   k.status IS DISTINCT FROM s.status OR k.raw_status IS DISTINCT FROM s.raw_status AS status_changed,
                   coalesce(k.first_seen_at, s.read_at) AS first_seen_at,
                   CASE WHEN k.status = s.status THEN k.status_since ELSE s.read_at END AS status_since,
                   CASE
                       WHEN k.status = 'in_dispute' AND s.status IN ('accepted', 'rejected', 'refunded')
                       THEN s.read_at ELSE k.dispute_decided_at
                   END AS dispute_decided_at,
                   CASE
                       WHEN k.status = 'fraud_check' AND s.status = 'rejected' THEN NULL
                       WHEN k.status = 'in_dispute' AND s.status IN ('accepted', 'refunded') THEN 'lost'
                       WHEN s.dispute_outcome IS NULL AND k.dispute_outcome <> 'open' THEN k.dispute_outcome
                       ELSE s.dispute_outcome
                   END AS outcome
            FROM changed s
            LEFT JOIN known k ON k.shop = s.shop AND k.claim_id = s.claim_id AND k.item_id = s.item_id
            LEFT JOIN lines l ON l.shop = s.shop AND l.order_line_id = s.order_line_id
            LEFT JOIN products p ON p.shop = s.shop AND p.barcode = s.barcode
        )
        SELECT j.*,
               coalesce(j.modified_at, j.read_at) AS updated_at,
               CASE WHEN j.status IN ('awaiting_action', 'awaiting_preapproval') THEN coalesce(
                   j.marketplace_deadline_at,
                   CASE WHEN j.marketplace = 'trendyol' THEN j.status_since + to_hours($answer_h) END
               ) END AS deadline_at,
               CASE WHEN j.status IN ('awaiting_action', 'awaiting_preapproval')
                     AND (j.marketplace_deadline_at IS NOT NULL OR j.marketplace = 'trendyol')
                    THEN j.marketplace_deadline_at IS NULL END AS deadline_is_estimate,
               fold(concat_ws(' ', j.product_name, j.color, j.size, j.sku, j.marketplace_sku, j.barcode,
                              j.order_number, j.codes,
                              CASE WHEN j.marketplace = 'hepsiburada' THEN j.claim_id END)) AS search_text
        FROM joined j
        """,
        {"answer_h": ESTIMATED_ANSWER_H},
    )


def count(cursor: duckdb.DuckDBPyConnection) -> Written:
    [(new, changed)] = cursor.execute(
        "SELECT count(*) FILTER (is_new), count(*) FILTER (NOT is_new) FROM stage_merged"
    ).fetchall()
    return Written(items_new=new, items_changed=changed)


def add_history(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(
        """
        INSERT INTO status_history
        SELECT shop, claim_id, item_id, status, raw_status, read_at, modified_at
        FROM stage_merged WHERE status_changed
        """
    )


def add_buckets(cursor: duckdb.DuckDBPyConnection) -> None:
    """New combinations get the next numbers; the same transaction writes the rows that use them."""
    cursor.execute(
        """
        INSERT INTO buckets
        SELECT (SELECT coalesce(max(bucket), 0) FROM buckets) + row_number() OVER (), *
        FROM (
            SELECT DISTINCT m.shop, m.marketplace, m.status, m.tab, m.in_cargo_view
            FROM stage_merged m
            ANTI JOIN buckets b
                ON b.shop = m.shop AND b.status = m.status AND b.tab IS NOT DISTINCT FROM m.tab
               AND b.in_cargo_view = m.in_cargo_view
        )
        """
    )


def replace_rows(cursor: duckdb.DuckDBPyConnection, *, replaces_any: bool) -> None:
    for statement in _DELETE_CHANGED if replaces_any else ():
        cursor.execute(statement)
    for statement in _INSERT_CHANGED:
        cursor.execute(statement)


_DELETE_CHANGED = (
    """
    DELETE FROM claim_items t USING stage_merged m
    WHERE t.shop = m.shop AND t.claim_id = m.claim_id AND t.item_id = m.item_id
    """,
    """
    DELETE FROM claim_people t USING stage_merged m
    WHERE t.shop = m.shop AND t.claim_id = m.claim_id AND t.item_id = m.item_id
    """,
    """
    DELETE FROM claim_photos t USING stage_merged m
    WHERE t.shop = m.shop AND t.claim_id = m.claim_id AND t.item_id = m.item_id
    """,
    "DELETE FROM claim_payloads t USING stage_changed c WHERE t.shop = c.shop AND t.claim_id = c.claim_id",
    "DELETE FROM parcels t USING stage_changed c WHERE t.shop = c.shop AND t.claim_id = c.claim_id",
    # What is left of a changed claim is missing from its newest answer: it stays, marked.
    """
    UPDATE claim_items SET not_seen_since = s.read_at
    FROM stage_payloads s SEMI JOIN stage_changed c ON c.shop = s.shop AND c.claim_id = s.claim_id
    WHERE claim_items.shop = s.shop AND claim_items.claim_id = s.claim_id AND claim_items.not_seen_since IS NULL
    """,
)

_INSERT_CHANGED = (
    """
    INSERT INTO claim_items BY NAME
    SELECT b.bucket, m.shop, m.marketplace, m.claim_id, m.item_id, m.claim_type, m.order_number, m.order_line_id,
           m.package_id, m.status, m.raw_status, m.tab, m.in_cargo_view, m.kind, m.reason_code, m.reason,
           m.marketplace_reason_code, m.marketplace_reason, m.marketplace_note, m.product_name, m.sku,
           m.marketplace_sku, m.barcode, m.color, m.size, m.category, m.image_url, m.quantity, m.unit_price_try,
           m.amount_try, m.ordered_at, m.claimed_at, m.modified_at, m.updated_at, m.deadline_at,
           m.deadline_is_estimate, m.accepted_by, m.outcome AS dispute_outcome, m.dispute_decided_at,
           m.finalized_with, m.photo_count, coalesce(m.customer_note, '') <> '' AS has_note, m.cargo_company,
           m.tracking_number, m.return_code, fold(m.codes) AS return_code_folded, m.first_seen_at, m.status_since,
           m.read_at, NULL::TIMESTAMP AS not_seen_since, m.version,
           masked_name(m.customer_name) AS customer_name_masked, m.search_text
    FROM stage_merged m
    JOIN buckets b ON b.shop = m.shop AND b.status = m.status AND b.tab IS NOT DISTINCT FROM m.tab
                  AND b.in_cargo_view = m.in_cargo_view
    """,
    """
    INSERT INTO claim_people
    SELECT shop, claim_id, item_id, customer_name, customer_note, fold(customer_name)
    FROM stage_merged WHERE customer_name IS NOT NULL OR customer_note IS NOT NULL
    """,
    """
    INSERT INTO claim_payloads
    SELECT s.shop, s.claim_id, s.payload, s.payload_hash, s.request, s.read_at
    FROM stage_payloads s SEMI JOIN stage_changed c ON c.shop = s.shop AND c.claim_id = s.claim_id
    """,
    """
    INSERT INTO parcels
    SELECT s.* FROM stage_parcels s SEMI JOIN stage_changed c ON c.shop = s.shop AND c.claim_id = s.claim_id
    """,
    """
    INSERT INTO claim_photos
    SELECT s.* FROM stage_photos s SEMI JOIN stage_changed c ON c.shop = s.shop AND c.claim_id = s.claim_id
    """,
)
