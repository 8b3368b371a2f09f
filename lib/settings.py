"""The secrets handed in → one frozen Settings. Every error names table and key, never a value."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from re import compile as pattern
from typing import Any
from urllib.parse import urlsplit

from lib.domain.claim import Marketplace
from lib.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendyolShop:
    shop: str
    name: str
    live: bool
    """False: dry run, nothing is ever sent."""
    seller_id: str
    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    integrator: str = "SelfIntegration"
    api_url: str = "https://apigw.trendyol.com"
    marketplace: Marketplace = Marketplace.TRENDYOL


@dataclass(frozen=True, slots=True, kw_only=True)
class HepsiburadaShop:
    shop: str
    name: str
    live: bool
    merchant_id: str
    service_key: str = field(repr=False)
    user_agent: str
    api_user: str | None = field(default=None, repr=False)
    oms_url: str = "https://oms-external.hepsiburada.com"
    questions_url: str = "https://api-asktoseller-merchant.hepsiburada.com"
    shipping_url: str = "https://shipping-external.hepsiburada.com"
    listing_url: str = "https://listing-external.hepsiburada.com"
    finance_url: str = "https://mpfinance-external.hepsiburada.com"
    marketplace: Marketplace = Marketplace.HEPSIBURADA


ShopSettings = TrendyolShop | HepsiburadaShop


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    undo_s: float = 10
    undo_batch_s: float = 30
    quiet_s: float = 180
    settle_read_gap_s: float = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    shops: tuple[ShopSettings, ...]
    engine: EngineSettings
    database: Path
    demo: bool
    source: Path
    """The settings file, read or not yet there."""

    @property
    def journal(self) -> Path:
        return self.database.with_suffix(".journal.sqlite")

    @property
    def files(self) -> Path:
        return self.database.with_suffix(".files")


FOREIGN_TABLES = frozenset({"auth"})
"""Tables of the same file that belong to others: `[auth]` is Streamlit's."""
LOWEST_S = {"quiet_s": EngineSettings().quiet_s, "settle_read_gap_s": EngineSettings().settle_read_gap_s}
"""Bounds of `[engine]` that only loopback shops may go below (interface.md section 2)."""
LONGEST_S = 3600
"""An hour: a longer wait is a typing error."""
MODES = {"dry-run": False, "live": True}
SHOP_ID = pattern(r"[a-z0-9][a-z0-9-]{0,39}")
FORMS = {
    "seller_id": (pattern(r"\d{1,12}"), "digits"),
    "merchant_id": (pattern(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"), "a UUID"),
    "integrator": (pattern(r"[A-Za-z0-9]{1,30}"), "at most 30 letters and digits"),
}
PLAIN = pattern(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
"""What fits into a header or a Basic pair: visible ASCII without blanks at the ends."""
NAME = pattern(r"(?=.*\S)[^\x00-\x1f\x7f]{1,60}")
SHOP_CLASSES: dict[str, type[TrendyolShop] | type[HepsiburadaShop]] = {
    Marketplace.TRENDYOL: TrendyolShop,
    Marketplace.HEPSIBURADA: HepsiburadaShop,
}


def load(values: Mapping[str, Any], *, database: Path, demo: bool, source: Path) -> Settings:
    """Raises SettingsError for the first thing wrong. Without any shop the result is a demo."""
    for table, content in values.items():
        if table not in {"shops", "engine", *FOREIGN_TABLES}:
            what = "table" if isinstance(content, Mapping) else "key"
            raise SettingsError(f"[{table}] is not a known {what}")
    tables = _table(values.get("shops", {}), "shops")
    shops = () if demo else tuple(_shop(shop, _table(given, f"shops.{shop}")) for shop, given in tables.items())
    engine = _engine(_table(values.get("engine", {}), "engine"), local=all(map(_is_local, shops)))
    return Settings(shops=shops, engine=engine, database=database, demo=demo or not shops, source=source)


def _table(content: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise SettingsError(f"[{name}] must be a table")
    return content


def _shop(shop: str, given: Mapping[str, Any]) -> ShopSettings:
    table = f"shops.{shop}"
    if not SHOP_ID.fullmatch(shop):
        raise SettingsError(f"[{table}] the shop's id may hold lower-case letters, digits and hyphens only")
    kind = SHOP_CLASSES.get(str(_text(given, table, "marketplace")))
    if kind is None:
        raise SettingsError(f'[{table}] marketplace must be "trendyol" or "hepsiburada"')
    known = {part.name for part in fields(kind)} - {"shop", "live"} | {"mode"}
    for key in given:
        if key not in known:
            raise SettingsError(f"[{table}] {key} is not a known key")
    texts = {key: _checked(_text(given, table, key), table, key) for key in given if key not in ("marketplace", "mode")}
    for part in fields(kind):
        if part.default is MISSING and part.name not in {"shop", "name", "live", *texts}:
            raise SettingsError(f"[{table}] {part.name} is missing")
    mode = _text(given, table, "mode") if "mode" in given else "dry-run"
    if mode not in MODES:
        raise SettingsError(f'[{table}] mode must be "dry-run" or "live"')
    named: dict[str, Any] = {"name": shop, **texts, "shop": shop, "live": MODES[mode]}
    return kind(**named)


def _text(given: Mapping[str, Any], table: str, key: str) -> str:
    if key not in given:
        raise SettingsError(f"[{table}] {key} is missing")
    value = given[key]
    if not isinstance(value, str):
        raise SettingsError(f"[{table}] {key} must be text in quotes")
    if not value.strip():
        raise SettingsError(f"[{table}] {key} is empty")
    return value


def _checked(value: str, table: str, key: str) -> str:
    if key.endswith("_url"):
        return _address(value, table, key)
    form, words = FORMS.get(key, (PLAIN, "plain letters and digits without blanks at the ends"))
    if key == "name":
        form, words = NAME, "1 to 60 visible characters"
    if not form.fullmatch(value):
        raise SettingsError(f"[{table}] {key} must be {words}")
    return value


def _address(value: str, table: str, key: str) -> str:
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise SettingsError(f"[{table}] {key} is not an address") from None
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment or "@" in value:
        raise SettingsError(f"[{table}] {key} must not hold a user, a query or a fragment")
    if not host or port == 0 or not PLAIN.fullmatch(value) or " " in value:
        raise SettingsError(f"[{table}] {key} is not an address")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise SettingsError(f"[{table}] {key} must begin with https:// (http:// only to the loopback)")
    return value.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only mean this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_local(shop: ShopSettings) -> bool:
    addresses = [getattr(shop, part.name) for part in fields(shop) if part.name.endswith("_url")]
    return all(is_loopback(urlsplit(address).hostname or "") for address in addresses)


def _engine(given: Mapping[str, Any], *, local: bool) -> EngineSettings:
    known = {part.name for part in fields(EngineSettings)}
    for key, value in given.items():
        if key not in known:
            raise SettingsError(f"[engine] {key} is not a known key")
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_S:
            raise SettingsError(f"[engine] {key} must be a number of seconds from 0 to {LONGEST_S}")
        if not local and value < LOWEST_S.get(key, 0):
            raise SettingsError(f"[engine] {key} is below {LOWEST_S[key]:g}, which only shops on the loopback may have")
    return EngineSettings(**given)
