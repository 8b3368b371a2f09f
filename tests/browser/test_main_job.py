"""From the first visit to a decision that has arrived, in a real browser on the real demo."""

import base64
import http.client
import os
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Come = Callable[..., Visit]

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def count_of(page: Page, tab: str) -> int:
    """The number that a tab's counter shows."""
    words = page.get_by_role("radio", name=re.compile(f"^{tab} ")).first.inner_text()
    return int(words.removeprefix(tab).strip().replace(".", "").replace(",", ""))


def wait_count(page: Page, tab: str, wanted: Callable[[int], bool], *, tries: int = 60) -> int:
    """Looks until the counter is as wanted; the page refreshes itself."""
    for _ in range(tries):
        if wanted(count_of(page, tab)):
            break
        page.wait_for_timeout(1000)
    return count_of(page, tab)


def order_in_panel(page: Page) -> str:
    """The order number of the claim that stands beside the table."""
    facts = page.locator(".st-key-panel").inner_text()
    found = re.search(r"\b(105\d{8}|46\d{8})\b", facts)
    assert found, facts
    return found.group(1)


def test_a_visitor_filters_approves_refuses_and_sees_both_arrive(visit: Come) -> None:
    one = visit()
    page = one.open("/")
    expect(page.get_by_text("Deneme modu · uydurma veri")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Son eşitleme \d\d:\d\d"))).to_be_visible(timeout=120_000)
    page.get_by_role("link", name="Trendyol", exact=True).click()
    expect(page.get_by_role("heading", name="Trendyol talepleri")).to_be_visible()
    assert wait_count(page, "Aksiyon Bekleyen", lambda count: count > 2) > 2

    order = order_in_panel(page)
    search = page.get_by_placeholder("Sipariş no, ürün, barkod")
    search.fill(order)
    search.press("Enter")
    expect(page).to_have_url(re.compile(f"q={order}"))
    expect(page.get_by_text(re.compile(r"^1–\d / \d$"))).to_be_visible()
    one.tick(0)
    page.locator(".st-key-panel").get_by_role("link", name="Tam sayfa").click()
    expect(page).to_have_url(re.compile(r"claim\?.*shop=.*claim="))
    expect(page.get_by_text("Süreç")).to_be_visible()

    approved = page.url
    page.get_by_role("button", name="Onayla", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(order)).to_be_visible()
    expect(dialog.get_by_text("geri alınamaz")).to_be_visible()
    dialog.get_by_role("button", name=re.compile("ürünü onayla")).click()
    expect(page.get_by_text("Onay sıraya alındı")).to_be_visible()

    refused = refuse_one(one)
    page.get_by_role("button", name="Bir gün ileri").click()
    page.goto(approved)
    expect(page.locator(".st-key-claim-product").get_by_text(re.compile("^Onaylandı"))).to_have_count(
        2, timeout=120_000
    )
    page.goto(refused)
    expect(
        page.locator(".st-key-claim-product").get_by_text(re.compile("İhtilaflı|Reddedildi|Onaylandı|Analizde")).first
    ).to_be_visible(timeout=120_000)
    page.get_by_role("link", name="İşlem geçmişi").click()
    expect(page.get_by_role("radio", name=re.compile("^Biten [1-9]"))).to_be_visible(timeout=120_000)


def refuse_one(one: Visit) -> str:
    """Refuses the last claim of the list, with a file; returns its address."""
    page = one.open("/trendyol?tab=awaiting_action&sort=deadline.asc")
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    one.tick(3)
    expect(page.get_by_text(re.compile("^1 talep seçili"))).to_be_visible()
    page.locator(".st-key-panel").get_by_role("link", name="Tam sayfa").click()
    expect(page).to_have_url(re.compile(r"claim\?"))
    address = page.url
    page.get_by_role("button", name="Reddet…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("24 saat sonra seçilebilir")).to_be_visible()
    dialog.get_by_role("combobox").first.click()
    page.get_by_role("option", name=re.compile("olağan dışı|kullanılmış", re.IGNORECASE)).first.click()
    dialog.get_by_role("textbox", name="Açıklama").fill("Ürün kullanılmış, etiketi yok.")
    dialog.locator("input[type=file]").set_input_files(
        files=[{"name": "kanit.png", "mimeType": "image/png", "buffer": ONE_PIXEL}]
    )
    expect(dialog.get_by_text("kanit.png")).to_be_visible()
    dialog.get_by_role("button", name=re.compile("ürünü reddet")).click()
    expect(page.get_by_text("Ret sıraya alındı")).to_be_visible()
    return address


def test_the_whole_screen_speaks_english(visit: Come) -> None:
    one = visit()
    page = one.open("/?lang=EN")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    expect(page.get_by_text("Demo mode · made-up data")).to_be_visible()
    for link, heading in (
        ("Trendyol", "Trendyol claims"),
        ("Hepsiburada", "Hepsiburada claims"),
        ("Returns", "Returns"),
        ("Disputes", "Disputes"),
        ("Action log", "Action log"),
        ("Connections", "Connections"),
    ):
        page.get_by_role("link", name=link, exact=True).click()
        expect(page.get_by_role("heading", name=heading, exact=True).first).to_be_visible()
        expect(page).to_have_url(re.compile("lang=EN"))
    page.get_by_role("link", name="Trendyol", exact=True).click()
    search = page.get_by_placeholder("Order no, product, barcode")
    search.fill("a")
    search.press("Enter")
    expect(page).to_have_url(re.compile("q=a"))
    page.reload()
    expect(page.get_by_role("heading", name="Trendyol claims", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("lang=EN"))


def test_the_phone_shows_cards_with_buttons_under_the_thumb(visit: Come) -> None:
    one = visit(width=390, height=844)
    page = one.open("/")
    card = page.locator(".st-key-card-0")
    expect(card).to_be_visible(timeout=120_000)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)
    box = card.get_by_role("button", name="Onayla").bounding_box()
    assert box is not None and box["height"] >= 40 and box["width"] >= 90
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    card.get_by_role("link", name="Aç").click()
    expect(page).to_have_url(re.compile(r"claim\?"))
    expect(page.get_by_text("Müşteri notu").or_(page.get_by_text("Neden")).first).to_be_visible()


@pytest.mark.parametrize("page", ["trendyol", "hepsiburada", "returns", "disputes", "actions", "connections"])
def test_a_deep_link_opens_inside_the_frame(visit: Come, page: str) -> None:
    one = visit(scheme="dark")
    opened = one.open(f"/{page}?lang=TR")
    expect(opened.get_by_role("link", name="Gelen kutusu")).to_be_visible()


@pytest.mark.parametrize(
    "headers",
    [{"Host": "claims.example"}, {"Origin": "https://evil.example"}],
    ids=["foreign host", "foreign origin"],
)
def test_a_foreign_host_or_origin_gets_no_session(app: str, headers: dict[str, str]) -> None:
    parts = urlsplit(app)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 0, timeout=10)
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    connection.request("GET", "/_stcore/stream", headers=asked | headers)
    assert connection.getresponse().status in (400, 403)
    connection.close()


def test_our_own_origin_gets_a_session(app: str) -> None:
    parts = urlsplit(app)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 0, timeout=10)
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        "Origin": app,
    }
    connection.request("GET", "/_stcore/stream", headers=asked)
    assert connection.getresponse().status == 101
    connection.close()
