"""The sandbox's door: brings the world up to now, names the request, lets a fault happen, keeps the request log."""

import asyncio
import base64
import binascii
import uuid
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from lib.sandbox.fault_content import earlier_page
from lib.sandbox.fault_execution import arrive_late, execute, no_answer, whole_body
from lib.sandbox.faults import Fault
from lib.sandbox.hall import Hall
from lib.sandbox.sandbox_clock import iso_z

Transports = dict[tuple[str, int], asyncio.Transport]


class Front:
    def __init__(self, app: ASGIApp, hall: Hall, transports: Transports) -> None:
        self._app = app
        self._hall = hall
        self._transports = transports
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(("/trendyol/", "/hepsiburada/")):
            await self._app(scope, receive, send)
            return
        hall, method, path = self._hall, scope["method"], scope["path"]
        hall.catch_up()
        hall.last_request_ms = hall.world.now
        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        status: int | str = "no answer"

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-correlation-id", request_id.encode())]
            await send(message)

        fault = self._fault(scope, method, path)
        try:
            if fault is None:
                await self._app(scope, receive, send_named)
            else:
                await self._go_wrong(fault, scope, receive, send_named)
        finally:
            query = scope["query_string"].decode()
            hall.world.truth.record_request(
                method, path + (f"?{query}" if query else ""), status, iso_z(hall.world.now)
            )

    async def _go_wrong(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        transport = self._transports.get(tuple(scope["client"]))
        if fault.kind == "late_arrival":
            body = await whole_body(receive)
            task = asyncio.create_task(arrive_late(fault, self._caught_up, scope, body, self._hall.clock.now_ms))
            self._late.add(task)
            task.add_done_callback(self._late.discard)
            await no_answer(fault, receive, transport)
            return
        if fault.kind == "repeated_page":
            asked = scope["query_string"]
            scope["asked_query"], scope["query_string"] = asked, earlier_page(asked)
        await execute(fault, self._app, scope, receive, send, transport)

    async def _caught_up(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._hall.catch_up()
        await self._app(scope, receive, send)

    def _fault(self, scope: Scope, method: str, path: str) -> Fault | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        kind = headers.get(b"x-sandbox-fault")
        if kind and headers.get(b"x-sandbox-secret") == self._hall.secret:
            return Fault(kind)
        return self._hall.faults.take(method, path, _account(headers))


def _account(headers: dict[bytes, str]) -> str:
    try:
        return base64.b64decode(headers.get(b"authorization", "").partition(" ")[2]).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def protocol_with(transports: Transports) -> type[H11Protocol]:
    """uvicorn's protocol, which also tells us the transport of each caller: a reset needs it."""

    class WireProtocol(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.peer: Any = tuple(transport.get_extra_info("peername")[:2])
            transports[self.peer] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self.peer, None)
            super().connection_lost(exc)

    return WireProtocol
