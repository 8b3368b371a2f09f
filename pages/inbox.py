"""What must I do now, in all shops? Everything that waits for an answer, by deadline; what ran out stands apart."""

import streamlit as st

from lib.domain.claim_filter import Sort, SortKey, Urgency
from lib.queries import claim_tables, freshness
from lib.ui import claim_filters, claim_pages, claim_table, claim_tabs, confirm, desk, frame, page_parts, runtime, text

BY_DEADLINE = Sort(key=SortKey.DEADLINE, descending=False)
STEPS = ["all", *list(Urgency)[1:], Urgency.EXPIRED.value]

frame.require("inbox")


@st.fragment
def inbox() -> None:
    services = runtime.services()
    db, now = services.db, services.now()
    top, tabs, body = st.container(), st.container(), st.container()
    with body:
        chosen, line_end = claim_filters.choose(
            services.settings.shops,
            lambda: claim_tables.reason_choices(db, page_parts.awaiting()),
            awaiting_seller=True,
        )
    step = claim_tabs.chosen(STEPS, default="all")
    wanted = page_parts.in_step(chosen.wanted, step, now)
    sort = chosen.sort or BY_DEADLINE
    place = claim_pages.place(chosen.wanted, sort, chosen.size, step)
    rows = claim_tables.claim_page(db, wanted, sort, place.key, place.size)
    at = confirm.desk_of(services)

    def above() -> int:
        steps = claim_tables.waiting_sums(db, now, chosen.wanted.shops)
        with top:
            page_parts.head_line("inbox", page_parts.inbox_sums(steps, now))
            if off_since := freshness.last_run_before(db, runtime.started_at()):
                page_parts.expired_while_off(freshness.expired_between(db, off_since, runtime.started_at()))
            page_parts.set_aside_line(freshness.set_aside_count(db))
        with tabs:
            claim_tabs.show(STEPS, {"all": text.URGENCY_ALL} | text.URGENCY, page_parts.step_counts(steps))
        with line_end:
            claim_pages.show_export(lambda most: claim_tables.claim_page(db, wanted, sort, None, most))
        return claim_tables.matching_sums(db, wanted).item_count

    with body:
        if rows.empty:
            above()
            sentence = text.EMPTY_FILTERED if not chosen.is_empty else text.EMPTY_INBOX
            syncs = freshness.last_complete_syncs(db)
            page_parts.empty(freshness.running_sync(db), page_parts.last_complete(syncs), sentence)
        else:
            desk.show_rows(
                rows,
                at,
                columns=claim_table.BASE_COLUMNS,
                place=place,
                above=above,
                next_caption=text.NEXT_UP if step != Urgency.EXPIRED else text.FIRST_ROW,
            )
    confirm.show(at)


inbox()
