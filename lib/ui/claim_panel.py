"""The claim beside its row, always in the same order: product, clock, facts, reason, note, the product's record,
timeline, actions, and the consequence in one sentence."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.action import ActionKind
from lib.domain.claim import ClaimStatus
from lib.flows.services import Services
from lib.queries.claim_sides import claim_sides
from lib.ui import address, confirm, kept_pictures, requests, row_words, seen, text, timeline, tones
from lib.ui.confirm import Desk
from lib.ui.row_words import each

PHOTOS_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One claim from every side, as queries/claim_detail.py and action_history.py return it."""

    people: pd.DataFrame
    photos: pd.DataFrame
    parcels: pd.DataFrame
    statuses: pd.DataFrame
    audits: pd.DataFrame
    actions: pd.DataFrame
    product_history: pd.DataFrame
    product_sales: pd.DataFrame


def read(services: Services, row: Any) -> Detail:
    """Everything beside one claim item, in one go."""
    sku = row_words.known(row.sku)
    now = services.now()
    return Detail(**claim_sides(services.db, services.journal, shop=row.shop, claim_id=row.claim_id, sku=sku, now=now))


def show(row: Any, detail: Detail, desk: Desk, *, caption: str = "") -> None:
    """The panel of one claim item. `caption` says why it stands there when no row is ticked."""
    with st.container(border=True, key="panel", gap="small"):
        if caption:
            st.caption(caption)
        head(row, desk)
        facts(row, desk)
        reason(row)
        note(row, detail)
        photos(row, detail, desk)
        product_record(row, detail)
        st.caption(text.CLAIM_TIMELINE)
        timeline.show(row, detail.statuses, detail.audits, detail.parcels, detail.actions, most=7)
        actions(row, desk, key="panel")


def head(row: Any, desk: Desk) -> None:
    """Product with picture, and the clock."""
    picture = kept_pictures.data_address(desk.around.files, row.image_url, "row")
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        if picture:
            st.image(picture, width=56, alt=text.COLUMN_PRODUCT)
        with st.container(gap=None):
            with st.container(key="product-name"):
                st.text(row_words.name(row))
            with st.container(key="muted-variant"):
                st.text(" · ".join(part for part in (row_words.variant(row), row_words.known(row.sku)) if part) or "–")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        clock_badge(row, desk)
        words = row_words.open_action(row, desk.around.open_states)
        if words:
            st.badge(words, icon=":material/schedule_send:", color="primary")
        if not desk.shops[row.shop].live:
            st.badge(text.CONFIRM_DRY_RUN, color="gray", help=text.CONFIRM_DRY_RUN_HELP)


def clock_badge(row: Any, desk: Desk) -> None:
    """Time left while an answer is awaited, else the status."""
    if row_words.deadline(row) is None:
        colors = {
            "accepted": "green",
            "refunded": "green",
            "rejected": "gray",
            "cancelled": "gray",
            "in_dispute": "orange",
        }
        label = text.CLAIM_STATUS[row.status] if row.status != ClaimStatus.UNKNOWN else text.CLAIM_STATUS["unknown"]
        st.badge(label, color=colors.get(row.status, "blue"))  # type: ignore[arg-type]
        return
    step = row_words.step(row, desk.around.now)
    st.badge(
        row_words.time_left(row, desk.around.now),
        icon=":material/timer:",
        color=tones.BADGES[step],  # type: ignore[arg-type]
    )


def facts(row: Any, desk: Desk) -> None:
    amount = text.money(None if pd.isna(row.amount_try) else row.amount_try)
    pieces = f" · {text.PIECES.format(count=text.count(row.quantity))}" if row.quantity > 1 else ""
    values = {
        text.CLAIM_AMOUNT: amount + pieces,
        text.CLAIM_ORDER: row.order_number,
        text.CLAIM_CUSTOMER: row_words.known(row.customer_name_masked) or "–",
        text.COLUMN_SHOP: desk.around.shop_names.get(row.shop, row.shop),
    }
    pairs = list(values.items())
    for number in (0, 2):
        for column, (name, value) in zip(st.columns(2, gap="small"), pairs[number : number + 2], strict=True):
            with column, st.container(gap=None, key=f"fact-{number}-{name}"):
                st.caption(name)
                st.text(str(value))


def reason(row: Any) -> None:
    with st.container(gap=None):
        st.caption(text.CLAIM_REASON)
        st.text(row_words.reason(row))


def note(row: Any, detail: Detail) -> None:
    """The customer's words, as plain text."""
    notes = detail.people[detail.people["item_id"] == row.item_id]["customer_note"].dropna()
    words = notes.iloc[0].strip() if len(notes) else ""
    if words:
        with st.container(gap=None):
            st.caption(text.CLAIM_NOTE)
            st.text(words)


def photos(row: Any, detail: Detail, desk: Desk, *, width: int = 72, side: str = "row") -> None:
    mine = detail.photos[detail.photos["item_id"] == row.item_id]["url"]
    contents = [kept_pictures.data_address(desk.around.files, url, side) for url in mine[:PHOTOS_MOST]]
    kept = [content for content in contents if content]
    if not len(mine):
        return
    with st.container(gap="xsmall"):
        st.caption(text.CLAIM_PHOTOS)
        if kept:
            with st.container(horizontal=True, gap="xsmall"):
                for content in kept:
                    st.image(content, width=width, alt=text.CLAIM_PHOTOS)
        else:
            st.caption(text.CLAIM_PHOTOS_PENDING.format(count=text.count(len(mine))))


def product_record(row: Any, detail: Detail) -> None:
    """Sold, claimed and the main reason in the last 90 days."""
    history = detail.product_history
    with st.container(gap=None):
        st.caption(text.CLAIM_PRODUCT)
        if history.empty:
            st.text(text.CLAIM_PRODUCT_HISTORY_NONE)
            return
        top: Any = next(each(history))
        sales: Any = next(each(detail.product_sales), None)
        known = sales is not None and not pd.isna(sales.known_since) and sales.sold_units > 0
        template = text.CLAIM_PRODUCT_HISTORY if known else text.CLAIM_PRODUCT_HISTORY_NO_SALES
        st.text(
            template.format(
                sold=text.count(sales.sold_units) if known else "",
                claimed=text.count(int(history["unit_count"].sum())),
                reason=row_words.reason_words(top.reason_code, top.reason),
            )
        )


def actions(row: Any, desk: Desk, *, key: str, rows: pd.DataFrame | None = None, show_open: bool = True) -> None:
    """The buttons this status allows, and what approving leads to. `rows`: the items they stand for, else this one."""
    held = row_words.open_action(row, desk.around.open_states)
    kinds = requests.permitted(row) if not held else frozenset()
    target = rows if rows is not None else pd.DataFrame([row._asdict()])
    now = desk.around.now
    with st.container(horizontal=True, gap="small", key=f"buttons-{key}", vertical_alignment="center"):
        if ActionKind.APPROVE in kinds:
            _decide(text.APPROVE, ActionKind.APPROVE, target, now, key, primary=True)
            _decide(text.REJECT, ActionKind.REJECT, target, now, key)
        if show_open:
            st.page_link(
                "pages/claim.py",
                label=text.CLAIM_OPEN,
                icon=":material/open_in_full:",
                query_params=address.of_claim(row.shop, row.claim_id),
            )
    if kinds:
        if not requests.needs_choice(row):
            st.caption(requests.consequence(ActionKind.APPROVE, row, requests.plain_details(row).finalize))
    elif row.status == ClaimStatus.UNKNOWN:
        st.caption(text.CLAIM_UNKNOWN_STATUS)
    elif not held:
        st.caption(seen.next_step(row) or text.CLAIM_NO_ACTION)


def _decide(label: str, kind: ActionKind, rows: pd.DataFrame, now: Any, key: str, *, primary: bool = False) -> None:
    st.button(
        label,
        key=f"decide.{key}.{kind}",
        type="primary" if primary else "secondary",
        on_click=confirm.open_dialog,
        args=(kind, rows, now),
    )
