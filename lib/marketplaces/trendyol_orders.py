"""Trendyol's orders and products: what a claim lacks, and the sold units every rate is divided by (section 16)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from lib.domain.claim import OrderLine, Product
from lib.errors import RequestRefused, UnexpectedPayload
from lib.http import HttpAccount
from lib.http_admission import Call
from lib.http_limits import Gate, Pace, Priority
from lib.marketplaces.payload_fields import count, first, moment_ms, money, objects, text
from lib.settings import TrendyolShop

SERVICE = "trendyol"
ORDER_DATE_SHIFT_H = 3
"""`orderDate` of orders is a GMT+3 number; every other date, and `orderDate` of claims, is plain GMT (section 2.7)."""
WINDOW = timedelta(days=14)
STREAM_HISTORY, LIST_HISTORY = timedelta(days=90), timedelta(days=30)
PAGE = 200
BARCODES_PER_CALL = 50
NOT_SOLD = frozenset({"cancelled", "unsupplied", "unpacked"})


class TrendyolOrders:
    """Reads of one shop's orders and catalogue."""

    def __init__(
        self,
        shop: TrendyolShop,
        http: HttpAccount,
        *,
        now: Callable[[], datetime],
        orders: Sequence[Pace],
        stream: Sequence[Pace],
        products: Sequence[Pace],
    ) -> None:
        seller = quote(shop.seller_id, safe="")
        self._shop, self._http, self._now = shop.shop, http, now
        self._orders_url = f"{shop.api_url}/integration/order/sellers/{seller}/v2/orders"
        self._stream_url = f"{shop.api_url}/integration/order/sellers/{seller}/orders/stream"
        self._products_url = f"{shop.api_url}/integration/product/sellers/{seller}/products/approved"
        self._orders, self._stream, self._products = Gate(orders), Gate(stream), Gate(products)

    def probe(self) -> None:
        """One order at most; passes a stop, as the person who tests the connection wants."""
        self._content(self._orders_url, "orders", self._orders, {"size": "1"}, probe=True)

    def fetch_order(self, order_number: str) -> list[OrderLine]:
        params = {"orderNumber": order_number, "size": str(PAGE)}
        packages = self._content(self._orders_url, "order", self._orders, params)
        return [line for package in objects(packages.get("content")) for line in to_order_lines(package, self._shop)]

    def fetch_sales(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        """The stream goes back 3 months; a shop without it falls back to the order list's one month."""
        begin_at, end_at = max(begin_at, self._now() - STREAM_HISTORY), min(end_at, self._now() + timedelta(hours=1))
        while begin_at < end_at:
            until = min(begin_at + WINDOW, end_at)
            try:
                yield from self._streamed(begin_at, until)
            except RequestRefused:
                yield from self._listed(max(begin_at, self._now() - LIST_HISTORY), until)
            begin_at = until

    def fetch_products(self, barcodes: Sequence[str]) -> list[Product]:
        asked = [barcode for barcode in dict.fromkeys(barcodes) if barcode and "," not in barcode]
        found: list[Product] = []
        for begin in range(0, len(asked), BARCODES_PER_CALL):
            params = {"barcodes": ",".join(asked[begin : begin + BARCODES_PER_CALL]), "size": "100"}
            answer = self._content(self._products_url, "products", self._products, params)
            for content in objects(answer.get("content")):
                found += to_products(content, self._shop, asked)
        return found

    def _streamed(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        params = {"lastModifiedStartDate": _ms(begin_at), "lastModifiedEndDate": _ms(end_at), "size": str(PAGE)}
        seen: set[str] = set()
        while True:
            answer = self._content(self._stream_url, "order stream", self._stream, params)
            packages = objects(answer.get("content"))
            yield [line for package in packages for line in to_order_lines(package, self._shop)]
            cursor = text(answer.get("nextCursor"))
            if not packages or not answer.get("hasMore") or cursor is None or cursor in seen:
                return
            seen.add(cursor)
            params["nextCursor"] = cursor

    def _listed(self, begin_at: datetime, end_at: datetime) -> Iterator[list[OrderLine]]:
        """Dates are asked for in GMT+3 numbers by the documentation, so the window is widened by 3 hours both ways."""
        widened = timedelta(hours=ORDER_DATE_SHIFT_H)
        dates = {
            "startDate": _ms(begin_at - widened),
            "endDate": _ms(min(end_at + widened, begin_at - widened + WINDOW)),
        }
        order = {"orderByField": "PackageLastModifiedDate", "orderByDirection": "ASC", "size": str(PAGE)}
        for page in range(10_000 // PAGE):
            answer = self._content(self._orders_url, "orders", self._orders, {**dates, **order, "page": str(page)})
            packages = objects(answer.get("content"))
            yield [line for package in packages for line in to_order_lines(package, self._shop)]
            if len(packages) < PAGE:
                return

    def _content(
        self,
        url: str,
        operation: str,
        gate: Gate,
        params: dict[str, str],
        *,
        priority: Priority = Priority.BACKGROUND,
        probe: bool = False,
    ) -> dict[str, Any]:
        """The envelope; a 404 is an empty one."""
        call = Call(
            operation=operation,
            url=url,
            gate=gate,
            params=params,
            priority=Priority.SCREEN if probe else priority,
            probe=probe,
            tries=1 if probe else 4,
        )
        try:
            answer = self._http.read(call)
        except RequestRefused as exc:
            if exc.status_code == 404:
                return {}
            raise
        if not isinstance(answer, dict):
            raise UnexpectedPayload("the answer is not an object", service=SERVICE, operation=operation)
        return answer


def to_order_lines(package: dict[str, Any], shop: str) -> list[OrderLine]:
    """Lines of one package, under new and old field names; a line without id or date is left out."""
    order_number = text(package.get("orderNumber"))
    ordered_at = moment_ms(package.get("orderDate"), shifted_h=ORDER_DATE_SHIFT_H)
    package_status = text(first(package, "shipmentPackageStatus", "status"))
    if order_number is None or ordered_at is None:
        return []
    lines = []
    for line in objects(package.get("lines")):
        line_id, quantity = text(first(line, "lineId", "id")), count(line.get("quantity"))
        raw_status = text(line.get("orderLineItemStatusName")) or package_status
        if line_id is None or not quantity:
            continue
        lines.append(
            OrderLine(
                shop=shop,
                order_line_id=line_id,
                order_number=order_number,
                package_id=text(first(package, "shipmentPackageId", "id")),
                ordered_at=ordered_at,
                quantity=quantity,
                unit_price_try=money(first(line, "lineUnitPrice", "price")),
                sku=text(first(line, "stockCode", "merchantSku")),
                barcode=text(line.get("barcode")),
                product_name=text(line.get("productName")),
                color=text(line.get("productColor")),
                size=text(line.get("productSize")),
                category=text(line.get("productCategory")),
                raw_status=raw_status,
                is_sale=not NOT_SOLD & {(raw_status or "").lower(), (package_status or "").lower()},
                delivered_at=_delivered_at(package),
            )
        )
    return lines


def to_products(content: dict[str, Any], shop: str, asked: Sequence[str]) -> list[Product]:
    """Variants whose barcode was asked for; the server strips inner blanks, so they are compared without."""
    by_plain = {"".join(barcode.split()): barcode for barcode in asked}
    images = [text(image.get("url")) for image in objects(content.get("images"))]
    category, brand = content.get("category"), content.get("brand")
    return [
        Product(
            shop=shop,
            barcode=by_plain[plain],
            sku=text(variant.get("stockCode")),
            product_name=text(content.get("title")),
            category=text(category.get("name")) if isinstance(category, dict) else None,
            brand=text(brand.get("name")) if isinstance(brand, dict) else None,
            image_url=next((image for image in images if image), None),
        )
        for variant in objects(content.get("variants"))
        if (plain := "".join((text(variant.get("barcode")) or "").split())) in by_plain
    ]


def _delivered_at(package: dict[str, Any]) -> datetime | None:
    for step in objects(package.get("packageHistories")):
        if (text(step.get("status")) or "").lower() == "delivered":
            return moment_ms(step.get("createdDate"))
    return None


def _ms(moment: datetime) -> str:
    return str(round(moment.timestamp() * 1000))
