"""Keeps a text from becoming a formula in a spreadsheet."""

import re

STARTS = "=+-@\t\r\n＝＋－＠"
"""What a spreadsheet may take for the start of a formula, full-width forms included."""

_INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff"
"""Read over by some programs before they look for a formula."""

_AFTER_SEPARATOR = re.compile('([,;\t\r\n"|])([' + _INVISIBLE + "'\"]*)([=+@＝＋－＠-])")


def guarded(text: str) -> str:
    """The text, with a leading apostrophe where its first visible character could start a formula."""
    first = text.lstrip(_INVISIBLE)[:1]
    return "'" + text if first and first in STARTS else text


def guarded_field(text: str) -> str:
    """`guarded`, also behind every separator inside: a program that splits at another character starts a cell there."""
    return guarded(_AFTER_SEPARATOR.sub(r"\1'\2\3", text))
