"""How every chart looks: tones of the running theme, axes, labels, number format of the session's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from lib.ui import screen, text

LABEL_MAX, LABEL_MAX_NARROW = 34, 20
LAST_WITH_ROOM = 10
"""A first month after October has no room for its year beside the January that follows, on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    words: str
    muted: str
    grid: str
    band: str
    young: str
    on_bar: str
    series: dict[str, str]
    won: str
    lost: str
    waiting: str


_LIGHT = Tones(
    words="#1C2526",
    muted="#5B6664",
    grid="rgba(91, 102, 100, 0.18)",
    band="rgba(11, 110, 105, 0.16)",
    young="rgba(91, 102, 100, 0.10)",
    on_bar="#FFFFFF",
    series={"trendyol": "#0B6E69", "hepsiburada": "#C2703D"},
    won="#0B6E69",
    lost="#C2703D",
    waiting="#B9C2C0",
)
_DARK = Tones(
    words="#E6ECEB",
    muted="#9DABA8",
    grid="rgba(157, 171, 168, 0.20)",
    band="rgba(63, 184, 175, 0.22)",
    young="rgba(157, 171, 168, 0.13)",
    on_bar="#101617",
    series={"trendyol": "#3FB8AF", "hepsiburada": "#E0965F"},
    won="#3FB8AF",
    lost="#E0965F",
    waiting="#56635F",
)


def tones() -> Tones:
    return _DARK if st.context.theme.type == "dark" else _LIGHT


def figure(held: Tones) -> go.Figure:
    axis = {"gridcolor": held.grid, "zeroline": False, "automargin": True, "fixedrange": True, "title": None}
    return go.Figure(
        layout={
            "template": go.layout.Template(),
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "font": {"family": "Source Sans, sans-serif", "size": 13, "color": held.words},
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis | {"tickfont": {"color": held.muted}},
            "yaxis": axis | {"tickfont": {"color": held.muted}, "ticklabelstandoff": 6},
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            "separators": text.NUMBER_SEPARATORS,
            "hoverlabel": {"font": {"family": "Source Sans, sans-serif"}, "align": "left"},
            "bargap": 0.28,
            "dragmode": False,
        }
    )


def month_axis(days: Sequence[date]) -> dict[str, Any]:
    """Months as categories; the year stands under each January and, with room, the first one."""
    names = [text.month(day) for day in days]
    ticks = [
        f"{day:%m}<br>{day:%Y}" if day.month == 1 or (place == 0 and day.month <= LAST_WITH_ROOM) else f"{day:%m}"
        for place, day in enumerate(days)
    ]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": names,
        "tickvals": names,
        "ticktext": ticks,
        "tickangle": 0,
        "showgrid": False,
    }


def percent_axis() -> dict[str, str]:
    return {"tickprefix": text.PERCENT_PREFIX, "ticksuffix": text.PERCENT_SUFFIX}


def label(words: str) -> str:
    """A marketplace's words as plain text, shorter on a phone: Plotly reads tags in labels."""
    most = LABEL_MAX_NARROW if screen.is_narrow() else LABEL_MAX
    return escape(words if len(words) <= most else words[: most - 1] + "…")
