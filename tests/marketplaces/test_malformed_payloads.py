"""Goal 7 in small: whatever stands in an answer, a claim comes out or an error that names it, nothing else."""

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.claim import Claim
from lib.errors import UnexpectedPayload
from lib.http_answers import Reply, parsed, refusal_words
from lib.marketplaces import hepsiburada_mapping, hepsiburada_orders, trendyol_mapping, trendyol_orders
from lib.marketplaces.payload_fields import without_personal_keys
from tests.marketplaces.payloads import hepsiburada_claim, payload, trendyol_claim

pytestmark = pytest.mark.goals
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(
        ["", "0", "1e999999", "2026-11-22", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "I", "ı"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
TRENDYOL = [*payload("trendyol", "claims-page")["content"], *payload("trendyol", "claims-page-exchange")["content"]]
HEPSIBURADA = payload("hepsiburada", "claims-list")
Reader = Callable[[dict[str, Any]], Claim]


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a payload that can be overwritten."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, part in inner for found in [(*path, key), *spots(part, (*path, key))]]


@st.composite
def damaged(draw: st.DrawFn, samples: list[dict[str, Any]]) -> dict[str, Any]:
    """A sample with one to three places replaced by anything or removed."""
    found = deepcopy(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(1, 3))):
        *path, last = draw(st.sampled_from(spots(found)))
        spot: Any = found
        for step in path:
            spot = spot[step]
        if draw(st.booleans()) and isinstance(spot, dict):
            del spot[last]
        else:
            spot[last] = draw(JSON)
        if not spots(found):
            break
    return found


def check(read: Reader, claim_id_of: Callable[[dict[str, Any]], str | None], given_payload: dict[str, Any]) -> None:
    claim_id = claim_id_of(given_payload)
    json.dumps(without_personal_keys(given_payload), ensure_ascii=False).encode("utf-8", "surrogatepass")
    try:
        claim = read(given_payload)
    except UnexpectedPayload as exc:
        assert "field " in str(exc)
        assert (claim_id or "without an id") in str(exc)
        return
    assert claim.claim_id == claim_id
    assert claim.items
    assert all(item.item_id and item.raw_status and item.quantity > 0 for item in claim.items)
    assert claim.claimed_at.tzinfo is not None


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(TRENDYOL))
def test_a_damaged_claim_of_trendyol_is_read_or_named(given_payload: dict[str, Any]) -> None:
    check(trendyol_claim, trendyol_mapping.claim_id_of, given_payload)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(HEPSIBURADA))
def test_a_damaged_claim_of_hepsiburada_is_read_or_named(given_payload: dict[str, Any]) -> None:
    check(hepsiburada_claim, hepsiburada_mapping.claim_id_of, given_payload)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.text(max_size=8), JSON, max_size=5))
def test_any_object_at_all_is_read_or_named(given_payload: dict[str, Any]) -> None:
    check(trendyol_claim, trendyol_mapping.claim_id_of, given_payload)
    check(hepsiburada_claim, hepsiburada_mapping.claim_id_of, given_payload)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(damaged(payload("trendyol", "orders-page-v2")["content"]), damaged([payload("hepsiburada", "order-detail")]))
def test_a_damaged_order_never_raises(trendyol: dict[str, Any], hepsiburada: dict[str, Any]) -> None:
    assert all(line.quantity > 0 for line in trendyol_orders.to_order_lines(trendyol, "ty"))
    for row in hepsiburada.get("items") or []:
        if isinstance(row, dict):
            line = hepsiburada_orders.to_order_line(row, "hb")
            assert line is None or line.order_number


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_not_and_give_short_words(body: bytes) -> None:
    with suppress(ValueError):
        parsed(body)
    assert len(refusal_words(Reply(status_code=400, headers={}, body=body))) <= 300


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_refusal_gives_short_words(value: Any) -> None:
    words = refusal_words(Reply(status_code=400, headers={}, body=json.dumps(value).encode()))
    assert 0 < len(words) <= 300


def test_the_longest_number_a_json_may_hold_is_no_crash() -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(b"[" + b"9" * 6000 + b"]")
