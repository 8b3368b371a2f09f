"""Product and claim pictures from the marketplaces' own picture hosts, and from nowhere else."""

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from lib.errors import RemoteError
from lib.http import HttpAccount
from lib.http_admission import Call
from lib.http_limits import Gate

PICTURE_CAP = 5 * 1024 * 1024
PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def fetch_picture(
    http: HttpAccount, url: str, *, hosts: Collection[str], own: Sequence[str], gate: Gate
) -> bytes | None:
    """None for a foreign host, a page, a redirect, more than 5 MB or any failure: a missing picture is no error."""
    if not is_listed(url, hosts, own):
        return None
    call = Call(operation="picture", url=url, gate=gate, headers={"Accept": "image/*"}, public=True)
    try:
        reply = http.fetch_public(call, PICTURE_CAP)
    except RemoteError:
        return None
    content_type = reply.headers.get("content-type", "").split(";")[0].strip().lower()
    return reply.body if reply.body and content_type in PICTURE_TYPES else None


def is_listed(url: str, hosts: Collection[str], own: Sequence[str]) -> bool:
    """https on a listed host, or the shop's own address where that is on the loopback (the sandbox)."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        loopback = [urlsplit(address) for address in own if urlsplit(address).hostname in LOOPBACK]
    except ValueError:
        return False
    if "@" in parts.netloc or any(letter <= " " or letter == "\\" for letter in url):
        return False
    if parts.scheme == "https" and host in hosts and port in (None, 443):
        return True
    return any((parts.scheme, parts.netloc) == (mine.scheme, mine.netloc) for mine in loopback)
