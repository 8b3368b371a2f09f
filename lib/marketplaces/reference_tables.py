"""The tables that ship as CSV beside the code and may be changed there: kinds, customers' reasons, reject reasons."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lib.domain.claim import ClaimStatus, Kind, Marketplace, RejectReason
from lib.errors import SettingsError

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
        kinds={
            (row["marketplace"], row["by"], row["value"].lower()): Kind(row["kind"])
            for row in _rows(folder / "kinds.csv")
        },
        reason_names={row["reason_code"].lower(): row["name_tr"] for row in _rows(folder / "causes.csv")},
        hepsiburada_reject_reasons=tuple(
            RejectReason(
                code=row["code"],
                name=row["name_tr"],
                needs_file=False,
                claim_types=frozenset(row["claim_types"].lower().split()),
                statuses=frozenset(map(ClaimStatus, row["statuses"].split())),
            )
            for row in _rows(folder / "hepsiburada_reject_reasons.csv")
        ),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of one table; what the caller makes of a row is checked here, where the line is known."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                yield {key: (value or "").strip() for key, value in row.items() if key}
    except OSError as exc:
        raise SettingsError(f"{path.name} cannot be read ({type(exc).__name__})") from exc
    except (KeyError, ValueError) as exc:
        raise SettingsError(f"{path.name} line {line} cannot be used") from exc
