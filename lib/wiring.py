"""Settings → Services; the one module that knows all the parts."""

import atexit
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from lib import commands
from lib.demo import SandboxProcess
from lib.flows.background import Background, replay_own_decisions
from lib.flows.services import Services
from lib.http_limits import Hosts
from lib.marketplaces.base import MarketplaceClient
from lib.marketplaces.clients import client_for
from lib.settings import Settings, load
from lib.settings_file import read_settings
from lib.store.database import open_database
from lib.store.journal import Journal
from lib.store.owner_lock import OwnerLock

ROOT = Path(__file__).resolve().parent.parent


def settings_of(environ: Mapping[str, str] | None = None) -> Settings:
    """What the environment and the settings file ask for. Raises SettingsError."""
    return read_settings(os.environ if environ is None else environ, ROOT)


def build(settings: Settings | None = None, *, with_threads: bool = True) -> Services:
    """Opens both files and owns them until the process ends; in demo mode starts the sandbox first.

    Raises SettingsError, or StoreError when another process owns the files.
    """
    settings = settings or settings_of()
    with ExitStack() as opened:  # what was opened before a failure is let go again, so that a second try may succeed
        lock = opened.enter_context(OwnerLock(settings.database))
        demo = None
        if settings.demo:
            demo = SandboxProcess(settings.database.with_suffix(".world"))
            opened.callback(demo.stop)
            settings = demo.settings(settings)
        now = demo.now if demo else _real_now
        stopping = Event()
        db = open_database(settings.database, now=now)
        opened.callback(db.close)
        services = Services(
            settings=settings,
            db=db,
            journal=Journal(settings.journal),
            clients=_clients(settings, now, stopping),
            now=now,
            demo=demo,
            owner_lock=lock,
            stopping=stopping,
        )
        opened.pop_all()
    if with_threads:
        background = Background(services, commands.WORK)
        services = replace(services, background=background)
        background.start()
    else:
        replay_own_decisions(services)
    atexit.register(close, services)
    return services


def _clients(settings: Settings, now: Callable[[], datetime], stopping: Event) -> dict[str, MarketplaceClient]:
    """One per shop; shops of a host share its pace."""
    hosts = Hosts()
    return {shop.shop: client_for(shop, now=now, hosts=hosts, wait=stopping.wait) for shop in settings.shops}


def trial_client(services: Services, table: Mapping[str, str]) -> MarketplaceClient:
    """A client for keys that are only tried, from a table as the settings file would hold it. Raises SettingsError."""
    asked = load({"shops": {"new": dict(table)}}, database=services.settings.database, demo=False, source=ROOT)
    [shop] = asked.shops
    return client_for(shop, now=services.now, hosts=Hosts(), wait=services.stopping.wait)


def close(services: Services) -> None:
    """Stops the threads, then the sandbox, then lets the files go; once more does nothing."""
    services.stopping.set()
    if services.background:
        services.background.stop()
    for client in services.clients.values():
        client.close()
    if services.demo:
        services.demo.stop()
    services.db.close()
    if services.owner_lock:
        services.owner_lock.release()


def _real_now() -> datetime:
    return datetime.now(UTC)
