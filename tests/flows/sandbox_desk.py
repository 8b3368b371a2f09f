"""A desk at the sandbox: real HTTP, real clients, both roads; time passes in both at once when a test says so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from lib.domain.action import ActionKind, ActionRequest, ActionState, Attachment, Wanted
from lib.domain.claim import Marketplace
from lib.flows import decisions, engine, sync
from lib.flows.services import Services
from lib.http import Timing
from lib.http_limits import Pace
from lib.marketplaces.hepsiburada import HepsiburadaClient, HepsiburadaPaces
from lib.marketplaces.trendyol import TrendyolClient, TrendyolPaces
from lib.sandbox import server
from lib.settings import HepsiburadaShop, Settings, TrendyolShop, load
from lib.store import decision_facts, journal_lookup
from lib.store.database import open_database
from lib.store.journal import Journal
from lib.store.sync_log import Run
from tests.builders import NOON

SHORT = Timing(read_s=1.5, action_s=1.5, upload_s=1.5, connect_s=1.0, backoff_s=0.01)
FAST = (Pace(count=10_000, window_s=1),)


def start_world(*, claims: int, seed: int = 5) -> server.RunningSandbox:
    """Without limits and without new claims coming by themselves; always the same moment, so always the same world."""
    return server.start(seed=seed, claims=claims, live=False, switches={"limits": False}, started_at=NOON)


class SandboxDesk:
    def __init__(
        self, folder: Path, *, claims: int = 160, seed: int = 5, sandbox: server.RunningSandbox | None = None
    ) -> None:
        """With a `sandbox` given, an empty desk before a world that others use too."""
        self.sandbox = sandbox or start_world(claims=claims, seed=seed)
        self._owns_sandbox = sandbox is None
        self._offset = self.sandbox.now() - datetime.now(UTC)
        self._passed_s = 0.0
        shops = {name: {**table, "mode": "live"} for name, table in self.sandbox.credentials.items()}
        settings = load({"shops": shops}, database=folder / "claims.duckdb", demo=False, source=folder / "s.toml")
        self.services = Services(
            settings=settings,
            db=open_database(None, now=self.now),
            journal=Journal(settings.journal),
            clients={shop.shop: self._client(shop) for shop in settings.shops},
            now=self.now,
        )
        self.pace = engine.new_pace()

    def _client(self, shop: TrendyolShop | HepsiburadaShop) -> TrendyolClient | HepsiburadaClient:
        if isinstance(shop, TrendyolShop):
            paces = TrendyolPaces(
                claims=FAST, audit=FAST, reasons=FAST, orders=FAST, stream=FAST, products=FAST, decision_s=0
            )
            return TrendyolClient(shop, now=self.now, clock=self.clock, timing=SHORT, paces=paces)
        return HepsiburadaClient(
            shop, now=self.now, clock=self.clock, timing=SHORT, paces=HepsiburadaPaces(host=FAST)
        )

    def close(self) -> None:
        for client in self.services.clients.values():
            client.close()
        self.services.db.close()
        if self._owns_sandbox:
            self.sandbox.stop()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def clock(self) -> float:
        """Waits, blocks and breakers follow the same time."""
        return monotonic() + self._passed_s

    def pass_time(self, seconds: float) -> None:
        """In the world and on the desk."""
        self.sandbox.advance(seconds)
        self._offset += timedelta(seconds=seconds)
        self._passed_s += seconds

    def sync(self, shop: str, *, details: bool = False) -> Run:
        """Claims only, unless the test is about products and sales."""
        return sync.sync_shop(self.services, shop, claims_only=not details)

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        with self.services.db.cursor() as cursor:
            found: list[tuple[Any, ...]] = cursor.execute(query, values).fetchall()
        return found

    def waiting(self, shop: str, *, claim_type: str | None = None) -> list[str]:
        """Claims that wait for the seller, those with most time first."""
        rows = self.rows(
            """
            SELECT claim_id FROM claim_items
            WHERE shop = $shop AND status = 'awaiting_action' AND ($claim_type IS NULL OR claim_type = $claim_type)
            GROUP BY claim_id ORDER BY max(deadline_at) DESC NULLS LAST
            """,
            shop=shop,
            claim_type=claim_type,
        )
        return [claim_id for (claim_id,) in rows]

    def request(self, shop: str, claim_id: str, kind: ActionKind = ActionKind.APPROVE, **changes: Any) -> ActionRequest:
        with self.services.db.cursor() as cursor:
            facts = decision_facts.item_facts(cursor, shop, claim_id)
        first = next(iter(facts.values()))
        request = ActionRequest(
            shop=shop,
            marketplace=first.marketplace,
            claim_id=claim_id,
            claim_type=first.claim_type,
            order_number=first.order_number,
            kind=kind,
            items=tuple(Wanted(item_id=item.item_id, shown_version=item.version) for item in facts.values()),
            amount_try=first.amount_try,
        )
        return replace(request, **changes)

    def ask(self, request: ActionRequest) -> str:
        [asked] = decisions.ask(self.services, [request], user="test", source="command", shown_at=self.now())
        assert asked.problem is None, asked.problem
        assert asked.action_id
        return asked.action_id

    def attachment(self, content: bytes) -> Attachment:
        return decisions.keep_attachment(self.services, content)

    def work(self, *pauses: float) -> None:
        """The engine does what is due, then time passes, and again."""
        for pause in (0.0, *pauses):
            if pause:
                self.pass_time(pause)
            while engine.step(self.services, self.pace):
                pass

    def state(self, action_id: str) -> ActionState:
        action = journal_lookup.load(self.services.journal, action_id)
        assert action is not None
        [state] = set(action.item_states.values())
        return state

    def message(self, action_id: str) -> str:
        action = journal_lookup.load(self.services.journal, action_id)
        return (action.message if action else None) or ""

    def executed(self, claim_id: str) -> list[dict[str, Any]]:
        """What the truth log says was done to the claim by a decision."""
        calls = [call for call in self.sandbox.truth() if call.get("claim") == claim_id]
        return [call for call in calls if call.get("before") != call.get("after")]

    def marketplace_of(self, shop: str) -> Marketplace:
        return self.services.clients[shop].marketplace

    @property
    def settings(self) -> Settings:
        return self.services.settings
