"""Carries a fault out on the wire: other answers, changed content, and what happens to the socket."""

import asyncio
import contextlib
import json
import os
import socket
import struct
import zlib
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.sandbox.fault_content import changed_content
from lib.sandbox.faults import CONTENT_FAULTS, STATUS_FAULTS, Fault

HOLD_S = 600.0
LATEST_S, POLL_S = 120.0, 0.02
HTML = b"<html><head><title>Service error</title></head><body><h1>The service is not available</h1></body></html>"
MEGABYTE = 1024 * 1024


class Captured:
    """An answer of the application, kept instead of sent."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body += message.get("body", b"")


async def execute(
    fault: Fault, app: ASGIApp, scope: Scope, receive: Receive, send: Send, transport: asyncio.Transport | None
) -> None:
    """Every kind but `late_arrival`, which needs the clock (see `arrive_late`)."""
    kind = fault.kind
    captured = Captured()
    if kind == "slow":
        await asyncio.sleep(float(fault.params.get("delay_s", 2.0)))
        await app(scope, receive, send)
        return
    happens = (
        fault.after_effect or kind in CONTENT_FAULTS or kind in ("reset_after", "timeout_after", "drip", "cut_body")
    )
    if happens:
        await app(scope, receive, captured.take)
    elif kind != "reset_before":
        await whole_body(receive)
    if kind.startswith("reset"):
        _reset(transport)
    elif kind.startswith("timeout"):
        await no_answer(fault, receive, transport)
    elif kind in STATUS_FAULTS:
        await _send(send, *_status_answer(fault, scope["path"]))
    elif kind in CONTENT_FAULTS:
        headers, body = changed_content(kind, captured.headers, captured.body, scope)
        await _send(send, captured.status, headers, body)
    else:
        await _at_the_socket(fault, captured, receive, send)


async def arrive_late(fault: Fault, app: ASGIApp, scope: Scope, body: bytes, clock_ms: Callable[[], int]) -> None:
    """Executes the call after its caller went away: `delay_s` later by the sandbox's clock, at most two minutes."""
    due = clock_ms() + int(min(LATEST_S, float(fault.params.get("delay_s", 60.0))) * 1000)
    while clock_ms() < due:
        await asyncio.sleep(POLL_S)

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    await app(scope, receive, Captured().take)


async def whole_body(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return body
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def no_answer(fault: Fault, receive: Receive, transport: asyncio.Transport | None) -> None:
    await _until_gone(receive, float(fault.params.get("hold_s", HOLD_S)))
    _reset(transport)


async def _at_the_socket(fault: Fault, captured: Captured, receive: Receive, send: Send) -> None:
    if fault.kind == "drip":
        await _drip(captured, send, float(fault.params.get("gap_s", 0.3)))
    elif fault.kind == "cut_body":
        await send(
            {
                "type": "http.response.start",
                "status": captured.status,
                "headers": _sized(captured.headers, len(captured.body) + 64),
            }
        )
        await send({"type": "http.response.body", "body": captured.body[: len(captured.body) // 2], "more_body": True})
    else:
        await _bomb(send, int(fault.params.get("megabytes", 200)), compressed=fault.kind == "gzip_bomb")


def _status_answer(fault: Fault, path: str) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    status, form = STATUS_FAULTS[fault.kind]
    headers = [(b"content-type", b"text/html" if form == "html" else b"application/json")]
    body = b""
    if form == "html":
        body = HTML
    elif form == "json":
        message = "too.many.requests" if status == 429 else "Beklenmeyen bir hata"
        error: Any = {"errors": [{"key": message, "message": message, "errorCode": str(status)}]}
        body = json.dumps("Internal Server Error" if path.startswith("/hepsiburada") else error).encode()
    if fault.kind == "429_retry_after":
        headers.append((b"retry-after", str(fault.params.get("retry_after", 2)).encode()))
    if fault.kind == "429_rate_limit":
        reset = str(fault.params.get("reset", 2)).encode()
        headers += [(b"x-ratelimit-limit", b"1000"), (b"x-ratelimit-remaining", b"0"), (b"x-ratelimit-reset", reset)]
    if fault.kind == "redirect":
        headers.append((b"location", str(fault.params.get("location", "/somewhere-else")).encode()))
    return status, headers, body


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _sized(headers, len(body))})
    await send({"type": "http.response.body", "body": body})


def _sized(headers: list[tuple[bytes, bytes]], size: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    return [*kept, (b"content-length", str(size).encode())]


async def _drip(captured: Captured, send: Send, gap_s: float) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": captured.status,
            "headers": _sized(captured.headers, len(captured.body)),
        }
    )
    for index in range(len(captured.body)):
        await send({"type": "http.response.body", "body": captured.body[index : index + 1], "more_body": True})
        await asyncio.sleep(gap_s)
    await send({"type": "http.response.body", "body": b""})


async def _bomb(send: Send, megabytes: int, *, compressed: bool) -> None:
    headers = [(b"content-type", b"application/json")]
    if not compressed:
        await send({"type": "http.response.start", "status": 200, "headers": _sized(headers, megabytes * MEGABYTE)})
        for _ in range(megabytes):
            await send({"type": "http.response.body", "body": b" " * MEGABYTE, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        return
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)) + packer.flush()
    await _send(send, 200, [*headers, (b"content-encoding", b"gzip")], body)


async def _until_gone(receive: Receive, hold_s: float) -> None:
    """No answer at all until the caller goes away."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(hold_s):
            while (await receive())["type"] != "http.disconnect":
                await asyncio.sleep(0)


def _reset(transport: asyncio.Transport | None) -> None:
    """An RST instead of an orderly end."""
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        linger = struct.pack("ii" if os.name == "posix" else "hh", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    transport.abort()
