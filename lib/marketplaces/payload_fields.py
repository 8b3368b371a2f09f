"""Reading single values out of an answer: what is there becomes a plain value, what is not becomes None."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from re import compile as pattern
from typing import Any

from lib.domain.masking import masked_numbers
from lib.errors import UnexpectedPayload

ISTANBUL = timezone(timedelta(hours=3))
"""Turkey has kept UTC+3 all year since 2016; no claim an API still gives is older."""
CENT = Decimal("0.01")
MOST_TRY = Decimal("1e15")
EARLIEST_MS, LATEST_MS = 946_684_800_000, 4_102_444_800_000
"""2000 and 2100: a number outside is another unit or a filler, not a moment."""
DATE_TEXT = pattern(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|z|[+-]\d\d:?\d\d)?"
)
PERSONAL_PARTS = (
    *("firstname", "lastname", "fullname", "customername", "recipient", "cardholder", "executoruser", "customerid"),
    *("note", "explanation", "phone", "gsm", "email", "address", "identity", "birth", "iban", "taxnumber"),
)
"""A key holding one of these (lower case, without punctuation) tells who the customer is or what they wrote."""


def text(value: Any) -> str | None:
    """Trimmed text; numbers as they are written, without an exponent; empty and null are None."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, int):
        return f"{value}" if -(10**40) < value < 10**40 else None
    return None


def note(value: Any) -> str | None:
    """Free text with numbers that identify a person masked."""
    found = text(value)
    return masked_numbers(found) if found else None


def money(value: Any) -> Decimal | None:
    """Lira to the kuruş; None for what is no finite amount."""
    if isinstance(value, dict):
        value = lowered(value).get("amount")
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        amount = Decimal(str(value).strip())
        return amount.quantize(CENT) if amount.is_finite() and abs(amount) < MOST_TRY else None
    except InvalidOperation:
        return None


def count(value: Any) -> int | None:
    """A whole number of pieces."""
    found = text(value)
    return int(found) if found and found.isdecimal() and len(found) < 10 else None


def flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def moment_ms(value: Any, *, shifted_h: int = 0) -> datetime | None:
    """UTC from epoch milliseconds; `shifted_h` is what the sender added to them."""
    number = int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value) < 16 else value
    if isinstance(number, bool) or not isinstance(number, int | float) or not EARLIEST_MS <= number < LATEST_MS:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=number, hours=-shifted_h)


def moment_text(value: Any) -> datetime | None:
    """UTC from a date text with any number of fraction digits; without a zone it is Istanbul time.

    Before the year 2000 and empty mean "no value" (hepsiburada.md section 4).
    """
    found = DATE_TEXT.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    micro = int((found[7] or "").ljust(6, "0")[:6])
    try:
        moment = datetime(year, month, day, hour, minute, second, micro, tzinfo=_zone(found[8]))
        return moment.astimezone(UTC) if 2000 <= year < 2100 else None
    except (ValueError, OverflowError):
        return None


def local_minute(moment: datetime, *, up: bool = False) -> str:
    """`yyyy-MM-dd HH:mm` in Istanbul, the only form Hepsiburada's filters take; `up` rounds to the next full minute."""
    local = moment.astimezone(ISTANBUL)
    whole = local.replace(second=0, microsecond=0)
    return (whole + timedelta(minutes=1) if up and whole < local else whole).strftime("%Y-%m-%d %H:%M")


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; whatever else stands in it is left out."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def lowered(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The same object under lower-case keys; where two differ in case only, the filled one wins."""
    found: dict[str, Any] = {}
    for key, value in payload.items():
        if found.get(key.lower()) in (None, ""):
            found[key.lower()] = value
    return found


def first(payload: Mapping[str, Any], *keys: str) -> Any:
    """The value of the first of these keys that holds one: old and new names of a field."""
    for key in keys:
        value = payload.get(key)
        if value is not None:
            return value
    return None


def missing(service: str, claim_id: str | None, field: str) -> UnexpectedPayload:
    """The error for a compulsory field that is absent or not of its type."""
    return UnexpectedPayload(
        f"field {field} is missing or malformed in claim {claim_id or 'without an id'}",
        service=service,
        operation="mapping",
    )


def without_personal_keys(value: Any) -> Any:
    """The same structure without personal keys and with personal numbers masked in the other texts of a seller."""
    if isinstance(value, list):
        return [without_personal_keys(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, part in value.items():
        if is_personal(key):
            continue
        if isinstance(part, dict | list):
            kept[key] = without_personal_keys(part)
        elif isinstance(part, str) and key.lower().endswith("statement"):
            kept[key] = masked_numbers(part)
        else:
            kept[key] = part
    return kept


@lru_cache(maxsize=4096)
def is_personal(key: str) -> bool:
    """Cached: a marketplace spells a few hundred keys, and each claim asks for all of them."""
    plain = "".join(letter for letter in key.lower() if letter.isalnum())
    return any(part in plain for part in PERSONAL_PARTS)


def _zone(given: str | None) -> timezone:
    if not given:
        return ISTANBUL
    if given in "Zz":
        return UTC
    minutes = int(given[1:3]) * 60 + int(given[-2:])
    return timezone(timedelta(minutes=minutes if given[0] == "+" else -minutes))
