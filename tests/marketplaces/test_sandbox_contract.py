"""Both clients against the sandbox over real HTTP; what happened is judged by the sandbox's truth log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lib.domain.action import ActionDetails, ActionKind
from lib.domain.claim import Claim, ClaimStatus
from lib.errors import CredentialsRefused, OutcomeUnknown, RateLimited, RemoteError, RequestRefused, Unreachable
from lib.http import Timing
from lib.http_limits import Hosts
from lib.marketplaces.base import ClaimRef, MarketplaceClient
from lib.marketplaces.clients import client_for
from lib.marketplaces.hepsiburada import HepsiburadaClient, HepsiburadaPaces
from lib.marketplaces.trendyol import TrendyolClient, TrendyolPaces
from lib.sandbox.server import RunningSandbox, start
from lib.settings import HepsiburadaShop, TrendyolShop, load
from tests.marketplaces.payloads import TABLES
from tests.marketplaces.shops import make_action, make_attachment

OPENED = datetime(2026, 11, 20, 9, tzinfo=UTC)
TRENDYOL_FREE = TrendyolPaces(claims=(), audit=(), products=(), reasons=(), orders=(), stream=(), decision_s=0)
HEPSIBURADA_FREE = HepsiburadaPaces(host=())
SHOPS = ["trendyol", "hepsiburada"]
QUICK = Timing(read_s=0.4, action_s=0.4, upload_s=0.4, backoff_s=0)


@pytest.fixture(scope="module")
def world() -> Iterator[RunningSandbox]:
    sandbox = start(seed=11, claims=260, live=False, started_at=OPENED, switches={"limits": False})
    yield sandbox
    sandbox.stop()


@pytest.fixture
def sandbox(world: RunningSandbox) -> Iterator[RunningSandbox]:
    yield world
    world.clear_faults()


def client_of(
    sandbox: RunningSandbox, marketplace: str, timing: Timing | None = None, **wrong: Any
) -> MarketplaceClient:
    settings = load({"shops": sandbox.credentials}, database=Path("x"), demo=False, source=Path("x"))
    shop = next(shop for shop in settings.shops if shop.marketplace == marketplace)
    shop = replace(shop, **wrong)
    if isinstance(shop, TrendyolShop):
        return TrendyolClient(shop, now=sandbox.now, paces=TRENDYOL_FREE, timing=timing, tables=TABLES)
    assert isinstance(shop, HepsiburadaShop)
    return HepsiburadaClient(shop, now=sandbox.now, paces=HEPSIBURADA_FREE, timing=timing, tables=TABLES)


def waiting(client: MarketplaceClient, status: ClaimStatus = ClaimStatus.AWAITING_ACTION) -> list[Claim]:
    claims = [client.to_claim(payload) for page in client.fetch_waiting() for payload in page.payloads]
    return [claim for claim in claims if all(item.status is status for item in claim.items)]


def ref_of(claim: Claim) -> ClaimRef:
    return ClaimRef(
        claim_id=claim.claim_id,
        order_number=claim.order_number,
        raw_status=claim.items[0].raw_status,
        claimed_at=claim.claimed_at,
    )


def again(client: MarketplaceClient, claim: Claim) -> Claim:
    (payload,) = client.read_claim(ref_of(claim)).payloads
    return client.to_claim(payload)


def executed(sandbox: RunningSandbox, claim: Claim) -> list[dict[str, Any]]:
    return [call for call in sandbox.truth() if claim.claim_id in str(call)]


@pytest.mark.parametrize("marketplace", SHOPS)
def test_small_windows_bring_every_claim_that_one_count_tells(sandbox: RunningSandbox, marketplace: str) -> None:
    client, found = client_of(sandbox, marketplace), set()
    end = sandbox.now()
    begin = end - timedelta(days=420)
    total = client.fetch_window(begin, end).total_count
    moment = begin
    while moment < end:
        page = client.fetch_window(moment, moment + timedelta(days=21))
        assert page.total_count == len(page.payloads) <= client.page_size
        found |= {client.claim_id_of(payload) for payload in page.payloads}
        moment += timedelta(days=21)
    assert len(found) == total
    assert total is not None
    assert total > 50


@pytest.mark.parametrize("marketplace", SHOPS)
def test_every_claim_of_the_sandbox_can_be_read_and_loses_its_person(sandbox: RunningSandbox, marketplace: str) -> None:
    client, end = client_of(sandbox, marketplace), sandbox.now()
    for days in range(0, 420, 30):
        window = (end - timedelta(days=days + 30), end - timedelta(days=days))
        for payload in client.fetch_window(*window).payloads:
            claim = client.to_claim(payload)
            kept = client.without_personal_data(payload)
            stripped = client.to_claim(kept)
            assert stripped.customer_name is None
            assert claim.customer_name
            assert claim.customer_name not in str(kept)
            notes = [item.customer_note for item in claim.items if item.customer_note not in (None, item.reason)]
            assert [note for note in notes if str(note) in str(kept)] == []
            assert [item.status for item in stripped.items] == [item.status for item in claim.items]


def test_an_approval_is_executed_once_and_the_history_names_us(sandbox: RunningSandbox) -> None:
    client = client_of(sandbox, "trendyol")
    claim = waiting(client)[0]
    items = [item.item_id for item in claim.items]
    answer = client.send_action(make_action(ActionKind.APPROVE, claim_id=claim.claim_id), items)
    sandbox.advance(60)
    assert answer.status_code in (200, 204)
    assert len(executed(sandbox, claim)) == 1
    assert all(item.status in (ClaimStatus.ACCEPTED, ClaimStatus.FRAUD_CHECK) for item in again(client, claim).items)
    assert "api" in {entry.executor for entry in client.fetch_audit(items[0])}


def test_a_refusal_with_a_file_arrives_whole(sandbox: RunningSandbox, tmp_path: Path) -> None:
    client = client_of(sandbox, "trendyol")
    claim = waiting(client)[1]
    file = make_attachment(tmp_path, b"\xff\xd8\xff\xe0" + b"picture" * 1000)
    details = ActionDetails(reason_code="51", statement="Ürün kullanılmış; etiketi yok & kutusu açık.")
    action = make_action(ActionKind.REJECT, claim_id=claim.claim_id, details=details, attachments=(file,))
    client.send_action(action, [item.item_id for item in claim.items])
    (call,) = executed(sandbox, claim)
    assert file.sha256 in str(call)
    assert details.statement in str(call)
    sandbox.advance(60)
    assert all(item.status is ClaimStatus.IN_DISPUTE for item in again(client, claim).items)


def test_a_refusal_without_its_compulsory_file_is_refused_in_their_words(sandbox: RunningSandbox) -> None:
    client = client_of(sandbox, "trendyol")
    claim = waiting(client)[0]
    action = make_action(ActionKind.REJECT, claim_id=claim.claim_id)
    with pytest.raises(RequestRefused):
        client.send_action(action, [item.item_id for item in claim.items])
    assert all(item.status is ClaimStatus.AWAITING_ACTION for item in again(client, claim).items)


@pytest.mark.parametrize(
    ("kind", "status", "after"),
    [
        (ActionKind.APPROVE, ClaimStatus.AWAITING_ACTION, {ClaimStatus.ACCEPTED, ClaimStatus.REFUNDED}),
        (ActionKind.REJECT, ClaimStatus.AWAITING_ACTION, {ClaimStatus.IN_DISPUTE}),
    ],
)
def test_hepsiburadas_decisions_are_executed_once(
    sandbox: RunningSandbox, kind: ActionKind, status: ClaimStatus, after: set[ClaimStatus]
) -> None:
    client = client_of(sandbox, "hepsiburada")
    claim = next(claim for claim in waiting(client, status) if claim.claim_type == "Return")
    action = make_action(kind, hepsiburada=True, claim_id=claim.claim_id, claim_type=claim.claim_type)
    client.send_action(action, [claim.claim_id])
    assert len(executed(sandbox, claim)) == 1
    sandbox.advance(60)
    assert again(client, claim).items[0].status in after


def test_a_preapproval_lets_the_product_come(sandbox: RunningSandbox) -> None:
    client = client_of(sandbox, "hepsiburada")
    claims = waiting(client, ClaimStatus.AWAITING_PREAPPROVAL)
    if not claims:
        pytest.skip("this seed has no claim in pre-approval")
    action = make_action(ActionKind.PREAPPROVE, hepsiburada=True, claim_id=claims[0].claim_id)
    client.send_action(action, [claims[0].claim_id])
    sandbox.advance(60)
    assert again(client, claims[0]).items[0].status in (ClaimStatus.REQUESTED, ClaimStatus.AWAITING_ACTION)


@pytest.mark.parametrize("marketplace", SHOPS)
@pytest.mark.parametrize("fault", ["timeout_after", "reset_after"])
def test_an_answer_lost_after_the_effect_is_unknown_and_was_paid_once(
    sandbox: RunningSandbox, marketplace: str, fault: str
) -> None:
    client, other = client_of(sandbox, marketplace, QUICK), client_of(sandbox, marketplace)
    claim = waiting(other)[0]
    sandbox.fault(fault, path=claim.claim_id, params={"hold_s": 3})
    action = make_action(
        ActionKind.APPROVE,
        hepsiburada=marketplace == "hepsiburada",
        claim_id=claim.claim_id,
        claim_type=claim.claim_type,
    )
    with pytest.raises(OutcomeUnknown):
        client.send_action(action, [item.item_id for item in claim.items])
    sandbox.advance(60)
    assert len(executed(sandbox, claim)) == 1
    assert all(item.status is not ClaimStatus.AWAITING_ACTION for item in again(other, claim).items)


FAULTS: list[tuple[str, type[RemoteError] | None]] = [
    ("500", None),
    ("503", None),
    ("520", None),
    ("556", None),
    ("reset_before", None),
    ("cut_body", None),
    ("cut_json", None),
    ("html_200", None),
    ("empty_200", None),
    ("401", CredentialsRefused),
    ("403", CredentialsRefused),
    ("403_html", CredentialsRefused),
]


@pytest.mark.parametrize("marketplace", SHOPS)
@pytest.mark.parametrize(("fault", "error"), FAULTS, ids=[fault for fault, _ in FAULTS])
def test_one_fault_in_a_read_is_survived_or_told(
    sandbox: RunningSandbox, marketplace: str, fault: str, error: type[RemoteError] | None
) -> None:
    client = client_of(sandbox, marketplace, Timing(backoff_s=0))
    window = (sandbox.now() - timedelta(days=3), sandbox.now())
    expected = client.fetch_window(*window).total_count
    sandbox.fault(fault, path="claims")
    if error is None:
        assert client.fetch_window(*window).total_count == expected
        assert client.retry_count == 1
        return
    with pytest.raises(error):
        client.fetch_window(*window)
    assert client.pause_s() > 0
    with pytest.raises((CredentialsRefused, Unreachable)):
        client.fetch_window(*window)
    client.resume()


def test_the_published_limits_are_never_met(world: RunningSandbox) -> None:
    world.switch(limits=True)
    settings = load({"shops": world.credentials}, database=Path("x"), demo=False, source=Path("x"))
    shop = next(shop for shop in settings.shops if isinstance(shop, TrendyolShop))
    slow = client_for(shop, now=world.now, hosts=Hosts(), tables=TABLES, wait=lambda _: True)
    sent = 0
    with pytest.raises(Unreachable, match="stopping"):
        for _ in range(60):
            slow.fetch_window(world.now() - timedelta(days=1), world.now())
            sent += 1
    world.switch(limits=False)
    assert (sent, slow.retry_count) == (36, 0)


def test_a_429_of_the_sandbox_is_obeyed_by_a_decision(sandbox: RunningSandbox) -> None:
    client = client_of(sandbox, "trendyol")
    claim = waiting(client)[0]
    sandbox.fault("429_retry_after", path=claim.claim_id, params={"retry_after": 5})
    with pytest.raises(RateLimited) as raised:
        client.send_action(make_action(ActionKind.APPROVE, claim_id=claim.claim_id), [claim.items[0].item_id])
    assert raised.value.retry_after_s == 5
    assert executed(sandbox, claim) == []


@pytest.mark.parametrize(
    ("marketplace", "wrong", "problems"),
    [
        ("trendyol", {}, [None, None, None]),
        ("trendyol", {"api_secret": "wrong-secret"}, ["credentials"] * 3),
        ("trendyol", {"seller_id": "1"}, ["permission"] * 3),
        ("hepsiburada", {}, [None, None, None]),
        ("hepsiburada", {"service_key": "wrong-key"}, ["credentials"] * 3),
        ("hepsiburada", {"user_agent": "someone_else"}, ["permission"] * 3),
    ],
)
def test_the_check_reads_the_sandboxs_refusals(
    sandbox: RunningSandbox, marketplace: str, wrong: dict[str, str], problems: list[str | None]
) -> None:
    assert [check.problem for check in client_of(sandbox, marketplace, **wrong).check()] == problems


@pytest.mark.parametrize("marketplace", SHOPS)
def test_the_product_of_a_claim_is_found_with_its_picture(sandbox: RunningSandbox, marketplace: str) -> None:
    client = client_of(sandbox, marketplace)
    newest = client.fetch_window(sandbox.now() - timedelta(days=4), sandbox.now()).payloads[0]
    claim = client.to_claim(newest)
    lines = client.fetch_order(claim.order_number)
    line = next(line for line in lines if line.order_line_id == claim.items[0].order_line_id)
    assert line.sku == claim.items[0].sku
    products = client.fetch_products([line.barcode or ""])
    url = products[0].image_url if products else line.image_url
    assert url is not None
    picture = client.fetch_picture(url)
    assert picture is not None
    assert picture[:2] in (b"\xff\xd8", b"\x89P")
