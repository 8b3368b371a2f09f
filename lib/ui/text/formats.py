"""What the number and time formats of both languages share. Times come in as UTC, with or without a zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ISTANBUL = ZoneInfo("Europe/Istanbul")


def istanbul(moment: datetime) -> datetime:
    """The same moment on Istanbul's clock; a moment without a zone is UTC, as the database gives it."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ISTANBUL)


def grouped(value: float, decimals: int, *, thousands: str, point: str) -> str:
    """`1284.5` → `1.284,50` with a dot for thousands and a comma as the point."""
    whole = f"{value:,.{decimals}f}"
    return whole.translate({ord(","): thousands, ord("."): point})


def hours_and_minutes(seconds: float) -> tuple[int, int, int]:
    """Days, hours and minutes of a span, rounded down."""
    minutes = int(seconds // 60)
    return minutes // 1440, minutes % 1440 // 60, minutes % 60
