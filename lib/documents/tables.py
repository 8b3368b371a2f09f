"""A table as a file for people: CSV and XLSX in the reader's language. The dataset for programs is `dataset.py`."""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pandas as pd
import xlsxwriter

from lib.documents.formula_guard import guarded, guarded_field

Language = Literal["tr", "en"]

ISTANBUL = ZoneInfo("Europe/Istanbul")
CELL_MAX = 32_767
"""Characters that Excel keeps in a cell."""
WIDTH_MIN, WIDTH_MAX = 8, 60
WIDTH_SAMPLE = 500
"""Rows that decide how wide a column is drawn."""
PETROL = "#0B6E69"

_SEPARATOR = {"tr": ";", "en": ","}
_MOMENT = {"tr": "%d.%m.%Y %H:%M", "en": "%Y-%m-%d %H:%M"}
_DAY = {"tr": "%d.%m.%Y", "en": "%Y-%m-%d"}
_EXCEL_MOMENT = {"tr": "dd.mm.yyyy hh:mm", "en": "yyyy-mm-dd hh:mm"}
_EXCEL_DAY = {"tr": "dd.mm.yyyy", "en": "yyyy-mm-dd"}
_YES_NO = {"tr": ("Evet", "Hayır"), "en": ("Yes", "No")}


def table_csv(frame: pd.DataFrame, language: Language, headers: Mapping[str, str] | None = None) -> bytes:
    """UTF-8 with a byte order mark; Turkish: `;` and decimal comma, English: `,` and decimal point.

    `headers` names the columns to write, in its order, with their titles; None writes all under their own names.
    Naive datetimes are UTC and come out in Istanbul time.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=_SEPARATOR[language], lineterminator="\r\n")
    titles = headers or {str(name): str(name) for name in frame.columns}
    writer.writerow([guarded_field(title) for title in titles.values()])
    for row in _rows(frame, titles):
        writer.writerow([_field(value, language) for value in row])
    return text.getvalue().encode("utf-8-sig")


def table_xlsx(frame: pd.DataFrame, language: Language, headers: Mapping[str, str] | None = None) -> bytes:
    """One sheet with a fixed, filterable head; numbers and dates are real ones. `headers` as in `table_csv`."""
    titles = headers or {str(name): str(name) for name in frame.columns}
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": PETROL, "valign": "vcenter"})
        for column, title in enumerate(titles.values()):
            sheet.write_string(0, column, guarded(title), head)
        writers = _cell_writers(book, sheet, language)
        widths = [len(title) for title in titles.values()]
        count = 0
        for count, row in enumerate(_rows(frame, titles), start=1):
            for column, value in enumerate(row):
                writers[type(value)](count, column, value)
                if count <= WIDTH_SAMPLE:
                    widths[column] = max(widths[column], len(_field(value, language)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 2, WIDTH_MIN), WIDTH_MAX))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, count, max(len(titles) - 1, 0))
    return content.getvalue()


Cell = str | int | float | Decimal | bool | date | datetime | None


def _rows(frame: pd.DataFrame, titles: Mapping[str, str]) -> Any:
    """The frame's values as plain Python ones: naive Istanbul datetimes, None for everything missing."""
    columns = [[_plain(value) for value in frame[name].astype(object)] for name in titles]
    return zip(*columns, strict=True)


def _plain(value: Any) -> Cell:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, datetime):
        moment = value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else value
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ISTANBUL).replace(tzinfo=None)
    if isinstance(value, (bool, int, Decimal, date)):
        return value
    if isinstance(value, str):
        return str(value)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float):
        return None if value != value else value
    return value if isinstance(value, (bool, int)) else str(value)


def _field(value: Cell, language: Language) -> str:
    """One CSV field. A number is never guarded: a minus sign is part of it."""
    match value:
        case None:
            return ""
        case bool():
            return _YES_NO[language][0 if value else 1]
        case datetime():
            return value.strftime(_MOMENT[language])
        case date():
            return value.strftime(_DAY[language])
        case int() | float() | Decimal():
            number = str(value) if isinstance(value, int | Decimal) else repr(value)
            return number.replace(".", ",") if language == "tr" else number
    return guarded_field(value)


def _cell_writers(book: Any, sheet: Any, language: Language) -> dict[type, Callable[[int, int, Any], Any]]:
    moment = book.add_format({"num_format": _EXCEL_MOMENT[language]})
    day = book.add_format({"num_format": _EXCEL_DAY[language]})
    money = book.add_format({"num_format": "#,##0.00"})
    yes, no = _YES_NO[language]
    return {
        type(None): lambda row, column, value: None,
        bool: lambda row, column, value: sheet.write_string(row, column, yes if value else no),
        int: sheet.write_number,
        float: lambda row, column, value: sheet.write_number(row, column, value, money),
        Decimal: lambda row, column, value: sheet.write_number(row, column, value, money),
        datetime: lambda row, column, value: sheet.write_datetime(row, column, value, moment),
        date: lambda row, column, value: sheet.write_datetime(row, column, value, day),
        str: lambda row, column, value: sheet.write_string(row, column, guarded(value)[:CELL_MAX]),
    }
