"""The form for a new shop: its keys are tried once at the sandbox, what is wrong with them is told."""

import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from lib.flows.key_checks import Checking, check_once
from lib.sandbox.server import RunningSandbox, start
from tests.builders import NOON
from tests.marketplaces.test_sandbox_contract import client_of


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    running = start(seed=11, claims=60, live=False, started_at=NOON, switches={"limits": False})
    yield running
    running.stop()


def new_shop_form() -> None:
    """The form alone: AppTest loses what is typed on a page of a navigation."""
    import streamlit as st

    from lib.ui import new_shop

    new_shop.show(st.session_state["try_keys"], "claims.toml")


def try_new_shop(sandbox: RunningSandbox, **wrong: str) -> tuple[str, int]:
    """Fills the form and presses its button; the words on the screen, and how many times the keys were tried."""
    tried: list[Checking] = []

    def try_keys(table: dict[str, str]) -> Checking:
        given = {name: table[name] for name in ("seller_id", "api_key", "api_secret")}
        tried.append(check_once(client_of(sandbox, "trendyol", **given)))
        until = time.monotonic() + 20
        while tried[-1].results is None and time.monotonic() < until:
            time.sleep(0.02)
        return tried[-1]

    test = AppTest.from_function(new_shop_form, default_timeout=30)
    test.session_state["try_keys"] = try_keys
    test.run()
    keys = {name: sandbox.credentials["trendyol"][name] for name in ("seller_id", "api_key", "api_secret")}
    test.text_input[0].input("yeni-magaza")
    for name, value in (keys | wrong).items():
        test.text_input(key=f"new_shop.{name}").input(value)
    test.button[0].click().run()
    assert not test.exception
    parts = [element.value for kind in ("caption", "markdown", "error", "code") for element in test.get(kind)]
    return "\n".join(parts), len(tried)


def test_right_keys_are_tried_once_and_give_the_block_to_paste(sandbox: RunningSandbox) -> None:
    words, tried_count = try_new_shop(sandbox)
    table = sandbox.credentials["trendyol"]
    assert tried_count == 1
    assert (
        f"""[shops.yeni-magaza]
marketplace = "trendyol"
seller_id = "{table["seller_id"]}"
api_key = "{table["api_key"]}"
api_secret = "{table["api_secret"]}"
mode = "dry-run\""""
        in words
    )


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"api_secret": "wrong"}, "parola sorunu"), ({"seller_id": "1"}, "yetkisi yok")],
    ids=["password", "permission"],
)
def test_keys_that_open_nothing_are_told_and_give_no_block(
    sandbox: RunningSandbox, wrong: dict[str, str], told: str
) -> None:
    words, _ = try_new_shop(sandbox, **wrong)
    assert told in words
    assert "[shops.yeni-magaza]" not in words


def test_one_forbidden_service_is_told_as_a_permission_and_the_others_work(sandbox: RunningSandbox) -> None:
    sandbox.fault("403", path="claims", count=1)
    words, _ = try_new_shop(sandbox)
    sandbox.clear_faults()
    assert "yetkisi yok" in words
    assert "Siparişler: çalışıyor" in words
    assert "[shops.yeni-magaza]" in words
