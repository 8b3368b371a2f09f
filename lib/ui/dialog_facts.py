"""What a dialog shows of the claims it decides on: one claim with its picture, or a list, and what stays out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.settings import ShopSettings
from lib.ui import kept_pictures, row_words, text
from lib.ui.claim_table import Surroundings
from lib.ui.row_words import each

Shops = Mapping[str, ShopSettings]


def one_claim(rows: pd.DataFrame, shops: Shops, around: Surroundings) -> None:
    row: Any = next(each(rows))
    picture = kept_pictures.data_address(around.files, row.image_url, "claim")
    with st.container(horizontal=True, gap="medium"):
        if picture:
            st.image(picture, width=84, alt=text.COLUMN_PRODUCT)
        with st.container(gap=None):
            for item in each(rows.drop_duplicates("product_name")):
                st.text(row_words.product(item))
            _shop_line(row, shops, around)
            with st.container(key="muted-reason"):
                st.text(row_words.reason(row))
    facts = {
        text.CLAIM_ORDER: row.order_number,
        text.CLAIM_QUANTITY: text.count(int(rows["quantity"].sum())),
        text.CLAIM_AMOUNT: text.money(float(rows["amount_try"].sum())),
    }
    for column, (name, value) in zip(st.columns(len(facts)), facts.items(), strict=True):
        with column, st.container(gap=None):
            st.caption(name)
            st.text(value)


def _shop_line(row: Any, shops: Shops, around: Surroundings) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="muted-shop"):
        st.text(f"{around.shop_names.get(row.shop, row.shop)} · {text.MARKETPLACE[row.marketplace]}")
        if not shops[row.shop].live:
            st.badge(text.CONFIRM_DRY_RUN, color="gray", help=text.CONFIRM_DRY_RUN_HELP)


def list_rows(rows: pd.DataFrame, shops: Shops, around: Surroundings) -> None:
    words = text.CONFIRM_SUM.format(
        claims=text.count(rows["claim_id"].nunique()),
        items=text.count(len(rows)),
        amount=text.money(float(rows["amount_try"].sum())),
    )
    st.markdown(f"**{words}**")
    st.dataframe(
        pd.DataFrame(
            {
                "picture": [
                    kept_pictures.data_address(around.files, row.image_url) or kept_pictures.NO_PICTURE
                    for row in each(rows)
                ],
                "product": [row_words.product(row) for row in each(rows)],
                "order": rows["order_number"].to_list(),
                "amount": [text.money(amount) for amount in rows["amount_try"]],
                "shop": [_shop_with_mode(row, shops, around) for row in each(rows)],
            }
        ),
        hide_index=True,
        height=min(len(rows), 6) * 40 + 37,
        row_height=40,
        column_config={
            "picture": st.column_config.ImageColumn(text.COLUMN_PICTURE, width=40),
            "product": st.column_config.TextColumn(text.COLUMN_PRODUCT, width=250),
            "order": st.column_config.TextColumn(text.COLUMN_ORDER, width=110),
            "amount": st.column_config.TextColumn(text.COLUMN_AMOUNT, width=100, alignment="right"),
            "shop": st.column_config.TextColumn(text.COLUMN_SHOP),
        },
    )


def _shop_with_mode(row: Any, shops: Shops, around: Surroundings) -> str:
    name = around.shop_names.get(row.shop, row.shop)
    return name if shops[row.shop].live else f"{name} · {text.CONFIRM_DRY_RUN}"


def list_excluded(rows: pd.DataFrame, reasons: list[str | None]) -> None:
    out = [(row, reason) for row, reason in zip(each(rows), reasons, strict=True) if reason]
    if not out:
        return
    st.caption(text.CONFIRM_EXCLUDED.format(count=text.count(len(out))))
    with st.container(key="muted-excluded", gap=None, height=120 if len(out) > 4 else "content"):
        for row, reason in out:
            st.text(f"{row.order_number} · {row_words.product(row)}: {text.EXCLUDED[reason]}")
