"""One answer → stored: the sync and the engine's reads take claims in by the same door."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from lib.domain.claim import Claim
from lib.errors import UnexpectedPayload
from lib.flows.services import Services
from lib.marketplaces.base import PARSER_VERSION, MarketplaceClient, Page
from lib.store import claim_store, sync_log
from lib.store.claim_staging import ClaimRecord
from lib.store.sync_log import Run, SetAside


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What could be read of a page, and what could not."""

    records: tuple[ClaimRecord, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def claims(self) -> list[Claim]:
        return [record.claim for record in self.records]


def parse(client: MarketplaceClient, page: Page) -> Parsed:
    """One unreadable claim is set aside with its text; the others go on."""
    records: list[ClaimRecord] = []
    set_aside: list[SetAside] = []
    for payload in page.payloads:
        try:
            claim = client.to_claim(payload)
        except UnexpectedPayload as exc:
            set_aside.append(_set_aside(client, page, payload, str(exc)))
            continue
        text = to_json(client.without_personal_data(payload))
        records.append(ClaimRecord(claim=claim, payload=text, request=page.request, read_at=page.read_at))
    return Parsed(records=tuple(records), set_aside=tuple(set_aside))


def store(
    services: Services,
    run: Run,
    parsed: Parsed,
    *,
    cursors: dict[str, datetime] | None = None,
) -> Run:
    """Rows, raw text, cursors and the ledger row in one transaction; returns the run with its new counts."""

    def write(cursor: duckdb.DuckDBPyConnection) -> Run:
        written = claim_store.upsert(cursor, parsed.records)
        sync_log.put_aside(cursor, parsed.set_aside)
        sync_log.resolve_set_aside(cursor, run.shop, [claim.claim_id for claim in parsed.claims], services.now())
        for name, reached_at in (cursors or {}).items():
            sync_log.move_cursor(cursor, run.shop, name, reached_at)
        counted = replace(
            run,
            claims_read=run.claims_read + len(parsed.records) + len(parsed.set_aside),
            items_new=run.items_new + written.items_new,
            items_changed=run.items_changed + written.items_changed,
            items_written=run.items_written + written.items_written,
            set_aside=run.set_aside + len(parsed.set_aside),
        )
        sync_log.record_run(cursor, counted)
        return counted

    return services.db.write(write)


def store_reading(services: Services, client: MarketplaceClient, page: Page) -> list[Claim]:
    """Takes in one read claim outside a run (before sending, when settling); returns what could be read."""
    parsed = parse(client, page)

    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        claim_store.upsert(cursor, parsed.records)
        sync_log.put_aside(cursor, parsed.set_aside)

    services.db.write(write)
    return parsed.claims


def replay_set_aside(services: Services, client: MarketplaceClient, run: Run) -> Run:
    """Tries again what an older parser could not read."""
    with services.db.cursor() as cursor:
        older = sync_log.older_set_aside(cursor, client.shop, PARSER_VERSION)
    for row in older:
        page = Page(payloads=(json.loads(row.payload),), total_count=1, request=row.request, read_at=row.seen_at)
        run = store(services, run, parse(client, page))
    return run


def to_json(value: Any) -> str:
    """Stable text: the same answer gives the same hash."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def claim_ids(records: Sequence[ClaimRecord]) -> set[str]:
    return {record.claim.claim_id for record in records}


def _set_aside(client: MarketplaceClient, page: Page, payload: dict[str, Any], reason: str) -> SetAside:
    return SetAside(
        shop=client.shop,
        claim_id=client.claim_id_of(payload),
        reason=reason,
        payload=to_json(payload),
        request=page.request,
        parser_version=PARSER_VERSION,
        seen_at=page.read_at,
    )
