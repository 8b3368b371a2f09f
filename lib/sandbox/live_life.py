"""What a visitor sees happen: about once a minute something that would come later comes now, or something new comes."""

from lib.sandbox import hepsiburada_life, hepsiburada_outcome, questions, sales, trendyol_life, trendyol_outcome
from lib.sandbox.sandbox_clock import DAY
from lib.sandbox.stories import Stories
from lib.sandbox.world import World

_PARCELS = (
    trendyol_life.handed_over,
    trendyol_life.arrived,
    hepsiburada_life.handed_over,
    hepsiburada_life.arrived,
    hepsiburada_outcome.package_moved,
)
_NEW_CLAIMS = (trendyol_life.opened, hepsiburada_life.opened)
_DECISIONS = (
    trendyol_outcome.dispute_decided,
    trendyol_outcome.analysis_ends,
    hepsiburada_outcome.dispute_decided,
    trendyol_outcome.fraud_check_ends,
)


def something_happens(world: World, stories: Stories) -> str:
    """Pulls the next parcel, claim or decision of the coming week into now, or places an order or a question."""
    world.life_count += 1
    world.commands.append({"at": world.now, "do": "life", "args": {}})
    rng = world.rng("life", world.life_count)
    roll = rng.random()
    if roll < 0.38 and world.pull_forward(_PARCELS, 7 * DAY):
        return "parcel"
    if roll < 0.72 and world.pull_forward(_NEW_CLAIMS, 7 * DAY):
        return "claim"
    if roll < 0.80 and world.pull_forward(_DECISIONS, 14 * DAY):
        return "decision"
    shop = rng.choice(world.shops)
    if roll < 0.9:
        questions.asked(world, shop)
        return "question"
    sales.place(world, shop, stories, rng, world.now)
    return "order"
