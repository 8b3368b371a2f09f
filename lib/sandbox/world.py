"""The simulated world: its shops, the events to come, and the one door through which decisions enter."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from lib.sandbox.catalogue import Catalogue
from lib.sandbox.entities import Claim, HepsiburadaClaim, Shop
from lib.sandbox.people import Person
from lib.sandbox.sandbox_clock import SECOND, iso_z
from lib.sandbox.switches import Switches
from lib.sandbox.truth import TruthLog

Happening = Callable[..., object]


@dataclass(slots=True)
class Outcome:
    """What an operation answers, and whether it changed anything."""

    status: int
    body: Any = None
    effect: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


Operation = Callable[["World", Shop, dict[str, Any]], Outcome]


class World:
    """Deterministic: the same seed, birth and commands give the same world."""

    def __init__(self, *, seed: int, born_at: int, opened_at: int, catalogue: Catalogue, people: list[Person]) -> None:
        self.seed = seed
        self.born_at = born_at
        self.opened_at = opened_at
        """When the sandbox was first started: the past seller answers no claim after this."""
        self.now = born_at
        self.catalogue = catalogue
        self.people = people
        self.shops: list[Shop] = []
        self.switches = Switches()
        self.truth = TruthLog()
        self.commands: list[dict[str, Any]] = []
        """What outsiders did, in order: the seed and these rebuild the world (saved_world.py)."""
        self.picture_base = ""
        self.live = False
        self.life_count = 0
        self._operations: dict[str, Operation] = {}
        self._heap: list[tuple[int, int, Happening, tuple[Any, ...]]] = []
        self._number = count()

    def rng(self, *key: object) -> Random:
        return Random(":".join((str(self.seed), *map(str, key))))

    def shop(self, shop_id: str) -> Shop:
        return next(shop for shop in self.shops if shop.shop_id == shop_id)

    def schedule(self, at: int, happening: Happening, *args: Any) -> None:
        """`happening(world, *args)` is called when the clock reaches `at`; in the past means now."""
        heapq.heappush(self._heap, (max(at, self.now), next(self._number), happening, args))

    def pull_forward(self, happenings: tuple[Happening, ...], within_ms: int) -> bool:
        """Lets the next of these kinds happen now; False if none is due within the time."""
        due = [entry for entry in self._heap if entry[2] in happenings and entry[0] <= self.now + within_ms]
        if not due:
            return False
        entry = min(due)
        self._heap.remove(entry)
        heapq.heapify(self._heap)
        entry[2](self, *entry[3])
        return True

    def advance(self, to: int) -> None:
        while self._heap and self._heap[0][0] <= to:
            at, _, happening, args = heapq.heappop(self._heap)
            self.now = at
            happening(self, *args)
        self.now = max(self.now, to)

    def show(self, shop: Shop, claim: Claim) -> None:
        """Publishes a change; readers lag behind if the switch says so."""
        lag = int(self.switches.read_lag_s * SECOND)
        if lag:
            self.schedule(self.now + lag, publish, shop, claim)
        else:
            shop.shelf.publish(claim)

    def show_later(self, shop: Shop, claim: Claim, after_s: float) -> None:
        """To be called before a change that readers see only after `after_s` more."""
        shop.shelf.hold(_id_of(claim))
        lag = int((self.switches.read_lag_s + after_s) * SECOND)
        self.schedule(self.now + lag, publish_late, shop, claim)

    def register(self, name: str, operation: Operation) -> None:
        self._operations[name] = operation

    def perform(self, name: str, shop: Shop, args: dict[str, Any], request_id: str) -> Outcome:
        """Runs one operation at the present moment; an effect is written to the truth log before the answer leaves."""
        outcome = self._operations[name](self, shop, args)
        if outcome.effect:
            self.truth.calls.append(
                {
                    "number": len(self.truth.calls) + 1,
                    "at": iso_z(self.now),
                    "operation": name,
                    "shop": shop.shop_id,
                    "account": shop.account,
                    "request_id": request_id,
                    "status": outcome.status,
                    **outcome.facts,
                }
            )
            self.commands.append(
                {"at": self.now, "do": name, "shop": shop.shop_id, "args": args, "request_id": request_id}
            )
        return outcome


def publish(world: World, shop: Shop, claim: Claim) -> None:
    shop.shelf.publish(claim)


def publish_late(world: World, shop: Shop, claim: Claim) -> None:
    shop.shelf.publish(claim, late=True)


def _id_of(claim: Claim) -> str:
    return claim.number if isinstance(claim, HepsiburadaClaim) else claim.claim_id
