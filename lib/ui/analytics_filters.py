"""Period, marketplace and shop of an analytics page → Scope, kept in the address bar."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from lib.domain.claim import Marketplace
from lib.domain.scope import DisputeGroup, Scope
from lib.settings import ShopSettings
from lib.ui import address, text
from lib.ui.address import Field

PERIODS = ("365", "180", "90", "30", "days")
"""Days back from today; the last one asks for two days."""


def _listed(shown: str) -> list[str]:
    return [word for word in shown.split(",") if word]


def _one_of(*choices: str) -> Callable[[str], str]:
    return lambda shown: shown if shown in choices else choices[0]


FIELDS = (
    Field(
        key="analytics.period",
        name="period",
        to_text=lambda value: "" if value in (None, PERIODS[0]) else str(value),
        from_text=_one_of(*PERIODS),
    ),
    Field(
        key="analytics.days",
        name="days",
        to_text=lambda days: ",".join(day.isoformat() for day in days or ()),
        from_text=lambda shown: tuple(date.fromisoformat(day) for day in _listed(shown)[:2]),
    ),
    Field(
        key="analytics.marketplace",
        name="marketplace",
        to_text=lambda value: value or "",
        from_text=_one_of("", *(marketplace.value for marketplace in Marketplace)),
    ),
    Field(
        key="analytics.shops",
        name="shops",
        to_text=lambda values: ",".join(values or ()),
        from_text=_listed,
    ),
)

GROUP = Field(
    key="analytics.group",
    name="group",
    to_text=lambda value: "" if value in (None, DisputeGroup.CUSTOMER.value) else str(value),
    from_text=_one_of(*(group.value for group in DisputeGroup)),
)


def choose(shops: Sequence[ShopSettings], today: date) -> Scope:
    """One line of widgets; a marketplace narrows the shops."""
    address.read(FIELDS)
    with _line():
        scope = _widgets(shops, today)
    address.write(FIELDS)
    return scope


def choose_disputes(shops: Sequence[ShopSettings], today: date) -> tuple[Scope, DisputeGroup]:
    """The same line, and by whose reason refusals are grouped."""
    fields = (*FIELDS, GROUP)
    address.read(fields)
    with _line():
        scope = _widgets(shops, today)
        group = st.segmented_control(
            text.DISPUTE_GROUP,
            [group.value for group in DisputeGroup],
            key=GROUP.key,
            format_func=lambda value: text.DISPUTE_GROUPS[value],
            required=True,
            label_visibility="collapsed",
        )
    address.write(fields)
    return scope, DisputeGroup(group or DisputeGroup.CUSTOMER)


def _line() -> Any:
    return st.container(horizontal=True, vertical_alignment="center", gap="small")


def _widgets(shops: Sequence[ShopSettings], today: date) -> Scope:
    held: Callable[..., Any] = st.session_state.get
    st.selectbox(
        text.ANALYTICS_PERIOD,
        PERIODS,
        key="analytics.period",
        format_func=lambda period: text.ANALYTICS_PERIODS[period],
        label_visibility="collapsed",
        width=170,
    )
    if held("analytics.period") == "days":
        st.date_input(
            text.ANALYTICS_DAYS,
            value=[],
            key="analytics.days",
            format="DD.MM.YYYY",
            label_visibility="collapsed",
            width=230,
        )
    if len({shop.marketplace for shop in shops}) > 1:
        st.selectbox(
            text.ANALYTICS_MARKETPLACE,
            ["", *(marketplace.value for marketplace in Marketplace)],
            key="analytics.marketplace",
            format_func=lambda value: text.MARKETPLACE.get(value, text.ANALYTICS_ALL_MARKETPLACES),
            label_visibility="collapsed",
            width=190,
        )
    offered = [shop for shop in shops if held("analytics.marketplace") in (None, "", shop.marketplace.value)]
    if len(shops) > 2:
        _choose_shops(offered)
    return _scope(offered, today)


def _choose_shops(offered: Sequence[ShopSettings]) -> None:
    names = {shop.shop: shop.name for shop in offered}
    held = st.session_state.get("analytics.shops") or []
    st.session_state["analytics.shops"] = [shop for shop in held if shop in names]
    st.multiselect(
        text.FILTER_SHOP,
        list(names),
        key="analytics.shops",
        format_func=lambda shop: names[shop],
        placeholder=text.FILTER_ALL_SHOPS,
        label_visibility="collapsed",
        width=260,
    )


def _scope(offered: Sequence[ShopSettings], today: date) -> Scope:
    held: Callable[..., Any] = st.session_state.get
    period: str = held("analytics.period") or PERIODS[0]
    days: Sequence[date] = held("analytics.days") or ()
    begin_on, end_on = today - timedelta(days=int(PERIODS[0])), today
    if period != "days":
        begin_on = today - timedelta(days=int(period))
    elif len(days) == 2:
        begin_on, end_on = days[0], days[1]
    chosen = tuple(held("analytics.shops") or ()) or tuple(shop.shop for shop in offered)
    return Scope(begin_on=begin_on, end_on=end_on, shops=chosen)
