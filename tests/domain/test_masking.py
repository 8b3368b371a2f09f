import pytest

from lib.domain.masking import masked_numbers

PHONES = [
    "05551234567",
    "0555 123 45 67",
    "0 555 123 45 67",
    "0(555) 123 45 67",
    "0 (555) 123-45-67",
    "+90 555 123 45 67",
    "+905551234567",
    "+90 (555) 123 45 67",
    "+90 0555 123 45 67",
    "0090 555 123 45 67",
    "90 555 123 45 67",
    "555 123 45 67",
    "5551234567",
    "555.123.45.67",
    "555-1234567",
    "0212 123 45 67",
    "0 850 123 45 67",
    "(0555)1234567",
]


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_in_a_note_is_masked(phone: str) -> None:
    masked = masked_numbers(f"Beni {phone} numarasından arayın, iade kodu çalışmıyor.")
    assert not any(letter.isdecimal() for letter in masked)
    assert masked.startswith("Beni ")
    assert masked.endswith(" numarasından arayın, iade kodu çalışmıyor.")


@pytest.mark.parametrize("number", ["10000000146", "100 000 001 46", "TC:10000000146"])
def test_a_national_id_with_right_check_digits_is_masked(number: str) -> None:
    assert "146" not in masked_numbers(f"Kimlik {number}, teşekkürler")


@pytest.mark.parametrize(
    "iban",
    [
        "TR330006100519786457841326",
        "TR33 0006 1005 1978 6457 8413 26",
        "tr33 0006 1005 1978 6457 8413 26",
        "TR33 0006 1005 1978 6457 8413 27",
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
    ],
)
def test_an_iban_is_masked(iban: str) -> None:
    assert masked_numbers(f"Parayı {iban} hesabına") == "Parayı *** hesabına"


@pytest.mark.parametrize("card", ["4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005"])
def test_a_card_number_is_masked(card: str) -> None:
    assert masked_numbers(f"kartım {card} ile") == "kartım *** ile"


def test_an_email_address_is_masked() -> None:
    assert masked_numbers("ayse.y+iade@ornek.com.tr yazın") == "*** yazın"


@pytest.mark.parametrize(
    "text",
    [
        "Siparişim 10500000007 eksik geldi",
        "Sipariş 4600010002",
        "İade kodu 7330000000000007",
        "kod 9710000000011",
        "barkod 8690000000011",
        "2 adet aldım, 1 adet 249,90 TL",
        "22.11.2026 14:30 teslim",
        "42 numara, 36 beden, 1.234,50 ₺",
        "",
    ],
)
def test_numbers_that_belong_to_the_order_stay(text: str) -> None:
    assert masked_numbers(text) == text


def test_several_numbers_in_one_note_are_all_masked() -> None:
    note = "TC 10000000146 tel 0555 123 45 67 iban TR33 0006 1005 1978 6457 8413 26"
    assert masked_numbers(note) == "TC *** tel *** iban ***"


def test_full_width_digits_are_digits_too() -> None:
    wide = "0555 123 45 67".translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    assert masked_numbers(wide) == "***"
