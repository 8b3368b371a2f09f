"""Reads intents, attempts and states of the journal as the engine needs them; for screens see queries/."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lib.domain.action import (
    AcceptionReason,
    Action,
    ActionDetails,
    ActionKind,
    ActionRequest,
    ActionState,
    Attachment,
    Finalize,
    Wanted,
)
from lib.domain.claim import Marketplace
from lib.store.journal import Journal, from_text, to_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sending of an action."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    statuses_before: dict[str, str]
    outcome: str | None


def reads_of(journal: Journal, action: Action) -> list[datetime]:
    """Moments of the settling reads after the last attempt, oldest first."""
    with journal.read() as connection:
        rows = connection.execute(
            "SELECT read_at FROM settling_reads WHERE action_id = ? AND attempt = ? ORDER BY read_at",
            (action.action_id, action.attempt_count),
        ).fetchall()
    return [moment for row in rows if (moment := from_text(row["read_at"]))]


def last_attempt(journal: Journal, action_id: str) -> Attempt | None:
    with journal.read() as connection:
        row = connection.execute(
            "SELECT * FROM attempts WHERE action_id = ? ORDER BY number DESC LIMIT 1", (action_id,)
        ).fetchone()
    if row is None:
        return None
    started_at = from_text(row["started_at"])
    assert started_at is not None
    return Attempt(
        number=row["number"],
        started_at=started_at,
        ended_at=from_text(row["ended_at"]),
        statuses_before=json.loads(row["statuses_before"]),
        outcome=row["outcome"],
    )


def unknown_attempts(journal: Journal, action_id: str) -> int:
    """How often this action was sent without a clear answer."""
    with journal.read() as connection:
        row = connection.execute(
            "SELECT count(*) FROM attempts WHERE action_id = ? AND outcome = 'unknown'", (action_id,)
        ).fetchone()
    return int(row[0])


def load(journal: Journal, action_id: str) -> Action | None:
    with journal.read() as connection:
        row = connection.execute("SELECT * FROM actions WHERE action_id = ?", (action_id,)).fetchone()
        return _action(connection, row) if row else None


def due(journal: Journal, states: Iterable[ActionState], now: datetime) -> list[Action]:
    """Actions holding an item in one of `states` whose time has come, the most urgent first."""
    wanted = [state.value for state in states]
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT * FROM actions
            WHERE action_id IN (
                SELECT action_id FROM action_items WHERE state IN (SELECT value FROM json_each(?))
            )
              AND not_before_at <= ? AND coalesce(next_try_at, '') <= ?
            ORDER BY deadline_at IS NULL, deadline_at, created_at, action_id
            """,
            (json.dumps(wanted), to_text(now), to_text(now)),
        ).fetchall()
        return [_action(connection, row) for row in rows]


def confirmed_decisions(journal: Journal) -> list[tuple[str, str, str, str, str | None, datetime]]:
    """(shop, claim_id, item_id, kind, reason_code, decided_at) of everything that we caused."""
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT a.shop, a.claim_id, i.item_id, a.kind, a.details ->> '$.reason_code' AS reason_code, i.state_at
            FROM action_items i JOIN actions a USING (action_id) WHERE i.state = 'confirmed'
            """
        ).fetchall()
    return [
        (row["shop"], row["claim_id"], row["item_id"], row["kind"], row["reason_code"], decided_at)
        for row in rows
        if (decided_at := from_text(row["state_at"]))
    ]


def _action(connection: sqlite3.Connection, row: sqlite3.Row) -> Action:
    items = connection.execute(
        "SELECT item_id, shown_version, state FROM action_items WHERE action_id = ? ORDER BY rowid", (row["action_id"],)
    ).fetchall()
    files = connection.execute(
        "SELECT * FROM attachments WHERE action_id = ? ORDER BY position", (row["action_id"],)
    ).fetchall()
    created_at, not_before_at = from_text(row["created_at"]), from_text(row["not_before_at"])
    assert created_at is not None and not_before_at is not None
    return Action(
        action_id=row["action_id"],
        request=ActionRequest(
            shop=row["shop"],
            marketplace=Marketplace(row["marketplace"]),
            claim_id=row["claim_id"],
            claim_type=row["claim_type"],
            order_number=row["order_number"],
            kind=ActionKind(row["kind"]),
            items=tuple(Wanted(item_id=item["item_id"], shown_version=item["shown_version"]) for item in items),
            details=_details(row["details"]),
            attachments=tuple(_attachment(file) for file in files),
            amount_try=None if row["amount_try"] is None else Decimal(row["amount_try"]),
            deadline_at=from_text(row["deadline_at"]),
            product_name=row["product_name"],
        ),
        batch_id=row["batch_id"],
        user=row["user"],
        source=row["source"],
        created_at=created_at,
        not_before_at=not_before_at,
        item_states={item["item_id"]: ActionState(item["state"]) for item in items},
        attempt_count=row["attempt_count"],
        message=row["message"],
        correlation_id=row["correlation_id"],
    )


def _details(text: str) -> ActionDetails:
    values = json.loads(text)
    finalize, acception_reason = values.pop("finalize"), values.pop("acception_reason")
    return ActionDetails(
        finalize=Finalize(finalize) if finalize else None,
        acception_reason=AcceptionReason(acception_reason) if acception_reason else None,
        **values,
    )


def _attachment(row: sqlite3.Row) -> Attachment:
    return Attachment(
        file_name=row["file_name"],
        content_type=row["content_type"],
        sha256=row["sha256"],
        path=row["path"],
        byte_count=row["byte_count"],
    )
