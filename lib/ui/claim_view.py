"""The claim's own page: product, facts, words and photos at the left, decision and timeline at the right."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.ui import claim_panel, kept_pictures, requests, row_words, screen, text, timeline
from lib.ui.claim_panel import Detail
from lib.ui.confirm import Desk
from lib.ui.row_words import each

ITEM = "claim.item"


def choose_item(items: pd.DataFrame) -> Any:
    """The item that is looked at; the first that waits, where nobody chose."""
    rows = list(each(items))
    held = st.session_state.get(ITEM)
    waiting = [row for row in rows if requests.permitted(row)]
    return next((row for row in rows if row.item_id == held), (waiting or rows)[0])


def show_missing(claim_id: str) -> None:
    """A link that leads to no claim we know: what may be wrong, and where to go on."""
    st.title(text.PAGE_TITLES["claim"], anchor=False)
    with st.container(key="muted-claim-number"):
        st.text(claim_id)
    st.info(text.CLAIM_NOT_FOUND if claim_id else text.CLAIM_NOT_CHOSEN)
    with st.container(horizontal=True, gap="medium"):
        st.page_link("pages/inbox.py", label=text.CLAIM_TO_INBOX, icon=":material/inbox:")
        if claim_id:
            st.page_link("pages/connections.py", label=text.CLAIM_TO_SYNC, icon=":material/sync:")


def show(items: pd.DataFrame, item: Any, detail: Detail, desk: Desk) -> None:
    """The page of one claim."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.title(text.PAGE_TITLES["claim"], anchor=False, width="content")
        with st.container(key="muted-claim-number", width="content"):
            st.text(f"{item.claim_id} · {text.MARKETPLACE[item.marketplace]}")
    if len(items) > 1:
        names = {row.item_id: f"{row_words.product(row)} · {row_words.status(row)}" for row in each(items)}
        st.selectbox(
            text.CLAIM_ITEMS,
            list(names),
            index=list(names).index(item.item_id),
            key=ITEM,
            format_func=lambda item_id: names[item_id],
        )
    left, right = st.columns((1.7, 1), gap="medium")
    with left:
        _product(item, detail, desk)
        _words(item, detail, desk)
        _parcels(detail)
    with right:
        _decision(items, item, desk)
        with st.container(border=True, key="claim-timeline"):
            st.caption(text.CLAIM_TIMELINE)
            timeline.show(item, detail.statuses, detail.audits, detail.parcels, detail.actions)


def _product(item: Any, detail: Detail, desk: Desk) -> None:
    picture = kept_pictures.data_address(desk.around.files, item.image_url, "claim")
    with st.container(border=True, key="claim-product", horizontal=not screen.is_narrow(), gap="medium"):
        if picture:
            st.image(picture, width=168, alt=text.COLUMN_PRODUCT)
        with st.container(gap="small"):
            with st.container(key="product-name"):
                st.text(row_words.name(item))
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                claim_panel.clock_badge(item, desk)
                st.badge(text.KIND[item.kind], color="gray")
                if not desk.shops[item.shop].live:
                    st.badge(text.CONFIRM_DRY_RUN, color="gray", help=text.CONFIRM_DRY_RUN_HELP)
            _facts(item, detail, desk)


def _facts(item: Any, detail: Detail, desk: Desk) -> None:
    names = detail.people[detail.people["item_id"] == item.item_id]["customer_name"].dropna()
    known = row_words.known
    facts = {
        text.CLAIM_AMOUNT: text.money(None if pd.isna(item.amount_try) else item.amount_try),
        text.CLAIM_QUANTITY: text.count(item.quantity),
        text.CLAIM_ORDER: item.order_number,
        text.CLAIM_CUSTOMER: names.iloc[0] if len(names) else known(item.customer_name_masked) or "–",
        text.COLUMN_SHOP: desk.around.shop_names.get(item.shop, item.shop),
        text.COLUMN_SKU: known(item.sku) or "–",
        text.FILTER_BARCODE: known(item.barcode) or "–",
        text.COLUMN_RETURN_CODE: known(item.return_code) or "–",
        text.COLUMN_STATUS: row_words.status(item),
        text.COLUMN_CLAIMED: text.moment(item.claimed_at),
    }
    if known(item.claim_type):
        facts[text.CLAIM_TYPE] = item.claim_type
    with st.grid("auto", min_column_width=130, gap="small") as grid:
        for number, (name, value) in enumerate(facts.items()):
            with grid.cell(), st.container(gap=None, key=f"fact-page-{number}"):
                st.caption(name)
                st.text(str(value))


def _words(item: Any, detail: Detail, desk: Desk) -> None:
    with st.container(border=True, key="claim-words"):
        claim_panel.reason(item)
        known = row_words.known
        if known(item.marketplace_reason) and known(item.marketplace_reason) != known(item.reason):
            with st.container(gap=None):
                st.caption(text.CLAIM_MARKETPLACE_REASON)
                st.text(item.marketplace_reason)
        claim_panel.note(item, detail)
        if known(item.marketplace_note):
            with st.container(gap=None):
                st.caption(text.CLAIM_MARKETPLACE_NOTE)
                st.text(item.marketplace_note)
        claim_panel.photos(item, detail, desk, width=200, side="claim")
        claim_panel.product_record(item, detail)
        if not pd.isna(item.not_seen_since):
            st.caption(text.CLAIM_NOT_SEEN_SINCE.format(at=text.moment(item.not_seen_since)))


def _parcels(detail: Detail) -> None:
    if detail.parcels.empty:
        return
    with st.container(border=True, key="claim-parcels", gap="small"):
        st.caption(text.CLAIM_PARCELS)
        for leg in each(detail.parcels):
            parts = (
                text.PARCEL_DIRECTION[leg.direction],
                text.PARCEL_PURPOSE[leg.purpose],
                text.PARCEL_STATUS[leg.status],
                row_words.known(leg.cargo_company),
                row_words.known(leg.tracking_number),
                row_words.known(leg.return_code),
            )
            st.text(" · ".join(dict.fromkeys(part for part in parts if part)))


def _decision(items: pd.DataFrame, item: Any, desk: Desk) -> None:
    waiting = [requests.permitted(row) == requests.permitted(item) for row in each(items)]
    together = items[waiting] if requests.permitted(item) else items[items["item_id"] == item.item_id]
    with st.container(border=True, key="claim-decision"):
        st.caption(text.CLAIM_ACTIONS)
        held = row_words.open_action(item, desk.around.open_states)
        if held:
            st.badge(held, icon=":material/schedule_send:", color="primary")
            st.page_link("pages/actions.py", label=text.PAGES["actions"], icon=":material/history:")
        claim_panel.actions(item, desk, key="claim", rows=together, show_open=False)
        if words := _outcome(item):
            st.markdown(words)


def _outcome(item: Any) -> str:
    if row_words.known(item.dispute_outcome):
        return str(text.CLAIM_DISPUTE.format(outcome=text.DISPUTE_OUTCOME[item.dispute_outcome]))
    who = row_words.known(item.accepted_by)
    return str(text.CLAIM_ACCEPTED_BY.format(who=text.ACCEPTED_BY[who])) if who else ""
