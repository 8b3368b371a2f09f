"""What the connections page and the foot of every page say of the data."""

from datetime import timedelta
from typing import Any

import pandas as pd

from lib.domain.claim import AcceptedBy, ClaimStatus
from lib.queries.freshness import (
    count_comparison,
    expired_between,
    last_complete_syncs,
    running_sync,
    set_aside_rows,
    shop_freshness,
)
from lib.store import sync_log
from lib.store.database import Database, open_database
from lib.store.sync_log import Run, SetAside
from tests.queries.claims import NOW, TRENDYOL, make_claim, make_item, stored


def ran(db: Database, run_id: str, minutes: int, **changes: Any) -> None:
    started_at = NOW + timedelta(minutes=minutes)
    values: dict[str, Any] = {"finished_at": started_at + timedelta(seconds=5), "end_reason": "complete"}
    run = Run(run_id=run_id, shop=TRENDYOL, started_at=started_at, **(values | changes))
    db.write(lambda cursor: sync_log.record_run(cursor, run))


def test_a_failed_run_does_not_move_the_last_complete_one_and_its_error_is_shown() -> None:
    db = stored([make_claim(), make_claim(claim_id="c-2")])
    ran(db, "r-1", 0, backfilled_to=NOW - timedelta(days=30))
    ran(db, "r-2", 10, end_reason="failed", error="trendyol claims (500)")
    shop = shop_freshness(db).iloc[0]
    assert shop["last_complete_at"] == pd.Timestamp("2026-11-22 12:00:05")
    assert (shop["last_end_reason"], shop["last_error"]) == ("failed", "trendyol claims (500)")
    assert (shop["claim_count"], shop["backfilled_to"]) == (2, pd.Timestamp("2026-10-23 12:00"))
    ran(db, "r-3", 20)
    assert pd.isna(last_complete_syncs(db).iloc[0]["last_error"])


def test_only_runs_that_have_not_ended_are_running() -> None:
    db = open_database(None)
    ran(db, "r-1", 0)
    assert running_sync(db).empty
    ran(db, "r-2", 10, finished_at=None, end_reason=None, phase="backfill", claims_read=40)
    assert list(running_sync(db)[["phase", "claims_read"]].itertuples(index=False, name=None)) == [("backfill", 40)]


def test_what_ran_out_meanwhile_is_what_the_system_took_or_left_past_its_clock() -> None:
    late = make_item(marketplace_deadline_at=NOW + timedelta(minutes=30))
    taken = make_item(status=ClaimStatus.ACCEPTED, raw_status="Accepted", accepted_by=AcceptedBy.SYSTEM)
    ours = make_item(status=ClaimStatus.ACCEPTED, raw_status="Accepted", accepted_by=AcceptedBy.SELLER)
    in_time = make_item(marketplace_deadline_at=NOW + timedelta(hours=9))
    claims = [
        make_claim(item, claim_id=f"c-{number}", modified_at=NOW + timedelta(minutes=20))
        for number, item in enumerate((late, taken, ours, in_time))
    ]
    expired = expired_between(stored(claims), NOW, NOW + timedelta(hours=1))
    assert list(expired[["shop", "claim_count"]].itertuples(index=False, name=None)) == [(TRENDYOL, 2)]


def test_counts_stand_beside_the_marketplaces_and_rows_aside_are_listed() -> None:
    older = make_claim(claim_id="c-3", claimed_at=NOW - timedelta(days=400))
    db = stored([make_claim(make_item(), make_item(item_id="i-2")), make_claim(claim_id="c-2"), older])
    theirs, since = {"WaitingInAction": 3, "Created": 1}, NOW - timedelta(days=365)
    db.write(lambda cursor: sync_log.record_counts(cursor, TRENDYOL, theirs, counted_from=since, counted_at=NOW))
    counts = count_comparison(db)[["raw_status", "marketplace_count", "our_count"]]
    assert list(counts.itertuples(index=False, name=None)) == [("Created", 1, 0), ("WaitingInAction", 3, 2)]
    row = SetAside(
        shop=TRENDYOL, claim_id="c-9", reason="field id is missing", payload="{}", request="GET", parser_version=1,
        seen_at=NOW,
    )  # fmt: skip
    db.write(lambda cursor: sync_log.put_aside(cursor, [row]))
    assert set_aside_rows(db)[["claim_id", "reason"]].to_numpy().tolist() == [["c-9", "field id is missing"]]
