"""Pages, counters and sums of claim tables against plain Python over the same rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from lib.domain.claim import (
    AWAITING_SELLER,
    ClaimStatus,
    DisputeOutcome,
    Kind,
    Marketplace,
    ParcelDirection,
    ParcelStatus,
)
from lib.domain.claim_filter import ClaimFilter, PageKey, Sort, SortKey, urgency
from lib.domain.fold import fold, masked_name
from lib.domain.tab import HEPSIBURADA_TABS, TRENDYOL_TABS, Tab
from lib.queries import claim_rows, claim_tables
from lib.store.database import Database
from tests.queries.claims import HEPSIBURADA, NOW, TRENDYOL, make_claim, make_item, random_claims, stored

Row = dict[str, Any]
COLUMN = {
    SortKey.DEADLINE: "deadline_at",
    SortKey.CLAIMED: "claimed_at",
    SortKey.UPDATED: "updated_at",
    SortKey.AMOUNT: "amount_try",
    SortKey.PRODUCT: "product_name",
    SortKey.ORDER: "order_number",
}


@pytest.fixture(scope="module")
def db() -> Database:
    return stored(random_claims(300))


@pytest.fixture(scope="module")
def rows(db: Database) -> list[Row]:
    """Every stored item with its person and legs, for oracles in plain Python."""
    with db.cursor() as cursor:
        items = cursor.execute("SELECT * FROM claim_items").fetchall()
        names = [column[0] for column in cursor.description]
        people = {key[:3]: key[3] for key in cursor.execute("SELECT * FROM claim_people").fetchall()}
        legs = cursor.execute("SELECT shop, claim_id, direction, status FROM parcels").fetchall()
    found = [dict(zip(names, item, strict=True)) for item in items]
    for row in found:
        row["person"] = people.get((row["shop"], row["claim_id"], row["item_id"]))
        row["legs"] = [leg[2:] for leg in legs if leg[:2] == (row["shop"], row["claim_id"])]
    return found


def keys(page: pd.DataFrame) -> list[str]:
    return list(page["item_key"])


def key_of(row: Row) -> str:
    return "/".join((row["shop"], row["claim_id"], row["item_id"]))


def in_order(rows: list[Row], sort: Sort) -> list[str]:
    column = COLUMN[sort.key]
    by_key = sorted(rows, key=lambda row: (row["shop"], row["claim_id"], row["item_id"]))
    known = sorted(
        (row for row in by_key if row[column] is not None), key=lambda row: row[column], reverse=sort.descending
    )
    return [key_of(row) for row in known + [row for row in by_key if row[column] is None]]


ISTANBUL = ZoneInfo("Europe/Istanbul")
CASES: dict[str, tuple[ClaimFilter, Callable[[Row], bool]]] = {
    "everything": (ClaimFilter(), lambda row: True),
    "one marketplace": (
        ClaimFilter(marketplace=Marketplace.HEPSIBURADA),
        lambda row: row["marketplace"] == "hepsiburada",
    ),
    "shops": (
        ClaimFilter(shops=("trendyol-iki", HEPSIBURADA)),
        lambda row: row["shop"] in ("trendyol-iki", HEPSIBURADA),
    ),
    "a tab": (
        ClaimFilter(marketplace=Marketplace.TRENDYOL, tab=Tab.ACCEPTED),
        lambda row: row["marketplace"] == "trendyol" and row["tab"] == "accepted",
    ),
    "Hepsiburada's Kargoda is a union": (
        ClaimFilter(marketplace=Marketplace.HEPSIBURADA, tab=Tab.IN_CARGO),
        lambda row: row["marketplace"] == "hepsiburada" and (row["tab"] == "in_cargo" or row["in_cargo_view"]),
    ),
    "awaiting the seller": (ClaimFilter(awaiting_seller=True), lambda row: row["status"] in AWAITING_SELLER),
    "folded words, each somewhere": (
        ClaimFilter(words="IGDE cayi 8680000000011"),
        lambda row: all(word in row["search_text"] for word in ("igde", "cayi", "8680000000011")),
    ),
    "words with Turkish letters": (
        ClaimFilter(words="ışıl"),
        lambda row: row["product_name"] is not None and "isil" in fold(row["product_name"]),
    ),
    "customer": (
        ClaimFilter(customer="ozisik ILGIN"),
        lambda row: row["person"] == "Ilgın Özışık",
    ),
    "order number": (ClaimFilter(order_number=" 9003 "), lambda row: row["order_number"] == "9003"),
    "return code": (ClaimFilter(return_code="iade4"), lambda row: "iade4" in row["return_code_folded"]),
    "barcode": (ClaimFilter(barcode="8680000000028"), lambda row: row["barcode"] == "8680000000028"),
    "sku": (ClaimFilter(sku=" Şal-3 "), lambda row: row["sku"] == "Şal-3"),
    "reasons": (ClaimFilter(reasons=("551",)), lambda row: row["reason_code"] == "551"),
    "kinds": (
        ClaimFilter(kinds=(Kind.EXCHANGE, Kind.OTHER)),
        lambda row: row["kind"] in ("exchange", "other"),
    ),
    "Istanbul days, both included": (
        ClaimFilter(claimed_from=date(2026, 11, 18), claimed_to=date(2026, 11, 20)),
        lambda row: (
            date(2026, 11, 18)
            <= row["claimed_at"].replace(tzinfo=UTC).astimezone(ISTANBUL).date()
            <= date(2026, 11, 20)
        ),
    ),
    "amount": (
        ClaimFilter(amount_from_try=Decimal("10"), amount_to_try=Decimal("199.80")),
        lambda row: row["amount_try"] is not None and Decimal("10") <= row["amount_try"] <= Decimal("199.80"),
    ),
    "deadline span": (
        ClaimFilter(deadline_from_at=NOW, deadline_before_at=NOW + timedelta(hours=6)),
        lambda row: (
            row["deadline_at"] is not None and NOW <= row["deadline_at"].replace(tzinfo=UTC) < NOW + timedelta(hours=6)
        ),
    ),
    "no clock": (
        ClaimFilter(awaiting_seller=True, without_deadline=True),
        lambda row: row["status"] in AWAITING_SELLER and row["deadline_at"] is None,
    ),
    "a leg on its way to the customer": (
        ClaimFilter(parcel_direction=ParcelDirection.TO_CUSTOMER, parcel_status=ParcelStatus.IN_TRANSIT),
        lambda row: ("to_customer", "in_transit") in row["legs"],
    ),
    "any delivered leg": (
        ClaimFilter(parcel_status=ParcelStatus.DELIVERED),
        lambda row: any(status == "delivered" for _, status in row["legs"]),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_filter_finds_exactly_the_rows_it_describes(db: Database, rows: list[Row], case: str) -> None:
    wanted, describes = CASES[case]
    expected = [row for row in rows if describes(row)]
    sort = Sort()
    assert 0 < len(expected) <= len(rows)
    assert keys(claim_tables.claim_page(db, wanted, sort, None, 10_000)) == in_order(expected, sort)


@pytest.mark.parametrize("case", CASES)
def test_sums_and_counters_agree_with_what_is_listed(db: Database, rows: list[Row], case: str) -> None:
    wanted, describes = CASES[case]
    expected = [row for row in rows if describes(row)]
    amount = sum((row["amount_try"] or Decimal(0)) for row in expected)
    deadlines = [row["deadline_at"] for row in expected if row["deadline_at"]]
    sums = claim_tables.matching_sums(db, wanted)
    assert (sums.item_count, round(Decimal(sums.amount_try), 2)) == (len(expected), amount)
    assert sums.next_deadline_at == (min(deadlines) if deadlines else None)
    counts = claim_tables.tab_counts(db, wanted).set_index("tab")["item_count"]
    tabs = {
        Marketplace.TRENDYOL: (*TRENDYOL_TABS, Tab.CANCELLED),
        Marketplace.HEPSIBURADA: HEPSIBURADA_TABS,
    }
    for marketplace, names in tabs.items():
        if wanted.marketplace is marketplace:
            for tab in names:
                listed = claim_tables.claim_page(db, _in_tab(wanted, tab), Sort(), None, 10_000)
                assert counts.get(tab.value, 0) == len(listed), tab
    if wanted.tab is None:
        assert counts["all"] == len(expected)


def _in_tab(wanted: ClaimFilter, tab: Tab) -> ClaimFilter:
    return replace(wanted, tab=tab)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", SortKey)
@pytest.mark.parametrize("ties", [1, claim_rows.TIES])
def test_pages_forward_and_backward_list_every_row_once_in_order(
    db: Database, rows: list[Row], key: SortKey, descending: bool, ties: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claim_rows, "TIES", ties)  # with one, most edges fall among equal values
    sort = Sort(key=key, descending=descending)
    expected = in_order(rows, sort)
    seen: list[str] = []
    pages: list[pd.DataFrame] = []
    last: PageKey | None = None
    while len(page := claim_tables.claim_page(db, ClaimFilter(), sort, last, 37)):
        seen += keys(page)
        pages.append(page)
        last = _page_key(page.iloc[-1])
    assert seen == expected
    for before, page in pairwise(pages):
        back = claim_tables.claim_page(db, ClaimFilter(), sort, _page_key(page.iloc[0], backwards=True), 37)
        assert keys(back) == keys(before)


def _page_key(row: "pd.Series[Any]", backwards: bool = False) -> PageKey:
    value = row["sort_value"]
    return PageKey(
        sort_value=None if pd.isna(value) else str(value), item_key=str(row["item_key"]), backwards=backwards
    )


def test_a_page_shows_masked_names_only(db: Database, rows: list[Row]) -> None:
    page = claim_tables.claim_page(db, ClaimFilter(), Sort(), None, 10_000)
    shown = {row["item_key"]: row["customer_name_masked"] for row in page.to_dict("records")}
    for row in rows:
        expected = masked_name(row["person"])
        assert (None if pd.isna(shown[key_of(row)]) else shown[key_of(row)]) == expected


def test_waiting_sums_step_like_the_domain_does(db: Database, rows: list[Row]) -> None:
    waiting = [row for row in rows if row["status"] in AWAITING_SELLER]
    expected: dict[str, tuple[int, int]] = {}
    for row in waiting:
        deadline = row["deadline_at"].replace(tzinfo=UTC) if row["deadline_at"] else None
        step = urgency(deadline, NOW).value
        items, units = expected.get(step, (0, 0))
        expected[step] = (items + 1, units + row["quantity"])
    sums = claim_tables.waiting_sums(db, NOW)
    assert {row.urgency: (row.item_count, row.unit_count) for row in sums.itertuples()} == expected
    assert len(expected) == 6


def test_a_decided_dispute_stays_on_top_until_a_person_has_seen_it() -> None:
    disputed = make_item(status=ClaimStatus.IN_DISPUTE, raw_status="InDispute", dispute_outcome=DisputeOutcome.OPEN)
    claims = [_at_hepsiburada("h-1", disputed), _at_hepsiburada("h-2", disputed)]
    db = stored(claims)
    decided = make_item(status=ClaimStatus.REJECTED, raw_status="Rejected", dispute_outcome=None)
    stored([_at_hepsiburada("h-1", decided)], NOW + timedelta(hours=1), db)
    waiting = ClaimFilter(marketplace=Marketplace.HEPSIBURADA, tab=Tab.AWAITING_HEPSIBURADA)
    unseen = claim_tables.undecided_seen(db, [], waiting)
    assert list(unseen["claim_id"]) == ["h-1"]
    first = [(HEPSIBURADA, "h-1")]
    page = claim_tables.claim_page(db, waiting, Sort(), None, 50, first=first)
    assert list(zip(page["claim_id"], page["is_first"], strict=True)) == [("h-1", True), ("h-2", False)]
    counts = claim_tables.tab_counts(db, waiting, first=first).set_index("tab")["item_count"]
    assert counts["awaiting_hepsiburada"] == len(page)
    assert claim_tables.undecided_seen(db, [(HEPSIBURADA, "h-1", "Rejected")], waiting).empty
    assert list(claim_tables.undecided_seen(db, [(HEPSIBURADA, "h-1", "Accepted")], waiting)["claim_id"]) == ["h-1"]


def test_reasons_to_choose_from_ignore_the_reason_already_chosen(db: Database, rows: list[Row]) -> None:
    choices = claim_tables.reason_choices(db, ClaimFilter(reasons=("551",)))
    assert dict(zip(choices["reason_code"], choices["item_count"], strict=True)) == {
        code: sum(row["reason_code"] == code for row in rows) for code in ("501", "551")
    }


def test_an_empty_database_answers_with_empty_tables() -> None:
    db = stored([])
    assert claim_tables.claim_page(db, ClaimFilter(), Sort(), None, 50).empty
    assert claim_tables.tab_counts(db, ClaimFilter()).empty
    assert claim_tables.matching_sums(db, ClaimFilter()) == (0, 0.0, None)
    assert claim_tables.waiting_sums(db, datetime(2026, 1, 1, tzinfo=UTC)).empty


def _at_hepsiburada(claim_id: str, item: Any) -> Any:
    return make_claim(
        item,
        shop=HEPSIBURADA,
        marketplace=Marketplace.HEPSIBURADA,
        claim_id=claim_id,
        claim_type="Return",
        modified_at=None,
    )


def test_sums_of_one_shop_leave_the_other_out(db: Database, rows: list[Row]) -> None:
    sums = claim_tables.waiting_sums(db, NOW, [TRENDYOL])
    assert sums["item_count"].sum() == sum(row["shop"] == TRENDYOL and row["status"] in AWAITING_SELLER for row in rows)
