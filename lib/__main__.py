"""The commands of interface.md section 3: words in, one call of a flow, JSON or text out."""

import argparse
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib import commands, wiring
from lib.command_words import parser
from lib.domain.action import GOOD_ENDS, ActionState
from lib.errors import AppError, SettingsError, StoreError
from lib.flows import engine, jobs
from lib.flows.services import Services
from lib.queries.action_rows import action_rows
from lib.sandbox.sandbox_command import run_command
from lib.settings import Settings
from lib.store import backups
from lib.store.journal import Journal, read_setting, to_text
from lib.store.owner_lock import OwnerLock

POLL_S = 0.3
UNSETTLED = frozenset({ActionState.QUEUED, ActionState.SENDING, ActionState.DELIVERED, ActionState.UNKNOWN})
LONGEST_WAIT_S = 2700.0
"""Past the engine's own patience of 30 minutes: then the states are told as they are."""


def main(words: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0 done, 1 something failed, 2 wrong words or settings."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(message)s")
    asked = parser().parse_args(words)
    if asked.command == "sandbox":
        return run_command(
            port=asked.port,
            seed=asked.seed,
            claims=asked.claims,
            as_json=asked.json,
            state_path=asked.state,
            exit_with_parent=asked.exit_with_parent,
        )
    try:
        result, status = COMMANDS[asked.command](asked, wiring.settings_of())
    except SettingsError as exc:
        return _failed(asked, str(exc), 2)
    except AppError as exc:
        return _failed(asked, str(exc), 1)
    except KeyboardInterrupt:
        return _failed(asked, "stopped before the end", 1)
    print(json.dumps(result, ensure_ascii=False) if asked.json else _plain(result))
    return status


def _failed(asked: argparse.Namespace, message: str, status: int) -> int:
    print(message, file=sys.stderr)
    if asked.json:
        print(json.dumps({"error": message}, ensure_ascii=False))
    return status


def _do(settings: Settings, command: str, arguments: dict[str, Any]) -> tuple[dict[str, Any], Services | None]:
    """Here when the database is free, else by the running app; with the services when it was done here."""
    while True:
        services = _own(settings)
        if services:
            return commands.WORK[command](services, arguments), services
        result = _by_the_owner(settings, command, arguments)
        if result is not None:
            return result, None


def _own(settings: Settings) -> Services | None:
    """The services, owned by this process until it ends; None when the app owns the database."""
    return wiring.build(settings, with_threads=False) if _is_free(settings) else None


def _is_free(settings: Settings) -> bool:
    try:
        OwnerLock(settings.database).release()
    except StoreError:
        return False
    return True


def _by_the_owner(settings: Settings, command: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Handed over through the journal; None when the owner ended without taking it: another command, or a closed app.

    Taken back when the waiting ends early, so that nothing is done later behind the caller's back.
    """
    journal = Journal(settings.journal)
    job_id = jobs.hand_over(journal, command, arguments, to_text(datetime.now(UTC)))
    try:
        while True:
            was_free = _is_free(settings)
            state, result = jobs.answer_of(journal, job_id)
            if state == "done":
                return result
            if state == "failed":
                raise (SettingsError if result.get("settings") else StoreError)(result["error"])
            if was_free and state == "waiting" and jobs.withdraw(journal, job_id):
                return None
            if was_free and state == "running" and _is_free(settings):
                raise StoreError(jobs.INTERRUPTED)
            time.sleep(POLL_S)
    except KeyboardInterrupt:
        jobs.withdraw(journal, job_id)
        raise


def _sync(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    if asked.since:
        day = f"{asked.since}+0000"
        _checked(lambda: datetime.strptime(day, "%Y-%m-%d%z"), "--since must be a day as YYYY-MM-DD")
    _known_shop(asked.shop, settings)
    result, _ = _do(settings, "sync", {"shop": asked.shop, "since": asked.since})
    for run in result["runs"]:
        if run["error"]:
            print(f"{run['shop']}: {run['error']}", file=sys.stderr)
    return result, 1 if any(run["error"] for run in result["runs"]) else 0


def _export(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    output = str(Path(asked.output).resolve())
    arguments = {"format": asked.format, "output": output, "unmasked": asked.unmasked}
    result, _ = _do(settings, "export", arguments)
    return {"rows": result["rows"], "output": asked.output}, 0


def _decide(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    _known_shop(asked.shop, settings)
    arguments: dict[str, Any] = {
        "kind": asked.command,
        "user": "command",
        "shop": asked.shop,
        "claim": asked.claim,
        "items": asked.item,
        "finalize": getattr(asked, "finalize", None),
        "acception_reason": getattr(asked, "acception_reason", None),
        "invoice_link": getattr(asked, "invoice_link", None),
        "reason": getattr(asked, "reason", None),
        "note": getattr(asked, "note", None),
        "files": [str(Path(path).resolve()) for path in getattr(asked, "file", None) or ()],
    }
    result, services = _do(settings, "ask", arguments)
    action_id = result["action_id"]
    journal = services.journal if services else Journal(settings.journal)
    if not asked.no_wait:
        _wait(settings, services, journal, action_id)
    rows = action_rows(journal, action_id=action_id)
    good = asked.no_wait or all(row["state"] in GOOD_ENDS for row in rows)
    if not good:
        print("; ".join(f"{row['state']}: {row['message'] or ''}" for row in rows), file=sys.stderr)
    return {"actions": rows}, 0 if good else 1


def _wait(settings: Settings, services: Services | None, journal: Journal, action_id: str) -> None:
    """Until every item has its end or needs a person; without an app this process is the engine meanwhile."""
    until = time.monotonic() + LONGEST_WAIT_S
    pace = engine.new_pace()
    if services:
        engine.recover(services)
    while time.monotonic() < until:
        if services is None:
            services = _own(settings)  # the app may have been closed
            if services:
                engine.recover(services)
        if services:
            engine.step(services, pace)
        rows = action_rows(journal, action_id=action_id)
        if not any(row["state"] in UNSETTLED for row in rows):
            return
        if read_setting(journal, "paused") == "yes":
            print("sending is paused: the decision is queued and leaves when the pause ends", file=sys.stderr)
            return
        time.sleep(POLL_S)


def _actions(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    state = ActionState(asked.state) if asked.state else None
    return {"actions": action_rows(Journal(settings.journal), state=state)}, 0


def _backup(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    result, _ = _do(settings, "backup", {"to": str(Path(asked.to).resolve()) if asked.to else None})
    return result, 0


def _restore(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    files = backups.restore(Path(asked.directory), settings.database, settings.journal, datetime.now(UTC))
    return {"files": [str(path) for path in files]}, 0


def _doctor(asked: argparse.Namespace, settings: Settings) -> tuple[dict[str, Any], int]:
    result, _ = _do(settings, "doctor", {})
    return result, 0 if all(check["ok"] for check in result["checks"]) else 1


def _known_shop(shop: str | None, settings: Settings) -> None:
    """In demo mode the shops are named by the sandbox and checked later."""
    if shop and not settings.demo and shop not in {known.shop for known in settings.shops}:
        raise SettingsError(f"[shops.{shop}] is not in the settings file")


def _checked(work: Callable[[], object], sentence: str) -> None:
    try:
        work()
    except ValueError as exc:
        raise SettingsError(sentence) from exc


def _plain(result: dict[str, Any]) -> str:
    """One line a row, `name: value` pairs."""
    lines = []
    for name, value in result.items():
        rows = value if isinstance(value, list) else [value]
        lines += [
            "  ".join(f"{key}: {part}" for key, part in row.items()) if isinstance(row, dict) else f"{name}: {row}"
            for row in rows
        ]
    return "\n".join(lines)


COMMANDS = {
    "sync": _sync,
    "export": _export,
    "approve": _decide,
    "reject": _decide,
    "preapprove": _decide,
    "actions": _actions,
    "backup": _backup,
    "restore": _restore,
    "doctor": _doctor,
}

if __name__ == "__main__":
    sys.exit(main())
