"""The secrets of the settings file stand nowhere else: a byte search after work, failures and a backup."""

import base64
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib import commands, wiring
from lib.flows.services import Services
from lib.sandbox import server
from lib.settings_file import read_settings
from tests.command_line import write_settings

WRONG = {"trendyol": {"api_secret": "planted-secret-4712"}, "hepsiburada": {"service_key": "planted4713"}}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.RunningSandbox]:
    running = server.start(seed=5, claims=6, live=False, switches={"limits": False})
    yield running
    running.stop()


def opened(file: Path, database: Path) -> Services:
    settings = read_settings({"CLAIMS_SECRETS": str(file), "CLAIMS_DB": str(database)}, file.parent)
    return wiring.build(settings, with_threads=False)


def secrets_of(sandbox: server.RunningSandbox) -> list[bytes]:
    """Every secret, and the Basic pairs it would leave in."""
    found: list[str] = []
    for shop, table in sandbox.credentials.items():
        for keys in (table, table | WRONG[shop]):
            user = keys.get("api_key") or keys["merchant_id"]
            secret = keys.get("api_secret") or keys["service_key"]
            found += [secret, base64.b64encode(f"{user}:{secret}".encode()).decode()]
        found += [table["api_key"]] if "api_key" in table else []
    return [secret.encode() for secret in found]


def database_rows(services: Services) -> list[str]:
    """Every row of every table as text: in the file columns may be packed, where no byte search finds them."""
    with services.db.cursor() as cursor:
        tables = [name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return [repr(row) for table in tables for row in cursor.table(table).fetchall()]


@pytest.mark.goals
def test_secrets_are_in_no_log_error_answer_export_journal_database_or_backup(
    sandbox: server.RunningSandbox, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[str] = []
    since = f"{datetime.now(UTC) - timedelta(days=10):%Y-%m-%d}"
    with caplog.at_level(logging.DEBUG):
        for name, changes in {"refused": WRONG, "working": {}}.items():
            file = write_settings(tmp_path / "secrets.toml", sandbox, **changes)
            services = opened(file, tmp_path / name / "claims.duckdb")
            for command, arguments in (
                ("sync", {"since": since}),
                ("doctor", {}),
                ("export", {"format": "csv", "output": str(tmp_path / "claims.csv"), "unmasked": True}),
                ("backup", {"to": str(tmp_path / name / "backup")}),
            ):
                told.append(repr(commands.WORK[command](services, arguments)))
            told += [*database_rows(services), repr(services), repr(services.settings), repr(services.clients)]
            wiring.close(services)
    texts = "\n".join([*told, caplog.text, *(str(record.__dict__) for record in caplog.records)])
    assert "401" in texts
    assert len(told) > 100
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "secrets.toml"]
    assert {path.suffix for path in files} >= {".csv", ".duckdb", ".sqlite"}
    for secret in secrets_of(sandbox):
        assert secret.decode() not in texts
        assert [path.name for path in files if secret in path.read_bytes()] == []
