"""What happened to a claim, in one column of time: order, statuses, the marketplace's record, parcels, ours."""

from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib.ui import row_words, text
from lib.ui.row_words import each

Event = tuple[datetime, str]


def show(
    row: Any,
    statuses: pd.DataFrame,
    audits: pd.DataFrame,
    parcels: pd.DataFrame,
    actions: pd.DataFrame,
    *,
    most: int | None = None,
) -> None:
    """Oldest first; `most` keeps the newest events."""
    events = _facts(row) + _statuses(row, statuses) + _audits(row, audits) + _parcels(row, parcels)
    events += _actions(row, actions)
    events.sort(key=lambda event: event[0])
    with st.container(key="timeline", gap=None):
        for at, words in events[-most:] if most else events:
            st.text(f"{text.short_moment(at)}  {words}")


def _facts(row: Any) -> list[Event]:
    known = [(row.ordered_at, text.TIMELINE_ORDERED), (row.claimed_at, text.TIMELINE_CLAIMED)]
    estimate = row_words.is_estimate(row)
    known.append((row.deadline_at, text.TIMELINE_DEADLINE_ESTIMATE if estimate else text.TIMELINE_DEADLINE))
    return [(at, words) for at, words in known if not pd.isna(at)]


def _statuses(row: Any, statuses: pd.DataFrame) -> list[Event]:
    mine = statuses[statuses["item_id"] == row.item_id]
    return [
        (event.seen_at, text.TIMELINE_STATUS.format(status=text.CLAIM_STATUS.get(event.status, event.raw_status)))
        for event in each(mine)
    ]


def _audits(row: Any, audits: pd.DataFrame) -> list[Event]:
    mine = audits[audits["item_id"] == row.item_id]
    return [
        (
            event.happened_at,
            text.TIMELINE_AUDIT.format(status=event.raw_status, who=text.EXECUTOR.get(event.executor, "")),
        )
        for event in each(mine)
    ]


def _parcels(row: Any, parcels: pd.DataFrame) -> list[Event]:
    events = []
    for leg in each(parcels):
        if pd.isna(leg.created_at) or (leg.item_ids and row.item_id not in str(leg.item_ids).split(",")):
            continue
        words = text.TIMELINE_PARCEL.format(
            direction=text.PARCEL_DIRECTION[leg.direction],
            purpose=text.PARCEL_PURPOSE[leg.purpose],
            status=text.PARCEL_STATUS[leg.status],
        )
        events.append((leg.created_at, " · ".join(part for part in (words, row_words.cargo(leg)) if part)))
    return events


def _actions(row: Any, actions: pd.DataFrame) -> list[Event]:
    mine = actions[actions["item_id"] == row.item_id]
    return [
        (
            event.created_at,
            text.TIMELINE_ACTION.format(
                kind=text.ACTION_KIND[event.kind], state=text.ACTION_STATE[event.state], user=event.user
            ),
        )
        for event in each(mine)
    ]
