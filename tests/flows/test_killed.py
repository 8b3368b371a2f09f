"""A process killed in the middle of a decision: the next one reads what became of it and sends nothing twice."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lib import wiring
from lib.domain.action import ActionState
from lib.flows import engine, sync
from lib.queries.action_rows import action_rows
from lib.sandbox import server
from lib.settings_file import read_settings
from tests.command_line import ROOT, CommandLine, write_settings

MOMENTS = [
    ("timeout_before", 0, ActionState.NEEDS_PERSON),
    ("timeout_after", 1, ActionState.CONFIRMED),
]
"""Fault that holds the call open while the process is killed, executions in the truth log, the honest end."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.RunningSandbox]:
    running = server.start(seed=3, claims=120, live=False, switches={"limits": False, "approve_visible_after_s": 0.0})
    yield running
    running.stop()


@pytest.mark.goals
@pytest.mark.parametrize(("fault", "executions", "end"), MOMENTS)
def test_a_decision_killed_while_it_is_sent_is_settled_by_reading_after_the_restart(
    tmp_path: Path, sandbox: server.RunningSandbox, fault: str, executions: int, end: ActionState
) -> None:
    secrets = write_settings(tmp_path / "secrets.toml", sandbox)
    environ = CommandLine(secrets=secrets, database=tmp_path / "claims.duckdb").environment()
    settings = read_settings(environ, ROOT)
    services = wiring.build(settings, with_threads=False)
    sync.sync_shop(services, "trendyol", claims_only=True)
    with services.db.cursor() as cursor:
        [claim_id] = cursor.execute(
            "SELECT claim_id FROM claim_items WHERE shop = 'trendyol' AND status = 'awaiting_action' "
            "GROUP BY 1 HAVING count(*) = 1 ORDER BY min(deadline_at) DESC LIMIT 1"
        ).fetchall()[0]
    wiring.close(services)

    sandbox.clear_faults()
    sandbox.fault(fault, path=f"{claim_id}/items/approve", count=1, params={"hold_s": 20})
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.killed_child", "trendyol", claim_id], cwd=ROOT, env=environ
    )
    _wait_for(lambda: _is_held(sandbox, claim_id) and len(_executed(sandbox, claim_id)) == executions)
    child.send_signal(signal.SIGKILL)
    child.wait(timeout=10)

    services = wiring.build(settings, with_threads=False)
    assert [row["state"] for row in action_rows(services.journal)] == [ActionState.SENDING]
    assert engine.recover(services) == 1
    pace = engine.new_pace()

    def settled() -> bool:
        engine.step(services, pace)
        return [row["state"] for row in action_rows(services.journal)] == [end]

    _wait_for(settled)
    wiring.close(services)
    assert len(_executed(sandbox, claim_id)) == executions


def _executed(sandbox: server.RunningSandbox, claim_id: str) -> list[dict[str, Any]]:
    return [call for call in sandbox.truth() if call.get("claim") == claim_id]


def _is_held(sandbox: server.RunningSandbox, claim_id: str) -> bool:
    """Whether the sandbox has met the call and holds it open."""
    return any(claim_id in fault["path"] and fault["met"] for fault in sandbox.control("GET", "faults"))


def _wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < until, "it did not happen within 30 seconds"
        time.sleep(0.05)
