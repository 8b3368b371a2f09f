"""A marketplace in memory with a truth log: what it executed is what happened, whatever its answers said."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from lib.domain.action import Action, ActionKind
from lib.domain.claim import (
    AuditEntry,
    Claim,
    ClaimRef,
    ClaimStatus,
    Executor,
    Marketplace,
    OrderLine,
    Product,
    RejectReason,
)
from lib.errors import UnexpectedPayload
from lib.marketplaces.base import Answer, Check, Page
from tests.builders import RAW_STATUS

EFFECT = {ActionKind.APPROVE: ClaimStatus.ACCEPTED, ActionKind.REJECT: ClaimStatus.IN_DISPUTE}
Trouble = Callable[[str], None]


class FakeMarketplace:
    page_size = 200
    action_interval_s = 12.0

    def __init__(
        self, now: Callable[[], datetime], claims: Sequence[Claim] = (), *, shop: str = "ana", has_audit: bool = True
    ) -> None:
        self.shop, self.marketplace, self.has_audit = shop, Marketplace.TRENDYOL, has_audit
        self._now = now
        self.claims = {claim.claim_id: claim for claim in claims}
        self.truth: list[tuple[str, str, tuple[str, ...]]] = []
        """(kind, claim_id, item_ids) of every executed action."""
        self.sent_count = 0
        self.before_effect: list[Exception | None] = []
        """Raised (or not) by the next sendings before they take effect."""
        self.after_effect: list[Exception | None] = []
        self.on_read: list[Exception | None] = []
        self.audits: dict[str, list[AuditEntry]] = {}
        self.window_answers: list[Callable[[Page], Page]] = []
        """Changes made to the next window answers."""
        self.unreadable: set[str] = set()
        self.request_count = 0
        self.retry_count = 0

    def fetch_window(self, begin_at: datetime, end_at: datetime, *, offset: int = 0) -> Page:
        rows = [claim for claim in self.claims.values() if begin_at <= claim.claimed_at < end_at]
        rows.sort(key=lambda claim: (claim.modified_at or claim.claimed_at, claim.claim_id))
        page = self._page(rows[offset : offset + self.page_size], len(rows))
        return self.window_answers.pop(0)(page) if self.window_answers else page

    def fetch_waiting(self) -> Iterator[Page]:
        rows = [c for c in self.claims.values() if any(i.status is ClaimStatus.AWAITING_ACTION for i in c.items)]
        yield self._page(rows, len(rows))

    def fetch_known(self, refs: Sequence[ClaimRef], *, changed_since: datetime | None) -> Iterator[Page]:
        rows = [self.claims[ref.claim_id] for ref in refs if ref.claim_id in self.claims]
        yield self._page(rows, len(rows))

    def read_claim(self, ref: ClaimRef) -> Page:
        _raise_next(self.on_read)
        rows = [self.claims[ref.claim_id]] if ref.claim_id in self.claims else []
        return self._page(rows, len(rows))

    def to_claim(self, payload: dict[str, Any]) -> Claim:
        if payload["id"] in self.unreadable:
            raise UnexpectedPayload("field x is missing", service="fake", operation="to_claim")
        claim: Claim = payload["claim"]
        return claim

    def claim_id_of(self, payload: dict[str, Any]) -> str | None:
        return str(payload["id"])

    def without_personal_data(self, payload: dict[str, Any]) -> dict[str, Any]:
        return payload

    def count_by_status(self, begin_at: datetime, end_at: datetime) -> dict[str, int]:
        return {}

    def send_action(self, action: Action, item_ids: Sequence[str]) -> Answer:
        self.sent_count += 1
        _raise_next(self.before_effect)
        kind = action.request.kind
        self.truth.append((kind.value, action.request.claim_id, tuple(item_ids)))
        self.change(action.request.claim_id, EFFECT[kind], Executor.API, item_ids)
        _raise_next(self.after_effect)
        return Answer(status_code=200, correlation_id="c-1")

    def change(
        self, claim_id: str, status: ClaimStatus, executor: Executor, item_ids: Sequence[str] | None = None
    ) -> None:
        """The marketplace's own state moves, its history says through whom."""
        claim = self.claims[claim_id]
        items = []
        for item in claim.items:
            if item_ids is not None and item.item_id not in item_ids:
                items.append(item)
                continue
            entry = AuditEntry(
                item_id=item.item_id,
                previous_raw_status=item.raw_status,
                raw_status=RAW_STATUS[status],
                executor=executor,
                happened_at=self._now(),
            )
            self.audits.setdefault(item.item_id, []).append(entry)
            items.append(replace(item, status=status, raw_status=RAW_STATUS[status]))
        self.claims[claim_id] = replace(claim, items=tuple(items), modified_at=self._now() + timedelta(seconds=1))

    def fetch_audit(self, item_id: str) -> list[AuditEntry]:
        return self.audits.get(item_id, []) if self.has_audit else []

    def fetch_reject_reasons(self) -> list[RejectReason]:
        return [
            RejectReason(code="51", name="Kullanılmış", needs_file=True),
            RejectReason(code="451", name="Analize alacağım", needs_file=False),
            RejectReason(code="1651", name="Ulaşmadı", needs_file=False, not_before_h=24),
        ]

    def fetch_order(self, order_number: str) -> list[OrderLine]:
        return []

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        return iter(())

    def fetch_products(self, barcodes: Sequence[str]) -> list[Product]:
        return []

    def fetch_picture(self, url: str) -> bytes | None:
        return None

    def check(self) -> list[Check]:
        return [Check(name="keys", ok=True)]

    def pause_s(self) -> float:
        return 0.0

    def resume(self) -> None:
        return None

    def close(self) -> None:
        return None

    def _page(self, claims: Sequence[Claim], total: int) -> Page:
        self.request_count += 1
        payloads = tuple({"id": claim.claim_id, "claim": claim} for claim in claims)
        return Page(payloads=payloads, total_count=total, request="GET /claims", read_at=self._now())


def _raise_next(troubles: list[Exception | None]) -> None:
    trouble = troubles.pop(0) if troubles else None
    if trouble is not None:
        raise trouble
