"""Rows on the screen → the decisions they stand for: what may be asked, how it closes, what it leads to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from lib.domain.action import ActionDetails, ActionKind, ActionRequest, Attachment, Finalize, Wanted, permitted_kinds
from lib.domain.claim import ClaimStatus, Marketplace
from lib.ui import row_words, text
from lib.ui.claim_table import OpenStates
from lib.ui.row_words import each

CHOICE_TYPES = frozenset({"renewproduct", "change", "wrongproduct", "undeliveredproduct", "damagedwithreport"})
"""Hepsiburada's claim types that may close with a refund or with a new product (hepsiburada.md section 7)."""
REFUND_TYPES = frozenset({"return"})
CHANGE_FIRST = frozenset({"change", "wrongproduct"})
INVOICE_TYPES = frozenset({"missinginvoice"})
NEW_PRODUCT_TYPES = frozenset({"renewproduct"})


def permitted(row: Any) -> frozenset[ActionKind]:
    """What the item's status allows."""
    return permitted_kinds(Marketplace(row.marketplace), ClaimStatus(row.status))


def is_hepsiburada(row: Any) -> bool:
    return bool(row.marketplace == Marketplace.HEPSIBURADA)


def type_of(row: Any) -> str:
    """Hepsiburada's claim type in lower case; empty at Trendyol."""
    return str(row.claim_type or "").lower()


def finalize_choices(row: Any) -> tuple[Finalize, ...]:
    """How an approval may close, the likelier first; empty where there is nothing to choose."""
    if not is_hepsiburada(row):
        return ()
    kind = type_of(row)
    if kind in CHOICE_TYPES:
        return (Finalize.CHANGE, Finalize.REFUND) if kind in CHANGE_FIRST else (Finalize.REFUND, Finalize.CHANGE)
    return ()


def needs_choice(row: Any) -> bool:
    """Whether a batch must leave the item out: a person says how it closes, or what comes first."""
    waits = row.status == ClaimStatus.AWAITING_PREAPPROVAL
    return waits or bool(finalize_choices(row))


def plain_details(row: Any) -> ActionDetails:
    """What an approval without a choice says."""
    refund = is_hepsiburada(row) and type_of(row) in REFUND_TYPES
    return ActionDetails(finalize=Finalize.REFUND if refund else None)


def excluded(kind: ActionKind, row: Any, open_states: OpenStates, *, many: bool) -> str | None:
    """Why a row can't be part of the decision (key of text.EXCLUDED); None when it can."""
    if kind not in permitted(row):
        return "not_permitted"
    if (row.shop, row.claim_id, row.item_id) in open_states:
        return "already_asked"
    return "needs_choice" if many and needs_choice(row) else None


def consequence(kind: ActionKind, row: Any, finalize: Finalize | None = None) -> str:
    """What this decision leads to, in one sentence."""
    key = f"{row.marketplace}.{kind.value}"
    if is_hepsiburada(row) and kind is ActionKind.APPROVE:
        key += _suffix(row, finalize)
    amount = text.money(None if pd.isna(row.amount_try) else row.amount_try)
    return str(text.CONSEQUENCE[key].format(amount=amount))


def _suffix(row: Any, finalize: Finalize | None) -> str:
    if finalize is not None:
        return f".{finalize.value}"
    kind = type_of(row)
    if kind in INVOICE_TYPES:
        return ".invoice"
    return ".missing" if kind.startswith("missing") else ""


def make(
    kind: ActionKind,
    rows: pd.DataFrame,
    details: ActionDetails | None = None,
    attachments: Sequence[Attachment] = (),
) -> list[ActionRequest]:
    """One request a claim, with all its chosen items: each claim is one call to the marketplace."""
    made = []
    for (_shop, _claim), items in rows.groupby(["shop", "claim_id"], sort=False):
        first: Any = next(each(items))
        made.append(
            ActionRequest(
                shop=first.shop,
                marketplace=Marketplace(first.marketplace),
                claim_id=first.claim_id,
                claim_type=first.claim_type or "",
                order_number=first.order_number,
                kind=kind,
                items=tuple(Wanted(item_id=row.item_id, shown_version=row.version) for row in each(items)),
                details=details if details is not None else plain_details(first),
                attachments=tuple(attachments),
                amount_try=_sum(items),
                deadline_at=row_words.deadline(first),
                product_name=None if pd.isna(first.product_name) else first.product_name,
            )
        )
    return made


def _sum(items: pd.DataFrame) -> Decimal | None:
    known = items["amount_try"].dropna()
    return Decimal(str(round(float(known.sum()), 2))) if len(known) else None
