"""Intents, attempts and states in the journal; each change is one transaction: state, evidence, audit line."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from lib.domain.action import (
    TRANSITIONS,
    Action,
    ActionGroup,
    ActionRequest,
    ActionState,
    Evidence,
    Wanted,
)
from lib.errors import StoreError
from lib.store.journal import Journal, to_text, write_audit


class AlreadyAsked(Exception):
    """Another open intent holds the place of one of the items."""


class WrongState(StoreError):
    """The item is not in a state that leads to the wanted one."""


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
