"""Answers whose content is wrong: cut, reshaped, short, repeated, with words nobody knows."""

import json
from collections.abc import Callable
from typing import Any

from starlette.types import Scope

Headers = list[tuple[bytes, bytes]]
Row = dict[str, Any]


def changed_content(kind: str, headers: Headers, body: bytes, scope: Scope) -> tuple[Headers, bytes]:
    """The answer with its fault; `repeated_page` was asked for by the query already (see `earlier_page`)."""
    if kind == "cut_json":
        return headers, body[: max(1, len(body) // 2)]
    if kind == "wrong_shape":
        return headers, b'{"data":{"rows":"none"},"ok":true}'
    if kind == "repeated_page":
        return headers, _with_page(body, scope)
    if kind == "moved_total" and body.lstrip().startswith(b"["):
        return [
            (name, str(int(value) + 7).encode() if name.lower() == b"x-total-count" else value)
            for name, value in headers
        ], body
    try:
        content = json.loads(body)
    except ValueError:
        return headers, body
    return headers, json.dumps(_changed(kind, content), ensure_ascii=False).encode()


def earlier_page(query: bytes) -> bytes:
    """The query of the page before: page−1, or offset−limit."""
    parts = dict(part.partition("=")[::2] for part in query.decode().split("&") if part)
    if "page" in parts:
        parts["page"] = str(max(0, int(parts["page"]) - 1))
    elif "offset" in parts:
        parts["offset"] = str(max(0, int(parts["offset"]) - int(parts.get("limit", "100"))))
    return "&".join(f"{name}={value}" for name, value in parts.items()).encode()


def _with_page(body: bytes, scope: Scope) -> bytes:
    """Says the asked page's number over the earlier page's rows."""
    content = json.loads(body)
    asked = dict(part.partition("=")[::2] for part in scope.get("asked_query", b"").decode().split("&") if part)
    if isinstance(content, dict) and "page" in asked:
        content["page"] = int(asked["page"])
    return json.dumps(content, ensure_ascii=False).encode()


def _changed(kind: str, content: Any) -> Any:
    rows: list[Row] | None = (
        content if isinstance(content, list) else content.get("content") if isinstance(content, dict) else None
    )
    if kind == "moved_total":
        if isinstance(content, dict) and "totalElements" in content:
            content["totalElements"] += 7
        return content
    if rows is None:
        return content
    if kind in ("short_page", "empty_page"):
        kept = rows[: len(rows) // 2] if kind == "short_page" else []
        return kept if isinstance(content, list) else content | {"content": kept}
    change = _ROW_CHANGES[kind]
    for row in rows[:1] if kind == "missing_field" else rows:
        change(row)
    return content


def _units(row: Row) -> list[Row]:
    return [unit for item in row.get("items", []) for unit in item.get("claimItems", [])]


def _unknown_status(row: Row) -> None:
    if "number" in row:
        row["status"] = "WaitingForMoon"
    for unit in _units(row):
        unit["claimItemStatus"] = {"name": "WaitingForMoon"}


def _unknown_type(row: Row) -> None:
    if "claimType" in row:
        row["claimType"] = "LunarReturn"


def _missing_field(row: Row) -> None:
    row.pop("status", None)
    for unit in _units(row):
        unit.pop("claimItemStatus", None)


def _zero_dates(row: Row) -> None:
    for key, value in row.items():
        if key.lower().endswith("date"):
            row[key] = 0 if isinstance(value, int) else "0001-01-01T00:00:00Z"


def _missing_deliveries(row: Row) -> None:
    row.pop("Deliveries", None)


def _extra_field(row: Row) -> None:
    row["somethingNew"] = {"deep": [1, 2, {"er": "ç"}]}


_ROW_CHANGES: dict[str, Callable[[Row], None]] = {
    "unknown_status": _unknown_status,
    "unknown_type": _unknown_type,
    "missing_field": _missing_field,
    "zero_dates": _zero_dates,
    "missing_deliveries": _missing_deliveries,
    "extra_field": _extra_field,
}
