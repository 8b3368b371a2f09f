"""*Gördüm*: a person takes note of what Hepsiburada decided; what comes next is said beside it."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.tab import Tab
from lib.ui import feedback, runtime, text
from lib.ui.claim_table import Picked

Mark = Callable[..., None]
"""decisions.mark_seen with services given: shop, claims, user."""


def offer(picked: Picked, mark: Mark) -> None:
    """The button for what is ticked and decided, or for the claim that stands open."""
    rows = picked.rows if len(picked.rows) else pd.DataFrame([picked.shown._asdict()] if picked.shown else [])
    decided = rows[rows["dispute_decided_at"].notna()] if len(rows) else rows
    label = text.SEEN_MANY.format(count=len(decided)) if len(picked.rows) > 1 else text.SEEN
    st.button(
        label,
        key="seen.mark",
        icon=":material/visibility:",
        disabled=decided.empty,
        on_click=mark_rows,
        args=(decided, mark),
    )


def mark_rows(rows: pd.DataFrame, mark: Mark) -> None:
    """The button's handler."""
    for shop, claims in rows.groupby("shop"):
        pairs = list(dict.fromkeys(zip(claims["claim_id"], claims["raw_status"], strict=True)))
        mark(shop, pairs, user=runtime.user())
    feedback.keep(text.SEEN_DONE.format(count=text.count(rows["claim_id"].nunique())))


def next_step(row: Any) -> str:
    """What Hepsiburada's decision asks of the seller; empty where it decided nothing."""
    if row.marketplace != "hepsiburada" or pd.isna(row.dispute_decided_at):
        return ""
    if row.tab == Tab.READY_TO_SHIP:
        return str(text.NEXT_STEP["send_back" if row.status == "rejected" else "ship"])
    return str(text.NEXT_STEP["nothing_rejected" if row.status == "rejected" else "nothing_refund"])
