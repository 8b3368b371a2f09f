"""What a seller may do at Trendyol beside claims: answers, invoices, labels, carriers, test orders."""

import re
from typing import Any

from lib.sandbox.entities import Line, Order, Question, Shop
from lib.sandbox.sales import add_order
from lib.sandbox.sandbox_clock import DAY, HOUR, MINUTE
from lib.sandbox.shipping_carriers import TRENDYOL_CARRIERS
from lib.sandbox.trendyol_desk import refusal
from lib.sandbox.trendyol_order_json import customer_id
from lib.sandbox.world import Outcome, World

LABELLED = ("733", "726")
INVOICE_NUMBER = re.compile(r"[0-9A-Za-z]{3}20[2-9]\d{10}")
FILE_TYPES = ("application/pdf", "image/jpeg", "image/png")
FILE_MAX = 10 * 1024 * 1024
CARGO_CHANGE_EVERY = 5 * MINUTE
_CONTACT = re.compile(r"(\d[\s.-]*){10}|https?://|www\.|@")
_STEPS = {"Picking": "picked_at", "Shipped": "shipped_at", "Delivered": "delivered_at"}


def find_question(shop: Shop, number: str) -> Question | None:
    return next((each for each in shop.questions if number.isdigit() and each.number == int(number)), None)


def answer_question(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    """Moderated: contact data sends the question back to waiting with a refused answer."""
    question, text = find_question(shop, args["question"]), args["text"]
    if question is None:
        return refusal(404, "question.not.found", "Soru bulunamadı")
    if not 10 <= len(text) <= 2000:
        return refusal(400, "answer.length.not.valid", "Cevap 10 ile 2000 karakter arasında olmalıdır")
    if question.status != "WAITING_FOR_ANSWER":
        return refusal(400, "question.already.answered", "Bu soru cevaplanamaz")
    facts = {"question": args["question"], "text": text}
    question.modified_at = world.now
    if _CONTACT.search(text):
        question.rejected_answer, question.rejected_at, question.reason = text, world.now, "Yönlendirme içeren cevap"
        return Outcome(200, "Cevabınız başarıyla kaydedilmiştir.", True, facts | {"moderated": True})
    question.status, question.answer, question.answered_at = "ANSWERED", text, world.now
    return Outcome(200, "Cevabınız başarıyla kaydedilmiştir.", True, facts)


def ask_question(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    """Stage helper."""
    number = 450_000_000 + shop.count("question")
    variant = next(
        (v for v in world.catalogue.variants if 710_000_000 + v.model.index == args["content_id"]),
        world.catalogue.variants[0],
    )
    shop.questions.append(Question(number, args["text"], world.people[0], variant, world.now, modified_at=world.now))
    return Outcome(200, {"questionId": number}, True, {"question": str(number)})


def add_invoice_link(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    link, order = args["link"], shop.order_by_package.get(args["package_id"])
    if order is None:
        return refusal(404, "shipment.package.not.found", "Shipment package not found")
    if not link.startswith("http"):
        return refusal(400, "invoice.link.not.valid", "Invoice link is not valid")
    if args["invoice_number"] and not INVOICE_NUMBER.fullmatch(args["invoice_number"]):
        return refusal(400, "invoice.number.not.valid", "Invoice number is not valid")
    if order.invoice_link is not None or any(each.invoice_link == link for each in shop.orders):
        return refusal(409, "invoice.link.already.exists", "Invoice link already exists")
    order.invoice_link, order.invoice_number, order.touched_at = link, args["invoice_number"], world.now
    return Outcome(201, None, True, {"package_id": args["package_id"], "invoice_link": link})


def delete_invoice_link(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    order = shop.order_by_package.get(args["package_id"])
    if order is None or customer_id(order.person) != args["customer_id"] or order.invoice_link is None:
        return refusal(404, "invoice.link.not.found", "Invoice link not found")
    order.invoice_link, order.invoice_number, order.touched_at = None, None, world.now
    return Outcome(202, None, True, {"package_id": args["package_id"]})


def add_invoice_file(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    number, file = args["package_id"], args["file"]
    order = shop.order_by_package.get(number)
    if order is None:
        words = f"The shipment package does not belong to the specified seller. sellerId: {shop.account}"
        return refusal(400, "shipment.package.not.valid", words)
    if file is None:
        return refusal(400, "file.missing", "File is missing")
    if file["content_type"] not in FILE_TYPES:
        ending = "." + str(file["name"]).rpartition(".")[2]
        words = f"File type ({ending}) is not supported. Supported file types: application/pdf, image/jpeg, image/png"
        return refusal(400, "file.type.not.supported", words)
    if file["bytes"] > FILE_MAX:
        return refusal(400, "file.too.large", "File size must be max 10 MB")
    if order.invoice_link is not None:
        return refusal(
            400, "invoice.already.sent", f"The invoice for the package number {number} has already been sent."
        )
    order.invoice_link, order.touched_at = f"https://fatura.trendyol.example/{number}.pdf", world.now
    return Outcome(200, None, True, {"package_id": number, "file": file})


def ask_label(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    if not args["tracking"].isdigit() or not args["tracking"].startswith(LABELLED):
        return refusal(400, "cargo.tracking.number.not.valid", "Cargo tracking number is not valid")
    shop.labels[args["tracking"]] = max(1, min(20, args["boxes"]))
    return Outcome(200, None, True, {"tracking": args["tracking"], "boxes": args["boxes"]})


def change_carrier(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    order = shop.order_by_package.get(args["package_id"])
    carrier = next((each for each in TRENDYOL_CARRIERS if each.code == args["carrier"]), None)
    if order is None:
        return refusal(404, "shipment.package.not.found", "Shipment package not found")
    if carrier is None:
        return refusal(400, "cargo.provider.not.valid", "Cargo provider is not valid")
    if order.status(world.now) not in ("Created", "Picking"):
        return refusal(400, "shipment.not.updatable", "Shipment Update Edilebilir Bir Durumda Değil.")
    key = f"carrier:{order.package_id}"
    if world.now - shop.labels.get(key, 0) < CARGO_CHANGE_EVERY:
        return refusal(400, "cargo.provider.change.too.soon", "Kargo firması 5 dakikada bir değiştirilebilir")
    shop.labels[key] = world.now
    order.carrier, order.touched_at = carrier, world.now
    return Outcome(200, None, True, {"package_id": order.package_id, "carrier": carrier.code})


def move_package(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    """Stage helper: forward only."""
    order, status = shop.order_by_package.get(args["package_id"]), args["status"]
    if order is None:
        return Outcome(401, {"exception": "ClientApiAuthenticationException"})
    if status not in _STEPS:
        return refusal(400, "status.not.valid", "Status is not valid")
    for word, name in _STEPS.items():
        setattr(order, name, min(getattr(order, name), world.now))
        if word == status:
            break
    order.touched_at = world.now
    return Outcome(200, None, True, {"package_id": order.package_id, "status": status})


def create_test_order(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    wanted = [
        (world.catalogue.by_barcode.get(str(row.get("barcode"))), int(row.get("quantity") or 1))
        for row in args["lines"]
    ]
    if not wanted or any(variant is None for variant, _ in wanted):
        return refusal(400, "invalid.barcode", "Barcode is not valid")
    lines = [
        Line(5_600_000_000 + shop.count("line"), v, quantity, v.model.price_kurus)
        for v, quantity in wanted
        if v is not None
    ]
    number = shop.count("order")
    order = Order(
        number=f"105{number:08d}",
        person=world.people[number % len(world.people)],
        ordered_at=world.now,
        picked_at=world.now + 4 * HOUR,
        shipped_at=world.now + 20 * HOUR,
        delivered_at=world.now + 2 * DAY,
        cancelled_at=None,
        package_id=3_800_000_000 + number,
        carrier=TRENDYOL_CARRIERS[0],
        lines=lines,
    )
    add_order(shop, order)
    return Outcome(200, {"orderNumber": order.number}, True, {"order_number": order.number})
