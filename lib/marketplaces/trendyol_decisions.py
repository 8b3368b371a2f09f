"""Trendyol's two decisions as requests, and what its history and its catalogue of reasons say (sections 5, 6 and 8)."""

from collections.abc import Sequence
from typing import Any

from lib.domain.action import Action, ActionKind
from lib.domain.claim import ClaimStatus, RejectReason
from lib.errors import RequestRefused
from lib.http_admission import Call
from lib.http_limits import Gate, Priority
from lib.marketplaces.base import AuditEntry, Executor
from lib.marketplaces.multipart import multipart_body
from lib.marketplaces.payload_fields import moment_ms, text
from lib.marketplaces.trendyol_mapping import SERVICE

EXECUTOR_BY_APP = {"SellerIntegrationApi": Executor.API, "Seller Center Orders BFF": Executor.PANEL}
FILE_FREE_REASONS = frozenset({"1651", "451", "2101"})
NOT_RECEIVED_REASON, NOT_RECEIVED_AFTER_H = "1651", 24
"""Parcel did not reach me: not during the first 24 hours in WaitingInAction."""


def decision_call(action: Action, claim_url: str, item_ids: Sequence[str], gate: Gate, *, upload_s: float) -> Call:
    """All units in one request. The values of a refusal stand in the address and the files in a form (section 6)."""
    kind, details = action.request.kind, action.request.details
    if kind is ActionKind.APPROVE:
        return Call(
            operation="approve",
            method="PUT",
            url=f"{claim_url}/items/approve",
            gate=gate,
            priority=Priority.ACTION,
            json={"claimLineItemIdList": list(item_ids), "params": {}},
        )
    if kind is not ActionKind.REJECT:
        raise RequestRefused("Trendyol has no such decision; nothing was sent", service=SERVICE, operation=kind)
    content_type, body = multipart_body("files", action.request.attachments)
    return Call(
        operation="issue",
        method="POST",
        url=f"{claim_url}/issue",
        gate=gate,
        priority=Priority.ACTION,
        params={
            "claimIssueReasonId": details.reason_code or "",
            "claimItemIdList": ",".join(item_ids),
            "description": details.statement or "",
        },
        headers={"Content-Type": content_type},
        content=body,
        deadline_s=upload_s if action.request.attachments else None,
    )


def to_audit_entry(row: dict[str, Any], item_id: str) -> AuditEntry | None:
    happened_at, raw_status = moment_ms(row.get("date")), text(row.get("newStatus"))
    if happened_at is None or raw_status is None:
        return None
    info = row.get("userInfoDocument")
    app = text(info.get("executorApp")) if isinstance(info, dict) else None
    return AuditEntry(
        item_id=text(row.get("claimItemId")) or item_id,
        previous_raw_status=text(row.get("previousStatus")) or "",
        raw_status=raw_status,
        executor=EXECUTOR_BY_APP.get(app or "", Executor.SYSTEM),
        happened_at=happened_at,
    )


def to_reject_reason(code: str, name: str) -> RejectReason:
    return RejectReason(
        code=code,
        name=name,
        needs_file=code not in FILE_FREE_REASONS,
        statuses=frozenset({ClaimStatus.AWAITING_ACTION}),
        not_before_h=NOT_RECEIVED_AFTER_H if code == NOT_RECEIVED_REASON else 0,
    )
