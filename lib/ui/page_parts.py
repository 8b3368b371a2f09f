"""The first line of a page and its states without rows: empty, first sync, nothing set up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pandas as pd
import streamlit as st

from lib.domain.claim import Marketplace
from lib.domain.claim_filter import URGENCY_HOURS, ClaimFilter, Sort, SortKey, Urgency
from lib.domain.tab import Tab
from lib.settings import ShopSettings
from lib.ui import claim_table, runtime, text
from lib.ui.row_words import each


def head_line(name: str, sums: list[str]) -> None:
    """The page's name, and its sums at the right."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="title"):
        st.title(text.PAGE_TITLES[name], anchor=False, width="content")
        st.space("stretch")
        st.markdown("\u2003".join(sums), width="content")


def empty(running: pd.DataFrame, last_complete_at: datetime | None, sentence: str) -> None:
    """A sentence and the next step; while the first sync runs, its progress."""
    count = int(running["claims_read"].sum()) if len(running) else 0
    with st.container(border=True, key="empty"):
        if last_complete_at is None and len(running):
            st.markdown(text.FIRST_SYNC)
            st.caption(text.FIRST_SYNC_COUNT.format(count=text.count(count)))
        else:
            at = text.CONNECTION_NEVER if last_complete_at is None else text.clock(last_complete_at)
            st.markdown(sentence.format(at=at))


def last_complete(syncs: pd.DataFrame) -> datetime | None:
    """The newest complete sync of any shop, naive UTC."""
    newest = syncs["last_complete_at"].max() if len(syncs) else None
    return None if newest is None or pd.isna(newest) else newest


def in_step(wanted: ClaimFilter, step: str, now: datetime) -> ClaimFilter:
    """The filter of one urgency step; `all` is everything that has not run out."""
    if step == "all":
        return replace(wanted, unexpired_at=now)
    if step == Urgency.NO_CLOCK:
        return replace(wanted, without_deadline=True)
    begin_h, end_h = URGENCY_HOURS[Urgency(step)]
    return replace(
        wanted,
        deadline_from_at=None if begin_h is None else now + timedelta(hours=begin_h),
        deadline_before_at=None if end_h is None else now + timedelta(hours=end_h),
    )


def inbox_sums(steps: pd.DataFrame, now: datetime) -> list[str]:
    """Pieces, lira and the next deadline of what has not run out."""
    alive = steps[steps["urgency"] != Urgency.EXPIRED]
    next_at = alive["next_deadline_at"].min()
    words = [
        text.INBOX_SUM.format(count=text.count(int(alive["item_count"].sum()))),
        text.INBOX_RISK.format(amount=text.money_round(float(alive["amount_try"].sum()))),
    ]
    if not pd.isna(next_at):
        left = next_at - pd.Timestamp(now).tz_convert(None)
        words.append(f":red[**{text.INBOX_NEXT.format(left=text.span(left))}**]")
    return words


def step_counts(steps: pd.DataFrame) -> dict[str, int]:
    """Items by step; `all` without what has run out."""
    counts = {str(row.urgency): int(row.item_count) for row in each(steps)}
    return counts | {"all": sum(count for step, count in counts.items() if step != Urgency.EXPIRED)}


def tab_counts(counts: pd.DataFrame) -> dict[str, int]:
    """Items by tab."""
    return {str(row.tab): int(row.item_count) for row in each(counts)}


def awaiting() -> ClaimFilter:
    """All that waits for an answer."""
    return ClaimFilter(awaiting_seller=True)


def expired_while_off(expired: pd.DataFrame) -> None:
    """One line after a downtime; nothing when nothing ran out."""
    count = int(expired["claim_count"].sum())
    if count:
        amount = text.money_round(float(expired["amount_try"].sum()))
        st.markdown(f":orange[{text.EXPIRED_WHILE_OFF.format(count=text.count(count), amount=amount)}]")


def set_aside_line(count: int) -> None:
    """A claim that could not be read is in no list: the first page says so."""
    if count:
        st.markdown(f":orange[{text.SET_ASIDE_LINE.format(count=text.count(count))}]")


def tab_sums(counts: pd.DataFrame, tab: str) -> list[str]:
    """Pieces and lira of the chosen tab."""
    mine = counts[counts["tab"] == tab]
    amount = text.money_round(float(mine["amount_try"].sum()))
    return [text.TAB_SUM.format(count=text.count(int(mine["item_count"].sum())), amount=amount)]


def shops_of(marketplace: Marketplace) -> list[ShopSettings]:
    return [shop for shop in runtime.services().settings.shops if shop.marketplace is marketplace]


def all_of(marketplace: Marketplace) -> ClaimFilter:
    return ClaimFilter(marketplace=marketplace)


def own_order(tab: str) -> Sort:
    """By deadline where an answer is awaited, else newest first."""
    if tab in (Tab.AWAITING_ACTION, Tab.TO_ANSWER):
        return Sort(key=SortKey.DEADLINE, descending=False)
    return Sort(key=SortKey.UPDATED if tab in (Tab.AWAITING_HEPSIBURADA, Tab.READY_TO_SHIP) else SortKey.CLAIMED)


def columns_of(tab: str) -> Sequence[str]:
    """Time left leads where an answer is awaited; cargo where things move; else the status."""
    if tab in (Tab.AWAITING_ACTION, Tab.TO_ANSWER):
        return claim_table.TAB_COLUMNS
    return claim_table.CARGO_COLUMNS if tab in (Tab.IN_CARGO, Tab.READY_TO_SHIP) else claim_table.DONE_COLUMNS


def claims_of(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """(shop, claim_id), each once."""
    return list(dict.fromkeys(zip(rows["shop"], rows["claim_id"], strict=True)))
