"""DataFrame → figure. Foreign words reach a figure through `chart_style.label` only."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from lib.ui import text
from lib.ui.chart_style import figure as empty_figure
from lib.ui.chart_style import label, month_axis, percent_axis, tones

HEIGHT = 330
BARS_MAX = 10
"""Reasons that fit a card and can still be read; the table under the chart holds all."""
CONFIG = {"displayModeBar": False, "scrollZoom": False}


def draw(figure: go.Figure, key: str) -> None:
    st.plotly_chart(figure, key=key, width="stretch", height=HEIGHT, theme=None, config=CONFIG)


def units_by_reason(frame: pd.DataFrame) -> go.Figure:
    """Bars of unit_count by label, one colour a marketplace; the largest on top."""
    held = tones()
    largest = frame.groupby("label")["unit_count"].sum().nlargest(BARS_MAX).index
    figure = empty_figure(held)
    for marketplace, rows in _by_marketplace(frame[frame["label"].isin(largest)]):
        figure.add_bar(
            x=rows["unit_count"],
            y=[label(words) for words in rows["label"]],
            name=text.MARKETPLACE[marketplace],
            orientation="h",
            marker_color=held.series[marketplace],
            text=[text.count(value) for value in rows["unit_count"]],
            textposition="inside",
            textangle=0,
            constraintext="none",
            insidetextanchor="end",
            insidetextfont_color=held.on_bar,
            hovertemplate="%{y}: %{text}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack")
    labels = [label(words) for words in reversed(largest)]
    figure.update_yaxes(showgrid=False, categoryorder="array", categoryarray=labels)
    return figure


def units_by_month(frame: pd.DataFrame) -> go.Figure:
    """Columns of unit_count by month_on, one colour a marketplace."""
    held, figure = tones(), empty_figure(tones())
    for marketplace, rows in _by_marketplace(frame):
        figure.add_bar(
            x=[text.month(day) for day in rows["month_on"]],
            y=rows["unit_count"],
            name=text.MARKETPLACE[marketplace],
            marker_color=held.series[marketplace],
            customdata=[text.count(value) for value in rows["unit_count"]],
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(**month_axis(sorted(frame["month_on"].unique())))
    return figure


def share_by_month(frame: pd.DataFrame) -> go.Figure:
    """Line of share by month_on with its interval; months that may still rise are dotted, on a grey field."""
    held, figure = tones(), empty_figure(tones())
    months = [text.month(day) for day in frame["month_on"]]
    edges = {"mode": "lines", "line_width": 0, "hoverinfo": "skip", "showlegend": False}
    figure.add_scatter(x=months, y=frame["high"] * 100, **edges)
    band = {**edges, "fill": "tonexty", "fillcolor": held.band, "name": text.CHART_INTERVAL, "showlegend": True}
    figure.add_scatter(x=months, y=frame["low"] * 100, **band)
    alone = len(frame) == 1  # a band needs two months to be seen
    line = {
        "mode": "lines+markers",
        "error_y": _limits(frame, "share", held.won) if alone else None,
        "line_color": held.won,
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
    young = [place for place, is_mature in enumerate(frame["mature"]) if not is_mature]
    if young:
        figure.add_vrect(x0=young[0] - 0.5, x1=young[-1] + 0.5, fillcolor=held.young, line_width=0, layer="below")
    figure.update_xaxes(**month_axis(list(frame["month_on"])))
    figure.update_yaxes(rangemode="tozero", **percent_axis())
    return figure


def share_by_reason(frame: pd.DataFrame) -> go.Figure:
    """Share of sold units by label with its interval, the largest on top."""
    return _intervals(frame.dropna(subset=["share"]), "share", "claimed_units", "sold_units")


def win_rates(frame: pd.DataFrame) -> go.Figure:
    """Share of refusals won by label with its interval, most decided on top; reasons with too few are left out."""
    figure = _intervals(frame.dropna(subset=["rate"]), "rate", "won_count", "decided_count")
    figure.update_xaxes(range=[0, 103], tickvals=[0, 25, 50, 75, 100])
    return figure


def dispute_outcomes(frame: pd.DataFrame) -> go.Figure:
    """Bars of refusals by label: decided for the seller, for the customer, open."""
    held, figure = tones(), empty_figure(tones())
    rows = frame.head(BARS_MAX)[::-1]
    labels = [label(words) for words in rows["label"]]
    for column, tone in (("won_count", held.won), ("lost_count", held.lost), ("open_count", held.waiting)):
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
    figure.update_yaxes(showgrid=False)
    return figure


def _intervals(frame: pd.DataFrame, share: str, numerator: str, denominator: str) -> go.Figure:
    held, figure = tones(), empty_figure(tones())
    rows = frame.head(BARS_MAX)[::-1]
    labels = [label(words) for words in rows["label"]]
    figure.add_scatter(
        x=rows[share] * 100,
        y=labels,
        mode="markers",
        marker={"color": held.won, "size": 9},
        error_x=_limits(rows, share, held.won),
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
    figure.update_xaxes(rangemode="tozero", **percent_axis())
    return figure


def _limits(frame: pd.DataFrame, share: str, color: str) -> dict[str, Any]:
    return {
        "type": "data",
        "array": (frame["high"] - frame[share]) * 100,
        "arrayminus": (frame[share] - frame["low"]) * 100,
        "color": color,
        "thickness": 1.6,
        "width": 4,
    }


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
    """The same order in every chart."""
    parts = ((name, frame[frame["marketplace"] == name]) for name in text.MARKETPLACE)
    return [(name, rows) for name, rows in parts if len(rows)]
