"""DataFrame → figure, in the tones of the running theme and the number format of the session's language."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.ui import text

HEIGHT = 330
BARS_MAX = 10
"""Reasons that fit a card and can still be read; the table under the chart holds all."""
LABEL_MAX = 34
CONFIG = {"displayModeBar": False, "scrollZoom": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tones:
    words: str
    muted: str
    grid: str
    band: str
    young: str
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
    series={"trendyol": "#3FB8AF", "hepsiburada": "#E0965F"},
    won="#3FB8AF",
    lost="#E0965F",
    waiting="#56635F",
)


def draw(figure: go.Figure, key: str) -> None:
    st.plotly_chart(figure, key=key, width="stretch", height=HEIGHT, theme=None, config=CONFIG)


def units_by_reason(frame: pd.DataFrame) -> go.Figure:
    """Bars of unit_count by label, one colour a marketplace; the largest on top."""
    tones = _tones()
    largest = frame.groupby("label")["unit_count"].sum().nlargest(BARS_MAX).index
    figure = _figure(tones)
    for marketplace, rows in _by_marketplace(frame[frame["label"].isin(largest)]):
        figure.add_bar(
            x=rows["unit_count"],
            y=[_label(label) for label in rows["label"]],
            name=text.MARKETPLACE[marketplace],
            orientation="h",
            marker_color=tones.series[marketplace],
            text=[text.count(value) for value in rows["unit_count"]],
            textposition="auto",
            hovertemplate="%{y}: %{text}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(categoryorder="array", categoryarray=[_label(label) for label in reversed(largest)])
    return figure


def units_by_month(frame: pd.DataFrame) -> go.Figure:
    """Columns of unit_count by month_on, one colour a marketplace."""
    tones, figure = _tones(), _figure(_tones())
    for marketplace, rows in _by_marketplace(frame):
        figure.add_bar(
            x=[text.month(day) for day in rows["month_on"]],
            y=rows["unit_count"],
            name=text.MARKETPLACE[marketplace],
            marker_color=tones.series[marketplace],
            customdata=[text.count(value) for value in rows["unit_count"]],
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    months = [text.month(day) for day in sorted(frame["month_on"].unique())]
    figure.update_layout(barmode="stack")
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=months)
    return figure


def share_by_month(frame: pd.DataFrame) -> go.Figure:
    """Line of share by month_on with its interval; months that may still rise are dotted, on a grey field."""
    tones, figure = _tones(), _figure(_tones())
    months = [text.month(day) for day in frame["month_on"]]
    edges = {"mode": "lines", "line_width": 0, "hoverinfo": "skip", "showlegend": False}
    figure.add_scatter(x=months, y=frame["high"] * 100, **edges)
    band = {**edges, "fill": "tonexty", "fillcolor": tones.band, "name": text.CHART_INTERVAL, "showlegend": True}
    figure.add_scatter(x=months, y=frame["low"] * 100, **band)
    line = {
        "mode": "lines+markers",
        "line_color": tones.won,
        "marker_size": 5,
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    words = [_share_words(month, row) for month, row in zip(months, frame.itertuples(), strict=True)]
    for name, shown, dash in (
        (text.CHART_SHARE, frame["mature"], "solid"),
        (text.CHART_YOUNG, ~frame["mature"], "dot"),
    ):
        # The dotted part begins at the last mature month, so that the line has no hole.
        drawn = shown if dash == "solid" else shown | shown.shift(-1, fill_value=False)
        if shown.any():
            figure.add_scatter(
                x=months, y=(frame["share"] * 100).where(drawn), name=name, line_dash=dash, customdata=words, **line
            )
    young = [month for month, is_mature in zip(months, frame["mature"], strict=True) if not is_mature]
    if young:
        figure.add_vrect(x0=young[0], x1=young[-1], fillcolor=tones.young, line_width=0, layer="below")
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=months)
    figure.update_yaxes(rangemode="tozero", **_percent_axis())
    return figure


def share_by_reason(frame: pd.DataFrame) -> go.Figure:
    """Share of sold units by label with its interval, the largest on top."""
    return _intervals(frame.dropna(subset=["share"]), "share", "claimed_units", "sold_units")


def win_rates(frame: pd.DataFrame) -> go.Figure:
    """Share of refusals won by label with its interval, most decided on top; reasons with too few are left out."""
    figure = _intervals(frame.dropna(subset=["rate"]), "rate", "won_count", "decided_count")
    figure.update_xaxes(range=[0, 100])
    return figure


def dispute_outcomes(frame: pd.DataFrame) -> go.Figure:
    """Bars of refusals by label: decided for the seller, for the customer, open."""
    tones, figure = _tones(), _figure(_tones())
    rows = frame.head(BARS_MAX)[::-1]
    labels = [_label(label) for label in rows["label"]]
    for column, tone in (("won_count", tones.won), ("lost_count", tones.lost), ("open_count", tones.waiting)):
        figure.add_bar(
            x=rows[column],
            y=labels,
            name=text.DISPUTE_COUNTS[column],
            orientation="h",
            marker_color=tone,
            customdata=[text.count(value) for value in rows[column]],
            hovertemplate="%{y}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack")
    return figure


def _intervals(frame: pd.DataFrame, share: str, numerator: str, denominator: str) -> go.Figure:
    tones, figure = _tones(), _figure(_tones())
    rows = frame.head(BARS_MAX)[::-1]
    labels = [_label(label) for label in rows["label"]]
    figure.add_scatter(
        x=rows[share] * 100,
        y=labels,
        mode="markers",
        marker={"color": tones.won, "size": 9},
        error_x={
            "type": "data",
            "array": (rows["high"] - rows[share]) * 100,
            "arrayminus": (rows[share] - rows["low"]) * 100,
            "color": tones.won,
            "thickness": 1.6,
            "width": 4,
        },
        customdata=[
            text.CHART_OF.format(
                share=text.percent(row[share]),
                low=text.percent(row["low"]),
                high=text.percent(row["high"]),
                part=text.count(row[numerator]),
                whole=text.count(row[denominator]),
            )
            for row in rows.to_dict("records")
        ],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
        showlegend=False,
    )
    figure.update_xaxes(rangemode="tozero", **_percent_axis())
    return figure


def _share_words(month: str, row: Any) -> str:
    if row.share != row.share:
        return f"{month}: {text.CHART_TOO_FEW}"
    words = text.CHART_OF.format(
        share=text.percent(row.share),
        low=text.percent(row.low),
        high=text.percent(row.high),
        part=text.count(row.claimed_units),
        whole=text.count(row.sold_units),
    )
    return f"{month}: {words}"


def _by_marketplace(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(str(name), rows) for name, rows in frame.groupby("marketplace", sort=False)]


def _label(label: str) -> str:
    """A marketplace's words as plain text: Plotly reads tags in labels."""
    short = label if len(label) <= LABEL_MAX else label[: LABEL_MAX - 1] + "…"
    return escape(short)


def _percent_axis() -> dict[str, str]:
    return {"tickprefix": text.PERCENT_PREFIX, "ticksuffix": text.PERCENT_SUFFIX}


def _tones() -> Tones:
    return _DARK if st.context.theme.type == "dark" else _LIGHT


def _figure(tones: Tones) -> go.Figure:
    axis = {"gridcolor": tones.grid, "zeroline": False, "automargin": True, "fixedrange": True, "title": None}
    return go.Figure(
        layout={
            "template": go.layout.Template(),
            "paper_bgcolor": "rgba(0, 0, 0, 0)",
            "plot_bgcolor": "rgba(0, 0, 0, 0)",
            "font": {"family": "Source Sans, sans-serif", "size": 13, "color": tones.words},
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis | {"tickfont": {"color": tones.muted}},
            "yaxis": axis | {"tickfont": {"color": tones.muted}},
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            "separators": text.NUMBER_SEPARATORS,
            "hoverlabel": {"font": {"family": "Source Sans, sans-serif"}, "align": "left"},
            "bargap": 0.28,
            "dragmode": False,
        }
    )
