"""The generated world: its shape, its stories, its life, and that it survives a restart."""

import json
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from lib.sandbox.entities import HepsiburadaClaim, TrendyolClaim
from lib.sandbox.genesis import WorldPlan, create_world
from lib.sandbox.sandbox_clock import DAY, HOUR, ms_of
from lib.sandbox.sandbox_command import run_command
from lib.sandbox.server import RunningSandbox, start
from lib.sandbox.stories import Stories
from lib.sandbox.world import World
from tests.sandbox.conftest import OPENED_AT, item_ids, trendyol_client, waiting_claims

SETTINGS = {
    "trendyol": {"marketplace", "name", "seller_id", "api_key", "api_secret", "mode", "api_url"},
    "hepsiburada": {
        "marketplace", "name", "merchant_id", "service_key", "user_agent", "mode", "oms_url", "questions_url",
        "shipping_url",
        "listing_url", "finance_url",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def default_world() -> tuple[World, Stories]:
    return create_world(WorldPlan(seed=1, claims=3000, opened_at=ms_of(OPENED_AT)))


def trendyol_claims(world: World) -> list[TrendyolClaim]:
    return [claim for claim in world.shops[0].shelf.claims() if isinstance(claim, TrendyolClaim)]


def hepsiburada_claims(world: World) -> list[HepsiburadaClaim]:
    return [claim for claim in world.shops[1].shelf.claims() if isinstance(claim, HepsiburadaClaim)]


def test_the_default_world_is_a_mid_shops_year(default_world: tuple[World, Stories]) -> None:
    world, _ = default_world
    trendyol, hepsiburada = (len(shop.shelf) for shop in world.shops)
    lines = sum(len(order.lines) for shop in world.shops for order in shop.orders)
    assert 2700 <= trendyol + hepsiburada <= 3500
    assert 0.58 <= trendyol / (trendyol + hepsiburada) <= 0.72
    assert 20_000 <= lines <= 60_000


def test_rates_follow_the_category(default_world: tuple[World, Stories]) -> None:
    world, _ = default_world
    sold: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for order in (order for shop in world.shops for order in shop.orders if order.ordered_at < world.now - 25 * DAY):
        for line in order.lines:
            sold[line.variant.model.category.key] += line.quantity
            claimed[line.variant.model.category.key] += line.claimed
    rate = {key: claimed[key] / sold[key] for key in sold}
    assert rate["shoes"] > rate["bags"] > rate["home"] > rate["beauty"]
    assert 0.10 <= rate["shoes"] <= 0.24 and 0.10 <= rate["women"] <= 0.22 and rate["beauty"] <= 0.03


def test_answers_and_automatic_acceptance_have_their_shares(default_world: tuple[World, Stories]) -> None:
    world, _ = default_world
    hours, automatic = [], 0
    for unit in (unit for claim in trendyol_claims(world) for unit in claim.units):
        if unit.waiting_since is None or unit.waiting_since > world.now - 3 * DAY:
            continue
        first = next(audit for audit in unit.audits if audit.previous == "WaitingInAction")
        if first.app == "claim-scheduler":
            automatic += 1
        else:
            hours.append((first.at - unit.waiting_since) / HOUR)
    assert 5 <= statistics.median(hours) <= 13
    assert 0.07 <= automatic / (automatic + len(hours)) <= 0.20


def test_a_photo_helps_in_disputes(default_world: tuple[World, Stories]) -> None:
    decided: dict[bool, list[bool]] = defaultdict(list)
    for world, _ in (default_world, create_world(WorldPlan(seed=2, claims=3000, opened_at=ms_of(OPENED_AT)))):
        for unit in (unit for claim in trendyol_claims(world) for unit in claim.units):
            disputed = any(audit.new == "Unresolved" for audit in unit.audits)
            if disputed and unit.status in ("Rejected", "Accepted"):
                decided["görsel" in unit.note].append(unit.status == "Rejected")
    with_photo, without = (statistics.mean(decided[known]) for known in (True, False))
    assert 0.08 <= with_photo - without <= 0.35
    assert 0.35 <= statistics.mean(decided[True] + decided[False]) <= 0.75


def test_the_planted_stories_are_there(default_world: tuple[World, Stories]) -> None:
    world, stories = default_world
    sold: Counter[bool] = Counter()
    claimed: Counter[bool] = Counter()
    rare_sold = rare_claimed = 0
    for order in (order for shop in world.shops for order in shop.orders if order.ordered_at < world.now - 25 * DAY):
        for line in order.lines:
            late = order.ordered_at >= stories.small_since
            if line.variant.model is stories.small_model:
                sold[late] += line.quantity
                claimed[late] += line.claimed
            if line.variant.model is stories.few_sales_model:
                rare_sold, rare_claimed = rare_sold + line.quantity, rare_claimed + line.claimed
    assert claimed[True] / sold[True] > 2 * claimed[False] / sold[False]
    assert (rare_sold, rare_claimed) == (4, 2)
    slow: dict[bool, list[int]] = defaultdict(list)
    for claim in trendyol_claims(world):
        if claim.arrived_at and claim.handed_at and claim.carrier.code == "ARASMP":
            slow[stories.slow_from <= claim.handed_at < stories.slow_to].append(claim.arrived_at - claim.handed_at)
    assert statistics.median(slow[True]) > 1.5 * statistics.median(slow[False])
    damaged = [
        unit
        for claim in trendyol_claims(world)
        for unit in claim.units
        if unit.line.variant.model is stories.damage_model
    ]
    assert statistics.mean(unit.reason == 451 for unit in damaged) > 0.4


def test_deadlines_lie_in_every_step_of_urgency(default_world: tuple[World, Stories]) -> None:
    world, _ = default_world
    left = [
        (unit.auto_approve_at - world.now) / HOUR
        for claim in trendyol_claims(world)
        for unit in claim.units_in("WaitingInAction")
        if unit.auto_approve_at
    ]
    other = [
        ((claim.expires_at or claim.pre_expires_at or 0) - world.now) / HOUR
        for claim in hepsiburada_claims(world)
        if claim.status in ("AwaitingAction", "AwaitingPreApproval")
    ]
    for hours, number in ((left, 30), (other, 20)):
        assert len(hours) >= number and min(hours) > 0
        steps = [
            sum(hour < 6 for hour in hours),
            sum(6 <= hour < 24 for hour in hours),
            sum(hour >= 24 for hour in hours),
        ]
        assert min(steps) >= 4, steps
    assert {claim.status for claim in hepsiburada_claims(world)} >= {"InDispute", "NewRequest", "Refunded", "Cancelled"}
    assert any(
        leg.status == "Open"
        for claim in hepsiburada_claims(world)
        for leg in claim.legs
        if leg.direction == "MerchantToCustomer"
    )


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    def told(seed: int) -> list[tuple[str, str]]:
        world, _ = create_world(WorldPlan(seed=seed, claims=80, opened_at=ms_of(OPENED_AT)))
        return [(claim.claim_id, claim.units[0].status) for claim in trendyol_claims(world)]

    assert told(3) == told(3) != told(4)


def test_new_claims_orders_and_questions_keep_coming(sandbox: RunningSandbox) -> None:
    before = {row["shop"]: row for row in sandbox.control("GET", "world")["shops"]}
    sandbox.advance(3 * 86400)
    after = {row["shop"]: row for row in sandbox.control("GET", "world")["shops"]}
    for shop, row in after.items():
        assert row["orders"] > before[shop]["orders"] and row["questions"] > before[shop]["questions"]
    assert sum(row["claims"] for row in after.values()) > sum(row["claims"] for row in before.values())


def test_life_brings_things_forward_for_a_visitor(sandbox: RunningSandbox) -> None:
    happened = Counter(sandbox.control("POST", "happen")["happened"] for _ in range(25))
    assert set(happened) >= {"parcel", "claim"} and len(happened) >= 3


def test_a_restart_brings_the_same_world_back_and_catches_up(tmp_path: Path) -> None:
    state = tmp_path / "world.gz"
    first = start(seed=6, claims=120, live=False, started_at=OPENED_AT, state_path=state, switches={"fraud_share": 0.0})
    seller = first.credentials["trendyol"]["seller_id"]
    with trendyol_client(first) as client:
        claim = waiting_claims(client, seller)[0]
        body = {"claimLineItemIdList": item_ids(claim)}
        client.put(f"/order/sellers/{seller}/claims/{claim['claimId']}/items/approve", json=body)
        first.control("POST", "happen")
        first.advance(20 * 3600)
        everything = client.get(f"/order/sellers/{seller}/claims", params={"size": 200}).json()
    truth, now = first.truth(), first.now()
    first.stop()
    second = start(seed=99, claims=5, state_path=state)
    with trendyol_client(second) as client:
        again = client.get(f"/order/sellers/{seller}/claims", params={"size": 200}).json()
    assert second.truth() == truth and len(truth) == 1
    assert timedelta(0) <= second.now() - now < timedelta(seconds=30)
    assert second.credentials["trendyol"]["api_secret"] == first.credentials["trendyol"]["api_secret"]
    second.stop()
    assert again == everything
    assert state.stat().st_mode & 0o777 == 0o600


def test_a_damaged_state_starts_a_new_world(tmp_path: Path) -> None:
    state = tmp_path / "world.gz"
    state.write_bytes(b"not gzip")
    running = start(claims=30, live=False, state_path=state)
    assert sum(row["claims"] for row in running.control("GET", "world")["shops"]) > 20
    running.stop()


def test_two_shops_of_each_marketplace_share_nothing() -> None:
    running = start(claims=120, live=False, trendyol_shops=2, hepsiburada_shops=2)
    assert {shop: set(table) for shop, table in running.credentials.items()} == {
        "trendyol": SETTINGS["trendyol"],
        "trendyol-2": SETTINGS["trendyol"],
        "hepsiburada": SETTINGS["hepsiburada"],
        "hepsiburada-2": SETTINGS["hepsiburada"],
    }
    claims = []
    for shop in ("trendyol", "trendyol-2"):
        with trendyol_client(running, shop) as client:
            seller = running.credentials[shop]["seller_id"]
            rows = client.get(f"/order/sellers/{seller}/claims", params={"size": 200}).json()["content"]
            claims.append({(row["claimId"], row["orderNumber"]) for row in rows})
    running.stop()
    assert all(claims) and not claims[0] & claims[1]
    assert not {order for _, order in claims[0]} & {order for _, order in claims[1]}


def test_the_command_prints_settings_and_ends_with_its_parent() -> None:
    command = [sys.executable, "-m", "lib", "sandbox", "--json", "--claims", "30", "--exit-with-parent"]
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        told = json.loads(process.stdout.readline())
        clock = httpx.get(
            f"{told['switches']['url']}/clock",
            headers={"X-Sandbox-Secret": told["switches"]["secret"]},
            trust_env=False,
        )
        process.stdin.close()
        assert process.wait(timeout=10) == 0
    assert {key: set(told[key]) for key in SETTINGS} == SETTINGS
    assert clock.status_code == 200


def test_a_taken_port_is_one_sentence(sandbox: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    port = int(sandbox.base_url.rpartition(":")[2])
    assert run_command(port=port, claims=10) == 1
    assert capsys.readouterr().err.count("\n") == 1
