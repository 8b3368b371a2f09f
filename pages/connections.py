"""Is the data whole and fresh? Per shop: syncs, counts beside the marketplace's, rows set aside, a test of the keys."""

import streamlit as st

from lib.flows import key_checks
from lib.queries import freshness
from lib.ui import feedback, frame, health_tables, new_shop, page_parts, runtime, shop_cards, text

frame.require("connections")


@st.fragment(run_every=3)
def shops() -> None:
    services = runtime.services()
    feedback.show_kept()
    fresh, running = freshness.shop_freshness(services.db), freshness.running_sync(services.db)
    for shop in services.settings.shops:
        shop_cards.show(
            shop,
            shop_cards.row_of(fresh, shop.shop),
            shop_cards.row_of(running, shop.shop),
            sync_now=lambda name: services.background.sync_now(name) if services.background else None,
            check=lambda name: key_checks.check_shop(services.clients[name]),
        )
    if not services.settings.shops:
        st.info(text.NO_SHOPS)


@st.fragment(run_every=3)
def add_shop() -> None:
    services = runtime.services()
    new_shop.show(runtime.try_keys, services.settings.source.name)


page_parts.head_line("connections", [])
shops()
names = {shop.shop: f"{shop.name} · {text.MARKETPLACE[shop.marketplace]}" for shop in runtime.services().settings.shops}
left, right = st.columns(2, gap="medium")
with left:
    st.subheader(text.COUNTS_TITLE, anchor=False)
    health_tables.show_counts(freshness.count_comparison(runtime.services().db), names)
with right:
    st.subheader(text.RUNS_TITLE, anchor=False)
    health_tables.show_runs(freshness.sync_runs(runtime.services().db, 30), names)
st.subheader(text.SET_ASIDE_TITLE, anchor=False)
health_tables.show_set_aside(freshness.set_aside_rows(runtime.services().db, 20), names)
with st.expander(text.NEW_SHOP, icon=":material/add_business:"):
    add_shop()
