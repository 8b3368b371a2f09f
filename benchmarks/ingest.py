"""How fast claims come in: through the store alone, and through HTTP from the sandbox with every limit off."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from lib.domain.claim import Claim, ClaimItem, ClaimStatus, Kind, Marketplace
from lib.flows import sync
from lib.flows.services import Services
from lib.http_limits import Hosts, Pace
from lib.marketplaces.trendyol import TrendyolClient, TrendyolPaces
from lib.settings import EngineSettings, Settings, TrendyolShop
from lib.store import claim_store
from lib.store.claim_staging import ClaimRecord
from lib.store.database import open_database
from lib.store.journal import Journal

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BATCH_CLAIMS = 10_000
FAST = (Pace(count=1_000_000, window_s=1),)


def rates(folder: Path, *, quick: bool) -> list[list[str]]:
    batches = 3 if quick else 20
    return [
        [f"store: batches of {BATCH_CLAIMS:,} claims into DuckDB", f"{store_rate(folder, batches):,.0f}"],
        ["sandbox → HTTP → client → store", f"{http_rate(folder, 2_000 if quick else 8_000):,.0f}"],
    ]


def store_rate(folder: Path, batch_count: int) -> float:
    """Items a second through claim_store.upsert; making the claims is not counted."""
    db = open_database(folder / "ingest.duckdb")
    items, taken_s = 0, 0.0
    for number in range(batch_count):
        records = list(_made(number * BATCH_CLAIMS, BATCH_CLAIMS))
        begin = time.perf_counter()
        written = db.write(lambda cursor, records=records: claim_store.upsert(cursor, records))
        taken_s += time.perf_counter() - begin
        items += written.items_written
    db.close()
    return items / taken_s


def http_rate(folder: Path, claims: int) -> float:
    """Items a second from the first request to the last commit, one Trendyol shop, paces and limits off."""
    command = [sys.executable, "-m", "lib", "sandbox", "--json", "--exit-with-parent", "--claims", str(claims)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as sandbox:
        assert sandbox.stdin is not None and sandbox.stdout is not None
        told: dict[str, Any] = json.loads(sandbox.stdout.readline())
        try:
            _set_limits_off(told["switches"])
            return _read_all(folder, told["trendyol"])
        finally:
            sandbox.stdin.close()


def _set_limits_off(switches: dict[str, str]) -> None:
    headers = {"X-Sandbox-Secret": switches["secret"]}
    answer = httpx.post(
        f"{switches['url']}/switches", headers=headers, json={"limits": False}, timeout=30, trust_env=False
    )
    answer.raise_for_status()


def _read_all(folder: Path, table: dict[str, str]) -> float:
    """One first run of the real sync, claims only."""
    known = {name: table[name] for name in ("seller_id", "api_key", "api_secret", "api_url")}
    shop = TrendyolShop(shop="trendyol-ana", name="", live=False, **known)
    client = TrendyolClient(shop, now=_now, hosts=Hosts(), paces=TrendyolPaces(claims=FAST, reasons=FAST))
    settings = Settings(
        shops=(shop,), engine=EngineSettings(), database=folder / "http.duckdb", demo=False, source=folder / "none"
    )
    services = Services(
        settings=settings,
        db=open_database(settings.database),
        journal=Journal(settings.journal),
        clients={shop.shop: client},
        now=_now,
    )
    begin = time.perf_counter()
    run = sync.sync_shop(services, shop.shop, claims_only=True)
    taken_s = time.perf_counter() - begin
    client.close()
    services.db.close()
    if run.error:
        raise RuntimeError(run.error)
    return run.items_written / taken_s


def _now() -> datetime:
    return datetime.now(UTC)


def _made(first: int, count: int) -> Iterator[ClaimRecord]:
    for number in range(first, first + count):
        claim = Claim(
            shop="trendyol-ana",
            marketplace=Marketplace.TRENDYOL,
            claim_id=f"c-{number}",
            claim_type="",
            order_number=str(9_000_000 + number),
            package_id=None,
            ordered_at=NOW - timedelta(days=9),
            claimed_at=NOW - timedelta(seconds=number),
            modified_at=NOW,
            customer_name="Ayşe Yılmaz",
            items=tuple(_item(number, place) for place in range(1 + number % 3)),
        )
        payload = json.dumps({"claimId": claim.claim_id, "items": [item.item_id for item in claim.items]})
        yield ClaimRecord(claim=claim, payload=payload * 8, request="GET", read_at=NOW)


def _item(number: int, place: int) -> ClaimItem:
    return ClaimItem(
        item_id=f"i-{number}-{place}",
        order_line_id=f"l-{number}",
        status=ClaimStatus.ACCEPTED,
        raw_status="Accepted",
        kind=Kind.RETURN,
        reason_code="501",
        reason="Bedeni küçük geldi",
        customer_note="Küçük geldi, bir beden büyüğünü alacağım.",
        product_name=f"Keten Gömlek {number % 5000}",
        sku=f"STK-{number % 5000}",
        barcode=str(8_680_000_000_000 + number % 5000),
        unit_price_try=Decimal("499.90"),
    )
