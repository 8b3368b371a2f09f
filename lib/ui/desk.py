"""The table, its pages, and the claim beside it: what inbox, Trendyol and Hepsiburada share on the screen."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from lib.domain.action import ActionKind
from lib.ui import claim_cards, claim_pages, claim_panel, claim_table, confirm, requests, runtime, screen, sidebar, text
from lib.ui.claim_table import Picked
from lib.ui.confirm import Desk
from lib.ui.row_words import each

LIST_TO_DETAIL = (1.9, 1)


def show_rows(
    rows: pd.DataFrame,
    desk: Desk,
    *,
    columns: Sequence[str],
    place: claim_pages.Place,
    above: Callable[[], int],
    next_caption: str = "",
    extra: Callable[[Picked], None] | None = None,
) -> None:
    """Cards on a phone, else table and panel. `above` draws what stands above them and counts all rows; it waits until
    the rows themselves are drawn, since they are what the visitor clicked for. `next_caption` tells why the first claim
    stands open when none is ticked; `extra` draws more buttons for what is ticked."""
    st.session_state[sidebar.HOLD] = confirm.is_open()
    if screen.is_narrow():
        claim_cards.show(rows, desk)
        total = above()
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            claim_pages.show_turner(rows, place, total)
        return
    left, right = st.columns(LIST_TO_DETAIL, gap="medium")
    with left:
        tuples = list(each(rows))
        picked = claim_table.pick(rows, tuples, desk.around, columns)
    total = above()
    with left:
        _under_table(rows, any(map(requests.permitted, tuples)), picked, desk, place, total, extra)
    st.session_state[sidebar.HOLD] = confirm.is_open() or len(picked.rows) > 0
    with right:
        if len(picked.rows) > 1:
            _many(picked.rows)
        elif picked.shown is not None:
            caption = "" if len(picked.rows) else next_caption
            claim_panel.show(picked.shown, claim_panel.read(runtime.services(), picked.shown), desk, caption=caption)


def _under_table(
    rows: pd.DataFrame,
    may_decide: bool,
    picked: Picked,
    desk: Desk,
    place: claim_pages.Place,
    total: int,
    extra: Callable[[Picked], None] | None,
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="under-table"):
        if extra:
            extra(picked)
        if may_decide:
            _bulk(picked, desk)
        st.space("stretch")
        claim_pages.show_turner(rows, place, total)
    if len(picked.rows):
        st.caption(
            text.SELECTED.format(
                count=text.count(len(picked.rows)), amount=text.money(float(picked.rows["amount_try"].sum()))
            )
        )
    else:
        st.caption(text.SELECT_HINT)


def _bulk(picked: Picked, desk: Desk) -> None:
    st.button(
        text.APPROVE_SELECTED.format(count=len(picked.rows)),
        key="bulk.approve",
        type="primary",
        icon=":material/check:",
        disabled=picked.rows.empty,
        on_click=confirm.open_dialog,
        args=(ActionKind.APPROVE, picked.rows, desk.around.now),
    )
    st.button(
        text.REJECT,
        key="bulk.reject",
        icon=":material/block:",
        disabled=picked.rows["claim_id"].nunique() != 1,
        help=text.REJECT_ONE_BY_ONE,
        on_click=confirm.open_dialog,
        args=(ActionKind.REJECT, picked.rows, desk.around.now),
    )


def _many(rows: pd.DataFrame) -> None:
    with st.container(border=True, key="panel"):
        st.markdown(f"**{text.SELECTED_MANY.format(count=text.count(len(rows)))}**")
        st.text(text.money(float(rows["amount_try"].sum())))
        groups = rows.groupby("product_name", dropna=False)["quantity"].sum().sort_values(ascending=False)
        for name, quantity in list(groups.items())[:8]:
            st.text(f"{text.count(int(quantity))} × {name}")
