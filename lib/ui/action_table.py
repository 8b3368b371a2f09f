"""The journal on the screen: one row an item, its state in words, and what it means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib.ui import row_words, text, tones
from lib.ui.row_words import each

OPEN = ("queued", "sending", "delivered", "unknown", "needs_person")
IN_TAB = {
    "open": ("queued", "sending", "delivered", "unknown"),
    "needs_person": ("needs_person",),
    "refused": ("refused",),
    "done": ("confirmed", "done_elsewhere", "simulated", "cancelled"),
}
"""States of each tab; `all` has every one."""


def pick(log: pd.DataFrame, shop_names: Mapping[str, str]) -> Any:
    """Draws the log; the ticked item, None when none is."""
    frame = pd.DataFrame(
        {
            "created_at": [text.moment(at) for at in log["created_at"]],
            "kind": [text.ACTION_KIND[kind] for kind in log["kind"]],
            "state": [text.ACTION_STATE[state] for state in log["state"]],
            "product": [row_words.known(name) or "–" for name in log["product_name"]],
            "order": log["order_number"].to_list(),
            "shop": [shop_names.get(shop, shop) for shop in log["shop"]],
            "amount": [text.money(amount) for amount in log["amount_try"]],
            "user": log["user"].to_list(),
            "message": [row_words.known(message) for message in log["message"]],
            "correlation_id": [row_words.known(word) for word in log["correlation_id"]],
        }
    )
    paint = tones.state_tones()
    styles = [paint.get(state, "") for state in log["state"]]
    event: Any = st.dataframe(
        frame.style.apply(lambda _: styles, subset=["state"]),
        key="actions.table",
        hide_index=True,
        height=min(max(len(log), 3), 14) * 36 + 38,
        row_height=36,
        column_config=_columns(),
        on_select="rerun",
        selection_mode="single-row",
        alt=text.ACTIONS_TABLE,
    )
    chosen = [index for index in event.selection.rows if index < len(log)]
    return next(each(log.iloc[chosen]), None)


def _columns() -> dict[str, Any]:
    widths = {
        "created_at": 130,
        "kind": 70,
        "state": 170,
        "product": 240,
        "order": 110,
        "shop": 110,
        "amount": 90,
        "user": 70,
        "message": 260,
        "correlation_id": 150,
    }
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(text.ACTION_COLUMNS[name], width=width) for name, width in widths.items()
    }
    return columns | {"amount": st.column_config.TextColumn(text.ACTION_COLUMNS["amount"], width=90, alignment="right")}


def seconds_left(line: Any, now: datetime) -> int:
    """Until the undo window closes; 0 when it has."""
    until = pd.Timestamp(line.not_before_at).tz_localize("UTC")
    return max(0, int((until - pd.Timestamp(now)).total_seconds()))
