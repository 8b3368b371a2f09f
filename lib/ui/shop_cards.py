"""One card a shop: how fresh and whole its data is, and the two buttons that ask for more."""

from collections.abc import Callable
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from lib.settings import ShopSettings
from lib.ui import feedback, row_words, text
from lib.ui.row_words import each

CHECKS = "connections.checks"


class Check(Protocol):
    """What one harmless read told (marketplaces.base.Check)."""

    name: str
    ok: bool
    problem: str | None
    message: str


class Checking(Protocol):
    """A try of the keys under way (flows.key_checks)."""

    @property
    def results(self) -> list[Any] | None: ...


def show(
    shop: ShopSettings,
    freshness: Any,
    running: Any,
    *,
    sync_now: Callable[[str], None],
    check: Callable[[str], Checking],
) -> None:
    """`freshness` and `running` are the shop's rows of freshness.py; None where there is none."""
    with st.container(border=True, key=f"shop-{shop.shop}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(key=f"product-name-{shop.shop}", width="content"):
                st.text(shop.name)
            st.badge(text.MARKETPLACE[shop.marketplace], color="gray")
            if shop.live:
                st.badge(text.CONNECTION_LIVE, color="green")
            else:
                st.badge(text.CONNECTION_DRY_RUN, color="gray", help=text.CONFIRM_DRY_RUN_HELP)
            st.space("stretch")
            st.button(
                text.SYNC_NOW,
                key=f"sync.{shop.shop}",
                icon=":material/sync:",
                on_click=_sync,
                args=(shop.shop, sync_now),
            )
            st.button(
                text.TEST_KEY, key=f"check.{shop.shop}", icon=":material/key:", on_click=_check, args=(shop.shop, check)
            )
        if running is not None:
            words = text.CONNECTION_RUNNING.format(
                phase=text.SYNC_PHASE.get(running.phase, running.phase),
                claims=text.count(running.claims_read),
                pages=text.count(running.pages),
            )
            st.badge(words, icon=":material/sync:", color="primary")
        _facts(freshness)
        show_results(st.session_state.get(CHECKS, {}).get(shop.shop))


def _facts(row: Any) -> None:
    if row is None:
        st.caption(text.NO_SYNC_YET)
        return
    facts = {
        text.CONNECTION_LAST_COMPLETE: _when(row.last_complete_at),
        text.CONNECTION_LAST_RUN: text.SYNC_END.get(row_words.known(row.last_end_reason), text.CONNECTION_NEVER),
        text.CONNECTION_CLAIMS: text.count(row.claim_count),
        text.CONNECTION_BACK_TO: text.day(row.backfilled_to),
        text.CONNECTION_SET_ASIDE: text.count(row.set_aside_count),
        text.CONNECTION_NOT_SEEN: text.count(row.not_seen_count),
    }
    with st.grid("auto", min_column_width=140, gap="small") as grid:
        for number, (name, value) in enumerate(facts.items()):
            with grid.cell(), st.container(gap=None, key=f"fact-{row.shop}-{number}"):
                st.caption(name)
                st.text(value)
    if row_words.known(row.last_end_reason) == "failed" and row_words.known(row.last_error):
        st.error(text.CONNECTION_ERROR, icon=":material/error:")
        st.code(row.last_error, language=None, wrap_lines=True)


def show_results(checking: Checking | None) -> None:
    """What the keys are good for; a password problem told from a missing permission."""
    if checking is None:
        return
    if checking.results is None:
        st.caption(text.CHECK_RUNNING)
        return
    with st.container(gap="xsmall"):
        for result in checking.results:
            name = text.CHECK_NAME.get(result.name, result.name)
            if result.ok:
                st.badge(text.CHECK_OK.format(name=name), icon=":material/check_circle:", color="green")
                continue
            st.badge(name, icon=":material/error:", color="red")
            st.caption(text.CHECK_PROBLEM.get(result.problem or "", text.CHECK_PROBLEM["unexpected"]))
            if result.message:
                st.code(result.message, language=None, wrap_lines=True)


def _sync(shop: str, sync_now: Callable[[str], None]) -> None:
    sync_now(shop)
    feedback.keep(text.SYNC_ASKED)


def _check(shop: str, check: Callable[[str], Checking]) -> None:
    st.session_state[CHECKS] = st.session_state.get(CHECKS, {}) | {shop: check(shop)}


def _when(at: Any) -> str:
    return text.CONNECTION_NEVER if pd.isna(at) else str(text.moment(at))


def row_of(frame: pd.DataFrame, shop: str) -> Any:
    """The shop's row; None where there is none."""
    return next(each(frame[frame["shop"] == shop]), None)
