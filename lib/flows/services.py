"""What the flows work with: one value that wiring.py makes and every page and command hands on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING, Protocol

from lib.errors import SettingsError
from lib.marketplaces.base import MarketplaceClient
from lib.settings import Settings, ShopSettings
from lib.store.database import Database
from lib.store.journal import Journal
from lib.store.owner_lock import OwnerLock

if TYPE_CHECKING:
    from lib.flows.background import Background


class Demo(Protocol):
    """The synthetic marketplaces behind demo mode."""

    def advance(self, *, days: float) -> None:
        """Moves their clock, and with it the app's."""

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    settings: Settings
    db: Database
    journal: Journal
    clients: Mapping[str, MarketplaceClient]
    """By shop id."""
    now: Callable[[], datetime]
    """Aware UTC; in demo mode the sandbox's clock."""
    demo: Demo | None = None
    background: "Background | None" = None
    """None in commands that do the work themselves and in tests."""
    owner_lock: OwnerLock | None = None
    """Held while this process owns the two files."""
    stopping: Event = field(default_factory=Event)
    """Set when the process ends: every loop leaves at its next step."""

    def shop(self, shop: str) -> ShopSettings:
        """Raises SettingsError for an id that no table has."""
        for settings in self.settings.shops:
            if settings.shop == shop:
                return settings
        raise SettingsError(f"[shops.{shop}] is not in the settings file")
