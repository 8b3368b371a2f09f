"""tr.py and en.py define the same names, every enum member and page has its text, and no label stands outside them."""

import ast
import string
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lib.domain import action, claim, claim_filter, tab
from lib.errors import AppError
from lib.flows.decisions import Problem
from lib.ui import frame
from lib.ui.text import en, tr

ROOT = Path(__file__).resolve().parent.parent
ENUMS: dict[str, type[StrEnum]] = {
    "MARKETPLACE": claim.Marketplace,
    "CLAIM_STATUS": claim.ClaimStatus,
    "KIND": claim.Kind,
    "TAB": tab.Tab,
    "ACCEPTED_BY": claim.AcceptedBy,
    "DISPUTE_OUTCOME": claim.DisputeOutcome,
    "PARCEL_DIRECTION": claim.ParcelDirection,
    "PARCEL_PURPOSE": claim.ParcelPurpose,
    "PARCEL_STATUS": claim.ParcelStatus,
    "ACTION_KIND": action.ActionKind,
    "ACTION_STATE": action.ActionState,
    "ACTION_STATE_HELP": action.ActionState,
    "EVIDENCE": action.Evidence,
    "EXECUTOR": claim.Executor,
    "FINALIZE": action.Finalize,
    "ACCEPTION_REASON": action.AcceptionReason,
    "SORT_KEY": claim_filter.SortKey,
    "URGENCY": claim_filter.Urgency,
    "PROBLEM": Problem,
}
DRAWN = {
    "title", "header", "subheader", "text", "caption", "markdown", "write", "badge", "button", "toggle", "checkbox",
    "radio", "selectbox", "multiselect", "text_input", "text_area", "number_input", "date_input", "file_uploader",
    "segmented_control", "pills", "popover", "expander", "info", "warning", "error", "success", "toast", "metric",
    "download_button", "page_link", "link_button", "form_submit_button", "TextColumn", "NumberColumn", "ImageColumn",
    "DatetimeColumn",
}  # fmt: skip
"""Calls whose first argument, or `label`, `help`, `placeholder`, the visitor reads."""
READ = ("label", "help", "placeholder", "body")


def names_of(module: ModuleType) -> set[str]:
    return {name for name in vars(module) if not name.startswith("_")}


def test_both_languages_define_the_same_names() -> None:
    assert names_of(tr) == names_of(en)


@pytest.mark.parametrize("name", sorted(names_of(tr)))
def test_a_text_asks_for_the_same_in_both_languages(name: str) -> None:
    assert shape(getattr(tr, name)) == shape(getattr(en, name))


def shape(value: Any) -> Any:
    """Keys of a table, blanks of a sentence; for anything else its type."""
    if isinstance(value, dict):
        return {key: shape(words) for key, words in value.items()}
    if isinstance(value, str):
        return sorted({name for _, name, _, _ in string.Formatter().parse(value) if name})
    return type(value)


@pytest.mark.parametrize("language", [tr, en], ids=["tr", "en"])
@pytest.mark.parametrize("name", ENUMS)
def test_every_member_of_a_closed_set_has_its_words(language: ModuleType, name: str) -> None:
    assert {member.value for member in ENUMS[name]} <= set(getattr(language, name))


@pytest.mark.parametrize("language", [tr, en], ids=["tr", "en"])
def test_every_page_and_error_has_its_words(language: ModuleType) -> None:
    pages = {file.stem for file in (ROOT / "pages").glob("*.py")}
    assert pages == set(language.PAGES) == set(frame.ICONS)
    assert {error.__name__ for error in leaves(AppError)} <= set(language.ERRORS)


def leaves(error: type[AppError]) -> set[type[AppError]]:
    return {error}.union(*(leaves(below) for below in error.__subclasses__() if below.__module__ == "lib.errors")) - {
        kind for kind in [error] if kind.__name__ == "RemoteError"
    }


@pytest.mark.parametrize(
    "file",
    [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "lib/ui").glob("*.py")],
    ids=lambda file: file.name,
)
def test_no_label_is_written_outside_the_texts(file: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DRAWN):
            continue
        told = [*node.args[:1], *(word.value for word in node.keywords if word.arg in READ)]
        found += [
            (node.lineno, word.value)
            for word in told
            if isinstance(word, ast.Constant)
            and isinstance(word.value, str)
            and any(map(str.isalpha, word.value))
            and "://" not in word.value
            and not word.value.startswith("pages/")
        ]
    assert found == []


def test_lira_and_counts_follow_the_language() -> None:
    assert (tr.money(1234.5), en.money(1234.5)) == ("1.234,50 ₺", "1,234.50 ₺")
    assert (tr.count(1284), en.count(1284)) == ("1.284", "1,284")
    assert (tr.percent(0.123), en.percent(0.123)) == ("%12,3", "12.3%")
