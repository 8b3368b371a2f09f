"""ClaimFilter → the WHERE text of claim tables. Every piece of text is a constant here; every value is bound."""

from typing import Any

from lib.domain.claim import Marketplace
from lib.domain.claim_filter import ClaimFilter
from lib.domain.tab import Tab

ALL_ROWS = "TRUE"


def conditions(wanted: ClaimFilter) -> tuple[str, dict[str, Any]]:
    """Text over `claim_items i` that holds for the rows asked, and its values.

    Only what is asked stands in the text: `$x IS NULL OR …` keeps DuckDB from skipping row groups. Lists are asked by
    list_contains, since a join with unnest() makes it read every column of every row before it cuts the page.
    """
    asked = [piece for piece in (*_place(wanted), *_facts(wanted), *_words(wanted)) if piece[0]]
    values: dict[str, Any] = {}
    for _, bound in asked:
        values |= bound
    return " AND ".join(text for text, _ in asked) or ALL_ROWS, values


def bucket_conditions(wanted: ClaimFilter) -> tuple[str, dict[str, Any]]:
    """The same for `buckets b`: what a bucket alone can answer but the tab, which a counter never asks."""
    asked = _shops(wanted, "b.marketplace = $marketplace", "list_contains($shops::VARCHAR[], b.shop)")
    if wanted.awaiting_seller:
        asked.append(("b.status IN ('awaiting_action', 'awaiting_preapproval')", {}))
    values: dict[str, Any] = {}
    for _, bound in asked:
        values |= bound
    return " AND ".join(text for text, _ in asked) or ALL_ROWS, values


Piece = tuple[str, dict[str, Any]]


def _shops(wanted: ClaimFilter, marketplace: str, shops: str) -> list[Piece]:
    asked: list[Piece] = []
    if wanted.marketplace:
        asked.append((marketplace, {"marketplace": wanted.marketplace.value}))
    if wanted.shops:
        asked.append((shops, {"shops": list(wanted.shops)}))
    return asked


def _place(wanted: ClaimFilter) -> list[Piece]:
    asked = _shops(wanted, "i.marketplace = $marketplace", "list_contains($shops::VARCHAR[], i.shop)")
    if wanted.tab is Tab.IN_CARGO and wanted.marketplace is not Marketplace.TRENDYOL:
        asked.append(("(i.tab = 'in_cargo' OR i.in_cargo_view)", {}))
    elif wanted.tab:
        asked.append(("i.tab = $tab", {"tab": wanted.tab.value}))
    if wanted.awaiting_seller:
        asked.append(("i.status IN ('awaiting_action', 'awaiting_preapproval')", {}))
    return asked


def _facts(wanted: ClaimFilter) -> list[Piece]:
    reasons, kinds = list(wanted.reasons), [kind.value for kind in wanted.kinds]
    direction, parcel_status = wanted.parcel_direction, wanted.parcel_status
    begin, end = wanted.deadline_from_at, wanted.deadline_before_at
    pieces = (
        (wanted.order_number.strip(), "order_number", "i.order_number = $order_number"),
        (wanted.barcode.strip(), "barcode", "i.barcode = $barcode"),
        (wanted.sku.strip(), "sku", "i.sku = $sku"),
        (wanted.return_code.strip(), "return_code", "contains(i.return_code_folded, fold($return_code))"),
        (reasons, "reasons", "list_contains($reasons::VARCHAR[], i.reason_code)"),
        (kinds, "kinds", "list_contains($kinds::VARCHAR[], i.kind)"),
        (wanted.claimed_from, "claimed_from", _FROM_DAY),
        (wanted.claimed_to, "claimed_to", _TO_DAY),
        (wanted.amount_from_try, "amount_from", "i.amount_try >= $amount_from::DECIMAL(18, 2)"),
        (wanted.amount_to_try, "amount_to", "i.amount_try <= $amount_to::DECIMAL(18, 2)"),
        (begin, "deadline_from", "i.deadline_at >= $deadline_from::TIMESTAMPTZ AT TIME ZONE 'UTC'"),
        (end, "deadline_before", "i.deadline_at < $deadline_before::TIMESTAMPTZ AT TIME ZONE 'UTC'"),
        (wanted.unexpired_at, "unexpired", _UNEXPIRED),
    )
    asked: list[Piece] = [
        (text, {name: value}) for value, name, text in pieces if value is not None and value != "" and value != []
    ]
    if wanted.without_deadline:
        asked.append(("i.deadline_at IS NULL", {}))
    if direction or parcel_status:
        legs = {
            "direction": direction.value if direction else None,
            "parcel_status": parcel_status.value if parcel_status else None,
        }
        asked.append((_LEG, legs))
    return asked


_UNEXPIRED = "(i.deadline_at IS NULL OR i.deadline_at >= $unexpired::TIMESTAMPTZ AT TIME ZONE 'UTC')"
_FROM_DAY = "i.claimed_at >= ($claimed_from::DATE::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'"
_TO_DAY = """
    i.claimed_at < (($claimed_to::DATE + INTERVAL 1 DAY)::TIMESTAMP AT TIME ZONE 'Europe/Istanbul') AT TIME ZONE 'UTC'
"""

_LEG = """
    EXISTS (
        SELECT 1 FROM parcels p
        WHERE p.shop = i.shop AND p.claim_id = i.claim_id
          AND ($direction::VARCHAR IS NULL OR p.direction = $direction::VARCHAR)
          AND ($parcel_status::VARCHAR IS NULL OR p.status = $parcel_status::VARCHAR)
          AND (p.item_ids = '' OR contains(',' || p.item_ids || ',', ',' || i.item_id || ','))
    )
"""

_PERSON = """
    (i.shop, i.claim_id, i.item_id) IN (
        SELECT (p.shop, p.claim_id, p.item_id) FROM claim_people p WHERE /*names*/
    )
"""


def _words(wanted: ClaimFilter) -> list[Piece]:
    asked = _contained("i.search_text", "word_", wanted.words)
    if names := _contained("p.name_folded", "name_", wanted.customer):
        values = {name: value for _, bound in names for name, value in bound.items()}
        asked.append((_PERSON.replace("/*names*/", " AND ".join(text for text, _ in names)), values))
    return asked


def _contained(column: str, prefix: str, words: str) -> list[Piece]:
    """Each word, folded, stands somewhere in the column."""
    names = ((prefix + str(number), word) for number, word in enumerate(words.split()))
    return [("contains(" + column + ", fold($" + name + "))", {name: word}) for name, word in names]
