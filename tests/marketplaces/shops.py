"""Ordinary shops and decisions for client tests; all keys are invented."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from lib.domain.action import Action, ActionDetails, ActionKind, ActionRequest, ActionState, Attachment, Wanted
from lib.domain.claim import Marketplace
from lib.settings import HepsiburadaShop, TrendyolShop

TRENDYOL = TrendyolShop(
    shop="ty", name="ty", live=True, seller_id="900123", api_key="planted-key", api_secret="planted-secret"
)
HEPSIBURADA = HepsiburadaShop(
    shop="hb",
    name="hb",
    live=True,
    merchant_id="4d2f9a61-7c35-4e0b-9f18-2ab6c0d3e754",
    service_key="planted-service-key",
    user_agent="ornekfirma_dev",
)


def make_action(
    kind: ActionKind,
    *,
    hepsiburada: bool = False,
    claim_id: str = "",
    claim_type: str | None = None,
    item_ids: tuple[str, ...] = ("i1",),
    details: ActionDetails | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> Action:
    """An intent that is about to be sent."""
    ordinary = ActionDetails(reason_code="ProductIsDamaged" if hepsiburada else "51", statement="Ürün kullanılmış.")
    request = ActionRequest(
        shop="hb" if hepsiburada else "ty",
        marketplace=Marketplace.HEPSIBURADA if hepsiburada else Marketplace.TRENDYOL,
        claim_id=claim_id or ("610200302" if hepsiburada else "c-1"),
        claim_type=claim_type if claim_type is not None else ("Return" if hepsiburada else ""),
        order_number="10500000003",
        kind=kind,
        items=tuple(Wanted(item_id=item_id, shown_version="v") for item_id in item_ids),
        details=details or (ordinary if kind is ActionKind.REJECT else ActionDetails()),
        attachments=attachments,
    )
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    return Action(
        action_id="a-1",
        request=request,
        batch_id=None,
        user="yerel",
        source="page",
        created_at=moment,
        not_before_at=moment,
        item_states=dict.fromkeys(item_ids, ActionState.SENDING),
        attempt_count=1,
        message=None,
        correlation_id=None,
    )


def make_attachment(folder: Path, content: bytes, **changes: Any) -> Attachment:
    path = folder / "kanit-1.jpg"
    path.write_bytes(content)
    facts: dict[str, Any] = {
        "file_name": "kanit-1.jpg",
        "content_type": "image/jpeg",
        "sha256": sha256(content).hexdigest(),
        "path": str(path),
        "byte_count": len(content),
    }
    return Attachment(**{**facts, **changes})
