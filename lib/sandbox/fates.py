"""Draws what becomes of a claim: each leg's time, and what the seller of the past decided (demo-data.md section 7)."""

from dataclasses import dataclass
from random import Random

from lib.sandbox.reasons import REASONS_CHANGED_AT_MS, SELLER_FAULT, SIZE
from lib.sandbox.sandbox_clock import DAY, HOUR, MINUTE, SECOND, istanbul

NEVER_HANDED_SHARE = 0.08
LOST_SHARE = 0.004
LATE_SHARE = 0.013
PHOTO_WITH_REFUSAL = 0.45


@dataclass(slots=True)
class Fate:
    handover_ms: int | None
    """From the claim to the carrier; None: never."""
    transit_ms: int | None
    """From the carrier to the seller; None: lost."""
    answer_ms: int | None
    """From arrival to the past seller's answer; None: nobody answers."""
    verdict: str
    """`accept`, `reject` or `analysis`."""
    reject_reason: str
    with_photo: bool
    luck: float
    """Below the win rate of its reason the seller wins."""
    decision_ms: int
    """From a refusal to its decision, or the days in analysis."""
    fraud_check: bool
    withdrawn_ms: int | None
    """The customer takes the claim back after this time, if nothing is handed over."""


def draw_fate(rng: Random, reason: int, electronics: bool, claimed_at: int, refusals: tuple[str, ...]) -> Fate:
    never = rng.random() < NEVER_HANDED_SHARE
    lost = rng.random() < LOST_SHARE
    late = rng.random() < LATE_SHARE
    transit = rng.uniform(10, 25) * DAY if late else rng.lognormvariate(1.03, 0.45) * DAY
    verdict = _verdict(rng, reason, electronics)
    decision = (
        min(28.0, rng.lognormvariate(2.4, 0.5)) if verdict == "analysis" else min(21.0, rng.lognormvariate(1.5, 0.5))
    )
    return Fate(
        handover_ms=None if never else int(min(6.5, rng.lognormvariate(0.69, 0.55)) * DAY),
        transit_ms=None if lost else int(transit),
        answer_ms=int(rng.lognormvariate(2.197, 1.425) * HOUR) + rng.randrange(60) * SECOND,
        verdict=verdict,
        reject_reason=_refusal(rng, reason, claimed_at, refusals),
        with_photo=rng.random() < PHOTO_WITH_REFUSAL,
        luck=rng.random(),
        decision_ms=int(decision * DAY),
        fraud_check=rng.random() < 0.06,
        withdrawn_ms=int(rng.uniform(0.2, 5) * DAY) if never and rng.random() < 0.4 else None,
    )


def _verdict(rng: Random, reason: int, electronics: bool) -> str:
    roll = rng.random()
    refused = 0.22 if reason in SELLER_FAULT else 0.07 if reason in SIZE else 0.13
    if roll < refused:
        return "reject"
    return "analysis" if roll < refused + (0.06 if electronics else 0.004) else "accept"


def _refusal(rng: Random, reason: int, claimed_at: int, refusals: tuple[str, ...]) -> str:
    """A fitting refusal code; Trendyol's retired codes appear only before their day."""
    if refusals:
        return rng.choice(refusals)
    old = claimed_at < REASONS_CHANGED_AT_MS - 20 * DAY
    choices: tuple[str, ...]
    if reason == 351:
        choices = ("201", "1701") if old else ("201", "2079")
    elif reason in (301, 651, 1651):
        choices = ("51", "1751", "251") if old else ("51", "2079", "51")
    elif reason == 2043:
        choices = ("151", "401")
    else:
        choices = ("51", "51", "2051", "151", "201", "1951", "401")
    return rng.choice(choices)


def delivery_to_claim_ms(rng: Random) -> int:
    """Weibull, shape 1.4, scale 5 days, cut at the 15 days of the right to return."""
    while (days := rng.weibullvariate(5, 1.4)) > 15:
        pass
    return int(days * DAY)


def at_the_warehouse(at_ms: int) -> int:
    """Parcels arrive from 9 to 18 on working days; what would come on a Sunday comes on Monday."""
    local = istanbul(at_ms)
    shift = 0
    if local.weekday() == 6:
        shift = DAY
    hour = local.hour
    if hour < 9:
        shift += (9 - hour) * HOUR + (at_ms // MINUTE % 37) * MINUTE
    elif hour >= 18:
        shift -= (hour - 17) * HOUR
    return at_ms + shift
