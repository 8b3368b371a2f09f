"""What a decision does to a Hepsiburada claim: refund, replacement, dispute, the way back."""

from lib.sandbox import reasons
from lib.sandbox.entities import HepsiburadaClaim, Leg, Line, Package, Shop
from lib.sandbox.sandbox_clock import DAY, HOUR, MINUTE, SECOND
from lib.sandbox.shipping_carriers import ARAS, OWN_CONTRACT
from lib.sandbox.world import World

TO_MERCHANT, TO_CUSTOMER = "CustomerToMerchant", "MerchantToCustomer"
MISSING = frozenset({"missingitem", "missingpart"})
PAPERS = frozenset({"missinginvoice", "missingwaranty", "missingwarranty"})
WITHOUT_RETURN = MISSING | PAPERS | {"undeliveredproduct"}


def usual_end(claim: HepsiburadaClaim) -> str:
    """How a claim is closed when nobody says it: exchange and missing pieces are sent, papers need neither [S]."""
    kind = claim.claim_type.lower()
    if kind == "change" or kind in MISSING:
        return "Change"
    return "" if kind in PAPERS else "Refund"


def accept(world: World, shop: Shop, claim: HepsiburadaClaim, finalized_with: str) -> None:
    """→ Accepted; a refund is paid later, a replacement gets its package later."""
    claim.finalized_with = finalized_with
    claim.expires_at = claim.pre_expires_at = None
    move(world, claim, "Accepted")
    past = world.now < world.opened_at
    if claim.finalized_with == "Refund":
        wait = int(world.switches.refund_after_s * SECOND) if not past else int((4 + claim.fate.luck * 40) * HOUR)
        world.schedule(world.now + wait, refunded, shop, claim)
    elif claim.finalized_with == "Change":
        wait = int(world.switches.package_after_s * SECOND) if not past else int((1 + claim.fate.luck * 8) * HOUR)
        reason = "OrderLineResend" if claim.claim_type.lower() in MISSING else "ClaimChangeAccepted"
        world.schedule(world.now + wait, package_made, shop, claim, reason)


def refunded(world: World, shop: Shop, claim: HepsiburadaClaim) -> None:
    if claim.status == "Accepted":
        move(world, claim, "Refunded")
        claim.refunded_at = world.now
        world.show(shop, claim)


def reject(world: World, shop: Shop, claim: HepsiburadaClaim, reason: str, words: str, photos: int) -> None:
    """→ InDispute; Hepsiburada decides later by the claim's luck and the reason's win rate."""
    claim.statement, claim.expires_at, claim.pre_expires_at = words, None, None
    for shot in range(photos):
        claim.photos.append((f"{claim.line.variant.picture}-merchant-{claim.number}-{shot}", "Merchant"))
    move(world, claim, "InDispute")
    won = claim.fate.luck < reasons.win_rate(reason, photos > 0)
    world.schedule(world.now + claim.fate.decision_ms, dispute_decided, shop, claim, won)


def dispute_decided(world: World, shop: Shop, claim: HepsiburadaClaim, won: bool) -> None:
    if world.switches.disputes_decided:
        decide(world, shop, claim, won)


def decide(world: World, shop: Shop, claim: HepsiburadaClaim, won: bool) -> None:
    if claim.status != "InDispute":
        return
    if won:
        move(world, claim, "Rejected")
        leg = claim.leg(TO_MERCHANT)
        if leg is not None and leg.status == "Delivered":
            world.schedule(world.now + 20 * MINUTE, package_made, shop, claim, "OrderLineResend")
    else:
        usual = usual_end(claim)
        accept(world, shop, claim, "Change" if usual == "Refund" and claim.fate.luck > 0.85 else usual)
    world.show(shop, claim)


def package_made(world: World, shop: Shop, claim: HepsiburadaClaim, creation_reason: str) -> None:
    """The way back to the customer: a leg, a package, and for a replacement an order line with its creation reason."""
    rng = world.rng("package", claim.number)
    number = shop.count("package")
    carrier = claim.order.carrier if rng.random() < 0.8 else ARAS
    package_number, barcode = str(5_000_900_000 + number), f"97300{900_000 + number:08d}"
    line = claim.line
    if claim.status == "Accepted":
        wanted = claim.requested or claim.line.variant
        line = Line(
            5_900_000_000 + shop.count("extra"), wanted, claim.quantity, claim.line.price_kurus, creation_reason
        )
        claim.order.lines.append(line)
        claim.transfer_accepted = claim.claim_type == "RenewProduct"
    package = Package(
        package_number, barcode, claim.order, line, claim.quantity, claim, world.now, carrier, creation_reason
    )
    shop.packages[package_number] = package
    claim.legs.append(Leg(f"97200{number:08d}", "Open", TO_CUSTOMER, world.now, carrier, package_number, ""))
    claim.modified_at = world.now
    world.show(shop, claim)
    if carrier is not OWN_CONTRACT or world.now < world.opened_at - 3 * DAY:
        hours = rng.uniform(5, 47) if rng.random() < 0.85 else rng.uniform(50, 110)
        world.schedule(
            world.now + int(hours * HOUR),
            package_moved,
            shop,
            package,
            "InTransit",
            f"{carrier.prefix or 'MH4'}{number:08d}",
        )
        world.schedule(
            world.now + int((hours + rng.uniform(20, 70)) * HOUR), package_moved, shop, package, "Delivered", ""
        )


def package_moved(world: World, shop: Shop, package: Package, status: str, tracking: str) -> None:
    """Intransit, delivered or undelivered; forward only."""
    order = ("Open", "InTransit", "Undelivered", "Delivered")
    if order.index(status) <= order.index(package.status):
        return
    package.status, package.moved_at = status, world.now
    package.tracking = tracking or package.tracking
    claim = package.claim
    leg = claim.leg(TO_CUSTOMER) if claim else None
    if claim and leg:
        leg.status, leg.tracking = status, package.tracking
        world.show(shop, claim)


def move(world: World, claim: HepsiburadaClaim, status: str) -> None:
    claim.status, claim.modified_at = status, world.now
