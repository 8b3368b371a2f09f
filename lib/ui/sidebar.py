"""Under the navigation: demo badge, how fresh the data is, what waits to be sent, the language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.flows.services import Services
from lib.ui import feedback, runtime, text
from lib.ui.row_words import each

BUSY_S = 2
"""While a sync or the queue moves, what they changed shows this soon."""
CALM_S = 15
STALE_AFTER = timedelta(hours=1)
"""A sync runs every few minutes; an hour without a complete one needs a look."""

HOLD = "frame.hold"
"""Session key: while true, nothing reruns the page by itself (a dialog is open or rows are ticked)."""
_STAMP = "frame.stamp"
_TONES = {"ok": "green", "syncing": "primary", "stale": "orange", "failing": "red", "none": "gray"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the foot of the sidebar tells, as the queries returned it."""

    syncs: pd.DataFrame
    """freshness.last_complete_syncs"""
    running: pd.DataFrame
    """freshness.running_sync"""
    actions: pd.DataFrame
    """action_history.state_counts"""
    paused: bool

    @property
    def waiting_count(self) -> int:
        moving = self.actions[self.actions["state"].isin(["queued", "sending", "delivered", "unknown"])]
        return int(moving["item_count"].sum())

    @property
    def stamp(self) -> str:
        """Changes whenever a page would look different."""
        return "|".join(
            (
                self.syncs["last_complete_at"].astype(str).str.cat(sep=","),
                self.running["claims_read"].astype(str).str.cat(sep=","),
                self.actions.astype(str).agg(":".join, axis=1).str.cat(sep=",") if len(self.actions) else "",
                str(self.paused),
            )
        )


def show(read_status: Callable[[], Status]) -> None:
    """Draws it and keeps it fresh; the page is run again when the data has changed and nobody is deciding."""
    services, status = runtime.services(), read_status()
    st.session_state[_STAMP] = status.stamp
    busy = not status.running.empty or status.waiting_count > 0
    with st.sidebar, st.container(gap="small"):
        if services.settings.demo:
            st.badge(text.DEMO_BADGE, icon=":material/science:", color="orange")
        _fresh_part(read_status, BUSY_S if busy else CALM_S)
        if services.demo is not None:
            st.button(
                text.DEMO_NEXT_DAY,
                key="demo.next_day",
                help=text.DEMO_NEXT_DAY_HELP,
                icon=":material/fast_forward:",
                width="stretch",
                on_click=_next_day,
            )
        st.segmented_control(
            text.LANGUAGE,
            list(text.LANGUAGES),
            required=True,
            key=text.LANGUAGE_KEY,
            on_change=text.switch_language,
            label_visibility="collapsed",
        )


def _fresh_part(read_status: Callable[[], Status], every_s: int) -> None:
    @st.fragment(run_every=every_s, key="sidebar.status")
    def lines() -> None:
        status = read_status()
        if status.stamp != st.session_state.get(_STAMP) and not st.session_state.get(HOLD):
            st.rerun()
        _lines(runtime.services(), status)

    lines()


def _lines(services: Services, status: Status) -> None:
    if services.demo is not None:
        st.caption(text.DEMO_CLOCK.format(at=text.moment(services.now())))
    health = health_of(services, status)
    last = status.syncs["last_complete_at"].max()
    parts = [
        text.NO_SYNC_YET if pd.isna(last) else text.LAST_SYNC.format(at=text.clock(last)),
        text.SHOP_COUNT.format(count=len(services.settings.shops)),
        f":{_TONES[health]}[●] {text.HEALTH[health]}",
    ]
    st.caption(" · ".join(parts))
    names = {shop.shop: shop.name for shop in services.settings.shops}
    for run in each(status.running):
        shop: Any = run.shop
        words = text.SYNC_PROGRESS.format(shop=names.get(shop, shop), count=text.count(run.claims_read))
        st.caption(feedback.plain(words))
    if status.paused:
        st.badge(text.SENDING_PAUSED, icon=":material/pause_circle:", color="orange")
    if status.waiting_count:
        st.caption(text.QUEUE_LINE.format(count=text.count(status.waiting_count)))


def health_of(services: Services, status: Status) -> str:
    """ok, syncing, stale, failing or none."""
    if not services.settings.shops:
        return "none"
    if (status.syncs["last_end_reason"] == "failed").any():
        return "failing"
    if not status.running.empty:
        return "syncing"
    known = status.syncs["last_complete_at"].dropna()
    if known.empty:
        return "syncing"
    oldest_allowed = pd.Timestamp(services.now() - STALE_AFTER).tz_convert(None)
    return "ok" if known.min() >= oldest_allowed else "stale"


def _next_day() -> None:
    demo = runtime.services().demo
    if demo is not None:
        demo.advance(days=1)
