"""Copies of both files: made by the process that owns them, opened and compared right after, restored without loss."""

import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import duckdb

from lib.errors import StoreError
from lib.store.database import STORAGE_VERSION, Database, copy_directory
from lib.store.journal import Journal
from lib.store.owner_lock import OwnerLock

KEEP_DAYS = 14
COMPARED_TABLES = ("claim_items", "order_lines", "status_history")


def folder_of(database: Path) -> Path:
    return database.with_suffix(".backups")


def back_up(db: Database, journal: Journal, to: Path) -> list[Path]:
    """Writes both files into `to`, which is made; returns their paths.

    Raises StoreError when a copy does not agree or the place cannot be written.
    """
    if db.path is None:
        raise StoreError("a database in memory has no backup")
    claims, decisions = to / db.path.name, to / journal.path.name
    copied = copy_directory(db.path) / "backup.duckdb"
    try:
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        copied.unlink(missing_ok=True)
        _copy_claims(db, copied)
        shutil.move(copied, claims)
        _copy_journal(journal, decisions)
        for path in (claims, decisions):
            path.chmod(0o600)
    except OSError as exc:
        raise StoreError(f"the backup in {to} could not be written: {exc.strerror}") from exc
    return [claims, decisions]


def back_up_daily(db: Database, journal: Journal, today: str) -> list[Path]:
    """Today's backup, once; older than the newest fourteen go. Empty when today's stands already."""
    if db.path is None:
        return []
    folder = folder_of(db.path)
    if (folder / today).exists():
        return []
    unfinished = folder / f"{today}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    back_up(db, journal, unfinished)
    unfinished.rename(folder / today)
    for old in sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"))[:-KEEP_DAYS]:
        shutil.rmtree(old)
    return [folder / today / name for name in (db.path.name, journal.path.name)]


def restore(source: Path, database: Path, journal: Path, at: datetime) -> list[Path]:
    """Puts both files of a backup in place; what stood there is kept beside, with the time in its name.

    Raises StoreError when the app runs, or the backup is not whole; then nothing has been touched.
    """
    with OwnerLock(database):
        pairs = [(source / database.name, database), (source / journal.name, journal)]
        for copy, _ in pairs:
            if not copy.is_file():
                raise StoreError(f"the backup has no {copy.name}")
        _check_claims(pairs[0][0])
        _check_journal(pairs[1][0])
        for copy, place in pairs:
            for old in (place, place.with_name(place.name + ".wal"), place.with_name(place.name + "-wal")):
                if old.exists():
                    old.rename(old.with_name(f"{old.name}.replaced-{at:%Y%m%dT%H%M%S}"))
            place.with_name(place.name + "-shm").unlink(missing_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(copy, place)
            place.chmod(0o600)
    return [place for _, place in pairs]


def _copy_claims(db: Database, to: Path) -> None:
    quoted = str(to).replace("'", "''")
    with db.cursor() as cursor:
        name = cursor.execute("SELECT current_database()").fetchall()[0][0].replace('"', '""')
        cursor.execute("ATTACH '" + quoted + "' AS backup_copy (STORAGE_VERSION '" + STORAGE_VERSION + "')")
        try:
            cursor.begin()  # one snapshot for the copy and the counts it is compared with
            cursor.execute('COPY FROM DATABASE "' + name + '" TO backup_copy')
            expected = [_count(cursor, table) for table in COMPARED_TABLES]
            copied = [_count(cursor, "backup_copy." + table) for table in COMPARED_TABLES]
            cursor.commit()
        finally:
            cursor.execute("DETACH backup_copy")
    if copied != expected:
        raise StoreError(f"the backup does not agree with the database: {copied} rows against {expected}")
    _check_claims(to)


def _count(cursor: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(cursor.table(table).count("*").fetchall()[0][0])


def _check_claims(path: Path) -> None:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            for table in COMPARED_TABLES:
                _count(connection, table)
    except duckdb.Error as exc:
        raise StoreError(f"the claims database of the backup cannot be read: {exc}") from exc


def _copy_journal(journal: Journal, to: Path) -> None:
    to.unlink(missing_ok=True)
    with journal.read() as source:
        copy = sqlite3.connect(to)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
    _check_journal(to)


def _check_journal(path: Path) -> None:
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
            connection.execute("SELECT count(*) FROM actions").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as exc:
        raise StoreError(f"the journal of the backup cannot be read: {exc}") from exc
    if answer != "ok":
        raise StoreError(f"the journal of the backup is damaged: {answer}")
