"""Tabs that are counters: a segmented line on a wide screen, a list to choose from on a phone."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.ui import address, filter_fields, screen, text

KEY = "claims.tab"


def chosen(options: Sequence[str], *, default: str) -> str:
    """The chosen tab before its line is drawn; `default` while the address names none."""
    if st.session_state.get(KEY) not in options:
        st.session_state[KEY] = default
    return str(st.session_state[KEY])


def show(options: Sequence[str], names: Mapping[str, str], counts: Mapping[str, int]) -> None:
    """Draws them with their counts. The last of the filter's widgets: writes the address."""

    def label(option: str) -> str:
        return f"{names[option]} {text.count(counts.get(option, 0))}"

    if screen.is_narrow():
        st.selectbox(text.TABS, options, key=KEY, format_func=label, label_visibility="collapsed")
    else:
        st.segmented_control(
            text.TABS,
            options,
            key=KEY,
            format_func=label,
            required=True,
            label_visibility="collapsed",
            width="stretch",
        )
    address.write(filter_fields.FIELDS)
