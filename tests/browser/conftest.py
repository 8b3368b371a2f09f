"""The real app in demo mode and a real Chromium; every request the browser makes is written down."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
START_S = 60.0
PATIENCE_MS = 30_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOOPBACK = {"127.0.0.1", "localhost"}
BASELINE = ("_stcore/health", "_stcore/host-config")
"""Streamlit asks for these below the page of a deep link before it asks at the root: two 404 a deep link."""
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Visit:
    """One browser page, what it asked for and what it complained about."""

    page: Page
    address: str
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.address + path)
        expect(self.page.get_by_test_id("stHeading").first).to_be_visible()
        return self.page

    def note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            self.hosts.add(parts.hostname or "")

    def note_console(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type == "error" and not any(known in where for known in BASELINE):
            self.complaints.append(f"{message.text} ({where})")

    def tick(self, row: int) -> None:
        """Ticks a row of the first table: its cells are drawn on a canvas, so by place."""
        box = self.page.get_by_test_id("stDataFrame").first.bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + 17, box["y"] + 34 + 44 * row + 22)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started as `make run` does, on a new demo."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    environment = os.environ | {"CLAIMS_DEMO": "1", "CLAIMS_DB": str(folder / "demo.duckdb")}
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address + "/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    own = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=own, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(app: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """`visit(width=1440)`: a new visitor; at the end no foreign host was asked and nothing was complained about."""
    made: list[Visit] = []

    def come(width: int = 1440, height: int = 900, scheme: str = "light") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="tr-TR",
        )
        context.set_default_timeout(PATIENCE_MS)
        one = Visit(page=context.new_page(), address=app)
        one.page.on("request", one.note_request)
        one.page.on("websocket", lambda socket: one.hosts.add(urlsplit(socket.url).hostname or ""))
        one.page.on("console", one.note_console)
        made.append(one)
        return one

    yield come
    for one in made:
        one.page.context.close()
        assert one.hosts <= LOOPBACK
        assert one.complaints == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(url: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer within {START_S:.0f} s")
