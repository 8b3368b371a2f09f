"""Inbox, Trendyol, Hepsiburada and the claim page, as one visitor uses them."""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd
import pytest

from lib.domain.action import ActionKind
from lib.domain.claim import Kind
from lib.domain.claim_filter import ClaimFilter, Sort
from lib.errors import SettingsError
from lib.queries.claim_tables import claim_page
from lib.store import sync_log
from lib.store.sync_log import SetAside
from lib.ui import confirm, filter_fields, runtime, text
from lib.ui import screen as screen_width
from tests.builders import NOON, make_claim, make_item
from tests.pages.conftest import Screen, in_hepsiburada, waiting

Make = Callable[..., Screen]
PAGES = ("inbox", "trendyol", "hepsiburada", "claim", "returns", "disputes", "actions", "connections")


@pytest.mark.parametrize("language", ["TR", "EN"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_in_both_languages(
    screen: Make, page: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "DEFAULT", language)
    made = screen()
    test = made.open(page)
    titles = text.LANGUAGES[language].PAGE_TITLES
    assert test.title[0].value == titles[page] if page != "claim" else made.words()


def test_the_chosen_language_stands_in_the_address_beside_the_filter_and_outlives_a_reload(screen: Make) -> None:
    made = screen()
    made.open(q="cüzdan")
    made.test.button_group(key="lang").set_value("EN").run()
    assert dict(made.shown().query_params) == {"lang": "EN", "tab": "all", "q": "cüzdan"}
    assert made.reload_inbox().title[0].value == "Inbox"


def test_a_page_opened_without_the_language_in_its_address_still_speaks_it(screen: Make) -> None:
    made = screen()
    made.open(lang="EN")
    made.test.query_params.clear()  # what the browser asks for when a page is left in the middle of a run
    made.test.switch_page("pages/connections.py")
    made.test._run()  # without the widgets of the page before, as the browser has not drawn them yet
    assert (made.shown().title[0].value, made.test.query_params["lang"]) == ("Connections", "EN")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_before_anything_was_synced(screen: Make, page: str) -> None:
    made = screen([])
    made.open(page)
    assert made.words()


def test_the_inbox_holds_what_waits_in_all_shops_the_most_urgent_first(screen: Make) -> None:
    test = screen().open()
    rows = test.dataframe[0].value
    assert rows["product"].tolist()[:3] == ["Keten Gömlek", "Deri Cüzdan", "Keten Gömlek"]
    assert len(rows) == 5
    assert test.title[0].value == "Gelen kutusu"


def test_the_inboxs_counters_are_the_urgency_steps(screen: Make) -> None:
    test = screen().open()
    labels = test.button_group(key="claims.tab").options
    assert labels[:4] == ["Tümü 5", "6 saatten az 1", "6–24 saat 1", "24–48 saat 3"]


def test_a_step_shows_only_its_claims(screen: Make) -> None:
    test = screen().open(tab="under_24h")
    assert test.dataframe[0].value["product"].tolist() == ["Deri Cüzdan"]


def test_a_link_brings_back_tab_and_filter(screen: Make) -> None:
    made = screen()
    test = made.open("trendyol", tab="awaiting_action", q="cüzdan")
    assert test.dataframe[0].value["product"].tolist() == ["Deri Cüzdan"]
    assert test.text_input(key="claims.words").value == "cüzdan"


def test_the_customers_name_never_goes_into_the_address() -> None:
    assert filter_fields.CUSTOMER not in {field.key for field in filter_fields.FIELDS}


def test_money_is_written_as_the_language_writes_it(screen: Make) -> None:
    made = screen()
    made.open(tab="under_24h")
    assert "1.234,50 ₺" in made.words()


def test_approving_asks_first_and_stores_the_intent_only_on_yes(screen: Make) -> None:
    made = screen()
    made.open()
    made.click("decide.panel.approve")
    assert made.decisions == []
    made.click("confirm.yes")
    assert made.decisions == [("approve", "claim-1", "queued")]


def test_what_is_queued_stands_in_its_row_and_cannot_be_asked_twice(screen: Make) -> None:
    made = screen()
    made.open()
    made.click("decide.panel.approve")
    made.click("confirm.yes")
    made.test.run()
    assert "Sırada" in made.words()
    assert not [button for button in made.test.button if button.key == "decide.panel.approve"]


def test_a_refusal_needs_reason_and_statement(screen: Make) -> None:
    made = screen()
    made.open()
    made.click("decide.panel.reject")
    made.click("confirm.yes")
    assert (made.decisions, made.test.error[0].value) == ([], "Ret nedenini seçin\\.")


def test_a_refusal_with_reason_and_statement_is_queued(screen: Make) -> None:
    made = screen()
    made.open()
    made.click("decide.panel.reject")
    made.click("confirm.yes", confirm_reason="451", confirm_statement="Ürünü analize alıyoruz.")
    assert made.decisions == [("reject", "claim-1", "queued")]


def test_a_reason_that_needs_a_file_says_so_and_waits_for_it(screen: Make) -> None:
    made = screen()
    made.open()
    made.click("decide.panel.reject")
    made.click("confirm.yes", confirm_reason="51", confirm_statement="Kullanılmış.")
    assert made.decisions == []
    assert "dosyas" in made.test.error[0].value


def test_the_24_hour_rule_is_told_before_a_reason_is_chosen(screen: Make) -> None:
    made = screen()
    made.open()
    made.click("decide.panel.reject")
    assert "“Ulaşmadı” nedeni, talep aksiyon beklemeye başladıktan 24 saat sonra seçilebilir" in made.words()


def test_an_unknown_status_is_shown_as_it_came_and_offers_no_decision(screen: Make) -> None:
    made = screen()
    made.open("claim", shop="ana", claim="claim-5")
    assert "Bilinmiyor (Paused)" in made.words()
    assert not [button for button in made.test.button if str(button.key).startswith("decide.")]


def test_the_inbox_counts_claims_that_could_not_be_read(screen: Make) -> None:
    made = screen()
    row = SetAside(
        shop="ana", claim_id="c-9", reason="field id is missing", payload="{}", request="GET", parser_version=1,
        seen_at=NOON,
    )  # fmt: skip
    made.open()
    assert "okunamadı" not in made.words()
    made.services.db.write(lambda cursor: sync_log.put_aside(cursor, [row]))
    made.test.run()
    assert "1 talep okunamadı" in made.words()


def test_a_new_product_request_must_say_how_it_closes(screen: Make) -> None:
    made = screen([in_hepsiburada(7, "RenewProduct", kind=Kind.NEW_PRODUCT)])
    made.open("claim", shop="hb", claim="HB7")
    made.click("decide.claim.approve")
    assert made.test.radio(key="confirm.finalize").options == ["Para iadesi", "Yeni ürün gönderilecek"]
    made.click("confirm.yes")
    assert (made.decisions, made.test.error[0].value) == ([], "Nasıl kapansın?")


def test_a_batch_lists_what_stays_out_and_why(screen: Make) -> None:
    made = screen([waiting(1, 3), in_hepsiburada(7, "RenewProduct", kind=Kind.NEW_PRODUCT)])
    made.open()
    rows = _rows(made)
    confirm_open(made, ActionKind.APPROVE, rows)
    assert "tek tek karar ister" in made.words()
    made.click("confirm.yes")
    assert made.decisions == [("approve", "claim-1", "queued")]


def test_a_dialog_older_than_five_minutes_is_shown_anew(screen: Make) -> None:
    made = screen([waiting(1, 3)])
    made.open()
    confirm_open(made, ActionKind.APPROVE, _rows(made), minutes_ago=6)
    assert made.test.warning[0].value.startswith("Bu pencere 5 dakikadan uzun açık kaldı")


def test_all_pieces_of_one_claim_are_one_request(screen: Make) -> None:
    items = tuple(make_item(item_id=f"piece-{number}") for number in (1, 2))
    made = screen([make_claim(claim_id="claim-2x", items=items)])
    made.open("claim", shop="ana", claim="claim-2x")
    made.click("decide.claim.approve")
    made.click("confirm.yes")
    assert made.decisions == [("approve", "claim-2x", "queued")] * 2
    with made.services.journal.read() as connection:
        assert connection.execute("SELECT count(*) FROM actions").fetchone()[0] == 1


def test_a_dry_run_shop_is_marked_where_it_is_decided(screen: Make) -> None:
    made = screen(live=False)
    made.open()
    made.click("decide.panel.approve")
    assert "Deneme: gönderilmez" in made.words()


def test_a_claim_that_nobody_knows_says_so(screen: Make) -> None:
    test = screen().open("claim", shop="ana", claim="nope")
    assert test.title[0].value == text.LANGUAGES["TR"].PAGE_TITLES["claim"]
    assert test.info[0].value.startswith("Bu talep bulunamadı")
    labels = [link.proto.label for link in test.get("page_link")]
    assert labels == ["Gelen kutusunda ara", "Bağlantılar’da şimdi eşitle"]


def _rows(made: Screen) -> pd.DataFrame:
    return claim_page(made.services.db, ClaimFilter(awaiting_seller=True), Sort(), None, 50)


def confirm_open(made: Screen, kind: ActionKind, rows: pd.DataFrame, *, minutes_ago: int = 0) -> None:
    """Opens the dialog as the button of ticked rows does: AppTest cannot tick rows."""
    opened = confirm.Opened(kind=kind, rows=rows, shown_at=NOON - timedelta(minutes=minutes_ago))
    made.test.session_state["confirm.opened"] = opened
    made.test.run()
    made.shown()


def test_a_phone_turns_pages_of_twenty_cards(screen: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_width, "is_narrow", lambda: True)
    made = screen([waiting(number, 3 + number / 10) for number in range(1, 31)])
    test = made.open()
    assert (len(test.dataframe), len([b for b in test.button if str(b.key).startswith("card.approve.")])) == (0, 20)
    made.click("claims.next")
    assert len([b for b in made.test.button if str(b.key).startswith("card.approve.")]) == 10


def test_a_settings_mistake_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch, screen: Make) -> None:
    def refuses() -> None:
        raise SettingsError("[shops.ana] api_key is missing")

    made = screen()
    monkeypatch.setattr(runtime, "services", refuses)
    test = made.test.run()
    assert test.error[0].value.startswith("Ayar dosyası kullanılamıyor")
    assert test.text[0].value == "[shops.ana] api_key is missing"
