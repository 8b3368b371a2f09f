"""Writes sold lines and catalogue rows, and lends their product facts to the claims that lack them."""

from collections.abc import Sequence
from datetime import datetime

import duckdb
import pyarrow as pa

from lib.domain.claim import OrderLine, Product
from lib.store.claim_staging import MONEY, TEXT, TIME, naive, table_of

LINE_COLUMNS = {
    "shop": TEXT,
    "order_line_id": TEXT,
    "order_number": TEXT,
    "package_id": TEXT,
    "ordered_at": TIME,
    "quantity": pa.int32(),
    "unit_price_try": MONEY,
    "sku": TEXT,
    "barcode": TEXT,
    "product_name": TEXT,
    "color": TEXT,
    "size": TEXT,
    "category": TEXT,
    "raw_status": TEXT,
    "is_sale": pa.bool_(),
    "image_url": TEXT,
    "delivered_at": TIME,
    "read_at": TIME,
}
PRODUCT_COLUMNS = {
    "shop": TEXT,
    "barcode": TEXT,
    "sku": TEXT,
    "product_name": TEXT,
    "category": TEXT,
    "brand": TEXT,
    "image_url": TEXT,
    "read_at": TIME,
}


def upsert_lines(cursor: duckdb.DuckDBPyConnection, lines: Sequence[OrderLine], read_at: datetime) -> int:
    """Newest answer a line wins, but a fact once known is never lost to an empty one. Returns the lines staged."""
    newest = {(line.shop, line.order_line_id): line for line in lines}
    if not newest:
        return 0
    cursor.register("stage_lines", table_of(LINE_COLUMNS, (_line_row(line, read_at) for line in newest.values())))
    cursor.execute(
        """
        CREATE OR REPLACE TEMP TABLE stage_lines_merged AS
        SELECT s.* REPLACE (
            coalesce(s.product_name, k.product_name) AS product_name,
            coalesce(s.barcode, k.barcode) AS barcode,
            coalesce(s.color, k.color) AS color,
            coalesce(s.size, k.size) AS size,
            coalesce(s.category, k.category) AS category,
            coalesce(s.image_url, k.image_url) AS image_url,
            coalesce(s.delivered_at, k.delivered_at) AS delivered_at
        )
        FROM stage_lines s LEFT JOIN order_lines k ON k.shop = s.shop AND k.order_line_id = s.order_line_id
        """
    )
    cursor.execute(
        """
        DELETE FROM order_lines t USING stage_lines_merged s
        WHERE t.shop = s.shop AND t.order_line_id = s.order_line_id
        """
    )
    cursor.execute("INSERT INTO order_lines SELECT * FROM stage_lines_merged")
    cursor.unregister("stage_lines")
    return len(newest)


def upsert_products(cursor: duckdb.DuckDBPyConnection, products: Sequence[Product], read_at: datetime) -> None:
    newest = {(product.shop, product.barcode): product for product in products}
    if not newest:
        return
    rows = (
        (p.shop, p.barcode, p.sku, p.product_name, p.category, p.brand, p.image_url, read_at) for p in newest.values()
    )
    cursor.register("stage_products", table_of(PRODUCT_COLUMNS, rows))
    cursor.execute(
        "DELETE FROM products t USING stage_products s WHERE t.shop = s.shop AND t.barcode = s.barcode"
    )
    cursor.execute("INSERT INTO products SELECT * FROM stage_products")
    cursor.unregister("stage_products")


def lend_product_facts(cursor: duckdb.DuckDBPyConnection, shop: str) -> None:
    """Fills names, barcodes and pictures of the shop's claims from what is known of their lines and products."""
    cursor.execute(
        """
        CREATE OR REPLACE TEMP TABLE stage_facts AS
        SELECT i.claim_id, i.item_id,
               coalesce(i.product_name, l.product_name, p.product_name) AS product_name,
               coalesce(i.barcode, l.barcode) AS barcode,
               coalesce(i.color, l.color) AS color,
               coalesce(i.size, l.size) AS size,
               coalesce(i.category, l.category, p.category) AS category,
               coalesce(i.image_url, l.image_url, p.image_url) AS image_url
        FROM claim_items i
        LEFT JOIN order_lines l ON l.shop = i.shop AND l.order_line_id = i.order_line_id
        LEFT JOIN products p ON p.shop = i.shop AND p.barcode = coalesce(i.barcode, l.barcode)
        WHERE i.shop = $shop AND (i.product_name IS NULL OR i.image_url IS NULL)
          AND (l.order_line_id IS NOT NULL OR p.barcode IS NOT NULL)
        """,
        {"shop": shop},
    )
    cursor.execute(
        """
        UPDATE claim_items SET
            product_name = f.product_name, barcode = f.barcode, color = f.color, size = f.size,
            category = f.category, image_url = f.image_url,
            search_text = claim_items.search_text || ' ' || fold(concat_ws(
                ' ',
                CASE WHEN claim_items.product_name IS NULL THEN concat_ws(' ', f.product_name, f.color, f.size) END,
                CASE WHEN claim_items.barcode IS NULL THEN f.barcode END
            ))
        FROM stage_facts f
        WHERE claim_items.shop = $shop AND claim_items.claim_id = f.claim_id AND claim_items.item_id = f.item_id
        """,
        {"shop": shop},
    )


def orders_without_facts(cursor: duckdb.DuckDBPyConnection, shop: str, tried_before: datetime, limit: int) -> list[str]:
    """Order numbers of claims whose product is unknown, first those that wait for the seller, then the newest; those
    asked since `tried_before` are left out."""
    rows = cursor.execute(
        """
        SELECT order_number FROM claim_items
        WHERE shop = $shop AND product_name IS NULL
          AND order_number NOT IN (
              SELECT order_number FROM order_questions WHERE shop = $shop AND asked_at >= $tried_before
          )
        GROUP BY order_number
        ORDER BY bool_or(status IN ('awaiting_action', 'awaiting_preapproval')) DESC, max(claimed_at) DESC
        LIMIT $limit
        """,
        {"shop": shop, "tried_before": naive(tried_before), "limit": limit},
    ).fetchall()
    return [order_number for (order_number,) in rows]


def note_order_asked(cursor: duckdb.DuckDBPyConnection, shop: str, order_number: str, at: datetime) -> None:
    """Remembers that an order was asked for, found or not, so that a forgotten one is not asked each cycle."""
    cursor.execute(
        "DELETE FROM order_questions WHERE shop = $shop AND order_number = $order_number",
        {"shop": shop, "order_number": order_number},
    )
    cursor.execute(
        "INSERT INTO order_questions VALUES ($shop, $order_number, $at)",
        {"shop": shop, "order_number": order_number, "at": naive(at)},
    )


def barcodes_without_product(cursor: duckdb.DuckDBPyConnection, shop: str, limit: int) -> list[str]:
    """Barcodes of claims whose catalogue row was never fetched, first those that wait for the seller."""
    rows = cursor.execute(
        """
        SELECT barcode FROM claim_items
        WHERE shop = $shop AND barcode IS NOT NULL AND image_url IS NULL
          AND barcode NOT IN (SELECT barcode FROM products WHERE shop = $shop)
        GROUP BY barcode
        ORDER BY bool_or(status IN ('awaiting_action', 'awaiting_preapproval')) DESC, max(claimed_at) DESC
        LIMIT $limit
        """,
        {"shop": shop, "limit": limit},
    ).fetchall()
    return [barcode for (barcode,) in rows]


def picture_urls(cursor: duckdb.DuckDBPyConnection, shop: str) -> list[str]:
    """Every picture the shop's claims show, open claims first: product pictures and customers' photos."""
    rows = cursor.execute(
        """
        SELECT url FROM (
            SELECT image_url AS url, claimed_at, status FROM claim_items
            WHERE shop = $shop AND image_url IS NOT NULL
            UNION ALL
            SELECT p.url, i.claimed_at, i.status FROM claim_photos p
            JOIN claim_items i ON i.shop = p.shop AND i.claim_id = p.claim_id AND i.item_id = p.item_id
            WHERE p.shop = $shop
        )
        GROUP BY url
        ORDER BY bool_or(status IN ('awaiting_action', 'awaiting_preapproval')) DESC, max(claimed_at) DESC
        """,
        {"shop": shop},
    ).fetchall()
    return [url for (url,) in rows]


def _line_row(line: OrderLine, read_at: datetime) -> tuple[object, ...]:
    return (
        line.shop,
        line.order_line_id,
        line.order_number,
        line.package_id,
        line.ordered_at,
        line.quantity,
        line.unit_price_try,
        line.sku,
        line.barcode,
        line.product_name,
        line.color,
        line.size,
        line.category,
        line.raw_status,
        line.is_sale,
        line.image_url,
        line.delivered_at,
        read_at,
    )
