"""What every request of the sandbox sees: the world brought up to now, its stories, clock, limits and faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lib.sandbox.entities import Shop
from lib.sandbox.sandbox_clock import SandboxClock
from lib.sandbox.stories import Stories
from lib.sandbox.world import Outcome, World

if TYPE_CHECKING:
    from lib.sandbox.faults import FaultQueue
    from lib.sandbox.gates import Limiter


class Hall:
    def __init__(
        self, *, world: World, stories: Stories, clock: SandboxClock, limiter: Limiter, faults: FaultQueue, secret: str
    ) -> None:
        self.world = world
        self.stories = stories
        self.clock = clock
        self.limiter = limiter
        self.faults = faults
        self.secret = secret
        self.last_request_ms = 0
        self.drift_count = 0
        self.on_change: Callable[[], None] = lambda: None
        """Called after each change from outside, to keep it over a restart."""

    def catch_up(self) -> None:
        self.world.advance(self.clock.now_ms())

    def perform(self, name: str, shop: Shop, args: dict[str, Any], request_id: str) -> Outcome:
        outcome = self.world.perform(name, shop, args, request_id)
        if outcome.effect:
            self.on_change()
        return outcome
