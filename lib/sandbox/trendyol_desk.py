"""What a seller may do to a Trendyol claim by the API: approve, report an issue, open one (trendyol.md 5 to 7, 10)."""

from typing import Any

from lib.sandbox import reasons, trendyol_life, trendyol_outcome
from lib.sandbox.entities import SentParcel, Shop, TrendyolClaim, Unit
from lib.sandbox.fates import draw_fate
from lib.sandbox.sandbox_clock import HOUR, SECOND
from lib.sandbox.stories import Stories
from lib.sandbox.world import Outcome, World

STATEMENT_MAX = 500
NOT_RECEIVED_AFTER = 24 * HOUR


def refusal(status: int, key: str, message: str) -> Outcome:
    """Error family 1 of trendyol.md section 2.4; keys are ours where the reference has none."""
    return Outcome(status, {"errors": [{"key": key, "message": message, "errorCode": str(status)}]})


def approve(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    claim, units = _find(shop, args["claim"], args["items"])
    if claim is None:
        return refusal(404, "claim.not.found", "Claim not found")
    if not units or len(units) != len(args["items"]):
        return refusal(400, "claim.item.not.found", "Claim item not found")
    facts = {"claim": claim.claim_id, "items": args["items"], "before": [unit.status for unit in units]}
    if any(unit.status != "WaitingInAction" for unit in units):
        if world.switches.guarded:
            return refusal(
                400, "claim.item.status.not.suitable", "Claim item status is not suitable for this operation"
            )
        return Outcome(200, None, True, facts | {"paid_again": True})
    rng = world.rng("approve", claim.claim_id, len(units[0].audits))
    fraud = rng.random() < world.switches.fraud_share
    bad = rng.random() < world.switches.fraud_bad_share
    world.show_later(shop, claim, world.switches.approve_visible_after_s)
    trendyol_outcome.approve_units(
        world,
        shop,
        claim,
        units,
        trendyol_outcome.API,
        fraud=fraud,
        fraud_ms=int(world.switches.fraud_s * SECOND),
        bad=bad,
    )
    return Outcome(200, None, True, facts | {"after": [unit.status for unit in units]})


def issue(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    reason, words, files = args["reason"], args["description"], args["files"]
    problem = _issue_problem(world, reason, words, files)
    if problem:
        return problem
    claim, units = _find(shop, args["claim"], args["items"])
    if claim is None:
        return refusal(404, "claim.not.found", "Claim not found")
    if not units or len(units) != len(args["items"]):
        return refusal(400, "claim.item.not.found", "Claim item not found")
    if any(unit.status != "WaitingInAction" for unit in units):
        return refusal(400, "claim.item.status.not.suitable", "Claim item status is not suitable for this operation")
    if reason == reasons.NOT_RECEIVED and any(
        world.now - (unit.waiting_since or 0) < NOT_RECEIVED_AFTER for unit in units
    ):
        return refusal(400, "claim.issue.reason.too.early", "This reason can not be used in the first 24 hours")
    facts = {"claim": claim.claim_id, "items": args["items"], "reason": reason, "description": words, "files": files}
    world.show_later(shop, claim, world.switches.approve_visible_after_s)
    if reason == reasons.EXCHANGE:
        _exchange(world, shop, claim, units)
    elif reason == reasons.GOODWILL:
        trendyol_outcome.approve_units(
            world, shop, claim, units, trendyol_outcome.API, fraud=False, fraud_ms=0, bad=False
        )
    else:
        trendyol_outcome.refuse_units(
            world, shop, claim, units, trendyol_outcome.API, reason=str(reason), words=words, with_photo=bool(files)
        )
    return Outcome(200, None, True, facts | {"after": [unit.status for unit in units]})


def _issue_problem(world: World, reason: int | None, words: str, files: list[dict[str, Any]]) -> Outcome | None:
    if reason not in {code for code, _ in reasons.issue_reasons(world.now)}:
        return refusal(400, "claim.issue.reason.not.valid", "Claim issue reason is not valid")
    if not words or len(words) > STATEMENT_MAX:
        return refusal(400, "claim.issue.description.not.valid", "Description must be between 1 and 500 characters")
    if not files and reason not in reasons.FILE_FREE:
        return refusal(400, "claim.issue.file.required", "File is required for this reason")
    return None


def _exchange(world: World, shop: Shop, claim: TrendyolClaim, units: list[Unit]) -> None:
    """Reason 2101: the exchange counts as approved; which status results is UNKNOWN, the sandbox says Accepted."""
    trendyol_outcome.approve_units(world, shop, claim, units, trendyol_outcome.API, fraud=False, fraud_ms=0, bad=False)
    number = shop.count("replacement")
    claim.replacement = SentParcel(
        tracking=int(f"{claim.carrier.prefix}8{number:012d}"),
        package_id=3_980_000_000 + number,
        carrier=claim.carrier,
        items=[unit.item_id for unit in units],
    )
    for unit in units:
        unit.note = "Değişim talebi"


def create(stories: Stories, world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    order = shop.order_by_number.get(str(args["order_number"]))
    if order is None:
        return refusal(404, "order.not.found", "Order not found")
    by_barcode = {line.variant.barcode: line for line in order.lines}
    wanted = args["items"]
    if not wanted or any(item["barcode"] not in by_barcode for item in wanted):
        return refusal(400, "invalid.barcode", "Barcode is not in this order")
    pieces = [(by_barcode[item["barcode"]], int(item["quantity"])) for item in wanted]
    if any(not 1 <= taken <= line.quantity for line, taken in pieces):
        return refusal(400, "invalid.quantity", "Quantity is not valid")
    fate = draw_fate(
        world.rng("created", order.number, order.touched_at), int(wanted[0]["reasonId"]), False, world.now, ()
    )
    fate.answer_ms = None
    claim = trendyol_life.opened(world, shop, stories, order, pieces, fate)
    notes = {item["barcode"]: item for item in wanted}
    for unit in claim.units:
        item = notes[unit.line.variant.barcode]
        unit.reason = unit.trendyol_reason = int(item["reasonId"])
        unit.customer_note = str(item.get("customerNote") or "")
        unit.audits[0].app = trendyol_outcome.API
    shop.shelf.publish(claim)
    ids = [unit.item_id for unit in claim.units]
    body = {"claimId": claim.claim_id, "cargoTrackingNumber": claim.tracking, "claimItemIds": ids}
    return Outcome(200, body, True, {"claim": claim.claim_id, "items": ids, "order_number": order.number})


def to_waiting_in_action(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    """Stage helper: the return parcel with this package id arrives now."""
    for claim in shop.shelf.claims():
        if isinstance(claim, TrendyolClaim) and claim.return_package_id == args["package_id"]:
            if not claim.units_in("Created"):
                return refusal(400, "claim.status.not.suitable", "Claim is not in Created status")
            claim.fate.answer_ms = None
            trendyol_life.enter_action(world, shop, claim)
            return Outcome(200, "200 OK", True, {"claim": claim.claim_id})
    return refusal(404, "claim.not.found", "Claim not found")


def _find(shop: Shop, claim_id: str, item_ids: list[str]) -> tuple[TrendyolClaim | None, list[Unit]]:
    claim = shop.shelf.claim(claim_id)
    if not isinstance(claim, TrendyolClaim):
        return None, []
    wanted = set(item_ids)
    return claim, [unit for unit in claim.units if unit.item_id in wanted]
