"""What a merchant may do to a Hepsiburada claim by the API: accept, reject, let the product come first."""

from typing import Any

from lib.sandbox import hepsiburada_life, hepsiburada_outcome, reasons
from lib.sandbox.entities import HepsiburadaClaim, Shop
from lib.sandbox.stories import Stories
from lib.sandbox.world import Outcome, World

FINALIZE = ("Refund", "Change")
ACCEPTION_REASONS = ("StockProblem", "ProductNotDefective", "Other")
OPEN = ("AwaitingAction", "AwaitingPreApproval")
NOT_SUITABLE = "Claim status is not suitable"


def accept(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    claim = find(shop, args["claim"])
    body: dict[str, Any] = args["body"]
    if claim is None:
        return Outcome(404, "Not Found")
    finalized = body.get("FinalizedWith") or ""
    if finalized and finalized not in FINALIZE:
        return Outcome(400, "FinalizedWith is not valid")
    if body.get("AcceptionReason") and body["AcceptionReason"] not in ACCEPTION_REASONS:
        return Outcome(400, "AcceptionReason is not valid")
    facts = {"claim": claim.number, "items": [claim.number], "body": body, "before": [claim.status]}
    if claim.status not in OPEN:
        if world.switches.guarded:
            return Outcome(400, NOT_SUITABLE)
        return Outcome(204, None, True, facts | {"paid_again": True})
    if claim.claim_type == "MissingInvoice" and world.switches.invoice_claims == "portal_only":
        return Outcome(400, "Claim can only be accepted on merchant portal")
    _soon(world, shop, claim)
    claim.invoice_link = str(body.get("InvoiceLink") or "")
    hepsiburada_outcome.accept(world, shop, claim, finalized or hepsiburada_outcome.usual_end(claim))
    return Outcome(204, None, True, facts | {"after": [claim.status], "finalized_with": claim.finalized_with})


def reject(world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    claim = find(shop, args["claim"])
    body: dict[str, Any] = args["body"]
    if claim is None:
        return Outcome(404, "Not Found")
    if claim.status not in OPEN:
        return Outcome(400, NOT_SUITABLE)
    reason = body.get("ClaimRejectionReason")
    if reason not in allowed_reasons(claim):
        return Outcome(400, "ClaimRejectionReason is not valid for claim type")
    files, links = body.get("Reports") or [], body.get("UploadedReportsUrls") or []
    facts = {"claim": claim.number, "items": [claim.number], "reason": reason, "before": [claim.status]}
    facts |= {"description": body.get("MerchantStatement") or "", "files": files, "links": links}
    _soon(world, shop, claim)
    hepsiburada_outcome.reject(
        world, shop, claim, reason, str(body.get("MerchantStatement") or ""), len(files) + len(links)
    )
    return Outcome(204, None, True, facts | {"after": [claim.status]})


def allowed_reasons(claim: HepsiburadaClaim) -> tuple[str, ...]:
    """Group A for types with a physical return, B for the rest, C before the product travels (section 5.10)."""
    if claim.status == "AwaitingPreApproval":
        return reasons.GROUP_C + reasons.GROUP_A
    kind = claim.claim_type.lower()
    return reasons.GROUP_B if kind in hepsiburada_outcome.WITHOUT_RETURN else reasons.GROUP_A


def confirm_preapproval(stories: Stories, world: World, shop: Shop, args: dict[str, Any]) -> Outcome:
    claim = find(shop, args["claim"])
    if claim is None:
        return Outcome(404, "Not Found")
    if claim.status != "AwaitingPreApproval":
        return Outcome(400, NOT_SUITABLE)
    if args["body"].get("preApprovalReason") != "ProductInvestigation":
        return Outcome(400, "preApprovalReason is not valid")
    _soon(world, shop, claim)
    claim.fate.answer_ms = None
    hepsiburada_life.confirm_preapproval(world, shop, stories, claim)
    return Outcome(
        204,
        None,
        True,
        {"claim": claim.number, "items": [claim.number], "before": ["AwaitingPreApproval"], "after": [claim.status]},
    )


def find(shop: Shop, number: str) -> HepsiburadaClaim | None:
    claim = shop.shelf.claim(number)
    return claim if isinstance(claim, HepsiburadaClaim) else None


def _soon(world: World, shop: Shop, claim: HepsiburadaClaim) -> None:
    world.show_later(shop, claim, world.switches.approve_visible_after_s)
