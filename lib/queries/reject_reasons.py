"""Which reasons a seller may refuse with now."""

from datetime import datetime, timedelta

from lib.domain.claim import ClaimStatus, RejectReason
from lib.store.database import Database


def reject_reason_choices(
    db: Database,
    *,
    shop: str,
    claim_type: str,
    status: ClaimStatus,
) -> list[RejectReason]:
    """Reasons of the shop's newest catalogue that suit the claim type and status, by code; empty if never fetched.

    Retired ones are left out. One that may not be chosen yet stays: the page says from when (`usable_from`).
    """
    with db.cursor() as cursor:
        rows = cursor.execute(
            """
            SELECT code, name, needs_file, claim_types, statuses, not_before_h
            FROM reject_reasons
            WHERE shop = $shop
              AND last_seen_at = (SELECT max(last_seen_at) FROM reject_reasons WHERE shop = $shop)
              AND (claim_types = '' OR contains(',' || claim_types || ',', ',' || lower($claim_type) || ','))
              AND (statuses = '' OR contains(',' || statuses || ',', ',' || $status || ','))
            ORDER BY try_cast(code AS INTEGER), code
            """,
            {"shop": shop, "claim_type": claim_type, "status": status.value},
        ).fetchall()
    return [
        RejectReason(
            code=code,
            name=name,
            needs_file=needs_file,
            claim_types=frozenset(filter(None, claim_types.split(","))),
            statuses=frozenset(ClaimStatus(word) for word in statuses.split(",") if word),
            not_before_h=not_before_h,
        )
        for code, name, needs_file, claim_types, statuses, not_before_h in rows
    ]


def usable_from(reason: RejectReason, status_since: datetime) -> datetime:
    """From when the reason may be chosen for an item that entered its status then."""
    return status_since + timedelta(hours=reason.not_before_h)
