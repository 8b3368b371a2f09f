"""The staged merge against a model: a plain dictionary that keeps the newest answer of each claim."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.claim import ClaimStatus, Marketplace, ParcelStatus
from lib.store import claim_store
from lib.store.claim_staging import ClaimRecord
from lib.store.claim_store import Written
from lib.store.database import Database, open_database
from tests.builders import NOON, RAW_STATUS, make_claim, make_item, make_parcel, make_record

HOUR = timedelta(hours=1)


@pytest.fixture
def db() -> Iterator[Database]:
    database = open_database(None)
    yield database
    database.close()


def put(db: Database, *records: ClaimRecord) -> Written:
    return db.write(lambda cursor: claim_store.upsert(cursor, records))


def rows(db: Database, columns: str, table: str = "claim_items") -> list[tuple[object, ...]]:
    with db.cursor() as cursor:
        found: list[tuple[object, ...]] = cursor.table(table).project(columns).order("ALL").fetchall()
    return found


def answer(claim_id: str, status: ClaimStatus, modified_h: int | None, read_h: int) -> ClaimRecord:
    modified_at = None if modified_h is None else NOON + HOUR * modified_h
    item = make_item(item_id=f"{claim_id}-1", status=status)
    claim = make_claim(claim_id=claim_id, modified_at=modified_at, items=(item,))
    return make_record(claim, read_at=NOON + HOUR * read_h, payload=f"{claim_id} {status} {modified_h}")


ANSWERS = st.builds(
    answer,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(sorted(RAW_STATUS, key=str)),
    st.integers(0, 5),
    st.integers(0, 5),
)


def newest(records: Sequence[ClaimRecord]) -> dict[str, ClaimRecord]:
    """The later modified wins, then the later read, then the later come."""
    model: dict[str, ClaimRecord] = {}
    for record in records:
        held = model.get(record.claim.claim_id)
        if held is None or age(held) <= age(record):
            model[record.claim.claim_id] = record
    return model


def age(record: ClaimRecord) -> tuple[datetime, datetime]:
    assert record.claim.modified_at is not None
    return record.claim.modified_at, record.read_at


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(ANSWERS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_whatever_the_order_of_answers_the_newest_stands_and_no_key_twice(batches: list[list[ClaimRecord]]) -> None:
    db = open_database(None)
    for batch in batches:
        put(db, *batch)
    expected = newest([record for batch in batches for record in batch])
    stored = rows(db, "claim_id, raw_status, modified_at")
    assert [(claim_id, modified_at) for claim_id, _, modified_at in stored] == [
        (claim_id, record.claim.modified_at.replace(tzinfo=None))  # type: ignore[union-attr]
        for claim_id, record in sorted(expected.items())
    ]
    assert len(rows(db, "claim_id", "claim_payloads")) == len(expected)
    db.close()


def test_an_answer_that_says_the_same_again_writes_nothing_but_the_time_of_reading(db: Database) -> None:
    record = make_record()
    assert put(db, record) == Written(items_new=1)
    assert put(db, replace(record, read_at=NOON + HOUR)) == Written()
    assert rows(db, "read_at", "claim_payloads") == [((NOON + HOUR).replace(tzinfo=None),)]


def test_an_older_answer_never_overwrites_a_newer_one(db: Database) -> None:
    put(db, answer("a", ClaimStatus.ACCEPTED, 3, 3))
    put(db, answer("a", ClaimStatus.AWAITING_ACTION, 2, 4))
    assert rows(db, "raw_status") == [("Accepted",)]


def test_without_remote_times_the_later_read_wins(db: Database) -> None:
    put(db, answer("a", ClaimStatus.ACCEPTED, None, 3))
    put(db, answer("a", ClaimStatus.AWAITING_ACTION, None, 2))
    assert rows(db, "raw_status") == [("Accepted",)]


def test_of_two_answers_in_one_batch_the_newer_stands(db: Database) -> None:
    put(db, answer("a", ClaimStatus.ACCEPTED, 3, 3), answer("a", ClaimStatus.AWAITING_ACTION, 2, 3))
    assert rows(db, "raw_status") == [("Accepted",)]


def test_every_change_of_status_stands_once_in_the_history(db: Database) -> None:
    for hour, status in enumerate((ClaimStatus.REQUESTED, ClaimStatus.AWAITING_ACTION, ClaimStatus.AWAITING_ACTION)):
        put(db, answer("a", status, hour, hour))
    assert [raw for _, raw in rows(db, "seen_at, raw_status", "status_history")] == ["Created", "WaitingInAction"]
    [(first_seen_at, status_since)] = rows(db, "first_seen_at, status_since")
    assert (first_seen_at, status_since) == (NOON.replace(tzinfo=None), (NOON + HOUR).replace(tzinfo=None))


def test_without_a_date_of_the_marketplace_the_deadline_is_48_hours_after_the_first_sight_and_an_estimate(
    db: Database,
) -> None:
    put(db, make_record())
    assert rows(db, "deadline_at, deadline_is_estimate") == [((NOON + 48 * HOUR).replace(tzinfo=None), True)]


def test_the_marketplaces_own_deadline_wins(db: Database) -> None:
    item = make_item(marketplace_deadline_at=NOON + 5 * HOUR)
    put(db, make_record(make_claim(items=(item,))))
    assert rows(db, "deadline_at, deadline_is_estimate") == [((NOON + 5 * HOUR).replace(tzinfo=None), False)]


def test_hepsiburada_without_a_date_has_no_deadline_and_a_decided_claim_none_at_all(db: Database) -> None:
    waiting = make_claim(claim_id="1", marketplace=Marketplace.HEPSIBURADA, claim_type="Return")
    decided = make_item(status=ClaimStatus.ACCEPTED, marketplace_deadline_at=NOON)
    put(db, make_record(waiting), make_record(make_claim(claim_id="2", items=(decided,))))
    assert rows(db, "deadline_at, deadline_is_estimate") == [(None, None), (None, None)]


def test_names_and_notes_stand_in_their_own_table_only(db: Database) -> None:
    item = make_item(customer_note="Kapıcıya bıraktım")
    record = make_record(make_claim(items=(item,)), payload="{}")
    put(db, record)
    with db.cursor() as cursor:
        tables = [name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        holding = [
            table
            for table in tables
            if any("Deniz Örnek" in str(row) or "Kapıcıya" in str(row) for row in cursor.table(table).fetchall())
        ]
    assert holding == ["claim_people"]


def test_a_dispute_that_we_saw_open_is_noted_when_it_is_decided(db: Database) -> None:
    put(db, answer("a", ClaimStatus.IN_DISPUTE, 0, 0))
    put(db, answer("a", ClaimStatus.ACCEPTED, 1, 1))
    assert rows(db, "dispute_outcome, dispute_decided_at") == [("lost", (NOON + HOUR).replace(tzinfo=None))]


def test_an_item_missing_from_a_newer_answer_stays_and_is_marked(db: Database) -> None:
    both = make_claim(items=(make_item(), make_item(item_id="item-2")))
    put(db, make_record(both))
    put(db, make_record(replace(both, items=both.items[:1], modified_at=NOON + HOUR), read_at=NOON + HOUR))
    assert rows(db, "item_id, not_seen_since IS NULL") == [("item-1", True), ("item-2", False)]


def test_counting_by_bucket_agrees_with_counting_rows(db: Database) -> None:
    moving = make_parcel(status=ParcelStatus.IN_TRANSIT)
    created = make_item(status=ClaimStatus.REQUESTED)
    put(
        db,
        make_record(make_claim(claim_id="1", items=(created,), parcels=(moving,))),
        make_record(make_claim(claim_id="2", items=(created,))),
        make_record(make_claim(claim_id="3", shop="iki", items=(created,))),
    )
    with db.cursor() as cursor:
        by_bucket = cursor.execute(
            "SELECT b.shop, b.tab, count(*) FROM claim_items i JOIN buckets b USING (bucket) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    assert by_bucket == [("ana", "created", 1), ("ana", "in_cargo", 1), ("iki", "created", 1)]


def test_the_published_view_has_the_promised_columns_and_exact_money(db: Database) -> None:
    put(db, make_record())
    claim_store_decided(db)
    with db.cursor() as cursor:
        found = cursor.table("claim_items_published")
        columns, [row] = found.columns, found.fetchall()
    published = dict(zip(columns, row, strict=True))
    assert columns == PROMISED
    assert published["unit_price_try"] == Decimal("649.90") and published["quantity"] == 1


def claim_store_decided(db: Database) -> None:
    db.write(
        lambda cursor: claim_store.record_own_decision(
            cursor, "ana", "claim-1", ["item-1"], kind="approve", reason_code=None, decided_at=NOON
        )
    )


PROMISED = [
    "shop", "marketplace", "claim_id", "item_id", "order_number", "order_line_id", "status", "raw_status",
    "tab", "kind", "reason_code", "reason", "customer_note", "customer_name", "product_name", "sku", "barcode",
    "color", "size", "category", "quantity", "unit_price_try", "ordered_at", "claimed_at", "updated_at",
    "deadline_at", "deadline_is_estimate", "accepted_by", "cargo_company", "tracking_number",
]  # fmt: skip
