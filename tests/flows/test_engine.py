"""The decision road, judged by what the marketplace executed."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Thread

import pytest

from lib.domain.action import ActionDetails, ActionKind, ActionState
from lib.domain.claim import ClaimStatus, Executor
from lib.errors import ActionNotAllowed, OutcomeUnknown, RateLimited, RequestRefused, Unreachable
from lib.flows import decisions, engine
from lib.flows.decisions import Problem
from lib.store import journal_actions, journal_lookup
from lib.store.journal import first_broken_line
from tests.builders import NOON, make_claim, make_item, make_request
from tests.flows.desk import Desk

LOST = OutcomeUnknown("the answer was lost", service="fake", operation="approve")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_approval_leaves_after_the_undo_window_and_is_confirmed_by_the_history(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    desk.run(9)
    assert desk.marketplace.truth == []
    desk.run(30)
    assert desk.marketplace.truth == [("approve", "claim-1", ("item-1",))]
    assert desk.state(asked.action_id) is ActionState.CONFIRMED


def test_a_decision_taken_back_in_time_is_never_sent(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    desk.run(5)
    assert asked.action_id and decisions.take_back(desk.services, asked.action_id, user="ayşe")
    desk.run(60)
    assert (desk.marketplace.truth, desk.state(asked.action_id)) == ([], ActionState.CANCELLED)


def test_a_decision_that_has_left_cannot_be_taken_back(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    desk.run(12)
    assert asked.action_id and not decisions.take_back(desk.services, asked.action_id, user="ayşe")


def test_twenty_simultaneous_clicks_store_one_intent_and_send_one_call(desk: Desk) -> None:
    answers: list[decisions.Asked] = []
    clicks = [Thread(target=lambda: answers.extend(desk.ask(make_request()))) for _ in range(20)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert sorted(str(answer.problem) for answer in answers) == ["None"] + [Problem.ALREADY_ASKED] * 19
    desk.run(120)
    assert len(desk.marketplace.truth) == 1


def test_a_dry_run_shop_sends_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, live=False)
    [asked] = desk.ask(make_request())
    desk.run(60)
    assert (desk.marketplace.sent_count, desk.state(asked.action_id)) == (0, ActionState.SIMULATED)


def test_a_lost_answer_after_the_effect_is_settled_by_the_history_and_not_resent(desk: Desk) -> None:
    desk.marketplace.after_effect = [LOST]
    [asked] = desk.ask(make_request())
    desk.run(900)
    assert desk.marketplace.truth == [("approve", "claim-1", ("item-1",))]
    assert desk.state(asked.action_id) is ActionState.CONFIRMED


def test_a_lost_answer_before_the_effect_waits_for_a_person_and_is_not_resent(desk: Desk) -> None:
    desk.marketplace.before_effect = [LOST]
    [asked] = desk.ask(make_request())
    desk.run(170)
    assert desk.state(asked.action_id) is ActionState.UNKNOWN
    desk.run(900)
    assert desk.marketplace.truth == [] and desk.marketplace.sent_count == 1
    assert (desk.state(asked.action_id), desk.message(asked.action_id)) == (ActionState.NEEDS_PERSON, "not_done")


def test_a_person_sends_again_and_names_why(desk: Desk) -> None:
    desk.marketplace.before_effect = [LOST]
    [asked] = desk.ask(make_request())
    desk.run(600)
    assert asked.action_id
    with pytest.raises(ActionNotAllowed):
        decisions.resolve(desk.services, asked.action_id, "item-1", ActionState.QUEUED, note=" ", user="ayşe")
    decisions.resolve(
        desk.services, asked.action_id, "item-1", ActionState.QUEUED, note="Panelde hâlâ bekliyor", user="ayşe"
    )
    desk.run(120)
    assert (len(desk.marketplace.truth), desk.state(asked.action_id)) == (1, ActionState.CONFIRMED)


def test_a_lost_answer_without_a_history_is_settled_by_timing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, has_audit=False)
    desk.marketplace.after_effect = [LOST]
    [asked] = desk.ask(make_request())
    desk.run(300)
    assert (desk.state(asked.action_id), len(desk.marketplace.truth)) == (ActionState.CONFIRMED, 1)


def test_a_lost_answer_and_a_colleague_in_the_panel_is_done_elsewhere(desk: Desk) -> None:
    desk.marketplace.before_effect = [LOST]
    [asked] = desk.ask(make_request())
    desk.run(20)
    desk.marketplace.change("claim-1", ClaimStatus.ACCEPTED, Executor.PANEL)
    desk.run(60)
    assert (desk.state(asked.action_id), desk.marketplace.truth) == (ActionState.DONE_ELSEWHERE, [])


def test_a_refusal_is_told_in_the_marketplaces_words(desk: Desk) -> None:
    desk.marketplace.before_effect = [
        RequestRefused("Talep uygun değil", service="fake", operation="approve", status_code=400)
    ]
    [asked] = desk.ask(make_request())
    desk.run(60)
    assert desk.state(asked.action_id) is ActionState.REFUSED
    assert "Talep uygun değil" in (desk.message(asked.action_id) or "")
    assert desk.marketplace.truth == []


def test_a_no_after_a_lost_answer_is_read_before_it_is_believed(desk: Desk) -> None:
    desk.marketplace.after_effect = [LOST]
    desk.marketplace.has_audit = False
    [asked] = desk.ask(make_request())
    original = dict(desk.marketplace.claims)
    desk.run(11)
    changed, desk.marketplace.claims = desk.marketplace.claims, original  # the reads lag behind
    desk.run(600)
    assert desk.state(asked.action_id) is ActionState.NEEDS_PERSON
    desk.marketplace.before_effect = [
        RequestRefused("zaten onaylı", service="fake", operation="approve", status_code=400)
    ]
    assert asked.action_id
    decisions.resolve(desk.services, asked.action_id, "item-1", ActionState.QUEUED, note="tekrar", user="ayşe")
    desk.run(3)
    assert desk.state(asked.action_id) is ActionState.UNKNOWN
    desk.marketplace.claims = changed
    desk.run(300)
    assert (desk.state(asked.action_id), len(desk.marketplace.truth)) == (ActionState.CONFIRMED, 1)


@pytest.mark.parametrize(
    "trouble",
    [
        Unreachable("no route", service="fake", operation="approve"),
        RateLimited("slow down", service="fake", operation="approve", retry_after_s=20),
    ],
)
def test_what_definitely_did_not_leave_is_sent_again_after_the_wait(desk: Desk, trouble: Exception) -> None:
    desk.marketplace.before_effect = [trouble]
    [asked] = desk.ask(make_request())
    desk.run(15)
    assert desk.state(asked.action_id) is ActionState.QUEUED
    desk.run(180)
    assert (len(desk.marketplace.truth), desk.state(asked.action_id)) == (1, ActionState.CONFIRMED)


def test_a_claim_that_changed_since_it_was_shown_is_not_decided(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    claim = desk.marketplace.claims["claim-1"]
    dearer = replace(claim.items[0], unit_price_try=Decimal("1.00"))
    desk.marketplace.claims["claim-1"] = replace(claim, items=(dearer,), modified_at=NOON + timedelta(hours=1))
    desk.run(60)
    assert desk.marketplace.truth == []
    assert (desk.state(asked.action_id), desk.message(asked.action_id)) == (
        ActionState.NEEDS_PERSON,
        "changed_since_shown",
    )


def test_what_somebody_else_decided_first_is_done_elsewhere(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    desk.marketplace.change("claim-1", ClaimStatus.ACCEPTED, Executor.SYSTEM)
    desk.run(60)
    assert (desk.marketplace.truth, desk.state(asked.action_id)) == ([], ActionState.DONE_ELSEWHERE)


def test_after_a_restart_a_decision_found_in_sending_is_unknown_and_settled_by_reading(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    assert asked.action_id
    action = journal_lookup.load(desk.services.journal, asked.action_id)
    assert action
    journal_actions.start_attempt(
        desk.services.journal, action, ["item-1"], {"item-1": "WaitingInAction"}, at=NOON, deadline_at=NOON
    )
    desk.restart()
    assert desk.state(asked.action_id) is ActionState.UNKNOWN
    desk.run(600)
    assert (desk.marketplace.sent_count, desk.state(asked.action_id)) == (0, ActionState.NEEDS_PERSON)


def test_all_units_of_a_claim_leave_in_one_call(tmp_path: Path) -> None:
    claim = make_claim(items=(make_item(), make_item(item_id="item-2"), make_item(item_id="item-3")))
    desk = Desk(tmp_path, [claim])
    [asked] = desk.ask(make_request(claim))
    desk.run(60)
    assert desk.marketplace.truth == [("approve", "claim-1", ("item-1", "item-2", "item-3"))]
    assert set(desk.states(asked.action_id).values()) == {ActionState.CONFIRMED}


def test_approvals_leave_five_a_minute_and_the_most_urgent_first(tmp_path: Path) -> None:
    claims = [make_claim(claim_id=f"c{n}", items=(make_item(item_id=f"i{n}"),)) for n in range(8)]
    desk = Desk(tmp_path, claims)
    deadlines = [5, 3, 8, 1, 7, 2, 6, 4]
    desk.ask(
        *(
            make_request(claim, deadline_at=NOON + timedelta(hours=hours))
            for claim, hours in zip(claims, deadlines, strict=True)
        )
    )
    desk.run(30 + 59)
    assert len(desk.marketplace.truth) == 5
    desk.run(120)
    order = [claim_id for _, claim_id, _ in desk.marketplace.truth]
    assert order == [f"c{deadlines.index(rank)}" for rank in sorted(deadlines)]


def test_while_paused_nothing_leaves_and_afterwards_everything_does(desk: Desk) -> None:
    decisions.set_paused(desk.services, True, user="ayşe")
    [asked] = desk.ask(make_request())
    desk.run(120)
    assert (desk.marketplace.sent_count, desk.state(asked.action_id)) == (0, ActionState.QUEUED)
    decisions.set_paused(desk.services, False, user="ayşe")
    desk.run(60)
    assert desk.state(asked.action_id) is ActionState.CONFIRMED


def test_a_dialog_older_than_five_minutes_is_shown_anew(desk: Desk) -> None:
    shown_at = desk.at
    desk.at += timedelta(minutes=5, seconds=1)
    [asked] = decisions.ask(desk.services, [make_request()], user="ayşe", source="page", shown_at=shown_at)
    assert (asked.action_id, asked.problem) == (None, Problem.SHOWN_TOO_LONG_AGO)


REFUSAL = ActionDetails(reason_code="51", statement="Kullanılmış")


@pytest.mark.parametrize(
    ("details", "problem"),
    [
        (replace(REFUSAL, reason_code=None), Problem.REASON_MISSING),
        (replace(REFUSAL, reason_code="2201"), Problem.REASON_UNKNOWN),
        (REFUSAL, Problem.FILE_NEEDED),
        (replace(REFUSAL, reason_code="1651"), Problem.TOO_EARLY),
        (replace(REFUSAL, reason_code="451", statement="  "), Problem.STATEMENT_MISSING),
        (replace(REFUSAL, reason_code="451", statement="x" * 501), Problem.STATEMENT_TOO_LONG),
        (replace(REFUSAL, reason_code="451"), None),
    ],
)
def test_a_refusal_is_checked_before_it_is_stored(
    desk: Desk, details: ActionDetails, problem: Problem | None
) -> None:
    [asked] = desk.ask(make_request(kind=ActionKind.REJECT, details=details))
    assert asked.problem == problem


def test_the_reason_of_the_first_24_hours_may_be_chosen_afterwards(desk: Desk) -> None:
    desk.at += timedelta(hours=24)
    [asked] = desk.ask(make_request(kind=ActionKind.REJECT, details=replace(REFUSAL, reason_code="1651")))
    assert asked.problem is None


def test_an_item_whose_status_does_not_permit_it_is_not_asked_for(tmp_path: Path) -> None:
    claim = make_claim(items=(make_item(status=ClaimStatus.REQUESTED),))
    desk = Desk(tmp_path, [claim])
    assert desk.ask(make_request(claim))[0].problem is Problem.NOT_PERMITTED


def test_a_marketplace_that_cannot_be_read_keeps_the_decision_queued(desk: Desk) -> None:
    desk.marketplace.on_read = [Unreachable("no route", service="fake", operation="read_claim")] * 2
    [asked] = desk.ask(make_request())
    desk.run(60)
    assert (desk.state(asked.action_id), desk.marketplace.sent_count) == (ActionState.QUEUED, 0)
    desk.run(240)
    assert desk.state(asked.action_id) is ActionState.CONFIRMED


def test_a_yes_whose_effect_never_shows_needs_a_person(desk: Desk) -> None:
    original = dict(desk.marketplace.claims)
    [asked] = desk.ask(make_request())
    desk.run(11)
    desk.marketplace.claims, desk.marketplace.audits = original, {}
    desk.run(20 * 60)
    assert desk.state(asked.action_id) is ActionState.DELIVERED
    desk.run(20 * 60)
    assert (desk.state(asked.action_id), len(desk.marketplace.truth)) == (ActionState.NEEDS_PERSON, 1)


def test_a_fraud_check_counts_as_confirmed_by_us(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    desk.run(11)
    [entry] = desk.marketplace.audits["item-1"]
    desk.marketplace.audits["item-1"] = [replace(entry, raw_status="WaitingFraudCheck")]
    claim = desk.marketplace.claims["claim-1"]
    item = replace(claim.items[0], status=ClaimStatus.FRAUD_CHECK, raw_status="WaitingFraudCheck")
    desk.marketplace.claims["claim-1"] = replace(claim, items=(item,))
    desk.run(30)
    assert desk.state(asked.action_id) is ActionState.CONFIRMED


def test_every_step_stands_in_an_unbroken_audit_chain(desk: Desk) -> None:
    [asked] = desk.ask(make_request())
    desk.run(60)
    with desk.services.journal.read() as connection:
        steps = [
            (row["event"], row["from_state"], row["to_state"], row["evidence"])
            for row in connection.execute("SELECT * FROM audit WHERE action_id = ? ORDER BY line", (asked.action_id,))
        ]
        connection.execute("UPDATE audit SET actor = 'biri' WHERE line = 2")
    assert steps == [
        ("asked", None, None, None),
        ("transition", "queued", "sending", "engine"),
        ("transition", "sending", "delivered", "answer"),
        ("transition", "delivered", "confirmed", "audit"),
    ]
    assert first_broken_line(desk.services.journal) == 2


def test_the_engine_rests_when_nothing_is_due(desk: Desk) -> None:
    assert engine.step(desk.services, desk.pace) is False
