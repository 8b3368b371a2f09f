"""Builders of the ordinary claim, and a database that holds what a test says."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

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
from lib.store import claim_store
from lib.store.claim_staging import ClaimRecord
from lib.store.database import Database, open_database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TRENDYOL, HEPSIBURADA = "trendyol-ana", "hepsiburada-ana"


def make_item(**changes: Any) -> ClaimItem:
    ordinary = ClaimItem(
        item_id="i-1",
        order_line_id="l-1",
        status=ClaimStatus.AWAITING_ACTION,
        raw_status="WaitingInAction",
        kind=Kind.RETURN,
        reason_code="501",
        reason="Bedeni küçük geldi",
        product_name="Keten Gömlek",
        sku="GML-1",
        barcode="8680000000011",
        unit_price_try=Decimal("499.90"),
        marketplace_deadline_at=NOW + timedelta(hours=30),
    )
    return replace(ordinary, **changes)


def make_claim(*items: ClaimItem, **changes: Any) -> Claim:
    ordinary = Claim(
        shop=TRENDYOL,
        marketplace=Marketplace.TRENDYOL,
        claim_id="c-1",
        claim_type="",
        order_number="9001",
        package_id=None,
        ordered_at=NOW - timedelta(days=9),
        claimed_at=NOW - timedelta(days=3),
        modified_at=NOW - timedelta(days=1),
        customer_name="Ayşe Yılmaz",
        items=items or (make_item(),),
    )
    return replace(ordinary, **changes)


def stored(claims: Sequence[Claim], read_at: datetime = NOW, db: Database | None = None) -> Database:
    db = db or open_database(None)
    records = [ClaimRecord(claim=claim, payload=repr(claim), request="GET", read_at=read_at) for claim in claims]
    db.write(lambda cursor: claim_store.upsert(cursor, records))
    return db


def random_claims(count: int, seed: int = 7) -> list[Claim]:
    """Both marketplaces, every status and leg, many ties and many missing values."""
    dice = random.Random(seed)
    return [_random_claim(dice, number) for number in range(count)]


def _random_claim(dice: random.Random, number: int) -> Claim:
    marketplace = dice.choice(list(Marketplace))
    at_trendyol = marketplace is Marketplace.TRENDYOL
    statuses = [status for status in ClaimStatus if not at_trendyol or status is not ClaimStatus.REFUNDED]
    status = dice.choice(statuses)
    items = tuple(
        make_item(
            item_id=f"i-{number}-{position}",
            status=status,
            raw_status=status.value,
            kind=dice.choice(list(Kind)),
            reason_code=dice.choice(["501", "551", None]),
            product_name=dice.choice(["İğde Çayı", "Şal IŞIL", "Gömlek", "gömlek", None]),
            sku=dice.choice(["GML-1", "gml-2", "Şal-3", None]),
            barcode=dice.choice(["8680000000011", "8680000000028"]),
            quantity=1 if at_trendyol else dice.randint(1, 3),
            unit_price_try=dice.choice([None, Decimal("10.00"), Decimal("99.90"), Decimal("1250.00")]),
            marketplace_deadline_at=dice.choice([None, NOW + timedelta(hours=dice.randint(-9, 60))]),
            dispute_outcome=dice.choice([None, DisputeOutcome.OPEN]) if status is ClaimStatus.IN_DISPUTE else None,
            customer_note="not" if dice.random() < 0.5 else None,
        )
        for position in range(dice.randint(1, 3) if at_trendyol else 1)
    )
    return make_claim(
        *items,
        shop=dice.choice([TRENDYOL, "trendyol-iki"]) if at_trendyol else HEPSIBURADA,
        marketplace=marketplace,
        claim_id=f"c-{number}",
        claim_type="" if at_trendyol else "Return",
        order_number=str(9000 + number % 40),
        claimed_at=NOW - timedelta(days=dice.randint(0, 6), hours=dice.choice([0, 3, 15])),
        modified_at=NOW - timedelta(days=dice.randint(0, 3)) if at_trendyol else None,
        customer_name=dice.choice(["Ayşe Yılmaz", "Ilgın Özışık", None]),
        parcels=tuple(_random_leg(dice) for _ in range(dice.randint(0, 2))),
    )


def _random_leg(dice: random.Random) -> Parcel:
    direction = dice.choice(list(ParcelDirection))
    returns = direction is ParcelDirection.TO_SELLER
    return Parcel(
        direction=direction,
        purpose=ParcelPurpose.RETURN if returns else ParcelPurpose.SEND_BACK,
        status=dice.choice(list(ParcelStatus)),
        tracking_number=str(dice.randint(700, 760)),
        return_code=f"İADE{dice.randint(1, 9)}" if returns else None,
        cargo_company="Aras",
        created_at=NOW - timedelta(hours=dice.randint(1, 90)),
    )
