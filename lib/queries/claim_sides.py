"""Everything that stands beside one claim item on a screen, read in one go."""

from datetime import datetime, timedelta

import pandas as pd

from lib.queries.action_history import actions_of_claim
from lib.queries.claim_detail import (
    audits_of,
    claim_people_of,
    parcels_of,
    photos_of,
    product_history,
    product_sales,
    status_history_of,
)
from lib.store.database import Database
from lib.store.journal import Journal

PRODUCT_DAYS = 90


def claim_sides(
    db: Database, journal: Journal, *, shop: str, claim_id: str, sku: str | None, now: datetime
) -> dict[str, pd.DataFrame]:
    """people, photos, parcels, statuses, audits, actions of the claim; product_history and product_sales of 90 days."""
    since = now - timedelta(days=PRODUCT_DAYS)
    return {
        "people": claim_people_of(db, shop, claim_id),
        "photos": photos_of(db, shop, claim_id),
        "parcels": parcels_of(db, shop, claim_id),
        "statuses": status_history_of(db, shop, claim_id),
        "audits": audits_of(db, shop, claim_id),
        "actions": actions_of_claim(journal, shop, claim_id),
        "product_history": product_history(db, shop, sku or "", since),
        "product_sales": product_sales(db, shop, sku or "", since),
    }
