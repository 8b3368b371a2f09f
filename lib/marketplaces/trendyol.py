"""Trendyol over HTTP: paths, paging and bodies of claims and decisions (trendyol.md sections 1 to 8)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import sleep
from typing import Any
from urllib.parse import quote

import httpx

from lib.domain.action import Action, ActionKind
from lib.domain.claim import Claim, ClaimStatus, Marketplace, OrderLine, Product, RejectReason
from lib.errors import RequestRefused, UnexpectedPayload
from lib.http import Call, HttpAccount, Timing
from lib.http_limits import Gate, Hosts, Pace, Priority
from lib.marketplaces import trendyol_mapping
from lib.marketplaces.base import Answer, AuditEntry, Check, ClaimRef, Executor, Page
from lib.marketplaces.connection_checks import checked
from lib.marketplaces.multipart import multipart_body
from lib.marketplaces.payload_fields import moment_ms, objects, text, without_personal_keys
from lib.marketplaces.pictures import fetch_picture
from lib.marketplaces.reference_tables import ReferenceTables, read_reference_tables
from lib.marketplaces.trendyol_orders import TrendyolOrders
from lib.settings import TrendyolShop

SERVICE = "trendyol"
IDS_PER_CALL = 50
"""Claim ids in one address: 50 UUIDs stay below 2,000 characters."""
EXECUTOR_BY_APP = {"SellerIntegrationApi": Executor.API, "Seller Center Orders BFF": Executor.PANEL}
FILE_FREE_REASONS = frozenset({"1651", "451", "2101"})
NOT_RECEIVED_REASON, NOT_RECEIVED_AFTER_H = "1651", 24
"""Parcel did not reach me: not during the first 24 hours in WaitingInAction."""
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
    page_size = 200
    has_audit = True

    def __init__(
        self,
        shop: TrendyolShop,
        *,
        now: Callable[[], datetime],
        wait: Callable[[float], bool | None] = sleep,
        hosts: Hosts | None = None,
        paces: TrendyolPaces | None = None,
        timing: Timing | None = None,
        transport: httpx.BaseTransport | None = None,
        tables: ReferenceTables | None = None,
    ) -> None:
        paces = paces or TrendyolPaces()
        self.shop = shop.shop
        self.action_interval_s = paces.decision_s
        self._settings, self._now = shop, now
        self._tables = tables or read_reference_tables()
        self._http = HttpAccount(
            service=SERVICE,
            addresses=(shop.api_url,),
            headers={"User-Agent": f"{shop.seller_id} - {shop.integrator}"},
            auth=(shop.api_key, shop.api_secret),
            hosts=hosts or Hosts(),
            now=now,
            wait=wait,
            timing=timing,
            transport=transport,
        )
        self._orders_root = f"{shop.api_url}/integration/order"
        self._root = f"{self._orders_root}/sellers/{quote(shop.seller_id, safe='')}"
        self._claims, self._audits, self._reasons = Gate(paces.claims), Gate(paces.audit), Gate(paces.reasons)
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
        """Both ends are sent as included: a claim on the edge comes twice rather than never."""
        dates = {"startDate": _ms(begin_at), "endDate": _ms(end_at)}
        return self._page({**dates, "page": str(offset // self.page_size)})

    def fetch_waiting(self) -> Iterator[Page]:
        yield from self._all_pages({"claimItemStatus": "WaitingInAction"})

    def fetch_known(self, refs: Sequence[ClaimRef], *, changed_since: datetime | None) -> Iterator[Page]:
        """By id; an asked claim that does not come back is asked for once more by its order number."""
        for begin in range(0, len(refs), IDS_PER_CALL):
            asked = refs[begin : begin + IDS_PER_CALL]
            found: set[str | None] = set()
            try:
                page = self._page({"claimIds": ",".join(ref.claim_id for ref in asked)})
            except RequestRefused:
                # The API description types the ids as numbers; a service that holds to it refuses UUIDs.
                page = None
            if page is not None:
                found = {self.claim_id_of(payload) for payload in page.payloads}
                yield page
            for order_number in dict.fromkeys(ref.order_number for ref in asked if ref.claim_id not in found):
                yield from self._all_pages({"orderNumber": order_number})

    def read_claim(self, ref: ClaimRef) -> Page:
        """Only this claim's payload, first by id, then by order number."""
        page = None
        for asked in ({"claimIds": ref.claim_id}, {"orderNumber": ref.order_number}):
            try:
                page = self._page(asked, priority=Priority.SCREEN)
            except RequestRefused:
                if "orderNumber" in asked:
                    raise
                continue
            mine = tuple(payload for payload in page.payloads if self.claim_id_of(payload) == ref.claim_id)
            if mine:
                return Page(payloads=mine, total_count=len(mine), request=page.request, read_at=page.read_at)
        assert page is not None, "the second question either answers or raises"
        return Page(payloads=(), total_count=0, request=page.request, read_at=page.read_at)

    def to_claim(self, payload: dict[str, Any]) -> Claim:
        return trendyol_mapping.to_claim(payload, shop=self.shop, tables=self._tables)

    def claim_id_of(self, payload: dict[str, Any]) -> str | None:
        return trendyol_mapping.claim_id_of(payload)

    def without_personal_data(self, payload: dict[str, Any]) -> dict[str, Any]:
        return dict(without_personal_keys(payload))

    def count_by_status(self) -> dict[str, int]:
        counts = {}
        for name in trendyol_mapping.STATUS_BY_NAME:
            page = self._page({"claimItemStatus": name}, size=1, priority=Priority.SCREEN)
            counts[name] = page.total_count or 0
        return counts

    def send_action(self, action: Action, item_ids: Sequence[str]) -> Answer:
        """Approve is a PUT and issue a POST; neither is repeated (reliability.md section 1)."""
        claim = f"{self._root}/claims/{quote(action.request.claim_id, safe='')}"
        reply = self._http.act(self._call_of(action, claim, item_ids))
        return Answer(status_code=reply.status_code, correlation_id=reply.correlation_id)

    def _call_of(self, action: Action, claim: str, item_ids: Sequence[str]) -> Call:
        kind, details = action.request.kind, action.request.details
        if kind is ActionKind.APPROVE:
            return Call(
                operation="approve",
                method="PUT",
                url=f"{claim}/items/approve",
                gate=self._decisions[kind],
                priority=Priority.ACTION,
                json={"claimLineItemIdList": list(item_ids), "params": {}},
            )
        if kind is not ActionKind.REJECT:
            raise RequestRefused("Trendyol has no such decision; nothing was sent", service=SERVICE, operation=kind)
        content_type, body = multipart_body("files", action.request.attachments)
        return Call(
            operation="issue",
            method="POST",
            url=f"{claim}/issue",
            gate=self._decisions[kind],
            priority=Priority.ACTION,
            params={
                "claimIssueReasonId": details.reason_code or "",
                "claimItemIdList": ",".join(item_ids),
                "description": details.statement or "",
            },
            headers={"Content-Type": content_type},
            content=body,
            deadline_s=self._http.timing.upload_s if action.request.attachments else None,
        )

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
        entries = [_audit_entry(row, item_id) for row in objects(rows)]
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
        reasons = [_reject_reason(code, name) for code, name in found if code and name]
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
        return checked(
            claims=lambda: self._page({"claimItemStatus": "Created"}, size=1, probe=True),
            orders=lambda: self._sales.probe(),
            resume=self._http.resume,
        )

    def pause_s(self) -> float:
        return self._http.pause_s()

    def resume(self) -> None:
        self._http.resume()

    def close(self) -> None:
        self._http.close()

    def _all_pages(self, params: dict[str, str]) -> Iterator[Page]:
        number, read_count = 0, 0
        while True:
            page = self._page({**params, "page": str(number)})
            yield page
            number, read_count = number + 1, read_count + len(page.payloads)
            if not page.payloads or read_count >= (page.total_count or 0):
                return

    def _page(
        self,
        params: dict[str, str],
        *,
        size: int = page_size,
        priority: Priority = Priority.BACKGROUND,
        probe: bool = False,
    ) -> Page:
        """One answer of getClaims. `content` null, an empty list and 404 all mean "no rows" (section 3.5)."""
        asked = {**params, "size": str(size)}
        read_at = self._now()
        request = "GET /claims?" + "&".join(f"{name}={value}" for name, value in asked.items())
        call = Call(
            operation="claims",
            url=f"{self._root}/claims",
            gate=self._claims,
            params=asked,
            priority=Priority.SCREEN if probe else priority,
            probe=probe,
            tries=1 if probe else 4,
        )
        try:
            answer = self._http.read(call)
        except RequestRefused as exc:
            if exc.status_code != 404:
                raise
            return Page(payloads=(), total_count=0, request=request, read_at=read_at)
        rows = answer.get("content") if isinstance(answer, dict) else answer
        if not isinstance(answer, dict) or not (rows is None or isinstance(rows, list)):
            raise UnexpectedPayload("the answer holds no list of claims", service=SERVICE, operation="claims")
        total = answer.get("totalElements")
        return Page(
            payloads=tuple(_as_object(row) for row in rows or ()),
            total_count=total if isinstance(total, int) and not isinstance(total, bool) else None,
            request=request,
            read_at=read_at,
        )


def _as_object(row: Any) -> dict[str, Any]:
    """A row that is no object still becomes a payload, so that it is set aside and counted, not lost."""
    return row if isinstance(row, dict) else {"unreadable": row}


def _ms(moment: datetime) -> str:
    return str(round(moment.timestamp() * 1000))


def _audit_entry(row: dict[str, Any], item_id: str) -> AuditEntry | None:
    happened_at, raw_status = moment_ms(row.get("date")), text(row.get("newStatus"))
    if happened_at is None or raw_status is None:
        return None
    info = row.get("userInfoDocument")
    app = text(info.get("executorApp")) if isinstance(info, dict) else None
    return AuditEntry(
        item_id=text(row.get("claimItemId")) or item_id,
        previous_raw_status=text(row.get("previousStatus")) or "",
        raw_status=raw_status,
        executor=EXECUTOR_BY_APP.get(app or "", Executor.SYSTEM),
        happened_at=happened_at,
    )


def _reject_reason(code: str, name: str) -> RejectReason:
    return RejectReason(
        code=code,
        name=name,
        needs_file=code not in FILE_FREE_REASONS,
        statuses=frozenset({ClaimStatus.AWAITING_ACTION}),
        not_before_h=NOT_RECEIVED_AFTER_H if code == NOT_RECEIVED_REASON else 0,
    )
