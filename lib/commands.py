"""What each command does, given the services: plain words in, a JSON object out. The running app does it for a command
that finds the database taken; without an app the command does it itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lib.documents.dataset import DatasetFormat, write_dataset
from lib.domain.action import (
    AcceptionReason,
    ActionDetails,
    ActionKind,
    ActionRequest,
    Finalize,
    Wanted,
    permitted_kinds,
)
from lib.errors import ActionNotAllowed, StoreError
from lib.flows import decisions
from lib.flows import sync as sync_flow
from lib.flows.services import Services
from lib.queries.reject_reasons import reject_reason_choices
from lib.settings_file import settings_file_warnings
from lib.store import backups, decision_facts, disk
from lib.store.decision_facts import ItemFacts
from lib.store.journal import first_broken_line
from lib.store.sync_log import Run


def sync(services: Services, arguments: dict[str, Any]) -> dict[str, Any]:
    """One full sync of the asked shop or of all; a failing shop does not stop the others."""
    shops = [arguments["shop"]] if arguments.get("shop") else list(services.clients)
    since = date.fromisoformat(arguments["since"]) if arguments.get("since") else None
    for shop in shops:
        services.shop(shop)
    return {"runs": [_run_row(sync_flow.sync_shop(services, shop, since=since)) for shop in shops]}


def export(services: Services, arguments: dict[str, Any]) -> dict[str, Any]:
    output = Path(arguments["output"])
    wanted = DatasetFormat(arguments["format"])
    try:
        count = write_dataset(services.db, output, wanted, unmasked=arguments["unmasked"])
    except OSError as exc:
        raise StoreError(f"{output} cannot be written: {exc.strerror}") from exc
    return {"rows": count, "output": str(output)}


def ask(services: Services, arguments: dict[str, Any]) -> dict[str, Any]:
    """Stores the intent of `approve`, `reject` or `preapprove`; returns its id. Raises ActionNotAllowed."""
    services.shop(arguments["shop"])
    kind = ActionKind(arguments["kind"])
    with services.db.cursor() as cursor:
        facts = decision_facts.item_facts(cursor, arguments["shop"], arguments["claim"])
    if not facts:
        raise ActionNotAllowed(f"claim {arguments['claim']} of {arguments['shop']} is not known here; run sync first")
    wanted = arguments.get("items") or [
        item_id for item_id, item in facts.items() if kind in permitted_kinds(item.marketplace, item.status)
    ]
    missing = [item_id for item_id in wanted if item_id not in facts]
    if missing or not wanted:
        states = ", ".join(sorted({item.raw_status for item in facts.values()}))
        raise ActionNotAllowed(
            f"item {missing[0]} is not in claim {arguments['claim']}"
            if missing
            else f"no item of claim {arguments['claim']} allows {kind} now: its status is {states}"
        )
    request = _request(services, arguments, kind, [facts[item_id] for item_id in wanted])
    [asked] = decisions.ask(
        services, [request], user=arguments["user"], source="command", shown_at=services.now()
    )
    if asked.problem:
        raise ActionNotAllowed(f"claim {arguments['claim']} was not asked for: {asked.problem}")
    return {"action_id": asked.action_id}


def backup(services: Services, arguments: dict[str, Any]) -> dict[str, Any]:
    database = services.db.path
    if database is None:
        raise StoreError("a database in memory has no backup")
    stamp = f"{services.now():%Y%m%dT%H%M%SZ}"
    to = Path(arguments["to"]) if arguments.get("to") else backups.folder_of(database) / "asked" / stamp
    return {"files": [str(path) for path in backups.back_up(services.db, services.journal, to)]}


def doctor(services: Services, arguments: dict[str, Any]) -> dict[str, Any]:
    """Settings, both files, disk, and one harmless read per shop."""
    checks = [_check("settings", _settings_problem(services)), _check("journal", _journal_problem(services))]
    checks.append(_check("database", _database_problem(services)))
    checks.append(_check("disk", _disk_problem(services)))
    for shop, client in services.clients.items():
        for result in client.check():
            name = f"{shop}: {result.name}"
            checks.append({"name": name, "ok": result.ok, "message": result.message or "ok"})
    return {"checks": checks}


Work = Callable[[Services, dict[str, Any]], dict[str, Any]]
WORK: dict[str, Work] = {"sync": sync, "export": export, "ask": ask, "backup": backup, "doctor": doctor}


def _run_row(run: Run) -> dict[str, Any]:
    return {
        "shop": run.shop,
        "claims_read": run.claims_read,
        "items_written": run.items_written,
        "set_aside": run.set_aside,
        "pages": run.pages,
        "started_at": _time(run.started_at),
        "finished_at": _time(run.finished_at),
        "error": run.error,
    }


def _request(
    services: Services, arguments: dict[str, Any], kind: ActionKind, items: list[ItemFacts]
) -> ActionRequest:
    first = items[0]
    attachments = tuple(decisions.keep_attachment(services, _content(path)) for path in arguments.get("files") or ())
    amounts = [item.amount_try for item in items if item.amount_try is not None]
    deadlines = [item.deadline_at for item in items if item.deadline_at]
    return ActionRequest(
        shop=arguments["shop"],
        marketplace=first.marketplace,
        claim_id=arguments["claim"],
        claim_type=first.claim_type,
        order_number=first.order_number,
        kind=kind,
        items=tuple(Wanted(item_id=item.item_id, shown_version=item.version) for item in items),
        details=_details(services, arguments, first),
        attachments=attachments,
        amount_try=sum(amounts, Decimal(0)) if amounts else None,
        deadline_at=min(deadlines, default=None),
        product_name=first.product_name,
    )


def _details(services: Services, arguments: dict[str, Any], item: ItemFacts) -> ActionDetails:
    code = arguments.get("reason")
    details = ActionDetails(
        finalize=Finalize(arguments["finalize"]) if arguments.get("finalize") else None,
        acception_reason=AcceptionReason(arguments["acception_reason"]) if arguments.get("acception_reason") else None,
        invoice_link=arguments.get("invoice_link"),
        reason_code=code,
        statement=arguments.get("note"),
    )
    if not code:
        return details
    choices = reject_reason_choices(
        services.db, shop=arguments["shop"], claim_type=item.claim_type, status=item.status
    )
    names = {choice.code: choice.name for choice in choices}
    return replace(details, reason_name=names.get(code))


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as exc:
        raise ActionNotAllowed(f"{path} cannot be read: {exc.strerror}") from exc


def _check(name: str, problem: str | None) -> dict[str, Any]:
    return {"name": name, "ok": problem is None, "message": problem or "ok"}


def _settings_problem(services: Services) -> str | None:
    return "; ".join(settings_file_warnings(services.settings.source)) or None


def _journal_problem(services: Services) -> str | None:
    line = first_broken_line(services.journal)
    return None if line is None else f"the audit chain is broken at line {line}"


def _database_problem(services: Services) -> str | None:
    with services.db.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claim_items_published").fetchall()
    return None


def _disk_problem(services: Services) -> str | None:
    try:
        disk.check(services.settings.database)
    except StoreError as exc:
        return str(exc)
    return None


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
