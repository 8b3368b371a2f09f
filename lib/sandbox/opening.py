"""The table as it lies when the sandbox opens: claims to decide, with all kinds of deadlines, and each later stage."""

from random import Random

from lib.sandbox import hepsiburada_life, hepsiburada_outcome, trendyol_life
from lib.sandbox.entities import HepsiburadaClaim, Line, Order, Shop, TrendyolClaim
from lib.sandbox.fates import Fate, draw_fate
from lib.sandbox.reasons import ANALYSIS
from lib.sandbox.sales import make_line, make_order
from lib.sandbox.sandbox_clock import DAY, HOUR, MINUTE
from lib.sandbox.stories import Stories
from lib.sandbox.world import World

LEAST = {"waiting": 8}
"""Enough for each type of claim to wait, in the smallest world too."""
FULL_TABLE_CLAIMS = 1500
"""From this size on the table is set in full; smaller worlds get their share."""
TRENDYOL_TABLE = {"waiting": 34, "transit": 14, "created": 10, "dispute": 9, "analysis": 6, "fraud": 5}
HEPSIBURADA_TABLE = {"waiting": 12, "preapproval": 5, "transit": 8, "dispute": 7, "ready": 6}
NO_RETURN_WAITING = (
    "MissingItem",
    "Missingpart",
    "MissingInvoice",
    "UndeliveredProduct",
    "MissingWaranty",
    "MissingPart",
    "MissingInvoice",
    "MissingWarranty",
)
RETURN_WAITING = ("Return", "Return", "Change", "WrongProduct", "DamagedWithReport", "ExtraProduct", "RenewProduct")
_HOURS_LEFT = (1.2, 2.5, 4.0, 5.5, 9.0, 13.0, 18.0, 22.0, 27.0, 33.0, 38.0, 44.0, 47.0)


def set_table(world: World, stories: Stories, claims: int) -> None:
    """Schedules the extra orders and claims, worked back from where each shall stand at the opening."""
    share = min(1.0, claims / FULL_TABLE_CLAIMS)
    for shop in world.shops:
        table = TRENDYOL_TABLE if shop.marketplace == "trendyol" else HEPSIBURADA_TABLE
        rng = world.rng("table", shop.shop_id)
        for stage, number in table.items():
            for index in range(max(LEAST.get(stage, 2), round(number * share))):
                _set_one(world, shop, stories, rng, stage, index)
        if shop.marketplace == "hepsiburada":
            for index, claim_type in enumerate(NO_RETURN_WAITING):
                hours_left = _HOURS_LEFT[(index * 5 + 3) % len(_HOURS_LEFT)]
                at = world.opened_at - int((72 - hours_left) * HOUR)
                world.schedule(
                    at - 2 * DAY, _open_hepsiburada, shop, stories, "waiting", claim_type, at, int(hours_left)
                )
            world.schedule(world.opened_at - 8 * DAY, _not_found, shop)
    _few_sales(world, stories)


def _set_one(world: World, shop: Shop, stories: Stories, rng: Random, stage: str, index: int) -> None:
    opened_at = world.opened_at
    left = int((_HOURS_LEFT[index % len(_HOURS_LEFT)] + rng.uniform(-0.4, 0.4)) * HOUR)
    trendyol = shop.marketplace == "trendyol"
    term = (
        48 * HOUR
        if trendyol or RETURN_WAITING[index % len(RETURN_WAITING)] in ("Change", "RenewProduct")
        else 72 * HOUR
    )
    reached = {
        "waiting": opened_at + left - term,
        "preapproval": opened_at + left - 48 * HOUR,
        "transit": opened_at - rng.randrange(3 * HOUR, 40 * HOUR),
        "created": opened_at - rng.randrange(HOUR, 40 * HOUR),
        "dispute": opened_at - rng.randrange(4 * HOUR, 4 * DAY),
        "analysis": opened_at - rng.randrange(DAY, 9 * DAY),
        "fraud": opened_at - rng.randrange(10 * MINUTE, 100 * MINUTE),
        "ready": opened_at - rng.randrange(10 * HOUR, 30 * HOUR),
    }[stage]
    if trendyol:
        world.schedule(reached - 5 * DAY, _open_trendyol, shop, stories, stage, reached)
    else:
        wanted = "RenewProduct" if stage == "preapproval" else RETURN_WAITING[index % len(RETURN_WAITING)]
        world.schedule(reached - 5 * DAY, _open_hepsiburada, shop, stories, stage, wanted, reached, index)


def _past_order(world: World, shop: Shop, rng: Random) -> tuple[Order, Line]:
    models = [model for model in world.catalogue.models if model.weight > 0]
    weights = [model.weight * model.category.rate * model.factor for model in models]
    model = rng.choices(models, weights)[0]
    ordered_at = world.now - rng.randrange(6 * DAY, 11 * DAY)
    line = make_line(world, shop, rng, rng.choice(model.variants), ordered_at)
    order = make_order(world, shop, rng, ordered_at, [line])
    order.cancelled_at, order.undelivered = None, False
    order.delivered_at = min(order.delivered_at, world.now - DAY)
    order.shipped_at = min(order.shipped_at, order.delivered_at - 10 * HOUR)
    return order, line


def _fate(rng: Random, world: World) -> Fate:
    fate = draw_fate(rng, 301, False, world.now, ())
    fate.answer_ms, fate.withdrawn_ms, fate.fraud_check = None, None, False
    fate.handover_ms, fate.transit_ms = DAY, 3 * DAY
    fate.decision_ms = max(fate.decision_ms, 5 * DAY + rng.randrange(4 * DAY))
    return fate


def _open_trendyol(world: World, shop: Shop, stories: Stories, stage: str, reached: int) -> None:
    """Runs five days before the stage is reached, which leaves room for the way there."""
    rng = world.rng("table", shop.shop_id, stage, reached)
    order, line = _past_order(world, shop, rng)
    fate = _fate(rng, world)
    if stage == "created":
        world.schedule(reached, trendyol_life.opened, shop, stories, order, [(line, line.quantity)], _slow(fate))
        return
    fate.handover_ms = 5 * DAY if stage == "transit" else DAY
    if stage == "transit":
        fate.transit_ms = reached % (2 * DAY) + world.opened_at - reached + 5 * HOUR
    else:
        fate.transit_ms = 90 * DAY
    claim = trendyol_life.opened(world, shop, stories, order, [(line, line.quantity)], fate)
    if claim.tracking is None:
        claim.tracking = int(f"{claim.carrier.prefix}{claim.return_package_id:013d}")
    if stage != "transit":
        waiting_at = reached if stage == "waiting" else reached - rng.randrange(2 * HOUR, 30 * HOUR)
        world.schedule(waiting_at, trendyol_life.enter_action, shop, claim)
    if stage in ("dispute", "analysis", "fraud"):
        world.schedule(reached, _decide_trendyol, shop, claim, stage)


def _slow(fate: Fate) -> Fate:
    fate.handover_ms = 3 * DAY
    return fate


def _decide_trendyol(world: World, shop: Shop, claim: TrendyolClaim, stage: str) -> None:
    claim.fate.verdict = "accept" if stage == "fraud" else "analysis" if stage == "analysis" else "reject"
    claim.fate.fraud_check = stage == "fraud"
    if stage == "analysis":
        claim.fate.reject_reason, claim.fate.decision_ms = str(ANALYSIS), claim.fate.decision_ms + 7 * DAY
    trendyol_life.answered_in_panel(world, shop, claim)


def _open_hepsiburada(
    world: World, shop: Shop, stories: Stories, stage: str, wanted: str, reached: int, index: int
) -> None:
    rng = world.rng("table", shop.shop_id, stage, reached, index)
    order, line = _past_order(world, shop, rng)
    fate = _fate(rng, world)
    if wanted.lower() in hepsiburada_outcome.WITHOUT_RETURN or stage == "preapproval":
        world.schedule(reached, _open_at_once, shop, stories, order, line, fate, wanted)
        return
    fate.handover_ms = 5 * DAY if stage == "transit" else DAY
    fate.transit_ms = 2 * DAY if stage == "transit" else 90 * DAY
    claim = hepsiburada_life.opened(world, shop, stories, order, line, line.quantity, fate, wanted)
    if claim.status == "AwaitingPreApproval":
        hepsiburada_life.confirm_preapproval(world, shop, stories, claim)
    if wanted == "Change":
        others = [
            each
            for each in line.variant.model.variants
            if each is not line.variant and each.color == line.variant.color
        ]
        claim.requested = rng.choice(others) if others else None
    if stage == "transit":
        return
    arrived_at = reached if stage == "waiting" else reached - rng.randrange(2 * HOUR, 20 * HOUR)
    world.schedule(arrived_at, hepsiburada_life.arrived, shop, stories, claim)
    if stage in ("dispute", "ready"):
        world.schedule(reached, _decide_hepsiburada, shop, claim, stage)


def _open_at_once(
    world: World, shop: Shop, stories: Stories, order: Order, line: Line, fate: Fate, wanted: str
) -> None:
    reason = "ProductIsBroken" if wanted == "RenewProduct" else ""
    hepsiburada_life.opened(world, shop, stories, order, line, line.quantity, fate, wanted, reason)


def _decide_hepsiburada(world: World, shop: Shop, claim: HepsiburadaClaim, stage: str) -> None:
    if claim.status != "AwaitingAction":
        return
    if stage == "ready":
        hepsiburada_outcome.accept(world, shop, claim, "Change")
    else:
        hepsiburada_outcome.reject(
            world,
            shop,
            claim,
            "NoSuchAccessory",
            "Ürün kullanılmış, kutusu ve aksesuarı yok.",
            int(claim.fate.with_photo),
        )
    world.show(shop, claim)


def _not_found(world: World, shop: Shop) -> None:
    """A parcel whose buyer the carrier did not find."""
    order, _ = _past_order(world, shop, world.rng("not found", shop.shop_id))
    order.undelivered, order.delivered_at = True, world.now


def _few_sales(world: World, stories: Stories) -> None:
    """Four sales and two claims of one product: a high raw rate that must not be flagged."""
    shop = world.shops[0]
    for index in range(4):
        world.schedule(world.opened_at - (70 - index * 12) * DAY, _sell_rare, shop, stories, index)


def _sell_rare(world: World, shop: Shop, stories: Stories, index: int) -> None:
    rng = world.rng("rare", index)
    line = make_line(world, shop, rng, stories.few_sales_model.variants[index], world.now)
    line.quantity = 1
    order = make_order(world, shop, rng, world.now, [line])
    order.cancelled_at, order.undelivered = None, False
    if index % 2 == 0 and shop.marketplace == "trendyol":
        world.schedule(order.delivered_at + 2 * DAY, trendyol_life.opened, shop, stories, order, [(line, 1)])
