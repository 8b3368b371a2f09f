"""Takes the README's pictures from a running demo: `python -m tests.browser.take_screenshots http://127.0.0.1:8501`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
SETTLE_MS = 4_000


def take(address: str) -> None:
    """inbox.png, trendyol.png, claim.png, phone.png, beside this file."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1440, "height": 900}, locale="tr-TR")
        shoot(page, f"{address}/", "inbox")
        shoot(page, f"{address}/trendyol?tab=awaiting_action", "trendyol")
        page.locator(".st-key-panel").get_by_role("link", name="Tam sayfa").click()
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=FOLDER / "claim.png")
        phone = chromium.new_page(viewport={"width": 390, "height": 844}, locale="tr-TR")
        shoot(phone, f"{address}/", "phone")
        chromium.close()


def shoot(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_test_id("stHeading").first.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    take(sys.argv[1])
