"""Makes the world: shops with their keys, twelve months of orders and claims up to the opening, and the table set."""

import uuid
from dataclasses import dataclass
from functools import partial

from lib.sandbox import (
    hepsiburada_desk,
    hepsiburada_package_desk,
    questions,
    sales,
    trendyol_desk,
    trendyol_service_desk,
)
from lib.sandbox.catalogue import build_catalogue
from lib.sandbox.entities import Claim, HepsiburadaClaim, Shop
from lib.sandbox.hepsiburada_claim_json import claim_body as hepsiburada_body
from lib.sandbox.opening import set_table
from lib.sandbox.people import build_people
from lib.sandbox.sandbox_clock import DAY, HOUR
from lib.sandbox.shelf import Shelf
from lib.sandbox.stories import Stories, plant
from lib.sandbox.trendyol_claim_json import claim_body as trendyol_body
from lib.sandbox.world import Operation, World

HISTORY = 365 * DAY
LEAD_IN = 25 * DAY
"""Orders start earlier than the claims shall, since a claim follows its delivery."""
TRENDYOL_SHARE = 0.65
NUMBERS_A_SHOP = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldPlan:
    """All that a world follows from, beside the commands."""

    seed: int
    claims: int
    opened_at: int
    trendyol_shops: int = 1
    hepsiburada_shops: int = 1
    live: bool = True


def create_world(plan: WorldPlan) -> tuple[World, Stories]:
    """The world at its opening moment."""
    born_at = (plan.opened_at - HISTORY - LEAD_IN) // DAY * DAY - 3 * HOUR
    catalogue = build_catalogue(plan.seed)
    stories = plant(catalogue, plan.opened_at)
    world = World(
        seed=plan.seed, born_at=born_at, opened_at=plan.opened_at, catalogue=catalogue, people=build_people(plan.seed)
    )
    world.live = plan.live
    _open_shops(world, plan)
    _register(world, stories)
    set_table(world, stories, plan.claims)
    for shop in world.shops:
        world.schedule(born_at, sales.days_go_by, shop, stories, born_at)
        world.schedule(plan.opened_at - 20 * DAY, questions.days_go_by, shop, plan.opened_at - 20 * DAY)
    world.advance(plan.opened_at)
    return world, stories


def _open_shops(world: World, plan: WorldPlan) -> None:
    units_per_day = plan.claims / (HISTORY / DAY) / world.catalogue.expected_rate() / 1.05
    orders_per_day = units_per_day / sales.LINES_PER_ORDER / 1.1
    both = plan.trendyol_shops and plan.hepsiburada_shops
    for marketplace, number in (("trendyol", plan.trendyol_shops), ("hepsiburada", plan.hepsiburada_shops)):
        share = 1.0 if not both else TRENDYOL_SHARE if marketplace == "trendyol" else 1 - TRENDYOL_SHARE
        for index in range(number):
            world.shops.append(_shop(world, marketplace, index, orders_per_day * share / number))


def _shop(world: World, marketplace: str, index: int, orders_per_day: float) -> Shop:
    rng = world.rng("keys", marketplace, index)
    suffix = "" if index == 0 else f"-{index + 1}"
    trendyol = marketplace == "trendyol"
    account = str(900_123 + index) if trendyol else str(uuid.UUID(int=rng.getrandbits(128), version=4))
    secret = "".join(rng.choices("abcdefghjkmnpqrstuvwxyz23456789", k=20 if trendyol else 12))
    return Shop(
        shop_id=f"{marketplace}{suffix}",
        marketplace=marketplace,
        name=("Örnek Mağaza", "Deneme Butik", "Kurgu Ev", "Temsil Çarşı")[index % 4],
        account=account,
        api_key=secret[::-1] if trendyol else account,
        api_secret=secret,
        user_agent=f"{account} - SelfIntegration" if trendyol else "ornekfirma_dev",
        orders_per_day=orders_per_day,
        shelf=Shelf(partial(render, world)),
        first_number=index * NUMBERS_A_SHOP,
    )


def render(world: World, claim: Claim) -> bytes:
    if isinstance(claim, HepsiburadaClaim):
        return hepsiburada_body(claim, world.switches, world.picture_base)
    return trendyol_body(claim, world.switches)


def _register(world: World, stories: Stories) -> None:
    world.register("trendyol.approve", trendyol_desk.approve)
    world.register("trendyol.issue", trendyol_desk.issue)
    world.register("trendyol.create", partial(trendyol_desk.create, stories))
    world.register("trendyol.waiting_in_action", trendyol_desk.to_waiting_in_action)
    services: dict[str, Operation] = {
        "answer": trendyol_service_desk.answer_question,
        "ask": trendyol_service_desk.ask_question,
        "invoice_link": trendyol_service_desk.add_invoice_link,
        "invoice_link_delete": trendyol_service_desk.delete_invoice_link,
        "invoice_file": trendyol_service_desk.add_invoice_file,
        "label": trendyol_service_desk.ask_label,
        "carrier": trendyol_service_desk.change_carrier,
        "move_package": trendyol_service_desk.move_package,
        "test_order": trendyol_service_desk.create_test_order,
    }
    packages: dict[str, Operation] = {
        "push": hepsiburada_package_desk.push_status,
        "unpack": hepsiburada_package_desk.unpack,
        "package": hepsiburada_package_desk.create_package,
        "cargo": hepsiburada_package_desk.change_cargo,
        "invoice": hepsiburada_package_desk.put_invoice,
        "answer": hepsiburada_package_desk.answer_question,
        "question_reject": hepsiburada_package_desk.reject_question,
        "test_claim": partial(hepsiburada_package_desk.create_test_claim, stories),
        "test_order": hepsiburada_package_desk.create_test_order,
    }
    for name, operation in services.items():
        world.register(f"trendyol.{name}", operation)
    for name, operation in packages.items():
        world.register(f"hepsiburada.{name}", operation)
    world.register("hepsiburada.accept", hepsiburada_desk.accept)
    world.register("hepsiburada.reject", hepsiburada_desk.reject)
    world.register("hepsiburada.preapprovalconfirm", partial(hepsiburada_desk.confirm_preapproval, stories))
