"""Which call shall go wrong, and how: a queue of faults, each with its matcher, count, rate and seed."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

STATUS_FAULTS: dict[str, tuple[int, str]] = {
    "401": (401, ""),
    "403": (403, ""),
    "403_html": (403, "html"),
    "404": (404, "json"),
    "409": (409, "json"),
    "429": (429, "json"),
    "429_retry_after": (429, "json"),
    "429_rate_limit": (429, "json"),
    "500": (500, "json"),
    "502": (502, "html"),
    "503": (503, ""),
    "504": (504, "html"),
    "520": (520, "html"),
    "556": (556, "json"),
    "redirect": (302, ""),
    "html_200": (200, "html"),
    "empty_200": (200, ""),
}
"""Answers in place of the real one; with `after_effect` the call is executed first."""

SOCKET_FAULTS = (
    "reset_before",
    "reset_after",
    "timeout_before",
    "timeout_after",
    "drip",
    "cut_body",
    "bomb",
    "gzip_bomb",
    "slow",
    "late_arrival",
)
CONTENT_FAULTS = (
    "cut_json", "wrong_shape", "repeated_page", "short_page", "empty_page", "moved_total", "unknown_status",
    "unknown_type",
    "missing_field", "zero_dates", "missing_deliveries", "extra_field",
)  # fmt: skip
KINDS = (*STATUS_FAULTS, *SOCKET_FAULTS, *CONTENT_FAULTS)


@dataclass(slots=True)
class Fault:
    kind: str
    path: str = ""
    """The fault meets calls whose path contains this."""
    method: str = ""
    shop: str = ""
    """Only calls whose path or user name holds this account."""
    count: int | None = 1
    """How many calls it meets; None: all."""
    rate: float = 1.0
    skip: int = 0
    """So many matching calls pass first."""
    after_effect: bool = False
    params: dict[str, Any] = field(default_factory=dict)
    """Such as retry_after, gap_s, hold_s, megabytes, delay_s."""
    seed: int = 0
    rng: Random = field(default_factory=Random)
    met: int = 0

    def meets(self, method: str, path: str, account: str) -> bool:
        if self.count is not None and self.met >= self.count:
            return False
        if self.path not in path or (self.method and self.method != method) or self.shop not in account + path:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.rate < 1.0 and self.rng.random() >= self.rate:
            return False
        self.met += 1
        return True


class FaultQueue:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, wanted: dict[str, Any]) -> Fault:
        """Raises ValueError on an unknown kind, TypeError on an unknown word."""
        fault = Fault(**wanted)
        if fault.kind not in KINDS:
            raise ValueError(f"unknown fault: {fault.kind}")
        fault.rng = Random(fault.seed)
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        self._faults.clear()

    def take(self, method: str, path: str, account: str) -> Fault | None:
        return next((fault for fault in self._faults if fault.meets(method, path, account)), None)

    def as_list(self) -> list[dict[str, Any]]:
        return [{"kind": f.kind, "path": f.path, "count": f.count, "rate": f.rate, "met": f.met} for f in self._faults]
