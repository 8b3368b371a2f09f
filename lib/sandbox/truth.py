"""The truth log: every executed call that changes something, written before any fault; the oracle of all tests."""

from dataclasses import dataclass, field
from typing import Any

KEPT_REQUESTS = 20_000


@dataclass(slots=True)
class TruthLog:
    calls: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)

    def record_request(self, method: str, path: str, status: int | str, at: str) -> None:
        self.requests.append({"method": method, "path": path, "status": status, "at": at})
        if len(self.requests) > KEPT_REQUESTS:
            del self.requests[: KEPT_REQUESTS // 4]
