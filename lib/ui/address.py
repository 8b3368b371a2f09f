"""Widget values ↔ the address bar, so that a link shows the same view. Streamlit's own binding writes labels, which
change with language and counts; this writes values."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.ui import text

_WRITTEN = "address.written"
_WRITTEN_AT = "address.written_at"
_PAGE = "address.page"
_RACE_S = 1.5
"""A click sent before the browser had our last address still carries the old one; it is no wish to go back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value: its widget key, its name in the address bar, and both directions as text."""

    key: str
    name: str
    to_text: Callable[[Any], str]
    """Empty text: the default, left out of the address."""
    from_text: Callable[[str], Any]
    """Raises ValueError for nonsense; the default then holds."""


def turn_to(page: str) -> None:
    """Another page begins from its own address, whatever the one before held."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state.pop(_WRITTEN, None)


def read(fields: tuple[Field, ...]) -> bool:
    """Before the widgets: a new address (first run, another page, a link, the back button) sets their values, and the
    answer is True."""
    shown, written = _shown(fields), st.session_state.get(_WRITTEN)
    raced = time.monotonic() - st.session_state.get(_WRITTEN_AT, 0.0) < _RACE_S
    is_new = written is None or (shown != written and not raced)
    if is_new:
        st.session_state[_WRITTEN] = shown
    for field in fields:
        if is_new or field.key not in st.session_state:
            st.session_state[field.key] = _value(field, shown.get(field.name, ""))
    return is_new


def write(fields: tuple[Field, ...] = ()) -> None:
    """After the widgets: the address says what they hold, and the language, so that a reload speaks it too."""
    wanted = {field.name: field.to_text(st.session_state.get(field.key)) for field in fields}
    wanted = {name: value for name, value in wanted.items() if value}
    shown = _shown(fields)
    if wanted != shown:
        st.session_state[_WRITTEN] = wanted
        st.session_state[_WRITTEN_AT] = time.monotonic()
    _replace(shown | _named(text.LANGUAGE_KEY), wanted | _language())


def of_claim(shop: str, claim_id: str) -> dict[str, str]:
    """The claim page's address, in the language of the link's page."""
    return {"shop": shop, "claim": claim_id} | _language()


def _replace(shown: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    if shown == wanted:
        return
    for name in shown.keys() - wanted.keys():
        del st.query_params[name]
    if wanted:
        st.query_params.update(wanted)


def _language() -> dict[str, str]:
    """Turkish is left out."""
    return {} if text.language() == text.DEFAULT else {text.LANGUAGE_KEY: text.language()}


def _shown(fields: tuple[Field, ...]) -> dict[str, str]:
    return _named(*(field.name for field in fields))


def _named(*names: str) -> dict[str, str]:
    return {name: value for name, value in st.query_params.to_dict().items() if name in names}


def _value(field: Field, shown: str) -> Any:
    try:
        return field.from_text(shown)
    except ValueError:
        return field.from_text("")
