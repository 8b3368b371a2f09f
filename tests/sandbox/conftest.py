"""A small sandbox a module, without limits, and the two marketplaces' callers on it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from lib.sandbox.server import RunningSandbox, start

FIXTURES = Path(__file__).parent.parent / "fixtures"
OPENED_AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
SEED = 5


def fixture_json(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text())


def keys_of(value: Any, prefix: str = "") -> set[str]:
    """The paths of all keys, list places left out: what a shape is, without its values."""
    if isinstance(value, dict):
        return {path for key, each in value.items() for path in ({prefix + key} | keys_of(each, f"{prefix}{key}."))}
    if isinstance(value, list):
        return {path for each in value for path in keys_of(each, prefix)}
    return set()


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    running = start(
        seed=SEED,
        claims=250,
        live=False,
        started_at=OPENED_AT,
        switches={"limits": False, "approve_visible_after_s": 0.0},
    )
    yield running
    running.stop()


@pytest.fixture
def trendyol(sandbox: RunningSandbox) -> Iterator[httpx.Client]:
    with trendyol_client(sandbox) as client:
        yield client


@pytest.fixture
def hepsiburada(sandbox: RunningSandbox) -> Iterator[httpx.Client]:
    with hepsiburada_client(sandbox) as client:
        yield client


def trendyol_client(sandbox: RunningSandbox, shop: str = "trendyol") -> httpx.Client:
    """Its paths begin at /order, /product …; `{seller}` in a path is not filled."""
    table = sandbox.credentials[shop]
    return httpx.Client(
        base_url=f"{table['api_url']}/integration",
        auth=(table["api_key"], table["api_secret"]),
        headers={"User-Agent": f"{table['seller_id']} - SelfIntegration"},
        trust_env=False,
        timeout=20,
        verify=False,  # plain http on the loopback: reading the CA bundle would cost more than the test
    )


def hepsiburada_client(sandbox: RunningSandbox, shop: str = "hepsiburada") -> httpx.Client:
    table = sandbox.credentials[shop]
    return httpx.Client(
        base_url=f"{sandbox.base_url}/hepsiburada",
        auth=(table["merchant_id"], table["service_key"]),
        headers={"User-Agent": table["user_agent"], "merchantId": table["merchant_id"]},
        trust_env=False,
        timeout=20,
        verify=False,  # plain http on the loopback: reading the CA bundle would cost more than the test
    )


@pytest.fixture
def seller(sandbox: RunningSandbox) -> str:
    return sandbox.credentials["trendyol"]["seller_id"]


@pytest.fixture
def merchant(sandbox: RunningSandbox) -> str:
    return sandbox.credentials["hepsiburada"]["merchant_id"]


def waiting_claims(client: httpx.Client, seller: str, status: str = "WaitingInAction") -> list[dict[str, Any]]:
    answer = client.get(f"/order/sellers/{seller}/claims", params={"claimItemStatus": status, "size": 200})
    return list(answer.json()["content"] or [])


def item_ids(claim: dict[str, Any]) -> list[str]:
    return [unit["id"] for item in claim["items"] for unit in item["claimItems"]]


def statuses(claim: dict[str, Any]) -> set[str]:
    return {unit["claimItemStatus"]["name"] for item in claim["items"] for unit in item["claimItems"]}


def claims_in(client: httpx.Client, merchant: str, status: str) -> list[dict[str, Any]]:
    answer = client.get(f"/oms/claims/merchantId/{merchant}/status/{status}", params={"limit": 100})
    return list(answer.json())


def claim_again(client: httpx.Client, merchant: str, number: str) -> dict[str, Any]:
    for offset in range(0, 1000, 100):
        rows = client.get(f"/oms/claims/merchantId/{merchant}", params={"limit": 100, "offset": offset}).json()
        for row in rows:
            if row["number"] == number:
                return dict(row)
    raise AssertionError(f"claim {number} is in no list")
