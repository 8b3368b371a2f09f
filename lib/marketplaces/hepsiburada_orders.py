"""Hepsiburada's orders: product data that its claims lack, and the sold units (hepsiburada.md section 10)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from lib.domain.claim import OrderLine
from lib.errors import RequestRefused, UnexpectedPayload
from lib.http import HttpAccount
from lib.http_admission import Call
from lib.http_limits import Gate, Priority
from lib.marketplaces.payload_fields import count, lowered, moment_text, money, objects, text
from lib.settings import HepsiburadaShop

SERVICE = "hepsiburada"
ORDERS_PAGE, FEED_PAGE = 100, 50
FEEDS = {
    "packages/{merchant}/delivered": "delivereddate",
    "packages/{merchant}/shipped": "shippeddate",
    "packages/{merchant}/undelivered": "undelivereddate",
    "orders/{merchant}/cancelled": "canceldate",
}
"""Feeds of the last month and the date in each; date filters are refused there, so they are paged by offset."""
PICTURE_SIZE = "200"
NOT_SOLD = ("cancelled", "canceled")
ORIGINAL = frozenset({"", "ordercreated"})
"""Other creation reasons are lines that a claim, a transfer or a split made."""
NO_ORDER = "için sonuç bulunmadı"
"""Part of the text that stands for "no such order, or not paid"."""


class HepsiburadaOrders:
    """Reads of one shop's orders; details asked once in a run are not asked again."""

    def __init__(self, shop: HepsiburadaShop, http: HttpAccount, gate: Gate, *, now: Callable[[], datetime]) -> None:
        self._shop, self._http, self._gate, self._now = shop.shop, http, gate, now
        self._root = shop.oms_url
        self._merchant = f"merchantid/{quote(shop.merchant_id, safe='')}"

    def probe(self) -> None:
        url = f"{self._root}/orders/{self._merchant}"
        self._read(url, "orders", {"offset": "0", "limit": "1"}, priority=Priority.SCREEN, probe=True)

    def fetch_order(self, order_number: str) -> list[OrderLine]:
        """Empty for an order the service no longer gives or that is not paid."""
        url = f"{self._root}/orders/{self._merchant}/ordernumber/{quote(order_number, safe='')}"
        try:
            answer = self._read(url, "order", {})
        except RequestRefused as exc:
            if exc.status_code == 404 or NO_ORDER in str(exc):
                return []
            raise
        if isinstance(answer, str):
            return []
        if not isinstance(answer, dict):
            raise UnexpectedPayload("the order is not an object", service=SERVICE, operation="order")
        return [line for row in objects(lowered(answer).get("items")) if (line := to_order_line(row, self._shop))]

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        """Lines not yet packed, then the orders of the status feeds one by one. The feeds reach back one month."""
        for page in self._pages(f"{self._root}/orders/{self._merchant}", "orders", ORDERS_PAGE):
            yield [line for row in page if (line := to_order_line(row, self._shop))]
        asked: set[str] = set()
        for path, date_key in FEEDS.items():
            url = f"{self._root}/{path.format(merchant=self._merchant)}"
            for page in self._pages(url, path.rpartition("/")[2], FEED_PAGE):
                for order_number, delivered_at in _changed(page, date_key, begin_at, end_at):
                    if order_number not in asked:
                        asked.add(order_number)
                        yield [_delivered(line, delivered_at) for line in self.fetch_order(order_number)]

    def _pages(self, url: str, operation: str, limit: int) -> Iterator[list[dict[str, Any]]]:
        offset = 0
        while True:
            answer = self._read(url, operation, {"offset": str(offset), "limit": str(limit)})
            if not isinstance(answer, dict):
                raise UnexpectedPayload("the answer is not an object", service=SERVICE, operation=operation)
            envelope = lowered(answer)
            rows = objects(envelope.get("items"))
            yield rows
            offset += len(rows)
            if not rows or offset >= (count(envelope.get("totalcount")) or 0):
                return

    def _read(
        self,
        url: str,
        operation: str,
        params: dict[str, str],
        *,
        priority: Priority = Priority.BACKGROUND,
        probe: bool = False,
    ) -> Any:
        call = Call(
            operation=operation,
            url=url,
            gate=self._gate,
            params=params,
            priority=priority,
            probe=probe,
            tries=1 if probe else 4,
        )
        return self._http.read(call)


def to_order_line(payload: dict[str, Any], shop: str) -> OrderLine | None:
    """None for a line without id, order or date. Dates without a zone are Istanbul time."""
    line = lowered(payload)
    line_id, order_number = text(line.get("id")) or text(line.get("lineitemid")), text(line.get("ordernumber"))
    ordered_at, quantity = moment_text(line.get("orderdate")), count(line.get("quantity"))
    if line_id is None or order_number is None or ordered_at is None or not quantity:
        return None
    raw_status = text(line.get("status"))
    original = (text(line.get("creationreason")) or "").lower() in ORIGINAL
    picture = text(line.get("productimageurlformat"))
    properties = {
        (text(part.get("displayname")) or text(part.get("name")) or "").lower(): text(part.get("value"))
        for part in map(lowered, objects(line.get("properties")))
    }
    return OrderLine(
        shop=shop,
        order_line_id=line_id,
        order_number=order_number,
        package_id=text(line.get("packagenumber")),
        ordered_at=ordered_at,
        quantity=quantity,
        unit_price_try=money(line.get("unitprice")),
        sku=text(line.get("merchantsku")),
        barcode=text(line.get("productbarcode")),
        product_name=text(line.get("name")),
        color=properties.get("renk"),
        size=properties.get("beden") or properties.get("numara"),
        raw_status=raw_status,
        is_sale=original and not (raw_status or "").lower().startswith(NOT_SOLD),
        image_url=picture.replace("{size}", PICTURE_SIZE) if picture else None,
        delivered_at=moment_text(line.get("laststatusupdatedate")) if (raw_status or "") == "Delivered" else None,
    )


def _changed(
    rows: list[dict[str, Any]], date_key: str, begin_at: datetime, end_at: datetime
) -> Iterator[tuple[str, datetime | None]]:
    """(order number, delivery moment) of a feed's rows whose date lies in the window; a row without a date counts."""
    for row in map(lowered, rows):
        changed_at = moment_text(row.get(date_key))
        if changed_at is not None and not begin_at <= changed_at < end_at:
            continue
        numbers = row.get("ordernumbers")
        for number in [row.get("ordernumber"), *(numbers if isinstance(numbers, list) else [])]:
            if (order_number := text(number)) is not None:
                yield order_number, changed_at if date_key == "delivereddate" else None


def _delivered(line: OrderLine, delivered_at: datetime | None) -> OrderLine:
    return replace(line, delivered_at=line.delivered_at or delivered_at)
