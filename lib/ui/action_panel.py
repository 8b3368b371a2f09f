"""Beside the action log: what waits and may be taken back, one action's course, and the words of a person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.action import ActionState
from lib.errors import ActionNotAllowed
from lib.ui import action_table, address, feedback, row_words, runtime, text
from lib.ui.row_words import each

RESOLUTIONS = (ActionState.QUEUED, ActionState.CONFIRMED, ActionState.REFUSED)
WAITING_SHOWN = 6


def show_pause(paused: bool, set_paused: Callable[..., None]) -> None:
    """The one switch for all sending."""
    if "actions.paused" not in st.session_state:
        st.session_state["actions.paused"] = paused

    def changed() -> None:
        set_paused(bool(st.session_state["actions.paused"]), user=runtime.user())

    st.toggle(text.PAUSE, key="actions.paused", help=text.PAUSE_HELP, on_change=changed)


def show_waiting(queue: pd.DataFrame, now: datetime, take_back: Callable[..., bool]) -> None:
    """What is queued, most urgent first, each with its countdown."""
    queued = queue[queue["state"] == "queued"].drop_duplicates("action_id")
    if queued.empty:
        return
    with st.container(border=True, key="waiting", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{text.WAITING_TO_SEND.format(count=text.count(len(queued)))}**")
            st.space("stretch")
            if len(queued) > 1:
                ids = queued["action_id"].to_list()
                st.button(text.TAKE_BACK_ALL, key="actions.back_all", on_click=_take_back, args=(ids, take_back))
        for line in each(queued.head(WAITING_SHOWN)):
            _waiting_line(line, now, take_back)


def _waiting_line(line: Any, now: datetime, take_back: Callable[..., bool]) -> None:
    left_s = action_table.seconds_left(line, now)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(text.ACTION_KIND[line.kind], color="primary")
        st.text(f"{row_words.known(line.product_name) or line.order_number} · {text.money(line.amount_try)}")
        st.space("stretch")
        if left_s:
            st.badge(text.TAKE_BACK_LEFT.format(seconds=left_s), icon=":material/timer:", color="orange")
        st.button(
            text.TAKE_BACK,
            key=f"actions.back.{line.action_id}",
            icon=":material/undo:",
            on_click=_take_back,
            args=([line.action_id], take_back),
        )


def _take_back(action_ids: list[str], take_back: Callable[..., bool]) -> None:
    """The button's handler."""
    results = [take_back(action_id, user=runtime.user()) for action_id in action_ids]
    if any(results):
        feedback.keep(text.TAKEN_BACK)
    if not all(results):
        feedback.keep(text.NOT_TAKEN_BACK)


def show_action(line: Any, items: pd.DataFrame, audit: pd.DataFrame, resolve: Callable[..., None]) -> None:
    """One action: each item's result, the marketplace's words, its course; a person's word where it is needed."""
    with st.container(border=True, key="action", gap="small"):
        with st.container(key="product-name"):
            st.text(row_words.known(line.product_name) or line.order_number)
        st.caption(f"{text.ACTION_KIND[line.kind]} · {text.moment(line.created_at)}")
        st.page_link(
            "pages/claim.py",
            label=text.CLAIM_OPEN,
            icon=":material/open_in_full:",
            query_params=address.of_claim(line.shop, line.claim_id),
        )
        st.caption(text.ACTION_ITEMS)
        for item in each(items):
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.badge(text.ACTION_STATE[item.state], color=_BADGES.get(item.state, "gray"))  # type: ignore[arg-type]
                with st.container(key=f"muted-item-{item.item_id}"):
                    st.text(item.item_id)
        st.caption(text.ACTION_STATE_HELP[line.state])
        for name, value in _words(line):
            with st.container(gap=None):
                st.caption(name)
                st.text(value)
        if row_words.known(line.correlation_id):
            st.caption(text.ACTION_CORRELATION)
            st.code(line.correlation_id, language=None)
        _course(audit)
        if line.state == ActionState.NEEDS_PERSON:
            _resolution(line, resolve)


_BADGES = {
    "queued": "primary",
    "sending": "primary",
    "delivered": "primary",
    "confirmed": "green",
    "refused": "red",
    "needs_person": "red",
    "unknown": "orange",
}


def _words(line: Any) -> list[tuple[str, str]]:
    pairs = (
        (text.REJECT_REASON_LABEL, row_words.known(line.reason_name)),
        (text.STATEMENT_LABEL, row_words.known(line.statement)),
        (text.ACTION_MESSAGE, row_words.known(line.message)),
    )
    return [(name, value) for name, value in pairs if value]


def _course(audit: pd.DataFrame) -> None:
    st.caption(text.CLAIM_TIMELINE)
    with st.container(key="timeline", gap=None):
        for event in each(audit):
            state = row_words.known(event.to_state)
            words = text.ACTION_STATE.get(state, "") if state else text.ACTION_ASKED
            evidence = text.EVIDENCE.get(row_words.known(event.evidence), "")
            st.text(f"{text.short_moment(event.at)}  {' · '.join(part for part in (words, evidence) if part)}")


def _resolution(line: Any, resolve: Callable[..., None]) -> None:
    st.markdown(f"**{text.RESOLVE_TITLE}**")
    st.caption(text.RESOLVE_HELP)
    st.text_area(text.RESOLVE_NOTE, key="actions.note", height=80, max_chars=500)
    with st.container(horizontal=True, gap="small"):
        for state in RESOLUTIONS:
            st.button(
                text.RESOLVE[state],
                key=f"actions.resolve.{state}",
                on_click=_resolve,
                args=(line.action_id, line.item_id, state, resolve),
            )


def _resolve(action_id: str, item_id: str, state: ActionState, resolve: Callable[..., None]) -> None:
    """The button's handler."""
    note = str(st.session_state.get("actions.note") or "").strip()
    if not note:
        feedback.keep(text.RESOLVE_NOTE_MISSING)
        return
    try:
        resolve(action_id, item_id, state, note=note, user=runtime.user())
    except ActionNotAllowed:
        feedback.keep(text.ERRORS["ActionNotAllowed"])
    else:
        feedback.keep(text.RESOLVED)
