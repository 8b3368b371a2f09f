"""What became of refusals. One refusal is one claim item."""

import pandas as pd

from lib.domain.scope import DisputeGroup, Scope
from lib.queries.return_analytics import scope_values
from lib.store.database import Database


def dispute_outcomes(db: Database, scope: Scope, group: DisputeGroup) -> pd.DataFrame:
    """Refusals of claims opened in the period by reason, most refusals first.

    One row a marketplace and reason: marketplace, reason_code (None: not known), reason, won_count (decided for the
    seller), lost_count (for the customer), open_count, amount_try.
    """
    statement = _BY_CUSTOMER if group is DisputeGroup.CUSTOMER else _BY_REJECT
    with db.cursor() as cursor:
        return cursor.execute(statement, scope_values(scope)).df()


_BY_CUSTOMER = """
    SELECT marketplace, reason_code, any_value(reason) AS reason,
           count(*) FILTER (dispute_outcome = 'won') AS won_count,
           count(*) FILTER (dispute_outcome = 'lost') AS lost_count,
           count(*) FILTER (dispute_outcome = 'open') AS open_count,
           coalesce(sum(amount_try), 0)::DOUBLE AS amount_try
    FROM claim_items
    WHERE dispute_outcome IS NOT NULL
      AND claimed_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
      AND claimed_at < (($end_on::DATE + 1)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
      AND (len($shops::VARCHAR[]) = 0 OR list_contains($shops::VARCHAR[], shop))
    GROUP BY marketplace, reason_code
    ORDER BY count(*) DESC, marketplace, reason_code
"""

_BY_REJECT = """
    SELECT i.marketplace, d.reason_code, any_value(r.name) AS reason,
           count(*) FILTER (i.dispute_outcome = 'won') AS won_count,
           count(*) FILTER (i.dispute_outcome = 'lost') AS lost_count,
           count(*) FILTER (i.dispute_outcome = 'open') AS open_count,
           coalesce(sum(i.amount_try), 0)::DOUBLE AS amount_try
    FROM claim_items i
    LEFT JOIN own_decisions d
        ON d.shop = i.shop AND d.claim_id = i.claim_id AND d.item_id = i.item_id AND d.kind = 'reject'
    LEFT JOIN reject_reasons r ON r.shop = d.shop AND r.code = d.reason_code
    WHERE i.dispute_outcome IS NOT NULL
      AND i.claimed_at >= ($begin_on::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
      AND i.claimed_at < (($end_on::DATE + 1)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
      AND (len($shops::VARCHAR[]) = 0 OR list_contains($shops::VARCHAR[], i.shop))
    GROUP BY i.marketplace, d.reason_code
    ORDER BY count(*) DESC, i.marketplace, d.reason_code
"""
