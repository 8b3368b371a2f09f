"""The recorded shapes of tests/fixtures, by service and name."""

import json
from pathlib import Path
from typing import Any

from lib.domain.claim import Claim
from lib.marketplaces import hepsiburada_mapping, trendyol_mapping
from lib.marketplaces.reference_tables import read_reference_tables

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
TABLES = read_reference_tables()


def payload(service: str, name: str) -> Any:
    return json.loads((FIXTURES / service / f"{name}.json").read_text(encoding="utf-8"))


def raw(service: str, name: str) -> bytes:
    return (FIXTURES / service / f"{name}.json").read_bytes()


def trendyol_claim(given: dict[str, Any]) -> Claim:
    return trendyol_mapping.to_claim(given, shop="ty", tables=TABLES)


def hepsiburada_claim(given: dict[str, Any]) -> Claim:
    return hepsiburada_mapping.to_claim(given, shop="hb", tables=TABLES)
