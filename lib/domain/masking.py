"""Numbers that identify a person, masked inside free text: national ids, phones, IBANs, cards, e-mail addresses."""

from re import IGNORECASE, Match
from re import compile as pattern

MASK = "***"
SEPARATED = r"[ .\-/()]{0,2}"
EMAIL = pattern(r"[\w.+\-]+@[\w\-]+(\.[\w\-]+)+")
TURKISH_IBAN = pattern(r"\bTR(?:[ \-]?\d){24}(?!\d)", IGNORECASE)
"""By its shape alone, since one with a mistyped digit still tells a lot."""
IBAN = pattern(r"\b[A-Z]{2}\d{2}(?:[ \-]?\d{4}){2,7}(?:[ \-]?\d{1,3})?(?!\d)|\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")
CARD = pattern(r"(?<!\d)\d(?:[ \-]?\d){12,18}(?!\d)")
CARD_BEGINS = ("4", "51", "52", "53", "54", "55", "22", "23", "24", "25", "26", "27", "34", "37", "60", "65", "9792")
"""Visa, Mastercard, American Express, Discover and Troy; cargo codes begin otherwise (73, 72, 97100…)."""
NATIONAL_ID = pattern(r"(?<!\d)[1-9](?:[ .\-]?\d){10}(?!\d)")
PHONE = pattern(
    rf"(?<![\d+])(?:(?:\+|00)?90{SEPARATED}|0{SEPARATED}|\+90{SEPARATED}0{SEPARATED})?"
    rf"[2-58]{SEPARATED}(?:\d{SEPARATED}){{8}}\d(?!\d)"
)


def masked_numbers(text: str) -> str:
    """The text with every such number replaced; order and cargo numbers stay. Foreign digits become 0 to 9."""
    text = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in text)
    text = EMAIL.sub(MASK, text)
    text = TURKISH_IBAN.sub(MASK, text)
    text = IBAN.sub(lambda found: MASK if _is_iban(found.group()) else found.group(), text)
    text = CARD.sub(lambda found: MASK if _is_card(_digits(found)) else found.group(), text)
    text = NATIONAL_ID.sub(lambda found: MASK if _is_national_id(_digits(found)) else found.group(), text)
    return PHONE.sub(lambda found: MASK if _is_phone(found.group()) else found.group(), text)


def _digits(found: Match[str]) -> str:
    return "".join(letter for letter in found.group() if letter.isdecimal())


def _is_iban(text: str) -> bool:
    """The international check digits."""
    plain = "".join(letter for letter in text if letter.isalnum())
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1


def _is_card(digits: str) -> bool:
    """Luhn's check and a prefix that card schemes use."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return digits.startswith(CARD_BEGINS) and sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def _is_national_id(digits: str) -> bool:
    """Both check digits of a Turkish identity number."""
    numbers = [int(digit) for digit in digits]
    tenth = (sum(numbers[0:9:2]) * 7 - sum(numbers[1:8:2])) % 10
    return tenth == numbers[9] and sum(numbers[:10]) % 10 == numbers[10]


def _is_phone(text: str) -> bool:
    """With a prefix any Turkish area; without one only mobiles, since an order number may have ten digits too."""
    digits = "".join(letter for letter in text if letter.isdecimal())
    return len(digits) > 10 or digits.startswith("5")
