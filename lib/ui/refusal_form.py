"""What a refusal asks: reason, statement, evidence; what the marketplace will not take is said beforehand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.action import STATEMENT_MAX, ActionDetails, ActionKind
from lib.domain.claim import ClaimStatus, RejectReason
from lib.ui import requests, text
from lib.ui.approval_form import Answer

FILES_MOST = 5
TYPES = ["jpg", "jpeg", "png", "pdf"]
FILES = "confirm-files"
REASON = "confirm.reason"
STATEMENT = "confirm.statement"


def show(row: Any, read_reasons: Callable[..., list[RejectReason]], now: datetime) -> Answer:
    """The form for the items of one claim."""
    since = pd.Timestamp(row.status_since).to_pydatetime().replace(tzinfo=UTC)
    reasons = read_reasons(shop=row.shop, claim_type=row.claim_type or "", status=ClaimStatus(row.status))
    if not reasons:
        none = str(text.REJECT_NO_REASONS)
        return Answer(kind=ActionKind.REJECT, consequence="", missing=lambda: none)
    reason = _choose(reasons, since, now)
    _tell_waits(reasons, since, now)
    st.text_area(text.STATEMENT_LABEL, key=STATEMENT, max_chars=STATEMENT_MAX, height=110, help=text.STATEMENT_HELP)
    needs_file = reason is not None and reason.needs_file
    with st.container(key=f"files-{text.language().lower()}"):  # the style sheet has the button's word
        st.file_uploader(
            f"{text.FILES_LABEL} · **{text.REJECT_NEEDS_FILE}** · {text.FILES_HELP}"
            if needs_file
            else f"{text.FILES_LABEL} · {text.FILES_HELP}",
            type=TYPES,
            accept_multiple_files=True,
            key=FILES,
            max_upload_size=10,
        )
    by_code = {one.code: one for one in reasons}
    return Answer(
        kind=ActionKind.REJECT,
        consequence=requests.consequence(ActionKind.REJECT, row),
        details=lambda: _details(by_code),
        missing=lambda: _missing(by_code, since, now),
    )


def files() -> list[Any]:
    """What the visitor chose to send."""
    return list(st.session_state.get(FILES) or ())


def _choose(reasons: list[RejectReason], since: datetime, now: datetime) -> RejectReason | None:
    by_code = {reason.code: reason for reason in reasons}

    def label(code: str) -> str:
        reason = by_code[code]
        later = _usable_from(reason, since)
        hints = [text.REJECT_NEEDS_FILE] if reason.needs_file else []
        if later > now:
            hints.append(text.REJECT_LATER.format(at=text.moment(later)))
        return f"{reason.name} ({', '.join(hints)})" if hints else reason.name

    code = st.selectbox(
        text.REJECT_REASON_LABEL,
        list(by_code),
        index=None,
        format_func=label,
        placeholder=text.REJECT_REASON_PICK,
        key=REASON,
    )
    return by_code.get(code) if code else None


def _tell_waits(reasons: list[RejectReason], since: datetime, now: datetime) -> None:
    """The 24-hour rule, before anything is chosen."""
    with st.container(key="muted-waits", gap=None):
        for reason in reasons:
            later = _usable_from(reason, since)
            if later > now:
                st.text(text.REJECT_24H.format(name=reason.name, at=text.moment(later)))


def _usable_from(reason: RejectReason, since: datetime) -> datetime:
    return since + timedelta(hours=reason.not_before_h)


def _details(reasons: dict[str, RejectReason]) -> ActionDetails:
    """From what stands in the widgets when the handler runs, not when the form was drawn."""
    reason = reasons.get(st.session_state.get(REASON) or "")
    return ActionDetails(
        reason_code=reason.code if reason else None,
        reason_name=reason.name if reason else None,
        statement=str(st.session_state.get(STATEMENT) or "").strip() or None,
    )


def _missing(reasons: dict[str, RejectReason], since: datetime, now: datetime) -> str:
    reason = reasons.get(st.session_state.get(REASON) or "")
    if reason is None:
        return str(text.REASON_MISSING)
    if _usable_from(reason, since) > now:
        return str(text.REJECT_24H.format(name=reason.name, at=text.moment(_usable_from(reason, since))))
    if not str(st.session_state.get(STATEMENT) or "").strip():
        return str(text.STATEMENT_MISSING)
    if len(files()) > FILES_MOST:
        return str(text.FILES_TOO_MANY)
    return str(text.FILES_MISSING) if reason.needs_file and not files() else ""
