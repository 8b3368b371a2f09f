"""What commands hand to the process that owns the database: stored in the journal, done and answered there."""

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from lib.errors import AppError, SettingsError
from lib.flows.services import Services
from lib.store.journal import Journal, to_text

INTERRUPTED = "the app ended while it did this; look at `actions` before asking again"
Work = Callable[[Services, dict[str, Any]], dict[str, Any]]


def hand_over(journal: Journal, command: str, arguments: dict[str, Any], at: str) -> str:
    """Stores a job for the running app; returns its id."""
    job_id = uuid.uuid4().hex
    with journal.write() as connection:
        connection.execute(
            "INSERT INTO jobs VALUES (?, ?, ?, 'waiting', NULL, ?, NULL)",
            (job_id, command, json.dumps(arguments, ensure_ascii=False), at),
        )
    return job_id


def answer_of(journal: Journal, job_id: str) -> tuple[str, dict[str, Any]]:
    """(state, result): waiting, running, done with its result, or failed with {"error", "settings"}."""
    with journal.read() as connection:
        row = connection.execute("SELECT state, result FROM jobs WHERE job_id = ?", (job_id,)).fetchone()
    return row["state"], json.loads(row["result"] or "{}")


def withdraw(journal: Journal, job_id: str) -> bool:
    """False when it has been taken already."""
    with journal.write() as connection:
        taken_back = connection.execute("DELETE FROM jobs WHERE job_id = ? AND state = 'waiting'", (job_id,))
    return taken_back.rowcount == 1


def close_interrupted(services: Services) -> None:
    """What a process that is gone had begun is told as failed, so that no command waits for it."""
    with services.journal.write() as connection:
        connection.execute(
            "UPDATE jobs SET state = 'failed', result = ?, finished_at = ? WHERE state = 'running'",
            (json.dumps({"error": INTERRUPTED}), to_text(services.now())),
        )


def do_next(services: Services, work: Mapping[str, Work]) -> bool:
    """Takes the oldest waiting job and does it with `work`, by its command; False when there is none."""
    with services.journal.write() as connection:
        row = connection.execute(
            "SELECT job_id, command, arguments FROM jobs WHERE state = 'waiting' ORDER BY created_at, job_id LIMIT 1"
        ).fetchone()
        if row is None:
            return False
        connection.execute("UPDATE jobs SET state = 'running' WHERE job_id = ?", (row["job_id"],))
    state = "failed"
    result: dict[str, Any] = {"error": INTERRUPTED}
    try:
        state, result = "done", work[row["command"]](services, json.loads(row["arguments"]))
    except AppError as exc:
        result = {"error": str(exc), "settings": isinstance(exc, SettingsError)}
    finally:
        with services.journal.write() as connection:
            connection.execute(
                "UPDATE jobs SET state = ?, result = ?, finished_at = ? WHERE job_id = ?",
                (state, json.dumps(result, ensure_ascii=False), to_text(services.now()), row["job_id"]),
            )
    return True
