"""Hepsiburada's claim lists: by creation date and by status (hepsiburada.md sections 5.2 to 5.4)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from lib.errors import RequestRefused, UnexpectedPayload
from lib.http import HttpAccount
from lib.http_admission import Call
from lib.http_limits import Gate, Priority
from lib.marketplaces.base import ClaimRef, Page
from lib.marketplaces.hepsiburada_mapping import SERVICE, claim_id_of
from lib.marketplaces.payload_fields import local_minute, text

PAGE_SIZE = 100
WAITING = ("AwaitingAction", "AwaitingPreApproval")
OPEN = ("AwaitingAction", "AwaitingPreApproval", "NewRequest", "InDispute")
FINAL = ("Accepted", "Rejected", "Refunded", "Cancelled")
ZONE_DOUBT = timedelta(hours=3)
"""The zone of the claim filters is not documented: Istanbul is asked, and UTC is covered by this much more."""


class HepsiburadaClaims:
    """The claim lists of one shop."""

    def __init__(self, http: HttpAccount, url: str, gate: Gate, *, now: Callable[[], datetime]) -> None:
        self._http, self._url, self._gate, self._now = http, url, gate, now

    def fetch_window(self, begin_at: datetime, end_at: datetime, *, offset: int = 0) -> Page:
        """The filter knows minutes only, so the window is widened to full ones.

        Asked in Istanbul time. Should the service read UTC, each window shows claims of 3 hours later and the row of
        windows still covers everything, as the next run begins at least that much earlier.
        """
        dates = {"beginDate": local_minute(begin_at), "endDate": local_minute(end_at, up=True)}
        return self._page(dates, offset=offset)

    def fetch_waiting(self) -> Iterator[Page]:
        for status in WAITING:
            yield from self._all_pages({}, status=status)

    def fetch_known(self, refs: Sequence[ClaimRef], *, changed_since: datetime | None) -> Iterator[Page]:
        """No call reads one claim, so the open statuses come whole and the final ones by their status date.

        A claim that stands in none of them (its parcel may move without a new status) is `read_claim`'s.
        """
        if not refs and changed_since is None:
            return
        for status in OPEN:
            yield from self._all_pages({}, status=status)
        dates = {}
        if changed_since is not None:
            dates = {
                "statusBeginDate": local_minute(changed_since - ZONE_DOUBT),
                "statusEndDate": local_minute(self._now() + timedelta(days=1), up=True),
            }
        for status in FINAL:
            yield from self._all_pages(dates, status=status)

    def read_claim(self, ref: ClaimRef) -> Page:
        """Looked for by its creation moment: exactly, then with the zone in doubt, then in its last known status."""
        page = None
        for params, status in self._places(ref):
            for page in self._all_pages(params, status=status, priority=Priority.SCREEN):
                mine = tuple(payload for payload in page.payloads if claim_id_of(payload) == ref.claim_id)
                if mine:
                    return Page(payloads=mine, total_count=len(mine), request=page.request, read_at=page.read_at)
        assert page is not None, "every place gives at least one page or raises"
        return Page(payloads=(), total_count=0, request=page.request, read_at=page.read_at)

    def _places(self, ref: ClaimRef) -> Iterator[tuple[dict[str, str], str | None]]:
        for doubt in (timedelta(minutes=1), ZONE_DOUBT + timedelta(minutes=1)):
            begin, end = local_minute(ref.claimed_at - doubt), local_minute(ref.claimed_at + doubt, up=True)
            yield {"beginDate": begin, "endDate": end}, None
        if ref.raw_status in OPEN:
            yield {}, ref.raw_status

    def count_by_status(self, begin_at: datetime, end_at: datetime) -> dict[str, int]:
        counts = {}
        dates = {"beginDate": local_minute(begin_at), "endDate": local_minute(end_at, up=True)}
        for status in (*OPEN, *FINAL):
            page = self._page(dates, status=status, limit=1, priority=Priority.SCREEN)
            counts[status] = len(page.payloads) if page.total_count is None else page.total_count
        return counts

    def probe(self) -> None:
        """One claim at most; passes a stop, as the person who tests the connection wants."""
        self._page({}, status="NewRequest", limit=1, probe=True)

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
        limit: int = PAGE_SIZE,
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
            url=self._url + path,
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
