"""Both roads over real HTTP, judged by the sandbox's truth log: nothing is lost, nothing is sent twice, nothing is
shown that isn't so, whatever the marketplace or the line does meanwhile."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from lib.domain.action import ActionDetails, ActionKind, ActionState, Finalize
from lib.flows import decisions
from lib.queries.freshness import count_comparison
from lib.sandbox.server import RunningSandbox
from tests.flows.sandbox_desk import SandboxDesk, start_world

TRENDYOL, HEPSIBURADA = "trendyol", "hepsiburada"
DECISION_PATH = {TRENDYOL: "/items/approve", HEPSIBURADA: "/accept"}
CLAIMS_PATH = {TRENDYOL: "/claims", HEPSIBURADA: "/claims/merchantId"}
UNSETTLED = (ActionState.QUEUED, ActionState.SENDING, ActionState.DELIVERED, ActionState.UNKNOWN)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxDesk]:
    desk = SandboxDesk(tmp_path_factory.mktemp("roads"), claims=420)
    for shop in (TRENDYOL, HEPSIBURADA):
        assert desk.sync(shop).end_reason == "complete"
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def world() -> Iterator[RunningSandbox]:
    sandbox = start_world(claims=60)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def desk(shared: SandboxDesk) -> Iterator[SandboxDesk]:
    shared.sandbox.clear_faults()
    for client in shared.services.clients.values():
        client.resume()
    yield shared
    shared.sandbox.clear_faults()


def fresh(desk: SandboxDesk, shop: str) -> str:
    """A claim that waits and that no test has decided."""
    kind = "Return" if shop == HEPSIBURADA else None
    with desk.services.journal.read() as journal:
        used = {row["claim_id"] for row in journal.execute("SELECT claim_id FROM actions")}
    return next(claim_id for claim_id in desk.waiting(shop, claim_type=kind) if claim_id not in used)


@pytest.mark.parametrize("shop", [TRENDYOL, HEPSIBURADA])
def test_the_sync_brings_what_the_marketplace_counts(desk: SandboxDesk, shop: str) -> None:
    compared = count_comparison(desk.services.db)
    compared = compared[compared["shop"] == shop]
    assert compared["marketplace_count"].sum() > 50
    assert list(compared["marketplace_count"]) == list(compared["our_count"])


@pytest.mark.parametrize("shop", [TRENDYOL, HEPSIBURADA])
def test_an_approval_arrives_once_and_the_claim_moves_to_its_next_tab(desk: SandboxDesk, shop: str) -> None:
    claim_id = fresh(desk, shop)
    action_id = desk.ask(desk.request(shop, claim_id))
    desk.work(5, 10, 30)
    assert (desk.state(action_id), len(desk.executed(claim_id))) == (ActionState.CONFIRMED, 1)
    [tab] = {tab for (tab,) in desk.rows("SELECT tab FROM claim_items WHERE claim_id = $claim_id", claim_id=claim_id)}
    assert tab == {TRENDYOL: "accepted", HEPSIBURADA: "concluded"}[shop]


def test_a_refusal_with_a_file_arrives_with_reason_words_and_file(desk: SandboxDesk) -> None:
    claim_id = fresh(desk, TRENDYOL)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    request = desk.request(
        TRENDYOL,
        claim_id,
        ActionKind.REJECT,
        details=ActionDetails(reason_code="201", statement="Gelen ürün bizim ürünümüz değil: ığüşöç"),
        attachments=(desk.attachment(picture.getvalue()),),
    )
    action_id = desk.ask(request)
    desk.work(5, 10)
    [call] = desk.executed(claim_id)
    assert desk.state(action_id) is ActionState.CONFIRMED
    assert call["operation"] == "trendyol.issue"
    assert "201" in str(call) and "ığüşöç" in str(call) and "image/jpeg" in str(call)


def test_a_refusal_at_hepsiburada_arrives_with_code_and_statement(desk: SandboxDesk) -> None:
    claim_id = fresh(desk, HEPSIBURADA)
    details = ActionDetails(reason_code="CustomerReturnedWrongItem", statement="Başka ürün geldi")
    action_id = desk.ask(desk.request(HEPSIBURADA, claim_id, ActionKind.REJECT, details=details))
    desk.work(5, 10)
    [call] = desk.executed(claim_id)
    assert desk.state(action_id) is ActionState.CONFIRMED
    assert "CustomerReturnedWrongItem" in str(call) and "Başka ürün geldi" in str(call)


def test_a_pre_approval_lets_the_product_come_first(desk: SandboxDesk) -> None:
    waiting = desk.rows("SELECT claim_id FROM claim_items WHERE status = 'awaiting_preapproval' ORDER BY claim_id")
    claim_id = waiting[0][0]
    action_id = desk.ask(desk.request(HEPSIBURADA, claim_id, ActionKind.PREAPPROVE))
    desk.work(5, 10)
    assert (desk.state(action_id), len(desk.executed(claim_id))) == (ActionState.CONFIRMED, 1)


def test_an_exchange_is_finalized_as_asked(desk: SandboxDesk) -> None:
    [claim_id] = desk.waiting(HEPSIBURADA, claim_type="RenewProduct")[:1]
    action_id = desk.ask(
        desk.request(HEPSIBURADA, claim_id, details=ActionDetails(finalize=Finalize.CHANGE))
    )
    desk.work(5, 10)
    [(finalized,)] = desk.rows("SELECT finalized_with FROM claim_items WHERE claim_id = $claim_id", claim_id=claim_id)
    assert (desk.state(action_id), finalized.lower()) == (ActionState.CONFIRMED, "change")


REFUSED, LATER, PERSON, OURS = "refused", "later", "person", "ours"
ENDS = {
    REFUSED: (ActionState.REFUSED, 0),
    LATER: (ActionState.CONFIRMED, 1),
    PERSON: (ActionState.NEEDS_PERSON, 0),
    OURS: (ActionState.CONFIRMED, 1),
}
"""What is told, and how often the truth log holds it."""
BEFORE = [
    ("401", {}, REFUSED),
    ("404", {}, REFUSED),
    ("409", {}, REFUSED),
    ("429", {}, LATER),
    ("429_retry_after", {"params": {"retry_after": 20}}, LATER),
    ("500", {}, PERSON),
    ("502", {}, PERSON),
    ("503", {}, PERSON),
    ("520", {}, PERSON),
    ("556", {}, PERSON),
    ("redirect", {}, PERSON),
    ("html_200", {}, PERSON),
    ("reset_before", {}, PERSON),
    ("timeout_before", {}, PERSON),
]
AFTER = [
    ("500", {"after_effect": True}, OURS),
    ("503", {"after_effect": True}, OURS),
    ("520", {"after_effect": True}, OURS),
    ("html_200", {"after_effect": True}, OURS),
    ("redirect", {"after_effect": True}, OURS),
    ("reset_after", {}, OURS),
    ("timeout_after", {}, OURS),
]


@pytest.mark.goals
@pytest.mark.parametrize("shop", [TRENDYOL, HEPSIBURADA])
def test_whatever_happens_to_a_decision_it_is_told_as_it_is_and_never_sent_twice(tmp_path: Path, shop: str) -> None:
    desk = SandboxDesk(tmp_path, claims=3000)
    desk.sync(shop)
    cases = BEFORE + AFTER
    while len(desk.waiting(shop)) < len(cases):
        desk.pass_time(3600)  # until enough parcels have arrived
        desk.sync(shop)
    claims = desk.waiting(shop)[: len(cases)]
    actions = {}
    for claim_id, (kind, words, _) in zip(claims, cases, strict=True):
        desk.sandbox.fault(kind, path=f"{claim_id}{DECISION_PATH[shop]}", count=1, **words)
        actions[claim_id] = desk.ask(desk.request(shop, claim_id))
    for _ in range(80):
        desk.services.clients[shop].resume()  # a person looked at the keys
        desk.work()
        if not any(desk.state(action_id) in UNSETTLED for action_id in actions.values()):
            break
        desk.pass_time(40)
    told = {
        f"{kind} {words}": (desk.state(actions[claim_id]), len(desk.executed(claim_id)))
        for claim_id, (kind, words, _) in zip(claims, cases, strict=True)
    }
    desk.close()
    assert told == {f"{kind} {words}": ENDS[end] for kind, words, end in cases}


@pytest.mark.parametrize("kind", ["403", "403_html"])
def test_a_blocked_decision_is_refused_and_the_next_ones_wait(desk: SandboxDesk, kind: str) -> None:
    first, second = fresh(desk, TRENDYOL), desk.waiting(TRENDYOL)[-1]
    desk.sandbox.fault(kind, path=f"{first}{DECISION_PATH[TRENDYOL]}", count=1)
    refused, waits = desk.ask(desk.request(TRENDYOL, first)), desk.ask(desk.request(TRENDYOL, second))
    desk.work(1, 1)
    assert desk.state(refused) is ActionState.REFUSED and "403" in desk.message(refused)
    assert desk.executed(first) == []
    assert desk.state(waits) in (ActionState.QUEUED, ActionState.DELIVERED, ActionState.CONFIRMED)
    assert decisions.take_back(desk.services, waits, user="test") or len(desk.executed(second)) == 1


@pytest.mark.goals
@pytest.mark.parametrize("shop", [TRENDYOL, HEPSIBURADA])
@pytest.mark.parametrize(
    "kind",
    ["500", "503", "520", "556", "cut_json", "html_200", "empty_200", "wrong_shape", "reset_before", "cut_body",
     "repeated_page", "short_page", "moved_total", "empty_page", "429_retry_after", "redirect", "drip"],
)  # fmt: skip
def test_a_trouble_that_passes_loses_no_claim(
    tmp_path: Path, world: RunningSandbox, shop: str, kind: str
) -> None:
    desk = SandboxDesk(tmp_path, sandbox=world)
    world.clear_faults()
    words = {"params": {"retry_after": 1}} if kind == "429_retry_after" else {}
    desk.sandbox.fault(kind, path=CLAIMS_PATH[shop], count=2, skip=3, **words)
    first = desk.sync(shop)
    desk.sync(shop)
    last = desk.sync(shop)
    compared = count_comparison(desk.services.db)
    twice = desk.rows("SELECT item_id FROM claim_items GROUP BY shop, claim_id, item_id HAVING count(*) > 1")
    desk.close()
    assert first.end_reason in ("complete", "failed") and (first.error is None) == (first.end_reason == "complete")
    assert (last.end_reason, twice) == ("complete", [])
    assert list(compared["marketplace_count"]) == list(compared["our_count"]) and compared["our_count"].sum() > 10


@pytest.mark.parametrize(("kind", "word"), [("401", "401"), ("403", "403")])
def test_refused_keys_stop_the_shop_and_are_told_until_a_person_has_looked(
    tmp_path: Path, kind: str, word: str
) -> None:
    desk = SandboxDesk(tmp_path, claims=40)
    desk.sandbox.fault(kind, path=CLAIMS_PATH[TRENDYOL], count=1)
    failed = desk.sync(TRENDYOL)
    asked = len(desk.sandbox.requests())
    again = desk.sync(TRENDYOL)
    assert failed.end_reason == "failed" and word in (failed.error or "")
    assert again.end_reason == "failed" and len(desk.sandbox.requests()) == asked, "a stopped shop is not asked again"
    assert desk.sync(HEPSIBURADA).end_reason == "complete"
    desk.services.clients[TRENDYOL].resume()
    assert desk.sync(TRENDYOL).end_reason == "complete"
    desk.close()


def test_an_unknown_status_is_kept_shown_and_blocks_decisions(tmp_path: Path) -> None:
    desk = SandboxDesk(tmp_path, claims=60)
    desk.sandbox.switch(odd_status_rate=1.0)
    desk.sync(TRENDYOL)
    rows = desk.rows("SELECT status, tab, raw_status, claim_id FROM claim_items WHERE shop = 'trendyol'")
    assert rows and {(status, tab) for status, tab, _, _ in rows} == {("unknown", None)}
    request = desk.request(TRENDYOL, rows[0][3])
    [asked] = decisions.ask(desk.services, [request], user="test", source="command", shown_at=desk.now())
    desk.close()
    assert asked.problem is decisions.Problem.NOT_PERMITTED
