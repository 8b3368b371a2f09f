"""Intents, attempts and states in the journal; each change is one transaction: state, evidence, audit line."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from lib.domain.action import (
    TRANSITIONS,
    AcceptionReason,
    Action,
    ActionDetails,
    ActionGroup,
    ActionKind,
    ActionRequest,
    ActionState,
    Attachment,
    Evidence,
    Finalize,
    Wanted,
)
from lib.domain.claim import Marketplace
from lib.errors import StoreError
from lib.store.journal import Journal, from_text, to_text, write_audit


class AlreadyAsked(Exception):
    """Another open intent holds the place of one of the items."""


class WrongState(StoreError):
    """The item is not in a state that leads to the wanted one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One sending of an action."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    statuses_before: dict[str, str]
    outcome: str | None


def record(
    journal: Journal,
    request: ActionRequest,
    *,
    action_id: str,
    batch_id: str | None,
    user: str,
    source: str,
    at: datetime,
    not_before_at: datetime,
) -> None:
    """Stores one intent, before the first byte. Raises AlreadyAsked; then nothing of it is stored."""
    try:
        with journal.write() as connection:
            _insert_action(connection, request, action_id, batch_id, user, source, at, not_before_at)
            for wanted in request.items:
                _insert_item(connection, request, action_id, wanted, at)
            for position, attachment in enumerate(request.attachments):
                connection.execute(
                    "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        action_id,
                        position,
                        attachment.file_name,
                        attachment.content_type,
                        attachment.sha256,
                        attachment.path,
                        attachment.byte_count,
                    ),
                )
            detail = {
                "shop": request.shop,
                "claim": request.claim_id,
                "kind": request.kind,
                "reason": request.details.reason_code,
                "source": source,
                "files": [attachment.sha256 for attachment in request.attachments],
            }
            write_audit(connection, at=at, actor=user, event="asked", action_id=action_id, detail=detail)
    except sqlite3.IntegrityError as exc:
        raise AlreadyAsked(f"{request.shop} {request.claim_id} has an open decision") from exc


def move(
    journal: Journal,
    action_id: str,
    item_ids: Iterable[str],
    to_state: ActionState,
    *,
    at: datetime,
    actor: str,
    evidence: Evidence,
    message: str | None = None,
    next_try_at: datetime | None = None,
) -> None:
    """Moves items of one action. Raises WrongState, and then moves none."""
    with journal.write() as connection:
        move_within(connection, action_id, item_ids, to_state, at=at, actor=actor, evidence=evidence, message=message)
        _note(connection, action_id, message, next_try_at)


def move_within(
    connection: sqlite3.Connection,
    action_id: str,
    item_ids: Iterable[str],
    to_state: ActionState,
    *,
    at: datetime,
    actor: str,
    evidence: Evidence,
    message: str | None = None,
) -> None:
    """`move` inside the caller's transaction."""
    for item_id in item_ids:
        row = connection.execute(
            "SELECT state FROM action_items WHERE action_id = ? AND item_id = ?", (action_id, item_id)
        ).fetchone()
        state = ActionState(row["state"])
        if to_state not in TRANSITIONS[state]:
            raise WrongState(f"action {action_id} item {item_id}: {state} does not lead to {to_state}")
        connection.execute(
            "UPDATE action_items SET state = ?, state_at = ? WHERE action_id = ? AND item_id = ?",
            (to_state.value, to_text(at), action_id, item_id),
        )
        write_audit(
            connection,
            at=at,
            actor=actor,
            event="transition",
            action_id=action_id,
            item_id=item_id,
            from_state=state.value,
            to_state=to_state.value,
            evidence=evidence.value,
            detail={"message": message} if message else {},
        )


def start_attempt(
    journal: Journal,
    action: Action,
    item_ids: Sequence[str],
    statuses_before: dict[str, str],
    *,
    at: datetime,
    deadline_at: datetime,
) -> int:
    """Commits the attempt and `sending` before any byte may leave; returns the attempt's number."""
    number = action.attempt_count + 1
    with journal.write() as connection:
        move_within(
            connection, action.action_id, item_ids, ActionState.SENDING, at=at, actor="engine", evidence=Evidence.ENGINE
        )
        connection.execute(
            "INSERT INTO attempts (action_id, number, started_at, deadline_at, statuses_before) VALUES (?, ?, ?, ?, ?)",
            (action.action_id, number, to_text(at), to_text(deadline_at), json.dumps(statuses_before)),
        )
        connection.execute(
            "UPDATE actions SET attempt_count = ? WHERE action_id = ?", (number, action.action_id)
        )
    return number


def end_attempt(
    journal: Journal,
    action_id: str,
    item_ids: Sequence[str],
    number: int,
    to_state: ActionState,
    *,
    at: datetime,
    outcome: str,
    evidence: Evidence,
    status_code: int | None = None,
    correlation_id: str | None = None,
    message: str | None = None,
    next_try_at: datetime | None = None,
) -> None:
    """What the answer, or its absence, told."""
    with journal.write() as connection:
        connection.execute(
            """
            UPDATE attempts SET ended_at = ?, outcome = ?, status_code = ?, correlation_id = ?, message = ?
            WHERE action_id = ? AND number = ?
            """,
            (to_text(at), outcome, status_code, correlation_id, message, action_id, number),
        )
        move_within(
            connection, action_id, item_ids, to_state, at=at, actor="engine", evidence=evidence, message=message
        )
        _note(connection, action_id, message, next_try_at)
        connection.execute(
            "UPDATE actions SET correlation_id = coalesce(?, correlation_id) WHERE action_id = ?",
            (correlation_id, action_id),
        )


def note_read(journal: Journal, action: Action, statuses: dict[str, str], *, at: datetime) -> None:
    """A settling read that still showed the old status."""
    with journal.write() as connection:
        connection.execute(
            "INSERT INTO settling_reads VALUES (?, ?, ?, ?)",
            (action.action_id, action.attempt_count, to_text(at), json.dumps(statuses)),
        )


def postpone(journal: Journal, action_id: str, next_try_at: datetime, message: str | None = None) -> None:
    """Nothing is known better; look again then."""
    with journal.write() as connection:
        _note(connection, action_id, message, next_try_at)


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


def next_due_at(journal: Journal) -> datetime | None:
    """When the next open action wants attention; None when none is open (needs_person waits for a person)."""
    with journal.read() as connection:
        row = connection.execute(
            """
            SELECT min(max(a.not_before_at, coalesce(a.next_try_at, ''))) AS due_at
            FROM actions a JOIN action_items i USING (action_id)
            WHERE i.state IN ('queued', 'sending', 'delivered', 'unknown')
            """
        ).fetchone()
    return from_text(row["due_at"])


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


def _insert_action(
    connection: sqlite3.Connection,
    request: ActionRequest,
    action_id: str,
    batch_id: str | None,
    user: str,
    source: str,
    at: datetime,
    not_before_at: datetime,
) -> None:
    connection.execute(
        """
        INSERT INTO actions (
            action_id, batch_id, shop, marketplace, claim_id, claim_type, order_number, product_name, kind, details,
            amount_try, deadline_at, user, source, created_at, not_before_at
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            action_id,
            batch_id,
            request.shop,
            request.marketplace.value,
            request.claim_id,
            request.claim_type,
            request.order_number,
            request.product_name,
            request.kind.value,
            json.dumps(asdict(request.details), ensure_ascii=False),
            None if request.amount_try is None else str(request.amount_try),
            None if request.deadline_at is None else to_text(request.deadline_at),
            user,
            source,
            to_text(at),
            to_text(not_before_at),
        ),
    )


def _insert_item(
    connection: sqlite3.Connection, request: ActionRequest, action_id: str, wanted: Wanted, at: datetime
) -> None:
    connection.execute(
        "INSERT INTO action_items VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            action_id,
            wanted.item_id,
            request.shop,
            f"{request.claim_id}/{wanted.item_id}",
            ActionGroup.DECISION.value,
            wanted.shown_version,
            ActionState.QUEUED.value,
            to_text(at),
        ),
    )


def _note(
    connection: sqlite3.Connection, action_id: str, message: str | None, next_try_at: datetime | None
) -> None:
    connection.execute(
        "UPDATE actions SET message = coalesce(?, message), next_try_at = ? WHERE action_id = ?",
        (message, None if next_try_at is None else to_text(next_try_at), action_id),
    )


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
