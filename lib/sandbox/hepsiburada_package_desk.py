"""What a merchant may do to Hepsiburada packages, invoices and questions, and the test helpers."""

from datetime import datetime
from typing import Any

from lib.sandbox import hepsiburada_life, hepsiburada_outcome
from lib.sandbox.entities import Line, Order, Package, Question, Shop
from lib.sandbox.fates import draw_fate
from lib.sandbox.sales import add_order
from lib.sandbox.sandbox_clock import DAY, HOUR, ISTANBUL, ms_of
from lib.sandbox.shipping_carriers import ARAS, HEPSIJET, OWN_CONTRACT, YURTICI, Carrier
from lib.sandbox.stories import Stories
from lib.sandbox.world import Outcome, World

CARRIERS: dict[str, Carrier] = {carrier.code: carrier for carrier in (HEPSIJET, ARAS, YURTICI, OWN_CONTRACT)}
OLDEST_PUSH = 7 * DAY
ANSWER_MAX = 2000
TEST_TYPES = {
    "change": "Change", "missingitem": "MissingItem", "missingpart": "Missingpart", "missinginvoice": "MissingInvoice",
    "extraproduct": "ExtraProduct", "return": "Return", "renewproduct": "RenewProduct",
}  # fmt: skip
_PUSHES = {
    "intransit": ("InTransit", "shippedDate"),
    "deliver": ("Delivered", "receivedDate"),
    "undeliver": ("Undelivered", "undeliveredDate"),
}


def push_status(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    """intransit, deliver, undeliver: only for the merchant's own cargo contract, in transit first."""
    package = shop.packages.get(args["package"])
    if package is None:
        return Outcome(404, "cannot find package with package number")
    status, date_name = _PUSHES[args["action"]]
    if package.carrier is not OWN_CONTRACT:
        return Outcome(400, "Package is not shipped with merchant account")
    if args["action"] != "intransit" and package.status == "Open":
        return Outcome(409, "Package is not in transit")
    at = _moment(args["body"].get(date_name))
    if at is None or at < world.now - OLDEST_PUSH or at < package.created_at - HOUR:
        return Outcome(400, f"{date_name} is not valid")
    hepsiburada_outcome.package_moved(world, shop, package, status, str(args["body"].get("trackingNumber") or ""))
    return Outcome(204, None, True, {"package": package.number, "action": args["action"]})


def _moment(text: object) -> int | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return ms_of(moment if moment.tzinfo else moment.replace(tzinfo=ISTANBUL))


def change_cargo(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    package = shop.packages.get(args["package"])
    carrier = CARRIERS.get(str(args["carrier"]))
    if package is None:
        return Outcome(404, "cannot find package with package number")
    if carrier is None:
        return Outcome(400, "Cargo company is not valid")
    if package.status != "Open":
        return Outcome(409, "Package status is not suitable")
    package.carrier = carrier
    leg = package.claim.leg(hepsiburada_outcome.TO_CUSTOMER) if package.claim else None
    if package.claim and leg:
        leg.carrier = carrier
        world.show(shop, package.claim)
    return Outcome(204, None, True, {"package": package.number, "carrier": carrier.code})


def create_package(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    """Packs a line that a claim made or that was unpacked; others are packed by Hepsiburada itself."""
    wanted = args["line"]
    for package in shop.packages.values():
        if package.line.hb_id == wanted:
            if package.status != "Unpacked":
                return Outcome(409, f"line item:{wanted} can NOT be packaged!!!")
            package.status, package.moved_at = "Open", world.now
            return Outcome(
                200, {"packageNumber": package.number, "barcode": package.barcode}, True, {"package": package.number}
            )
    for order in reversed(shop.orders[-2000:]):
        for line in order.lines:
            if line.hb_id == wanted:
                if order.status(world.now) != "Created":
                    return Outcome(409, f"line item:{wanted} can NOT be packaged!!!")
                order.picked_at = world.now
                body = {"packageNumber": str(order.package_id), "barcode": f"97300{order.package_id % 10**8:08d}"}
                return Outcome(200, body, True, {"package": str(order.package_id)})
    return Outcome(404, "line item not found")


def unpack(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    package = shop.packages.get(args["package"])
    if package is None:
        return Outcome(404, "cannot find package with package number")
    if package.status != "Open":
        return Outcome(409, "Package status is not suitable")
    package.status, package.moved_at = "Unpacked", world.now
    return Outcome(204, None, True, {"package": package.number})


def put_invoice(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    number, link = args["package"], str(args["body"].get("invoiceLink") or "")
    target: Package | Order | None = shop.packages.get(number)
    if target is None and number.isdigit():
        target = shop.order_by_package.get(int(number))
    if target is None:
        return Outcome(403, None)
    if not link.lower().partition("?")[0].endswith((".pdf", ".html")):
        return Outcome(400, "Invoice link must be a pdf or html")
    if target.invoice_link is not None:
        return Outcome(409, None)
    target.invoice_link = link
    return Outcome(204, None, True, {"package": number, "invoice_link": link})


def answer_question(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    question, text = find_question(shop, args["number"]), args["text"]
    if question is None:
        return Outcome(404, {"code": 4040, "errors": [{"message": "Soru bulunamadı"}]})
    if not text or len(text) > ANSWER_MAX:
        error = {
            "message": "Bu alan geçersizdir",
            "internalMessage": "Answer: Bu alan geçersizdir",
            "fieldName": "Answer",
        }
        return Outcome(422, {"code": 4220, "errors": [error]})
    if question.status != "WAITING_FOR_ANSWER":
        error = {
            "message": "Bu soru cevaplanamaz",
            "internalMessage": "Issue status is not suitable",
            "fieldName": "Status",
        }
        return Outcome(422, {"code": 4220, "errors": [error]})
    question.status, question.answer = "ANSWERED", text
    question.answered_at = question.modified_at = world.now
    return Outcome(201, None, True, {"question": args["number"], "text": text, "files": args["files"]})


def reject_question(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    question = find_question(shop, args["number"])
    if question is None:
        return Outcome(404, {"code": 4040, "errors": [{"message": "Soru bulunamadı"}]})
    if not args["reason"] or question.status != "WAITING_FOR_ANSWER":
        return Outcome(422, {"code": 4220, "errors": [{"message": "Bu alan geçersizdir", "fieldName": "RejectReason"}]})
    question.status, question.reason, question.modified_at = "REJECTED", args["reason"], world.now
    return Outcome(200, None, True, {"question": args["number"], "reason": args["reason"]})


def find_question(shop: Shop, number: str) -> Question | None:
    digits = number.removeprefix("HB")
    return next((each for each in shop.questions if digits.isdigit() and each.number == int(digits)), None)


def create_test_claim(stories: Stories, world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    body: dict[str, Any] = args["body"]
    order = shop.order_by_number.get(str(body.get("orderNumber")))
    claim_type = TEST_TYPES.get(str(body.get("type")).lower())
    if order is None:
        return Outcome(404, "Order not found")
    if claim_type is None:
        return Outcome(400, "type is not valid")
    line = order.lines[0]
    fate = draw_fate(world.rng("stub", order.number, line.claimed), 301, False, world.now, ())
    fate.answer_ms, fate.handover_ms, fate.transit_ms = None, DAY, 2 * DAY
    reason = str(body.get("reason") or "")
    claim = hepsiburada_life.opened(world, shop, stories, order, line, line.quantity, fate, claim_type, reason)
    row = {"claimNumber": claim.number, "explanation": claim.explanation, "type": body["type"]}
    return Outcome(200, {"ClaimList": [row]}, True, {"claim": claim.number})


def create_test_order(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    body: dict[str, Any] = args["body"]
    number, items = str(body.get("OrderNumber") or ""), body.get("LineItems") or []
    if not number or number in shop.order_by_number:
        return Outcome(400, "Order number is already used")
    variants = [world.catalogue.by_hb_sku.get(str(item.get("Sku"))) for item in items]
    if not items or any(variant is None for variant in variants):
        return Outcome(400, "Sku is not found")
    lines = [
        Line(
            5_600_000_000 + shop.count("line"),
            variant,
            int(item.get("Quantity") or 1),
            round(float(item["Price"]["amount"]) * 100),
        )
        for item, variant in zip(items, variants, strict=True)
        if variant is not None
    ]
    order = Order(
        number=number,
        person=world.people[0],
        ordered_at=world.now,
        picked_at=world.now + 4 * HOUR,
        shipped_at=world.now + 20 * HOUR,
        delivered_at=world.now + 2 * DAY,
        cancelled_at=None,
        package_id=5_000_000_000 + shop.count("order"),
        carrier=HEPSIJET,
        lines=lines,
    )
    add_order(shop, order)
    return Outcome(200, number, True, {"order_number": number})
