"""How a Trendyol claim lives without a seller's call: opened, handed over, arrived, decided (trendyol.md section 4)."""

import uuid
from random import Random

from lib.sandbox import reasons
from lib.sandbox.entities import Audit, Line, Order, SentParcel, Shop, TrendyolClaim, Unit
from lib.sandbox.fates import Fate, at_the_warehouse, draw_fate
from lib.sandbox.notes import customer_note, statement
from lib.sandbox.sandbox_clock import DAY, HOUR
from lib.sandbox.stories import Stories
from lib.sandbox.world import World

API, PANEL, SYSTEM, FRAUD, CUSTOMER = (
    "SellerIntegrationApi",
    "Seller Center Orders BFF",
    "claim-scheduler",
    "fraud-check-consumer",
    "Trendyol Customer App",
)
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


def approve_units(
    world: World,
    shop: Shop,
    claim: TrendyolClaim,
    units: list[Unit],
    app: str,
    *,
    fraud: bool,
    fraud_ms: int,
    bad: bool,
) -> None:
    for unit in units:
        move(world, claim, unit, "WaitingFraudCheck" if fraud else "Accepted", app)
        unit.by_seller = True
        if not fraud:
            unit.accept_detail, unit.auto_approve_at = "SUPPLIER", None
    if fraud:
        world.schedule(world.now + fraud_ms, fraud_check_ends, shop, claim, units, bad)


def fraud_check_ends(world: World, shop: Shop, claim: TrendyolClaim, units: list[Unit], bad: bool) -> None:
    open_units = [unit for unit in units if unit.status == "WaitingFraudCheck"]
    for unit in open_units:
        unit.auto_approve_at = None
        if bad:
            move(world, claim, unit, "Rejected", FRAUD)
            unit.by_seller, unit.trendyol_reason = False, 751
        else:
            move(world, claim, unit, "Accepted", FRAUD)
            unit.accept_detail = "SUPPLIER"
    if open_units and bad:
        send_back(world, shop, claim, open_units, delivered=True)
    if open_units:
        world.show(shop, claim)


def refuse_units(
    world: World,
    shop: Shop,
    claim: TrendyolClaim,
    units: list[Unit],
    app: str,
    *,
    reason: str,
    words: str,
    with_photo: bool,
) -> None:
    analysis = reason == str(reasons.ANALYSIS)
    for unit in units:
        move(world, claim, unit, "InAnalysis" if analysis else "Unresolved", app)
        unit.note, unit.auto_approve_at = words, None
        if analysis:
            unit.trendyol_reason = 2014
    won = claim.fate.luck < reasons.win_rate(reason, with_photo)
    happening = analysis_ends if analysis else dispute_decided
    world.schedule(world.now + claim.fate.decision_ms, happening, shop, claim, units, won, reason)


def dispute_decided(world: World, shop: Shop, claim: TrendyolClaim, units: list[Unit], won: bool, reason: str) -> None:
    if world.switches.disputes_decided:
        decide(world, shop, claim, units, won, reason)


def analysis_ends(world: World, shop: Shop, claim: TrendyolClaim, units: list[Unit], won: bool, reason: str) -> None:
    if world.switches.disputes_decided:
        decide(world, shop, claim, units, won, reason)


def decide(world: World, shop: Shop, claim: TrendyolClaim, units: list[Unit], won: bool, reason: str) -> None:
    open_units = [unit for unit in units if unit.status in ("Unresolved", "InAnalysis")]
    for unit in open_units:
        from_analysis = unit.status == "InAnalysis"
        move(world, claim, unit, "Rejected" if won else "Accepted", SYSTEM)
        if won:
            unit.trendyol_reason = 2005 if from_analysis else 2004 if reason == "2051" else 2003
        else:
            unit.accept_detail = "DISPUTE"
            unit.note = unit.note or "Satıcı itirazı kabul edilmedi"
    if open_units and won:
        send_back(world, shop, claim, open_units, delivered=False)
    if open_units:
        world.show(shop, claim)


def send_back(world: World, shop: Shop, claim: TrendyolClaim, units: list[Unit], *, delivered: bool) -> None:
    """The reject parcel; with `dontShipBack` true the customer still has the product."""
    rng = world.rng("sendback", claim.claim_id)
    stays = rng.random() < 0.07
    if stays:
        for unit in units:
            unit.trendyol_reason = 2013
    number = shop.count("rejected")
    claim.rejected_parcel = SentParcel(
        tracking=None if stays else int(f"{claim.carrier.prefix}9{number:012d}"),
        package_id=3_990_000_000 + number,
        carrier=claim.carrier,
        items=[unit.item_id for unit in units],
        dont_ship_back=None if rng.random() < 0.1 else stays,
        shipped=delivered,
    )
    if not delivered and not stays and rng.random() < 0.85:
        world.schedule(world.now + rng.randrange(6 * HOUR, 46 * HOUR), sent_back, shop, claim)


def sent_back(world: World, shop: Shop, claim: TrendyolClaim) -> None:
    if claim.rejected_parcel:
        claim.rejected_parcel.shipped = True
        claim.modified_at = world.now
        world.show(shop, claim)


def move(world: World, claim: TrendyolClaim, unit: Unit, status: str, app: str) -> None:
    user = {API: "entegrasyon@example.invalid", PANEL: "depo@example.invalid"}.get(app, "system@example.invalid")
    unit.audits.append(Audit(unit.status, status, app, user, world.now))
    unit.status = status
    claim.modified_at = world.now


def _uuid(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
