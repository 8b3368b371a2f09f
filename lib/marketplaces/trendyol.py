"""Trendyol over HTTP: paths, paging and bodies of claims and decisions (trendyol.md sections 1 to 8)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from lib.domain.action import Action, ActionKind
from lib.domain.claim import Claim, Marketplace, OrderLine, Product, RejectReason
from lib.errors import RequestRefused, UnexpectedPayload
from lib.http import HttpAccount, Timing, Transport
from lib.http_admission import Call
from lib.http_limits import Gate, Hosts, Pace, Priority
from lib.marketplaces import trendyol_mapping
from lib.marketplaces.base import Answer, AuditEntry, Check, ClaimRef, Page
from lib.marketplaces.connection_checks import checked
from lib.marketplaces.listed_pictures import fetch_picture
from lib.marketplaces.payload_fields import objects, text, without_personal_keys
from lib.marketplaces.reference_tables import ReferenceTables, read_reference_tables
from lib.marketplaces.trendyol_claims import PAGE_SIZE, TrendyolClaims
from lib.marketplaces.trendyol_decisions import decision_call, to_audit_entry, to_reject_reason
from lib.marketplaces.trendyol_mapping import SERVICE
from lib.marketplaces.trendyol_orders import TrendyolOrders
from lib.settings import TrendyolShop

PICTURE_HOSTS = frozenset({"cdn.dsmcdn.com", "img-trendyol.mncdn.com"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendyolPaces:
    """80 % of the published limits for reads, the published pace in full for decisions (limits page of 2026-08)."""

    claims: tuple[Pace, ...] = (Pace(count=40, window_s=10), Pace(count=800, window_s=60))
    audit: tuple[Pace, ...] = (Pace(count=40, window_s=10), Pace(count=800, window_s=60))
    products: tuple[Pace, ...] = (Pace(count=40, window_s=10), Pace(count=800, window_s=60))
    reasons: tuple[Pace, ...] = (Pace(count=40, window_s=10),)
    orders: tuple[Pace, ...] = (Pace(count=24, window_s=60),)
    """Lowest listing tier: 30 a minute."""
    stream: tuple[Pace, ...] = (Pace(count=1, window_s=5),)
    decision_s: float = 12.0
    """5 a minute, approve and issue counted apart."""
    pictures: tuple[Pace, ...] = (Pace(count=40, window_s=10),)


class TrendyolClient:
    """One shop; the methods are those of `base.MarketplaceClient`."""

    marketplace = Marketplace.TRENDYOL
    page_size = PAGE_SIZE
    has_audit = True

    def __init__(
        self,
        shop: TrendyolShop,
        *,
        now: Callable[[], datetime],
        wait: Callable[[float], bool | None] = sleep,
        clock: Callable[[], float] = monotonic,
        hosts: Hosts | None = None,
        paces: TrendyolPaces | None = None,
        timing: Timing | None = None,
        transport: Transport | None = None,
        tables: ReferenceTables | None = None,
    ) -> None:
        paces = paces or TrendyolPaces()
        self.shop = shop.shop
        self.action_interval_s = paces.decision_s
        self._settings = shop
        self._tables = tables or read_reference_tables()
        self._http = HttpAccount(
            service=SERVICE,
            addresses=(shop.api_url,),
            headers={"User-Agent": f"{shop.seller_id} - {shop.integrator}"},
            auth=(shop.api_key, shop.api_secret),
            hosts=hosts or Hosts(),
            now=now,
            wait=wait,
            clock=clock,
            timing=timing,
            transport=transport,
        )
        self._orders_root = f"{shop.api_url}/integration/order"
        self._root = f"{self._orders_root}/sellers/{quote(shop.seller_id, safe='')}"
        self._claims = TrendyolClaims(self._http, f"{self._root}/claims", Gate(paces.claims), now=now)
        self._audits, self._reasons = Gate(paces.audit), Gate(paces.reasons)
        decision = (Pace(count=1, window_s=paces.decision_s),) if paces.decision_s > 0 else ()
        self._decisions = {kind: Gate(decision) for kind in (ActionKind.APPROVE, ActionKind.REJECT)}
        self._pictures = Gate(paces.pictures)
        self._sales = TrendyolOrders(
            shop, self._http, now=now, orders=paces.orders, stream=paces.stream, products=paces.products
        )

    @property
    def request_count(self) -> int:
        return self._http.request_count

    @property
    def retry_count(self) -> int:
        return self._http.retry_count

    def fetch_window(self, begin_at: datetime, end_at: datetime, *, offset: int = 0) -> Page:
        return self._claims.fetch_window(begin_at, end_at, offset=offset)

    def fetch_waiting(self) -> Iterator[Page]:
        return self._claims.fetch_waiting()

    def fetch_known(self, refs: Sequence[ClaimRef], *, changed_since: datetime | None) -> Iterator[Page]:
        return self._claims.fetch_known(refs)

    def read_claim(self, ref: ClaimRef) -> Page:
        return self._claims.read_claim(ref)

    def count_by_status(self, begin_at: datetime, end_at: datetime) -> dict[str, int]:
        return self._claims.count_by_status(begin_at, end_at)

    def to_claim(self, payload: dict[str, Any]) -> Claim:
        return trendyol_mapping.to_claim(payload, shop=self.shop, tables=self._tables)

    def claim_id_of(self, payload: dict[str, Any]) -> str | None:
        return trendyol_mapping.claim_id_of(payload)

    def without_personal_data(self, payload: dict[str, Any]) -> dict[str, Any]:
        return dict(without_personal_keys(payload))

    def send_action(self, action: Action, item_ids: Sequence[str]) -> Answer:
        """Approve is a PUT and issue a POST; neither is repeated (reliability.md section 1)."""
        claim = f"{self._root}/claims/{quote(action.request.claim_id, safe='')}"
        gate = self._decisions.get(action.request.kind, self._decisions[ActionKind.APPROVE])
        reply = self._http.act(decision_call(action, claim, item_ids, gate, upload_s=self._http.timing.upload_s))
        return Answer(status_code=reply.status_code, correlation_id=reply.correlation_id)

    def fetch_audit(self, item_id: str) -> list[AuditEntry]:
        """The service answers in no order; an unknown item has no history."""
        url = f"{self._root}/claims/items/{quote(item_id, safe='')}/audit"
        try:
            rows = self._http.read(Call(operation="audit", url=url, gate=self._audits, priority=Priority.SCREEN))
        except RequestRefused as exc:
            if exc.status_code == 404:
                return []
            raise
        if not isinstance(rows, list):
            raise UnexpectedPayload("the history is not a list", service=SERVICE, operation="audit")
        entries = [to_audit_entry(row, item_id) for row in objects(rows)]
        return sorted((entry for entry in entries if entry), key=lambda entry: entry.happened_at)

    def fetch_reject_reasons(self) -> list[RejectReason]:
        rows = self._http.read(
            Call(
                operation="issue reasons",
                url=f"{self._orders_root}/claim-issue-reasons",
                gate=self._reasons,
                priority=Priority.SCREEN,
            )
        )
        found = [(text(row.get("id")), text(row.get("name"))) for row in objects(rows)]
        reasons = [to_reject_reason(code, name) for code, name in found if code and name]
        if not reasons:
            raise UnexpectedPayload("the list of reasons is empty", service=SERVICE, operation="issue reasons")
        return reasons

    def fetch_order(self, order_number: str) -> list[OrderLine]:
        return self._sales.fetch_order(order_number)

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        return self._sales.fetch_sales(begin_at, end_at)

    def fetch_products(self, barcodes: Sequence[str]) -> list[Product]:
        return self._sales.fetch_products(barcodes)

    def fetch_picture(self, url: str) -> bytes | None:
        return fetch_picture(self._http, url, hosts=PICTURE_HOSTS, own=(self._settings.api_url,), gate=self._pictures)

    def check(self) -> list[Check]:
        return checked(claims=self._claims.probe, orders=self._sales.probe, resume=self._http.resume)

    def pause_s(self) -> float:
        return self._http.pause_s()

    def resume(self) -> None:
        self._http.resume()

    def close(self) -> None:
        self._http.close()
