"""The words and number formats of the running session's language: `text.PAGES` looks in tr.py or en.py."""

from types import ModuleType
from typing import Any, Final

import streamlit as st

from lib.ui.text import en, tr

LANGUAGES: Final[dict[str, ModuleType]] = {"TR": tr, "EN": en}
DEFAULT: Final = "TR"
LANGUAGE_KEY: Final = "lang"
"""Key of the switch, and the name in the address bar."""


def language() -> str:
    """`TR` or `EN`; Turkish outside a session and for any other word in the address bar."""
    asked = str(st.session_state.get(LANGUAGE_KEY) or st.query_params.get(LANGUAGE_KEY) or DEFAULT)
    return asked if asked in LANGUAGES else DEFAULT


def __getattr__(name: str) -> Any:
    return getattr(LANGUAGES[language()], name)
