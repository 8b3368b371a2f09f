"""Demo mode: the sandbox as a child process, its shops as settings, its clock as the app's."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

import httpx

from lib.errors import StoreError
from lib.settings import Settings, load

START_S = 60.0
ROOT = Path(__file__).resolve().parent.parent


class SandboxProcess:
    """The child: it ends when its standard input closes, so it never outlives the app."""

    def __init__(self, state: Path) -> None:
        command = [sys.executable, "-m", "lib", "sandbox", "--json", "--exit-with-parent", "--state", str(state)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise StoreError("the demo's marketplaces did not start; run `python -m lib sandbox` to see why")
        self._addresses: dict[str, Any] = json.loads(line)
        self._offset = timedelta(0)
        self._lock = Lock()
        switches = self._addresses["switches"]
        self._clock_url = f"{switches['url']}/clock"
        self._headers = {"X-Sandbox-Secret": switches["secret"]}
        self._take_clock(httpx.get(self._clock_url, headers=self._headers, timeout=START_S, trust_env=False))

    def now(self) -> datetime:
        """The sandbox's clock: real speed plus whatever was jumped."""
        return datetime.now(UTC) + self._offset

    def advance(self, *, days: float) -> None:
        answer = httpx.post(
            self._clock_url,
            headers=self._headers,
            json={"advance_s": days * 86400},
            timeout=START_S,
            trust_env=False,
        )
        self._take_clock(answer)

    def settings(self, base: Settings) -> Settings:
        """The demo's shops, live against the sandbox, in place of none."""
        shops = {
            f"demo-{marketplace}": {**self._addresses[marketplace], "mode": "live"}
            for marketplace in ("trendyol", "hepsiburada")
        }
        loaded = load({"shops": shops}, database=base.database, demo=False, source=base.source)
        return replace(base, shops=loaded.shops)

    def stop(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _take_clock(self, answer: httpx.Response) -> None:
        answer.raise_for_status()
        with self._lock:
            self._offset = timedelta(seconds=float(answer.json()["offset_s"]))
