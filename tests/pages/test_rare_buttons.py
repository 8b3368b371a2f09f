"""Buttons that are pressed seldom: Gördüm, a person's word on a decision, undo, pause, choices."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lib.domain.action import ActionState, Evidence
from lib.domain.claim import Claim, ClaimStatus, Executor, Kind
from lib.domain.claim_filter import ClaimFilter
from lib.flows import decisions, intake
from lib.queries import action_history, claim_tables
from lib.store import journal_actions
from lib.ui import action_table, claim_table
from lib.ui.claim_table import Picked
from lib.ui.row_words import each
from tests.builders import NOON
from tests.pages.conftest import Screen, in_hepsiburada, waiting

Make = Callable[..., Screen]


def decided_by_hepsiburada(screen: Make, *numbers: int) -> Screen:
    """Claims that were in dispute at the first reading and refused for good at the second."""
    made = screen([in_hepsiburada(n, status=ClaimStatus.IN_DISPUTE, raw_status="InDispute") for n in numbers])
    client: Any = made.services.clients["hb"]
    for number in numbers:
        client.change(f"HB{number}", ClaimStatus.REJECTED, Executor.SYSTEM)
    page = client.fetch_window(NOON - timedelta(days=900), NOON + timedelta(days=900))
    intake.store_reading(made.services, client, page)
    return made


def unseen(made: Screen) -> list[str]:
    marks = action_history.seen_marks(made.services.journal)
    return sorted(claim_tables.undecided_seen(made.services.db, marks, ClaimFilter())["claim_id"])


def test_seen_takes_the_open_claim_from_the_top_and_stands_in_the_journal(screen: Make) -> None:
    made = decided_by_hepsiburada(screen, 1)
    made.open("hepsiburada", tab="awaiting_hepsiburada")
    assert unseen(made) == ["HB1"]
    made.click("seen.mark")
    assert unseen(made) == []
    assert action_history.seen_marks(made.services.journal) == [("hb", "HB1", "Rejected")]
    assert not made.test.dataframe


def test_seen_marks_all_ticked_claims_at_once(screen: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    made = decided_by_hepsiburada(screen, 1, 2, 3)
    monkeypatch.setattr(claim_table, "pick", lambda rows, *_: Picked(rows=rows.iloc[:2], shown=None))
    made.open("hepsiburada", tab="awaiting_hepsiburada")
    assert made.test.button(key="seen.mark").label == "Seçilenleri gördüm (2)"
    made.click("seen.mark")
    assert len(unseen(made)) == 1


@pytest.fixture
def undecided(screen: Make, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The action log with an approval that needs a person, ticked."""
    made = screen([waiting(1, 3)])
    made.open()
    made.click("decide.panel.approve")
    made.click("confirm.yes")
    action_id = action_history.queue(made.services.journal)["action_id"].iat[0]
    journal_actions.move(
        made.services.journal,
        action_id,
        ["item-1"],
        ActionState.NEEDS_PERSON,
        at=NOON,
        actor="engine",
        evidence=Evidence.ENGINE,
    )
    monkeypatch.setattr(action_table, "pick", lambda lines, _: next(each(lines)))
    made.open("actions")
    return made


@pytest.mark.parametrize("state", ["queued", "confirmed", "refused"])
def test_a_person_settles_what_reads_could_not_with_a_note(undecided: Screen, state: str) -> None:
    undecided.click(f"actions.resolve.{state}", actions_note="Panelde gördüm.")
    assert undecided.decisions == [("approve", "claim-1", state)]
    log = action_history.action_log(undecided.services.journal)
    assert log["message"].iat[0] == "Panelde gördüm."


def test_without_a_note_nothing_is_settled(undecided: Screen) -> None:
    undecided.click("actions.resolve.confirmed", actions_note="  ")
    assert undecided.decisions == [("approve", "claim-1", "needs_person")]
    assert [toast.value for toast in undecided.test.toast] == ["Neye dayanarak karar verdiğinizi yazın."]


def test_what_waits_is_taken_back_with_its_button(screen: Make) -> None:
    made = screen([waiting(1, 3)])
    made.open()
    made.click("decide.panel.approve")
    made.click("confirm.yes")
    made.open("actions")
    action_id = action_history.queue(made.services.journal)["action_id"].iat[0]
    made.click(f"actions.back.{action_id}")
    assert made.decisions == [("approve", "claim-1", "cancelled")]


def test_the_pause_switch_holds_and_lets_go(screen: Make) -> None:
    made = screen()
    made.open("actions")
    made.test.toggle(key="actions.paused").set_value(True).run()
    assert decisions.is_paused(made.services)
    made.test.toggle(key="actions.paused").set_value(False).run()
    assert not decisions.is_paused(made.services)


def details_of(made: Screen) -> tuple[str, dict[str, Any]]:
    """Kind and details of the one stored intent."""
    with made.services.journal.read() as connection:
        [row] = connection.execute("SELECT kind, details FROM actions").fetchall()
    return row["kind"], {name: value for name, value in json.loads(row["details"]).items() if value}


@pytest.mark.parametrize(
    ("claim", "said", "stored"),
    [
        (
            in_hepsiburada(7, "RenewProduct", kind=Kind.NEW_PRODUCT),
            {"confirm_finalize": "refund", "confirm_acception": "StockProblem"},
            ("approve", {"finalize": "refund", "acception_reason": "StockProblem"}),
        ),
        (
            in_hepsiburada(7, "RenewProduct", kind=Kind.NEW_PRODUCT),
            {"confirm_finalize": "change"},
            ("approve", {"finalize": "change"}),
        ),
        (
            in_hepsiburada(7, "MissingInvoice", kind=Kind.MISSING_INVOICE),
            {"confirm_invoice": "https://fatura.example/1"},
            ("approve", {"invoice_link": "https://fatura.example/1"}),
        ),
    ],
    ids=["refund with its reason", "new product", "invoice link"],
)
def test_what_a_hepsiburada_approval_says_is_stored(
    screen: Make, claim: Claim, said: dict[str, str], stored: tuple[str, dict[str, Any]]
) -> None:
    made = screen([claim])
    made.open("claim", shop="hb", claim="HB7")
    made.click("decide.claim.approve")
    made.choose(**said)
    made.click("confirm.yes")
    assert details_of(made) == stored


def test_an_invoice_link_that_is_none_is_refused(screen: Make) -> None:
    made = screen([in_hepsiburada(7, "MissingInvoice", kind=Kind.MISSING_INVOICE)])
    made.open("claim", shop="hb", claim="HB7")
    made.click("decide.claim.approve")
    assert made.test.info[0].value
    made.click("confirm.yes", confirm_invoice="fatura")
    assert made.decisions == []


@pytest.mark.parametrize(
    ("choice", "stored"),
    [
        ("change", ("approve", {"finalize": "change"})),
        ("refund", ("approve", {"finalize": "refund"})),
        ("preapprove", ("preapprove", {})),
    ],
)
def test_a_preapproval_may_end_three_ways(screen: Make, choice: str, stored: tuple[str, dict[str, Any]]) -> None:
    made = screen([in_hepsiburada(7, "Change", kind=Kind.EXCHANGE, status=ClaimStatus.AWAITING_PREAPPROVAL)])
    made.open("claim", shop="hb", claim="HB7")
    made.click("decide.claim.approve")
    made.choose(confirm_preapproval=choice)
    made.click("confirm.yes")
    assert details_of(made) == stored


def test_a_preapproval_may_be_refused_too(screen: Make) -> None:
    made = screen([in_hepsiburada(7, "Change", kind=Kind.EXCHANGE, status=ClaimStatus.AWAITING_PREAPPROVAL)])
    made.open("claim", shop="hb", claim="HB7")
    assert made.test.button(key="decide.claim.reject")


def test_sync_now_and_try_the_key(screen: Make) -> None:
    made = screen()
    made.open("connections")
    made.click("check.ana")
    made.test.run()
    assert "Anahtar: çalışıyor" in made.words()
    made.click("sync.ana")
    assert [toast.value for toast in made.test.toast]
