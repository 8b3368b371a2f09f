"""The values that claim filters hold: widget keys, names in the address bar, and both directions as text."""

from collections.abc import Sequence
from datetime import date

from lib.domain.claim import ParcelDirection, ParcelStatus
from lib.ui.address import Field

SORTS = (
    "",
    "deadline.asc",
    "claimed.desc",
    "claimed.asc",
    "updated.desc",
    "amount.desc",
    "amount.asc",
    "product.asc",
    "order.asc",
)
"""The first is the page's own order: by deadline where an answer is awaited, else newest first."""
SIZES = (50, 100, 200)
CARDS = 20
"""On a phone: each card is ten elements to draw."""
LEGS = (ParcelStatus.IN_TRANSIT, ParcelStatus.DELIVERED, ParcelStatus.UNDELIVERED)

CUSTOMER = "claims.customer"
SHEET = "claims.sheet"


def _words(key: str, name: str) -> Field:
    return Field(key=key, name=name, to_text=lambda value: (value or "").strip(), from_text=str)


def _one_of(key: str, name: str, choices: Sequence[str]) -> Field:
    def from_text(shown: str) -> str:
        return shown if shown in choices else ""

    return Field(key=key, name=name, to_text=lambda value: str(value or ""), from_text=from_text)


def _many(key: str, name: str) -> Field:
    return Field(
        key=key,
        name=name,
        to_text=lambda values: ",".join(values or ()),
        from_text=lambda shown: [word for word in shown.split(",") if word],
    )


def _amount(key: str, name: str) -> Field:
    return Field(
        key=key,
        name=name,
        to_text=lambda value: "" if value is None else f"{value:g}",
        from_text=lambda shown: float(shown) if shown else None,
    )


def _size(shown: str) -> int:
    return int(shown) if shown and int(shown) in SIZES else SIZES[0]


FIELDS = (
    _words("claims.words", "q"),
    _many("claims.shops", "shops"),
    _words("claims.order", "order"),
    _words("claims.code", "code"),
    _words("claims.barcode", "barcode"),
    _words("claims.sku", "sku"),
    _many("claims.reasons", "reason"),
    _many("claims.kinds", "kind"),
    Field(
        key="claims.days",
        name="days",
        to_text=lambda days: ",".join(day.isoformat() for day in days or ()),
        from_text=lambda shown: tuple(date.fromisoformat(day) for day in shown.split(",")[:2]) if shown else (),
    ),
    _amount("claims.min", "min"),
    _amount("claims.max", "max"),
    _one_of("claims.direction", "dir", [direction.value for direction in ParcelDirection]),
    _one_of("claims.leg", "leg", [status.value for status in LEGS]),
    _one_of("claims.sort", "sort", SORTS),
    Field(
        key="claims.size",
        name="size",
        to_text=lambda size: "" if size in (None, SIZES[0]) else str(size),
        from_text=_size,
    ),
    _words("claims.tab", "tab"),
)
IN_SHEET = ("order", "code", "barcode", "sku", "reasons", "kinds", "days", "min", "max")
