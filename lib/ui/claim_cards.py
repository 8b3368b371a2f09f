"""The phone's form of the table: one card a claim item, thumb-wide buttons, the same order of facts."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.action import ActionKind
from lib.ui import address, claim_panel, confirm, kept_pictures, requests, row_words, text
from lib.ui.confirm import Desk
from lib.ui.row_words import each


def show(rows: pd.DataFrame, desk: Desk) -> None:
    """The rows of the page as cards; on a phone a page holds `claim_filters.CARDS`."""
    for number, row in enumerate(each(rows)):
        with st.container(border=True, key=f"card-{number}", gap="small"):
            _card(row, number, desk)


def _card(row: Any, number: int, desk: Desk) -> None:
    picture = kept_pictures.data_address(desk.around.files, row.image_url, "row")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if picture:
            st.image(picture, width=52, alt=text.COLUMN_PRODUCT)
        with st.container(gap=None):
            with st.container(key=f"product-name-{number}"):
                st.text(row_words.name(row))
            with st.container(key=f"muted-card-{number}"):
                amount = text.money(None if pd.isna(row.amount_try) else row.amount_try)
                facts = (row_words.variant(row), amount, desk.around.short_names.get(row.shop, row.shop))
                st.text(" · ".join(part for part in facts if part))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        claim_panel.clock_badge(row, desk)
        st.text(row_words.reason(row))
    _buttons(row, number, desk)


def _buttons(row: Any, number: int, desk: Desk) -> None:
    held = row_words.open_action(row, desk.around.open_states)
    if held:
        st.badge(held, icon=":material/schedule_send:", color="primary")
    kinds = requests.permitted(row) if not held else frozenset()
    target = pd.DataFrame([row._asdict()])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for kind, label in ((ActionKind.APPROVE, text.APPROVE), (ActionKind.REJECT, text.REJECT)):
            if kind in kinds:
                st.button(
                    label,
                    key=f"card.{kind}.{row.item_key}",
                    type="primary" if kind is ActionKind.APPROVE else "secondary",
                    width="stretch",
                    on_click=confirm.open_dialog,
                    args=(kind, target, desk.around.now),
                )
        st.page_link(
            "pages/claim.py",
            label=text.CLAIM_OPEN_SHORT,
            icon=":material/open_in_full:",
            query_params=address.of_claim(row.shop, row.claim_id),
        )
