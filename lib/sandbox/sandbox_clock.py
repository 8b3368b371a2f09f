"""The sandbox's own clock: real speed plus an offset, in epoch milliseconds UTC; Istanbul is UTC+3 all year."""

import time
from datetime import UTC, datetime, timedelta, timezone

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
ISTANBUL = timezone(timedelta(hours=3))


class SandboxClock:
    """Jumps forward only: a parcel that arrived stays arrived."""

    def __init__(self, started_at_ms: int | None = None) -> None:
        self._offset_ms = 0 if started_at_ms is None else started_at_ms - _real_ms()

    def now_ms(self) -> int:
        return _real_ms() + self._offset_ms

    @property
    def offset_s(self) -> float:
        return self._offset_ms / SECOND

    def set_offset(self, offset_ms: int) -> None:
        self._offset_ms = offset_ms

    def advance(self, by_ms: int) -> None:
        if by_ms < 0:
            raise ValueError("the sandbox's clock does not go back")
        self._offset_ms += by_ms


def _real_ms() -> int:
    return time.time_ns() // 1_000_000


def ms_of(moment: datetime) -> int:
    return int(moment.timestamp() * SECOND)


def moment_of(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / SECOND, UTC)


def iso_z(at_ms: int) -> str:
    """2026-11-22T09:00:00.123Z, as most timestamps of Hepsiburada's claims come."""
    return moment_of(at_ms).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at_ms % SECOND:03d}Z"


def iso_local(at_ms: int) -> str:
    """2026-11-22T12:00:00, Istanbul time without a zone, as Hepsiburada's order services write it."""
    return datetime.fromtimestamp(at_ms / SECOND, ISTANBUL).strftime("%Y-%m-%dT%H:%M:%S")


def istanbul(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / SECOND, ISTANBUL)
