"""The threads that the app owns: one syncs, one sends and settles decisions, one does what commands ask for."""

import gc
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lib.errors import AppError, StoreError
from lib.flows import engine, jobs, sync
from lib.flows.services import Services
from lib.store import backups, claim_store, disk, journal_lookup, sync_log

LOG = logging.getLogger(__name__)
EVERY_S = {"real": 180.0, "demo": 15.0}
"""Between two runs of a shop: new claims appear within minutes at the marketplaces, within seconds in the demo."""
SLICE_S = 20.0
"""The past is read in slices, so that what waits now is looked at again in between."""
OPENING = ((True, SLICE_S), (False, 6.0))
"""At the start every shop's claims come before any shop's details, then the products of what waits."""
ENGINE_LOOK_S = 1.0
JOBS_LOOK_S = 0.3
HOUSEKEEPING_S = 60.0
AFTER_ERROR_S = 30.0
STOP_S = 5.0
"""A thread inside a hanging request is left behind: what it had not committed is read or settled at the next start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What the screen says of the threads."""

    alive: bool
    syncing: str | None
    """The shop being synced now."""
    last_error: str | None


class Background:
    """Started once per process by `wiring.build`; `stop` returns when all threads have left."""

    def __init__(self, services: Services, work: Mapping[str, jobs.Work]) -> None:
        self._services = services
        self._work = work
        self._sync_wake, self._engine_wake = threading.Event(), threading.Event()
        self._wanted: set[str] = set()
        self._syncing: str | None = None
        self._last_error: str | None = None
        self._last_gc = time.monotonic()
        loops = {"sync": self._sync_loop, "engine": self._engine_loop, "jobs": self._jobs_loop}
        self._threads = [
            threading.Thread(target=self._supervised, args=(loop,), name=f"claims-{name}", daemon=True)
            for name, loop in loops.items()
        ]

    def start(self) -> None:
        services = self._services
        services.db.write(lambda cursor: sync_log.close_interrupted(cursor, services.now()))
        replay_own_decisions(services)
        engine.recover(services)
        jobs.close_interrupted(services)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._services.stopping.set()
        self._sync_wake.set()
        self._engine_wake.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(timeout=STOP_S)

    def sync_now(self, shop: str | None = None) -> None:
        """The wanted shops (None: all) come next."""
        self._wanted |= {shop} if shop else set(self._services.clients)
        self._sync_wake.set()

    def wake_engine(self) -> None:
        self._engine_wake.set()

    def health(self) -> Health:
        alive = all(thread.is_alive() for thread in self._threads)
        return Health(alive=alive, syncing=self._syncing, last_error=self._last_error)

    def _supervised(self, loop: Callable[[], None]) -> None:
        """A foreseen error is noted and the loop goes on; an unforeseen one ends the thread, and the screen says so."""
        while not self._services.stopping.is_set():
            try:
                loop()
            except AppError as exc:
                self._last_error = str(exc)
                LOG.error("background: %s", exc)
                self._services.stopping.wait(AFTER_ERROR_S)

    def _sync_loop(self) -> None:
        services = self._services
        next_at = dict.fromkeys(services.clients, 0.0)
        for claims_only, slice_s in OPENING:
            for shop in services.clients:
                if not services.stopping.is_set():
                    self._sync_one(shop, slice_s, claims_only=claims_only)
        while not services.stopping.is_set():
            self._housekeeping()
            if not self._has_room():
                continue
            now = time.monotonic()
            due = [shop for shop in services.clients if shop in self._wanted or next_at[shop] <= now]
            if not due:
                self._sync_wake.wait(max(0.05, min(1.0, min(next_at.values(), default=now + 1) - now)))
                self._sync_wake.clear()
                continue
            for shop in due:
                self._wanted.discard(shop)
                more = self._sync_one(shop)
                every = EVERY_S["demo" if services.settings.demo else "real"]
                next_at[shop] = time.monotonic() + (0.0 if more else every)

    def _sync_one(self, shop: str, slice_s: float = SLICE_S, *, claims_only: bool = False) -> bool:
        """One run of at most a slice; True when the past goes on."""
        services = self._services
        until = time.monotonic() + slice_s
        self._syncing = shop
        run = sync.sync_shop(
            services, shop, pause=lambda: time.monotonic() > until or bool(self._wanted), claims_only=claims_only
        )
        self._syncing = None
        self._last_error = run.error or self._last_error
        return run.end_reason == "complete" and not sync.past_is_read(services, shop)

    def _engine_loop(self) -> None:
        services = self._services
        pace = engine.new_pace()
        while not services.stopping.is_set():
            if not self._has_room() or not engine.step(services, pace):
                self._engine_wake.wait(ENGINE_LOOK_S)
                self._engine_wake.clear()

    def _jobs_loop(self) -> None:
        while not self._services.stopping.is_set():
            if not jobs.do_next(self._services, self._work):
                self._services.stopping.wait(JOBS_LOOK_S)

    def _has_room(self) -> bool:
        """On an almost full disk nothing is synced and nothing is sent; reading goes on, and the screen says why."""
        try:
            disk.check(self._services.settings.database)
        except StoreError as exc:
            self._last_error = str(exc)
            self._services.stopping.wait(ENGINE_LOOK_S)
            return False
        return True

    def _housekeeping(self) -> None:
        """Garbage once a minute, in place of Streamlit's after every rerun; the day's backup; old raw texts."""
        if time.monotonic() - self._last_gc < HOUSEKEEPING_S:
            return
        self._last_gc = time.monotonic()
        gc.collect()
        services = self._services
        now = services.now()
        services.db.write(lambda cursor: sync_log.forget_old_set_aside(cursor, now))
        backups.back_up_daily(services.db, services.journal, f"{now.astimezone(sync.ISTANBUL):%Y-%m-%d}")


def replay_own_decisions(services: Services) -> None:
    """A claims database made anew learns again which decisions were ours."""
    for shop, claim_id, item_id, kind, reason_code, decided_at in journal_lookup.confirmed_decisions(services.journal):
        services.db.write(
            lambda cursor, shop=shop, claim_id=claim_id, item_id=item_id, kind=kind, code=reason_code, at=decided_at: (  # type: ignore[misc]
                claim_store.record_own_decision(
                    cursor, shop, claim_id, [item_id], kind=kind, reason_code=code, decided_at=at
                )
            )
        )
