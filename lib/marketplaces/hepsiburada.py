"""Hepsiburada over HTTP: paths, paging and bodies of claims and decisions (hepsiburada.md section 5)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote, urlsplit

from lib.domain.action import Action
from lib.domain.claim import Claim, Marketplace, OrderLine, Product, RejectReason
from lib.errors import OutcomeUnknown
from lib.http import HttpAccount, Timing, Transport
from lib.http_admission import Call
from lib.http_limits import Gate, Hosts, Pace, Priority
from lib.marketplaces import hepsiburada_mapping
from lib.marketplaces.base import Answer, AuditEntry, Check, ClaimRef, Page
from lib.marketplaces.connection_checks import checked
from lib.marketplaces.hepsiburada_claims import PAGE_SIZE, HepsiburadaClaims
from lib.marketplaces.hepsiburada_decisions import decision_of
from lib.marketplaces.hepsiburada_mapping import SERVICE
from lib.marketplaces.hepsiburada_orders import HepsiburadaOrders
from lib.marketplaces.listed_pictures import fetch_picture
from lib.marketplaces.payload_fields import without_personal_keys
from lib.marketplaces.reference_tables import ReferenceTables, read_reference_tables
from lib.settings import HepsiburadaShop

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
    page_size = PAGE_SIZE
    has_audit = False
    action_interval_s = 0.5
    """No figure is published; decisions share the host's pace."""

    def __init__(
        self,
        shop: HepsiburadaShop,
        *,
        now: Callable[[], datetime],
        wait: Callable[[float], bool | None] = sleep,
        clock: Callable[[], float] = monotonic,
        hosts: Hosts | None = None,
        paces: HepsiburadaPaces | None = None,
        timing: Timing | None = None,
        transport: Transport | None = None,
        tables: ReferenceTables | None = None,
    ) -> None:
        paces, hosts = paces or HepsiburadaPaces(), hosts or Hosts()
        self.shop = shop.shop
        self._settings = shop
        self._tables = tables or read_reference_tables()
        self._http = HttpAccount(
            service=SERVICE,
            addresses=(shop.oms_url,),
            headers={"User-Agent": shop.user_agent},
            auth=(shop.api_user or shop.merchant_id, shop.service_key),
            hosts=hosts,
            now=now,
            wait=wait,
            clock=clock,
            timing=timing,
            transport=transport,
        )
        self._gate = hosts.gate(f"{SERVICE} {urlsplit(shop.oms_url).netloc}", paces.host)
        self._pictures = Gate(paces.pictures)
        url = f"{shop.oms_url}/claims/merchantId/{quote(shop.merchant_id, safe='')}"
        self._claims = HepsiburadaClaims(self._http, url, self._gate, now=now)
        self._orders = HepsiburadaOrders(shop, self._http, self._gate, now=now)

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
        return self._claims.fetch_known(refs, changed_since=changed_since)

    def read_claim(self, ref: ClaimRef) -> Page:
        return self._claims.read_claim(ref)

    def count_by_status(self, begin_at: datetime, end_at: datetime) -> dict[str, int]:
        return self._claims.count_by_status(begin_at, end_at)

    def to_claim(self, payload: dict[str, Any]) -> Claim:
        return hepsiburada_mapping.to_claim(payload, shop=self.shop, tables=self._tables)

    def claim_id_of(self, payload: dict[str, Any]) -> str | None:
        return hepsiburada_mapping.claim_id_of(payload)

    def without_personal_data(self, payload: dict[str, Any]) -> dict[str, Any]:
        return dict(without_personal_keys(payload))

    def send_action(self, action: Action, item_ids: Sequence[str]) -> Answer:
        """A POST by claim number; 204 without a body is the documented yes (sections 5.5 to 5.6b)."""
        path, body = decision_of(action)
        call = Call(
            operation=path,
            method="POST",
            url=f"{self._settings.oms_url}/claims/number/{quote(action.request.claim_id, safe='')}/{path}",
            gate=self._gate,
            priority=Priority.ACTION,
            json=body,
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
        return self._orders.fetch_order(order_number)

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        return self._orders.fetch_sales(begin_at, end_at)

    def fetch_products(self, barcodes: Sequence[str]) -> list[Product]:
        """What a claim lacks comes with its order's lines; the catalogue is not asked."""
        return []

    def fetch_picture(self, url: str) -> bytes | None:
        return fetch_picture(self._http, url, hosts=PICTURE_HOSTS, own=(self._settings.oms_url,), gate=self._pictures)

    def check(self) -> list[Check]:
        return checked(claims=self._claims.probe, orders=self._orders.probe, resume=self._http.resume)

    def pause_s(self) -> float:
        return self._http.pause_s()

    def resume(self) -> None:
        self._http.resume()

    def close(self) -> None:
        self._http.close()
