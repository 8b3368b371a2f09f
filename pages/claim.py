"""One claim: what happened, what the customer says, what to decide. Opened by ?shop=…&claim=…"""

import streamlit as st

from lib.queries import claim_detail
from lib.ui import claim_panel, claim_view, confirm, frame, runtime

frame.require("claim")


@st.fragment
def claim() -> None:
    shop, claim_id = st.query_params.get("shop", ""), st.query_params.get("claim", "")
    services = runtime.services()
    items = claim_detail.claim_items_of(services.db, shop, claim_id)
    if items.empty or shop not in services.clients:
        claim_view.show_missing(claim_id)
        return
    at = confirm.desk_of(services)
    item = claim_view.choose_item(items)
    detail = claim_panel.read(services, item)
    claim_view.show(items, item, detail, at)
    confirm.show(at)


claim()
