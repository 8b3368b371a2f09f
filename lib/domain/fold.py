"""Folding of Turkish letters, so that a search for `igde` finds `İğde`. The same fold stands in SQL (`queries/`)."""

_LOWER = str.maketrans("Iİ", "ıi")
_PLAIN = str.maketrans("ıçğöşüâîû", "icgosuaiu")


def fold(text: str) -> str:
    """Lower-cased by Turkish rules, then without diacritics."""
    return text.translate(_LOWER).lower().translate(_PLAIN)


def masked_name(name: str | None) -> str | None:
    """`Ayşe Yılmaz` → `A*** Y***`; None and empty stay None."""
    words = (name or "").split()
    return " ".join(f"{word[0]}***" for word in words) or None
