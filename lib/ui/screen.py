"""How wide the visitor's screen is: a phone is drawn cards, anything wider a table, never both."""

from typing import Any

import streamlit as st

NARROW_PX = 640
_KEY = "probe"

_probe = st.components.v2.component(
    "screen_probe",
    js="""
export default function ({ data, setStateValue }) {
  const query = window.matchMedia(`(max-width: ${data.px}px)`)
  const tell = () => setStateValue("narrow", query.matches)
  if (data.narrow !== query.matches) tell()
  query.addEventListener("change", tell)
  return () => query.removeEventListener("change", tell)
}
""",
)


def measure() -> None:
    """Draws the invisible probe; a screen that is not as we guessed makes one more run. Once a run, by the frame."""
    _probe(key=_KEY, data={"narrow": is_narrow(), "px": NARROW_PX}, on_narrow_change=lambda: None, height=1)


def is_narrow() -> bool:
    """What the probe said; before its first word, what the browser's name suggests."""
    told: Any = st.session_state.get(_KEY)
    if told and told.get("narrow") is not None:
        return bool(told["narrow"])
    return "Mobi" in str(st.context.headers.get("User-Agent", ""))
