"""Widgets → ClaimFilter and Sort, kept in the address bar. The customer's name is personal and never goes there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd
import streamlit as st

from lib.domain.claim import Kind, Marketplace, ParcelDirection, ParcelStatus
from lib.domain.claim_filter import ClaimFilter, Sort, SortKey
from lib.domain.tab import Tab
from lib.settings import ShopSettings
from lib.ui import address, screen, text
from lib.ui.filter_fields import CARDS, CUSTOMER, FIELDS, IN_SHEET, LEGS, SHEET, SIZES, SORTS
from lib.ui.row_words import each


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the visitor asks for, its tab aside."""

    wanted: ClaimFilter
    sort: Sort | None
    """None: the page's own order."""
    size: int

    @property
    def is_empty(self) -> bool:
        """Whether no condition stands beyond the page's own."""
        return not any((_count(), st.session_state.get("claims.words"), st.session_state.get("claims.shops")))


def choose(
    shops: Sequence[ShopSettings],
    reason_choices: Callable[[], pd.DataFrame],
    *,
    marketplace: Marketplace | None = None,
    awaiting_seller: bool = False,
    with_parcels: bool = False,
) -> tuple[Chosen, Any]:
    """One line: search, shop, the sheet with the rest, the order; and the end of the line, for more buttons.

    `reason_choices` is asked only while the sheet is open.
    """
    if address.read(FIELDS):
        st.session_state.pop(CUSTOMER, None)
    narrow = screen.is_narrow()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            text.SEARCH,
            key="claims.words",
            type="search",
            placeholder=text.SEARCH_HINT,
            icon=":material/search:",
            label_visibility="collapsed",
            width="stretch",
        )
        if not narrow:
            _shop_choice(shops, 230)
        in_cargo = with_parcels and st.session_state.get("claims.tab") == Tab.IN_CARGO
        if in_cargo and not narrow:
            _parcel_choices(168)
        sheet = _sheet(reason_choices)
        if narrow and sheet.open:
            with sheet:
                _shop_choice(shops, "stretch")
                _sort_choice("stretch")
                if in_cargo:
                    _parcel_choices("stretch")
        if not narrow:
            _sort_choice(176)
        rest = sheet.container() if narrow and sheet.open else st.container(width="content")
    return _chosen(marketplace, awaiting_seller, in_cargo=in_cargo), rest


def _shop_choice(shops: Sequence[ShopSettings], width: Any) -> None:
    if len(shops) < 2:
        return
    names = {shop.shop: f"{shop.name} · {text.MARKETPLACE[shop.marketplace]}" for shop in shops}
    st.multiselect(
        text.FILTER_SHOP,
        list(names),
        key="claims.shops",
        format_func=lambda shop: names.get(shop, shop),
        placeholder=text.FILTER_ALL_SHOPS,
        label_visibility="collapsed",
        width=width,
        persist_state="page",
    )


def _sort_choice(width: Any) -> None:
    st.selectbox(
        text.SORT_BY,
        SORTS,
        key="claims.sort",
        format_func=_sort_name,
        label_visibility="collapsed",
        width=width,
        persist_state="page",
    )


def _sheet(reason_choices: Callable[[], pd.DataFrame]) -> Any:
    """The popover; what stands in it is drawn only while it is open."""
    count = _count()
    label = text.FILTERS_COUNTED.format(count=count) if count else text.FILTERS
    sheet = st.popover(label, icon=":material/filter_list:", key=SHEET, on_change="rerun")
    if not sheet.open:
        return sheet
    with sheet:
        left, right = st.columns(2)
        left.text_input(text.FILTER_ORDER, key="claims.order", persist_state="page")
        right.text_input(text.FILTER_RETURN_CODE, key="claims.code", persist_state="page")
        left.text_input(text.FILTER_BARCODE, key="claims.barcode", persist_state="page")
        right.text_input(text.FILTER_SKU, key="claims.sku", persist_state="page")
        reasons = _reason_names(reason_choices())
        st.multiselect(
            text.FILTER_REASON,
            list(reasons),
            key="claims.reasons",
            format_func=lambda code: reasons.get(code, code),
            placeholder=text.FILTER_ALL,
            persist_state="page",
        )
        st.multiselect(
            text.FILTER_KIND,
            [kind.value for kind in Kind],
            key="claims.kinds",
            format_func=lambda kind: text.KIND[kind],
            placeholder=text.FILTER_ALL,
            persist_state="page",
        )
        left, right = st.columns(2)
        none: Any = ()
        left.date_input(text.FILTER_DATES, value=none, key="claims.days", format="DD.MM.YYYY", persist_state="page")
        right.text_input(
            text.FILTER_CUSTOMER, key=CUSTOMER, help=text.FILTER_CUSTOMER_HELP, autocomplete="off", persist_state="page"
        )
        left.number_input(text.FILTER_AMOUNT_FROM, min_value=0.0, value=None, key="claims.min", persist_state="page")
        right.number_input(text.FILTER_AMOUNT_TO, min_value=0.0, value=None, key="claims.max", persist_state="page")
        left.selectbox(
            text.PAGE_SIZE,
            SIZES,
            key="claims.size",
            format_func=lambda size: text.PAGE_SIZE_OPTION.format(count=size),
            persist_state="page",
        )
        st.button(text.CLEAR_FILTERS, key="claims.clear", on_click=clear, width="stretch")
    return sheet


def _parcel_choices(width: Any) -> None:
    """*Kargoda*'s own two: which way, and how far."""
    st.selectbox(
        text.FILTER_DIRECTION,
        ["", *(direction.value for direction in ParcelDirection)],
        key="claims.direction",
        format_func=lambda value: text.PARCEL_DIRECTION.get(value, text.FILTER_BOTH_WAYS),
        label_visibility="collapsed",
        width=width,
        persist_state="page",
    )
    st.selectbox(
        text.FILTER_PARCEL_STATUS,
        ["", *(status.value for status in LEGS)],
        key="claims.leg",
        format_func=lambda value: text.PARCEL_STATUS.get(value, text.FILTER_ANY_PARCEL),
        label_visibility="collapsed",
        width=width,
        persist_state="page",
    )


def clear() -> None:
    """Every condition back to its default; tab, order and page size stay."""
    for field in FIELDS:
        if field.name not in ("tab", "sort", "size"):
            st.session_state[field.key] = field.from_text("")
    st.session_state[CUSTOMER] = ""


def _reason_names(choices: pd.DataFrame) -> dict[str, str]:
    """Codes that occur → their words; HTML and markdown mean nothing in a list of options."""
    names = {
        str(row.reason_code): f"{text.CUSTOMER_REASON.get(row.reason_code, row.reason)} ({text.count(row.item_count)})"
        for row in each(choices)
    }
    return {code: code for code in st.session_state.get("claims.reasons", ())} | names


def _sort_name(sort: str) -> str:
    if not sort:
        return str(text.SORT_AUTO)
    key, direction = sort.split(".")
    return str(text.SORT_OPTION[direction == "desc"].format(name=text.SORT_KEY[key]))


def _count() -> int:
    """How many conditions of the sheet stand."""
    held = [st.session_state.get(f"claims.{name}") for name in (*IN_SHEET, "customer")]
    return sum(value not in (None, "", [], ()) for value in held)


def _money(value: float | None) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _chosen(marketplace: Marketplace | None, awaiting_seller: bool, *, in_cargo: bool) -> Chosen:
    """What the widgets hold; direction and parcel status count in *Kargoda* only, where they can be seen."""
    held: Callable[..., Any] = st.session_state.get
    days: Any = held("claims.days") or ()
    sort = held("claims.sort")
    key, _, direction = (sort or "").partition(".")
    kinds = {kind.value for kind in Kind}
    wanted = ClaimFilter(
        marketplace=marketplace,
        awaiting_seller=awaiting_seller,
        shops=tuple(held("claims.shops") or ()),
        words=held("claims.words") or "",
        customer=held(CUSTOMER) or "",
        order_number=held("claims.order") or "",
        return_code=held("claims.code") or "",
        barcode=held("claims.barcode") or "",
        sku=held("claims.sku") or "",
        reasons=tuple(held("claims.reasons") or ()),
        kinds=tuple(Kind(kind) for kind in held("claims.kinds") or () if kind in kinds),
        claimed_from=days[0] if len(days) > 0 else None,
        claimed_to=days[1] if len(days) > 1 else None,
        amount_from_try=_money(held("claims.min")),
        amount_to_try=_money(held("claims.max")),
        parcel_direction=ParcelDirection(held("claims.direction")) if in_cargo and held("claims.direction") else None,
        parcel_status=ParcelStatus(held("claims.leg")) if in_cargo and held("claims.leg") else None,
    )
    return Chosen(
        wanted=wanted,
        sort=Sort(key=SortKey(key), descending=direction == "desc") if key else None,
        size=CARDS if screen.is_narrow() else held("claims.size") or SIZES[0],
    )
