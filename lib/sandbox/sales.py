"""Orders as days go by: how many, of what, when delivered, and which of their pieces come back."""

from bisect import insort
from random import Random

from lib.sandbox import hepsiburada_life, trendyol_life
from lib.sandbox.catalogue import Model, Variant
from lib.sandbox.entities import Line, Order, Shop
from lib.sandbox.fates import at_the_warehouse, delivery_to_claim_ms
from lib.sandbox.sandbox_clock import DAY, HOUR, MINUTE, SECOND, istanbul
from lib.sandbox.shipping_carriers import HEPSIBURADA_CARRIERS, TRENDYOL_CARRIERS
from lib.sandbox.stories import Stories
from lib.sandbox.world import World

LINES_PER_ORDER = 1.28
CANCELLED_SHARE = 0.025
UNDELIVERED_SHARE = 0.015
_HOURS = (2, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 7, 6, 6, 6, 6, 7, 8, 9, 11, 12, 9, 5)
"""Orders by Istanbul hour: the evening is busy."""
_WEEKDAYS = (1.1, 1.05, 1.0, 1.0, 1.0, 0.95, 0.9)
_PEAKS = {
    (11, 11): 3.0,
    (11, 10): 1.6,
    (11, 12): 1.8,
    (11, 27): 2.4,
    (11, 28): 2.2,
    (3, 6): 1.7,
    (3, 7): 2.0,
    (3, 8): 1.5,
    (12, 30): 1.6,
}
_MONTHLY_PRICE_RISE = 0.018


def season(at: int) -> float:
    local = istanbul(at)
    return _WEEKDAYS[local.weekday()] * _PEAKS.get((local.month, local.day), 1.0)


def days_go_by(world: World, shop: Shop, stories: Stories, day_at: int) -> None:
    """Places all orders of one day; those later today stay invisible until their minute."""
    rng = world.rng("day", shop.shop_id, day_at)
    number = _poisson(rng, shop.orders_per_day * season(day_at))
    starts = sorted(day_at + rng.choices(range(24), _HOURS)[0] * HOUR + rng.randrange(HOUR) for _ in range(number))
    for ordered_at in starts:
        place(world, shop, stories, rng, ordered_at)
    world.schedule(day_at + DAY, days_go_by, shop, stories, day_at + DAY)


def place(world: World, shop: Shop, stories: Stories, rng: Random, ordered_at: int) -> Order:
    """One order with its future, and its claims if it has any."""
    models = world.catalogue.models
    chosen = rng.choices(models, [model.weight for model in models], k=1 if rng.random() < 0.78 else 2)
    lines = [make_line(world, shop, rng, _variant(rng, model), ordered_at) for model in chosen]
    order = make_order(world, shop, rng, ordered_at, lines)
    if order.cancelled_at is None and not order.undelivered:
        _draw_claims(world, shop, stories, rng, order)
    return order


def make_line(world: World, shop: Shop, rng: Random, variant: Variant, ordered_at: int) -> Line:
    months = max(0.0, (world.opened_at - ordered_at) / (30 * DAY))
    price = variant.model.price_kurus * (1 - _MONTHLY_PRICE_RISE * months) * rng.choice((1, 1, 1, 0.9, 0.85, 0.8))
    quantity = rng.choices((1, 2, 3), (93, 5.5, 1.5))[0]
    return Line(5_600_000_000 + shop.count("line"), variant, quantity, max(2990, int(price) // 100 * 100 + 90))


def make_order(world: World, shop: Shop, rng: Random, ordered_at: int, lines: list[Line]) -> Order:
    trendyol = shop.marketplace == "trendyol"
    carriers = TRENDYOL_CARRIERS if trendyol else HEPSIBURADA_CARRIERS
    number = shop.count("order")
    shipped_at = at_the_warehouse(ordered_at + rng.randrange(6 * HOUR, 34 * HOUR))
    shipped_at = max(shipped_at, ordered_at + 2 * HOUR)
    order = Order(
        number=f"105{number:08d}" if trendyol else f"46{number:08d}",
        person=rng.choice(world.people),
        ordered_at=ordered_at,
        picked_at=ordered_at + int((shipped_at - ordered_at) * rng.uniform(0.2, 0.8)),
        shipped_at=shipped_at,
        delivered_at=shipped_at + int(rng.lognormvariate(0.6, 0.4) * DAY),
        cancelled_at=ordered_at + rng.randrange(20 * MINUTE, 5 * HOUR) if rng.random() < CANCELLED_SHARE else None,
        package_id=(3_800_000_000 if trendyol else 5_000_000_000) + number,
        carrier=rng.choices(carriers, [carrier.weight for carrier in carriers])[0],
        lines=lines,
        cancelled_by="Customer" if rng.random() < 0.7 else "Merchant",
    )
    order.undelivered = rng.random() < UNDELIVERED_SHARE
    if rng.random() < 0.94:
        order.invoice_number = f"ORN{istanbul(ordered_at).year}{number:09d}"
        order.invoice_link = f"https://fatura.ornek-magaza.example/{order.invoice_number}.pdf"
    add_order(shop, order)
    return order


def add_order(shop: Shop, order: Order) -> None:
    if shop.orders and shop.orders[-1].ordered_at > order.ordered_at:
        insort(shop.orders, order, key=lambda each: each.ordered_at)
    else:
        shop.orders.append(order)
    shop.order_by_number[order.number] = order
    shop.order_by_package[order.package_id] = order


def _variant(rng: Random, model: Model) -> Variant:
    return rng.choice(model.variants)


def _draw_claims(world: World, shop: Shop, stories: Stories, rng: Random, order: Order) -> None:
    pieces: list[tuple[Line, int]] = []
    for line in order.lines:
        model = line.variant.model
        rate = min(0.9, model.category.rate * model.factor * stories.rate_factor(model, order.ordered_at))
        taken = sum(rng.random() < rate for _ in range(line.quantity))
        if taken:
            pieces.append((line, taken))
    if not pieces:
        return
    claim_at = order.delivered_at + delivery_to_claim_ms(rng) + rng.randrange(SECOND)
    if shop.marketplace == "trendyol":
        world.schedule(claim_at, trendyol_life.opened, shop, stories, order, pieces)
    else:
        for line, taken in pieces:
            world.schedule(claim_at, hepsiburada_life.opened, shop, stories, order, line, taken)


def _poisson(rng: Random, expected: float) -> int:
    if expected > 40:
        return max(0, round(rng.gauss(expected, expected**0.5)))
    limit, product, number = 2.718281828459045**-expected, rng.random(), 0
    while product > limit:
        product *= rng.random()
        number += 1
    return number
