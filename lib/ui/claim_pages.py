"""Which part of a long table stands on the screen: keyset pages, their size, and the file of what is filtered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.documents.tables import table_csv, table_xlsx
from lib.domain.claim_filter import ClaimFilter, PageKey, Sort
from lib.ui import filter_fields, screen, text

_HELD = "claims.pages"
EXPORT_MOST = 100_000
"""Rows in one file; more is what `export claims` is for."""
WRITERS: dict[str, Callable[..., bytes]] = {"csv": table_csv, "xlsx": table_xlsx}
MIME = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the table begins and how far it goes."""

    key: PageKey | None
    number: int
    """From 0."""
    size: int


def place(wanted: ClaimFilter, sort: Sort, size: int, tab: str) -> Place:
    """Page by page as the visitor turned them; another filter, order, size or tab begins anew."""
    asked = (wanted, sort, size, tab)
    held: Any = st.session_state.get(_HELD)
    if held is None or held[0] != asked:
        st.session_state[_HELD] = held = (asked, [])
    keys: list[PageKey] = held[1]
    return Place(key=keys[-1] if keys else None, number=len(keys), size=size)


def show_turner(rows: pd.DataFrame, here: Place, total: int) -> None:
    """`1–50 / 1.284`, back and on. `rows` are the page's own, without what stands above the first."""
    first = here.number * here.size + 1
    last = min(first + len(rows) - 1, total)
    st.caption(
        text.RANGE.format(first=text.count(first), last=text.count(last), total=text.count(total)), width="content"
    )
    st.button(
        text.PREVIOUS,
        key="claims.previous",
        icon=":material/chevron_left:",
        type="tertiary",
        disabled=here.number == 0,
        on_click=_turn_back,
    )
    st.button(
        text.NEXT,
        key="claims.next",
        icon=":material/chevron_right:",
        icon_position="right",
        type="tertiary",
        disabled=last >= total or rows.empty,
        on_click=_turn_on,
        args=(_key_of(rows),),
    )


def show_export(read: Callable[[int], pd.DataFrame]) -> None:
    """CSV and Excel of what is filtered; read and written only when asked. `read` takes the most rows to read."""
    language = text.language().lower()
    headers: dict[str, str] = text.EXPORT_COLUMNS
    words = {name: getattr(text, name) for name in ("CLAIM_STATUS", "KIND", "MARKETPLACE", "CUSTOMER_REASON")}
    narrow = screen.is_narrow()
    if narrow and not st.session_state.get(filter_fields.SHEET):
        return
    place = st.container() if narrow else st.popover(text.EXPORT, icon=":material/download:", key="claims.export")
    with place:
        for kind, writer in WRITERS.items():

            def made(writer: Callable[..., bytes] = writer) -> bytes:
                return writer(_in_words(read(EXPORT_MOST), words), language, headers)

            st.download_button(
                text.EXPORT_READY.format(name=text.EXPORT_FORMATS[kind]),
                data=made,
                file_name=f"{text.EXPORT_FILE}.{kind}",
                mime=MIME[kind],
                key=f"claims.export.{kind}",
                on_click="ignore",
                width="stretch",
            )


def _in_words(rows: pd.DataFrame, words: dict[str, dict[str, str]]) -> pd.DataFrame:
    reasons = rows["reason_code"].map(words["CUSTOMER_REASON"]).fillna(rows["reason"])
    return rows.assign(
        status=rows["status"].map(words["CLAIM_STATUS"]),
        kind=rows["kind"].map(words["KIND"]),
        marketplace=rows["marketplace"].map(words["MARKETPLACE"]),
        reason=reasons,
    )


def _key_of(rows: pd.DataFrame) -> PageKey | None:
    if rows.empty:
        return None
    value: Any = rows["sort_value"].iat[-1]
    return PageKey(sort_value=None if pd.isna(value) else str(value), item_key=str(rows["item_key"].iat[-1]))


def _turn_on(key: PageKey | None) -> None:
    held: Any = st.session_state.get(_HELD)
    if held and key:
        held[1].append(key)


def _turn_back() -> None:
    held: Any = st.session_state.get(_HELD)
    if held and held[1]:
        held[1].pop()
