"""Hepsiburada's three decisions as request bodies (hepsiburada.md sections 5.5 to 5.6b)."""

from base64 import b64encode
from pathlib import Path
from typing import Any

from lib.domain.action import Action, ActionKind, Finalize
from lib.errors import RequestRefused
from lib.marketplaces.hepsiburada_mapping import SERVICE

FINALIZED_WITH = {Finalize.REFUND: "Refund", Finalize.CHANGE: "Change"}
EXPLICIT_TYPES = frozenset({"renewproduct", "change"})
"""Types whose approval without FinalizedWith is told differently by different sources: it is always sent."""
PICTURES_SENT = frozenset({"image/jpeg", "image/png"})


def decision_of(action: Action) -> tuple[str, dict[str, Any]]:
    """(last part of the path, body). Raises RequestRefused for a file that the service does not take."""
    match action.request.kind:
        case ActionKind.APPROVE:
            return "accept", _accept_body(action)
        case ActionKind.REJECT:
            return "reject", _reject_body(action)
        case ActionKind.PREAPPROVE:
            return "preapprovalconfirm", {"preApprovalReason": "ProductInvestigation"}


def _accept_body(action: Action) -> dict[str, Any]:
    """At least `{}`. Without a choice, a new-product or exchange request is approved as what the customer asks for."""
    details = action.request.details
    finalize = details.finalize
    if finalize is None and action.request.claim_type.lower() in EXPLICIT_TYPES:
        finalize = Finalize.CHANGE
    body: dict[str, Any] = {}
    if finalize is not None:
        body["FinalizedWith"] = FINALIZED_WITH[finalize]
    if details.invoice_link:
        body["InvoiceLink"] = details.invoice_link
    if details.acception_reason is not None:
        body["AcceptionReason"] = details.acception_reason.value
    return body


def _reject_body(action: Action) -> dict[str, Any]:
    """Pictures go as base64 in `Reports`; another file is refused here, before anything is sent."""
    details, attachments = action.request.details, action.request.attachments
    if any(file.content_type not in PICTURES_SENT for file in attachments):
        raise RequestRefused(
            "Hepsiburada takes JPEG and PNG pictures only; nothing was sent", service=SERVICE, operation="reject"
        )
    return {
        "ClaimRejectionReason": details.reason_code or "",
        "MerchantStatement": details.statement or "",
        "Reports": [b64encode(Path(file.path).read_bytes()).decode("ascii") for file in attachments],
        "UploadedReportsUrls": [],
    }
