"""A desk on a simulated clock: real database and journal, a fake marketplace, no threads."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from lib.domain.action import ActionRequest, ActionState
from lib.domain.claim import Claim
from lib.flows import decisions, details, engine, intake
from lib.flows.services import Services
from lib.settings import EngineSettings, Settings, TrendyolShop
from lib.store import journal_lookup
from lib.store.database import open_database
from lib.store.journal import Journal
from tests.builders import NOON, make_claim
from tests.flows.fake_marketplace import FakeMarketplace


class Desk:
    def __init__(
        self, folder: Path, claims: Sequence[Claim] | None = None, *, live: bool = True, has_audit: bool = True
    ) -> None:
        self.at = NOON
        self.marketplace = FakeMarketplace(self.now, [make_claim()] if claims is None else claims, has_audit=has_audit)
        shop = TrendyolShop(shop="ana", name="Örnek", live=live, seller_id="1", api_key="k", api_secret="s")
        settings = Settings(
            shops=(shop,),
            engine=EngineSettings(),
            database=folder / "claims.duckdb",
            demo=False,
            source=folder / "secrets.toml",
        )
        self.services = Services(
            settings=settings,
            db=open_database(None, now=self.now),
            journal=Journal(settings.journal),
            clients={"ana": self.marketplace},
            now=self.now,
        )
        self.pace = engine.new_pace()
        details.refresh_reject_reasons(self.services, self.marketplace)
        self.take_in()

    def now(self) -> datetime:
        return self.at

    def take_in(self) -> None:
        """What a sync would have brought."""
        page = self.marketplace.fetch_window(NOON - timedelta(days=900), NOON + timedelta(days=900))
        intake.store_reading(self.services, self.marketplace, page)

    def ask(self, *requests: ActionRequest, source: str = "page") -> list[decisions.Asked]:
        return decisions.ask(self.services, requests, user="ayşe", source=source, shown_at=self.at)

    def run(self, seconds: float) -> None:
        """Time passes, the engine works; long spans in longer steps."""
        step_s = 1.0 if seconds <= 120 else 5.0
        until = self.at + timedelta(seconds=seconds)
        while self.at < until:
            while engine.step(self.services, self.pace):
                pass
            self.at += timedelta(seconds=step_s)

    def restart(self) -> None:
        """A new process: nothing in memory is left."""
        self.services = replace(self.services, journal=Journal(self.services.settings.journal))
        self.pace = engine.new_pace()
        engine.recover(self.services)

    def states(self, action_id: str | None) -> dict[str, ActionState]:
        assert action_id is not None
        action = journal_lookup.load(self.services.journal, action_id)
        assert action is not None
        return action.item_states

    def state(self, action_id: str | None) -> ActionState:
        [state] = set(self.states(action_id).values())
        return state

    def message(self, action_id: str | None) -> str | None:
        assert action_id is not None
        action = journal_lookup.load(self.services.journal, action_id)
        return action.message if action else None
