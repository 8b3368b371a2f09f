"""From a click to the new rows in real Chromium, the app running on a database of the benchmark."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import httpx

ROOT = Path(__file__).resolve().parent.parent
START_S = 60
TIMES = 5
TABLE = '[data-testid="stDataFrame"] canvas'
SETTINGS = """
[shops.trendyol-ana]
marketplace = "trendyol"
seller_id = "1"
api_key = "k"
api_secret = "s"
api_url = "http://127.0.0.1:{port}"

[shops.hepsiburada-ana]
marketplace = "hepsiburada"
merchant_id = "00000000-0000-4000-8000-000000000000"
service_key = "k"
user_agent = "ornek_dev"
oms_url = "http://127.0.0.1:{port}"
questions_url = "http://127.0.0.1:{port}"
shipping_url = "http://127.0.0.1:{port}"
listing_url = "http://127.0.0.1:{port}"
finance_url = "http://127.0.0.1:{port}"
"""
"""Two shops at a port where nobody answers: the page shows what the database holds."""

LISTENER = """
window.drawn = []
const draw = CanvasRenderingContext2D.prototype.fillText
CanvasRenderingContext2D.prototype.fillText = function (words, ...rest) {
  if (/[a-z] .*\\d/i.test(words)) window.drawn.push(words)
  return draw.call(this, words, ...rest)
}
"""
"""The table is a canvas, and its accessible copy in the page follows only after a pause: we note what it draws."""


def clicks(folder: Path) -> list[list[str]]:
    """One row a click: what was clicked, the median until the table had other rows. Empty without Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        return []
    secrets = folder / "secrets.toml"
    secrets.write_text(SETTINGS.format(port=_free_port()), encoding="utf-8")
    secrets.chmod(0o600)
    port = _free_port()
    environment = os.environ | {"CLAIMS_DB": str(folder / "claims.duckdb"), "CLAIMS_SECRETS": str(secrets)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with subprocess.Popen(
        [*command, "--server.port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as app:
        try:
            _wait_for(port)
            return _clicked(chromium, f"http://127.0.0.1:{port}")
        finally:
            app.send_signal(signal.SIGTERM)


def _clicked(chromium: str, address: str) -> list[list[str]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(LISTENER)
        page.goto(f"{address}/trendyol")
        page.wait_for_selector(TABLE, timeout=START_S * 1000)
        page.wait_for_timeout(3000)
        tabs = page.get_by_test_id("stButtonGroup")
        buttons = {f"tab {name}": tabs.get_by_role("radio", name=name) for name in ("Onaylanan", "Reddedilen")}
        buttons["next page"] = page.get_by_role("button", name="Sonraki")
        taken: dict[str, list[float]] = {name: [] for name in buttons}
        for _ in range(TIMES):
            for name, button in buttons.items():
                taken[name].append(_until_new_rows(page, button))
                page.wait_for_timeout(1000)
        browser.close()
    return [[name, f"{median(each):.0f} ms"] for name, each in taken.items()]


def _until_new_rows(page: object, button: object) -> float:
    """Milliseconds from the click until a product that was not there before stands painted in the table."""
    return float(
        page.evaluate(  # type: ignore[attr-defined]
            """
            async (button) => {
              const before = new Set(window.drawn)
              window.drawn = []
              const begin = performance.now()
              button.click()
              while (performance.now() - begin < 20000) {
                await new Promise((resolve) => requestAnimationFrame(resolve))
                const fresh = window.drawn.filter((words) => !before.has(words))
                if (fresh.length) {
                  window.drawn = fresh
                  return performance.now() - begin
                }
              }
              return NaN
            }
            """,
            button.element_handle(),  # type: ignore[attr-defined]
        )
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    limit = time.monotonic() + START_S
    while time.monotonic() < limit:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError("the app did not start")
