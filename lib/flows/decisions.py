"""From the button to the journal: every page and command asks for a decision here, and nothing is sent from here."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lib.domain.action import (
    STATEMENT_MAX,
    ActionKind,
    ActionRequest,
    ActionState,
    Attachment,
    Evidence,
    permitted_kinds,
)
from lib.domain.claim import ClaimStatus
from lib.errors import ActionNotAllowed, SettingsError
from lib.flows.services import Services
from lib.queries.reject_reasons import reject_reason_choices, usable_from
from lib.store import attachment_files, decision_facts, journal_actions, journal_lookup
from lib.store.attachment_files import MOST_FILES
from lib.store.journal import read_setting, to_text, write_audit, write_setting

SHOWN_FOR = timedelta(minutes=5)
"""From the dialog to the yes; later it is shown anew."""
MOST_AHEAD = timedelta(minutes=1)
"""A dialog cannot have been shown in the future; a little is left for clocks."""


class Problem(StrEnum):
    """Why a decision was not stored."""

    ALREADY_ASKED = "already_asked"
    NOT_PERMITTED = "not_permitted"
    SHOWN_TOO_LONG_AGO = "shown_too_long_ago"
    CHANGED_SINCE_SHOWN = "changed_since_shown"
    UNKNOWN_SHOP = "unknown_shop"
    UNKNOWN_CLAIM = "unknown_claim"
    REASON_MISSING = "reason_missing"
    REASON_UNKNOWN = "reason_unknown"
    FILE_NEEDED = "file_needed"
    TOO_MANY_FILES = "too_many_files"
    TOO_EARLY = "too_early"
    STATEMENT_MISSING = "statement_missing"
    STATEMENT_TOO_LONG = "statement_too_long"
    LINK_WRONG = "link_wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What became of one request: an intent in the journal, or the reason why not."""

    request: ActionRequest
    action_id: str | None = None
    problem: Problem | None = None


def ask(
    services: Services, requests: Sequence[ActionRequest], *, user: str, source: str, shown_at: datetime
) -> list[Asked]:
    """Stores one intent per request and returns at once; several requests get one batch id and the longer undo.

    `source` is `page` or `command`; a command has no undo window.
    """
    now = services.now()
    batch_id = uuid.uuid4().hex if len(requests) > 1 else None
    engine = services.settings.engine
    undo_s = 0.0 if source == "command" else engine.undo_batch_s if batch_id else engine.undo_s
    results: list[Asked] = []
    for request in requests:
        problem = _problem(services, request, shown_at, now)
        if problem:
            results.append(Asked(request=request, problem=problem))
            continue
        action_id = uuid.uuid4().hex
        try:
            journal_actions.record(
                services.journal,
                request,
                action_id=action_id,
                batch_id=batch_id,
                user=user,
                source=source,
                at=now,
                not_before_at=now + timedelta(seconds=undo_s),
            )
        except journal_actions.AlreadyAsked:
            results.append(Asked(request=request, problem=Problem.ALREADY_ASKED))
            continue
        results.append(Asked(request=request, action_id=action_id))
    if services.background:
        services.background.wake_engine()
    return results


def take_back(services: Services, action_id: str, *, user: str) -> bool:
    """Cancels what has not left; False when it has, or is not there."""
    action = journal_lookup.load(services.journal, action_id)
    if action is None or set(action.item_states.values()) != {ActionState.QUEUED}:
        return False
    try:
        journal_actions.move(
            services.journal,
            action_id,
            action.item_states,
            ActionState.CANCELLED,
            at=services.now(),
            actor=user,
            evidence=Evidence.PERSON,
        )
    except journal_actions.WrongState:
        return False  # the engine was faster
    return True


def resolve(services: Services, action_id: str, item_id: str, state: ActionState, *, note: str, user: str) -> None:
    """A named person settles what reads could not. Raises ActionNotAllowed without a note or from another state."""
    if not note.strip():
        raise ActionNotAllowed("a note is needed: what did you see in the seller panel?")
    try:
        journal_actions.move(
            services.journal,
            action_id,
            [item_id],
            state,
            at=services.now(),
            actor=user,
            evidence=Evidence.PERSON,
            message=note.strip(),
        )
    except journal_actions.WrongState as exc:
        raise ActionNotAllowed(str(exc)) from exc
    if services.background:
        services.background.wake_engine()


def is_paused(services: Services) -> bool:
    return read_setting(services.journal, "paused") == "yes"


def set_paused(services: Services, paused: bool, *, user: str) -> None:
    """One switch for all sending; what is queued stays queued."""
    now = services.now()
    with services.journal.write() as connection:
        write_setting(connection, "paused", "yes" if paused else "no", now)
        write_audit(connection, at=now, actor=user, event="setting", detail={"paused": paused})
    if services.background:
        services.background.wake_engine()


def mark_seen(services: Services, shop: str, claims: Sequence[tuple[str, str]], *, user: str) -> None:
    """Gördüm: notes that a person has seen what Hepsiburada decided; `claims` are (claim_id, raw_status)."""
    now = services.now()
    with services.journal.write() as connection:
        for claim_id, raw_status in claims:
            connection.execute(
                "INSERT OR IGNORE INTO seen_marks VALUES (?, ?, ?, ?, ?)",
                (shop, claim_id, raw_status, user, to_text(now)),
            )
            detail = {"shop": shop, "claim": claim_id, "raw_status": raw_status}
            write_audit(connection, at=now, actor=user, event="seen", detail=detail)


def keep_attachment(services: Services, content: bytes) -> Attachment:
    """Stores one file for a refusal. Raises ActionNotAllowed with the reason."""
    return attachment_files.keep(services.settings.files, content)


def _problem(services: Services, request: ActionRequest, shown_at: datetime, now: datetime) -> Problem | None:
    try:
        services.shop(request.shop)
    except SettingsError:
        return Problem.UNKNOWN_SHOP
    if not now - SHOWN_FOR <= shown_at <= now + MOST_AHEAD:
        return Problem.SHOWN_TOO_LONG_AGO
    with services.db.cursor() as cursor:
        facts = decision_facts.item_facts(cursor, request.shop, request.claim_id)
    for wanted in request.items:
        known = facts.get(wanted.item_id)
        if known is None:
            return Problem.UNKNOWN_CLAIM
        if request.kind not in permitted_kinds(request.marketplace, known.status):
            return Problem.NOT_PERMITTED
        if known.version != wanted.shown_version:
            return Problem.CHANGED_SINCE_SHOWN
    if not request.items:
        return Problem.UNKNOWN_CLAIM
    if request.kind is ActionKind.REJECT:
        since = max(facts[wanted.item_id].status_since for wanted in request.items)
        return _refusal_problem(services, request, facts[request.items[0].item_id].status, since, now)
    link = request.details.invoice_link
    return Problem.LINK_WRONG if link and not link.startswith("https://") else None


def _refusal_problem(
    services: Services, request: ActionRequest, status: ClaimStatus, status_since: datetime, now: datetime
) -> Problem | None:
    details = request.details
    if not details.reason_code:
        return Problem.REASON_MISSING
    choices = reject_reason_choices(
        services.db, shop=request.shop, claim_type=request.claim_type, status=status
    )
    reason = next((choice for choice in choices if choice.code == details.reason_code), None)
    if reason is None:
        return Problem.REASON_UNKNOWN
    if now < usable_from(reason, status_since):
        return Problem.TOO_EARLY
    if reason.needs_file and not request.attachments:
        return Problem.FILE_NEEDED
    if len(request.attachments) > MOST_FILES:
        return Problem.TOO_MANY_FILES
    if not (details.statement or "").strip():
        return Problem.STATEMENT_MISSING
    return Problem.STATEMENT_TOO_LONG if len(details.statement or "") > STATEMENT_MAX else None
