"""How the sandbox behaves where reality is unknown or a test wants trouble; changed at /_sandbox/switches."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(slots=True)
class Switches:
    guarded: bool = True
    """False: every approve call counts as another payment in the truth log, even on an approved item."""
    read_lag_s: float = 0.0
    """Readers see each change this much later (0 to 30)."""
    approve_visible_after_s: float = 3.0
    limits: bool = True
    trendyol_read_limit: int = 50
    trendyol_read_window_s: float = 10.0
    trendyol_action_limit: int = 5
    trendyol_action_window_s: float = 60.0
    hepsiburada_limit: int = 1000
    hepsiburada_window_s: float = 1.0
    empty_mode: str = "array"
    """Trendyol's answer without rows: `array`, `null` or `404`."""
    stage_quirk: bool = False
    """Trendyol stage: 404 when no status is asked for."""
    key_spelling: str = "live"
    """Trendyol: `doc` or `live` spelling of the reject parcel."""
    claim_key: str = "both"
    """Trendyol: `id` only or `both`."""
    newest_change_last: bool = True
    """Trendyol's order of claims by last change, whose direction is unknown."""
    expiry: str = "none"
    """Hepsiburada, when time runs out: `none` or `auto_accept`."""
    invoice_claims: str = "api_ok"
    """Hepsiburada: `api_ok` or `portal_only`."""
    fraud_share: float = 0.08
    """Of approvals by the API."""
    fraud_bad_share: float = 0.05
    fraud_s: float = 4 * 3600.0
    disputes_decided: bool = True
    """False: nobody decides, but /_sandbox/decide."""
    refund_after_s: float = 90.0
    package_after_s: float = 60.0
    label_after_s: float = 5.0
    page_drift: bool = False
    """One claim of the list changes between any two calls."""
    odd_status_rate: float = 0.0
    odd_type_rate: float = 0.0
    odd_reason_rate: float = 0.0
    zero_date_rate: float = 0.0
    missing_deliveries_rate: float = 0.0
    order_history_days: int = 31
    delivered_feed_dates: bool = False
    """False: Hepsiburada's feeds answer WrongDateFormat to any date."""

    def change(self, wanted: dict[str, Any]) -> None:
        """Raises ValueError on an unknown switch or a wrong type."""
        known = {f.name: getattr(self, f.name) for f in fields(self)}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"unknown switch: {name}")
            kind = type(known[name])
            if kind is float and isinstance(value, int) and not isinstance(value, bool):
                value = float(value)
            if type(value) is not kind:
                raise ValueError(f"switch {name} needs {kind.__name__}")
            setattr(self, name, value)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)
