"""Which reasons a refusal may give."""

from datetime import timedelta

from lib.domain.claim import ClaimStatus, RejectReason
from lib.queries.reject_reasons import reject_reason_choices, usable_from
from lib.store import sync_log
from lib.store.database import Database, open_database
from tests.queries.claims import HEPSIBURADA, NOW, TRENDYOL


def learned(db: Database, shop: str, reasons: list[RejectReason], days: int = 0) -> None:
    at = NOW + timedelta(days=days)
    db.write(lambda cursor: sync_log.record_reject_reasons(cursor, shop, reasons, at))


def codes(db: Database, shop: str, claim_type: str, status: ClaimStatus = ClaimStatus.AWAITING_ACTION) -> list[str]:
    return [reason.code for reason in reject_reason_choices(db, shop=shop, claim_type=claim_type, status=status)]


def test_a_retired_reason_is_no_longer_offered() -> None:
    db = open_database(None)
    learned(db, TRENDYOL, [RejectReason(code=code, name=code, needs_file=True) for code in ("1701", "51")])
    learned(db, TRENDYOL, [RejectReason(code="51", name="Yeni adı", needs_file=True)], days=1)
    [reason] = reject_reason_choices(db, shop=TRENDYOL, claim_type="", status=ClaimStatus.AWAITING_ACTION)
    assert reason == RejectReason(code="51", name="Yeni adı", needs_file=True)


def test_a_reason_stands_only_where_type_and_status_suit() -> None:
    db = open_database(None)
    returned = RejectReason(code="A", name="A", needs_file=False, claim_types=frozenset({"return", "renewproduct"}))
    photo = RejectReason(code="P", name="P", needs_file=False, statuses=frozenset({ClaimStatus.AWAITING_PREAPPROVAL}))
    other = RejectReason(code="O", name="O", needs_file=False)
    learned(db, HEPSIBURADA, [returned, photo, other])
    assert codes(db, HEPSIBURADA, "Return") == ["A", "O"]
    assert codes(db, HEPSIBURADA, "MissingItem") == ["O"]
    assert codes(db, HEPSIBURADA, "MissingItem", ClaimStatus.AWAITING_PREAPPROVAL) == ["O", "P"]
    assert codes(db, TRENDYOL, "Return") == []


def test_a_reason_with_a_wait_says_from_when_it_may_be_chosen() -> None:
    db = open_database(None)
    learned(db, TRENDYOL, [RejectReason(code="1651", name="Gelmedi", needs_file=False, not_before_h=24)])
    [reason] = reject_reason_choices(db, shop=TRENDYOL, claim_type="", status=ClaimStatus.AWAITING_ACTION)
    assert usable_from(reason, NOW) == NOW + timedelta(hours=24)
