"""Reading what came back: JSON, the service's own words of a refusal, how long a 429 asks us to wait."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from re import IGNORECASE, sub
from re import compile as pattern
from typing import Any

WORDS_MAX = 300
PAGE_WORDS_MAX = 120
NONSENSE_WAIT_S = 60.0
LONGEST_BELIEVED_S = 86_400.0
"""A wait above a day is a unit mistake, not a wish."""
SECONDS = pattern(r"\d{1,15}(\.\d+)?")
PAGE = pattern(r"\s*<(!doctype|html|head|body|\?xml|!--|center|h1)", IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One complete answer; headers are looked up in lower case."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def correlation_id(self) -> str | None:
        """What the service's support asks for."""
        given = self.headers.get("x-correlation-id") or self.headers.get("x-request-id") or ""
        return sub(r"[^\x21-\x7e]", "", given)[:100] or None

    @property
    def is_page(self) -> bool:
        """A web page where JSON was due: a gateway or firewall answered, not the service."""
        return "text/html" in self.headers.get("content-type", "").lower() or bool(PAGE.match(_text(self.body[:200])))


def parsed(body: bytes) -> Any:
    """The JSON value; ValueError when it is none.

    Floats stay floats: their shortest text is the sent one, and the value can be written out again as it came.
    """
    try:
        text = body.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("the answer is not UTF-8") from None
    return _storable(value) if "\\u" in text else value


def refusal_words(reply: Reply, secrets: tuple[str, ...] = ()) -> str:
    """The service's own words: any of Trendyol's three JSON families, a JSON string, plain text, a page, nothing."""
    try:
        words = "; ".join(dict.fromkeys(_words(parsed(reply.body)))) if reply.body.strip() else ""
    except ValueError:
        words = _text(reply.body[:20_000])
        if reply.is_page:
            words = sub(r"(?is)<(script|style).*?</\1>|<[^>]*>", " ", words)[: PAGE_WORDS_MAX * 4]
    for secret in secrets:
        words = words.replace(secret, "***")
    words = " ".join(sub(r"[\x00-\x1f\x7f]", " ", words).split())
    return words[: PAGE_WORDS_MAX if reply.is_page else WORDS_MAX] or "no words (empty body)"


def wait_asked_s(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds that Retry-After (seconds or date) or X-RateLimit-Reset ask for; 60 when missing or nonsense."""
    for name in ("retry-after", "x-ratelimit-reset"):
        given = headers.get(name, "").strip()
        if SECONDS.fullmatch(given):
            seconds = float(given)
        elif given and name == "retry-after":
            seconds = _until(given, now)
        else:
            continue
        return seconds if isfinite(seconds) and 0 <= seconds <= LONGEST_BELIEVED_S else NONSENSE_WAIT_S
    return NONSENSE_WAIT_S


def _until(given: str, now: datetime) -> float:
    try:
        return (parsedate_to_datetime(given) - now).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return NONSENSE_WAIT_S


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _storable(value: Any) -> Any:
    """Lone surrogates and NUL, which JSON can spell and no database can hold, become the replacement character."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\x00", "\ufffd")
    if isinstance(value, list):
        return [_storable(part) for part in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(part) for key, part in value.items()}
    return value


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [words for part in value[:10] for words in _words(part)]
    if not isinstance(value, dict):
        return []
    found = _words(value.get("exception")) + _words(value.get("title"))
    if "errors" in value or "body" in value:
        inner = value.get("errors") or value.get("body")
        fields = inner.items() if isinstance(inner, dict) and "errors" not in inner else ()
        found += [f"{name}: {words}" for name, part in fields for words in _words(part)]
        found += _words(inner) if not fields else []
    key, message = value.get("key"), value.get("message") or value.get("detail")
    if isinstance(key, str) and isinstance(message, str) and key and message != key:
        return [*found, f"{key}: {message}"]
    return found + _words(message or key or value.get("error"))
