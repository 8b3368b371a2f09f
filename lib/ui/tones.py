"""Colours of the running theme for cells that Streamlit does not tint by itself. Words always stand beside them."""

from dataclasses import dataclass

import streamlit as st

from lib.domain.claim_filter import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Cell styles. Pinned cells are drawn with part of the text colour only, so theirs are stronger than a badge's."""

    red: str
    orange: str
    green: str
    gray: str
    shown: str
    """The row whose claim stands beside the table."""
    action: str
    """A cell that says what was asked for."""


_LIGHT = Palette(
    red="background-color: #FBE3E0; color: #6E0A05; font-weight: 600",
    orange="background-color: #FDEFDD; color: #5E2B00; font-weight: 600",
    green="background-color: #E7F4EC; color: #14633A",
    gray="background-color: #EEF1F0; color: #4A5553",
    shown="background-color: #E3F0EE",
    action="background-color: #DCEEEC; color: #00403C; font-weight: 600",
)
_DARK = Palette(
    red="background-color: #5E211D; color: #FFFFFF; font-weight: 600",
    orange="background-color: #54380F; color: #FFFFFF; font-weight: 600",
    green="background-color: #17382A; color: #A4E3C1",
    gray="background-color: #263032; color: #C0CBC9",
    shown="background-color: #1D3534",
    action="background-color: #1B4A47; color: #FFFFFF; font-weight: 600",
)


def palette() -> Palette:
    return _DARK if st.context.theme.type == "dark" else _LIGHT


def step_tones() -> dict[Urgency, str]:
    """Cell style by urgency step."""
    held = palette()
    return {
        Urgency.EXPIRED: held.gray,
        Urgency.UNDER_6H: held.red,
        Urgency.UNDER_24H: held.orange,
        Urgency.UNDER_48H: "",
        Urgency.LATER: "",
        Urgency.NO_CLOCK: "",
    }


def state_tones() -> dict[str, str]:
    """Cell style by action state."""
    held = palette()
    return {
        "queued": held.action,
        "sending": held.action,
        "delivered": held.action,
        "confirmed": held.green,
        "refused": held.red,
        "unknown": held.orange,
        "needs_person": held.red,
        "done_elsewhere": held.gray,
        "cancelled": held.gray,
        "simulated": held.gray,
    }


BADGES: dict[Urgency, str] = {
    Urgency.EXPIRED: "gray",
    Urgency.UNDER_6H: "red",
    Urgency.UNDER_24H: "orange",
    Urgency.UNDER_48H: "green",
    Urgency.LATER: "green",
    Urgency.NO_CLOCK: "gray",
}
"""st.badge colours."""
