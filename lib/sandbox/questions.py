"""Customers' questions as days go by; some ask for their invoice, some are answered, some run out."""

from lib.sandbox.entities import Question, Shop
from lib.sandbox.notes import ANSWERS, question_text
from lib.sandbox.sandbox_clock import DAY, HOUR, MINUTE
from lib.sandbox.world import World

INVOICE_SHARE = 0.35
ORDERS_PER_QUESTION = 14
TRENDYOL_TIME, HEPSIBURADA_TIME = 3 * DAY, DAY


def days_go_by(world: World, shop: Shop, day_at: int) -> None:
    rng = world.rng("questions", shop.shop_id, day_at)
    for _ in range(max(2, round(shop.orders_per_day / ORDERS_PER_QUESTION * rng.uniform(0.6, 1.4)))):
        world.schedule(day_at + rng.randrange(7 * HOUR, 23 * HOUR), asked, shop)
    world.schedule(day_at + DAY, days_go_by, shop, day_at + DAY)


def asked(world: World, shop: Shop) -> None:
    number = shop.count("question")
    rng = world.rng("question", shop.shop_id, number)
    about_invoice = rng.random() < INVOICE_SHARE
    variant, order = rng.choice(world.catalogue.variants), None
    if shop.orders and (about_invoice or rng.random() < 0.3):
        recent = shop.orders[-min(len(shop.orders), 400) :]
        order = next(
            (
                each
                for each in recent
                if each.invoice_link is None and each.ordered_at <= world.now and rng.random() < 0.1
            ),
            None,
        )
        order = order or rng.choice([each for each in recent if each.ordered_at <= world.now] or shop.orders[:1])
        variant = order.lines[0].variant
    question = Question(
        number=450_000_000 + number,
        text=question_text(rng, variant, about_invoice),
        person=order.person if order else rng.choice(world.people),
        variant=variant,
        asked_at=world.now,
        modified_at=world.now,
        order=order,
        about_invoice=about_invoice,
        shows_name=rng.random() < 0.8,
    )
    shop.questions.append(question)
    answer_at = world.now + int(rng.lognormvariate(1.6, 0.9) * HOUR) + MINUTE
    if answer_at < world.opened_at - 20 * HOUR and rng.random() < 0.93:
        world.schedule(answer_at, answered_in_panel, question, rng.choice(ANSWERS))
    term = TRENDYOL_TIME if shop.marketplace == "trendyol" else HEPSIBURADA_TIME
    world.schedule(world.now + term, time_is_up, question)


def answered_in_panel(world: World, question: Question, text: str) -> None:
    if question.status == "WAITING_FOR_ANSWER":
        question.status, question.answer = "ANSWERED", text
        question.answered_at = question.modified_at = world.now


def time_is_up(world: World, question: Question) -> None:
    if question.status == "WAITING_FOR_ANSWER":
        question.status, question.modified_at = "UNANSWERED", world.now
