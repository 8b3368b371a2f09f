"""Where does every Trendyol claim stand? Its tabs with their counts, filters, the table, bulk approval."""

from dataclasses import replace

import streamlit as st

from lib.domain.claim import Marketplace
from lib.domain.tab import TRENDYOL_TABS, Tab
from lib.queries import claim_tables, freshness
from lib.ui import claim_filters, claim_pages, claim_tabs, confirm, desk, frame, page_parts, runtime, text

TABS = ["all", *TRENDYOL_TABS]

frame.require("trendyol")


@st.fragment
def claims() -> None:
    services = runtime.services()
    db = services.db
    top, tabs, body = st.container(), st.container(), st.container()
    with body:
        chosen, line_end = claim_filters.choose(
            page_parts.shops_of(Marketplace.TRENDYOL),
            lambda: claim_tables.reason_choices(db, page_parts.all_of(Marketplace.TRENDYOL)),
            marketplace=Marketplace.TRENDYOL,
        )
    tab = claim_tabs.chosen(TABS, default=Tab.AWAITING_ACTION)
    wanted = replace(chosen.wanted, tab=None if tab == "all" else Tab(tab))
    sort = chosen.sort or page_parts.own_order(tab)
    place = claim_pages.place(chosen.wanted, sort, chosen.size, tab)
    rows = claim_tables.claim_page(db, wanted, sort, place.key, place.size)
    at = confirm.desk_of(services)

    def above() -> int:
        counts = claim_tables.tab_counts(db, chosen.wanted)
        names = text.TAB | {"all": text.TAB_ALL, Tab.IN_CARGO: text.TAB_IN_CARGO_TRENDYOL}
        with tabs:
            claim_tabs.show(TABS, names, page_parts.tab_counts(counts))
        with top:
            page_parts.head_line("trendyol", page_parts.tab_sums(counts, tab))
        with line_end:
            claim_pages.show_export(lambda most: claim_tables.claim_page(db, wanted, sort, None, most))
        return page_parts.tab_counts(counts).get(tab, 0)

    with body:
        if rows.empty:
            above()
            page_parts.empty(
                freshness.running_sync(db),
                page_parts.last_complete(freshness.last_complete_syncs(db)),
                text.EMPTY_TAB if chosen.is_empty else text.EMPTY_FILTERED,
            )
        else:
            desk.show_rows(
                rows,
                at,
                columns=page_parts.columns_of(tab),
                place=place,
                above=above,
                next_caption=text.FIRST_ROW,
            )
    confirm.show(at)


claims()
