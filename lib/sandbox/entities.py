"""What exists in the sandbox's world: shops, orders, claims, parcels, questions. Mutable: a simulation moves them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lib.sandbox.catalogue import Variant
from lib.sandbox.fates import Fate
from lib.sandbox.people import Person
from lib.sandbox.shipping_carriers import Carrier

if TYPE_CHECKING:
    from lib.sandbox.shelf import Shelf


@dataclass(slots=True)
class Line:
    line_id: int
    variant: Variant
    quantity: int
    price_kurus: int
    creation_reason: str = "OrderCreated"
    claimed: int = 0

    @property
    def price(self) -> float:
        return self.price_kurus / 100

    @property
    def hb_id(self) -> str:
        return f"11e00000-5e1f-4c00-9d00-{self.line_id:012d}"


@dataclass(slots=True)
class Order:
    number: str
    person: Person
    ordered_at: int
    picked_at: int
    shipped_at: int
    delivered_at: int
    cancelled_at: int | None
    package_id: int
    carrier: Carrier
    lines: list[Line]
    touched_at: int = 0
    """Last change beside the delivery, such as an invoice; 0: none."""
    invoice_link: str | None = None
    invoice_number: str | None = None
    created_by: str = "order-creation"
    cancelled_by: str = "Customer"
    undelivered: bool = False
    """The carrier did not find the buyer; nothing more happens."""

    def status(self, now: int) -> str:
        if self.cancelled_at is not None and self.cancelled_at <= now:
            return "Cancelled"
        if now < self.picked_at:
            return "Created"
        if now < self.shipped_at:
            return "Picking"
        if now < self.delivered_at:
            return "Shipped"
        return "UnDelivered" if self.undelivered else "Delivered"

    def modified_at(self, now: int) -> int:
        if self.cancelled_at is not None and self.cancelled_at <= now:
            return self.cancelled_at
        steps = (self.delivered_at, self.shipped_at, self.picked_at, self.ordered_at)
        return max(next((step for step in steps if step <= now), self.ordered_at), self.touched_at)


@dataclass(slots=True)
class Audit:
    previous: str
    new: str
    app: str
    user: str
    at: int


@dataclass(slots=True)
class Unit:
    """One piece of a Trendyol claim."""

    item_id: str
    unit_id: int
    line: Line
    reason: int
    trendyol_reason: int
    customer_note: str
    status: str = "Created"
    note: str = ""
    auto_accepted: bool | None = False
    by_seller: bool = False
    accept_detail: str | None = None
    auto_approve_at: int | None = None
    waiting_since: int | None = None
    audits: list[Audit] = field(default_factory=list)


@dataclass(slots=True)
class SentParcel:
    """A reject parcel or an exchange parcel of Trendyol."""

    tracking: int | None
    package_id: int
    carrier: Carrier
    items: list[str]
    dont_ship_back: bool | None = None
    shipped: bool = False


@dataclass(slots=True)
class TrendyolClaim:
    claim_id: str
    order: Order
    created_at: int
    modified_at: int
    units: list[Unit]
    tracking: int | None
    carrier: Carrier
    return_package_id: int
    fate: Fate
    handed_at: int | None = None
    arrived_at: int | None = None
    rejected_parcel: SentParcel | None = None
    replacement: SentParcel | None = None

    def units_in(self, *statuses: str) -> list[Unit]:
        return [unit for unit in self.units if unit.status in statuses]


@dataclass(slots=True)
class Leg:
    """One entry of Deliveries."""

    code: str
    status: str
    direction: str
    created_at: int
    carrier: Carrier
    package_number: str
    tracking: str


@dataclass(slots=True)
class HepsiburadaClaim:
    number: str
    claim_id: str
    order: Order
    line: Line
    claim_type: str
    reason: str
    explanation: str
    quantity: int
    created_at: int
    modified_at: int
    fate: Fate
    status: str = "NewRequest"
    expires_at: int | None = None
    pre_expires_at: int | None = None
    pre_marked_at: int | None = None
    pre_reason: str = ""
    pre_confirmed_at: int | None = None
    finalized_with: str = ""
    refunded_at: int | None = None
    statement: str = ""
    photos: list[tuple[str, str]] = field(default_factory=list)
    """Picture name, reported by."""
    legs: list[Leg] = field(default_factory=list)
    requested: Variant | None = None
    zoneless: bool = False
    transfer_accepted: bool = False
    invoice_link: str = ""

    def leg(self, direction: str) -> Leg | None:
        return next((leg for leg in reversed(self.legs) if leg.direction == direction), None)


Claim = TrendyolClaim | HepsiburadaClaim


@dataclass(slots=True)
class Package:
    """A Hepsiburada package made because of a claim; the packages of orders are read from the order."""

    number: str
    barcode: str
    order: Order
    line: Line
    quantity: int
    claim: HepsiburadaClaim | None
    created_at: int
    carrier: Carrier
    creation_reason: str
    status: str = "Open"
    tracking: str = ""
    moved_at: int = 0
    invoice_link: str | None = None


@dataclass(slots=True)
class Question:
    number: int
    text: str
    person: Person
    variant: Variant
    asked_at: int
    status: str = "WAITING_FOR_ANSWER"
    answer: str | None = None
    answered_at: int | None = None
    rejected_answer: str | None = None
    rejected_at: int | None = None
    reason: str | None = None
    order: Order | None = None
    about_invoice: bool = False
    modified_at: int = 0
    shows_name: bool = True


@dataclass(slots=True)
class Shop:
    shop_id: str
    marketplace: str
    name: str
    account: str
    """Trendyol: seller id; Hepsiburada: merchant id."""
    api_key: str
    api_secret: str
    user_agent: str
    orders_per_day: float
    shelf: "Shelf"
    orders: list[Order] = field(default_factory=list)
    """In the order of `ordered_at`; those after now are not visible yet."""
    order_by_number: dict[str, Order] = field(default_factory=dict)
    order_by_package: dict[int, Order] = field(default_factory=dict)
    packages: dict[str, Package] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    first_number: int = 0
    """Where the numbers of this shop begin: two shops of one marketplace share none."""

    def count(self, name: str) -> int:
        self.counters[name] = self.counters.get(name, self.first_number) + 1
        return self.counters[name]
