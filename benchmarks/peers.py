"""The peers, indexed as one would for these pages, loaded with the same rows."""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv

from benchmarks.made_claims import PEER_COLUMNS
from benchmarks.questions import COUNTS, PAGE, PAGES, order_of

COUNT_SQL = "SELECT tab, count(*), sum(amount_try) FROM claim_items GROUP BY marketplace, tab"
INDEXES = (
    "CREATE INDEX by_tab ON claim_items (marketplace, tab, claimed_at DESC, shop, claim_id, item_id)",
    "CREATE INDEX by_claimed ON claim_items (claimed_at DESC, shop, claim_id, item_id)",
    "CREATE INDEX by_deadline ON claim_items (marketplace, tab, deadline_at, shop, claim_id, item_id)",
    "CREATE INDEX by_order ON claim_items (order_number)",
    "CREATE INDEX by_reason ON claim_items (marketplace, tab, reason_code, claimed_at DESC)",
    "CREATE INDEX for_counts ON claim_items (marketplace, tab, amount_try)",
)


def page_sql(condition: str, order: str, source: str = "claim_items") -> str:
    names = ", ".join(name for name in PEER_COLUMNS if name != "search_text")
    return f"SELECT {names} FROM {source} WHERE {condition} ORDER BY {order} LIMIT {PAGE}"


class Sqlite:
    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "peer.sqlite")
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA cache_size = -500000")

    def load(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._connection.execute("CREATE TABLE claim_items (" + ", ".join(PEER_COLUMNS) + ")")
        places = ", ".join("?" for _ in PEER_COLUMNS)
        for batch in batches:
            columns = [_plain(column) for column in batch.columns]
            self._connection.executemany(f"INSERT INTO claim_items VALUES ({places})", zip(*columns, strict=True))
        for index in INDEXES:
            self._connection.execute(index)
        self._connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5 (search_text, content='claim_items', tokenize='trigram')"
        )
        self._connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        self._connection.execute("ANALYZE")
        self._connection.commit()

    def asked(self) -> dict[str, Callable[[], Any]]:
        return {name: self._asked(sql) for name, sql in _statements(self._searched).items()}

    def close(self) -> None:
        self._connection.close()

    def _asked(self, sql: str) -> Callable[[], Any]:
        return lambda: self._connection.execute(sql).fetchall()

    def _searched(self, condition: str) -> str:
        word = condition.split("%")[1]
        return f"rowid IN (SELECT rowid FROM words WHERE search_text MATCH '\"{word}\"')"


class Postgres:
    """Debian's server, started for this run in a folder of its own and stopped after it."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        import psycopg

        self._binaries = newest_postgres()
        self._folder = Path(tempfile.mkdtemp(prefix="peer-postgres-", dir="/tmp"))
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C")
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off "
            "-c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB -c max_wal_size=8GB"
        )
        self._run("pg_ctl", "-D", str(data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")
        self._connection = psycopg.connect(f"host=127.0.0.1 port={port} user=postgres", autocommit=True)

    def load(self, batches: Iterable[pa.RecordBatch]) -> None:
        cursor = self._connection.cursor()
        loaded = iter(batches)
        first = next(loaded)
        columns = ", ".join(f"{field.name} {_POSTGRES[str(field.type)]}" for field in first.schema)
        cursor.execute(f"CREATE TABLE claim_items ({columns})")
        for batch in (first, *loaded):
            sink = pa.BufferOutputStream()
            pacsv.write_csv(batch, sink, pacsv.WriteOptions(include_header=False))
            with cursor.copy("COPY claim_items FROM STDIN (FORMAT csv)") as copy:
                copy.write(sink.getvalue().to_pybytes())
        for index in INDEXES:
            cursor.execute(index)
        cursor.execute("CREATE EXTENSION pg_trgm")
        cursor.execute("CREATE INDEX by_words ON claim_items USING gin (search_text gin_trgm_ops)")
        cursor.execute("VACUUM ANALYZE claim_items")

    def asked(self) -> dict[str, Callable[[], Any]]:
        return {name: self._asked(sql) for name, sql in _statements(lambda condition: condition).items()}

    def close(self) -> None:
        self._connection.close()
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _asked(self, sql: str) -> Callable[[], Any]:
        return lambda: self._connection.execute(sql).fetchall()

    def _run(self, program: str, *arguments: str) -> None:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
        subprocess.run(
            [str(self._binaries / program), *arguments],
            check=True,
            user=self._user,
            cwd=self._folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class Pandas:
    name = "pandas"

    def __init__(self, folder: Path) -> None:
        self._frame = pd.DataFrame()

    def load(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._frame = pa.Table.from_batches(list(batches)).to_pandas()

    def asked(self) -> dict[str, Callable[[], Any]]:
        frame = self._frame
        ties = ["shop", "claim_id", "item_id"]

        def page(mask: Callable[[], Any], column: str, *, descending: bool) -> Callable[[], Any]:
            def rows() -> Any:
                wanted = mask()
                found = frame if wanted is None else frame[wanted]
                edge = found[column].nlargest(PAGE) if descending else found[column].nsmallest(PAGE)
                near = found[found[column] >= edge.min()] if descending else found[found[column] <= edge.max()]
                return near.sort_values([column, *ties], ascending=[not descending, True, True, True]).head(PAGE)

            return rows

        def trendyol(tab: str) -> Any:
            return (frame["marketplace"] == "trendyol") & (frame["tab"] == tab)

        masks: tuple[Callable[[], Any], ...] = (
            lambda: None,
            lambda: trendyol("accepted"),
            lambda: trendyol("rejected") & (frame["reason_code"] == "301") & (frame["amount_try"] >= 500),
            lambda: trendyol("awaiting_action"),
            lambda: frame["search_text"].str.contains("stk-43217", regex=False),
            lambda: frame["search_text"].str.contains("elbise", regex=False),
        )
        asked: dict[str, Callable[[], Any]] = {}
        for (name, (_, sort, _)), mask in zip(PAGES.items(), masks, strict=True):
            column = order_of(sort).split()[0].rstrip(",")
            asked[name] = page(mask, column, descending=sort.descending)
        grouped = ["marketplace", "tab"]
        asked[COUNTS] = lambda: frame.groupby(grouped)["amount_try"].agg(["size", "sum"])
        return asked

    def close(self) -> None:
        self._frame = pd.DataFrame()


PEERS = (Sqlite, Postgres, Pandas)

_POSTGRES = {
    "string": "text",
    "bool": "boolean",
    "int32": "integer",
    "double": "double precision",
    "timestamp[us]": "timestamp",
}


def newest_postgres() -> Path:
    """The newest server of Debian's package. Raises FileNotFoundError when none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise FileNotFoundError("no PostgreSQL below /usr/lib/postgresql: apt-get install postgresql")
    return found[-1]


def made(peer: type[Any], folder: Path) -> Any | None:
    """The peer, or None where it is not installed."""
    with suppress(FileNotFoundError, ImportError):
        return peer(folder)
    return None


def _statements(searched: Callable[[str], str]) -> dict[str, str]:
    statements = {COUNTS: COUNT_SQL}
    for name, (_, sort, condition) in PAGES.items():
        asked = searched(condition) if "LIKE" in condition else condition.replace("TRUE", "1 = 1")
        statements[name] = page_sql(asked, order_of(sort))
    return statements


def _plain(column: pa.Array) -> list[Any]:
    values = column.to_pylist()
    return [value.isoformat(" ") if hasattr(value, "isoformat") else value for value in values]
