"""The tables that ship as CSV beside the code and may be changed there: kinds, customers' reasons, reject reasons."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from lib.domain.claim import ClaimStatus, Kind, Marketplace, RejectReason
from lib.errors import SettingsError

Row = TypeVar("Row")
SHIPPED = Path(__file__).resolve().parents[2] / "data"
REFINED_TYPES = frozenset({"return", "renewproduct"})
"""Only for these Hepsiburada types the customer's reason refines the kind (interface.md section 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceTables:
    """`kinds` is keyed by (marketplace, `type` or `reason`, lower-case value)."""

    kinds: dict[tuple[str, str, str], Kind]
    reason_names: dict[str, str]
    """Turkish name of a customer's reason by its lower-case code."""
    hepsiburada_reject_reasons: tuple[RejectReason, ...]

    def hepsiburada_kind(self, claim_type: str, reason_code: str | None) -> Kind:
        kind = self.kinds.get((Marketplace.HEPSIBURADA, "type", claim_type.lower()), Kind.OTHER)
        if claim_type.lower() not in REFINED_TYPES:
            return kind
        return self.kinds.get((Marketplace.HEPSIBURADA, "reason", (reason_code or "").lower()), kind)

    def trendyol_kind(self, reason_code: str | None, *, exchanged: bool) -> Kind:
        if exchanged:
            return Kind.EXCHANGE
        return self.kinds.get((Marketplace.TRENDYOL, "reason", reason_code or ""), Kind.RETURN)


def read_reference_tables(folder: Path = SHIPPED) -> ReferenceTables:
    """Raises SettingsError naming file and line of a row that cannot be used."""
    return ReferenceTables(
        kinds=dict(_rows(folder / "kinds.csv", _kind)),
        reason_names=dict(_rows(folder / "causes.csv", lambda row: (row["reason_code"].lower(), row["name_tr"]))),
        hepsiburada_reject_reasons=tuple(_rows(folder / "hepsiburada_reject_reasons.csv", _reject_reason)),
    )


def _kind(row: dict[str, str]) -> tuple[tuple[str, str, str], Kind]:
    return (row["marketplace"], row["by"], row["value"].lower()), Kind(row["kind"])


def _reject_reason(row: dict[str, str]) -> RejectReason:
    return RejectReason(
        code=row["code"],
        name=row["name_tr"],
        needs_file=False,
        claim_types=frozenset(row["claim_types"].lower().split()),
        statuses=frozenset(map(ClaimStatus, row["statuses"].split())),
    )


def _rows(path: Path, made_of: Callable[[dict[str, str]], Row]) -> list[Row]:
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                rows.append(made_of({key: (value or "").strip() for key, value in row.items() if key}))
    except OSError as exc:
        raise SettingsError(f"{path.name} cannot be read ({type(exc).__name__})") from exc
    except (KeyError, ValueError) as exc:
        raise SettingsError(f"{path.name} line {len(rows) + 2} cannot be used") from exc
    return rows
