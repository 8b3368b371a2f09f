"""What a decision does to a Trendyol claim: fraud check, dispute, analysis, the reject parcel."""

from lib.sandbox import reasons
from lib.sandbox.entities import Audit, SentParcel, Shop, TrendyolClaim, Unit
from lib.sandbox.sandbox_clock import HOUR
from lib.sandbox.world import World

API, PANEL, SYSTEM, FRAUD, CUSTOMER = (
    "SellerIntegrationApi",
    "Seller Center Orders BFF",
    "claim-scheduler",
    "fraud-check-consumer",
    "Trendyol Customer App",
)


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
