"""The journal as the commands tell it: one row an action and state (interface.md section 3)."""

from typing import Any

from lib.domain.action import ActionState
from lib.store.journal import Journal


def action_rows(
    journal: Journal, *, action_id: str | None = None, state: ActionState | None = None
) -> list[dict[str, Any]]:
    """action_id, shop, claim_id, item_ids, kind, state, message, correlation_id; newest first.

    State is per item: an action whose items differ gives one row for each state.
    """
    with journal.read() as connection:
        rows = connection.execute(
            """
            SELECT a.action_id, a.shop, a.claim_id, group_concat(i.item_id) AS item_ids, a.kind, i.state, a.message,
                   a.correlation_id
            FROM actions a JOIN action_items i USING (action_id)
            WHERE (:action_id IS NULL OR a.action_id = :action_id) AND (:state IS NULL OR i.state = :state)
            GROUP BY a.action_id, i.state
            ORDER BY a.created_at DESC, a.action_id, i.state
            """,
            {"action_id": action_id, "state": state},
        ).fetchall()
    return [{**dict(row), "item_ids": row["item_ids"].split(",")} for row in rows]
