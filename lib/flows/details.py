"""What a claim list does not tell: products, pictures, sold lines, reasons for a refusal. Each stops and goes on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import duckdb

from lib.domain.claim import OrderLine
from lib.errors import RequestRefused
from lib.flows.services import Services
from lib.marketplaces.base import MarketplaceClient
from lib.store import order_store, sync_log, thumbnails

ASK_AGAIN = timedelta(days=7)
"""An order that the marketplace no longer gives is asked for once a week."""
REASONS_EVERY = timedelta(days=1)
BARCODES_A_REQUEST = 50
"""Trendyol's most for `barcodes`."""
SALES_PAST = timedelta(days=90)
"""Trendyol's stream reaches three months back, Hepsiburada's feeds one."""
SALES_WINDOW = timedelta(days=13)
"""Order windows may span two weeks; a day is left for the hours that Trendyol shifts."""
SALES_OVERLAP = timedelta(hours=24)


def learn_products(services: Services, client: MarketplaceClient, pause: Callable[[], bool], *, most: int) -> None:
    """Order lines of claims without a product name, then catalogue rows of barcodes without a picture."""
    shop = client.shop
    with services.db.cursor() as cursor:
        orders = order_store.orders_without_facts(cursor, shop, services.now() - ASK_AGAIN, most)
        barcodes = order_store.barcodes_without_product(cursor, shop, most)
    for order_number in orders:
        if pause() or services.stopping.is_set():
            break
        try:
            lines = client.fetch_order(order_number)
        except RequestRefused:
            lines = []  # an order of another age: the claim shows its own facts
        _store_order(services, shop, order_number, lines)
    for start in range(0, len(barcodes), BARCODES_A_REQUEST):
        if pause() or services.stopping.is_set():
            break
        products = client.fetch_products(barcodes[start : start + BARCODES_A_REQUEST])
        read_at = services.now()
        services.db.write(lambda cursor, rows=products, at=read_at: order_store.upsert_products(cursor, rows, at))  # type: ignore[misc]
    if orders or barcodes:
        services.db.write(lambda cursor: order_store.lend_product_facts(cursor, shop))


def refresh_reject_reasons(services: Services, client: MarketplaceClient) -> None:
    """Today's catalogue, once a day; retired reasons keep their rows."""
    now = services.now()
    with services.db.cursor() as cursor:
        fetched = sync_log.read_cursor(cursor, client.shop, "reject_reasons")
    if fetched is not None and now - fetched < REASONS_EVERY:
        return
    reasons = client.fetch_reject_reasons()

    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        sync_log.record_reject_reasons(cursor, client.shop, reasons, now)
        sync_log.move_cursor(cursor, client.shop, "reject_reasons", now)

    services.db.write(write)


def read_sales(services: Services, client: MarketplaceClient, pause: Callable[[], bool]) -> None:
    """Sold lines: what changed since the last read, then older windows as far as the marketplace still gives them."""
    shop = client.shop
    now = services.now()
    with services.db.cursor() as cursor:
        until = sync_log.read_cursor(cursor, shop, "sales_until")
        since = sync_log.read_cursor(cursor, shop, "sales_from")
    begin_at = (until or now) - SALES_OVERLAP
    end_at = now
    while end_at > begin_at:
        start = max(begin_at, end_at - SALES_WINDOW)
        if not _read_sales_window(services, client, start, end_at, pause, {}):
            return
        end_at = start
    _move(services, shop, {"sales_until": now} | ({} if since else {"sales_from": begin_at}))
    reached = since or begin_at
    oldest = now - SALES_PAST
    while reached > oldest:
        start = max(oldest, reached - SALES_WINDOW)
        if not _read_sales_window(services, client, start, reached, pause, {"sales_from": start}):
            return
        reached = start


def keep_pictures(services: Services, client: MarketplaceClient, pause: Callable[[], bool]) -> None:
    """Thumbnails of product pictures and customers' photos; a browser never loads them from elsewhere."""
    folder = services.settings.files
    with services.db.cursor() as cursor:
        urls = order_store.picture_urls(cursor, client.shop)
    for url in urls:
        if pause() or services.stopping.is_set():
            return
        if not thumbnails.is_wanted(folder, url):
            continue
        content = client.fetch_picture(url)
        thumbnails.keep(folder, url, content)


def _read_sales_window(
    services: Services,
    client: MarketplaceClient,
    begin_at: datetime,
    end_at: datetime,
    pause: Callable[[], bool],
    cursors: dict[str, datetime],
) -> bool:
    """False when it was stopped before the window was whole; the cursor then stays."""
    for lines in client.fetch_sales(begin_at, end_at):
        read_at = services.now()
        services.db.write(lambda cursor, rows=lines, at=read_at: order_store.upsert_lines(cursor, rows, at))  # type: ignore[misc]
        if pause() or services.stopping.is_set():
            return False
    _move(services, client.shop, cursors)
    return True


def _store_order(services: Services, shop: str, order_number: str, lines: list[OrderLine]) -> None:
    now = services.now()

    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        order_store.upsert_lines(cursor, lines, now)
        order_store.note_order_asked(cursor, shop, order_number, now)

    services.db.write(write)


def _move(services: Services, shop: str, cursors: dict[str, datetime]) -> None:
    def write(cursor: duckdb.DuckDBPyConnection) -> None:
        for name, reached_at in cursors.items():
            sync_log.move_cursor(cursor, shop, name, reached_at)

    services.db.write(write)
