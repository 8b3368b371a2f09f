"""The tables of the connections page: counts side by side, rows set aside, the latest syncs."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lib.ui import row_words, text
from lib.ui.row_words import each


def show_counts(counts: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Ours beside the marketplace's, gaps first."""
    if counts.empty:
        st.caption(text.COUNTS_EMPTY)
        return
    gaps = counts["our_count"] - counts["marketplace_count"]
    if not gaps.any():
        st.caption(text.COUNTS_EQUAL)
    order = gaps.abs().sort_values(ascending=False, kind="stable").index
    frame = pd.DataFrame(
        {
            "shop": [names.get(shop, shop) for shop in counts["shop"]],
            "status": counts["raw_status"],
            "ours": counts["our_count"],
            "theirs": counts["marketplace_count"],
            "gap": gaps,
            "counted_at": [text.moment(at) for at in counts["counted_at"]],
        }
    ).loc[order]
    _table(frame, text.COUNT_COLUMNS)


def show_runs(runs: pd.DataFrame, names: Mapping[str, str]) -> None:
    if runs.empty:
        st.caption(text.NO_SYNC_YET)
        return
    frame = pd.DataFrame(
        {
            "shop": [names.get(shop, shop) for shop in runs["shop"]],
            "started_at": [text.moment(at) for at in runs["started_at"]],
            "finished_at": [text.moment(at) for at in runs["finished_at"]],
            "claims_read": runs["claims_read"],
            "items_new": runs["items_new"],
            "items_changed": runs["items_changed"],
            "set_aside": runs["set_aside"],
            "requests": runs["requests"],
            "retries": runs["retries"],
            "end_reason": [text.SYNC_END.get(row_words.known(end), "…") for end in runs["end_reason"]],
        }
    )
    _table(frame, text.RUN_COLUMNS)


def show_set_aside(rows: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Each with its reason and raw text, as plain code."""
    st.caption(text.SET_ASIDE_HELP)
    if rows.empty:
        st.caption(text.SET_ASIDE_EMPTY)
        return
    for row in each(rows):
        with st.container(border=True, gap="xsmall", key=f"aside-{row.set_aside_id}"):
            st.text(
                f"{names.get(row.shop, row.shop)} · {row_words.known(row.claim_id) or '–'} · {text.moment(row.seen_at)}"
            )
            st.code(row.reason, language=None, wrap_lines=True)
            st.code(row.payload, language=None, wrap_lines=True, height=120)


def _table(frame: pd.DataFrame, names: Mapping[str, str]) -> None:
    st.dataframe(frame.rename(columns=dict(names)), hide_index=True, height=min(len(frame), 8) * 35 + 38, row_height=35)
