"""How much is claimed, why, and what share of what was sold. Units are pieces; days and months are Istanbul's."""

from typing import Any

import pandas as pd

from lib.domain.scope import Scope
from lib.store.database import Database


def scope_values(scope: Scope) -> dict[str, Any]:
    """The bound values that the analytics statements share."""
    return {
        "begin_on": scope.begin_on,
        "end_on": scope.end_on,
        "shops": list(scope.shops),
    }


def claimed_units_by_reason(db: Database, scope: Scope) -> pd.DataFrame:
    """Units of claims opened in the period by the customer's reason, most units first.

    One row a marketplace and reason: marketplace, reason_code (None: not said), reason, unit_count, claim_count,
    amount_try. Cancelled claims are in: the customer did claim.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT marketplace, reason_code, any_value(reason) AS reason, sum(quantity)::BIGINT AS unit_count,
                   count(DISTINCT claim_id) AS claim_count, coalesce(sum(amount_try), 0)::DOUBLE AS amount_try
            FROM claim_items
            WHERE claimed_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
              AND claimed_at < (($end_on::DATE + 1)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
              AND (len($shops::VARCHAR[]) = 0 OR list_contains($shops::VARCHAR[], shop))
            GROUP BY marketplace, reason_code
            ORDER BY unit_count DESC, marketplace, reason_code
            """,
            scope_values(scope),
        ).df()


def claimed_units_by_month(db: Database, scope: Scope) -> pd.DataFrame:
    """Units of claims opened in the period by month of the claim, oldest first.

    One row a month and marketplace: month_on (its first day), marketplace, unit_count, claim_count, amount_try.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT date_trunc(
                       'month', (claimed_at AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Istanbul'
                   )::DATE AS month_on,
                   marketplace, sum(quantity)::BIGINT AS unit_count, count(DISTINCT claim_id) AS claim_count,
                   coalesce(sum(amount_try), 0)::DOUBLE AS amount_try
            FROM claim_items
            WHERE claimed_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
              AND claimed_at < (($end_on::DATE + 1)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
              AND (len($shops::VARCHAR[]) = 0 OR list_contains($shops::VARCHAR[], shop))
            GROUP BY month_on, marketplace ORDER BY month_on, marketplace
            """,
            scope_values(scope),
        ).df()


def sold_units_by_month(db: Database, scope: Scope) -> pd.DataFrame:
    """Units sold in the period by month of the order, and how many of the same units were claimed, oldest first.

    One row a month: month_on, sold_units, claimed_units, youngest_ordered_at. A line counts at most its own quantity as
    claimed.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            WITH lines AS (
                SELECT shop, order_line_id, quantity, ordered_at,
                       date_trunc(
                           'month', (ordered_at AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Istanbul'
                       )::DATE AS month_on
                FROM order_lines
                WHERE is_sale
                  AND ordered_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
                  AND ordered_at < (($end_on::DATE + 1)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
                  AND (len($shops::VARCHAR[]) = 0 OR list_contains($shops::VARCHAR[], shop))
            ),
            claimed AS (
                SELECT shop, order_line_id, sum(quantity) AS quantity
                FROM claim_items
                WHERE order_line_id IS NOT NULL
                  AND claimed_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
                GROUP BY shop, order_line_id
            )
            SELECT l.month_on, sum(l.quantity)::BIGINT AS sold_units,
                   coalesce(sum(least(coalesce(c.quantity, 0), l.quantity)), 0)::BIGINT AS claimed_units,
                   max(l.ordered_at) AS youngest_ordered_at
            FROM lines l LEFT JOIN claimed c USING (shop, order_line_id)
            GROUP BY l.month_on ORDER BY l.month_on
            """,
            scope_values(scope),
        ).df()


def sold_units_claimed_by_reason(db: Database, scope: Scope) -> pd.DataFrame:
    """Of the units sold in the period, how many were claimed for which reason, most first.

    One row a marketplace and reason: marketplace, reason_code, reason, claimed_units.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            WITH lines AS (
                SELECT shop, order_line_id, quantity FROM order_lines
                WHERE is_sale
                  AND ordered_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
                  AND ordered_at < (($end_on::DATE + 1)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
                  AND (len($shops::VARCHAR[]) = 0 OR list_contains($shops::VARCHAR[], shop))
            ),
            claimed AS (
                SELECT shop, order_line_id, marketplace, reason_code, any_value(reason) AS reason,
                       sum(quantity) AS quantity
                FROM claim_items
                WHERE order_line_id IS NOT NULL
                  AND claimed_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
                GROUP BY shop, order_line_id, marketplace, reason_code
            )
            SELECT c.marketplace, c.reason_code, any_value(c.reason) AS reason,
                   sum(least(c.quantity, l.quantity))::BIGINT AS claimed_units
            FROM lines l JOIN claimed c USING (shop, order_line_id)
            GROUP BY c.marketplace, c.reason_code
            ORDER BY claimed_units DESC, c.marketplace, c.reason_code
            """,
            scope_values(scope),
        ).df()


def sales_coverage(db: Database) -> pd.DataFrame:
    """Since when we know each shop's sales: shop, known_since (first order that stands here), line_count.

    A shop without any has no row.
    """
    with db.cursor() as cursor:
        return cursor.execute(
            """
            SELECT shop, min(ordered_at) AS known_since, count(*) AS line_count
            FROM order_lines WHERE is_sale GROUP BY shop ORDER BY shop
            """
        ).df()
