"""One Services per server process, and what every page asks of it: the clock, the day, the user."""

import sys
from collections.abc import Mapping
from datetime import date, datetime
from threading import Lock
from types import ModuleType

from lib.flows.key_checks import Checking, check_once
from lib.flows.services import Services
from lib.ui.text.formats import istanbul
from lib.wiring import build, trial_client

_HOLDER = "lib.ui.runtime.holder"
"""A module of no file: Streamlit's hot reload and cleared caches never drop it, so the database is opened once."""

USER = "yerel"


def services() -> Services:
    """The process's one Services; the first caller builds it, the others wait. Raises SettingsError and StoreError."""
    holder = vars(sys.modules.setdefault(_HOLDER, ModuleType(_HOLDER)))
    with holder.setdefault("lock", Lock()):
        if "services" not in holder:
            holder["services"] = build()
            holder["started_at"] = holder["services"].now()
        made: Services = holder["services"]
    return made


def started_at() -> datetime:
    """When this process began, on the clock of `now`."""
    moment: datetime = vars(sys.modules[_HOLDER])["started_at"]
    return moment


def now() -> datetime:
    """Aware UTC; in demo mode the sandbox's clock."""
    return services().now()


def today() -> date:
    """The Istanbul day."""
    return istanbul(now()).date()


def try_keys(table: Mapping[str, str]) -> Checking:
    """Tries keys once, given as the settings file would hold them; stored nowhere. Raises SettingsError."""
    return check_once(trial_client(services(), table))


def user() -> str:
    return USER
