"""Who may pass: keys, User-Agent, account in the path, and the published limits; a refusal is raised as its answer."""

import base64
import binascii
import json
import re
from collections import deque
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from lib.sandbox.entities import Shop
from lib.sandbox.hall import Hall
from lib.sandbox.sandbox_clock import SECOND

_TRENDYOL_AGENT = re.compile(r"\d+ - [0-9A-Za-zÇĞİÖŞÜçğıöşü]{1,30}")
BLOCKED_HTML = "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"
QUESTIONS_HOST = "/hepsiburada/questions"
LISTING_HOST = "/hepsiburada/listing"


class Refused(Exception):
    """Ends a request with this answer."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON as the marketplaces write it; None gives an empty body."""
    content = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, status, headers, media_type="application/json;charset=UTF-8")


def trendyol_shop(request: Request, operation: str) -> Shop:
    hall: Hall = request.app.state.hall
    if not _TRENDYOL_AGENT.fullmatch(request.headers.get("user-agent", "")):
        raise Refused(Response(BLOCKED_HTML, 403, media_type="text/html"))
    shop = _by_keys(hall, request, "trendyol")
    if shop is None:
        raise Refused(answer({"status": 401, "exception": "ClientApiAuthenticationException"}, 401))
    account = request.path_params.get("seller")
    if account is not None and account != shop.account:
        error = {"key": "authentication.error", "message": "Bu işlem için yetkiniz yok", "errorCode": "401"}
        raise Refused(answer({"exception": "TrendyolAuthorizationException", "errors": [error]}, 401))
    _trendyol_limit(hall, shop, operation)
    return shop


def _trendyol_limit(hall: Hall, shop: Shop, operation: str) -> None:
    switches = hall.world.switches
    if not switches.limits:
        return
    action = operation in ("approve", "issue")
    allowed = switches.trendyol_action_limit if action else switches.trendyol_read_limit
    window_s = switches.trendyol_action_window_s if action else switches.trendyol_read_window_s
    if not hall.limiter.passes(f"{shop.shop_id}:{operation}", allowed, window_s, hall.world.now):
        error = {"key": "too.many.requests", "message": "too.many.requests", "errorCode": "429"}
        raise Refused(answer({"errors": [error]}, 429))


def hepsiburada_shop(request: Request) -> Shop:
    hall: Hall = request.app.state.hall
    path = request.url.path
    shop = _by_keys(hall, request, "hepsiburada")
    if shop is None:
        if path.startswith(LISTING_HOST):
            raise Refused(Response("Missing Credentials!", 401, media_type="text/plain"))
        raise Refused(Response(b"", 401, media_type="application/json"))
    if request.headers.get("user-agent", "") != shop.user_agent:
        raise Refused(Response(b"", 403, media_type="application/json"))
    merchant = request.path_params.get("merchant")
    if merchant is not None and merchant.lower() != shop.account:
        raise Refused(Response(b"", 403, media_type="application/json"))
    if path.startswith(QUESTIONS_HOST) and request.headers.get("merchantid", "").lower() != shop.account:
        raise Refused(Response(b"", 401, media_type="application/json"))
    switches = hall.world.switches
    passes = hall.limiter.passes(
        "hepsiburada", switches.hepsiburada_limit, switches.hepsiburada_window_s, hall.world.now
    )
    if switches.limits and not passes:
        headers = {
            "X-RateLimit-Limit": str(switches.hepsiburada_limit),
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset": "1",
        }
        raise Refused(answer("TooManyRequest", 429, headers))
    return shop


def _by_keys(hall: Hall, request: Request, marketplace: str) -> Shop | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, _, password = base64.b64decode(token, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    for shop in hall.world.shops:
        if shop.marketplace == marketplace and (shop.api_key, shop.api_secret) == (user, password):
            return shop
    return None


class Limiter:
    """Sliding windows on the sandbox's clock: a jump clears them."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[int]] = {}

    def passes(self, key: str, allowed: int, window_s: float, now: int) -> bool:
        seen = self._seen.setdefault(key, deque())
        while seen and seen[0] <= now - window_s * SECOND:
            seen.popleft()
        if len(seen) >= allowed:
            return False
        seen.append(now)
        return True
