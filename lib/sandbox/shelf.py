"""What a reader may see of a shop's claims: published snapshots, indexed; a change may be published late."""

from bisect import bisect_left, bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from lib.sandbox.entities import Claim, HepsiburadaClaim

KEPT_QUERIES = 24
"""Sorted results kept for paging; each page of one scan then costs a slice."""


@dataclass(slots=True)
class Entry:
    claim: Claim
    statuses: frozenset[str]
    created_at: int
    modified_at: int
    body: bytes | None = None
    pending: int = 0
    """Changes that happened but are not visible yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    status: str | None = None
    begin: int | None = None
    end: int | None = None
    status_begin: int | None = None
    status_end: int | None = None
    order_number: str | None = None
    oldest_change_first: bool = True
    newest_claim_first: bool = False


class Shelf:
    def __init__(self, render: Callable[[Claim], bytes]) -> None:
        self._render = render
        self._entries: dict[str, Entry] = {}
        self._by_created: list[tuple[int, str]] = []
        self._by_status: dict[str, dict[str, None]] = {}
        self._by_order: dict[str, list[str]] = {}
        self._kept: OrderedDict[Wanted, list[Entry]] = OrderedDict()
        self._frozen = False

    def __len__(self) -> int:
        return len(self._entries)

    def claim(self, claim_id: str) -> Claim | None:
        entry = self._entries.get(claim_id)
        return entry.claim if entry else None

    def claims(self) -> list[Claim]:
        return [entry.claim for entry in self._entries.values()]

    def freeze(self, frozen: bool) -> None:
        """Frozen bodies are drawn when published, so that a lagging reader never sees a change early."""
        self._frozen = frozen
        if frozen:
            for entry in self._entries.values():
                self.body(entry)

    def hold(self, claim_id: str) -> None:
        """Keeps the present body for readers until `publish`; to be called before the change."""
        entry = self._entries[claim_id]
        self.body(entry)
        entry.pending += 1

    def publish(self, claim: Claim, late: bool = False) -> None:
        """Shows the claim as it is now."""
        claim_id, statuses = _facts(claim)
        entry = self._entries.get(claim_id)
        if entry is None:
            entry = self._entries[claim_id] = Entry(claim, frozenset(), claim.created_at, claim.modified_at)
            insort(self._by_created, (claim.created_at, claim_id))
            self._by_order.setdefault(claim.order.number, []).append(claim_id)
        elif late:
            entry.pending = max(0, entry.pending - 1)
        for gone in entry.statuses - statuses:
            self._by_status[gone].pop(claim_id, None)
        for new in sorted(statuses - entry.statuses):
            self._by_status.setdefault(new, {})[claim_id] = None
        entry.statuses, entry.modified_at, entry.body = statuses, claim.modified_at, None
        if self._frozen:
            self.body(entry)
        self._kept.clear()

    def forget_bodies(self) -> None:
        for entry in self._entries.values():
            if not entry.pending:
                entry.body = None
        self.freeze(self._frozen)

    def body(self, entry: Entry) -> bytes:
        if entry.body is None:
            entry.body = self._render(entry.claim)
        return entry.body

    def by_ids(self, claim_ids: Collection[str]) -> list[Entry]:
        found = [self._entries[claim_id] for claim_id in claim_ids if claim_id in self._entries]
        return sorted(found, key=lambda entry: entry.modified_at)

    def find(self, wanted: Wanted) -> list[Entry]:
        kept = self._kept.get(wanted)
        if kept is None:
            kept = self._sorted(self._matching(wanted), wanted)
            self._kept[wanted] = kept
            while len(self._kept) > KEPT_QUERIES:
                self._kept.popitem(last=False)
        return kept

    def _matching(self, wanted: Wanted) -> list[Entry]:
        if wanted.order_number is not None:
            ids: Collection[str] = self._by_order.get(wanted.order_number, [])
        elif wanted.status is not None:
            ids = self._by_status.get(wanted.status, {})
        else:
            low = 0 if wanted.begin is None else bisect_left(self._by_created, (wanted.begin, ""))
            high = len(self._by_created) if wanted.end is None else bisect_right(self._by_created, (wanted.end, "~"))
            ids = [claim_id for _, claim_id in self._by_created[low:high]]
        return [entry for entry in map(self._entries.__getitem__, ids) if _suits(entry, wanted)]

    def _sorted(self, found: list[Entry], wanted: Wanted) -> list[Entry]:
        if wanted.newest_claim_first:
            found.sort(key=lambda entry: entry.created_at, reverse=True)
        else:
            found.sort(key=lambda entry: entry.modified_at, reverse=not wanted.oldest_change_first)
        return found


def _suits(entry: Entry, wanted: Wanted) -> bool:
    return (
        (wanted.status is None or wanted.status in entry.statuses)
        and (wanted.begin is None or entry.created_at >= wanted.begin)
        and (wanted.end is None or entry.created_at <= wanted.end)
        and (wanted.status_begin is None or entry.modified_at >= wanted.status_begin)
        and (wanted.status_end is None or entry.modified_at <= wanted.status_end)
    )


def _facts(claim: Claim) -> tuple[str, frozenset[str]]:
    if isinstance(claim, HepsiburadaClaim):
        return claim.number, frozenset((claim.status,))
    return claim.claim_id, frozenset(unit.status for unit in claim.units)
