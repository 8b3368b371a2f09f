"""What a user asked for, and what became of the asking: kinds, states, the transition table, what is permitted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from lib.domain.claim import ClaimStatus, Marketplace


class ActionKind(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    PREAPPROVE = "preapprove"
    """Hepsiburada: let the product come first."""


class ActionGroup(StrEnum):
    """One open intent per target and group: the guard against double clicks and two users."""

    DECISION = "decision"


class ActionState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    DONE_ELSEWHERE = "done_elsewhere"
    NEEDS_PERSON = "needs_person"
    CANCELLED = "cancelled"
    SIMULATED = "simulated"


_S = ActionState
TRANSITIONS: dict[ActionState, frozenset[ActionState]] = {
    _S.QUEUED: frozenset({_S.SENDING, _S.CANCELLED, _S.SIMULATED, _S.DONE_ELSEWHERE, _S.NEEDS_PERSON}),
    _S.SENDING: frozenset({_S.DELIVERED, _S.REFUSED, _S.UNKNOWN, _S.QUEUED}),
    _S.DELIVERED: frozenset({_S.CONFIRMED, _S.DONE_ELSEWHERE, _S.NEEDS_PERSON}),
    _S.UNKNOWN: frozenset({_S.CONFIRMED, _S.REFUSED, _S.DONE_ELSEWHERE, _S.QUEUED, _S.NEEDS_PERSON}),
    _S.NEEDS_PERSON: frozenset({_S.CONFIRMED, _S.REFUSED, _S.QUEUED}),
    _S.CONFIRMED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.DONE_ELSEWHERE: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.SIMULATED: frozenset(),
}
"""reliability.md section 1; any other transition raises."""

OPEN_STATES = frozenset(state for state, following in TRANSITIONS.items() if following)
"""An item in one of these holds the unique place of its target: no second intent may be stored."""

GOOD_ENDS = frozenset({_S.DELIVERED, _S.CONFIRMED, _S.SIMULATED})
"""What a command reports as success."""


class Evidence(StrEnum):
    """Why we believe a state."""

    PERSON = "person"
    ANSWER = "answer"
    AUDIT = "audit"
    """The marketplace's history names who did it."""
    TIMING = "timing"
    """The effect was absent before our attempt and first seen after it."""
    READ = "read"
    NOT_SENT = "not_sent"
    RESTART = "restart"
    ENGINE = "engine"


class Finalize(StrEnum):
    """Hepsiburada's FinalizedWith."""

    REFUND = "refund"
    CHANGE = "change"


class AcceptionReason(StrEnum):
    """Hepsiburada: why a new-product request is approved as a refund."""

    STOCK_PROBLEM = "StockProblem"
    PRODUCT_NOT_DEFECTIVE = "ProductNotDefective"
    OTHER = "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to be sent with a refusal; checked by content before it is stored."""

    file_name: str
    """Our own name, never the user's path."""
    content_type: str
    sha256: str
    path: str
    """Absolute path below `<stem>.files/`."""
    byte_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDetails:
    """What a decision says beyond its kind."""

    finalize: Finalize | None = None
    acception_reason: AcceptionReason | None = None
    invoice_link: str | None = None
    reason_code: str | None = None
    reason_name: str | None = None
    statement: str | None = None
    """The seller's words to the marketplace, at most 500 characters."""


STATEMENT_MAX = 500
"""Trendyol documents 500; Hepsiburada's limit is UNKNOWN and its clients cap at 500."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One item as the person saw it when deciding."""

    item_id: str
    shown_version: str
    """claim.item_version of what stood on the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRequest:
    """A decision on some items of one claim, before it is an intent."""

    shop: str
    marketplace: Marketplace
    claim_id: str
    claim_type: str
    order_number: str
    kind: ActionKind
    items: tuple[Wanted, ...]
    details: ActionDetails = ActionDetails()
    attachments: tuple[Attachment, ...] = ()
    amount_try: Decimal | None = None
    deadline_at: datetime | None = None
    product_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A stored intent. State is kept per item, in the journal."""

    action_id: str
    request: ActionRequest
    batch_id: str | None
    user: str
    source: str
    """`page` or `command`."""
    created_at: datetime
    not_before_at: datetime
    """End of the undo window."""
    item_states: dict[str, ActionState]
    attempt_count: int
    message: str | None
    correlation_id: str | None


WANTED_STATUSES: dict[ActionKind, frozenset[ClaimStatus]] = {
    ActionKind.APPROVE: frozenset({ClaimStatus.ACCEPTED, ClaimStatus.FRAUD_CHECK, ClaimStatus.REFUNDED}),
    ActionKind.REJECT: frozenset({ClaimStatus.IN_DISPUTE, ClaimStatus.IN_ANALYSIS, ClaimStatus.REJECTED}),
    ActionKind.PREAPPROVE: frozenset({ClaimStatus.REQUESTED, ClaimStatus.AWAITING_ACTION}),
}
"""Statuses that show the effect. A fraud check counts as approved, under review."""

REASONS_THAT_MAY_ACCEPT = frozenset({"2078", "2101"})
"""Trendyol refusal reasons whose resulting status is UNKNOWN (trendyol.md section 6): accepted counts as effect too."""


def wanted_statuses(kind: ActionKind, details: ActionDetails) -> frozenset[ClaimStatus]:
    """The statuses that show this decision's effect."""
    wanted = WANTED_STATUSES[kind]
    if kind is ActionKind.REJECT and details.reason_code in REASONS_THAT_MAY_ACCEPT:
        return wanted | WANTED_STATUSES[ActionKind.APPROVE]
    return wanted


def permitted_kinds(marketplace: Marketplace, status: ClaimStatus) -> frozenset[ActionKind]:
    """What may be asked for an item in this status (trendyol.md sections 5, 6; hepsiburada.md sections 5.5 to 5.6b)."""
    decide = frozenset({ActionKind.APPROVE, ActionKind.REJECT})
    if status is ClaimStatus.AWAITING_ACTION:
        return decide
    if status is ClaimStatus.AWAITING_PREAPPROVAL and marketplace is Marketplace.HEPSIBURADA:
        return decide | {ActionKind.PREAPPROVE}
    return frozenset()
