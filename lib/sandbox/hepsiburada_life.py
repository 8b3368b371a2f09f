"""How a Hepsiburada claim lives without a merchant's call (hepsiburada.md section 5.7)."""

import uuid
from random import Random

from lib.sandbox import reasons
from lib.sandbox.entities import HepsiburadaClaim, Leg, Line, Order, Shop
from lib.sandbox.fates import Fate, at_the_warehouse, draw_fate
from lib.sandbox.hepsiburada_outcome import TO_MERCHANT, WITHOUT_RETURN, accept, move, reject, usual_end
from lib.sandbox.notes import customer_note, statement
from lib.sandbox.sandbox_clock import DAY, HOUR, SECOND
from lib.sandbox.shipping_carriers import HEPSIJET, OWN_CONTRACT
from lib.sandbox.stories import Stories
from lib.sandbox.world import World

PRE_APPROVAL_REASONS = frozenset({"ProductIsDamaged", "WrongProductSentByMerchant", "ProductIsBroken"})
SHORT_TIME, LONG_TIME = 48 * HOUR, 72 * HOUR
# customer's reason → types with their weights
_TYPES: dict[str, dict[str, float]] = {
    "defect": {"Return": 45, "RenewProduct": 32, "DamagedWithReport": 9, "MissingWaranty": 4, "MissingInvoice": 4},
    "wrong": {"Return": 30, "RenewProduct": 25, "WrongProduct": 35, "ExtraProduct": 8},
    "missing": {"MissingItem": 40, "Missingpart": 42, "MissingPart": 5, "Return": 8},
    "size": {"Return": 78, "Change": 22},
    "other": {
        "Return": 62,
        "UndeliveredProduct": 12,
        "MissingInvoice": 13,
        "MissingWaranty": 4,
        "MissingWarranty": 2,
        "ExtraProduct": 4,
    },
    "mind": {"Return": 100},
}
_TYPE_FACTS: dict[str, tuple[tuple[str, ...], str]] = {
    "DamagedWithReport": (("ProductIsDamaged",), "damage"),
    "MissingInvoice": (("NotArrivedInvoice", "NotArrivedInvoice", "IncorrectInvoice", "MissingInvoice"), "invoice"),
    "MissingWaranty": (("Other",), "warranty"),
    "MissingWarranty": (("Other",), "warranty"),
    "UndeliveredProduct": (("NotArrivedWhenNeeded",), "undelivered"),
    "ExtraProduct": (("Other",), "extra"),
    "WrongProduct": (("WrongProductSentByMerchant", "WrongProduct"), "wrong"),
    "MissingItem": (("MissingProduct",), "missing"),
    "Missingpart": (("MissingProduct",), "missing"),
    "MissingPart": (("MissingProduct",), "missing"),
    "Change": (("SizeTooSmall", "SizeTooLarge"), "exchange"),
}
PHOTO_SHARE, PHOTO_SHARE_DEFECT = 0.12, 0.55


def opened(
    world: World,
    shop: Shop,
    stories: Stories,
    order: Order,
    line: Line,
    taken: int,
    fate: Fate | None = None,
    wanted: str = "",
    wanted_reason: str = "",
) -> HepsiburadaClaim:
    number = shop.count("claim")
    rng = world.rng("claim", shop.shop_id, number)
    reason_code, topic = _reason(stories, rng, order, line)
    claim_type = wanted or _claim_type(rng, reason_code, topic, line)
    reason = reasons.HEPSIBURADA_WORD[reason_code]
    if claim_type in _TYPE_FACTS:
        words, topic = _TYPE_FACTS[claim_type]
        reason = rng.choice(words)
    elif reason_code == 301:
        reason = rng.choice(("ProductIsBroken", "ProductIsBroken", "ProductIsDamaged", "ProductIsBrokenOrDamaged"))
    if wanted_reason:
        reason, topic = wanted_reason, "defect"
    defect = reason_code in reasons.DEFECT or topic in ("damage", "defect")
    claim = HepsiburadaClaim(
        number=f"6{10_000_000 + number:08d}",
        claim_id=str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        order=order,
        line=line,
        claim_type=claim_type,
        reason=reason,
        explanation=customer_note(rng, topic, line.variant) if rng.random() < (0.85 if defect else 0.55) else "",
        quantity=taken,
        created_at=world.now,
        modified_at=world.now,
        fate=fate
        or draw_fate(
            rng, reason_code, line.variant.model.category.reasons == "electronics", world.now, refusals(claim_type)
        ),
        zoneless=rng.random() < 0.04,
    )
    line.claimed += taken
    if claim_type not in ("MissingInvoice",) and rng.random() < (PHOTO_SHARE_DEFECT if defect else PHOTO_SHARE):
        claim.photos = [
            (f"{line.variant.picture}-{topic}-{number}-{shot}", "Customer") for shot in range(rng.choice((1, 1, 2)))
        ]
    _first_step(world, shop, stories, claim)
    return claim


def refusals(claim_type: str) -> tuple[str, ...]:
    """What the past merchant would say against this type."""
    kind = claim_type.lower()
    if kind in ("missingitem", "missingpart"):
        return ("ProductSentComplete", "CustomerProblemSolved", "ClaimedComponentIsNotPartOfTheProduct")
    if kind in WITHOUT_RETURN:
        return ("CustomerProblemSolved", "InvoiceReplacesWarranty")
    return ("NoSuchAccessory", "ProductIsDamaged", "SomePartsOrSomeAccessoriesOrSomePapersAreMissing",
    "CustomerReturnedWrongItem",
            "ProductNotDefective", "MissingQuantity", "BoxIsEmptyWithoutReport", "ProductNotWrong")  # fmt: skip


def _reason(stories: Stories, rng: Random, order: Order, line: Line) -> tuple[int, str]:
    told = stories.reason(rng, line.variant.model, order.ordered_at)
    if told:
        return told
    table = reasons.REASON_WEIGHTS[line.variant.model.category.reasons]
    reason = rng.choices(list(table), list(table.values()))[0]
    return reason, reasons.TRENDYOL_REASONS[reason].topic


def _claim_type(rng: Random, reason: int, topic: str, line: Line) -> str:
    key = "size" if reason in reasons.SIZE else topic if topic in _TYPES else "other" if reason == 451 else "mind"
    if key == "size" and line.variant.size == "Tek Ebat":
        key = "mind"
    table = _TYPES[key]
    return rng.choices(list(table), list(table.values()))[0]


def _first_step(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    if claim.claim_type.lower() in WITHOUT_RETURN:
        shop.shelf.publish(claim)
        enter_action(world, shop, stories, claim)
    elif claim.claim_type == "RenewProduct" and claim.reason in PRE_APPROVAL_REASONS:
        move(world, claim, "AwaitingPreApproval")
        claim.pre_marked_at, claim.pre_expires_at = world.now + 2 * SECOND, world.now + SHORT_TIME
        shop.shelf.publish(claim)
        _expect_answer(world, shop, stories, claim)
    else:
        open_return_leg(world, shop, stories, claim)


def open_return_leg(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    """NewRequest with a return code; the customer brings it to the carrier later, or never."""
    fate, code = claim.fate, f"97100{shop.count('leg'):08d}"
    carrier = HEPSIJET if claim.order.carrier is OWN_CONTRACT else claim.order.carrier
    claim.legs.append(Leg(code, "Open", TO_MERCHANT, world.now + 40 * SECOND, carrier, code, ""))
    move(world, claim, "NewRequest")
    world.show(shop, claim)
    if fate.handover_ms is None:
        world.schedule(world.now + (fate.withdrawn_ms or 7 * DAY), cancelled, shop, claim)
    else:
        world.schedule(world.now + fate.handover_ms, handed_over, shop, stories, claim)


def cancelled(world: World, shop: Shop, claim: HepsiburadaClaim) -> None:
    if claim.status == "NewRequest":
        claim.legs.clear()
        move(world, claim, "Cancelled")
        world.show(shop, claim)


def handed_over(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    leg = claim.leg(TO_MERCHANT)
    if claim.status != "NewRequest" or leg is None:
        return
    leg.status = "InTransit" if leg.code[-1] not in "37" else "Intransit"
    leg.tracking = f"{leg.carrier.prefix}{leg.code[-8:]}"
    if claim.fate.transit_ms is not None:
        transit = int(claim.fate.transit_ms * stories.transit_factor(leg.carrier.code, world.now))
        world.schedule(max(world.now + 2 * HOUR, at_the_warehouse(world.now + transit)), arrived, shop, stories, claim)
    world.show(shop, claim)


def arrived(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    leg = claim.leg(TO_MERCHANT)
    if claim.status != "NewRequest" or leg is None:
        return
    leg.status = "Delivered"
    enter_action(world, shop, stories, claim)


def enter_action(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    move(world, claim, "AwaitingAction")
    claim.expires_at = world.now + (SHORT_TIME if claim.claim_type in ("RenewProduct", "Change") else LONG_TIME)
    world.show(shop, claim)
    _expect_answer(world, shop, stories, claim)
    world.schedule(claim.expires_at, time_is_up, shop, claim)


def _expect_answer(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    """The past merchant answers everything within four days; nobody answers after the opening."""
    if claim.fate.answer_ms is None:
        return
    answer_at = world.now + min(4 * DAY, int(claim.fate.answer_ms * stories.answer_factor(world.now)))
    if answer_at < world.opened_at:
        world.schedule(answer_at, answered_in_panel, shop, stories, claim)


def time_is_up(world: World, shop: Shop, claim: HepsiburadaClaim) -> None:
    if world.switches.expiry == "auto_accept" and claim.status == "AwaitingAction":
        accept(world, shop, claim, "Refund")
        world.show(shop, claim)


def answered_in_panel(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    fate = claim.fate
    if claim.status == "AwaitingPreApproval" and fate.luck < 0.7:
        confirm_preapproval(world, shop, stories, claim)
    elif claim.status in ("AwaitingAction", "AwaitingPreApproval"):
        if fate.verdict == "reject":
            reason = "PhotoNotClear" if claim.status == "AwaitingPreApproval" else fate.reject_reason
            words = statement(world.rng("words", claim.number), reason, False)
            reject(world, shop, claim, reason, words, int(fate.with_photo))
        else:
            again = claim.claim_type == "WrongProduct" or (claim.claim_type == "RenewProduct" and fate.luck < 0.8)
            accept(world, shop, claim, "Change" if again else usual_end(claim))
        world.show(shop, claim)


def confirm_preapproval(world: World, shop: Shop, stories: Stories, claim: HepsiburadaClaim) -> None:
    claim.pre_reason, claim.pre_confirmed_at, claim.pre_expires_at = "ProductInvestigation", world.now, None
    open_return_leg(world, shop, stories, claim)
