"""One chart with its title, definition, table and download: the same frame on every analytics page."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from pandas.io.formats.style import Styler

from lib.ui import charts, text

CSV = "text/csv"


def show(
    key: str,
    title: str,
    frame: pd.DataFrame,
    figure: Callable[[pd.DataFrame], go.Figure],
    *,
    definition: str,
    columns: Mapping[str, str],
    write: Callable[..., bytes],
    empty: str,
) -> None:
    """`columns` names what the table shows, with titles; `write(frame, headers=columns)` makes its CSV.

    An empty frame shows `empty` in place of chart and table.
    """
    with st.container(border=True, height="stretch"):
        st.subheader(title, anchor=False)
        if frame.empty:
            st.info(empty, icon=":material/hourglass_empty:")
            st.caption(definition)
            return
        charts.draw(figure(frame), key=f"{key}.chart")
        st.caption(definition)
        with st.expander(text.CHART_TABLE, icon=":material/table_rows:"):
            st.dataframe(_styled(frame, columns), hide_index=True, key=f"{key}.table", width="stretch")
            st.download_button(
                text.CHART_CSV,
                data=lambda: write(frame, headers=columns),
                file_name=f"{key}.csv",
                mime=CSV,
                key=f"{key}.csv",
                icon=":material/download:",
                on_click="ignore",
            )


def _styled(frame: pd.DataFrame, columns: Mapping[str, str]) -> Styler:
    """The numbers as the reader writes them; sorting still knows their values."""
    words: dict[Any, Any] = {title: _FORMATS[name] for name, title in columns.items() if name in _FORMATS}
    return frame[list(columns)].rename(columns=dict(columns)).style.format(words, na_rep="–")


_FORMATS: dict[str, Callable[..., str]] = (
    {
        "month_on": lambda value: text.month(value),
        "amount_try": lambda value: text.money(value),
    }
    | {name: lambda value: text.percent(value) for name in ("share", "rate", "low", "high")}
    | {
        name: lambda value: text.count(value)
        for name in (
            "unit_count",
            "claim_count",
            "sold_units",
            "claimed_units",
            "won_count",
            "lost_count",
            "open_count",
            "decided_count",
        )
    }
)
