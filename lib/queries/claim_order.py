"""Sort orders of claim tables and where a keyset page begins. A fixed list of texts; values are bound."""

from dataclasses import dataclass
from typing import Any

from lib.domain.claim_filter import PageKey, Sort, SortKey

COLUMNS: dict[SortKey, str] = {
    SortKey.DEADLINE: "i.deadline_at",
    SortKey.CLAIMED: "i.claimed_at",
    SortKey.UPDATED: "i.updated_at",
    SortKey.AMOUNT: "i.amount_try",
    SortKey.PRODUCT: "i.product_name",
    SortKey.ORDER: "i.order_number",
}

_TYPES: dict[SortKey, str] = {
    SortKey.DEADLINE: "TIMESTAMP",
    SortKey.CLAIMED: "TIMESTAMP",
    SortKey.UPDATED: "TIMESTAMP",
    SortKey.AMOUNT: "DECIMAL(18, 2)",
    SortKey.PRODUCT: "VARCHAR",
    SortKey.ORDER: "VARCHAR",
}

_NEVER_NULL = frozenset({SortKey.CLAIMED, SortKey.UPDATED, SortKey.ORDER})

_KEY = "(i.shop, i.claim_id, i.item_id)"
_KEY_VALUES = "($key_shop, $key_claim_id, $key_item_id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The texts of one page: which rows come after its key, and in what order."""

    column: str
    after: str
    """Condition that the key's successors meet; TRUE for the first page."""
    order: str
    """ORDER BY text in reading direction: a page read backwards comes out turned round."""
    values: dict[str, Any]
    by_value: str
    """ORDER BY text without the tie breakers."""


def place(sort: Sort, key: PageKey | None) -> Place:
    """NULLs stand last in either direction; rows with equal values stand by shop, claim and item."""
    column = COLUMNS[sort.key]
    backwards = key is not None and key.backwards
    after, values = ("TRUE", {}) if key is None else _after(sort, key)
    falls = sort.descending is not backwards
    order = " ".join((column, "DESC" if falls else "ASC", "NULLS FIRST" if backwards else "NULLS LAST"))
    ties = ("i.shop", "i.claim_id", "i.item_id")
    turned = " DESC" if backwards else ""
    return Place(
        column=column,
        after=after,
        order=", ".join((order, *(tie + turned for tie in ties))),
        values=values,
        by_value=order,
    )


def _after(sort: Sort, key: PageKey) -> tuple[str, dict[str, Any]]:
    column = COLUMNS[sort.key]
    shop, claim_id, item_id = key.item_key.split("/", 2)
    values: dict[str, Any] = {"key_shop": shop, "key_claim_id": claim_id, "key_item_id": item_id}
    ties = " ".join((_KEY, "<" if key.backwards else ">", _KEY_VALUES))
    if key.sort_value is None:
        among_nulls = column + " IS NULL AND " + ties
        return ("(" + column + " IS NOT NULL OR " + ties + ")", values) if key.backwards else (among_nulls, values)
    value = "$key_value::" + _TYPES[sort.key]
    rises = sort.descending is key.backwards
    beyond, up_to = (" > ", " >= ") if rises else (" < ", " <= ")
    # The first half alone lets DuckDB skip row groups by their least and greatest value.
    text = column + up_to + value + " AND (" + column + beyond + value + " OR " + ties + ")"
    if not key.backwards and sort.key not in _NEVER_NULL:
        text = "(" + text + " OR " + column + " IS NULL)"
    return text, values | {"key_value": key.sort_value}
