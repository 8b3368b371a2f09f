"""One row of a claim table → the visitor's words. Plain text: the caller draws it where nothing means markdown."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from lib.domain.action import ActionState
from lib.domain.claim_filter import Urgency, urgency
from lib.domain.fold import fold
from lib.ui import text


def each(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples: attribute access without pandas' own names in the way (size, kind, count)."""
    return iter(rows.itertuples())


def product(row: Any) -> str:
    """Name and variant in one line."""
    return " · ".join(part for part in (name(row), variant(row)) if part)


def name(row: Any) -> str:
    return known(row.product_name) or known(row.sku) or "–"


def variant(row: Any) -> str:
    """Colour and size, as far as the name does not say them already (Trendyol's names often do)."""
    said = fold(known(row.product_name))
    return " / ".join(part for part in (known(row.color), known(row.size)) if part and fold(part) not in said)


def reason(row: Any) -> str:
    """The kind first where it says more than a plain return."""
    words = reason_words(row.reason_code, row.reason)
    return words if row.kind in ("return", "other") else f"{text.KIND[row.kind]} · {words}"


def reason_words(code: Any, words: Any) -> str:
    return str(text.CUSTOMER_REASON.get(known(code)) or known(words) or "–")


def status(row: Any) -> str:
    if row.status == "unknown":
        return str(text.UNKNOWN_STATUS.format(raw=row.raw_status))
    if row.status == "accepted" and known(row.accepted_by) in ("system", "dispute"):
        return f"{text.CLAIM_STATUS[row.status]} · {text.ACCEPTED_BY[row.accepted_by]}"
    return str(text.CLAIM_STATUS[row.status])


def evidence(row: Any) -> str:
    photos = text.EVIDENCE_PHOTOS.format(count=row.photo_count) if row.photo_count else ""
    return ", ".join(part for part in (text.EVIDENCE_NOTE if row.has_note else "", photos) if part)


def open_action(row: Any, open_states: Mapping[tuple[str, str, str], tuple[ActionState, str]]) -> str:
    """What was asked for and is not settled; empty when nothing is."""
    held = open_states.get((row.shop, row.claim_id, row.item_id))
    return str(text.ACTION_STATE[held[0]]) if held else ""


def cargo(row: Any) -> str:
    return " · ".join(part for part in (known(row.cargo_company), known(row.tracking_number)) if part)


def deadline(row: Any) -> datetime | None:
    """Aware UTC; None without one."""
    held = row.deadline_at
    return None if pd.isna(held) else pd.Timestamp(held).to_pydatetime().replace(tzinfo=UTC)


def step(row: Any, now: datetime) -> Urgency:
    return urgency(deadline(row), now)


def left_of(row: Any, now: datetime) -> timedelta | None:
    until = deadline(row)
    return None if until is None else until - now


def time_left(row: Any, now: datetime) -> str:
    return str(text.time_left(left_of(row, now), estimate=is_estimate(row)))


def is_estimate(row: Any) -> bool:
    return bool(row.deadline_is_estimate) if not pd.isna(row.deadline_is_estimate) else False


def known(value: Any) -> str:
    """Empty for NULL."""
    return "" if value is None or pd.isna(value) else str(value)
