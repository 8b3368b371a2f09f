"""What a decision is checked against: the items of one claim as they stand now."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import duckdb

from lib.domain.claim import ClaimStatus, Marketplace


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    item_id: str
    marketplace: Marketplace
    claim_type: str
    order_number: str
    product_name: str | None
    status: ClaimStatus
    raw_status: str
    status_since: datetime
    """When we first saw it in this status."""
    version: str
    amount_try: Decimal | None
    deadline_at: datetime | None


def item_facts(cursor: duckdb.DuckDBPyConnection, shop: str, claim_id: str) -> dict[str, ItemFacts]:
    """By item id, in the order of ids; empty for a claim we do not know."""
    rows = cursor.execute(
        """
        SELECT item_id, marketplace, claim_type, order_number, product_name, status, raw_status, status_since,
               version, amount_try, deadline_at
        FROM claim_items WHERE shop = $shop AND claim_id = $claim_id ORDER BY item_id
        """,
        {"shop": shop, "claim_id": claim_id},
    ).fetchall()
    return {
        item_id: ItemFacts(
            item_id=item_id,
            marketplace=Marketplace(marketplace),
            claim_type=claim_type,
            order_number=order_number,
            product_name=product_name,
            status=ClaimStatus(status),
            raw_status=raw_status,
            status_since=status_since.replace(tzinfo=UTC),
            version=version,
            amount_try=amount_try,
            deadline_at=deadline_at.replace(tzinfo=UTC) if deadline_at else None,
        )
        for (
            item_id,
            marketplace,
            claim_type,
            order_number,
            product_name,
            status,
            raw_status,
            status_since,
            version,
            amount_try,
            deadline_at,
        ) in rows
    }
