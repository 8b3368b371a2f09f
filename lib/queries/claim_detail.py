"""One claim from every side: its items, person, parcels, photos, what happened to it, and the product's record."""

from datetime import datetime

import pandas as pd

from lib.store.database import Database


def claim_items_of(db: Database, shop: str, claim_id: str) -> pd.DataFrame:
    """Items of the claim; empty when we do not know it.

    The columns of `claim_tables.claim_page` (but is_first, sort_value) and marketplace_reason_code, marketplace_reason,
    marketplace_note, package_id, modified_at, read_at, not_seen_since, decided_as and decided_reason_code (our own).
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT i.* EXCLUDE (bucket, search_text, return_code_folded, unit_price_try, amount_try),
                   i.unit_price_try::DOUBLE AS unit_price_try, i.amount_try::DOUBLE AS amount_try,
                   concat_ws('/', i.shop, i.claim_id, i.item_id) AS item_key,
                   d.kind AS decided_as, d.reason_code AS decided_reason_code
            FROM claim_items i
            LEFT JOIN own_decisions d ON d.shop = i.shop AND d.claim_id = i.claim_id AND d.item_id = i.item_id
            WHERE i.shop = $shop AND i.claim_id = $claim_id
            ORDER BY i.item_id
            """,
            {"shop": shop, "claim_id": claim_id},
        ).df()


def claim_people_of(db: Database, shop: str, claim_id: str) -> pd.DataFrame:
    """Personal data of the claim: item_id, customer_name, customer_note. Asked only where a claim is opened."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT item_id, customer_name, customer_note FROM claim_people
            WHERE shop = $shop AND claim_id = $claim_id ORDER BY item_id
            """,
            {"shop": shop, "claim_id": claim_id},
        ).df()


def parcels_of(db: Database, shop: str, claim_id: str) -> pd.DataFrame:
    """Legs in the marketplace's order.

    direction, purpose, status, raw_status, package_id, tracking_number, return_code, tracking_link, cargo_company,
    created_at, dont_ship_back (None: not said), item_ids (comma separated, empty: all).
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT direction, purpose, status, raw_status, package_id, tracking_number, return_code, tracking_link,
                   cargo_company, created_at, dont_ship_back, item_ids
            FROM parcels WHERE shop = $shop AND claim_id = $claim_id ORDER BY position
            """,
            {"shop": shop, "claim_id": claim_id},
        ).df()


def status_history_of(db: Database, shop: str, claim_id: str) -> pd.DataFrame:
    """What a sync saw first and when, oldest first: item_id, status, raw_status, seen_at, modified_at."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT item_id, status, raw_status, seen_at, modified_at FROM status_history
            WHERE shop = $shop AND claim_id = $claim_id ORDER BY seen_at, item_id
            """,
            {"shop": shop, "claim_id": claim_id},
        ).df()


def audits_of(db: Database, shop: str, claim_id: str) -> pd.DataFrame:
    """The marketplace's own record, oldest first: item_id, previous_raw_status, raw_status, executor, happened_at."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT item_id, previous_raw_status, raw_status, executor, happened_at FROM claim_audits
            WHERE shop = $shop AND claim_id = $claim_id ORDER BY happened_at, item_id
            """,
            {"shop": shop, "claim_id": claim_id},
        ).df()


def photos_of(db: Database, shop: str, claim_id: str) -> pd.DataFrame:
    """The customer's photos in order: item_id, position, url (a marketplace's picture host: never for a browser)."""
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT item_id, position, url FROM claim_photos
            WHERE shop = $shop AND claim_id = $claim_id ORDER BY item_id, position
            """,
            {"shop": shop, "claim_id": claim_id},
        ).df()


def product_history(db: Database, shop: str, sku: str, since: datetime) -> pd.DataFrame:
    """Why this product was claimed since then, most frequent reason first.

    One row a reason: reason_code, reason, claim_count, unit_count, accepted_count, rejected_count, last_claimed_at.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT reason_code, any_value(reason) AS reason, count(DISTINCT claim_id) AS claim_count,
                   sum(quantity)::BIGINT AS unit_count,
                   count(*) FILTER (status IN ('accepted', 'refunded')) AS accepted_count,
                   count(*) FILTER (status = 'rejected') AS rejected_count, max(claimed_at) AS last_claimed_at
            FROM claim_items
            WHERE shop = $shop AND sku = $sku AND claimed_at >= $since::TIMESTAMPTZ AT TIME ZONE 'UTC'
            GROUP BY reason_code ORDER BY unit_count DESC, reason_code
            """,
            {"shop": shop, "sku": sku, "since": since},
        ).df()


def product_sales(db: Database, shop: str, sku: str, since: datetime) -> pd.DataFrame:
    """One row: sold_units since then and known_since, the first sale that we know of the shop.

    Without a known_since (NaT) nothing can be said of the share claimed.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT coalesce(sum(quantity) FILTER (
                       is_sale AND sku = $sku AND ordered_at >= $since::TIMESTAMPTZ AT TIME ZONE 'UTC'), 0
                   )::BIGINT AS sold_units,
                   min(ordered_at) AS known_since
            FROM order_lines WHERE shop = $shop
            """,
            {"shop": shop, "sku": sku, "since": since},
        ).df()
