"""What did we send, what came back, what is unknown? The journal with its results; undo while there is time."""

from functools import partial

import streamlit as st

from lib.domain.action import ActionKind
from lib.flows import decisions
from lib.queries import action_history
from lib.ui import action_filters, action_panel, action_table, feedback, frame, page_parts, runtime, text

frame.require("actions")

PAGE = 200


@st.fragment(run_every=1)
def waiting() -> None:
    services = runtime.services()
    feedback.show_kept()
    queue = action_history.queue(services.journal)
    action_panel.show_waiting(queue, services.now(), partial(decisions.take_back, services))


@st.fragment
def log() -> None:
    services = runtime.services()
    feedback.show_kept()
    counts = action_history.state_counts(services.journal)
    chosen = action_filters.choose(services.settings.shops, list(ActionKind), counts)
    lines = action_history.action_log(
        services.journal, shop=chosen.shop, kind=chosen.kind, limit=action_filters.limit(PAGE)
    )
    may_be_more = lines["action_id"].nunique() >= action_filters.limit(PAGE)
    lines = action_filters.in_tab(lines, chosen.tab)
    if lines.empty:
        st.info(text.ACTIONS_EMPTY if counts.empty else text.ACTIONS_EMPTY_FILTERED)
        return
    left, right = st.columns((1.9, 1), gap="medium")
    with left:
        line = action_table.pick(lines, {shop.shop: shop.name for shop in services.settings.shops})
        if may_be_more:
            st.button(text.BEFORE_THAT, key="actions.older", on_click=action_filters.show_older, args=(PAGE,))
    with right:
        if line is None:
            st.caption(text.ACTION_DETAIL_HINT)
        else:
            items = action_history.actions_of_claim(services.journal, line.shop, line.claim_id)
            audit = action_history.item_audit(services.journal, line.action_id)
            mine = items[items["action_id"] == line.action_id]
            action_panel.show_action(line, mine, audit, partial(decisions.resolve, services))


services = runtime.services()
page_parts.head_line("actions", [])
action_panel.show_pause(decisions.is_paused(services), partial(decisions.set_paused, services))
waiting()
log()
