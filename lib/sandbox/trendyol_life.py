"""How a Trendyol claim lives without a seller's call: opened, handed over, arrived, decided (trendyol.md section 4)."""

import uuid
from random import Random

from lib.sandbox import reasons
from lib.sandbox.entities import Audit, Line, Order, Shop, TrendyolClaim, Unit
from lib.sandbox.fates import Fate, at_the_warehouse, draw_fate
from lib.sandbox.notes import customer_note, statement
from lib.sandbox.sandbox_clock import DAY, HOUR
from lib.sandbox.stories import Stories
from lib.sandbox.trendyol_outcome import CUSTOMER, PANEL, SYSTEM, approve_units, move, refuse_units
from lib.sandbox.world import World

ANSWER_TIME = 48 * HOUR
CARRIER_TIME = 10 * DAY
HAND_OVER_TIME = 7 * DAY
CODE_NOT_ISSUED_SHARE = 0.1


def opened(
    world: World, shop: Shop, stories: Stories, order: Order, pieces: list[tuple[Line, int]], fate: Fate | None = None
) -> TrendyolClaim:
    number = shop.count("claim")
    rng = world.rng("claim", shop.shop_id, number)
    units = [_unit(world, shop, stories, rng, order, line) for line, taken in pieces for _ in range(taken)]
    for line, taken in pieces:
        line.claimed += taken
    electronics = any(unit.line.variant.model.category.reasons == "electronics" for unit in units)
    claim = TrendyolClaim(
        claim_id=_uuid(rng),
        order=order,
        created_at=world.now,
        modified_at=world.now,
        units=units,
        tracking=int(f"{order.carrier.prefix}{number:013d}"),
        carrier=order.carrier,
        return_package_id=3_900_000_000 + number,
        fate=fate or draw_fate(rng, units[0].reason, electronics, world.now, ()),
    )
    if rng.random() < CODE_NOT_ISSUED_SHARE and claim.fate.handover_ms is None:
        claim.tracking = None
    for unit in units:
        unit.audits.append(Audit("", "Created", CUSTOMER, "musteri-islemi@example.invalid", world.now))
    shop.shelf.publish(claim)
    _first_leg(world, shop, stories, claim)
    return claim


def _unit(world: World, shop: Shop, stories: Stories, rng: Random, order: Order, line: Line) -> Unit:
    table = reasons.REASON_WEIGHTS[line.variant.model.category.reasons]
    reason = rng.choices(list(table), list(table.values()))[0]
    topic = reasons.TRENDYOL_REASONS[reason].topic
    told = stories.reason(rng, line.variant.model, order.ordered_at)
    if told:
        reason, topic = told
    if (topic == "small" and line.variant.size == "Tek Ebat") or (topic == "large" and line.variant.size == "Tek Ebat"):
        topic = "dislike"
    share = 0.85 if reason in reasons.DEFECT or told else 0.55
    note = customer_note(rng, topic, line.variant) if rng.random() < share else ""
    return Unit(_uuid(rng), 5_700_000_000 + shop.count("unit"), line, reason, reason, note)


def _first_leg(world: World, shop: Shop, stories: Stories, claim: TrendyolClaim) -> None:
    fate = claim.fate
    if fate.handover_ms is None:
        world.schedule(claim.created_at + (fate.withdrawn_ms or HAND_OVER_TIME), cancelled, shop, claim)
        return
    world.schedule(claim.created_at + fate.handover_ms, handed_over, shop, stories, claim)


def handed_over(world: World, shop: Shop, stories: Stories, claim: TrendyolClaim) -> None:
    if not claim.units_in("Created"):
        return
    claim.handed_at = claim.modified_at = world.now
    if claim.fate.transit_ms is not None:
        transit = int(claim.fate.transit_ms * stories.transit_factor(claim.carrier.code, world.now))
        world.schedule(max(world.now + 2 * HOUR, at_the_warehouse(world.now + transit)), arrived, shop, stories, claim)
    world.schedule(world.now + CARRIER_TIME, carrier_too_slow, shop, claim)
    shop.shelf.publish(claim)


def cancelled(world: World, shop: Shop, claim: TrendyolClaim) -> None:
    for unit in claim.units_in("Created"):
        move(world, claim, unit, "Cancelled", SYSTEM)
        unit.auto_accepted = None
    world.show(shop, claim)


def arrived(world: World, shop: Shop, stories: Stories, claim: TrendyolClaim) -> None:
    if not claim.units_in("Created"):
        return
    enter_action(world, shop, claim)
    fate = claim.fate
    if fate.answer_ms is None:
        return
    answer_at = world.now + int(fate.answer_ms * stories.answer_factor(world.now))
    if answer_at < world.opened_at and fate.answer_ms < 3 * ANSWER_TIME:
        world.schedule(answer_at, answered_in_panel, shop, claim)


def enter_action(world: World, shop: Shop, claim: TrendyolClaim) -> None:
    """Created → WaitingInAction, with its 48 hours."""
    claim.handed_at = claim.handed_at or world.now
    claim.arrived_at = world.now
    for unit in claim.units_in("Created"):
        move(world, claim, unit, "WaitingInAction", SYSTEM)
        unit.waiting_since = world.now
        unit.auto_approve_at = world.now + ANSWER_TIME
    world.show(shop, claim)
    world.schedule(world.now + ANSWER_TIME, time_is_up, shop, claim)


def time_is_up(world: World, shop: Shop, claim: TrendyolClaim) -> None:
    _accept_by_system(world, shop, claim, "WaitingInAction")


def carrier_too_slow(world: World, shop: Shop, claim: TrendyolClaim) -> None:
    if claim.arrived_at is None and claim.units_in("Created"):
        for unit in claim.units_in("Created"):
            unit.trendyol_reason = 201 if claim.fate.transit_ms is None else 1701
        _accept_by_system(world, shop, claim, "Created")


def _accept_by_system(world: World, shop: Shop, claim: TrendyolClaim, status: str) -> None:
    units = claim.units_in(status)
    for unit in units:
        move(world, claim, unit, "Accepted", SYSTEM)
        unit.auto_accepted, unit.accept_detail = True, "SYSTEM"
    if units:
        world.show(shop, claim)


def answered_in_panel(world: World, shop: Shop, claim: TrendyolClaim) -> None:
    """The past seller's decision."""
    fate, units = claim.fate, claim.units_in("WaitingInAction")
    if not units:
        return
    if fate.verdict == "accept":
        approve_units(
            world,
            shop,
            claim,
            units,
            PANEL,
            fraud=fate.fraud_check,
            fraud_ms=int((2 + fate.luck * 7) * HOUR),
            bad=False,
        )
    else:
        reason = str(reasons.ANALYSIS) if fate.verdict == "analysis" else fate.reject_reason
        words = statement(world.rng("words", claim.claim_id), reason, fate.with_photo)
        refuse_units(world, shop, claim, units, PANEL, reason=reason, words=words, with_photo=fate.with_photo)
    world.show(shop, claim)


def _uuid(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
