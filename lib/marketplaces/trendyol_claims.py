"""Trendyol's getClaims: windows, pages and single claims as snapshots (trendyol.md section 3)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from lib.errors import RequestRefused, UnexpectedPayload
from lib.http import HttpAccount
from lib.http_admission import Call
from lib.http_limits import Gate, Priority
from lib.marketplaces.base import ClaimRef, Page
from lib.marketplaces.trendyol_mapping import SERVICE, STATUS_BY_NAME, claim_id_of

PAGE_SIZE = 200
IDS_PER_CALL = 50
"""Claim ids in one address: 50 UUIDs stay below 2,000 characters."""


class TrendyolClaims:
    """The claim list of one shop."""

    def __init__(self, http: HttpAccount, url: str, gate: Gate, *, now: Callable[[], datetime]) -> None:
        self._http, self._url, self._gate, self._now = http, url, gate, now

    def fetch_window(self, begin_at: datetime, end_at: datetime, *, offset: int = 0) -> Page:
        """Both ends are sent as included: a claim on the edge comes twice rather than never."""
        dates = {"startDate": _ms(begin_at), "endDate": _ms(end_at)}
        return self._page({**dates, "page": str(offset // PAGE_SIZE)})

    def fetch_waiting(self) -> Iterator[Page]:
        yield from self._all_pages({"claimItemStatus": "WaitingInAction"})

    def fetch_known(self, refs: Sequence[ClaimRef]) -> Iterator[Page]:
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
                found = {claim_id_of(payload) for payload in page.payloads}
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
            mine = tuple(payload for payload in page.payloads if claim_id_of(payload) == ref.claim_id)
            if mine:
                return Page(payloads=mine, total_count=len(mine), request=page.request, read_at=page.read_at)
        assert page is not None, "the second question either answers or raises"
        return Page(payloads=(), total_count=0, request=page.request, read_at=page.read_at)

    def count_by_status(self, begin_at: datetime, end_at: datetime) -> dict[str, int]:
        counts = {}
        dates = {"startDate": _ms(begin_at), "endDate": _ms(end_at)}
        for name in STATUS_BY_NAME:
            page = self._page({"claimItemStatus": name, **dates}, size=1, priority=Priority.SCREEN)
            counts[name] = page.total_count or 0
        return counts

    def probe(self) -> None:
        """One claim at most; passes a stop, as the person who tests the connection wants."""
        self._page({"claimItemStatus": "Created"}, size=1, probe=True)

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
        size: int = PAGE_SIZE,
        priority: Priority = Priority.BACKGROUND,
        probe: bool = False,
    ) -> Page:
        """One answer of getClaims. `content` null, an empty list and 404 all mean "no rows" (section 3.5)."""
        asked = {**params, "size": str(size)}
        read_at = self._now()
        request = "GET /claims?" + "&".join(f"{name}={value}" for name, value in asked.items())
        call = Call(
            operation="claims",
            url=self._url,
            gate=self._gate,
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
        rows = answer.get("content", answer) if isinstance(answer, dict) else answer
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
