"""Both files come back as they were, and what a restore replaces is kept."""

from datetime import timedelta
from pathlib import Path

import pytest

from lib.errors import StoreError
from lib.store import backups, claim_store, journal_actions, journal_lookup
from lib.store.database import Database, open_database
from lib.store.journal import Journal
from lib.store.owner_lock import OwnerLock
from tests.builders import NOON, make_claim, make_item, make_record, make_request


def opened(folder: Path) -> tuple[Database, Journal]:
    return open_database(folder / "claims.duckdb"), Journal(folder / "claims.journal.sqlite")


def put(db: Database, claim_id: str) -> None:
    record = make_record(make_claim(claim_id=claim_id, items=(make_item(item_id=claim_id),)))
    db.write(lambda cursor: claim_store.upsert(cursor, [record]))


def claims(db: Database) -> list[str]:
    with db.cursor() as cursor:
        return [claim_id for (claim_id,) in cursor.execute("SELECT claim_id FROM claim_items ORDER BY 1").fetchall()]


def test_a_restored_backup_holds_the_claims_and_the_decisions_of_its_moment(tmp_path: Path) -> None:
    db, journal = opened(tmp_path)
    put(db, "before")
    journal_actions.record(
        journal, make_request(), action_id="a-1", batch_id=None, user="ayşe", source="page", at=NOON, not_before_at=NOON
    )
    backups.back_up(db, journal, tmp_path / "copy")
    put(db, "after")
    db.close()
    backups.restore(tmp_path / "copy", tmp_path / "claims.duckdb", tmp_path / "claims.journal.sqlite", NOON)
    db, journal = opened(tmp_path)
    assert claims(db) == ["before"]
    assert journal_lookup.load(journal, "a-1") is not None
    db.close()
    [replaced] = tmp_path.glob("claims.duckdb.replaced-*")
    replaced.rename(tmp_path / "old.duckdb")
    old = open_database(tmp_path / "old.duckdb")
    assert claims(old) == ["after", "before"]
    old.close()


def test_a_backup_that_is_not_whole_replaces_nothing(tmp_path: Path) -> None:
    db, journal = opened(tmp_path)
    put(db, "kept")
    [copied, _] = backups.back_up(db, journal, tmp_path / "copy")
    db.close()
    copied.write_bytes(copied.read_bytes()[:5000])
    with pytest.raises(StoreError, match="cannot be read"):
        backups.restore(tmp_path / "copy", tmp_path / "claims.duckdb", tmp_path / "claims.journal.sqlite", NOON)
    db, _ = opened(tmp_path)
    assert claims(db) == ["kept"]
    db.close()


def test_nothing_is_restored_under_a_running_app(tmp_path: Path) -> None:
    with OwnerLock(tmp_path / "claims.duckdb"), pytest.raises(StoreError, match="another program"):
        backups.restore(tmp_path / "copy", tmp_path / "claims.duckdb", tmp_path / "claims.journal.sqlite", NOON)


def test_the_daily_backup_is_made_once_a_day_and_fourteen_are_kept(tmp_path: Path) -> None:
    db, journal = opened(tmp_path)
    put(db, "one")
    days = [f"{NOON + timedelta(days=number):%Y-%m-%d}" for number in range(16)]
    made = [backups.back_up_daily(db, journal, day) for day in days for _ in range(2)]
    db.close()
    kept = sorted(path.name for path in backups.folder_of(tmp_path / "claims.duckdb").iterdir())
    assert [bool(files) for files in made] == [True, False] * 16
    assert kept == days[2:]


def test_the_files_can_be_read_by_their_owner_only(tmp_path: Path) -> None:
    db, journal = opened(tmp_path)
    files = [tmp_path / "claims.duckdb", journal.path, *backups.back_up(db, journal, tmp_path / "copy")]
    db.close()
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
