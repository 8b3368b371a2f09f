"""The decision road after the journal: read again, send once, settle by reading. One engine per installation.

An intent leaves only after a fresh read shows what the person saw. What is neither a clear yes nor a clear no becomes
`unknown` and is settled by reads alone; a second sending needs a quiet period, two reads and a person's yes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.domain.action import Action, ActionState, Evidence, permitted_kinds, wanted_statuses
from lib.domain.claim import FINAL_STATUSES, ClaimItem, ClaimStatus, item_version
from lib.errors import (
    CredentialsRefused,
    RateLimited,
    RemoteError,
    RequestRefused,
    Unreachable,
)
from lib.flows import decisions, intake, settling
from lib.flows.services import Services
from lib.store import journal_actions, journal_lookup

SEND_DEADLINE_S = 120.0
"""Longest an attempt may run: the total deadline of an upload."""
WAIT_AFTER_FAILURE = timedelta(seconds=60)
"""Before a decision is tried again that definitely did not leave."""


@dataclass(slots=True)
class Pace:
    """When each shop's next decision of a kind may leave; the published pace is used in full."""

    next_at: dict[tuple[str, str], datetime]

    def wait_until(self, action: Action) -> datetime:
        shop, kind = action.request.shop, action.request.kind.value
        return self.next_at.get((shop, kind), datetime.min.replace(tzinfo=UTC))

    def note(self, services: Services, action: Action) -> None:
        client = services.clients[action.request.shop]
        interval = timedelta(seconds=client.action_interval_s)
        self.next_at[(action.request.shop, action.request.kind.value)] = services.now() + interval


def new_pace() -> Pace:
    return Pace(next_at={})


def recover(services: Services) -> int:
    """After a restart a row found in `sending` may or may not have left: it becomes `unknown`, never `queued`."""
    found = journal_lookup.due(services.journal, [ActionState.SENDING], datetime.max.replace(tzinfo=UTC))
    for action in found:
        journal_actions.end_attempt(
            services.journal,
            action.action_id,
            _in_state(action, ActionState.SENDING),
            action.attempt_count,
            ActionState.UNKNOWN,
            at=services.now(),
            outcome="unknown",
            evidence=Evidence.RESTART,
            message="the program ended while this was being sent",
        )
    return len(found)


def step(services: Services, pace: Pace) -> bool:
    """Does the most urgent thing that is due: settles first, then sends one. False when nothing was due."""
    now = services.now()
    settled = False
    for action in journal_lookup.due(services.journal, [ActionState.DELIVERED, ActionState.UNKNOWN], now):
        if services.stopping.is_set():
            return True
        settling.settle(services, action)
        settled = True
    if decisions.is_paused(services):
        return settled
    for action in journal_lookup.due(services.journal, [ActionState.QUEUED], now):
        if services.stopping.is_set():
            return True
        if action.request.shop not in services.clients or pace.wait_until(action) > now:
            continue
        if services.clients[action.request.shop].pause_s() > 0:
            continue
        send(services, action, pace)
        return True
    return settled


def send(services: Services, action: Action, pace: Pace) -> None:
    """One decision: read, compare, commit the attempt, call once, record what the answer told."""
    try:
        items = _read_again(services, action)
    except RemoteError as exc:
        _postpone(services, action, exc)
        return
    ready = _sift(services, action, items)
    if not ready:
        return
    if not services.shop(action.request.shop).live:
        _move(services, action, ready, ActionState.SIMULATED, Evidence.ENGINE)
        return
    pace.note(services, action)
    _attempt(services, action, ready, {item_id: items[item_id].raw_status for item_id in ready})


def _read_again(services: Services, action: Action) -> dict[str, ClaimItem]:
    """The claim's items as the marketplace shows them now, taken in by the sync's own upsert."""
    client = services.clients[action.request.shop]
    ref = settling.claim_ref(services, action)
    claims = intake.store_reading(services, client, client.read_claim(ref))
    return {item.item_id: item for claim in claims if claim.claim_id == ref.claim_id for item in claim.items}


def _sift(services: Services, action: Action, items: dict[str, ClaimItem]) -> list[str]:
    """The queued items that still are what the person saw; the others end here, each with its reason."""
    ready: list[str] = []
    for wanted in action.request.items:
        if action.item_states[wanted.item_id] is not ActionState.QUEUED:
            continue
        item = items.get(wanted.item_id)
        if item is None:
            _move(services, action, [wanted.item_id], ActionState.NEEDS_PERSON, Evidence.READ, "claim_not_found")
        elif item_version(item.raw_status, item.quantity, item.unit_price_try) == wanted.shown_version:
            ready.append(wanted.item_id)
        elif _is_done(action, item):
            _move(services, action, [wanted.item_id], ActionState.DONE_ELSEWHERE, Evidence.READ, item.raw_status)
        else:
            _move(services, action, [wanted.item_id], ActionState.NEEDS_PERSON, Evidence.READ, "changed_since_shown")
    return ready


def _is_done(action: Action, item: ClaimItem) -> bool:
    """Somebody else decided: the item is final, or already where this decision would bring it."""
    if item.status in FINAL_STATUSES or item.status in wanted_statuses(action.request.kind, action.request.details):
        return True
    return action.request.kind not in permitted_kinds(action.request.marketplace, item.status) and (
        item.status in (ClaimStatus.IN_DISPUTE, ClaimStatus.IN_ANALYSIS, ClaimStatus.FRAUD_CHECK)
    )


def _attempt(services: Services, action: Action, item_ids: list[str], statuses_before: dict[str, str]) -> None:
    client = services.clients[action.request.shop]
    started_at = services.now()
    number = journal_actions.start_attempt(
        services.journal,
        action,
        item_ids,
        statuses_before,
        at=started_at,
        deadline_at=started_at + timedelta(seconds=SEND_DEADLINE_S),
    )
    state, outcome, evidence = ActionState.DELIVERED, "delivered", Evidence.ANSWER
    error: RemoteError | None = None
    wait: timedelta | None = None
    correlation_id: str | None = None
    status_code: int | None = None
    try:
        answer = client.send_action(action, item_ids)
        correlation_id, status_code = answer.correlation_id, answer.status_code
    except (Unreachable, RateLimited) as exc:
        state, outcome, evidence, error = ActionState.QUEUED, "not_sent", Evidence.NOT_SENT, exc
        wait = timedelta(seconds=exc.retry_after_s) if isinstance(exc, RateLimited) else WAIT_AFTER_FAILURE
    except (RequestRefused, CredentialsRefused) as exc:
        # After an attempt whose answer was lost, a no may mean that it is already done: reads decide.
        lost_before = journal_lookup.unknown_attempts(services.journal, action.action_id) > 0
        state, outcome = (ActionState.UNKNOWN, "unknown") if lost_before else (ActionState.REFUSED, "refused")
        error = exc
    except RemoteError as exc:
        state, outcome, error = ActionState.UNKNOWN, "unknown", exc
    if error is not None:
        correlation_id, status_code = error.correlation_id, error.status_code
    ended_at = services.now()
    journal_actions.end_attempt(
        services.journal,
        action.action_id,
        item_ids,
        number,
        state,
        at=ended_at,
        outcome=outcome,
        evidence=evidence,
        status_code=status_code,
        correlation_id=correlation_id,
        message=str(error) if error else None,
        next_try_at=ended_at + (wait or settling.FIRST_LOOK),
    )


def _postpone(services: Services, action: Action, error: RemoteError) -> None:
    wait = timedelta(seconds=error.retry_after_s) if isinstance(error, RateLimited) else WAIT_AFTER_FAILURE
    journal_actions.postpone(services.journal, action.action_id, services.now() + wait, str(error))


def _move(
    services: Services,
    action: Action,
    item_ids: list[str],
    state: ActionState,
    evidence: Evidence,
    message: str | None = None,
) -> None:
    journal_actions.move(
        services.journal,
        action.action_id,
        item_ids,
        state,
        at=services.now(),
        actor="engine",
        evidence=evidence,
        message=message,
    )


def _in_state(action: Action, state: ActionState) -> list[str]:
    return [item_id for item_id, held in action.item_states.items() if held is state]
