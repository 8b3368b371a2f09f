import csv
from pathlib import Path

import pytest

from lib.domain.claim import Kind
from lib.errors import SettingsError
from lib.marketplaces.reference_tables import SHIPPED, read_reference_tables
from tests.marketplaces.payloads import payload

CAUSES = {
    "size": "501 551 SizeTooSmall SizeTooLarge",
    "mind": "251 401 701 1651 2030 2042 ChangedMindOrUnlikedIt WrongProductOrderedByCustomer FoundCheaper",
    "seller": "301 351 651 2043 2008 2009 PoorQuality ProductIsBroken ProductIsDamaged ProductIsBrokenOrDamaged "
    "WrongProduct WrongProductSentByMerchant MissingProduct ProductHasExpired ProductIsWrongWeight "
    "IncompatiblyProduct NotArrivedInvoice IncorrectInvoice",
    "cargo": "101 201 1701 2015 NotArrivedWhenNeeded",
}


def test_the_shipped_causes_are_those_of_the_interface() -> None:
    with (SHIPPED / "causes.csv").open(encoding="utf-8", newline="") as file:
        found = {row["reason_code"]: row["kind_of_cause"] for row in csv.DictReader(file)}
    expected = {code: cause for cause, codes in CAUSES.items() for code in codes.split()}
    assert {code: cause for code, cause in found.items() if cause != "other"} == expected


def test_every_known_reason_of_hepsiburada_has_a_name() -> None:
    names = read_reference_tables().reason_names
    assert all(code.lower() in names for code in payload("hepsiburada", "claim-vocabulary")["customerReasons"])


def test_every_known_type_of_hepsiburada_has_a_kind() -> None:
    tables = read_reference_tables()
    kinds = [tables.hepsiburada_kind(name, None) for name in payload("hepsiburada", "claim-vocabulary")["claimTypes"]]
    assert Kind.OTHER not in kinds


@pytest.mark.parametrize("name", ["kinds.csv", "causes.csv", "hepsiburada_reject_reasons.csv"])
def test_a_missing_or_broken_table_is_one_clear_error(name: str, tmp_path: Path) -> None:
    for source in SHIPPED.glob("*.csv"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    (tmp_path / name).write_text("wrong,columns\n1,2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"{name} line 2 cannot be used"):
        read_reference_tables(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(SettingsError, match=rf"{name} cannot be read"):
        read_reference_tables(tmp_path)


def test_a_changed_table_changes_the_kind(tmp_path: Path) -> None:
    for source in SHIPPED.glob("*.csv"):
        (tmp_path / source.name).write_bytes(source.read_bytes())
    with (tmp_path / "kinds.csv").open("a", encoding="utf-8") as file:
        file.write("trendyol,reason,301,damaged_with_report\n")
    assert read_reference_tables(tmp_path).trendyol_kind("301", exchanged=False) is Kind.DAMAGED_WITH_REPORT
