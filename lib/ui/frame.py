"""What stands round every page: navigation, style, the road back for deep links, the foot. Called by app.py alone."""

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from lib.ui import address, feedback, runtime, screen, sidebar, text

FOLDER = Path(__file__).parent
FAVICON = FOLDER / "favicon.png"
STYLE = FOLDER / "style.css"

GROUPS: dict[str, tuple[str, ...]] = {
    "": ("inbox",),
    "claims": ("trendyol", "hepsiburada", "claim"),
    "analysis": ("returns", "disputes"),
    "upkeep": ("actions", "connections"),
}
ICONS = {
    "inbox": ":material/inbox:",
    "trendyol": ":material/shopping_bag:",
    "hepsiburada": ":material/storefront:",
    "claim": ":material/assignment_return:",
    "returns": ":material/monitoring:",
    "disputes": ":material/gavel:",
    "actions": ":material/history:",
    "connections": ":material/hub:",
}
HIDDEN = frozenset({"claim"})

_WANTED = "frame.wanted"
_inside: ContextVar[bool] = ContextVar("inside_frame", default=False)


def show(read_status: Callable[[], sidebar.Status]) -> None:
    """Draws the navigation and the chosen page inside it."""
    st.set_page_config(page_title=text.APP_NAME, page_icon=FAVICON, layout="wide")
    st.html(STYLE)
    pages = {name: _page(name) for names in GROUPS.values() for name in names}
    chosen = st.navigation(
        {text.PAGE_GROUPS.get(group, ""): [pages[name] for name in names] for group, names in GROUPS.items()},
        expanded=True,
    )
    if wanted := st.session_state.pop(_WANTED, None):
        name, query = wanted
        st.switch_page(pages[name], query_params=query)
    text.hold_language()
    address.turn_to(chosen.url_path)
    st.session_state[sidebar.HOLD] = False
    screen.measure()
    feedback.show_kept()
    mark = _inside.set(True)
    try:
        with feedback.errors_shown():
            runtime.services()
            sidebar.show(read_status)
            chosen.run()
            address.write()
            if runtime.services().settings.demo:
                st.caption(text.DEMO_FOOT)
    finally:
        _inside.reset(mark)


def require(name: str) -> None:
    """Sends a visitor whose link opened this page outside the frame through app.py and back, query and all."""
    if _inside.get():
        return
    st.session_state[_WANTED] = (name, st.query_params.to_dict())
    st.switch_page("app.py")


def _page(name: str) -> st.Page:
    return st.Page(
        f"pages/{name}.py",
        title=text.PAGES[name],
        icon=ICONS[name],
        default=name == "inbox",
        visibility="hidden" if name in HIDDEN else "visible",
    )
