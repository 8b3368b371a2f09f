"""The command line as a user runs it: a settings file, a database, `python -m lib …` in a process of its own."""

import csv
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lib.sandbox.server import RunningSandbox

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 90
FAST_ENGINE = {"quiet_s": 1.0, "settle_read_gap_s": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str

    @property
    def told(self) -> Any:
        """The one JSON object that `--json` prints, and nothing else there."""
        return json.loads(self.stdout)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandLine:
    secrets: Path
    database: Path

    @property
    def journal(self) -> Path:
        return self.database.with_suffix(".journal.sqlite")

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CLAIMS_")}
        return kept | {"CLAIMS_SECRETS": str(self.secrets), "CLAIMS_DB": str(self.database)} | more

    def begin(self, *words: str, module: str = "lib", **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", module, *words],
            cwd=ROOT,
            env=self.environment(**environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> Ended:
        return ended(self.begin(*words))


def ended(process: subprocess.Popen[str]) -> Ended:
    stdout, stderr = process.communicate(timeout=PATIENCE_S)
    return Ended(status=process.returncode, stdout=stdout, stderr=stderr)


def write_settings(path: Path, sandbox: RunningSandbox, *, mode: str = "live", **changes: Mapping[str, str]) -> Path:
    """The sandbox's shops as a settings file of mode 600; `changes` replace keys of a shop's table."""
    tables = {
        shop: {**table, "mode": mode, **changes.get(shop, {})} for shop, table in sandbox.credentials.items()
    }
    lines: list[str] = []
    for shop, table in tables.items():
        lines += [f"[shops.{shop}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items()), ""]
    lines += ["[engine]", *(f"{key} = {value}" for key, value in FAST_ENGINE.items()), ""]
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
