"""What keeps our traffic polite: the pace of a service group, the breaker and block of a host, the retry allowance.

Times are seconds of one monotonic clock that the caller reads; nothing here sleeps.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from threading import Lock

LONGEST_WAIT_S = 900.0
"""15 minutes; a longer wait ends the run instead (reliability.md section 3)."""
FAILURES_TO_OPEN = 5
PROBE_EVERY_S = 30.0
RETRY_SHARE = 0.1
RETRY_FLOOR = 10.0
"""Repeats that a quiet account may make at once; more come back at RETRY_SHARE a request."""


class Priority(IntEnum):
    """Who goes first when several wait for the same pace."""

    ACTION = 0
    SCREEN = 1
    BACKGROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """At most `count` requests in any `window_s` seconds; exact, unlike a bucket that may burst across two windows."""

    count: int
    window_s: float


class Gate:
    """The paces of one service group, shared by all threads, and the wait that a 429 asked for."""

    def __init__(self, paces: Sequence[Pace]) -> None:
        self._paces = tuple(paces)
        self._sent: list[deque[float]] = [deque(maxlen=pace.count) for pace in self._paces]
        self._waiting = [0] * len(Priority)
        self._closed_until = float("-inf")
        self._lock = Lock()

    @contextmanager
    def queued(self, priority: Priority) -> Iterator[None]:
        """While inside, requests of lower priority let this one go first."""
        with self._lock:
            self._waiting[priority] += 1
        try:
            yield
        finally:
            with self._lock:
                self._waiting[priority] -= 1

    def take(self, now: float, priority: Priority) -> float:
        """0 when the request may leave now (it is counted); else the seconds until it is worth asking again."""
        with self._lock:
            wait_s = max((self._free_at(index, priority) - now for index in range(len(self._paces))), default=0.0)
            wait_s = max(wait_s, self._closed_until - now)
            if wait_s > 0:
                return wait_s
            if any(self._waiting[:priority]):
                return SOON_S
            for sent in self._sent:
                sent.append(now)
            return 0.0

    def close_for(self, seconds: float, now: float) -> None:
        """A 429: nothing of this group leaves before then."""
        with self._lock:
            self._closed_until = max(self._closed_until, now + seconds)

    def closed_s(self, now: float) -> float:
        with self._lock:
            return max(0.0, self._closed_until - now)

    def _free_at(self, index: int, priority: Priority) -> float:
        """The background leaves a tenth of the places free, so that a decision's read never waits behind a sync."""
        sent, pace = self._sent[index], self._paces[index]
        places = pace.count - (pace.count // 10 if priority is Priority.BACKGROUND else 0)
        return sent[-places] + pace.window_s if len(sent) >= places else float("-inf")


SOON_S = 0.02
"""How long a request lets a more urgent one pass before it asks again."""


class Host:
    """Breaker and edge block of one host, shared by all accounts that talk to it."""

    def __init__(self) -> None:
        self._failures = 0
        self._probe_at = float("-inf")
        self._blocked_until = float("-inf")
        self._lock = Lock()

    def admit(self, now: float) -> float:
        """0 when a request may leave; else the seconds until the block ends or the next probe is due."""
        with self._lock:
            if now < self._blocked_until:
                return self._blocked_until - now
            if self._failures < FAILURES_TO_OPEN:
                return 0.0
            if now < self._probe_at:
                return self._probe_at - now
            self._probe_at = now + PROBE_EVERY_S
            return 0.0

    def record(self, *, ok: bool, now: float) -> None:
        with self._lock:
            self._failures = 0 if ok else self._failures + 1
            if self._failures == FAILURES_TO_OPEN:
                self._probe_at = now + PROBE_EVERY_S

    def block(self, now: float) -> None:
        """The edge turned us away (403 with a page): nothing goes to this host for 15 minutes."""
        with self._lock:
            self._blocked_until = now + LONGEST_WAIT_S

    def closed_s(self, now: float) -> float:
        with self._lock:
            until = self._blocked_until
            if self._failures >= FAILURES_TO_OPEN:
                until = max(until, self._probe_at)
            return max(0.0, until - now)


class Hosts:
    """The hosts and host-wide gates of one process: shops of one marketplace share them."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}
        self._gates: dict[str, Gate] = {}
        self._lock = Lock()

    def host(self, name: str) -> Host:
        with self._lock:
            return self._hosts.setdefault(name, Host())

    def gate(self, name: str, paces: Sequence[Pace]) -> Gate:
        """The gate of that name, made with `paces` when it is first asked for."""
        with self._lock:
            return self._gates.setdefault(name, Gate(paces))


class RetryAllowance:
    """At most one repeat per ten requests over time, so that an outage is not multiplied by us."""

    def __init__(self) -> None:
        self._left = RETRY_FLOOR
        self._lock = Lock()

    def earn(self) -> None:
        with self._lock:
            self._left = min(RETRY_FLOOR, self._left + RETRY_SHARE)

    def spend(self) -> bool:
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True
