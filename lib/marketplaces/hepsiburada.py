"""Hepsiburada over HTTP: paths, paging and bodies of claims and decisions (hepsiburada.md section 5)."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from lib.domain.action import Action, ActionKind, Finalize
from lib.domain.claim import Claim, Marketplace, OrderLine, Product, RejectReason
from lib.errors import OutcomeUnknown, RequestRefused, UnexpectedPayload
from lib.http import Call, HttpAccount, Timing
from lib.http_limits import Gate, Hosts, Pace, Priority
from lib.marketplaces import hepsiburada_mapping
from lib.marketplaces.base import Answer, AuditEntry, Check, ClaimRef, Page
from lib.marketplaces.connection_checks import checked
from lib.marketplaces.hepsiburada_orders import HepsiburadaOrders, local_text
from lib.marketplaces.payload_fields import text, without_personal_keys
from lib.marketplaces.pictures import fetch_picture
from lib.marketplaces.reference_tables import ReferenceTables, read_reference_tables
from lib.settings import HepsiburadaShop

SERVICE = "hepsiburada"
WAITING = ("AwaitingAction", "AwaitingPreApproval")
OPEN = ("AwaitingAction", "AwaitingPreApproval", "NewRequest", "InDispute")
FINAL = ("Accepted", "Rejected", "Refunded", "Cancelled")
ZONE_DOUBT = timedelta(hours=3)
"""The zone of the claim filters is not documented: Istanbul is asked, UTC is covered by this much more on both sides."""
FINALIZED_WITH = {Finalize.REFUND: "Refund", Finalize.CHANGE: "Change"}
EXPLICIT_TYPES = frozenset({"renewproduct", "change"})
"""Types whose approval without FinalizedWith is told differently by different sources: it is always sent."""
PICTURES_SENT = frozenset({"image/jpeg", "image/png"})
PICTURE_HOSTS = frozenset({"productimages.hepsiburada.net", "images.hepsiburada.net"})
READ_PACE = (Pace(count=2, window_s=1),)
"""Two requests a second for all shops of a host (hepsiburada.md section 14); the published 1000 is for all callers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HepsiburadaPaces:
    host: tuple[Pace, ...] = READ_PACE
    pictures: tuple[Pace, ...] = (Pace(count=40, window_s=10),)


class HepsiburadaClient:
    """One shop; the methods are those of `base.MarketplaceClient`."""

    marketplace = Marketplace.HEPSIBURADA
    page_size = 100
    has_audit = False
    action_interval_s = 0.5
    """No figure is published; decisions share the host's pace."""

    def __init__(
        self,
        shop: HepsiburadaShop,
        *,
        now: Callable[[], datetime],
        wait: Callable[[float], bool | None] = sleep,
        hosts: Hosts | None = None,
        paces: HepsiburadaPaces | None = None,
        timing: Timing | None = None,
        transport: httpx.BaseTransport | None = None,
        tables: ReferenceTables | None = None,
    ) -> None:
        paces, hosts = paces or HepsiburadaPaces(), hosts or Hosts()
        self.shop = shop.shop
        self._settings, self._now = shop, now
        self._tables = tables or read_reference_tables()
        self._http = HttpAccount(
            service=SERVICE,
            addresses=(shop.oms_url,),
            headers={"User-Agent": shop.user_agent},
            auth=(shop.api_user or shop.merchant_id, shop.service_key),
            hosts=hosts,
            now=now,
            wait=wait,
            timing=timing,
            transport=transport,
        )
        self._gate = hosts.gate(f"{SERVICE} {urlsplit(shop.oms_url).netloc}", paces.host)
        self._pictures = Gate(paces.pictures)
        self._claims_url = f"{shop.oms_url}/claims/merchantId/{quote(shop.merchant_id, safe='')}"
        self._orders = HepsiburadaOrders(shop, self._http, self._gate, now=now)

    @property
    def request_count(self) -> int:
        return self._http.request_count

    @property
    def retry_count(self) -> int:
        return self._http.retry_count

    def fetch_window(self, begin_at: datetime, end_at: datetime, *, offset: int = 0) -> Page:
        """The filter knows minutes only, so the window is widened to full ones.

        Asked in Istanbul time. Should the service read UTC, each window shows claims of 3 hours later and the row of
        windows still covers everything, as the next run begins at least that much earlier.
        """
        dates = {"beginDate": local_text(begin_at), "endDate": local_text(end_at, up=True)}
        return self._page(dates, offset=offset)

    def fetch_waiting(self) -> Iterator[Page]:
        for status in WAITING:
            yield from self._all_pages({}, status=status)

    def fetch_known(self, refs: Sequence[ClaimRef], *, changed_since: datetime | None) -> Iterator[Page]:
        """No call reads one claim, so the open statuses come whole and the final ones by their status date."""
        if not refs and changed_since is None:
            return
        for status in OPEN:
            yield from self._all_pages({}, status=status)
        dates = {}
        if changed_since is not None:
            dates = {
                "statusBeginDate": local_text(changed_since - ZONE_DOUBT),
                "statusEndDate": local_text(self._now() + timedelta(days=1), up=True),
            }
        for status in FINAL:
            yield from self._all_pages(dates, status=status)

    def read_claim(self, ref: ClaimRef) -> Page:
        """Looked for by its creation moment: exactly, then with the zone in doubt, then in its last known status."""
        page = None
        for params, status in self._places(ref):
            for page in self._all_pages(params, status=status, priority=Priority.SCREEN):
                mine = tuple(payload for payload in page.payloads if self.claim_id_of(payload) == ref.claim_id)
                if mine:
                    return Page(payloads=mine, total_count=len(mine), request=page.request, read_at=page.read_at)
        assert page is not None, "every place gives at least one page or raises"
        return Page(payloads=(), total_count=0, request=page.request, read_at=page.read_at)

    def _places(self, ref: ClaimRef) -> Iterator[tuple[dict[str, str], str | None]]:
        for doubt in (timedelta(minutes=1), ZONE_DOUBT + timedelta(minutes=1)):
            begin, end = local_text(ref.claimed_at - doubt), local_text(ref.claimed_at + doubt, up=True)
            yield {"beginDate": begin, "endDate": end}, None
        if ref.raw_status in OPEN:
            yield {}, ref.raw_status

    def to_claim(self, payload: dict[str, Any]) -> Claim:
        return hepsiburada_mapping.to_claim(payload, shop=self.shop, tables=self._tables)

    def claim_id_of(self, payload: dict[str, Any]) -> str | None:
        return hepsiburada_mapping.claim_id_of(payload)

    def without_personal_data(self, payload: dict[str, Any]) -> dict[str, Any]:
        return dict(without_personal_keys(payload))

    def count_by_status(self) -> dict[str, int]:
        counts = {}
        for status in (*OPEN, *FINAL):
            page = self._page({}, status=status, limit=1, priority=Priority.SCREEN)
            counts[status] = len(page.payloads) if page.total_count is None else page.total_count
        return counts

    def send_action(self, action: Action, item_ids: Sequence[str]) -> Answer:
        """A POST by claim number; 204 without a body is the documented yes (sections 5.5 to 5.6b)."""
        kind = action.request.kind
        path, body = {
            ActionKind.APPROVE: ("accept", _accept_body),
            ActionKind.REJECT: ("reject", _reject_body),
            ActionKind.PREAPPROVE: ("preapprovalconfirm", _preapprove_body),
        }[kind]
        call = Call(
            operation=path,
            method="POST",
            url=f"{self._settings.oms_url}/claims/number/{quote(action.request.claim_id, safe='')}/{path}",
            gate=self._gate,
            priority=Priority.ACTION,
            json=body(action),
            deadline_s=self._http.timing.upload_s if action.request.attachments else None,
        )
        reply = self._http.act(call)
        if reply.status_code != 204:
            raise OutcomeUnknown(
                "the answer is not the documented 204",
                service=SERVICE,
                operation=path,
                status_code=reply.status_code,
                correlation_id=reply.correlation_id,
            )
        return Answer(status_code=reply.status_code, correlation_id=reply.correlation_id)

    def fetch_audit(self, item_id: str) -> list[AuditEntry]:
        """The marketplace keeps no history that it shows."""
        return []

    def fetch_reject_reasons(self) -> list[RejectReason]:
        return list(self._tables.hepsiburada_reject_reasons)

    def fetch_order(self, order_number: str) -> list[OrderLine]:
        return self._orders.fetch_order(order_number, priority=Priority.SCREEN)

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        return self._orders.fetch_sales(begin_at, end_at)

    def fetch_products(self, barcodes: Sequence[str]) -> list[Product]:
        """What a claim lacks comes with its order's lines; the catalogue is not asked."""
        return []

    def fetch_picture(self, url: str) -> bytes | None:
        return fetch_picture(self._http, url, hosts=PICTURE_HOSTS, own=(self._settings.oms_url,), gate=self._pictures)

    def check(self) -> list[Check]:
        return checked(
            claims=lambda: self._page({}, status="NewRequest", limit=1, probe=True),
            orders=lambda: self._orders.probe(),
            resume=self._http.resume,
        )

    def pause_s(self) -> float:
        return self._http.pause_s()

    def resume(self) -> None:
        self._http.resume()

    def close(self) -> None:
        self._http.close()

    def _all_pages(
        self, params: dict[str, str], *, status: str | None, priority: Priority = Priority.BACKGROUND
    ) -> Iterator[Page]:
        """Until the total is reached; the body has no totals, the header has."""
        offset = 0
        while True:
            page = self._page(params, status=status, offset=offset, priority=priority)
            yield page
            offset += len(page.payloads)
            if not page.payloads or offset >= (page.total_count or 0):
                return

    def _page(
        self,
        params: dict[str, str],
        *,
        status: str | None = None,
        offset: int = 0,
        limit: int = page_size,
        priority: Priority = Priority.BACKGROUND,
        probe: bool = False,
    ) -> Page:
        """One answer of a claim list, a bare array. `limit` is compulsory in practice."""
        asked = {**params, "offset": str(offset), "limit": str(limit)}
        path = f"/status/{status}" if status else ""
        read_at = self._now()
        request = f"GET /claims{path}?" + "&".join(f"{name}={value}" for name, value in asked.items())
        call = Call(
            operation="claims",
            url=self._claims_url + path,
            gate=self._gate,
            params=asked,
            priority=Priority.SCREEN if probe else priority,
            probe=probe,
            tries=1 if probe else 4,
        )
        try:
            reply, rows = self._http.read_reply(call)
        except RequestRefused as exc:
            if exc.status_code != 404:
                raise
            return Page(payloads=(), total_count=0, request=request, read_at=read_at)
        if not isinstance(rows, list):
            raise UnexpectedPayload("the answer is not a list of claims", service=SERVICE, operation="claims")
        total = text(reply.headers.get("x-total-count")) or ""
        return Page(
            payloads=tuple(row if isinstance(row, dict) else {"unreadable": row} for row in rows),
            total_count=int(total) if total.isdecimal() and len(total) < 10 else None,
            request=request,
            read_at=read_at,
        )


def _accept_body(action: Action) -> dict[str, Any]:
    """At least `{}`. Without a choice, a new-product or exchange request is approved as what the customer asks for."""
    details = action.request.details
    finalize = details.finalize
    if finalize is None and action.request.claim_type.lower() in EXPLICIT_TYPES:
        finalize = Finalize.CHANGE
    body: dict[str, Any] = {}
    if finalize is not None:
        body["FinalizedWith"] = FINALIZED_WITH[finalize]
    if details.invoice_link:
        body["InvoiceLink"] = details.invoice_link
    if details.acception_reason is not None:
        body["AcceptionReason"] = details.acception_reason.value
    return body


def _reject_body(action: Action) -> dict[str, Any]:
    """Pictures go as base64 in `Reports`; another file is refused here, before anything is sent."""
    details, attachments = action.request.details, action.request.attachments
    if any(file.content_type not in PICTURES_SENT for file in attachments):
        raise RequestRefused(
            "Hepsiburada takes JPEG and PNG pictures only; nothing was sent", service=SERVICE, operation="reject"
        )
    return {
        "ClaimRejectionReason": details.reason_code or "",
        "MerchantStatement": details.statement or "",
        "Reports": [b64encode(Path(file.path).read_bytes()).decode("ascii") for file in attachments],
        "UploadedReportsUrls": [],
    }


def _preapprove_body(action: Action) -> dict[str, Any]:
    return {"preApprovalReason": "ProductInvestigation"}
