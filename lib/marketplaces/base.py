"""What the flows may ask of a marketplace. One module a marketplace knows how its API answers; nobody else does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lib.domain.action import Action
from lib.domain.claim import AuditEntry as AuditEntry
from lib.domain.claim import Claim, Marketplace, OrderLine, Product, RejectReason
from lib.domain.claim import ClaimRef as ClaimRef
from lib.domain.claim import Executor as Executor

PARSER_VERSION = 1
"""Raised when a mapping learns to read more: rows that were set aside by an older one are then tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer of a claim list, as one snapshot."""

    payloads: tuple[dict[str, Any], ...]
    total_count: int | None
    """Rows that the marketplace says match; None where it does not say."""
    request: str
    """Method, path and parameters; no secret."""
    read_at: datetime
    """When the read began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The documented yes to an action; any other answer is an error of `lib.errors`."""

    status_code: int
    correlation_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One harmless read and what it told."""

    name: str
    """`keys`, `claims`, `orders` …"""
    ok: bool
    problem: str | None = None
    """`credentials`, `permission`, `unreachable`, `limited`, `unexpected`; None when ok."""
    message: str = ""
    """English, no secret."""


class MarketplaceClient(Protocol):
    """Every method raises only errors of `lib.errors`. Reads repeat themselves, send_action never does."""

    shop: str
    marketplace: Marketplace
    page_size: int
    """Most claims that one window can bring in one answer."""
    has_audit: bool
    action_interval_s: float
    """The published pace of decisions: seconds between two of one kind."""

    @property
    def request_count(self) -> int:
        """Requests sent so far, repeats included."""

    @property
    def retry_count(self) -> int: ...

    def fetch_window(self, begin_at: datetime, end_at: datetime, *, offset: int = 0) -> Page:
        """Claims created in [begin_at, end_at), at most page_size of them from `offset` on."""

    def fetch_waiting(self) -> Iterator[Page]:
        """Claims that wait for the merchant now, all pages: the first thing a new shop sees."""

    def fetch_known(self, refs: Sequence[ClaimRef], *, changed_since: datetime | None) -> Iterator[Page]:
        """Answers about claims we know as open. Trendyol asks by id; Hepsiburada, which has no such call, lists its
        open statuses whole and the final ones since `changed_since`."""

    def read_claim(self, ref: ClaimRef) -> Page:
        """The newest answer about one claim; no payload when the marketplace does not have it."""

    def to_claim(self, payload: dict[str, Any]) -> Claim:
        """Raises UnexpectedPayload naming the claim and field."""

    def claim_id_of(self, payload: dict[str, Any]) -> str | None:
        """The id as far as it can be read, for a payload that `to_claim` refuses."""

    def without_personal_data(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The same answer with names, notes, phones, addresses cut out; this is what may be stored."""

    def count_by_status(self, begin_at: datetime, end_at: datetime) -> dict[str, int]:
        """Raw status → claims created in the span: of that status (Hepsiburada) or holding such an item (Trendyol)."""

    def send_action(self, action: Action, item_ids: Sequence[str]) -> Answer:
        """One call for all `item_ids` of the claim, once, on a fresh connection."""

    def fetch_audit(self, item_id: str) -> list[AuditEntry]:
        """Oldest first; empty where `has_audit` is False."""

    def fetch_reject_reasons(self) -> list[RejectReason]:
        """Today's catalogue. Trendyol's is fetched, Hepsiburada's ships as a table."""

    def fetch_order(self, order_number: str) -> list[OrderLine]:
        """Lines of one order; empty when the marketplace no longer gives it."""

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        """Sold lines that changed in the window, page by page, as far as the marketplace still gives them."""

    def fetch_products(self, barcodes: Sequence[str]) -> list[Product]:
        """Catalogue rows of the asked barcodes; missing ones are simply absent."""

    def fetch_picture(self, url: str) -> bytes | None:
        """At most 5 MB from a listed picture host; None when refused, too large or not there."""

    def check(self) -> list[Check]:
        """One harmless read per service; never raises."""

    def pause_s(self) -> float:
        """Seconds until this shop's traffic may go on; 0 when open (429 wait, 403 block, breaker, 401 stop)."""

    def resume(self) -> None:
        """A person looked at the credentials: forget a 401 stop."""

    def close(self) -> None: ...
