"""Where does every Hepsiburada claim stand? The five tabs; what Hepsiburada decided and nobody saw stands on top."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lib.domain.claim import Marketplace
from lib.domain.tab import HEPSIBURADA_TABS, Tab
from lib.flows import decisions
from lib.queries import action_history, claim_tables, freshness
from lib.ui import claim_filters, claim_pages, claim_tabs, confirm, desk, frame, page_parts, runtime, seen, text

frame.require("hepsiburada")


@st.fragment
def claims() -> None:
    services = runtime.services()
    db = services.db
    top, tabs, body = st.container(), st.container(), st.container()
    with body:
        chosen, line_end = claim_filters.choose(
            page_parts.shops_of(Marketplace.HEPSIBURADA),
            lambda: claim_tables.reason_choices(db, page_parts.all_of(Marketplace.HEPSIBURADA)),
            marketplace=Marketplace.HEPSIBURADA,
            with_parcels=True,
        )
    unseen = claim_tables.undecided_seen(db, action_history.seen_marks(services.journal), chosen.wanted)
    first = page_parts.claims_of(unseen)
    tab = claim_tabs.chosen(HEPSIBURADA_TABS, default=Tab.TO_ANSWER)
    wanted = replace(chosen.wanted, tab=Tab(tab))
    on_top = first if tab == Tab.AWAITING_HEPSIBURADA else []
    sort = chosen.sort or page_parts.own_order(tab)
    place = claim_pages.place(chosen.wanted, sort, chosen.size, tab)
    rows = claim_tables.claim_page(db, wanted, sort, place.key, place.size, first=on_top)
    at = confirm.desk_of(services)

    def above() -> int:
        counts = claim_tables.tab_counts(db, chosen.wanted, first=first)
        with tabs:
            claim_tabs.show(HEPSIBURADA_TABS, text.TAB, page_parts.tab_counts(counts))
        with top:
            page_parts.head_line("hepsiburada", page_parts.tab_sums(counts, tab))
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
                extra=(lambda picked: seen.offer(picked, partial(decisions.mark_seen, services))) if on_top else None,
            )
    confirm.show(at)


claims()
