"""One claim: what happened, what the customer says, what to decide. Opened by ?shop=…&claim=…"""

import streamlit as st

from lib.flows import decisions
from lib.queries import action_history, claim_detail
from lib.queries.claim_sides import claim_sides
from lib.queries.reject_reasons import reject_reason_choices
from lib.ui import claim_view, confirm, frame, runtime, text
from lib.ui.claim_panel import Detail

frame.require("claim")


@st.fragment
def claim() -> None:
    shop, claim_id = st.query_params.get("shop", ""), st.query_params.get("claim", "")
    services = runtime.services()
    items = claim_detail.claim_items_of(services.db, shop, claim_id)
    if items.empty or shop not in services.clients:
        st.info(text.CLAIM_NOT_FOUND if claim_id else text.CLAIM_NOT_CHOSEN)
        st.page_link("pages/inbox.py", label=text.PAGES["inbox"], icon=frame.ICONS["inbox"])
        return
    at = confirm.desk_of(
        services,
        ask=decisions.ask,
        keep_file=decisions.keep_attachment,
        reasons=reject_reason_choices,
        reread=claim_detail.claim_items_of,
        open_states=action_history.open_states(services.journal),
        paused=decisions.is_paused(services),
    )
    item = claim_view.choose_item(items)
    detail = Detail(
        **claim_sides(services.db, services.journal, shop=shop, claim_id=claim_id, sku=item.sku, now=services.now())
    )
    claim_view.show(items, item, detail, at)
    confirm.show(at)


claim()
