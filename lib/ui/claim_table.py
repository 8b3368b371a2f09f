"""Rows of claim items → the table: time left first, tinted by urgency; what the visitor ticked comes back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from lib.domain.action import ActionState
from lib.ui import kept_pictures, row_words, text, tones

ROW_PX = 44
MOST_ROWS_SHOWN = 12
ESTIMATE_HAIR_H = 1e-7
DECIDED = "claims.decided"
"""Session key: how many times the visitor decided; what was ticked before is not ticked after."""

OpenStates = Mapping[tuple[str, str, str], tuple[ActionState, str]]
"""action_history.open_states: (shop, claim_id, item_id) → state and action id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a row needs beyond itself."""

    now: datetime
    open_states: OpenStates
    shop_names: Mapping[str, str]
    short_names: Mapping[str, str]
    """The marketplace's name while it has one shop, else the shop's."""
    files: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What the visitor ticked, and the row whose claim stands beside the table."""

    rows: pd.DataFrame
    """Ticked rows; empty when none."""
    shown: Any
    """The single ticked row, else the first row of the table; None without rows."""


BASE_COLUMNS = ("left", "picture", "product", "reason", "amount", "shop", "evidence", "order", "customer", "sku")
_MORE = ("picture", "product", "reason", "amount", "evidence", "claimed", "order", "customer", "sku", "shop")
TAB_COLUMNS = ("left", *_MORE)
DONE_COLUMNS = ("status", *_MORE)
CARGO_COLUMNS = ("status", "picture", "product", "cargo", *_MORE[2:])


def pick(rows: pd.DataFrame, tuples: Sequence[Any], around: Surroundings, columns: Sequence[str]) -> Picked:
    """Draws the table and says what is ticked. Ticks hold as long as the same rows stand there.

    `tuples` are the rows as `row_words.each` gives them: made once a run, since that costs more than the query.
    """
    key = f"claims.table.{_digest(rows)}.{st.session_state.get(DECIDED, 0)}"
    ticked = _ticked(key, len(rows))
    shown = -1 if len(ticked) > 1 else (ticked or [0])[0]
    frame = table_frame(rows, tuples, around, columns)
    event: Any = st.dataframe(
        _styled(frame, tuples, around, shown),
        key=key,
        hide_index=True,
        height=min(len(rows), MOST_ROWS_SHOWN) * ROW_PX + ROW_PX - 6,
        row_height=ROW_PX,
        column_order=columns,
        column_config=_column_config(),
        on_select="rerun",
        selection_mode="multi-row",
        alt=text.TABLE_NAME,
    )
    chosen = [index for index in event.selection.rows if index < len(rows)]
    only = chosen[0] if len(chosen) == 1 else 0
    shown_row = tuples[only] if tuples else None
    return Picked(rows=rows.iloc[chosen], shown=shown_row)


def table_frame(
    rows: pd.DataFrame, tuples: Sequence[Any], around: Surroundings, columns: Sequence[str]
) -> pd.DataFrame:
    """One column a fact, in the visitor's words; time left in hours and amount as numbers, so that they sort."""
    now = pd.Timestamp(around.now).tz_convert(None)
    makers: dict[str, Any] = {
        "left": lambda: _hours_left(rows, now),
        "status": lambda: [row_words.open_action(row, around.open_states) or row_words.status(row) for row in tuples],
        "picture": lambda: [
            kept_pictures.data_address(around.files, url) or kept_pictures.NO_PICTURE for url in rows["image_url"]
        ],
        "product": lambda: [row_words.product(row) for row in tuples],
        "reason": lambda: [row_words.reason(row) for row in tuples],
        "amount": lambda: rows["amount_try"].to_list(),
        "evidence": lambda: [row_words.evidence(row) for row in tuples],
        "claimed": lambda: rows["claimed_at"].to_list(),
        "order": lambda: rows["order_number"].to_list(),
        "customer": lambda: rows["customer_name_masked"].to_list(),
        "sku": lambda: rows["sku"].to_list(),
        "shop": lambda: [around.short_names.get(shop, shop) for shop in rows["shop"]],
        "cargo": lambda: [row_words.cargo(row) for row in tuples],
    }
    return pd.DataFrame({name: makers[name]() for name in columns}, index=range(len(rows)))


def _hours_left(rows: pd.DataFrame, now: pd.Timestamp) -> "pd.Series[float]":
    """Sorts by time; an estimate differs by a hair, so that the same hour can carry both forms of words."""
    hours = (pd.to_datetime(rows["deadline_at"]) - now).dt.total_seconds() / 3600
    return (hours + rows["deadline_is_estimate"].fillna(False).astype(bool) * ESTIMATE_HAIR_H).reset_index(drop=True)


def _styled(frame: pd.DataFrame, tuples: Sequence[Any], around: Surroundings, shown: int) -> Styler:
    """Where a decision is under way its state stands in the place of the clock."""
    now = around.now
    asked = [row_words.open_action(row, around.open_states) for row in tuples]
    steps = [row_words.step(row, now) for row in tuples]
    tone, palette = tones.step_tones(), tones.palette()

    def paint(column: "pd.Series[Any]") -> list[str]:
        if column.name in ("left", "status"):
            plain = [tone[step] for step in steps] if column.name == "left" else [""] * len(steps)
            return [palette.action if words else style for words, style in zip(asked, plain, strict=True)]
        return [palette.shown if index == shown else "" for index in range(len(column))]

    styler = frame.style.apply(paint)
    if "left" in frame:
        lefts = [words or row_words.time_left(row, now) for words, row in zip(asked, tuples, strict=True)]
        said = dict(zip(frame["left"], lefts, strict=True))
        styler = styler.format(lambda hours: said.get(hours, "–"), subset=["left"])
    if "amount" in frame:
        styler = styler.format(text.money, subset=["amount"])
    if "claimed" in frame:
        styler = styler.format(text.moment, subset=["claimed"])
    return styler


def _column_config() -> dict[str, Any]:
    config = st.column_config
    return {
        "left": config.NumberColumn(text.COLUMN_LEFT, width=92, pinned=True, alignment="left"),
        "status": config.TextColumn(text.COLUMN_STATUS, width=150, pinned=True),
        "picture": config.ImageColumn(text.COLUMN_PICTURE, width=44),
        "product": config.TextColumn(text.COLUMN_PRODUCT, width=228),
        "reason": config.TextColumn(text.COLUMN_REASON, width=136),
        "amount": config.NumberColumn(text.COLUMN_AMOUNT, width=86, alignment="right"),
        "evidence": config.TextColumn(text.COLUMN_EVIDENCE, width=92),
        "claimed": config.DatetimeColumn(text.COLUMN_CLAIMED, width=128),
        "order": config.TextColumn(text.COLUMN_ORDER, width=104),
        "customer": config.TextColumn(text.COLUMN_CUSTOMER, width=100),
        "sku": config.TextColumn(text.COLUMN_SKU, width=110),
        "shop": config.TextColumn(text.COLUMN_SHOP, width=96),
        "cargo": config.TextColumn(text.COLUMN_CARGO, width=150),
    }


def _digest(rows: pd.DataFrame) -> str:
    return hashlib.sha256("|".join(rows["item_key"]).encode()).hexdigest()[:12]


def _ticked(key: str, row_count: int) -> list[int]:
    held: Any = st.session_state.get(key)
    return [index for index in held["selection"]["rows"] if index < row_count] if held else []
