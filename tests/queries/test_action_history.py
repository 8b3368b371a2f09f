"""The log, the queue and the marks as the journal holds them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.domain.action import (
    ActionDetails,
    ActionKind,
    ActionRequest,
    ActionState,
    Evidence,
    Wanted,
)
from lib.domain.claim import Marketplace
from lib.queries.action_history import (
    action_log,
    actions_of_claim,
    item_audit,
    open_states,
    queue,
    seen_marks,
    state_counts,
)
from lib.store.journal import Journal
from lib.store.journal_actions import move, record
from tests.queries.claims import NOW, TRENDYOL


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "claims.journal.sqlite")


def asked(journal: Journal, number: int, **changes: Any) -> str:
    values: dict[str, Any] = {
        "shop": TRENDYOL,
        "marketplace": Marketplace.TRENDYOL,
        "claim_id": f"c-{number}",
        "claim_type": "",
        "order_number": "9001",
        "kind": ActionKind.APPROVE,
        "items": (Wanted(item_id="i-1", shown_version="v"), Wanted(item_id="i-2", shown_version="v")),
    }
    at = NOW + timedelta(minutes=number)
    record(
        journal,
        ActionRequest(**(values | changes)),
        action_id=f"a-{number}",
        batch_id=None,
        user="yerel",
        source="page",
        at=at,
        not_before_at=at + timedelta(seconds=10),
    )
    return f"a-{number}"


def test_pages_of_the_log_never_cut_an_action_in_two(journal: Journal) -> None:
    for number in range(5):
        asked(journal, number)
    seen: list[tuple[str, str]] = []
    before: tuple[str, str] | None = None
    while len(page := action_log(journal, limit=2, before=before)):
        seen += list(zip(page["action_id"], page["item_id"], strict=True))
        before = (page["page_key"].iloc[-1], page["action_id"].iloc[-1])
    assert seen == [(f"a-{number}", item) for number in range(4, -1, -1) for item in ("i-1", "i-2")]


def test_a_line_tells_what_was_asked(journal: Journal) -> None:
    details = ActionDetails(reason_code="1951", reason_name="Yanlış ürün", statement="Kutu boş geldi")
    asked(journal, 1, kind=ActionKind.REJECT, details=details, deadline_at=NOW + timedelta(hours=3))
    line = action_log(journal).iloc[0]
    assert (line["kind"], line["state"], line["reason_code"], line["statement"]) == (
        "reject",
        "queued",
        "1951",
        "Kutu boş geldi",
    )
    assert line["deadline_at"] == pd.Timestamp("2026-11-22 15:00")
    assert line["created_at"] == pd.Timestamp("2026-11-22 12:01")
    assert pd.isna(line["next_try_at"]) and pd.isna(line["amount_try"])


def test_the_filters_of_the_log_hold_together(journal: Journal) -> None:
    asked(journal, 1)
    asked(journal, 2, kind=ActionKind.REJECT)
    move(journal, "a-1", ["i-1"], ActionState.CANCELLED, at=NOW, actor="yerel", evidence=Evidence.PERSON)
    cancelled = action_log(journal, state=ActionState.CANCELLED, shop=TRENDYOL, kind=ActionKind.APPROVE)
    assert list(zip(cancelled["action_id"], cancelled["item_id"], strict=True)) == [("a-1", "i-1")]
    assert action_log(journal, kind=ActionKind.PREAPPROVE).empty
    assert action_log(journal, shop="another").empty


def test_only_unsettled_items_are_open_and_the_most_urgent_leads_the_queue(journal: Journal) -> None:
    asked(journal, 1)
    asked(journal, 2, deadline_at=NOW + timedelta(hours=9))
    asked(journal, 3, deadline_at=NOW + timedelta(hours=1))
    move(journal, "a-1", ["i-1"], ActionState.SIMULATED, at=NOW, actor="engine", evidence=Evidence.ENGINE)
    lines = queue(journal)
    assert lines["action_id"].tolist() == ["a-3", "a-3", "a-2", "a-2", "a-1"]
    states = open_states(journal)
    assert states[(TRENDYOL, "c-1", "i-2")] == (ActionState.QUEUED, "a-1")
    assert (TRENDYOL, "c-1", "i-1") not in states and len(states) == 5
    counts = state_counts(journal)
    assert dict(zip(counts["state"], counts["item_count"], strict=True)) == {"queued": 5, "simulated": 1}


def test_a_claims_actions_and_their_audit_stand_in_the_order_of_time(journal: Journal) -> None:
    asked(journal, 1)
    move(journal, "a-1", ["i-1", "i-2"], ActionState.CANCELLED, at=NOW, actor="yerel", evidence=Evidence.PERSON)
    asked(journal, 7, claim_id="c-1")
    assert actions_of_claim(journal, TRENDYOL, "c-1")["action_id"].tolist() == ["a-1", "a-1", "a-7", "a-7"]
    audit = item_audit(journal, "a-1")
    assert audit["event"].tolist() == ["asked", "transition", "transition"]
    assert audit["to_state"].tolist()[1:] == ["cancelled", "cancelled"]


def test_an_empty_journal_answers_with_empty_tables(journal: Journal) -> None:
    assert action_log(journal).empty and queue(journal).empty and state_counts(journal).empty
    assert open_states(journal) == {} and seen_marks(journal) == []
