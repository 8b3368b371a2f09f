"""The sync road: what the marketplace holds and what our database holds must agree, whatever its lists do meanwhile."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.domain.claim import Claim, ClaimStatus, Executor
from lib.errors import OutcomeUnknown
from lib.flows import sync
from lib.marketplaces import base
from lib.marketplaces.base import Page
from lib.store.sync_log import Run, read_cursor
from tests.builders import NOON, make_claim, make_item
from tests.flows.desk import Desk
from tests.flows.fake_marketplace import FakeMarketplace


def spread(count: int, *, days: int, seed: int = 1, status: ClaimStatus = ClaimStatus.ACCEPTED) -> list[Claim]:
    """Claims scattered over the last `days`, some in bursts."""
    dice = random.Random(seed)
    claims = []
    for number in range(count):
        back = timedelta(days=dice.random() ** 2 * days) if number % 3 else timedelta(days=days / 2)
        at = NOON - back - timedelta(seconds=number % 50)
        item = make_item(item_id=f"i{number}", status=status)
        claims.append(make_claim(claim_id=f"c{number}", claimed_at=at, modified_at=at, items=(item,)))
    return claims


def stored(desk: Desk) -> dict[str, str]:
    with desk.services.db.cursor() as cursor:
        rows = cursor.execute("SELECT claim_id, raw_status FROM claim_items").fetchall()
    assert len(rows) == len(dict(rows)), "a claim item stands twice"
    return dict(rows)


def truth(marketplace: FakeMarketplace) -> dict[str, str]:
    return {claim_id: claim.items[0].raw_status for claim_id, claim in marketplace.claims.items()}


def empty_desk(tmp_path: Path, claims: list[Claim]) -> Desk:
    desk = Desk(tmp_path, [])
    desk.marketplace.claims = {claim.claim_id: claim for claim in claims}
    return desk


def run(desk: Desk, **words: object) -> Run:
    return sync.sync_shop(desk.services, "ana", **words)  # type: ignore[arg-type]


def test_a_first_run_brings_a_year_in_windows_that_fit_one_answer(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path, spread(3000, days=360))
    done = run(desk)
    assert stored(desk) == truth(desk.marketplace)
    assert (done.end_reason, done.error, done.findings) == ("complete", None, 0)


def test_one_page_windows_guided_by_density_cost_at_most_17_tenths_of_the_fewest_answers(tmp_path: Path) -> None:
    dice = random.Random(7)
    days = [dice.random() * 360 for _ in range(6_000)]
    claims = [
        make_claim(claim_id=f"c{n}", claimed_at=NOON - timedelta(days=back), items=(make_item(item_id=f"i{n}"),))
        for n, back in enumerate(days)
    ]
    desk = empty_desk(tmp_path, claims)
    done = run(desk)
    assert len(stored(desk)) == 6_000
    assert done.pages <= 1.7 * 6_000 / 200


def test_a_minute_with_more_claims_than_a_page_is_paged(tmp_path: Path) -> None:
    at = NOON - timedelta(days=3)
    crowd = [make_claim(claim_id=f"c{n}", claimed_at=at, items=(make_item(item_id=f"i{n}"),)) for n in range(450)]
    desk = empty_desk(tmp_path, crowd)
    run(desk)
    assert stored(desk) == truth(desk.marketplace)


def test_a_stopped_first_run_goes_on_where_it_was(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path, spread(2000, days=300))
    asked = iter([False, False, False, True])
    first = run(desk, pause=lambda: next(asked, True))
    assert 0 < len(stored(desk)) < 2000 and not sync.past_is_read(desk.services, "ana")
    run(desk)
    assert stored(desk) == truth(desk.marketplace) and sync.past_is_read(desk.services, "ana")
    assert first.backfilled_to is not None


def test_an_asked_day_bounds_how_far_back_a_run_reads(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path, spread(400, days=300))
    run(desk, since=date(2026, 10, 1))
    oldest = min(desk.marketplace.claims[claim_id].claimed_at for claim_id in stored(desk))
    assert oldest.date() >= date(2026, 9, 30)
    assert len(stored(desk)) >= sum(c.claimed_at.date() >= date(2026, 10, 1) for c in desk.marketplace.claims.values())


def test_old_claims_that_change_are_met_again_while_they_are_open(tmp_path: Path) -> None:
    old = NOON - timedelta(days=200)
    item = make_item(status=ClaimStatus.IN_DISPUTE)
    desk = empty_desk(tmp_path, [make_claim(claimed_at=old, modified_at=old, items=(item,))])
    run(desk)
    desk.marketplace.change("claim-1", ClaimStatus.REJECTED, Executor.SYSTEM)
    desk.at += timedelta(minutes=5)
    run(desk)
    assert stored(desk) == {"claim-1": "Rejected"}
    with desk.services.db.cursor() as cursor:
        history = cursor.execute("SELECT raw_status FROM status_history ORDER BY seen_at").fetchall()
    assert history == [("Unresolved",), ("Rejected",)]


def test_an_open_claim_that_no_answer_holds_is_marked_and_kept(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path, [make_claim()])
    run(desk)
    desk.marketplace.claims.clear()
    desk.at += timedelta(days=3)
    run(desk)
    with desk.services.db.cursor() as cursor:
        [(missing_since,)] = cursor.execute("SELECT not_seen_since FROM claim_items").fetchall()
    assert missing_since is not None


def test_the_cursor_is_never_later_than_the_moment_the_read_began(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path, [make_claim()])
    original = desk.marketplace.fetch_window

    def slow(begin_at, end_at, *, offset=0):  # type: ignore[no-untyped-def]
        page = original(begin_at, end_at, offset=offset)
        desk.at += timedelta(minutes=10)
        return page

    desk.marketplace.fetch_window = slow  # type: ignore[method-assign]
    began_at = desk.at
    run(desk)
    with desk.services.db.cursor() as cursor:
        until = read_cursor(cursor, "ana", "claims_until")
    assert until == began_at


def test_a_run_that_fails_keeps_what_it_read_and_says_why(tmp_path: Path) -> None:
    desk = empty_desk(tmp_path, spread(1500, days=300))
    original, answers = desk.marketplace.fetch_window, iter(range(100))

    def failing(begin_at, end_at, *, offset=0):  # type: ignore[no-untyped-def]
        if next(answers) == 6:
            raise OutcomeUnknown("the connection broke", service="fake", operation="claims")
        return original(begin_at, end_at, offset=offset)

    desk.marketplace.fetch_window = failing  # type: ignore[method-assign]
    failed = run(desk)
    assert failed.end_reason == "failed" and "the connection broke" in (failed.error or "")
    assert failed.claims_read == len(stored(desk)) > 0
    run(desk)
    assert stored(desk) == truth(desk.marketplace)


def short(page: Page) -> Page:
    return replace(page, payloads=page.payloads[:-1])


def emptied(page: Page) -> Page:
    return replace(page, payloads=())


def strayed(page: Page) -> Page:
    old = make_claim(claim_id="old", claimed_at=NOON - timedelta(days=700))
    return replace(page, payloads=({"id": "old", "claim": old},), total_count=1)


@pytest.mark.parametrize("trouble", [short, emptied, strayed])
def test_an_answer_that_contradicts_itself_is_asked_for_again(tmp_path: Path, trouble: Callable[[Page], Page]) -> None:
    desk = empty_desk(tmp_path, spread(50, days=1))
    desk.marketplace.window_answers = [trouble]
    done = run(desk)
    assert stored(desk) == truth(desk.marketplace)
    assert done.findings == 1


def test_one_unreadable_claim_is_set_aside_and_read_after_the_next_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = empty_desk(tmp_path, [make_claim(), make_claim(claim_id="odd", items=(make_item(item_id="odd-1"),))])
    desk.marketplace.unreadable = {"odd"}
    done = run(desk)
    assert (set(stored(desk)), done.end_reason) == ({"claim-1"}, "complete")
    with desk.services.db.cursor() as cursor:
        [(claim_id, reason, payload)] = cursor.execute("SELECT claim_id, reason, payload FROM set_aside").fetchall()
    assert claim_id == "odd" and "field x is missing" in reason and "odd-1" in payload
    desk.marketplace.unreadable = set()
    desk.at += timedelta(minutes=5)
    run(desk)
    assert set(stored(desk)) == {"claim-1", "odd"}
    with desk.services.db.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM set_aside WHERE resolved_at IS NULL").fetchall() == [(0,)]
    assert base.PARSER_VERSION >= 1


@pytest.mark.goals
@pytest.mark.parametrize("seed", range(5))
def test_lists_that_move_while_read_lose_no_claim(tmp_path: Path, seed: int) -> None:
    """Goal 6: two changes and one new claim per answer; after one more cycle nothing is missing or stale."""
    dice = random.Random(seed)
    desk = empty_desk(tmp_path, spread(1200, days=300, seed=seed, status=ClaimStatus.AWAITING_ACTION))
    original = desk.marketplace.fetch_window

    def moving(begin_at, end_at, *, offset=0):  # type: ignore[no-untyped-def]
        page = original(begin_at, end_at, offset=offset)
        for claim_id in dice.sample(sorted(desk.marketplace.claims), 2):
            status = dice.choice([ClaimStatus.IN_DISPUTE, ClaimStatus.ACCEPTED])
            desk.marketplace.change(claim_id, status, Executor.PANEL)
        new = f"new-{len(desk.marketplace.claims)}"
        item = make_item(item_id=new, status=ClaimStatus.AWAITING_ACTION)
        desk.marketplace.claims[new] = make_claim(claim_id=new, claimed_at=desk.at, modified_at=desk.at, items=(item,))
        desk.at += timedelta(seconds=2)
        return page

    desk.marketplace.fetch_window = moving  # type: ignore[method-assign]
    run(desk)
    desk.marketplace.fetch_window = original  # type: ignore[method-assign]
    desk.at += timedelta(minutes=5)
    run(desk)
    assert set(stored(desk)) == set(desk.marketplace.claims)
    final = {i: s for i, s in truth(desk.marketplace).items() if s == "Unresolved"}
    assert {i: stored(desk)[i] for i in final} == final
