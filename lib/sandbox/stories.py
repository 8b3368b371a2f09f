"""The planted stories (demo-data.md section 7): what an analysis should find, and one thing that it must not."""

from dataclasses import dataclass
from random import Random

from lib.sandbox.catalogue import Catalogue, Model
from lib.sandbox.sandbox_clock import DAY

SIZE_FACTOR = 3.2
BATCH_FACTOR = 4.5
SLOW_FACTOR = 2.3
HOLIDAY_FACTOR = 5.0
SLOW_CARRIERS = ("ARASMP", "AR")


@dataclass(frozen=True, slots=True)
class Stories:
    small_model: Model
    small_since: int
    batch_model: Model
    batch_from: int
    batch_to: int
    slow_from: int
    slow_to: int
    damage_model: Model
    holiday_from: int
    holiday_to: int
    few_sales_model: Model

    def rate_factor(self, model: Model, ordered_at: int) -> float:
        if model is self.small_model and ordered_at >= self.small_since:
            return SIZE_FACTOR
        if model is self.batch_model and self.batch_from <= ordered_at < self.batch_to:
            return BATCH_FACTOR
        return 2.0 if model is self.damage_model else 1.0

    def reason(self, rng: Random, model: Model, ordered_at: int) -> tuple[int, str] | None:
        """The reason and the note's topic where a story decides them."""
        roll = rng.random()
        if model is self.small_model and ordered_at >= self.small_since and roll < 0.75:
            return 501, "small"
        if model is self.batch_model and self.batch_from <= ordered_at < self.batch_to and roll < 0.85:
            return 301, "defect"
        if model is self.damage_model and roll < 0.7:
            return 451, "damage"
        return None

    def transit_factor(self, carrier_code: str, handed_at: int) -> float:
        return SLOW_FACTOR if carrier_code in SLOW_CARRIERS and self.slow_from <= handed_at < self.slow_to else 1.0

    def answer_factor(self, arrived_at: int) -> float:
        return HOLIDAY_FACTOR if self.holiday_from <= arrived_at < self.holiday_to else 1.0

    def as_dict(self) -> dict[str, object]:
        """For tests of the analysis; times are epoch milliseconds."""
        return {
            "size_chart_error": {"product": self.small_model.name, "since": self.small_since},
            "bad_batch": {"product": self.batch_model.name, "from": self.batch_from, "to": self.batch_to},
            "slow_carrier": {"carriers": SLOW_CARRIERS, "from": self.slow_from, "to": self.slow_to},
            "damage_called_other": {"product": self.damage_model.name},
            "holiday": {"from": self.holiday_from, "to": self.holiday_to},
            "few_sales": {"product": self.few_sales_model.name},
        }


def plant(catalogue: Catalogue, opened_at: int) -> Stories:
    """Chooses the products by name, so that each seed tells the same stories on another background."""
    by_name = {model.name: model for model in catalogue.models}
    few = by_name["Kadın Yıkamalı Kot Ceket"]
    few.weight = 0.0
    small = by_name["Kadın Yüksek Bel Skinny Jean"]
    small.factor = 1.0
    small.weight *= 1.6
    return Stories(
        small_model=small,
        small_since=opened_at - 110 * DAY,
        batch_model=by_name["Bluetooth Kulaklık ANC"],
        batch_from=opened_at - 75 * DAY,
        batch_to=opened_at - 52 * DAY,
        slow_from=opened_at - 135 * DAY,
        slow_to=opened_at - 105 * DAY,
        damage_model=by_name["Cam Saklama Kabı 3'lü Set"],
        holiday_from=opened_at - 68 * DAY,
        holiday_to=opened_at - 61 * DAY,
        few_sales_model=few,
    )
