"""What an approval asks beyond yes: how a Hepsiburada claim closes, why, and with which invoice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.action import AcceptionReason, ActionDetails, ActionKind, Finalize
from lib.domain.claim import ClaimStatus
from lib.ui import requests, text

INVOICE = "confirm.invoice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the form says so far."""

    kind: ActionKind
    consequence: str
    details: Callable[[], ActionDetails | None] = lambda: None
    """Read in the yes handler, where the newest words are; None: each claim's own plain details."""
    missing: Callable[[], str] = lambda: ""
    """Why yes does nothing yet; empty when it may."""


def show(kind: ActionKind, row: Any, rows: pd.DataFrame, *, many: bool) -> Answer:
    """For one claim its choices; for several only the sum's consequence."""
    if many:
        amount = text.money(float(rows["amount_try"].sum()))
        return Answer(kind=kind, consequence=text.CONSEQUENCE["many"].format(amount=amount))
    if kind is ActionKind.PREAPPROVE:
        return Answer(kind=kind, consequence=requests.consequence(kind, row), details=ActionDetails)
    if row.status == ClaimStatus.AWAITING_PREAPPROVAL:
        return _preapproval(row)
    return _approval(row, _finalize(row))


def _preapproval(row: Any) -> Answer:
    choice = st.radio(
        text.PREAPPROVAL_LABEL,
        ["change", "refund", "preapprove"],
        index=None,
        format_func=lambda name: text.PREAPPROVAL_CHOICES[name],
        key="confirm.preapproval",
    )
    if choice is None:
        missing = str(text.PREAPPROVAL_LABEL)
        return Answer(kind=ActionKind.APPROVE, consequence="", missing=lambda: missing)
    if choice == "preapprove":
        sentence = requests.consequence(ActionKind.PREAPPROVE, row)
        return Answer(kind=ActionKind.PREAPPROVE, consequence=sentence, details=ActionDetails)
    return _approval(row, Finalize(choice))


def _finalize(row: Any) -> Finalize | None:
    choices = requests.finalize_choices(row)
    if not choices:
        return requests.plain_details(row).finalize
    picked = st.radio(
        text.FINALIZE_LABEL,
        [choice.value for choice in choices],
        index=None,
        format_func=lambda name: text.FINALIZE[name],
        key="confirm.finalize",
    )
    return Finalize(picked) if picked else None


def _approval(row: Any, finalize: Finalize | None) -> Answer:
    must_choose = bool(requests.finalize_choices(row)) and finalize is None
    reason = _acception_reason(row) if finalize is Finalize.REFUND else None
    missing = text.FINALIZE_LABEL if must_choose else ""
    if finalize is Finalize.REFUND and requests.type_of(row) in requests.NEW_PRODUCT_TYPES and reason is None:
        missing = text.ACCEPTION_REASON_LABEL
    _ask_invoice_link(row)
    link_wrong: str = text.INVOICE_LINK_WRONG

    def details() -> ActionDetails:
        return ActionDetails(finalize=finalize, acception_reason=reason, invoice_link=_invoice_link() or None)

    def still_missing() -> str:
        return missing or (link_wrong if _invoice_link() and not _invoice_link().startswith("https://") else "")

    return Answer(
        kind=ActionKind.APPROVE,
        consequence="" if must_choose else requests.consequence(ActionKind.APPROVE, row, finalize),
        details=details,
        missing=still_missing,
    )


def _acception_reason(row: Any) -> AcceptionReason | None:
    if requests.type_of(row) not in requests.NEW_PRODUCT_TYPES:
        return None
    picked = st.selectbox(
        text.ACCEPTION_REASON_LABEL,
        [reason.value for reason in AcceptionReason],
        index=None,
        format_func=lambda name: text.ACCEPTION_REASON[name],
        placeholder=text.REJECT_REASON_PICK,
        key="confirm.acception",
    )
    return AcceptionReason(picked) if picked else None


def _ask_invoice_link(row: Any) -> None:
    if requests.is_hepsiburada(row) and row.kind == "missing_invoice":
        st.info(text.INVOICE_LINK_HELP)
        st.text_input(text.INVOICE_LINK_LABEL, key=INVOICE, placeholder="https://")


def _invoice_link() -> str:
    return str(st.session_state.get(INVOICE) or "").strip()
