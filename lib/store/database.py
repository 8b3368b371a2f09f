"""Opens the claims database (DuckDB) and nothing else does: settings, cursors, transactions, migrations."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb

from lib.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
STORAGE_VERSION = "v1.5.0"
"""The oldest DuckDB that may open our files: the way back from an update."""
WRITE_TRIES = 5

Result = TypeVar("Result")


class Database:
    """One open file. Threads share it through a cursor per query; a shared connection object gives wrong rows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self._connection = connection
        self.path = path

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """For one query; a failing file becomes a StoreError."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        except (duckdb.IOException, duckdb.FatalException, duckdb.InternalException) as exc:
            raise StoreError(f"the claims database cannot be used: {exc}") from exc
        finally:
            cursor.close()

    def write(self, work: Callable[[duckdb.DuckDBPyConnection], Result]) -> Result:
        """Runs `work` in one transaction; a write conflict repeats it, at most five times in all."""
        for attempt in range(1, WRITE_TRIES + 1):
            with self.cursor() as cursor:
                cursor.begin()
                try:
                    result = work(cursor)
                    cursor.commit()
                    return result
                except duckdb.TransactionException as exc:
                    _roll_back(cursor)
                    if attempt == WRITE_TRIES:
                        raise StoreError(f"the claims database stayed busy: {exc}") from exc
                except BaseException:
                    _roll_back(cursor)
                    raise
        raise StoreError("the claims database stayed busy")

    def checkpoint(self) -> None:
        with self.cursor() as cursor:
            cursor.execute("CHECKPOINT")

    def close(self) -> None:
        self._connection.close()


def open_database(path: Path | None, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Database:
    """The file at `path`, made and migrated when needed; None is a database in memory.

    Raises StoreError when another process holds it, it is damaged, or newer than this program.
    """
    try:
        if path is None:
            connection = duckdb.connect(":memory:")
        else:
            _make_if_missing(path)
            connection = duckdb.connect(str(path))
        _lock_down(connection, path)
    except duckdb.IOException as exc:
        raise StoreError(f"the claims database {path} cannot be opened; another program may hold it: {exc}") from exc
    except duckdb.Error as exc:
        raise StoreError(f"the claims database {path} is damaged or was made by a newer program: {exc}") from exc
    database = Database(connection, path)
    _migrate(database, now)
    return database


def copy_directory(path: Path) -> Path:
    """The only place that DuckDB itself may write to beside its file; backups are made here, then moved."""
    return path.with_suffix(".copying")


def _make_if_missing(path: Path) -> None:
    """A new file is made readable by the oldest DuckDB we support, and by its owner only."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(":memory:") as maker:
        quoted = str(path).replace("'", "''")
        maker.execute("ATTACH '" + quoted + "' (STORAGE_VERSION '" + STORAGE_VERSION + "')")
    path.chmod(0o600)


def _lock_down(connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    connection.execute("SET GLOBAL autoinstall_known_extensions = false")
    connection.execute("SET GLOBAL autoload_known_extensions = false")
    connection.execute("SET GLOBAL wal_autocheckpoint = '64MB'")  # fewer rewrites of the file
    if path is not None:
        directory = copy_directory(path)
        directory.mkdir(mode=0o700, exist_ok=True)
        connection.execute("SET GLOBAL allowed_directories = ['" + str(directory).replace("'", "''") + "']")
    connection.execute("SET GLOBAL enable_external_access = false")
    connection.execute("SET GLOBAL lock_configuration = true")


def _migrate(database: Database, now: Callable[[], datetime]) -> None:
    """Numbered steps, each in one transaction, recorded, and on disk at once."""
    with database.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER, name VARCHAR, applied_at TIMESTAMP)"
        )
        done = {number for (number,) in cursor.execute("SELECT number FROM schema_migrations").fetchall()}
    steps = {int(file.name[:4]): file for file in sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))}
    if done - steps.keys():
        raise StoreError("the claims database was written by a newer version of this program; update the program")
    for number in sorted(steps.keys() - done):
        _apply(database, number, steps[number], now())


def _apply(database: Database, number: int, file: Path, at: datetime) -> None:
    def step(cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute(file.read_text(encoding="utf-8"))
        cursor.execute(
            "INSERT INTO schema_migrations VALUES ($number, $name, $at)",
            {"number": number, "name": file.stem, "at": at.astimezone(UTC).replace(tzinfo=None)},
        )

    database.write(step)
    database.checkpoint()


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.rollback()
    except duckdb.TransactionException:
        return  # DuckDB has already ended the transaction itself
