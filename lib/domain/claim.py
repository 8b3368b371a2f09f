"""The words of the product: shop, claim, claim item, parcel. What a marketplace calls them stays in `marketplaces/`."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Marketplace(StrEnum):
    TRENDYOL = "trendyol"
    HEPSIBURADA = "hepsiburada"


class ClaimStatus(StrEnum):
    """Where the marketplace says an item is; only a sync writes it."""

    REQUESTED = "requested"
    AWAITING_PREAPPROVAL = "awaiting_preapproval"
    AWAITING_ACTION = "awaiting_action"
    FRAUD_CHECK = "fraud_check"
    IN_DISPUTE = "in_dispute"
    IN_ANALYSIS = "in_analysis"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    """A word we do not know: kept, shown as it came, blocks actions."""


FINAL_STATUSES = frozenset(
    {ClaimStatus.ACCEPTED, ClaimStatus.REJECTED, ClaimStatus.REFUNDED, ClaimStatus.CANCELLED}
)
AWAITING_SELLER = frozenset({ClaimStatus.AWAITING_ACTION, ClaimStatus.AWAITING_PREAPPROVAL})


class Kind(StrEnum):
    """Our sort of claim (interface.md section 4); what may be done depends on the marketplace's type, never on this."""

    RETURN = "return"
    EXCHANGE = "exchange"
    NEW_PRODUCT = "new_product"
    WRONG_PRODUCT = "wrong_product"
    MISSING_ITEM = "missing_item"
    MISSING_PART = "missing_part"
    MISSING_INVOICE = "missing_invoice"
    MISSING_WARRANTY = "missing_warranty"
    UNDELIVERED = "undelivered"
    DAMAGED_WITH_REPORT = "damaged_with_report"
    EXTRA_PRODUCT = "extra_product"
    OTHER = "other"


class AcceptedBy(StrEnum):
    SELLER = "seller"
    SYSTEM = "system"
    DISPUTE = "dispute"


class DisputeOutcome(StrEnum):
    """What became of a refusal: `won` for the seller, `lost` for the customer."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class ParcelDirection(StrEnum):
    TO_SELLER = "to_seller"
    TO_CUSTOMER = "to_customer"


class ParcelPurpose(StrEnum):
    RETURN = "return"
    SEND_BACK = "send_back"
    """A refused product on its way back to the customer."""
    REPLACEMENT = "replacement"
    OTHER = "other"


class ParcelStatus(StrEnum):
    OPEN = "open"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    UNKNOWN = "unknown"
    """The marketplace gives no status (Trendyol) or a word we do not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One box on its way."""

    direction: ParcelDirection
    purpose: ParcelPurpose
    status: ParcelStatus
    raw_status: str | None = None
    package_id: str | None = None
    tracking_number: str | None = None
    """Always text: Trendyol's may exceed 64 bits."""
    return_code: str | None = None
    """The code the customer gives to the carrier."""
    tracking_link: str | None = None
    cargo_company: str | None = None
    created_at: datetime | None = None
    dont_ship_back: bool | None = None
    """Three-state: True the product stays with the customer, False ship back, None not said."""
    item_ids: tuple[str, ...] = ()
    """The claim items inside; empty means all of the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """The unit of a decision. Trendyol: one piece; Hepsiburada: the whole claim with its quantity."""

    item_id: str
    order_line_id: str | None
    status: ClaimStatus
    raw_status: str
    kind: Kind
    reason_code: str | None
    """The customer's reason, the marketplace's id or code."""
    reason: str | None
    marketplace_reason_code: str | None = None
    """Trendyol's own classification; it may change while the claim moves."""
    marketplace_reason: str | None = None
    customer_note: str | None = None
    """Personal data: stored apart."""
    marketplace_note: str | None = None
    product_name: str | None = None
    sku: str | None = None
    """The merchant's stock code."""
    marketplace_sku: str | None = None
    """Hepsiburada's own product code."""
    barcode: str | None = None
    color: str | None = None
    size: str | None = None
    category: str | None = None
    quantity: int = 1
    unit_price_try: Decimal | None = None
    marketplace_deadline_at: datetime | None = None
    """Until when the marketplace says the merchant must answer; None where it says nothing."""
    accepted_by: AcceptedBy | None = None
    dispute_outcome: DisputeOutcome | None = None
    """As far as one answer of the marketplace tells; None for an item that was never refused."""
    finalized_with: str | None = None
    """Hepsiburada: Refund or Change once decided."""
    photo_urls: tuple[str, ...] = ()
    """The customer's photos, on the marketplace's picture hosts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One return request as one answer of a marketplace showed it."""

    shop: str
    marketplace: Marketplace
    claim_id: str
    """Trendyol claimId; Hepsiburada number."""
    claim_type: str
    """Hepsiburada's claimType as it came; empty at Trendyol."""
    order_number: str
    package_id: str | None
    """The outbound package of the order: Trendyol orderOutboundPackageId; Hepsiburada does not give it."""
    ordered_at: datetime | None
    claimed_at: datetime
    modified_at: datetime | None
    """The marketplace's own last change; Hepsiburada gives none."""
    customer_name: str | None
    """Personal data: stored apart."""
    items: tuple[ClaimItem, ...]
    parcels: tuple[Parcel, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One sold line: product facts of a claim, and the denominator of every rate."""

    shop: str
    order_line_id: str
    order_number: str
    package_id: str | None
    ordered_at: datetime
    quantity: int
    unit_price_try: Decimal | None
    sku: str | None
    barcode: str | None
    product_name: str | None
    color: str | None = None
    size: str | None = None
    category: str | None = None
    raw_status: str | None = None
    is_sale: bool = True
    """False for cancelled lines and for lines that a claim made (replacements)."""
    image_url: str | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What the catalogue adds to a claim item."""

    shop: str
    barcode: str
    sku: str | None
    product_name: str | None
    category: str | None
    brand: str | None
    image_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReason:
    """Why a seller refuses, as the marketplace's catalogue names it."""

    code: str
    name: str
    needs_file: bool
    """True where the marketplace demands an attachment."""
    claim_types: frozenset[str] = frozenset()
    """Lower-case claim types it suits; empty means all."""
    statuses: frozenset[ClaimStatus] = frozenset()
    """Item statuses it suits; empty means all that permit a refusal."""
    not_before_h: int = 0
    """Hours in awaiting_action before it may be chosen (Trendyol 1651: 24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRef:
    """Enough to find a claim again at its marketplace."""

    claim_id: str
    order_number: str
    raw_status: str
    claimed_at: datetime
    item_ids: tuple[str, ...] = ()


class Executor(StrEnum):
    """Who caused a change, as the marketplace's history tells."""

    API = "api"
    PANEL = "panel"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    item_id: str
    previous_raw_status: str
    raw_status: str
    executor: Executor
    happened_at: datetime


def item_version(raw_status: str, quantity: int, unit_price_try: Decimal | None) -> str:
    """What a person saw of an item when deciding; a decision is refused when it no longer holds."""
    price = "-" if unit_price_try is None else f"{unit_price_try:.2f}"
    return f"{raw_status}|{quantity}|{price}"
