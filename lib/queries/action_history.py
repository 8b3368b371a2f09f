"""The action log and the queue, read from the journal. Times are naive UTC, money is lira as float."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.domain.action import OPEN_STATES, ActionKind, ActionState
from lib.store.journal import Journal

TIMES = ("created_at", "not_before_at", "next_try_at", "deadline_at", "state_at")


def action_log(
    journal: Journal,
    *,
    state: ActionState | None = None,
    shop: str | None = None,
    kind: ActionKind | None = None,
    limit: int = 100,
    before: tuple[str, str] | None = None,
) -> pd.DataFrame:
    """Item lines of the log, newest action first; `limit` counts actions, so that no action is cut in two.

    One row an item: action_id, batch_id, shop, marketplace, claim_id, claim_type, item_id, order_number, product_name,
    kind, state, state_at, amount_try (of the whole action), deadline_at, user, source, created_at, not_before_at,
    next_try_at, attempt_count, message, correlation_id, reason_code, reason_name, statement, finalize, file_count,
    page_key. `before` is (page_key, action_id) of the last row of the page before.
    """
    page_key, action_id = before or (None, None)
    with journal.read() as connection:
        rows = connection.execute(
            """
            WITH page AS (
                SELECT a.action_id FROM actions a
                WHERE (:shop IS NULL OR a.shop = :shop) AND (:kind IS NULL OR a.kind = :kind)
                  AND (:page_key IS NULL OR (a.created_at, a.action_id) < (:page_key, :action_id))
                  AND (:state IS NULL OR EXISTS (
                      SELECT 1 FROM action_items i WHERE i.action_id = a.action_id AND i.state = :state))
                ORDER BY a.created_at DESC, a.action_id DESC LIMIT :limit
            )
            SELECT a.*, i.item_id, i.state, i.state_at, a.created_at AS page_key,
                   (SELECT count(*) FROM attachments f WHERE f.action_id = a.action_id) AS file_count
            FROM page JOIN actions a USING (action_id) JOIN action_items i USING (action_id)
            WHERE :state IS NULL OR i.state = :state
            ORDER BY a.created_at DESC, a.action_id DESC, i.rowid
            """,
            {
                "shop": shop,
                "kind": kind,
                "state": state,
                "limit": limit,
                "page_key": page_key,
                "action_id": action_id,
            },
        ).fetchall()
    return _frame(rows)


def actions_of_claim(journal: Journal, shop: str, claim_id: str) -> pd.DataFrame:
    """Everything we were asked to do with one claim, oldest first; columns of `action_log`."""
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT a.*, i.item_id, i.state, i.state_at, a.created_at AS page_key,
                   (SELECT count(*) FROM attachments f WHERE f.action_id = a.action_id) AS file_count
            FROM actions a JOIN action_items i USING (action_id)
            WHERE a.shop = :shop AND a.claim_id = :claim_id
            ORDER BY a.created_at, a.action_id, i.rowid
            """,
            {"shop": shop, "claim_id": claim_id},
        ).fetchall()
    return _frame(rows)


def queue(journal: Journal) -> pd.DataFrame:
    """Item lines that are not settled yet, in the order of sending (most urgent first); columns of `action_log`."""
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT a.*, i.item_id, i.state, i.state_at, a.created_at AS page_key,
                   (SELECT count(*) FROM attachments f WHERE f.action_id = a.action_id) AS file_count
            FROM actions a JOIN action_items i USING (action_id)
            WHERE i.state IN (SELECT value FROM json_each(:states))
            ORDER BY a.deadline_at IS NULL, a.deadline_at, a.created_at, a.action_id, i.rowid
            """,
            {"states": _open_states()},
        ).fetchall()
    return _frame(rows)


def open_states(journal: Journal) -> Mapping[tuple[str, str, str], tuple[ActionState, str]]:
    """(shop, claim_id, item_id) of every unsettled decision → its state and action id."""
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT a.shop, a.claim_id, i.item_id, i.state, a.action_id
            FROM action_items i JOIN actions a USING (action_id)
            WHERE i.state IN (SELECT value FROM json_each(:states))
            """,
            {"states": _open_states()},
        ).fetchall()
    return {
        (row["shop"], row["claim_id"], row["item_id"]): (ActionState(row["state"]), row["action_id"]) for row in rows
    }


def state_counts(journal: Journal) -> pd.DataFrame:
    """How many items are in each state: state, item_count; states without items have no row."""
    with journal.read() as connection:
        rows = connection.execute(
            "SELECT state, count(*) AS item_count FROM action_items GROUP BY state ORDER BY state"
        ).fetchall()
    return pd.DataFrame([tuple(row) for row in rows], columns=["state", "item_count"])


def item_audit(journal: Journal, action_id: str) -> pd.DataFrame:
    """Audit lines of one action in their order: at, actor, event, item_id, from_state, to_state, evidence, message."""
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT at, actor, event, item_id, from_state, to_state, evidence, detail ->> 'message' AS message
            FROM audit WHERE action_id = :action_id ORDER BY line
            """,
            {"action_id": action_id},
        ).fetchall()
    names = ["at", "actor", "event", "item_id", "from_state", "to_state", "evidence", "message"]
    return _with_times(pd.DataFrame([tuple(row) for row in rows], columns=names), ("at",))


def seen_marks(journal: Journal) -> list[tuple[str, str, str]]:
    """(shop, claim_id, raw_status) of Hepsiburada's decisions that a person has taken note of."""
    with journal.read() as connection:
        rows = connection.execute("SELECT shop, claim_id, raw_status FROM seen_marks").fetchall()
    return [(row["shop"], row["claim_id"], row["raw_status"]) for row in rows]


_COLUMNS = [
    "action_id",
    "batch_id",
    "shop",
    "marketplace",
    "claim_id",
    "claim_type",
    "item_id",
    "order_number",
    "product_name",
    "kind",
    "state",
    "state_at",
    "amount_try",
    "deadline_at",
    "user",
    "source",
    "created_at",
    "not_before_at",
    "next_try_at",
    "attempt_count",
    "message",
    "correlation_id",
    "reason_code",
    "reason_name",
    "statement",
    "finalize",
    "file_count",
    "page_key",
]
_DETAILS = ("reason_code", "reason_name", "statement", "finalize")


def _open_states() -> str:
    return json.dumps(sorted(OPEN_STATES))


def _frame(rows: Sequence[sqlite3.Row]) -> pd.DataFrame:
    lines = []
    for row in rows:
        line: dict[str, Any] = dict(row)
        details = json.loads(line.pop("details"))
        line |= {name: details.get(name) for name in _DETAILS}
        line["amount_try"] = None if line["amount_try"] is None else float(line["amount_try"])
        lines.append(line)
    frame = pd.DataFrame(lines, columns=_COLUMNS)
    frame["amount_try"] = frame["amount_try"].astype("float64")
    return _with_times(frame, TIMES)


def _with_times(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """The journal's UTC text → naive UTC timestamps."""
    for name in names:
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%dT%H:%M:%S.%fZ")
    return frame
