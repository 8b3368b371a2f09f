"""What became of a decision that has left: told by reads and, where there is one, by the marketplace's own history.

*Caused by us* means: the effect was absent in the read before sending and first seen after our attempt. The history
(Trendyol) names who did it; Hepsiburada has none, there the order of events is the evidence.
"""

from datetime import datetime, timedelta

from lib.domain.action import Action, ActionState, Evidence, wanted_statuses
from lib.domain.claim import AcceptedBy, AuditEntry, ClaimItem, ClaimRef, Executor
from lib.errors import RemoteError
from lib.flows import intake
from lib.flows.services import Services
from lib.store import claim_store, journal_actions, journal_lookup
from lib.store.journal import read_setting
from lib.store.journal_lookup import Attempt

FIRST_LOOK = timedelta(seconds=4)
"""Trendyol shows an approval after about three seconds."""
LONGEST_GAP = timedelta(minutes=5)
PATIENCE = timedelta(minutes=30)
"""A documented yes whose effect no read shows for this long needs a person."""
CLOCK_SKEW = timedelta(minutes=2)
"""How far a marketplace's clock may be behind ours."""
MOST_UNKNOWN_ATTEMPTS = 3
OPEN_STATES = (ActionState.DELIVERED, ActionState.UNKNOWN)


def settle(services: Services, action: Action) -> None:
    """One look at the claim; items that it explains reach their end, the others are looked at again later."""
    attempt = journal_lookup.last_attempt(services.journal, action.action_id)
    if attempt is None:
        return
    client = services.clients[action.request.shop]
    ref = claim_ref(services, action)
    try:
        page = client.read_claim(ref)
        claims = intake.store_reading(services, client, page)
        items = {item.item_id: item for claim in claims if claim.claim_id == ref.claim_id for item in claim.items}
        audits = {item_id: _audit(services, action, item_id) for item_id in _open_items(action)}
    except RemoteError as exc:
        journal_actions.postpone(services.journal, action.action_id, services.now() + timedelta(seconds=60), str(exc))
        return
    waiting = [
        item_id
        for item_id in _open_items(action)
        if not _explained(services, action, attempt, item_id, items.get(item_id), audits[item_id])
    ]
    if waiting:
        _look_again(services, action, attempt, waiting, items)


def claim_ref(services: Services, action: Action) -> ClaimRef:
    """How to find the action's claim, also when the claims database was made anew since."""
    request = action.request
    with services.db.cursor() as cursor:
        known = claim_store.claim_ref(cursor, request.shop, request.claim_id)
    if known:
        return known
    return ClaimRef(
        claim_id=request.claim_id,
        order_number=request.order_number,
        raw_status=request.items[0].shown_version.split("|")[0],
        claimed_at=action.created_at,
    )


def _explained(
    services: Services,
    action: Action,
    attempt: Attempt,
    item_id: str,
    item: ClaimItem | None,
    audit: list[AuditEntry],
) -> bool:
    """Moves the item to its end when the evidence is there."""
    if item is None or item.raw_status == attempt.statuses_before.get(item_id):
        return False
    mover = _mover(attempt, item_id, audit)
    if mover is not None:
        ours = mover is Executor.API
        _end(services, action, item_id, ours, Evidence.AUDIT, item)
        return True
    if services.clients[action.request.shop].has_audit and action.item_states[item_id] is ActionState.UNKNOWN:
        return False  # the history has not caught up: whether this was us is not known yet
    wanted = item.status in wanted_statuses(action.request.kind, action.request.details)
    ours = wanted and item.accepted_by is not AcceptedBy.SYSTEM
    _end(services, action, item_id, ours, Evidence.TIMING if ours else Evidence.READ, item)
    return True


def _mover(attempt: Attempt, item_id: str, audit: list[AuditEntry]) -> Executor | None:
    """Who took the item out of the status it had before our attempt; None when the history does not say."""
    before = attempt.statuses_before.get(item_id)
    for entry in audit:
        if entry.previous_raw_status == before and entry.happened_at >= attempt.started_at - CLOCK_SKEW:
            return entry.executor
    return None


def _end(
    services: Services, action: Action, item_id: str, ours: bool, evidence: Evidence, item: ClaimItem
) -> None:
    now = services.now()
    journal_actions.move(
        services.journal,
        action.action_id,
        [item_id],
        ActionState.CONFIRMED if ours else ActionState.DONE_ELSEWHERE,
        at=now,
        actor="engine",
        evidence=evidence,
        message=item.raw_status,
    )
    if ours:
        request = action.request
        services.db.write(
            lambda cursor: claim_store.record_own_decision(
                cursor,
                request.shop,
                request.claim_id,
                [item_id],
                kind=request.kind.value,
                reason_code=request.details.reason_code,
                decided_at=now,
            )
        )


def _look_again(
    services: Services, action: Action, attempt: Attempt, waiting: list[str], items: dict[str, ClaimItem]
) -> None:
    """Nothing new: wait longer, or, when the rules say that waiting is over, hand it on."""
    now = services.now()
    ended_at = attempt.ended_at or attempt.started_at
    unknown = [item_id for item_id in waiting if action.item_states[item_id] is ActionState.UNKNOWN]
    unchanged = all(
        item_id in items and items[item_id].raw_status == attempt.statuses_before.get(item_id) for item_id in unknown
    )
    quiet_until = ended_at + timedelta(seconds=services.settings.engine.quiet_s)
    if unknown and unchanged and now >= quiet_until:
        journal_actions.note_read(
            services.journal, action, {item_id: items[item_id].raw_status for item_id in unknown}, at=now
        )
        if _twice_read(services, action, quiet_until):
            _not_done(services, action, unknown)
            return
    if now - ended_at >= PATIENCE:
        _hand_over(services, action, waiting, "no_effect_seen")
        return
    gap = timedelta(seconds=services.settings.engine.settle_read_gap_s)
    pause = gap if unknown and now >= quiet_until else min(LONGEST_GAP, max(FIRST_LOOK, (now - ended_at) / 2))
    if unknown and now < quiet_until:
        pause = min(pause, quiet_until - now)
    journal_actions.postpone(services.journal, action.action_id, now + pause)


def _twice_read(services: Services, action: Action, quiet_until: datetime) -> bool:
    """Two reads after the quiet period, far enough apart, both showed the old status."""
    reads = [moment for moment in journal_lookup.reads_of(services.journal, action) if moment >= quiet_until]
    gap = timedelta(seconds=services.settings.engine.settle_read_gap_s)
    return len(reads) >= 2 and reads[-1] - reads[0] >= gap


def _not_done(services: Services, action: Action, item_ids: list[str]) -> None:
    """The evidence says it did not happen: sent again only by an admin's standing yes, else by a person's."""
    attempts = journal_lookup.unknown_attempts(services.journal, action.action_id)
    allowed = read_setting(services.journal, "resend_without_asking") == action.request.kind.value
    if allowed and attempts < MOST_UNKNOWN_ATTEMPTS:
        journal_actions.move(
            services.journal,
            action.action_id,
            item_ids,
            ActionState.QUEUED,
            at=services.now(),
            actor="engine",
            evidence=Evidence.READ,
        )
        return
    _hand_over(services, action, item_ids, "not_done")


def _hand_over(services: Services, action: Action, item_ids: list[str], message: str) -> None:
    journal_actions.move(
        services.journal,
        action.action_id,
        item_ids,
        ActionState.NEEDS_PERSON,
        at=services.now(),
        actor="engine",
        evidence=Evidence.READ,
        message=message,
    )


def _audit(services: Services, action: Action, item_id: str) -> list[AuditEntry]:
    """The item's history, kept for the claim's timeline too; empty where the marketplace has none."""
    client = services.clients[action.request.shop]
    if not client.has_audit:
        return []
    entries = client.fetch_audit(item_id)
    request = action.request
    services.db.write(
        lambda cursor: claim_store.record_audits(cursor, request.shop, request.claim_id, item_id, entries)
    )
    return entries


def _open_items(action: Action) -> list[str]:
    return [item_id for item_id, state in action.item_states.items() if state in OPEN_STATES]
