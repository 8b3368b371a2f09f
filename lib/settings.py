"""The secrets handed in → one frozen Settings. Every error names table and key, never a value."""

from dataclasses import dataclass, field
from pathlib import Path

from lib.domain.claim import Marketplace


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
