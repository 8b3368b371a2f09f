"""The published dataset: columns, order, types and masking as interface.md section 4 gives them."""

import csv
import json
import stat
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.documents.dataset import DatasetFormat, write_dataset
from lib.domain.claim import AcceptedBy, ClaimStatus
from lib.store.database import Database
from tests.queries.claims import NOW, make_claim, make_item, stored

COLUMNS = (
    "shop marketplace claim_id item_id order_number order_line_id status raw_status tab kind reason_code reason "
    "customer_note customer_name product_name sku barcode color size category quantity unit_price_try ordered_at "
    "claimed_at updated_at deadline_at deadline_is_estimate accepted_by cargo_company tracking_number"
)


@pytest.fixture
def db() -> Database:
    waiting = make_item(customer_note="Küçük geldi", product_name="=1+1")
    accepted = make_item(
        item_id="i-2", status=ClaimStatus.ACCEPTED, raw_status="Accepted", accepted_by=AcceptedBy.SYSTEM
    )
    return stored([make_claim(waiting, accepted)])


def test_a_csv_row_is_what_the_interface_promises(db: Database, tmp_path: Path) -> None:
    output = tmp_path / "claims.csv"
    assert write_dataset(db, output, DatasetFormat.CSV, unmasked=False) == 2
    with output.open(encoding="utf-8", newline="") as file:
        rows = {row["item_id"]: row for row in csv.DictReader(file)}
    assert list(rows["i-1"]) == COLUMNS.split()
    assert rows["i-1"] == {
        "shop": "trendyol-ana",
        "marketplace": "trendyol",
        "claim_id": "c-1",
        "item_id": "i-1",
        "order_number": "9001",
        "order_line_id": "l-1",
        "status": "awaiting_action",
        "raw_status": "WaitingInAction",
        "tab": "awaiting_action",
        "kind": "return",
        "reason_code": "501",
        "reason": "Bedeni küçük geldi",
        "customer_note": "",
        "customer_name": "A*** Y***",
        "product_name": "'=1+1",
        "sku": "GML-1",
        "barcode": "8680000000011",
        "color": "",
        "size": "",
        "category": "",
        "quantity": "1",
        "unit_price_try": "499.90",
        "ordered_at": "2026-11-13T12:00:00Z",
        "claimed_at": "2026-11-19T12:00:00Z",
        "updated_at": "2026-11-21T12:00:00Z",
        "deadline_at": "2026-11-23T18:00:00Z",
        "deadline_is_estimate": "false",
        "accepted_by": "",
        "cargo_company": "",
        "tracking_number": "",
    }
    assert (rows["i-2"]["accepted_by"], rows["i-2"]["deadline_at"]) == ("system", "")


def test_unmasked_holds_the_name_and_the_note(db: Database, tmp_path: Path) -> None:
    output = tmp_path / "claims.json"
    write_dataset(db, output, DatasetFormat.JSON, unmasked=True)
    rows = {row["item_id"]: row for row in json.loads(output.read_text(encoding="utf-8"))}
    assert (rows["i-1"]["customer_name"], rows["i-1"]["customer_note"]) == ("Ayşe Yılmaz", "Küçük geldi")
    assert (rows["i-1"]["product_name"], rows["i-1"]["unit_price_try"]) == ("=1+1", 499.9)
    assert rows["i-1"]["claimed_at"] == "2026-11-19T12:00:00Z"
    assert rows["i-2"]["customer_note"] is None


def test_masked_json_holds_no_note_at_all(db: Database, tmp_path: Path) -> None:
    output = tmp_path / "claims.json"
    write_dataset(db, output, DatasetFormat.JSON, unmasked=False)
    text = output.read_text(encoding="utf-8")
    assert "Yılmaz" not in text and "Küçük geldi" not in text


def test_parquet_has_real_types(db: Database, tmp_path: Path) -> None:
    output = tmp_path / "claims.parquet"
    assert write_dataset(db, output, DatasetFormat.PARQUET, unmasked=False) == 2
    table = pq.read_table(output)
    assert table.column_names == COLUMNS.split()
    types = dict(zip(table.schema.names, table.schema.types, strict=True))
    assert types["unit_price_try"] == pa.decimal128(18, 2)
    assert types["claimed_at"] == pa.timestamp("us")
    assert types["quantity"] == pa.int32()
    row = table.to_pylist()[0]
    assert (row["unit_price_try"], row["claimed_at"]) == (Decimal("499.90"), datetime.fromisoformat("2026-11-19T12:00"))


def test_the_file_is_its_owners_alone_and_leaves_nothing_beside_it(db: Database, tmp_path: Path) -> None:
    output = tmp_path / "claims.csv"
    output.write_text("old")
    write_dataset(db, output, DatasetFormat.CSV, unmasked=False)
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["claims.csv"]


def test_a_failing_export_keeps_the_file_that_was_there(db: Database, tmp_path: Path) -> None:
    output = tmp_path / "claims.csv"
    output.write_text("old")
    with db.cursor() as cursor:
        cursor.execute("DROP VIEW claim_items_published")
    with pytest.raises(Exception, match="claim_items_published"):
        write_dataset(db, output, DatasetFormat.CSV, unmasked=False)
    assert output.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["claims.csv"]


def test_many_rows_come_in_batches(tmp_path: Path) -> None:
    claims = [make_claim(claim_id=f"c-{number}", claimed_at=NOW - timedelta(minutes=number)) for number in range(500)]
    output = tmp_path / "claims.csv"
    assert write_dataset(stored(claims), output, DatasetFormat.CSV, unmasked=False) == 500
    with output.open(encoding="utf-8", newline="") as file:
        assert len({row["claim_id"] for row in csv.DictReader(file)}) == 500
