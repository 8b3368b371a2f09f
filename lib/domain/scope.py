"""What an analytics page asks about: one value that the address bar, the queries and the report share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A period and the shops it is asked of."""

    begin_on: date
    """Istanbul days, both included."""
    end_on: date
    shops: tuple[str, ...] = ()
    """Empty: all."""


class DisputeGroup(StrEnum):
    """By whose reason refusals are grouped."""

    CUSTOMER = "customer"
    """Why the customer returned."""
    REJECT = "reject"
    """Why we refused: known only for refusals that this program sent."""
