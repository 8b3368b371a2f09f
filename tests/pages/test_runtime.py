"""One Services per server process, whatever reruns, sessions and reloads do."""

import importlib
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from lib.ui import runtime


class Made:
    def now(self) -> str:
        return "now"


@pytest.fixture(autouse=True)
def no_holder() -> Iterator[None]:
    sys.modules.pop("lib.ui.runtime.holder", None)
    yield
    sys.modules.pop("lib.ui.runtime.holder", None)


def test_twenty_sessions_at_once_build_one(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Made] = []

    def build() -> Made:
        time.sleep(0.05)
        built.append(Made())
        return built[-1]

    monkeypatch.setattr(runtime, "build", build)
    got: list[object] = []
    threads = [threading.Thread(target=lambda: got.append(runtime.services())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(built), len(got), len(set(map(id, got)))) == (1, 20, 1)


def test_a_reloaded_module_finds_what_was_built_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "build", Made)
    first = runtime.services()
    again = importlib.reload(runtime)
    monkeypatch.setattr(again, "build", lambda: pytest.fail("built twice"))
    assert again.services() is first


def test_a_failed_start_is_tried_again_at_the_next_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> Made:
        raise OSError("busy")

    monkeypatch.setattr(runtime, "build", fails)
    with pytest.raises(OSError, match="busy"):
        runtime.services()
    monkeypatch.setattr(runtime, "build", Made)
    assert isinstance(runtime.services(), Made)
