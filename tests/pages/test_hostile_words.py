"""Foreign words on every text surface of the claim pages: they stand as plain text, never where markdown is drawn."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lib.domain.claim import ClaimStatus
from lib.ui import feedback
from tests.builders import make_claim, make_item
from tests.pages.conftest import Screen, in_hepsiburada, waiting

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[tıkla](javascript:alert(1))",
    "![x](https://evil.example/a.png)",
    ":red[onaylandı] :material/check:",
    "\u202eters yazı\u202c",
    "# Başlık\n\n| a | b |",
    "$\\href{https://evil.example}{x}$",
    "İıŞşĞğÜüÖöÇç" * 40,
)
DRAWN = ("title", "header", "subheader", "markdown", "caption", "error", "warning", "info", "success", "toast")
"""What Streamlit draws as markdown; badges are markdown too."""


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("page", ["inbox", "trendyol", "hepsiburada", "claim"])
def test_a_claims_words_are_never_drawn_as_markdown(screen: Callable[..., Screen], page: str, words: str) -> None:
    said = {"product_name": words, "reason": words, "customer_note": words, "marketplace_note": words, "sku": words}
    made = screen(
        [
            replace(waiting(1, 3, **said), customer_name=words),
            in_hepsiburada(1, **said | {"reason_code": None}),
        ]
    )
    test = made.open(page, **({"shop": "ana", "claim": "claim-1"} if page == "claim" else {}))
    drawn = [str(element.value) for kind in DRAWN for element in test.get(kind)]
    assert not [value for value in drawn if words in value]
    assert words.split("\n")[0][:40] in made.words()


@pytest.mark.parametrize("words", HOSTILE)
def test_a_dialog_shows_foreign_words_as_plain_text(screen: Callable[..., Screen], words: str) -> None:
    made = screen([waiting(1, 3, product_name=words, reason=words)])
    made.open()
    test = made.click("decide.panel.reject")
    drawn = [str(element.value) for kind in DRAWN for element in test.get(kind)]
    assert not [value for value in drawn if words in value]


def test_an_unknown_status_is_plain_text_too(screen: Callable[..., Screen]) -> None:
    item = make_item(status=ClaimStatus.UNKNOWN, raw_status=":red[x]")
    test = screen([make_claim(items=(item,))]).open("claim", shop="ana", claim="claim-1")
    drawn = [str(element.value) for kind in DRAWN for element in test.get(kind)]
    assert not [value for value in drawn if ":red[x]" in value]


@pytest.mark.parametrize("words", HOSTILE)
def test_the_escape_leaves_no_sign_of_markdown(words: str) -> None:
    escaped = feedback.plain(words)
    bare = [sign for place, sign in enumerate(escaped) if sign in "*_[]()<>`$:!#" and escaped[place - 1] != "\\"]
    assert bare == []
