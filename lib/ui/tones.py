"""Colours of the running theme for cells that Streamlit does not tint by itself. Words always stand beside them."""

from dataclasses import dataclass

import streamlit as st

from lib.domain.claim_filter import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    red: str
    orange: str
    green: str
    gray: str
    shown: str
    """The row whose claim stands beside the table."""
    action: str
    """A cell that says what was asked for."""


_LIGHT = Palette(
    red="background-color: #FBE3E0; color: #9B1C15; font-weight: 600",
    orange="background-color: #FDEFDD; color: #8A4206; font-weight: 600",
    green="background-color: #E7F4EC; color: #14633A",
    gray="background-color: #EEF1F0; color: #4A5553",
    shown="background-color: #E3F0EE",
    action="background-color: #E7F1F0; color: #0B6E69; font-weight: 600",
)
_DARK = Palette(
    red="background-color: #57231F; color: #FFC2BB; font-weight: 600",
    orange="background-color: #4C3519; color: #FFD5A6; font-weight: 600",
    green="background-color: #17382A; color: #A4E3C1",
    gray="background-color: #263032; color: #C0CBC9",
    shown="background-color: #1D3534",
    action="background-color: #1D3534; color: #7FDAD3; font-weight: 600",
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


BADGES: dict[Urgency, str] = {
    Urgency.EXPIRED: "gray",
    Urgency.UNDER_6H: "red",
    Urgency.UNDER_24H: "orange",
    Urgency.UNDER_48H: "green",
    Urgency.LATER: "green",
    Urgency.NO_CLOCK: "gray",
}
"""st.badge colours."""
