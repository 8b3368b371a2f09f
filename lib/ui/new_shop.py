"""The form for a new shop: its keys are tried once and stored nowhere; out comes the block for the settings file."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from lib.domain.claim import Marketplace
from lib.errors import SettingsError
from lib.ui import feedback, shop_cards, text
from lib.ui.shop_cards import Checking

FIELDS = {
    Marketplace.TRENDYOL: ("seller_id", "api_key", "api_secret"),
    Marketplace.HEPSIBURADA: ("merchant_id", "service_key", "user_agent"),
}
SECRET = frozenset({"api_key", "api_secret", "service_key"})
SHOP_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_TRIED = "new_shop.tried"

Try = Callable[[Mapping[str, str]], Checking]


def show(try_keys: Try, file: str) -> None:
    """`try_keys` takes the table as the settings file would hold it; raises SettingsError."""
    st.caption(text.NEW_SHOP_HELP)
    marketplace = st.segmented_control(
        text.NEW_SHOP_MARKETPLACE,
        [one.value for one in Marketplace],
        default=Marketplace.TRENDYOL.value,
        required=True,
        format_func=lambda name: text.MARKETPLACE[name],
        key="new_shop.marketplace",
    )
    fields = FIELDS[Marketplace(marketplace or Marketplace.TRENDYOL)]
    with st.form("new_shop", border=False):
        left, right = st.columns(2)
        shop = left.text_input(text.NEW_SHOP_ID, help=text.NEW_SHOP_ID_HELP, placeholder=f"{marketplace}-ana")
        name = right.text_input(text.NEW_SHOP_NAME)
        values = {
            field: column.text_input(
                text.NEW_SHOP_FIELDS[field],
                type="password" if field in SECRET else "default",
                autocomplete="off",
                key=f"new_shop.{field}",
            )
            for field, column in zip(fields, (left, right, left), strict=True)
        }
        if st.form_submit_button(text.NEW_SHOP_CHECK, type="primary"):
            _submit(shop.strip(), name.strip(), str(marketplace), values, try_keys)
    _show_tried(file)


def _submit(shop: str, name: str, marketplace: str, values: Mapping[str, Any], try_keys: Try) -> None:
    st.session_state.pop(_TRIED, None)
    given = {field: str(value or "").strip() for field, value in values.items()}
    if not shop or not all(given.values()):
        st.error(text.NEW_SHOP_MISSING)
        return
    if not SHOP_ID.fullmatch(shop):
        st.error(text.NEW_SHOP_ID_WRONG)
        return
    table = {"marketplace": marketplace} | ({"name": name} if name else {}) | given | {"mode": "dry-run"}
    try:
        checking = try_keys(table)
    except SettingsError as error:
        st.error(feedback.explanation(error))
        st.text(str(error))
        return
    st.session_state[_TRIED] = (checking, block(shop, table))


def _show_tried(file: str) -> None:
    tried: Any = st.session_state.get(_TRIED)
    if tried is None:
        return
    checking, words = tried
    shop_cards.show_results(checking)
    if any(result.ok for result in checking.results or ()):
        st.caption(text.NEW_SHOP_BLOCK.format(file=file))
        st.code(words, language="toml")
        st.caption(text.NEW_SHOP_DRY_RUN)


def block(shop: str, table: Mapping[str, str]) -> str:
    """The TOML to paste; values quoted so that nothing typed can end its line."""
    lines = [f"[shops.{shop}]", *(f"{key} = {_quoted(value)}" for key, value in table.items())]
    return "\n".join(lines)


def _quoted(value: str) -> str:
    safe = "".join(letter for letter in value if letter.isprintable())
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'
