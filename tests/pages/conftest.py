"""Every page on a real database and journal, with a fake marketplace behind it and no threads."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.domain.claim import Claim, ClaimStatus, Kind, Marketplace
from lib.flows import details, intake
from lib.flows.services import Services
from lib.queries.action_history import action_log
from lib.settings import EngineSettings, HepsiburadaShop, Settings, TrendyolShop
from lib.store.database import open_database
from lib.store.journal import Journal
from tests.builders import NOON, make_claim, make_item
from tests.flows.fake_marketplace import FakeMarketplace

ROOT = Path(__file__).resolve().parents[2]
HOLDER = "lib.ui.runtime.holder"
SLOW_S = 20
"""A cold first run on a busy machine."""


@dataclass
class Screen:
    """The app as one visitor sees it, and the services behind it."""

    services: Services
    test: AppTest

    def open(self, page: str = "", **query: str) -> AppTest:
        """Runs the app on a page, as a link with these values would."""
        if page not in ("", "inbox"):  # the default page has no file of its own in the address
            self.test.run()
            self.test.switch_page(f"pages/{page}.py")
        for name, value in query.items():
            self.test.query_params[name] = value
        self.test.run()
        return self.shown()

    def reload_inbox(self) -> AppTest:
        """A new session with what the address holds now."""
        query, self.test = dict(self.test.query_params), new_session()
        self.test.query_params.update(query)
        self.test.run()
        return self.shown()

    def click(self, key: str, **said: Any) -> AppTest:
        """Presses a button; `said` are values of widgets, by key with `_` for `.`, as typed just before."""
        self.say(**said)
        self.test.button(key=key).click().run()
        return self.shown()

    def say(self, **said: Any) -> None:
        # AppTest forgets the widgets of a page inside st.navigation between two runs; the session's state holds.
        for name, value in said.items():
            self.test.session_state[name.replace("_", ".", 1)] = value

    def choose(self, **said: Any) -> AppTest:
        """Answers questions that bring up others: a run with these values, without what AppTest believes of widgets."""
        self.say(**said)
        self.test._run()
        return self.shown()

    def shown(self) -> AppTest:
        assert not self.test.exception, self.test.exception
        return self.test

    def words(self) -> str:
        """Everything that stands on the screen as text, tables included."""
        test = self.test
        parts = [
            element.value
            for kind in ("title", "text", "caption", "markdown", "info", "error", "warning", "code")
            for element in test.get(kind)
        ]
        tables = [frame.value.to_csv() for frame in test.dataframe]
        return "\n".join(str(part) for part in parts + tables)

    @property
    def decisions(self) -> list[tuple[str, str, str]]:
        """(kind, claim_id, state) of everything the journal holds."""
        log = action_log(self.services.journal)
        return [(row.kind, row.claim_id, row.state) for row in log.itertuples()]


def waiting(number: int, hours: float, **changes: Any) -> Claim:
    """A Trendyol claim that waits for an answer for so many hours more."""
    item = make_item(
        item_id=f"item-{number}",
        marketplace_deadline_at=NOON + timedelta(hours=hours),
        **changes,
    )
    return make_claim(claim_id=f"claim-{number}", order_number=f"1050000{number:04d}", items=(item,))


def in_hepsiburada(number: int, claim_type: str = "Return", **changes: Any) -> Claim:
    """A Hepsiburada claim: one item, named as the claim."""
    values = {
        "item_id": f"HB{number}",
        "raw_status": "AwaitingAction",
        "reason_code": "SizeTooSmall",
        "reason": "SizeTooSmall",
        "unit_price_try": Decimal("300.00"),
        "marketplace_deadline_at": NOON + timedelta(hours=30),
    }
    return make_claim(
        shop="hb",
        marketplace=Marketplace.HEPSIBURADA,
        claim_id=f"HB{number}",
        claim_type=claim_type,
        order_number=f"460000{number:04d}",
        items=(make_item(**(values | changes)),),
    )


DEFAULT_CLAIMS: tuple[Claim, ...] = (
    waiting(1, 3, product_name="Keten Gömlek"),
    waiting(2, 12, product_name="Deri Cüzdan", unit_price_try=Decimal("1234.50")),
    waiting(3, 40, product_name="Çelik Termos"),
    make_claim(claim_id="claim-4", items=(make_item(item_id="item-4", status=ClaimStatus.ACCEPTED),)),
    make_claim(claim_id="claim-5", items=(make_item(item_id="item-5", status=ClaimStatus.UNKNOWN),)),
    in_hepsiburada(1),
    in_hepsiburada(2, "RenewProduct", kind=Kind.NEW_PRODUCT),
)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Callable[..., Screen]]:
    """`screen()` or `screen([claims])`: services in the process's holder, as the first visitor would have made them."""

    def make(claims: Sequence[Claim] = DEFAULT_CLAIMS, *, live: bool = True) -> Screen:
        services = make_services(tmp_path, claims, live=live)
        holder = ModuleType(HOLDER)
        vars(holder).update(services=services, started_at=NOON)
        sys.modules[HOLDER] = holder
        return Screen(services=services, test=new_session())

    yield make
    sys.modules.pop(HOLDER, None)


def new_session() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=SLOW_S)


def make_services(folder: Path, claims: Sequence[Claim], *, live: bool = True) -> Services:
    settings = Settings(
        shops=(
            TrendyolShop(shop="ana", name="Örnek Mağaza", live=live, seller_id="1", api_key="k", api_secret="s"),
            HepsiburadaShop(
                shop="hb", name="Örnek Mağaza", live=live, merchant_id="m", service_key="k", user_agent="ornek_dev"
            ),
        ),
        engine=EngineSettings(),
        database=folder / "claims.duckdb",
        demo=False,
        source=folder / "secrets.toml",
    )
    now = lambda: NOON  # noqa: E731
    clients = {
        shop: FakeMarketplace(now, [claim for claim in claims if claim.shop == shop], shop=shop)
        for shop in ("ana", "hb")
    }
    clients["hb"].marketplace = Marketplace.HEPSIBURADA
    services = Services(
        settings=settings,
        db=open_database(None, now=now),
        journal=Journal(settings.journal),
        clients=clients,
        now=now,
    )
    for client in clients.values():
        details.refresh_reject_reasons(services, client)
        page = client.fetch_window(NOON - timedelta(days=900), NOON + timedelta(days=900))
        intake.store_reading(services, client, page)
    return services
