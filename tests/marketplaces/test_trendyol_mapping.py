from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.claim import (
    AcceptedBy,
    Claim,
    ClaimItem,
    ClaimStatus,
    DisputeOutcome,
    Kind,
    Marketplace,
    Parcel,
    ParcelDirection,
    ParcelPurpose,
    ParcelStatus,
)
from lib.domain.tab import Tab, home_tab
from lib.errors import UnexpectedPayload
from lib.marketplaces.payload_fields import without_personal_keys
from tests.marketplaces.payloads import payload, trendyol_claim

PAGE = {claim["orderNumber"]: claim for claim in payload("trendyol", "claims-page")["content"]}


def odd(name: str) -> Claim:
    return trendyol_claim(payload("trendyol", f"odd-{name}"))


def test_an_ordinary_claim_is_read_whole() -> None:
    assert trendyol_claim(PAGE["10500000007"]) == Claim(
        shop="ty",
        marketplace=Marketplace.TRENDYOL,
        claim_id="5dc3ffcd-fa31-5507-97cb-8fc1963ca35f",
        claim_type="",
        order_number="10500000007",
        package_id="3800000007",
        ordered_at=datetime(2026, 9, 15, 10, 10, 10, tzinfo=UTC),
        claimed_at=datetime(2026, 9, 20, 16, 30, tzinfo=UTC),
        modified_at=datetime(2026, 9, 26, 9, 0, tzinfo=UTC),
        customer_name="Ozan Temsil",
        items=(
            ClaimItem(
                item_id="ca4006df-b0ff-5058-9d61-baacfd9b84db",
                order_line_id="5600000008",
                status=ClaimStatus.ACCEPTED,
                raw_status="Accepted",
                kind=Kind.RETURN,
                reason_code="401",
                reason="Vazgeçtim",
                marketplace_reason_code="401",
                marketplace_reason="Vazgeçtim",
                product_name="Örme Hırka Bej, S",
                sku="HRK-BEJ-S",
                barcode="8690000000011",
                color="Bej",
                size="S",
                category="Hırka",
                quantity=1,
                unit_price_try=Decimal("649.90"),
                marketplace_deadline_at=datetime(2026, 9, 26, 9, 0, tzinfo=UTC),
                accepted_by=AcceptedBy.SYSTEM,
            ),
        ),
        parcels=(
            Parcel(
                direction=ParcelDirection.TO_SELLER,
                purpose=ParcelPurpose.RETURN,
                status=ParcelStatus.DELIVERED,
                package_id="3900000007",
                tracking_number="7330000000000007",
                return_code="7330000000000007",
                tracking_link="https://kargotakip.trendyol.com/?orderNumber=7&token=made-up",
                cargo_company="Trendyol Express Marketplace",
            ),
        ),
    )


SAMPLES = [
    # order, (raw status, status, tab, accepted by, dispute) a unit
    ("10500000001", [("Created", ClaimStatus.REQUESTED, Tab.CREATED, None, None)]),
    ("10500000002", [("Created", ClaimStatus.REQUESTED, Tab.IN_CARGO, None, None)]),
    ("10500000003", [("WaitingInAction", ClaimStatus.AWAITING_ACTION, Tab.AWAITING_ACTION, None, None)]),
    ("10500000004", [("WaitingInAction", ClaimStatus.AWAITING_ACTION, Tab.AWAITING_ACTION, None, None)] * 3),
    ("10500000005", [("WaitingFraudCheck", ClaimStatus.FRAUD_CHECK, Tab.ACCEPTED, AcceptedBy.SELLER, None)]),
    ("10500000006", [("Accepted", ClaimStatus.ACCEPTED, Tab.ACCEPTED, AcceptedBy.SELLER, None)]),
    ("10500000007", [("Accepted", ClaimStatus.ACCEPTED, Tab.ACCEPTED, AcceptedBy.SYSTEM, None)]),
    (
        "10500000008",
        [("Accepted", ClaimStatus.ACCEPTED, Tab.ACCEPTED, AcceptedBy.DISPUTE, DisputeOutcome.LOST)],
    ),
    ("10500000009", [("Unresolved", ClaimStatus.IN_DISPUTE, Tab.DISPUTED, None, DisputeOutcome.OPEN)]),
    ("10500000010", [("Rejected", ClaimStatus.REJECTED, Tab.REJECTED, None, DisputeOutcome.WON)]),
    ("10500000011", [("Cancelled", ClaimStatus.CANCELLED, Tab.CANCELLED, None, None)]),
    ("10500000012", [("InAnalysis", ClaimStatus.IN_ANALYSIS, Tab.ANALYSIS, None, None)]),
    (
        "10500000013",
        [
            ("Accepted", ClaimStatus.ACCEPTED, Tab.ACCEPTED, AcceptedBy.SELLER, None),
            ("Unresolved", ClaimStatus.IN_DISPUTE, Tab.DISPUTED, None, DisputeOutcome.OPEN),
        ],
    ),
]


@pytest.mark.parametrize(("order", "expected"), SAMPLES, ids=[order for order, _ in SAMPLES])
def test_every_status_of_the_sample_page_lands_in_its_tab(order: str, expected: list[tuple[Any, ...]]) -> None:
    claim = trendyol_claim(PAGE[order])
    found = [
        (
            item.raw_status,
            item.status,
            home_tab(claim.marketplace, item.status, item.finalized_with, claim.parcels),
            item.accepted_by,
            item.dispute_outcome,
        )
        for item in claim.items
    ]
    assert found == expected


def test_a_line_of_two_units_and_another_line_are_three_items_of_quantity_one() -> None:
    claim = trendyol_claim(PAGE["10500000004"])
    assert [(item.order_line_id, item.quantity, item.kind) for item in claim.items] == [
        (claim.items[0].order_line_id, 1, Kind.MISSING_PART),
        (claim.items[0].order_line_id, 1, Kind.MISSING_PART),
        (claim.items[2].order_line_id, 1, Kind.RETURN),
    ]
    assert claim.items[0].order_line_id != claim.items[2].order_line_id
    assert len({item.item_id for item in claim.items}) == 3


def test_both_spellings_of_the_reject_parcel_are_read() -> None:
    documented, live = trendyol_claim(PAGE["10500000010"]), payload("trendyol", "claims-page-live-variant")["content"]
    ship_back, keep = (trendyol_claim(claim) for claim in live)
    assert [parcel.package_id for parcel in documented.parcels] == ["3900000010", "3990000010"]
    assert [parcel.package_id for parcel in ship_back.parcels] == ["3900000010", "3990000010"]
    back = (documented.parcels[1], ship_back.parcels[1], keep.parcels[1])
    assert [parcel.dont_ship_back for parcel in back] == [None, False, True]
    assert [parcel.status for parcel in back] == [ParcelStatus.OPEN, ParcelStatus.IN_TRANSIT, ParcelStatus.OPEN]
    assert all(parcel.purpose is ParcelPurpose.SEND_BACK for parcel in back)
    assert back[0].item_ids == ("149a3b66-5b44-5be9-b855-4ae119a7d635",)
    assert back[2].tracking_number is None


def test_an_exchange_parcel_makes_the_claim_an_exchange_and_no_dispute() -> None:
    (claim,) = map(trendyol_claim, payload("trendyol", "claims-page-exchange")["content"])
    (item,) = claim.items
    assert (item.kind, item.reason_code, item.dispute_outcome) == (Kind.EXCHANGE, "351", None)
    assert claim.parcels[1].purpose is ParcelPurpose.REPLACEMENT
    assert claim.parcels[1].package_id == "3980000015"


def test_the_exchange_parcel_of_one_unit_says_nothing_about_another() -> None:
    (given,) = payload("trendyol", "claims-page-exchange")["content"]
    other = deepcopy(given["items"][0]["claimItems"][0])
    given["items"][0]["claimItems"].append({**other, "id": "other-unit"})
    assert [item.kind for item in trendyol_claim(given).items] == [Kind.EXCHANGE, Kind.WRONG_PRODUCT]


def test_either_name_of_the_claim_id_is_enough() -> None:
    assert odd("only-old-id").claim_id == odd("only-new-id").claim_id == "5dc3ffcd-fa31-5507-97cb-8fc1963ca35f"


def test_reason_ids_may_be_text_or_absent() -> None:
    assert (odd("reason-id-as-text").items[0].reason_code, odd("reason-id-as-text").items[0].reason) == ("451", "Diğer")
    without = odd("reason-without-id").items[0]
    assert (without.reason_code, without.reason, without.marketplace_reason) == (None, "Vazgeçtim", None)


def test_an_unknown_status_is_kept_and_has_no_tab() -> None:
    item = odd("unknown-status").items[0]
    assert (item.status, item.raw_status) == (ClaimStatus.UNKNOWN, "Suspended")
    assert home_tab(Marketplace.TRENDYOL, item.status, None, ()) is None


def test_a_status_written_as_plain_text_is_read_too() -> None:
    assert odd("status-as-text").items[0].status is ClaimStatus.AWAITING_ACTION


def test_a_tracking_number_larger_than_64_bits_stays_exact() -> None:
    assert odd("huge-tracking-number").parcels[0].return_code == "73300000000000000007"


def test_an_issued_code_alone_is_no_movement() -> None:
    claim = odd("code-issued-not-taken")
    assert [parcel.status for parcel in claim.parcels] == [ParcelStatus.OPEN]
    assert home_tab(claim.marketplace, claim.items[0].status, None, claim.parcels) is Tab.CREATED


def test_null_cargo_means_no_parcel_and_empty_blocks_none_either() -> None:
    assert trendyol_claim(PAGE["10500000001"]).parcels == ()
    assert len(odd("empty-parcel-blocks").parcels) == 1


def test_the_new_names_of_line_fields_are_read() -> None:
    item = odd("new-line-names").items[0]
    assert (item.sku, item.unit_price_try) == ("HRK-BEJ-S", Decimal("649.90"))


def test_unknown_fields_do_not_disturb_and_stay_in_what_is_stored() -> None:
    given = payload("trendyol", "odd-unknown-fields")
    assert trendyol_claim(given) == odd("unknown-fields")
    kept = without_personal_keys(given)
    assert kept["futureBlock"] == {"a": [1, 2]}
    assert kept["items"][0]["claimItems"][0]["futureFlag"] == "x"


def test_missing_names_are_none() -> None:
    assert odd("null-names").customer_name is None


def test_an_automatic_approval_without_detail_is_the_systems() -> None:
    assert odd("auto-approved-in-transit").items[0].accepted_by is AcceptedBy.SYSTEM


def test_a_rejection_without_a_reject_parcel_is_still_won() -> None:
    claim = odd("analysis-refused-without-block")
    assert claim.items[0].dispute_outcome is DisputeOutcome.WON


MISSING = [
    ((), ["claimId", "id"], "claimId"),
    ((), ["orderNumber"], "orderNumber"),
    ((), ["claimDate"], "claimDate"),
    ((), ["items"], "items"),
    (("items", 0), ["claimItems"], "items[0].claimItems"),
    (("items", 0), ["orderLine"], "items[0].orderLine"),
    (("items", 0, "claimItems", 0), ["id"], "items[0].claimItems[0].id"),
    (("items", 0, "claimItems", 0), ["claimItemStatus"], "items[0].claimItems[0].claimItemStatus.name"),
]


@pytest.mark.parametrize(("path", "keys", "field"), MISSING, ids=[field for _, _, field in MISSING])
@pytest.mark.parametrize("filler", ["absent", None, [], {}, True])
def test_a_missing_compulsory_field_is_named_with_its_claim(
    path: tuple[Any, ...], keys: list[str], field: str, filler: Any
) -> None:
    given = deepcopy(PAGE["10500000007"])
    spot: Any = given
    for step in path:
        spot = spot[step]
    for key in keys:
        if filler == "absent":
            del spot[key]
        else:
            spot[key] = filler
    if field.endswith("orderLine") and filler == {}:
        pytest.skip("an empty order line is a line without facts")
    with pytest.raises(UnexpectedPayload) as raised:
        trendyol_claim(given)
    assert f"field {field} is missing" in str(raised.value)
    assert ("without an id" if field == "claimId" else given["claimId"]) in str(raised.value)


@pytest.mark.parametrize("seconds", [1789921800, "2026-09-20", -1, 10**18, 1.5])
def test_a_claim_date_that_is_no_millisecond_moment_is_refused(seconds: Any) -> None:
    with pytest.raises(UnexpectedPayload, match="claimDate"):
        trendyol_claim({**PAGE["10500000007"], "claimDate": seconds})


def test_nothing_of_the_person_is_left_in_what_is_stored() -> None:
    given = payload("trendyol", "odd-personal-data")
    stored = str(without_personal_keys(given))
    assert not any(word in stored for word in ("Gizli", "Kişi", "0555", "10000000146", "example.invalid"))
    claim, stripped = trendyol_claim(given), trendyol_claim(without_personal_keys(given))
    assert claim.items[0].customer_note == "Gizli not *** TC ***"
    assert (stripped.customer_name, stripped.items[0].customer_note) == (None, None)
    assert stripped.parcels == claim.parcels
