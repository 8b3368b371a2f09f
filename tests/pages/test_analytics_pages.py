"""Returns and disputes: what is asked in the address is what is counted, and too little data says so."""

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from streamlit.testing.v1 import AppTest

from lib.domain.claim import Claim, ClaimStatus, DisputeOutcome, OrderLine
from lib.store import order_store
from tests.builders import NOON, make_claim, make_item
from tests.pages.conftest import Screen, in_hepsiburada

Make = Callable[..., Screen]


def claimed(number: int, days_ago: int = 3, **changes: Any) -> Claim:
    item = make_item(item_id=f"item-{number}", order_line_id=f"line-{number}", status=ClaimStatus.ACCEPTED, **changes)
    return make_claim(claim_id=f"claim-{number}", items=(item,), claimed_at=NOON - timedelta(days=days_ago))


def figures(test: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in test.get("plotly_chart")]


def sell(screen: Screen, units: int) -> None:
    line = OrderLine(
        shop="ana",
        order_line_id="line-1",
        order_number="1",
        package_id=None,
        ordered_at=NOON - timedelta(days=60),
        quantity=units,
        unit_price_try=Decimal(10),
        sku=None,
        barcode=None,
        product_name=None,
    )
    screen.services.db.write(lambda cursor: order_store.upsert_lines(cursor, [line], NOON))


def test_a_period_in_the_address_leaves_older_claims_out(screen: Make) -> None:
    made = screen([claimed(1), claimed(2, days_ago=100), claimed(3, days_ago=400)])
    year = made.open("returns")
    assert sum(year.dataframe[1].value["Adet"]) == 2
    month = made.open("returns", period="30")
    assert sum(month.dataframe[1].value["Adet"]) == 1
    assert month.selectbox(key="analytics.period").value == "30"


def test_a_marketplace_in_the_address_leaves_the_other_out(screen: Make) -> None:
    test = screen([claimed(1), in_hepsiburada(1)]).open("returns", marketplace="hepsiburada")
    assert test.dataframe[0].value["Neden"].tolist() == ["Küçük geldi"]


def test_without_known_sales_the_share_says_data_is_missing(screen: Make) -> None:
    made = screen([claimed(1)])
    made.open("returns")
    assert "Eksik veri" in made.words()


def test_a_share_names_numerator_denominator_and_since_when_sales_are_known(screen: Make) -> None:
    made = screen([claimed(1)])
    sell(made, 20)
    test = made.open("returns")
    words = "\n".join(caption.value for caption in test.caption).replace("\\", "")
    assert "talep edilen adet (1)" in words and "adet (20)" in words
    assert (NOON - timedelta(days=60)).strftime("%d.%m.%Y") in words
    assert test.dataframe[2].value["Satılan adet"].tolist() == [20]


def test_rates_need_eight_decided_refusals(screen: Make) -> None:
    won = [claimed(number, dispute_outcome=DisputeOutcome.WON) for number in range(7)]
    made = screen(won)
    test = made.open("disputes")
    assert "karar vermek için az" in made.words()
    assert test.dataframe[0].value["Satıcı haklı"].tolist() == [7]
    assert test.dataframe[0].value["Kazanma oranı"].isna().all()


def test_a_reasons_words_mean_nothing_to_a_chart(screen: Make) -> None:
    test = screen([claimed(1, reason_code="x", reason="<a href='http://example.invalid'>aç</a>")]).open("returns")
    labels = [label for figure in figures(test) for trace in figure["data"] for label in trace.get("y", [])]
    assert any("&lt;a" in str(label) for label in labels)
    assert not any("<a" in str(label) for label in labels)
