"""What rows and definitions of an analytics page say in the session's language."""

from collections.abc import Sequence

import pandas as pd

from lib.settings import ShopSettings
from lib.ui import feedback, text


def with_marketplaces(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `marketplace_name`."""
    return frame.assign(marketplace_name=[text.MARKETPLACE[name] for name in frame["marketplace"]])


def with_labels(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `marketplace_name` and `label`, the reason as far as we have a word for it."""
    rows = zip(frame["reason_code"], frame["reason"], strict=True)
    return with_marketplaces(frame).assign(label=[_label(code, reason) for code, reason in rows])


def share_definition(claimed_units: int, sold_units: int, coverage: pd.DataFrame, shops: Sequence[ShopSettings]) -> str:
    """Numerator, denominator and since when sales are known."""
    names = {shop.shop: shop.name for shop in shops}
    known = [
        text.SHARE_SINCE_SHOP.format(shop=names.get(shop, shop), day=text.day(since))
        for shop, since in zip(coverage["shop"], coverage["known_since"], strict=True)
    ]
    words = text.SHARE_DEFINITION.format(
        claimed=text.count(claimed_units),
        sold=text.count(sold_units),
        since=text.SHARE_SINCE.format(shops=", ".join(known)) if known else "",
    )
    return feedback.plain(f"{words} {text.SHARE_YOUNG}")


def rate_definition(won: int, decided: int, rate: float | None, interval: tuple[float, float] | None) -> str:
    """Numerator, denominator and the rate over all reasons."""
    pooled = text.CHART_TOO_FEW
    if rate is not None and interval is not None:
        low, high = interval
        pooled = text.DISPUTES_POOLED.format(share=text.percent(rate), low=text.percent(low), high=text.percent(high))
    words = text.DISPUTES_RATE_DEFINITION.format(won=text.count(won), decided=text.count(decided), pooled=pooled)
    return feedback.plain(words)


def _label(code: str | None, reason: str | None) -> str:
    if code is None or pd.isna(code):
        return str(text.REASON_UNKNOWN)
    return str(text.CUSTOMER_REASON.get(code) or (code if reason is None or pd.isna(reason) else reason))
