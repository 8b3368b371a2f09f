"""The published dataset (interface.md section 4), for programs: one row per claim item. For people: `tables.py`."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from lib.documents.formula_guard import STARTS
from lib.queries.published_items import published_batches
from lib.store.database import Database


class DatasetFormat(StrEnum):
    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


def write_dataset(db: Database, output: Path, wanted: DatasetFormat, *, unmasked: bool) -> int:
    """Writes every claim item and returns how many; batch by batch, so that size costs no memory.

    The file appears whole or not at all, readable by its owner only. CSV text that could start a formula gets a leading
    apostrophe; parquet and JSON keep it as it is. Raises OSError when the place cannot be written.
    """
    write = {
        DatasetFormat.CSV: _write_csv,
        DatasetFormat.PARQUET: _write_parquet,
        DatasetFormat.JSON: _write_json,
    }[wanted]
    as_text = wanted is not DatasetFormat.PARQUET
    with _whole_file(output) as file, published_batches(db, unmasked=unmasked, times_as_text=as_text) as batches:
        return write(batches, file)


@contextmanager
def _whole_file(output: Path) -> Iterator[Any]:
    partial = output.with_name("." + output.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)


def _write_csv(batches: pa.RecordBatchReader, file: Any) -> int:
    count = 0
    with pacsv.CSVWriter(file, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(_guarded(batch))
            count += batch.num_rows
    return count


def _write_parquet(batches: pa.RecordBatchReader, file: Any) -> int:
    count = 0
    with pq.ParquetWriter(file, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _write_json(batches: pa.RecordBatchReader, file: Any) -> int:
    """One array, one object a line."""
    count = 0
    file.write(b"[")
    for batch in batches:
        for row in batch.to_pylist():
            file.write((",\n" if count else "\n").encode())
            file.write(json.dumps(row, ensure_ascii=False, default=_number).encode())
            count += 1
    file.write(b"\n]\n")
    return count


def _guarded(batch: pa.RecordBatch) -> pa.RecordBatch:
    pattern = "^([" + STARTS.replace("-", r"\-") + "])"
    columns = [
        pc.replace_substring_regex(column, pattern, r"'\1") if pa.types.is_string(column.type) else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
