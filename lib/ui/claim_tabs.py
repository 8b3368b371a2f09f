"""Tabs that are counters: a segmented line on a wide screen, a list to choose from on a phone."""

from collections.abc import Mapping, Sequence

import streamlit as st

from lib.ui import address, filter_fields, screen, text

KEY = "claims.tab"


def choose(options: Sequence[str], names: Mapping[str, str], counts: Mapping[str, int], *, default: str) -> str:
    """The chosen tab; `default` while the address names none. The last of the filter's widgets: writes the address."""
    if st.session_state.get(KEY) not in options:
        st.session_state[KEY] = default

    def label(option: str) -> str:
        return f"{names[option]} {text.count(counts.get(option, 0))}"

    if screen.is_narrow():
        chosen: str | None = st.selectbox(text.TABS, options, key=KEY, format_func=label, label_visibility="collapsed")
    else:
        chosen = st.segmented_control(
            text.TABS,
            options,
            key=KEY,
            format_func=label,
            required=True,
            label_visibility="collapsed",
            width="stretch",
        )
    address.write(filter_fields.FIELDS)
    return chosen or default
