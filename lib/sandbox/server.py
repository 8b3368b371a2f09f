"""Starts the sandbox on the loopback: in a background thread for tests, or in the foreground for the command."""

import json
import os
import secrets
import socket
import threading
import time
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn

from lib.sandbox import saved_world
from lib.sandbox.application import create_application
from lib.sandbox.control_routes import change_switches, decide_now
from lib.sandbox.entities import Shop
from lib.sandbox.faults import FaultQueue
from lib.sandbox.front import Front, Transports, protocol_with
from lib.sandbox.gates import Limiter
from lib.sandbox.genesis import WorldPlan, create_world
from lib.sandbox.hall import Hall
from lib.sandbox.live_life import something_happens
from lib.sandbox.sandbox_clock import SECOND, SandboxClock, ms_of

DEFAULT_CLAIMS = 3000
START_TIMEOUT_S = 30.0


class RunningSandbox:
    """A sandbox that serves in its own thread, and the remote control that tests use."""

    def __init__(self, hall: Hall, server: uvicorn.Server, listener: socket.socket, base_url: str) -> None:
        self.base_url = base_url
        self.secret = hall.secret
        self._hall = hall
        self._server = server
        self._listener = listener
        self._thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="sandbox")

    @property
    def trendyol_url(self) -> str:
        return f"{self.base_url}/trendyol"

    @property
    def hepsiburada_urls(self) -> dict[str, str]:
        return {
            f"{area}_url": f"{self.base_url}/hepsiburada/{area}"
            for area in ("oms", "questions", "shipping", "listing", "finance")
        }

    @property
    def credentials(self) -> dict[str, dict[str, str]]:
        """One settings table a shop, by shop id."""
        return {shop.shop_id: settings_of(shop, self.base_url) for shop in self._hall.world.shops}

    def control(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One call of /_sandbox/…; raises urllib.error.HTTPError on a refusal."""
        request = urllib.request.Request(
            f"{self.base_url}/_sandbox/{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"X-Sandbox-Secret": self.secret},
        )
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as response:
            return json.load(response)

    def advance(self, seconds: float) -> Any:
        return self.control("POST", "clock", {"advance_s": seconds})

    def now(self) -> datetime:
        return datetime.fromisoformat(self.control("GET", "clock")["now"])

    def switch(self, **wanted: Any) -> Any:
        return self.control("POST", "switches", wanted)

    def fault(self, kind: str, **wanted: Any) -> Any:
        """Words as in faults.Fault: path, method, shop, count, rate, skip, after_effect, params, seed."""
        return self.control("POST", "faults", {"kind": kind, **wanted})

    def clear_faults(self) -> Any:
        return self.control("DELETE", "faults")

    def truth(self) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = self.control("GET", "truth")
        return calls

    def requests(self) -> list[dict[str, Any]]:
        calls: list[dict[str, Any]] = self.control("GET", "requests")
        return calls

    def begin_with(self, switches: dict[str, Any]) -> None:
        """Before the first request; kept over a restart like any later change."""
        world = self._hall.world
        change_switches(self._hall, switches)
        world.commands.append({"at": world.now, "do": "switches", "args": switches})

    def begin(self) -> None:
        self._thread.start()
        limit = time.monotonic() + START_TIMEOUT_S
        while not self._server.started:
            if time.monotonic() > limit or not self._thread.is_alive():
                raise RuntimeError("the sandbox did not start")
            time.sleep(0.005)

    def serve(self) -> None:
        """Serves in this thread until a signal or `ask_to_stop`."""
        self._server.run(sockets=[self._listener])

    def ask_to_stop(self) -> None:
        self._server.should_exit = True

    def stop(self) -> None:
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=10)


def start(
    *,
    seed: int = 1,
    claims: int = DEFAULT_CLAIMS,
    port: int = 0,
    state_path: Path | None = None,
    live: bool = True,
    started_at: datetime | None = None,
    trendyol_shops: int = 1,
    hepsiburada_shops: int = 1,
    secret: str | None = None,
    switches: dict[str, Any] | None = None,
) -> RunningSandbox:
    """A sandbox that already answers; `started_at` sets its clock, `state_path` brings back an earlier world."""
    opened_at = ms_of(started_at) if started_at else time.time_ns() // 1_000_000
    plan = WorldPlan(
        seed=seed,
        claims=claims,
        opened_at=opened_at,
        trendyol_shops=trendyol_shops,
        hepsiburada_shops=hepsiburada_shops,
        live=live,
    )
    sandbox = prepare(plan, port=port, state_path=state_path, secret=secret)
    if switches:
        sandbox.begin_with(switches)
    sandbox.begin()
    return sandbox


def prepare(plan: WorldPlan, *, port: int, state_path: Path | None, secret: str | None) -> RunningSandbox:
    """Binds the port and builds the world, without serving yet. Raises OSError when the port is taken.

    The protocol of the socket is named, since asyncio sends small answers at once only on a socket that says TCP.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":  # on Windows the same option would let two sandboxes share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    saved = saved_world.load(state_path) if state_path else None
    plan, clock, commands = (saved[0], SandboxClock(), saved[2]) if saved else (plan, SandboxClock(plan.opened_at), [])
    if saved:
        clock.set_offset(saved[1])
    world, stories = create_world(plan)
    world.picture_base = f"{base_url}/pictures"
    hall = Hall(
        world=world,
        stories=stories,
        clock=clock,
        limiter=Limiter(),
        faults=FaultQueue(),
        secret=secret or secrets.token_urlsafe(18),
    )
    replay(hall, commands)
    hall.catch_up()

    def save() -> None:
        if state_path is not None:
            saved_world.save(state_path, plan, int(clock.offset_s * SECOND), world.commands)

    hall.on_change = save
    return RunningSandbox(hall, _server(hall, save), listener, base_url)


def _server(hall: Hall, save: Callable[[], None]) -> uvicorn.Server:
    transports: Transports = {}
    config = uvicorn.Config(
        Front(create_application(hall, save), hall, transports),
        http=protocol_with(transports),
        ws="none",
        lifespan="on",
        log_level="critical",
        access_log=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=30,
    )
    return uvicorn.Server(config)


def replay(hall: Hall, commands: list[dict[str, Any]]) -> None:
    """Does again, each at its moment, what outsiders did before the restart."""
    world = hall.world
    for command in commands:
        world.advance(command["at"])
        if command["do"] == "switches":
            change_switches(hall, command["args"])
            world.commands.append(command)
        elif command["do"] == "decide":
            decide_now(hall, command["args"]["claim"], command["args"]["won"])
            world.commands.append(command)
        elif command["do"] == "life":
            something_happens(world, hall.stories)
        else:
            world.perform(command["do"], world.shop(command["shop"]), command["args"], command["request_id"])


def settings_of(shop: Shop, base_url: str) -> dict[str, str]:
    """The settings table of one shop (interface.md section 2)."""
    if shop.marketplace == "trendyol":
        return {
            "marketplace": "trendyol",
            "name": shop.name,
            "seller_id": shop.account,
            "api_key": shop.api_key,
            "api_secret": shop.api_secret,
            "mode": "live",
            "api_url": f"{base_url}/trendyol",
        }
    areas = ("oms", "questions", "shipping", "listing", "finance")
    return {
        "marketplace": "hepsiburada",
        "name": shop.name,
        "merchant_id": shop.account,
        "service_key": shop.api_secret,
        "user_agent": shop.user_agent,
        "mode": "live",
        **{f"{area}_url": f"{base_url}/hepsiburada/{area}" for area in areas},
    }
