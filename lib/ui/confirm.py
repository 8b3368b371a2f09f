"""The dialogs before a decision: what, on what, with what consequence. Their yes stores intents, nothing more."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.action import ActionKind, ActionRequest, Attachment
from lib.domain.claim import RejectReason
from lib.errors import ActionNotAllowed
from lib.flows import decisions
from lib.flows.decisions import Asked
from lib.flows.services import Services
from lib.queries.action_history import open_states
from lib.queries.claim_detail import claim_items_of
from lib.queries.reject_reasons import reject_reason_choices
from lib.settings import ShopSettings
from lib.ui import (
    approval_form,
    dialog_facts,
    feedback,
    refusal_form,
    requests,
    runtime,
    text,
)
from lib.ui.approval_form import Answer
from lib.ui.claim_table import DECIDED, Surroundings
from lib.ui.row_words import each
from lib.ui.sidebar import HOLD

SHOWN_FOR = timedelta(minutes=5)
"""From the dialog to the yes; then its facts are read again and it is shown anew."""

_OPENED = "confirm.opened"
_ERROR = "confirm.error"
_TITLES = {
    ActionKind.APPROVE: "CONFIRM_APPROVE",
    ActionKind.REJECT: "CONFIRM_REJECT",
    ActionKind.PREAPPROVE: "CONFIRM_PREAPPROVE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the dialogs need from the page: the two deeds, the two reads, and what stands round the rows."""

    ask: Callable[..., Sequence[Asked]]
    """decisions.ask with services, user and source given: requests, shown_at."""
    keep_file: Callable[[bytes], Attachment]
    """decisions.keep_attachment; raises ActionNotAllowed."""
    reasons: Callable[..., list[RejectReason]]
    """reject_reasons.reject_reason_choices with the database given."""
    reread: Callable[[str, str], pd.DataFrame]
    """claim_detail.claim_items_of with the database given: shop, claim_id."""
    shops: Mapping[str, ShopSettings]
    around: Surroundings
    undo_s: float
    undo_batch_s: float
    paused: bool


def desk_of(services: Services) -> Desk:
    """The process's own desk: decisions into its journal, facts from its database."""
    shops = {shop.shop: shop for shop in services.settings.shops}
    return Desk(
        ask=partial(decisions.ask, services, user=runtime.user(), source="page"),
        keep_file=partial(decisions.keep_attachment, services),
        reasons=partial(reject_reason_choices, services.db),
        reread=partial(claim_items_of, services.db),
        shops=shops,
        around=Surroundings(
            now=services.now(),
            open_states=open_states(services.journal),
            shop_names={shop.shop: shop.name for shop in shops.values()},
            short_names=_short_names(services.settings.shops),
            files=services.settings.files,
        ),
        undo_s=services.settings.engine.undo_s,
        undo_batch_s=services.settings.engine.undo_batch_s,
        paused=decisions.is_paused(services),
    )


def _short_names(shops: Sequence[ShopSettings]) -> dict[str, str]:
    in_marketplace = Counter(shop.marketplace for shop in shops)
    return {
        shop.shop: text.MARKETPLACE[shop.marketplace] if in_marketplace[shop.marketplace] == 1 else shop.name
        for shop in shops
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The dialog that stands on the screen."""

    kind: ActionKind
    rows: pd.DataFrame
    shown_at: datetime
    renewed: bool = False


def open_dialog(kind: ActionKind, rows: pd.DataFrame, now: datetime) -> None:
    """A button's handler: the dialog stands from the next run on, until it is answered or closed."""
    st.session_state[_OPENED] = Opened(kind=kind, rows=rows, shown_at=now)
    st.session_state.pop(_ERROR, None)


def close() -> None:
    st.session_state.pop(_OPENED, None)
    st.session_state.pop(_ERROR, None)


def is_open() -> bool:
    return _OPENED in st.session_state


def show(desk: Desk) -> None:
    """Draws the dialog that a button opened; nothing when none is open. Once a run, as Streamlit allows one dialog."""
    opened: Opened | None = st.session_state.get(_OPENED)
    if opened is None:
        return
    st.session_state[HOLD] = True
    title = getattr(text, _TITLES[opened.kind])
    st.dialog(title, width="medium", on_dismiss=close)(_body)(desk)


def _body(desk: Desk) -> None:
    opened: Opened | None = st.session_state.get(_OPENED)
    if opened is None:
        st.rerun()
        return
    opened = _fresh(opened, desk)
    if opened.renewed:
        st.warning(text.CONFIRM_TOO_OLD)
    many = opened.rows["claim_id"].nunique() > 1
    reasons_out = [requests.excluded(opened.kind, row, desk.around.open_states, many=many) for row in each(opened.rows)]
    chosen = opened.rows[[reason is None for reason in reasons_out]]
    if many:
        dialog_facts.list_rows(chosen, desk.shops, desk.around)
    elif len(chosen):
        dialog_facts.one_claim(chosen, desk.shops, desk.around)
    dialog_facts.list_excluded(opened.rows, reasons_out)
    if len(chosen):
        _form(opened, chosen, desk, many=many)
    else:
        st.button(text.CANCEL, key="confirm.cancel", on_click=close)


def _fresh(opened: Opened, desk: Desk) -> Opened:
    """The same dialog with facts read again, when it stood too long."""
    if desk.around.now - opened.shown_at <= SHOWN_FOR:
        return opened
    keys = set(opened.rows["item_key"])
    claims = each(opened.rows.drop_duplicates(["shop", "claim_id"]))
    rows = pd.concat([desk.reread(claim.shop, claim.claim_id) for claim in claims], ignore_index=True)
    renewed = replace(opened, rows=rows[rows["item_key"].isin(keys)], shown_at=desk.around.now, renewed=True)
    st.session_state[_OPENED] = renewed
    return renewed


def _form(opened: Opened, rows: pd.DataFrame, desk: Desk, *, many: bool) -> None:
    """The choices of the decision, its consequence, and the yes."""
    row: Any = next(each(rows))
    if opened.kind is ActionKind.REJECT:
        answer = refusal_form.show(row, desk.reasons, desk.around.now)
    else:
        answer = approval_form.show(opened.kind, row, rows, many=many)
    if answer.consequence:
        st.caption(answer.consequence)
    if message := st.session_state.get(_ERROR):
        st.error(feedback.plain(message))
    if desk.paused:
        st.caption(text.CONFIRM_PAUSED)
    undo_s = desk.undo_batch_s if many else desk.undo_s
    st.caption(text.CONFIRM_UNDO.format(seconds=text.count(undo_s)))
    amount = text.money(float(rows["amount_try"].sum()))
    label = getattr(text, f"CONFIRM_YES_{answer.kind.name}").format(count=text.count(len(rows)), amount=amount)
    with st.container(horizontal=True, gap="small"):
        st.button(
            label,
            key="confirm.yes",
            type="primary",
            on_click=_yes,
            args=(desk, answer, rows, opened.shown_at),
        )
        st.button(text.CANCEL, key="confirm.cancel", on_click=close)


def _yes(desk: Desk, answer: Answer, rows: pd.DataFrame, shown_at: datetime) -> None:
    """The handler: keeps the files, stores the intents, returns. Nothing is sent here."""
    if missing := answer.missing():
        st.session_state[_ERROR] = missing
        return
    refusal = answer.kind is ActionKind.REJECT
    try:
        files = [desk.keep_file(file.getvalue()) for file in refusal_form.files()] if refusal else []
    except ActionNotAllowed:
        st.session_state[_ERROR] = text.FILE_REFUSED
        return
    made: list[ActionRequest] = requests.make(answer.kind, rows, answer.details(), files)
    asked = desk.ask(made, shown_at=shown_at)
    if len(asked) == 1 and not asked[0].action_id:
        st.session_state[_ERROR] = text.PROBLEM.get(str(asked[0].problem), str(asked[0].problem))
        return
    feedback.keep_asked(asked)
    st.session_state[DECIDED] = st.session_state.get(DECIDED, 0) + 1
    close()
