from copy import deepcopy
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from lib.domain.action import ActionKind, permitted_kinds
from lib.domain.claim import (
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
from lib.domain.tab import Tab, home_tab, in_cargo_view
from lib.errors import UnexpectedPayload
from lib.marketplaces.payload_fields import without_personal_keys
from tests.marketplaces.payloads import hepsiburada_claim, payload

LIST = {claim["number"]: claim for claim in payload("hepsiburada", "claims-list")}
TAB_BY_ORACLE = {
    "yanitlanacak": Tab.TO_ANSWER,
    "gonderime-hazir": Tab.READY_TO_SHIP,
    "sonuclandi": Tab.CONCLUDED,
    "hepsiburada-bekleniyor": Tab.AWAITING_HEPSIBURADA,
    "kargoda": Tab.IN_CARGO,
}


def odd(name: str) -> Claim:
    return hepsiburada_claim(payload("hepsiburada", f"odd-{name}"))


def test_an_ordinary_claim_is_read_whole() -> None:
    assert hepsiburada_claim(payload("hepsiburada", "claim-single")) == Claim(
        shop="hb",
        marketplace=Marketplace.HEPSIBURADA,
        claim_id="610200302",
        claim_type="Return",
        order_number="4600010002",
        package_id=None,
        ordered_at=datetime(2026, 11, 6, 8, 44, 19, 900000, tzinfo=UTC),
        claimed_at=datetime(2026, 11, 16, 11, 2, 10, 10000, tzinfo=UTC),
        modified_at=None,
        customer_name="Ece Deneme",
        items=(
            ClaimItem(
                item_id="610200302",
                order_line_id="11e00000-5e1f-4c00-9d00-000000000002",
                status=ClaimStatus.AWAITING_ACTION,
                raw_status="AwaitingAction",
                kind=Kind.RETURN,
                reason_code="PoorQuality",
                reason="Kalitesiz",
                customer_note="Beklediğim kalitede değil",
                sku="KETL-17-BYZ",
                marketplace_sku="HBCV00001A2B3C",
                quantity=1,
                unit_price_try=Decimal("749.90"),
                marketplace_deadline_at=datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
            ),
        ),
        parcels=(
            Parcel(
                direction=ParcelDirection.TO_SELLER,
                purpose=ParcelPurpose.RETURN,
                status=ParcelStatus.DELIVERED,
                raw_status="Delivered",
                package_id="9710000000028",
                tracking_number="HJ100000028",
                return_code="9710000000028",
                cargo_company="HepsiJET",
                created_at=datetime(2026, 11, 16, 11, 3, 0, 120000, tzinfo=UTC),
            ),
        ),
    )


@pytest.mark.parametrize("expected", payload("hepsiburada", "claim-tab-expectations"), ids=lambda row: row["number"])
def test_the_tab_oracle_of_the_reference_is_met(expected: dict[str, Any]) -> None:
    claim = hepsiburada_claim(LIST[expected["number"]])
    (item,) = claim.items
    tab = home_tab(claim.marketplace, item.status, item.finalized_with, claim.parcels)
    kinds = permitted_kinds(claim.marketplace, item.status)
    assert (tab, in_cargo_view(claim.parcels)) == (TAB_BY_ORACLE[expected["tab"]], expected["inKargodaView"])
    assert {
        "canAccept": ActionKind.APPROVE in kinds,
        "canReject": ActionKind.REJECT in kinds,
        "canPreApprovalConfirm": ActionKind.PREAPPROVE in kinds,
    } == {key: value for key, value in expected.items() if key.startswith("can")}


def test_every_claim_of_the_sample_has_an_expected_tab() -> None:
    assert set(LIST) == {row["number"] for row in payload("hepsiburada", "claim-tab-expectations")}


KINDS = [
    ("Return", "ChangedMindOrUnlikedIt", Kind.RETURN),
    ("Return", "WrongProductSentByMerchant", Kind.WRONG_PRODUCT),
    ("Return", "wrongproduct", Kind.WRONG_PRODUCT),
    ("Return", "NotArrivedInvoice", Kind.MISSING_INVOICE),
    ("Return", "IncorrectInvoice", Kind.MISSING_INVOICE),
    ("Return", "MissingInvoice", Kind.MISSING_INVOICE),
    ("Return", "MissingProduct", Kind.MISSING_ITEM),
    ("Return", None, Kind.RETURN),
    ("RenewProduct", "ProductIsBroken", Kind.NEW_PRODUCT),
    ("RenewProduct", "WrongProduct", Kind.WRONG_PRODUCT),
    ("renewproduct", "MissingProduct", Kind.MISSING_ITEM),
    ("Change", "WrongProduct", Kind.EXCHANGE),
    ("MissingItem", "WrongProduct", Kind.MISSING_ITEM),
    ("Missingpart", "MissingProduct", Kind.MISSING_PART),
    ("MissingPart", "MissingProduct", Kind.MISSING_PART),
    ("missingpart", None, Kind.MISSING_PART),
    ("MissingInvoice", "NotArrivedInvoice", Kind.MISSING_INVOICE),
    ("MissingWaranty", "Other", Kind.MISSING_WARRANTY),
    ("MissingWarranty", "Other", Kind.MISSING_WARRANTY),
    ("UndeliveredProduct", "NotArrivedWhenNeeded", Kind.UNDELIVERED),
    ("DamagedWithReport", "ProductIsDamaged", Kind.DAMAGED_WITH_REPORT),
    ("WrongProduct", "Other", Kind.WRONG_PRODUCT),
    ("ExtraProduct", "Other", Kind.EXTRA_PRODUCT),
    ("GiftReturn", "WrongProduct", Kind.OTHER),
]


@pytest.mark.parametrize(("claim_type", "reason", "kind"), KINDS)
def test_the_kind_follows_type_and_reason(claim_type: str, reason: str | None, kind: Kind) -> None:
    claim = hepsiburada_claim({**LIST["610200302"], "claimType": claim_type, "Reason": reason})
    assert (claim.items[0].kind, claim.claim_type) == (kind, claim_type)


def test_keys_are_read_without_regard_to_case() -> None:
    assert odd("upper-case-keys") == odd("lower-case-keys") == hepsiburada_claim(payload("hepsiburada", "claim-single"))


def test_the_documented_fields_alone_are_a_claim() -> None:
    claim = hepsiburada_claim(payload("hepsiburada", "claim-documented-fields-only"))
    (item,) = claim.items
    assert (item.sku, item.marketplace_sku, item.reason_code, claim.parcels) == (None, "HBCV00001A2B3C", None, ())


DATES = [
    ("2026-11-16T11:02:10Z", datetime(2026, 11, 16, 11, 2, 10, tzinfo=UTC)),
    ("2026-11-16T11:02:10.87Z", datetime(2026, 11, 16, 11, 2, 10, 870000, tzinfo=UTC)),
    ("2026-11-16T11:02:10.010Z", datetime(2026, 11, 16, 11, 2, 10, 10000, tzinfo=UTC)),
    ("2026-11-16T11:02:10.3346711", datetime(2026, 11, 16, 8, 2, 10, 334671, tzinfo=UTC)),
    ("2026-11-16T11:02:10", datetime(2026, 11, 16, 8, 2, 10, tzinfo=UTC)),
    ("2026-11-16T01:02:10", datetime(2026, 11, 15, 22, 2, 10, tzinfo=UTC)),
    ("2026-11-16T11:02:10+03:00", datetime(2026, 11, 16, 8, 2, 10, tzinfo=UTC)),
    ("2026-11-16 11:02", datetime(2026, 11, 16, 8, 2, tzinfo=UTC)),
    ("0001-01-01T00:00:00Z", None),
    ("1999-12-31T23:59:59Z", None),
    ("", None),
    (None, None),
    ("not a date", None),
    ("2026-13-45T00:00:00Z", None),
    (1789921800000, None),
]


@pytest.mark.parametrize(("written", "moment"), DATES, ids=[str(written) for written, _ in DATES])
def test_every_shape_of_a_date_is_one_moment_or_none(written: Any, moment: datetime | None) -> None:
    claim = hepsiburada_claim({**LIST["610200302"], "AwaitingActionExpireDate": written})
    assert claim.items[0].marketplace_deadline_at == moment


def test_the_deadline_of_a_preapproval_is_its_own() -> None:
    item = hepsiburada_claim(LIST["610200308"]).items[0]
    assert (item.status, item.marketplace_deadline_at) == (
        ClaimStatus.AWAITING_PREAPPROVAL,
        datetime(2026, 11, 23, 8, 5, tzinfo=UTC),
    )


def test_unknown_words_are_kept() -> None:
    assert (odd("unknown-status").items[0].status, odd("unknown-status").items[0].raw_status) == (
        ClaimStatus.UNKNOWN,
        "OnHold",
    )
    assert odd("lower-case-status").items[0].status is ClaimStatus.AWAITING_ACTION
    (leg,) = odd("unknown-leg").parcels
    assert (leg.status, leg.raw_status) == (ParcelStatus.UNKNOWN, "AtBranch")


def test_absent_and_null_legs_are_no_legs() -> None:
    assert odd("no-deliveries").parcels == odd("null-deliveries").parcels == ()


def test_both_spellings_of_in_transit_are_one() -> None:
    assert odd("intransit-spelling").parcels[0].status is ParcelStatus.IN_TRANSIT


def test_the_purpose_of_an_outgoing_leg_follows_the_decision() -> None:
    refused, renewed = hepsiburada_claim(LIST["610200306"]), hepsiburada_claim(LIST["610200310"])
    assert [parcel.purpose for parcel in refused.parcels] == [ParcelPurpose.RETURN, ParcelPurpose.SEND_BACK]
    assert [parcel.purpose for parcel in renewed.parcels] == [ParcelPurpose.RETURN, ParcelPurpose.REPLACEMENT]
    assert refused.parcels[1].return_code is None


DISPUTES = [
    ("610200305", DisputeOutcome.OPEN),
    ("610200306", DisputeOutcome.WON),
    ("610200303", None),
    ("610200304", None),
    ("610200302", None),
]


@pytest.mark.parametrize(("number", "outcome"), DISPUTES)
def test_what_became_of_a_refusal(number: str, outcome: DisputeOutcome | None) -> None:
    assert hepsiburada_claim(LIST[number]).items[0].dispute_outcome is outcome


def test_an_approval_after_a_refusal_is_a_dispute_lost() -> None:
    assert odd("dispute-lost").items[0].dispute_outcome is DisputeOutcome.LOST


def test_the_customers_photos_are_listed() -> None:
    assert hepsiburada_claim(LIST["610200305"]).items[0].photo_urls == (
        "https://images.hepsiburada.net/mp/claim/2026/11/a1.jpeg",
    )


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("number", "number"),
        ("status", "status"),
        ("orderNumber", "orderNumber"),
        ("claimDate", "claimDate"),
        ("quantity", "quantity"),
    ],
)
@pytest.mark.parametrize("filler", ["absent", None, "", [], {}, True, 0])
def test_a_missing_compulsory_field_is_named_with_its_claim(key: str, field: str, filler: Any) -> None:
    given = deepcopy(LIST["610200302"])
    if filler == "absent":
        del given[key]
    else:
        given[key] = filler
    if filler == 0 and key in ("number", "status", "orderNumber"):
        pytest.skip("a number is a text too")
    with pytest.raises(UnexpectedPayload, match=f"field {field} is missing") as raised:
        hepsiburada_claim(given)
    assert ("without an id" if key == "number" else "610200302") in str(raised.value)


def test_nothing_of_the_person_is_left_in_what_is_stored() -> None:
    given = payload("hepsiburada", "odd-personal-data")
    stored = without_personal_keys(given)
    assert not any(word in str(stored) for word in ("Gizli", "Kişi", "0555", "example.invalid"))
    assert stored["merchantRejectionStatement"] == "Müşteri *** ile arandı"
    assert hepsiburada_claim(stored).items[0].dispute_outcome == hepsiburada_claim(given).items[0].dispute_outcome
    assert hepsiburada_claim(given).items[0].customer_note == "Gizli not ***"
