"""The words and number formats of the running session's language: `text.PAGES` looks in tr.py or en.py."""

from types import ModuleType
from typing import Any, Final

import streamlit as st

from lib.ui.text import en, tr

LANGUAGES: Final[dict[str, ModuleType]] = {"TR": tr, "EN": en}
DEFAULT: Final = "TR"
LANGUAGE_KEY: Final = "lang"
"""Key of the switch, and the name in the address bar."""
_HELD: Final = "text.language"


def language() -> str:
    """`TR` or `EN`; Turkish outside a session and for any other word in the address bar."""
    asked = str(st.session_state.get(_HELD) or st.query_params.get(LANGUAGE_KEY) or DEFAULT)
    return asked if asked in LANGUAGES else DEFAULT


def hold_language() -> None:
    """The address is asked once a session: Streamlit drops what it names when a page is left in the middle of a run."""
    st.session_state[_HELD] = language()
    if st.session_state.get(LANGUAGE_KEY) != language():
        st.session_state[LANGUAGE_KEY] = language()


def switch_language() -> None:
    """The switch's handler."""
    st.session_state[_HELD] = st.session_state[LANGUAGE_KEY]


def __getattr__(name: str) -> Any:
    return getattr(LANGUAGES[language()], name)
