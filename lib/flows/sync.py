"""One run of a shop's sync, top to bottom: what waits now, what is new, what is open, then the past, sales and details.

Each step stores an answer, its rows and its cursor in one transaction, so a run may stop anywhere and the next goes on.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lib.domain.claim import Marketplace
from lib.errors import RemoteError
from lib.flows import details, intake, windows
from lib.flows.services import Services
from lib.marketplaces.base import MarketplaceClient
from lib.store import claim_store, sync_log
from lib.store.sync_log import Run

ISTANBUL = ZoneInfo("Europe/Istanbul")
OVERLAP = timedelta(hours=24)
"""New windows begin this long before the last one ended: late arrivals are met again, duplicates fall on the key."""
BACKFILL = {Marketplace.TRENDYOL: timedelta(days=365), Marketplace.HEPSIBURADA: timedelta(days=1095)}
"""Trendyol gave twelve months and more; Hepsiburada's reach is UNKNOWN, so it is asked until it stays silent."""
SILENT_SPAN = timedelta(days=84)
"""Hepsiburada's past ends where this long a span brings nothing."""
HEAL_EVERY = timedelta(days=1)
HEAL_SPAN = timedelta(days=60)
"""Once a day this span is read anew, to meet what the narrow windows missed."""
COUNT_EVERY = timedelta(hours=1)

Pause = Callable[[], bool]


def sync_shop(
    services: Services, shop: str, *, since: date | None = None, pause: Pause = lambda: False, claims_only: bool = False
) -> Run:
    """One run; never raises a RemoteError: the ledger row says how it ended.

    `pause` is asked between two requests of the long steps (past, sales, details): True ends the run early, unhurt.
    `claims_only` leaves products, pictures and sales to the next run.
    """
    client = services.clients[shop]
    run = Run(run_id=uuid.uuid4().hex, shop=shop, started_at=services.now())
    requests, retries = client.request_count, client.retry_count
    error: RemoteError | None = None
    try:
        run = _read_claims(services, client, run, since, pause)
        end_reason = "stopped" if services.stopping.is_set() else "complete"
    except RemoteError as exc:
        end_reason, error = "failed", exc
        run = _as_recorded(services, run)
    if error is None and not claims_only:
        error = _read_details(services, client, run, pause)
    run = replace(
        run,
        phase="done",
        end_reason=end_reason,
        error=str(error) if error else None,
        requests=client.request_count - requests,
        retries=client.retry_count - retries,
        finished_at=services.now(),
    )
    services.db.write(lambda cursor: sync_log.record_run(cursor, run))
    return run


def backfill_target(services: Services, shop: str, since: date | None = None) -> datetime:
    """How far back the shop's claims are wanted."""
    if since is not None:
        return datetime(since.year, since.month, since.day, tzinfo=ISTANBUL)
    return services.now() - BACKFILL[services.clients[shop].marketplace]


def past_is_read(services: Services, shop: str) -> bool:
    """Whether the backfill has come to its end."""
    with services.db.cursor() as cursor:
        reached = sync_log.read_cursor(cursor, shop, "claims_from")
        ended = sync_log.read_cursor(cursor, shop, "past_ended")
    return ended is not None or (reached is not None and reached <= backfill_target(services, shop) + OVERLAP)


def _read_claims(services: Services, client: MarketplaceClient, run: Run, since: date | None, pause: Pause) -> Run:
    run = intake.replay_set_aside(services, client, run)
    run = _read_waiting(services, client, run)
    run = _read_recent(services, client, replace(run, phase="recent"))
    run = _read_known(services, client, replace(run, phase="open"))
    details.refresh_reject_reasons(services, client)
    run = _read_past(services, client, replace(run, phase="backfill"), since, pause)
    return _compare_counts(services, client, run)


def _read_details(services: Services, client: MarketplaceClient, run: Run, pause: Pause) -> RemoteError | None:
    """Products, pictures and sales. What fails here is told, but the claims are whole all the same."""
    steps: tuple[Callable[[], None], ...] = (
        lambda: details.learn_products(services, client, pause, most=200),
        lambda: details.keep_pictures(services, client, pause),
        lambda: details.read_sales(services, client, pause),
        lambda: details.learn_products(services, client, pause, most=5000),
        lambda: details.keep_pictures(services, client, pause),
    )
    services.db.write(lambda cursor: sync_log.record_run(cursor, replace(run, phase="details")))
    try:
        for step in steps:
            step()
    except RemoteError as exc:
        return exc
    return None


def _as_recorded(services: Services, run: Run) -> Run:
    """How far a run came before it failed: what its last transaction wrote."""
    with services.db.cursor() as cursor:
        return sync_log.load_run(cursor, run.run_id) or run


def _read_waiting(services: Services, client: MarketplaceClient, run: Run) -> Run:
    """The first thing a new shop sees: what must be answered now."""
    for page in client.fetch_waiting():
        run = intake.store(services, replace(run, pages=run.pages + 1), intake.parse(client, page))
        if services.stopping.is_set():
            break
    return run


def _read_recent(services: Services, client: MarketplaceClient, run: Run) -> Run:
    """From the last read moment minus the overlap to now; once a day, wider. The cursor is the moment reading began."""
    began_at = services.now()
    with services.db.cursor() as cursor:
        until = sync_log.read_cursor(cursor, run.shop, "claims_until")
        healed = sync_log.read_cursor(cursor, run.shop, "healed")
    heals = until is not None and (healed is None or began_at - healed >= HEAL_EVERY)
    begin_at = (until or began_at) - (HEAL_SPAN if heals else OVERLAP)
    run, complete = _read_span(services, client, run, begin_at, began_at)
    if not complete:
        return run
    cursors = {"claims_until": began_at}
    if until is None:
        cursors |= {"claims_from": begin_at, "healed": began_at}
    if heals:
        cursors["healed"] = began_at
    return intake.store(services, run, intake.Parsed(records=(), set_aside=()), cursors=cursors)


def _read_span(
    services: Services, client: MarketplaceClient, run: Run, begin_at: datetime, end_at: datetime
) -> tuple[Run, bool]:
    reached = end_at
    density = windows.Density(client.page_size)
    reads = windows.newest_first(client, begin_at, end_at, density, lambda: not services.stopping.is_set())
    for read in windows.in_batches(reads):
        run = intake.store(services, _counted(run, read), read.parsed)
        reached = read.begin_at
    return run, reached <= begin_at


def _read_known(services: Services, client: MarketplaceClient, run: Run) -> Run:
    """Every open claim again, by id where the marketplace can; what no longer answers is marked, never deleted."""
    began_at = services.now()
    with services.db.cursor() as cursor:
        refs = claim_store.open_refs(cursor, run.shop)
        last_read = sync_log.read_cursor(cursor, run.shop, "open_read")
    answered: set[str] = set()
    for page in client.fetch_known(refs, changed_since=last_read - OVERLAP if last_read else None):
        parsed = intake.parse(client, page)
        answered |= intake.claim_ids(parsed.records) | {row.claim_id for row in parsed.set_aside if row.claim_id}
        run = intake.store(services, replace(run, pages=run.pages + 1), parsed)
        if services.stopping.is_set():
            return run
    silent = [ref for ref in refs if ref.claim_id not in answered]
    for ref in silent[:MOST_SILENT]:
        page = client.read_claim(ref)
        parsed = intake.parse(client, page)
        answered |= intake.claim_ids(parsed.records)
        run = intake.store(services, replace(run, pages=run.pages + 1), parsed)
    gone = [ref.claim_id for ref in silent if ref.claim_id not in answered]
    services.db.write(lambda cursor: claim_store.mark_not_seen(cursor, run.shop, gone, began_at))
    return intake.store(services, run, intake.Parsed(records=(), set_aside=()), cursors={"open_read": began_at})


MOST_SILENT = 50
"""Open claims that no list held are looked up one by one, at most this many a run: each may cost several requests."""


def _read_past(services: Services, client: MarketplaceClient, run: Run, since: date | None, pause: Pause) -> Run:
    """Older windows, the newest first, from where the last run stopped."""
    with services.db.cursor() as cursor:
        reached = sync_log.read_cursor(cursor, run.shop, "claims_from")
        ended = sync_log.read_cursor(cursor, run.shop, "past_ended")
    target = backfill_target(services, run.shop, since)
    if reached is None or reached <= target or (ended is not None and since is None):
        return run
    last_claim_at = reached
    density = windows.Density(client.page_size)
    reads = windows.newest_first(
        client, target, reached, density, lambda: not pause() and not services.stopping.is_set()
    )
    for read in windows.in_batches(reads):
        if read.parsed.records:
            last_claim_at = read.begin_at
        run = replace(_counted(run, read), backfilled_to=read.begin_at)
        cursors = {"claims_from": read.begin_at}
        silent = client.marketplace is Marketplace.HEPSIBURADA and last_claim_at - read.begin_at >= SILENT_SPAN
        if silent and since is None:
            cursors["past_ended"] = read.begin_at
        run = intake.store(services, run, read.parsed, cursors=cursors)
        if "past_ended" in cursors:
            break
    return run


def _compare_counts(services: Services, client: MarketplaceClient, run: Run) -> Run:
    """The marketplace's own counts of the span we have read, once an hour, to stand beside ours."""
    now = services.now()
    with services.db.cursor() as cursor:
        counted = sync_log.read_cursor(cursor, run.shop, "counted")
        read_from = sync_log.read_cursor(cursor, run.shop, "claims_from")
    if read_from is None or (counted is not None and now - counted < COUNT_EVERY):
        return run
    counts = client.count_by_status(read_from, now)
    services.db.write(
        lambda cursor: sync_log.record_counts(cursor, run.shop, counts, counted_from=read_from, counted_at=now)
    )
    return intake.store(services, run, intake.Parsed(records=(), set_aside=()), cursors={"counted": now})


def _counted(run: Run, read: windows.WindowRead) -> Run:
    return replace(
        run, windows=run.windows + read.windows, pages=run.pages + read.pages, findings=run.findings + read.findings
    )
