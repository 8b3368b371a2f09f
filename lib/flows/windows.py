"""How a shop's past is cut into windows that one answer can hold, guided by how dense the claims lie.

A list that moves while it is paged loses rows; one answer is one snapshot. So a window is as long as about three
quarters of a page, and one that turns out too full is cut, never paged, down to the shortest window there is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lib.errors import RemoteError, UnexpectedPayload
from lib.flows import intake
from lib.flows.intake import Parsed
from lib.marketplaces.base import MarketplaceClient, Page

FILL = 0.75
"""Share of a page a window aims at: fuller ones overflow too often, emptier ones cost requests."""
FIRST_DAYS = 1.0
LONGEST_DAYS = 14.0
SHORTEST = timedelta(minutes=1)
"""Hepsiburada's filters have minutes; below this a window is paged."""
BATCH_CLAIMS = 1000
BATCH_WINDOWS = 10
READS = 3
"""An answer that contradicts itself is asked for this often; equal contradictions are then believed and counted."""
STRAY = timedelta(days=1)
"""How far outside its window a row may lie: windows are widened by hours, a repeated page lies elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRead:
    """One window, whole."""

    begin_at: datetime
    end_at: datetime
    parsed: Parsed
    pages: int
    """Answers it took, those of windows that had to be cut included."""
    findings: int
    """Answers that were short, repeated or moved while read."""
    windows: int = 1


class Density:
    """Claims per second as last seen, to choose the next window's length."""

    def __init__(self, page_size: int) -> None:
        self._page_size = page_size
        self._per_s: float | None = None

    def length(self) -> timedelta:
        if self._per_s is None:
            return timedelta(days=FIRST_DAYS)
        longest_s = LONGEST_DAYS * 86_400
        fitting_s = FILL * self._page_size / self._per_s if self._per_s else longest_s
        return max(SHORTEST, timedelta(seconds=min(longest_s, fitting_s)))

    def note(self, count: int, span: timedelta) -> None:
        seen = count / max(span.total_seconds(), 1.0)
        self._per_s = seen if self._per_s is None else (self._per_s + 2 * seen) / 3


def newest_first(
    client: MarketplaceClient,
    begin_at: datetime,
    end_at: datetime,
    density: Density,
    go_on: Callable[[], bool],
) -> Iterator[WindowRead]:
    """The span [begin_at, end_at) as whole windows, the newest first; stops early when `go_on` says so."""
    until = end_at
    pages = 0
    length = density.length()
    while until > begin_at and go_on():
        since = max(begin_at, until - length)
        read = read_window(client, since, until)
        pages += read.pages
        if read.parsed is None:
            density.note(read.total, until - since)
            length = max(SHORTEST, min(density.length(), (until - since) / 2))
            continue
        density.note(read.total, until - since)
        length = density.length()
        yield WindowRead(begin_at=since, end_at=until, parsed=read.parsed, pages=pages, findings=read.findings)
        until, pages = since, 0


def in_batches(reads: Iterator[WindowRead]) -> Iterator[WindowRead]:
    """Neighbouring windows as one, so that a commit carries about a thousand claims; what was read before a failure
    is handed on before the failure is."""
    held: list[WindowRead] = []
    try:
        for read in reads:
            held.append(read)
            if len(held) >= BATCH_WINDOWS or sum(len(one.parsed.records) for one in held) >= BATCH_CLAIMS:
                yield _joined(held)
                held = []
    except RemoteError:
        if held:
            yield _joined(held)
        raise
    if held:
        yield _joined(held)


def _joined(reads: list[WindowRead]) -> WindowRead:
    parsed = Parsed(
        records=tuple(record for read in reads for record in read.parsed.records),
        set_aside=tuple(row for read in reads for row in read.parsed.set_aside),
    )
    return WindowRead(
        begin_at=min(read.begin_at for read in reads),
        end_at=max(read.end_at for read in reads),
        parsed=parsed,
        pages=sum(read.pages for read in reads),
        findings=sum(read.findings for read in reads),
        windows=len(reads),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What asking for one window gave: rows, or (parsed None) the news that it holds more than a page."""

    parsed: Parsed | None
    total: int
    pages: int
    findings: int


def read_window(client: MarketplaceClient, begin_at: datetime, end_at: datetime) -> Reading:
    """Asks for one window; answers that contradict themselves are asked for again."""
    findings = 0
    page = client.fetch_window(begin_at, end_at)
    total = page.total_count if page.total_count is not None else len(page.payloads)
    if _overflows(client, page) and end_at - begin_at > SHORTEST:
        return Reading(parsed=None, total=total, pages=1, findings=0)
    if _overflows(client, page):
        return _paged(client, begin_at, end_at, page)
    parsed = intake.parse(client, page)
    for pages in range(1, READS + 1):
        if not _contradicts(client, page, parsed, begin_at, end_at):
            return Reading(parsed=parsed, total=total, pages=pages, findings=findings)
        findings += 1
        if pages == READS:
            break
        page = client.fetch_window(begin_at, end_at)
        parsed = intake.parse(client, page)
    if _strays(parsed, begin_at, end_at):
        raise UnexpectedPayload(
            f"the answer for {begin_at:%Y-%m-%d %H:%M} to {end_at:%Y-%m-%d %H:%M} holds rows of another time",
            service=client.marketplace.value,
            operation="fetch_window",
        )
    return Reading(parsed=parsed, total=total, pages=READS, findings=findings)


def _paged(client: MarketplaceClient, begin_at: datetime, end_at: datetime, first: Page) -> Reading:
    """A minute with more claims than a page: paged until a whole pass saw one total."""
    findings = 0
    pages = 1
    for _ in range(READS):
        rows = {intake.to_json(payload): payload for payload in first.payloads}
        total, moved, offset = first.total_count or 0, False, len(first.payloads)
        while offset < total:
            page = client.fetch_window(begin_at, end_at, offset=offset)
            pages += 1
            moved = moved or page.total_count != total or not page.payloads
            if not page.payloads:
                break
            rows |= {intake.to_json(payload): payload for payload in page.payloads}
            offset += len(page.payloads)
        if not moved and len(rows) >= total:
            break
        findings += 1
        first = client.fetch_window(begin_at, end_at)
        pages += 1
    whole = replace(first, payloads=tuple(rows.values()))
    return Reading(parsed=intake.parse(client, whole), total=total, pages=pages, findings=findings)


def _overflows(client: MarketplaceClient, page: Page) -> bool:
    if page.total_count is None:
        return len(page.payloads) >= client.page_size
    return page.total_count > client.page_size


def _contradicts(
    client: MarketplaceClient, page: Page, parsed: Parsed, begin_at: datetime, end_at: datetime
) -> bool:
    short = page.total_count is not None and len(page.payloads) != page.total_count
    return short or _overflows(client, page) or _strays(parsed, begin_at, end_at)


def _strays(parsed: Parsed, begin_at: datetime, end_at: datetime) -> bool:
    return any(not begin_at - STRAY <= claim.claimed_at <= end_at + STRAY for claim in parsed.claims)
