"""Settings of a shop → its client, with gentler or faster pace by where it lives."""

from collections.abc import Callable
from datetime import datetime
from time import sleep
from urllib.parse import urlsplit

from lib.http_limits import Hosts, Pace
from lib.marketplaces.base import MarketplaceClient
from lib.marketplaces.hepsiburada import HepsiburadaClient, HepsiburadaPaces
from lib.marketplaces.reference_tables import ReferenceTables
from lib.marketplaces.trendyol import TrendyolClient
from lib.settings import ShopSettings, TrendyolShop, is_loopback

LOCAL_HOST_PACE = (Pace(count=50, window_s=1),)
"""The sandbox keeps Trendyol's published limits, but at Hepsiburada only our own caution slows us down."""


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
        return TrendyolClient(shop, now=now, wait=wait, hosts=hosts, tables=tables)
    local = is_loopback(urlsplit(shop.oms_url).hostname or "")
    paces = HepsiburadaPaces(host=LOCAL_HOST_PACE) if local else HepsiburadaPaces()
    return HepsiburadaClient(shop, now=now, wait=wait, hosts=hosts, paces=paces, tables=tables)
