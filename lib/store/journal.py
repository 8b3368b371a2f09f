"""Opens the journal: decisions and what people typed, apart from the claims, on disk with every commit (SQLite)."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lib.errors import StoreError

MIGRATIONS = Path(__file__).parent / "journal_migrations"
BUSY_S = 15
"""How long a writer waits for another process (a command beside the app)."""
FIRST_HASH = "0" * 64


class Journal:
    """A connection per use: commands of other processes write here too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            _make_if_missing(path)
            self._migrate()
        except sqlite3.DatabaseError as exc:
            raise StoreError(f"the journal {path} cannot be used: {exc}") from exc

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Rows by name; one snapshot per statement."""
        connection = self._connect()
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, on disk when the block ends; nothing of it stands when the block raises."""
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.OperationalError as exc:
            _roll_back(connection)
            raise StoreError(f"the journal could not be written: {exc}") from exc
        except BaseException:
            _roll_back(connection)
            raise
        finally:
            connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _migrate(self) -> None:
        steps = {int(file.name[:4]): file for file in sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))}
        with self.read() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            done: int = connection.execute("PRAGMA user_version").fetchone()[0]
            if done > max(steps):
                raise StoreError("the journal was written by a newer version of this program; update the program")
            for number in sorted(step for step in steps if step > done):
                script = steps[number].read_text(encoding="utf-8")
                connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")


def to_text(moment: datetime) -> str:
    """Sorts as text in the order of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def write_audit(
    connection: sqlite3.Connection,
    *,
    at: datetime,
    actor: str,
    event: str,
    action_id: str | None = None,
    item_id: str | None = None,
    from_state: str | None = None,
    to_state: str | None = None,
    evidence: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """One more line of the chain, inside the caller's transaction. `detail` holds no personal data of a customer."""
    last = connection.execute("SELECT line, hash FROM audit ORDER BY line DESC LIMIT 1").fetchone()
    line, previous_hash = (last["line"] + 1, last["hash"]) if last else (1, FIRST_HASH)
    fields = [
        line,
        to_text(at),
        actor,
        event,
        action_id,
        item_id,
        from_state,
        to_state,
        evidence,
        json.dumps(detail or {}, ensure_ascii=False, sort_keys=True),
        previous_hash,
    ]
    fields.append(line_hash(fields))
    connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", fields)


def line_hash(fields: list[Any]) -> str:
    """Over all fields of the line, the previous hash included."""
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def first_broken_line(journal: Journal) -> int | None:
    """The first audit line that does not fit its hash or the line before it; None when the chain is whole."""
    expected_line, previous_hash = 1, FIRST_HASH
    with journal.read() as connection:
        for row in connection.execute("SELECT * FROM audit ORDER BY line"):
            *fields, stored_hash = tuple(row)
            if fields[0] != expected_line or fields[-1] != previous_hash or line_hash(fields) != stored_hash:
                return expected_line
            expected_line, previous_hash = expected_line + 1, stored_hash
    return None


def read_setting(journal: Journal, name: str) -> str | None:
    with journal.read() as connection:
        row = connection.execute("SELECT value FROM app_settings WHERE name = ?", (name,)).fetchone()
    return row["value"] if row else None


def write_setting(connection: sqlite3.Connection, name: str, value: str, at: datetime) -> None:
    connection.execute(
        """
        INSERT INTO app_settings VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at
        """,
        (name, value, to_text(at)),
    )


def _make_if_missing(path: Path) -> None:
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as exc:
        raise StoreError(f"{path} cannot be made: {exc.strerror}") from exc


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
