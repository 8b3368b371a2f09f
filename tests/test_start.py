"""The two commands of interface.md section 1: what stops a first start is one clear sentence, and nothing asks."""

import ast
import shutil
import socket
import sys
import tomllib
from pathlib import Path
from subprocess import run

import pytest
from streamlit import net_util
from streamlit.web.server import server_util

from lib import start

ROOT = Path(__file__).resolve().parent.parent
OLD = "#!/bin/sh\nexit 1\n"
NO_VENV = '#!/bin/sh\ncase "$2" in *venv*) exit 1;; esac\nexit 0\n'
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="the Makefile is for systems with make")


def test_a_busy_port_is_one_sentence_with_the_way_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("CLAIMS_PORT", str(port))
        assert start.main() == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert f"Port {port} is busy" in said.err and "CLAIMS_PORT" in said.err


@pytest.mark.parametrize("port", ["0", "70000", "web", "-1"])
def test_a_port_that_is_none_is_one_sentence(
    port: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLAIMS_PORT", port)
    assert (start.main(), capsys.readouterr().err) == (2, "CLAIMS_PORT must be a number from 1 to 65535.\n")


def test_an_old_python_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert (start.main(), capsys.readouterr().err) == (2, "Python 3.11 or newer is needed; this is Python 3.9.\n")


def test_an_old_python_can_read_the_file_that_says_so() -> None:
    ast.parse((ROOT / "lib/start.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    package = ast.parse((ROOT / "lib/__init__.py").read_text(encoding="utf-8"), feature_version=(3, 7))
    assert all(isinstance(part, ast.Expr) for part in package.body)


@needs_make
@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        (OLD, "Python 3.11 or newer is needed. Name one: make run PYTHON=python3.12"),
        (NO_VENV, "Python's venv module is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"),
    ],
)
def test_make_says_what_is_missing_and_leaves_nothing_behind(python: str, sentence: str, tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    fake = tmp_path / "python"
    fake.write_text(python)
    fake.chmod(0o755)
    made = run(["make", "run", f"PYTHON={fake}"], cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert made.returncode == 2
    assert sentence in made.stderr.splitlines()
    assert not (tmp_path / ".venv").exists()


def test_windows_starts_by_the_same_steps() -> None:
    """Nothing here runs a .cmd file: the steps are compared."""
    steps = (ROOT / "start.cmd").read_text(encoding="utf-8")
    for step in ("(3, 11)", "-m venv .venv", "pip install", "-r requirements.txt", "-m lib.start"):
        assert step in steps
        assert step in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_continuous_integration_runs_make_test() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


def test_a_foreign_origin_is_refused_without_asking_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url))
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    start.ask_no_foreign_host()
    assert server_util.is_url_from_allowed_origins("http://localhost:8501")
    assert not server_util.is_url_from_allowed_origins("http://evil.example")
    assert asked == []


def test_streamlit_serves_the_loopback_only_and_asks_nothing() -> None:
    """reliability.md section 5."""
    found = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    wanted = {
        "server": {
            "address": "127.0.0.1",
            "allowedHosts": ["127.0.0.1", "localhost"],
            "enableCORS": True,
            "enableXsrfProtection": True,
            "enableStaticServing": False,
            "enableAgentApi": False,
            "fileWatcherType": "none",
            "showEmailPrompt": False,
            "maxUploadSize": 10,
        },
        "client": {"showErrorDetails": "none", "toolbarMode": "minimal", "disableDataExport": True},
        "browser": {"gatherUsageStats": False},
        "runner": {"postScriptGC": False},
    }
    assert {table: {key: found[table].get(key) for key in keys} for table, keys in wanted.items()} == wanted
