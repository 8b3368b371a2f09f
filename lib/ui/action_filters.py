"""Which actions to show: a tab by state, a shop, a kind; kept in the address bar."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.domain.action import ActionKind
from lib.settings import ShopSettings
from lib.ui import address, screen, text
from lib.ui.action_table import IN_TAB
from lib.ui.address import Field
from lib.ui.row_words import each

TABS = ("all", *IN_TAB)
_OLDER = "actions.older_count"
FIELDS = tuple(
    Field(key=f"actions.{name}", name=name, to_text=lambda value: str(value or ""), from_text=str)
    for name in ("state", "at_shop", "action")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    tab: str
    shop: str | None
    kind: ActionKind | None


def choose(shops: Sequence[ShopSettings], kinds: Sequence[ActionKind], counts: pd.DataFrame) -> Chosen:
    """Tabs that are counters, then shop and kind. `counts`: action_history.state_counts."""
    address.read(FIELDS)
    if st.session_state["actions.state"] not in TABS:
        st.session_state["actions.state"] = TABS[0]
    numbers = {str(row.state): int(row.item_count) for row in each(counts)}
    in_tab = {tab: sum(numbers.get(state, 0) for state in states) for tab, states in IN_TAB.items()}
    in_tab["all"] = sum(numbers.values())

    def label(tab: str) -> str:
        return f"{text.ACTIONS_TABS[tab]} {text.count(in_tab[tab])}"

    if screen.is_narrow():
        st.selectbox(text.ACTIONS_STATE, TABS, key="actions.state", format_func=label, label_visibility="collapsed")
    else:
        st.segmented_control(
            text.ACTIONS_STATE,
            TABS,
            key="actions.state",
            format_func=label,
            required=True,
            label_visibility="collapsed",
            width="stretch",
        )
    _line(shops, kinds)
    address.write(FIELDS)
    shop, kind = st.session_state["actions.at_shop"], st.session_state["actions.action"]
    return Chosen(tab=st.session_state["actions.state"], shop=shop or None, kind=ActionKind(kind) if kind else None)


def _line(shops: Sequence[ShopSettings], kinds: Sequence[ActionKind]) -> None:
    names = {shop.shop: f"{shop.name} · {text.MARKETPLACE[shop.marketplace]}" for shop in shops}
    for key, allowed in (("actions.at_shop", {"", *names}), ("actions.action", {"", *kinds})):
        if st.session_state[key] not in allowed:
            st.session_state[key] = ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.selectbox(
            text.ACTIONS_SHOP,
            ["", *names],
            key="actions.at_shop",
            format_func=lambda shop: names.get(shop, text.FILTER_ALL_SHOPS),
            label_visibility="collapsed",
            width=240,
        )
        st.selectbox(
            text.ACTIONS_KIND,
            ["", *(kind.value for kind in kinds)],
            key="actions.action",
            format_func=lambda kind: text.ACTION_KIND.get(kind, text.ACTIONS_ALL_KINDS),
            label_visibility="collapsed",
            width=200,
        )


def in_tab(lines: pd.DataFrame, tab: str) -> pd.DataFrame:
    """The lines whose state belongs to the tab."""
    return lines if tab == "all" else lines[lines["state"].isin(IN_TAB[tab])]


def limit(page: int) -> int:
    """How many actions to read: one page, and one more for each time the visitor asked for older ones."""
    return page + int(st.session_state.get(_OLDER, 0))


def show_older(page: int) -> None:
    """The button's handler."""
    st.session_state[_OLDER] = st.session_state.get(_OLDER, 0) + page
