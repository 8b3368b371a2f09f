"""The sync's own books: one ledger row a run, where the next run starts, rows set aside, today's reject reasons."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pandas as pd

from lib.domain.claim import RejectReason
from lib.store.claim_staging import naive

SET_ASIDE_DAYS = 30
"""How long the raw text of an unreadable row is kept: it may hold personal data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The ledger row of a run, as far as it has come."""

    run_id: str
    shop: str
    started_at: datetime
    phase: str = "open"
    finished_at: datetime | None = None
    windows: int = 0
    pages: int = 0
    requests: int = 0
    retries: int = 0
    claims_read: int = 0
    items_written: int = 0
    items_new: int = 0
    items_changed: int = 0
    set_aside: int = 0
    findings: int = 0
    backfilled_to: datetime | None = None
    end_reason: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row that could not be read."""

    shop: str
    claim_id: str | None
    reason: str
    payload: str
    request: str
    parser_version: int
    seen_at: datetime
    set_aside_id: str = field(default="")

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.shop}\n{self.payload}".encode()).hexdigest()[:32]


def record_run(cursor: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Writes the row anew; called in the same transaction as the data it counts."""
    values = asdict(run)
    for name in ("started_at", "finished_at", "backfilled_to"):
        values[name] = naive(values[name])
    cursor.execute("DELETE FROM sync_runs WHERE run_id = $run_id", {"run_id": run.run_id})
    cursor.execute(
        """
        INSERT INTO sync_runs BY NAME
        SELECT $run_id AS run_id, $shop AS shop, $phase AS phase, $started_at::TIMESTAMP AS started_at,
               $finished_at::TIMESTAMP AS finished_at, $windows AS windows, $pages AS pages, $requests AS requests,
               $retries AS retries, $claims_read AS claims_read, $items_written AS items_written,
               $items_new AS items_new, $items_changed AS items_changed, $set_aside AS set_aside,
               $findings AS findings, $backfilled_to::TIMESTAMP AS backfilled_to, $end_reason AS end_reason,
               $error AS error
        """,
        values,
    )


def load_run(cursor: duckdb.DuckDBPyConnection, run_id: str) -> Run | None:
    names = [part.name for part in fields(Run)]
    rows = cursor.execute("SELECT * FROM sync_runs WHERE run_id = $run_id", {"run_id": run_id}).df().to_dict("records")
    if not rows:
        return None
    values = {name: _known(rows[0][name]) for name in names}
    return Run(**values)


def close_interrupted(cursor: duckdb.DuckDBPyConnection, at: datetime) -> None:
    """Runs that a crash or a stop left open are ended by name, so that no screen shows them as running."""
    cursor.execute(
        "UPDATE sync_runs SET finished_at = $at, end_reason = 'stopped' WHERE finished_at IS NULL", {"at": naive(at)}
    )


def read_cursor(cursor: duckdb.DuckDBPyConnection, shop: str, name: str) -> datetime | None:
    rows = cursor.execute(
        "SELECT max(reached_at) FROM sync_cursors WHERE shop = $shop AND name = $name", {"shop": shop, "name": name}
    ).fetchall()
    return rows[0][0].replace(tzinfo=UTC) if rows and rows[0][0] else None


def move_cursor(cursor: duckdb.DuckDBPyConnection, shop: str, name: str, reached_at: datetime) -> None:
    """Only inside the transaction that stores what the cursor claims to have read."""
    key = {"shop": shop, "name": name}
    cursor.execute("DELETE FROM sync_cursors WHERE shop = $shop AND name = $name", key)
    cursor.execute(
        "INSERT INTO sync_cursors VALUES ($shop, $name, $reached_at)", key | {"reached_at": naive(reached_at)}
    )


def put_aside(cursor: duckdb.DuckDBPyConnection, rows: Sequence[SetAside]) -> None:
    """The same text again only moves its date."""
    for row in rows:
        cursor.execute("DELETE FROM set_aside WHERE set_aside_id = $key", {"key": row.key})
        cursor.execute(
            """
            INSERT INTO set_aside
            VALUES ($key, $shop, $claim_id, $reason, $payload, $request, $parser_version, $seen_at, NULL)
            """,
            {
                "key": row.key,
                "shop": row.shop,
                "claim_id": row.claim_id,
                "reason": row.reason,
                "payload": row.payload,
                "request": row.request,
                "parser_version": row.parser_version,
                "seen_at": naive(row.seen_at),
            },
        )


def older_set_aside(cursor: duckdb.DuckDBPyConnection, shop: str, parser_version: int) -> list[SetAside]:
    """Unresolved rows that an older parser refused: to be tried again."""
    rows = cursor.execute(
        """
        SELECT set_aside_id, claim_id, reason, payload, request, parser_version, seen_at
        FROM set_aside
        WHERE shop = $shop AND resolved_at IS NULL AND parser_version < $parser_version AND payload <> ''
        """,
        {"shop": shop, "parser_version": parser_version},
    ).fetchall()
    return [
        SetAside(
            shop=shop,
            set_aside_id=key,
            claim_id=claim_id,
            reason=reason,
            payload=payload,
            request=request,
            parser_version=version,
            seen_at=seen_at.replace(tzinfo=UTC),
        )
        for key, claim_id, reason, payload, request, version, seen_at in rows
    ]


def resolve_set_aside(cursor: duckdb.DuckDBPyConnection, shop: str, claim_ids: Sequence[str], at: datetime) -> None:
    """A later answer about these claims could be read: the row is done, its raw text goes."""
    cursor.execute(
        """
        UPDATE set_aside SET resolved_at = $at, payload = ''
        WHERE shop = $shop AND resolved_at IS NULL AND claim_id IN (SELECT unnest($claim_ids::VARCHAR[]))
        """,
        {"shop": shop, "claim_ids": list(claim_ids), "at": naive(at)},
    )


def forget_old_set_aside(cursor: duckdb.DuckDBPyConnection, now: datetime) -> None:
    cursor.execute(
        "UPDATE set_aside SET payload = '' WHERE seen_at < $limit AND payload <> ''",
        {"limit": naive(now - timedelta(days=SET_ASIDE_DAYS))},
    )


def record_reject_reasons(
    cursor: duckdb.DuckDBPyConnection, shop: str, reasons: Sequence[RejectReason], at: datetime
) -> None:
    """Today's catalogue; a reason that is no longer in it keeps its row and its last day."""
    for reason in reasons:
        key = {"shop": shop, "code": reason.code}
        known = cursor.execute(
            "SELECT min(first_seen_at) FROM reject_reasons WHERE shop = $shop AND code = $code", key
        ).fetchall()
        cursor.execute("DELETE FROM reject_reasons WHERE shop = $shop AND code = $code", key)
        cursor.execute(
            """
            INSERT INTO reject_reasons VALUES (
                $shop, $code, $name, $needs_file, $claim_types, $statuses, $not_before_h, $first_seen_at, $last_seen_at
            )
            """,
            key
            | {
                "name": reason.name,
                "needs_file": reason.needs_file,
                "claim_types": ",".join(sorted(reason.claim_types)),
                "statuses": ",".join(sorted(reason.statuses)),
                "not_before_h": reason.not_before_h,
                "first_seen_at": known[0][0] or naive(at),
                "last_seen_at": naive(at),
            },
        )


def record_counts(
    cursor: duckdb.DuckDBPyConnection,
    shop: str,
    counts: dict[str, int],
    *,
    counted_from: datetime,
    counted_at: datetime,
) -> None:
    """What the marketplace itself counts, to stand beside ours."""
    cursor.execute("DELETE FROM marketplace_counts WHERE shop = $shop", {"shop": shop})
    for raw_status, count in counts.items():
        cursor.execute(
            "INSERT INTO marketplace_counts VALUES ($shop, $raw_status, $count, $counted_from, $counted_at)",
            {
                "shop": shop,
                "raw_status": raw_status,
                "count": count,
                "counted_from": naive(counted_from),
                "counted_at": naive(counted_at),
            },
        )


def _known(value: Any) -> Any:
    """A cell of a frame → what a Run holds: aware times, None for missing."""
    if value is None or value is pd.NaT or value != value:
        return None
    return value.to_pydatetime().replace(tzinfo=UTC) if isinstance(value, pd.Timestamp) else value
