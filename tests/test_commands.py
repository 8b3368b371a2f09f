"""The commands of interface.md section 3 against the sandbox, judged by its truth log and by what it serves."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from PIL import Image

from lib import __main__
from lib.errors import StoreError
from lib.sandbox import server
from lib.store.owner_lock import OwnerLock
from tests.command_line import CommandLine, Ended, ended, free_port, rows_of, write_settings
from tests.sandbox.conftest import trendyol_client

RUN_KEYS = [
    "shop", "claims_read", "items_written", "set_aside", "pages", "started_at", "finished_at", "error",
]  # fmt: skip
ACTION_KEYS = ["action_id", "shop", "claim_id", "item_ids", "kind", "state", "message", "correlation_id"]
DATASET = [
    "shop", "marketplace", "claim_id", "item_id", "order_number", "order_line_id", "status", "raw_status", "tab",
    "kind", "reason_code", "reason", "customer_note", "customer_name", "product_name", "sku", "barcode", "color",
    "size", "category", "quantity", "unit_price_try", "ordered_at", "claimed_at", "updated_at", "deadline_at",
    "deadline_is_estimate", "accepted_by", "cargo_company", "tracking_number",
]  # fmt: skip
QUEUED = "SELECT claim_id FROM actions JOIN action_items USING (action_id) WHERE state = 'queued'"
PLANTED = {"api_key": "planted-key-4711", "api_secret": "planted-secret-4712", "service_key": "planted-service-4713"}


@dataclass
class Office:
    """A machine with the settings of two live shops at the sandbox."""

    sandbox: server.RunningSandbox
    line: CommandLine
    folder: Path
    since: str
    items: list[dict[str, str]] = field(default_factory=list)
    first_sync: Ended | None = None

    def run(self, *words: str) -> Ended:
        return self.line.run(*words)

    def fresh(self, shop: str, **wanted: str) -> str:
        """A waiting claim nobody has decided, not about to expire."""
        used = {call.get("claim") for call in self.sandbox.truth()} | self._asked()
        soon = f"{datetime.now(UTC) + timedelta(minutes=20):%Y-%m-%dT%H:%M:%SZ}"
        fields = {"shop": shop, "status": "awaiting_action"} | wanted
        return next(
            row["claim_id"]
            for row in self.items
            if all(row[name] == value for name, value in fields.items())
            and row["claim_id"] not in used
            and (row["deadline_at"] or "9") > soon
        )

    def executed(self, claim_id: str) -> list[str]:
        """The operations that the truth log knows of the claim."""
        return [call["operation"] for call in self.sandbox.truth() if call.get("claim") == claim_id]

    def queued(self) -> list[str]:
        """Claims whose decision has not left."""
        return [claim_id for (claim_id,) in self._journal(QUEUED)]

    def jobs(self) -> list[tuple[str, str]]:
        return self._journal("SELECT command, state FROM jobs ORDER BY created_at")

    def _asked(self) -> set[Any]:
        return {claim_id for (claim_id,) in self._journal("SELECT claim_id FROM actions")}

    def _journal(self, query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.line.journal)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    sandbox = server.start(
        seed=5, claims=16, live=False, switches={"limits": False, "approve_visible_after_s": 0.0, "fraud_share": 0.0}
    )
    settings = write_settings(folder / "secrets.toml", sandbox)
    line = CommandLine(secrets=settings, database=folder / "shop" / "claims.duckdb")
    since = f"{datetime.now(UTC) - timedelta(days=20):%Y-%m-%d}"
    made = Office(sandbox=sandbox, line=line, folder=folder, since=since)
    made.first_sync = made.run("sync", "--json", "--since", since)
    made.run("export", "claims", "--format", "csv", "--output", str(folder / "items.csv"))
    made.items = rows_of(folder / "items.csv")
    yield made
    sandbox.stop()


@pytest.mark.goals
def test_a_sync_tells_its_runs_and_brings_every_waiting_unit(office: Office) -> None:
    assert office.first_sync
    assert (office.first_sync.status, office.first_sync.stderr) == (0, "")
    runs = office.first_sync.told["runs"]
    assert [list(run) for run in runs] == [RUN_KEYS, RUN_KEYS]
    assert [(run["shop"], run["set_aside"], run["error"]) for run in runs] == [
        ("trendyol", 0, None),
        ("hepsiburada", 0, None),
    ]
    ours = {row["item_id"] for row in office.items if row["shop"] == "trendyol"}
    assert ours >= {unit["id"] for claim in trendyol_claims(office, "WaitingInAction") for unit in units(claim)}


@pytest.mark.goals
def test_one_shop_is_synced_alone_and_a_refused_key_fails_the_run(office: Office) -> None:
    alone = office.run("sync", "--shop", "trendyol", "--since", office.since, "--json")
    assert (alone.status, [run["shop"] for run in alone.told["runs"]]) == (0, ["trendyol"])
    settings = write_settings(
        office.folder / "wrong.toml", office.sandbox, hepsiburada={"service_key": PLANTED["service_key"]}
    )
    wrong = CommandLine(secrets=settings, database=office.line.database).run(
        "sync", "--shop", "hepsiburada", "--since", office.since, "--json"
    )
    [run] = wrong.told["runs"]
    assert (wrong.status, "401" in run["error"], run["error"] in wrong.stderr) == (1, True, True)
    assert not any(secret in wrong.stdout + wrong.stderr for secret in PLANTED.values())


@pytest.mark.goals
def test_the_dataset_is_the_same_in_each_format_and_hides_customers_until_asked(office: Office) -> None:
    waiting = trendyol_claims(office, "WaitingInAction")
    people = {f"{claim['customerFirstName']} {claim['customerLastName']}" for claim in waiting}
    place = {kind: office.folder / f"claims.{kind}" for kind in ("csv", "parquet", "json")}
    for kind, file in place.items():
        done = office.run("export", "claims", "--format", kind, "--output", str(file), "--json")
        assert (done.status, done.told) == (0, {"rows": len(office.items), "output": str(file)})
    csv_rows, json_rows = rows_of(place["csv"]), json.loads(place["json"].read_text(encoding="utf-8"))
    columns = pq.read_table(place["parquet"]).to_pydict()
    assert list(csv_rows[0]) == list(json_rows[0]) == list(columns) == DATASET
    assert [row["item_id"] for row in csv_rows] == [row["item_id"] for row in json_rows] == columns["item_id"]
    assert {row["customer_note"] for row in csv_rows} == {""}
    assert not any(name in place["csv"].read_text(encoding="utf-8") for name in people)

    bare = office.folder / "unmasked.csv"
    office.run("export", "claims", "--format", "csv", "--unmasked", "--output", str(bare))
    assert {row["customer_name"] for row in rows_of(bare)} >= people
    assert any(row["customer_note"] for row in rows_of(bare))
    assert bare.stat().st_mode & 0o777 == 0o600


@pytest.mark.goals
def test_an_approval_waits_until_it_is_confirmed_and_is_sent_once(office: Office) -> None:
    claim_id = office.fresh("trendyol")
    done = office.run("approve", "--shop", "trendyol", "--claim", claim_id, "--json")
    [action] = done.told["actions"]
    assert (done.status, list(action), action["state"]) == (0, ACTION_KEYS, "confirmed")
    assert sorted(action["item_ids"]) == sorted(row["item_id"] for row in office.items if row["claim_id"] == claim_id)
    assert office.executed(claim_id) == ["trendyol.approve"]

    again = office.run("approve", "--shop", "trendyol", "--claim", claim_id)
    assert (again.status, "Accepted" in again.stderr) == (1, True)
    assert office.executed(claim_id) == ["trendyol.approve"]


@pytest.mark.goals
def test_a_refusal_takes_its_reason_words_and_file_along(office: Office) -> None:
    claim_id = office.fresh("hepsiburada", kind="return")
    picture = office.folder / "proof.jpg"
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    done = office.run(
        "reject", "--shop", "hepsiburada", "--claim", claim_id, "--reason", "ProductIsDamaged",
        "--note", "Kutusu ezik geldi", "--file", str(picture), "--json",
    )  # fmt: skip
    assert (done.status, [row["state"] for row in done.told["actions"]]) == (0, ["confirmed"])
    [call] = [call for call in office.sandbox.truth() if call.get("claim") == claim_id]
    assert (call["operation"], call["after"]) == ("hepsiburada.reject", ["InDispute"])
    assert "ProductIsDamaged" in json.dumps(call) and "Kutusu ezik geldi" in json.dumps(call, ensure_ascii=False)

    log = office.run("actions", "--state", "confirmed", "--json")
    assert claim_id in [row["claim_id"] for row in log.told["actions"]]


@pytest.mark.goals
def test_a_dry_run_sends_nothing_and_says_so(office: Office) -> None:
    claim_id = office.fresh("trendyol")
    settings = write_settings(office.folder / "dry.toml", office.sandbox, mode="dry-run")
    dry = CommandLine(secrets=settings, database=office.line.database)
    done = dry.run("approve", "--shop", "trendyol", "--claim", claim_id, "--json")
    assert (done.status, {row["state"] for row in done.told["actions"]}) == (0, {"simulated"})
    assert office.executed(claim_id) == []


@pytest.mark.goals
def test_without_waiting_a_decision_stays_queued_until_somebody_sends(office: Office) -> None:
    claim_id = office.fresh("hepsiburada", status="awaiting_preapproval")
    done = office.run("preapprove", "--shop", "hepsiburada", "--claim", claim_id, "--no-wait", "--json")
    assert (done.status, [row["state"] for row in done.told["actions"]]) == (0, ["queued"])
    assert office.executed(claim_id) == []
    queued = office.run("actions", "--state", "queued", "--json")
    assert [row["claim_id"] for row in queued.told["actions"]] == [claim_id]


@pytest.mark.goals
def test_a_backup_is_restored_and_what_it_replaces_is_kept(office: Office) -> None:
    to = office.folder / "backup"
    made = office.run("backup", "--to", str(to), "--json")
    assert (made.status, made.told) == (0, {"files": [str(to / "claims.duckdb"), str(to / "claims.journal.sqlite")]})
    before = office.line.journal.read_bytes()
    restored = office.run("restore", str(to), "--json")
    assert (restored.status, restored.told) == (
        0, {"files": [str(office.line.database), str(office.line.journal)]},
    )  # fmt: skip
    [kept] = office.line.journal.parent.glob("claims.journal.sqlite.replaced-*")
    assert kept.read_bytes() == before
    assert office.run("restore", str(office.folder / "nowhere")).status == 1


@pytest.mark.goals
def test_the_doctor_asks_each_shop_and_tells_an_open_settings_file(office: Office) -> None:
    settings = write_settings(office.folder / "open.toml", office.sandbox)
    settings.chmod(0o644)
    seen = CommandLine(secrets=settings, database=office.line.database).run("doctor", "--json")
    checks = {check["name"]: check for check in seen.told["checks"]}
    assert [list(check) for check in checks.values()] == [["name", "ok", "message"]] * len(checks)
    assert [name for name, check in checks.items() if not check["ok"]] == ["settings"]
    assert (seen.status, {name.split(":")[0] for name in checks}) == (
        1,
        {"settings", "journal", "database", "disk", "trendyol", "hepsiburada"},
    )


@pytest.mark.goals
def test_a_command_behind_another_command_does_its_own_work_when_that_ends(office: Office) -> None:
    with OwnerLock(office.line.database):
        waiting = office.line.begin(
            "export", "claims", "--format", "csv", "--output", str(office.folder / "late.csv"), "--json"
        )
        until(lambda: ("export", "waiting") in office.jobs())
    assert ended(waiting).told["rows"] == len(office.items)
    assert ("export", "waiting") not in office.jobs()


@pytest.mark.goals
def test_beside_the_app_commands_are_done_by_the_app_and_nobody_else_opens_the_database(office: Office) -> None:
    """Runs last: it sends what an earlier test left queued."""
    claim_id = office.fresh("trendyol")
    [left_behind] = office.queued()
    app = office.line.begin(module="lib.start", CLAIMS_PORT=str(free_port()), STREAMLIT_SERVER_HEADLESS="true")
    try:
        until(lambda: is_owned(office.line.database))
        with pytest.raises(duckdb.IOException):
            until(lambda: duckdb.connect(str(office.line.database), read_only=True).close(), patience_s=5)
        approving = office.line.begin("approve", "--shop", "trendyol", "--claim", claim_id, "--json")
        file = office.folder / "beside.csv"
        exported = office.run("export", "claims", "--format", "csv", "--output", str(file), "--json")
        assert (exported.status, exported.told["rows"]) == (0, len(rows_of(file)))
        assert office.run("restore", str(office.folder)).status == 1
        unknown = office.run("approve", "--shop", "trendyol", "--claim", "no-such-claim")
        assert (unknown.status, "no-such-claim" in unknown.stderr) == (1, True)
        approved = ended(approving)
        assert (approved.status, {row["state"] for row in approved.told["actions"]}) == (0, {"confirmed"})
        assert office.executed(claim_id) == ["trendyol.approve"]
        assert {("ask", "done"), ("export", "done")} <= set(office.jobs())
        until(lambda: office.executed(left_behind) == ["hepsiburada.preapprovalconfirm"])
    finally:
        app.terminate()
        output = ended(app)
    assert "Traceback" not in output.stdout + output.stderr
    assert not is_owned(office.line.database)


@pytest.mark.goals
def test_the_sandbox_tells_its_addresses_and_ends_with_its_parent(tmp_path: Path) -> None:
    line = CommandLine(secrets=tmp_path / "none.toml", database=tmp_path / "none.duckdb")
    process = line.begin("sandbox", "--json", "--claims", "5", "--exit-with-parent")
    assert process.stdout and process.stdin
    told = json.loads(process.stdout.readline())
    assert {"trendyol", "hepsiburada"} <= set(told)
    assert told["trendyol"]["api_url"].startswith("http://127.0.0.1:")
    assert ended(process).status == 0


@pytest.mark.parametrize(
    "words",
    [
        "",
        "sing",
        "export claims --format xlsx --output x",
        "export parcels --format csv --output x",
        "approve --shop trendyol",
        "reject --shop trendyol --claim 1 --reason 401",
        "actions --state lost",
        "approve --shop trendyol --claim 1 --finalize maybe",
    ],
)
def test_wrong_words_end_with_2_and_a_usage_line(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_info:
        __main__.main(words.split())
    assert (exit_info.value.code, "usage: python -m lib" in capsys.readouterr().err) == (2, True)


@pytest.mark.parametrize(
    ("settings", "words", "sentence"),
    [
        ("", "sync --since 2026-13-01", "--since must be a day as YYYY-MM-DD"),
        (
            '[shops.ana]\nmarketplace = "trendyol"\nseller_id = "1"\napi_key = "planted-key-4711"\n',
            "sync",
            "[shops.ana] api_secret is missing",
        ),
        (
            '[shops.ana]\nmarketplace = "trendyol"\nseller_id = "planted-key-4711"\napi_key = "k"\napi_secret = "s"\n',
            "doctor",
            "[shops.ana] seller_id must be digits",
        ),
        ('[shops.ana]\nmarketplace = "trendyol"\napi_key = planted-key-4711\n', "doctor", "is not valid TOML"),
        ('[shop.ana]\nservice_key = "planted-service-4713"\n', "actions", "[shop] is not a known table"),
        (
            '[shops.ana]\nmarketplace = "trendyol"\nseller_id = "1"\napi_key = "k"\napi_secret = "s"\n',
            "approve --shop yan --claim 1",
            "[shops.yan] is not in the settings file",
        ),
    ],
)
def test_wrong_settings_end_with_2_and_name_table_and_key_but_no_value(
    settings: str,
    words: str,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(settings, encoding="utf-8")
    monkeypatch.setenv("CLAIMS_SECRETS", str(file))
    monkeypatch.setenv("CLAIMS_DB", str(tmp_path / "claims.duckdb"))
    monkeypatch.delenv("CLAIMS_DEMO", raising=False)
    status = __main__.main([*words.split(), "--json"])
    said = capsys.readouterr()
    assert (status, sentence in said.err, sentence in json.loads(said.out)["error"]) == (2, True, True)
    assert not any(secret in said.err + said.out for secret in PLANTED.values())
    assert not (tmp_path / "claims.duckdb").exists()


@pytest.mark.parametrize("words", ["actions", "doctor", "export claims --format csv --output x.csv"])
def test_a_place_that_cannot_be_written_is_one_sentence(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "a file, no folder"
    taken.write_text("")
    monkeypatch.setenv("CLAIMS_DB", str(taken / "claims.duckdb"))
    monkeypatch.setenv("CLAIMS_SECRETS", str(taken))
    monkeypatch.setenv("CLAIMS_DEMO", "1")
    assert __main__.main(words.split()) == 1
    said = capsys.readouterr().err
    assert (said.count("\n"), str(taken) in said) == (1, True)


def trendyol_claims(office: Office, status: str) -> list[dict[str, Any]]:
    with trendyol_client(office.sandbox) as client:
        seller = office.sandbox.credentials["trendyol"]["seller_id"]
        answer = client.get(f"/order/sellers/{seller}/claims", params={"claimItemStatus": status, "size": 200})
    return list(answer.json()["content"])


def units(claim: dict[str, Any]) -> list[dict[str, Any]]:
    return [unit for item in claim["items"] for unit in item["claimItems"]]


def is_owned(database: Path) -> bool:
    try:
        OwnerLock(database).release()
    except StoreError:
        return True
    return False


def until(happened: Callable[[], object], patience_s: float = 60.0) -> None:
    end = time.monotonic() + patience_s
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
