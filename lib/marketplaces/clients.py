"""Settings of a shop → its client, with gentler or faster pace by where it lives."""

from collections.abc import Callable
from datetime import datetime
from time import sleep
from urllib.parse import urlsplit

from lib.http_limits import Hosts, Pace
from lib.marketplaces.base import MarketplaceClient
from lib.marketplaces.hepsiburada import HepsiburadaClient, HepsiburadaPaces
from lib.marketplaces.reference_tables import ReferenceTables
from lib.marketplaces.trendyol import TrendyolClient, TrendyolPaces
from lib.settings import ShopSettings, TrendyolShop, is_loopback

LOCAL_HEPSIBURADA = HepsiburadaPaces(host=(Pace(count=50, window_s=1),))
"""At Hepsiburada it is only our own caution that slows us down."""
LOCAL_TRENDYOL = TrendyolPaces(
    orders=(Pace(count=40, window_s=10),),
    stream=(Pace(count=40, window_s=10),),
    pictures=(Pace(count=100, window_s=1),),
)
"""The sandbox keeps Trendyol's limit of 50 requests in 10 seconds and the pace of decisions, but no listing tiers and
no limit on pictures."""


def client_for(
    shop: ShopSettings,
    *,
    now: Callable[[], datetime],
    hosts: Hosts,
    wait: Callable[[float], bool | None] = sleep,
    tables: ReferenceTables | None = None,
) -> MarketplaceClient:
    """`hosts` is one object a process, since shops of a host share its pace; `wait` is `threading.Event.wait`."""
    if isinstance(shop, TrendyolShop):
        trendyol = LOCAL_TRENDYOL if _is_local(shop.api_url) else TrendyolPaces()
        return TrendyolClient(shop, now=now, wait=wait, hosts=hosts, paces=trendyol, tables=tables)
    hepsiburada = LOCAL_HEPSIBURADA if _is_local(shop.oms_url) else HepsiburadaPaces()
    return HepsiburadaClient(shop, now=now, wait=wait, hosts=hosts, paces=hepsiburada, tables=tables)


def _is_local(address: str) -> bool:
    return is_loopback(urlsplit(address).hostname or "")
