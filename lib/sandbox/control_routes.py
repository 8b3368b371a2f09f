"""The sandbox's own switches at /_sandbox/…, each call with the secret header; no marketplace has these."""

import hmac
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lib.sandbox import hepsiburada_outcome, trendyol_outcome
from lib.sandbox.entities import HepsiburadaClaim, TrendyolClaim
from lib.sandbox.gates import Refused
from lib.sandbox.hall import Hall
from lib.sandbox.live_life import something_happens
from lib.sandbox.sandbox_clock import SECOND, iso_z, ms_of
from lib.sandbox.trendyol_claim_routes import json_object

SECRET_HEADER = "x-sandbox-secret"  # noqa: S105 - a header's name


def _hall(request: Request) -> Hall:
    hall: Hall = request.app.state.hall
    if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), hall.secret.encode()):
        raise Refused(JSONResponse({"error": "the header X-Sandbox-Secret is missing or wrong"}, 403))
    hall.catch_up()
    return hall


async def _wanted(request: Request) -> dict[str, Any]:
    return await json_object(request) or {}


async def clock(request: Request) -> Response:
    hall = _hall(request)
    if request.method == "POST":
        wanted = await _wanted(request)
        try:
            by_ms = (
                int(float(wanted["advance_s"]) * SECOND) if "advance_s" in wanted else _until(hall, str(wanted["at"]))
            )
            hall.clock.advance(by_ms)
        except (KeyError, ValueError) as exc:
            return JSONResponse({"error": f"advance_s or at is needed, and forward only: {exc}"}, 400)
        hall.catch_up()
        hall.on_change()
    return JSONResponse({"now": iso_z(hall.world.now), "offset_s": hall.clock.offset_s})


def _until(hall: Hall, at: str) -> int:
    return ms_of(datetime.fromisoformat(at)) - hall.clock.now_ms()


async def switches(request: Request) -> Response:
    hall = _hall(request)
    if request.method == "POST":
        wanted = await _wanted(request)
        try:
            change_switches(hall, wanted)
        except ValueError as exc:
            return JSONResponse({"error": str(exc)}, 400)
        hall.world.commands.append({"at": hall.world.now, "do": "switches", "args": wanted})
        hall.on_change()
    return JSONResponse(hall.world.switches.as_dict())


def change_switches(hall: Hall, wanted: dict[str, Any]) -> None:
    """Also draws again what readers see, since spelling and oddities may differ now."""
    hall.world.switches.change(wanted)
    for shop in hall.world.shops:
        shop.shelf.freeze(hall.world.switches.read_lag_s > 0)
        shop.shelf.forget_bodies()


async def faults(request: Request) -> Response:
    hall = _hall(request)
    if request.method == "DELETE":
        hall.faults.clear()
    elif request.method == "POST":
        try:
            hall.faults.add(await _wanted(request))
        except (TypeError, ValueError) as exc:
            return JSONResponse({"error": str(exc)}, 400)
    return JSONResponse(hall.faults.as_list())


async def truth(request: Request) -> Response:
    hall = _hall(request)
    since = int(request.query_params.get("since", 0))
    return JSONResponse(hall.world.truth.calls[since:])


async def requests(request: Request) -> Response:
    hall = _hall(request)
    if request.method == "DELETE":
        hall.world.truth.requests.clear()
    return JSONResponse(hall.world.truth.requests)


async def decide(request: Request) -> Response:
    """Decides one dispute now: {"claim": …, "won": true}."""
    hall = _hall(request)
    wanted = await _wanted(request)
    done = decide_now(hall, str(wanted.get("claim")), bool(wanted.get("won")))
    if done:
        hall.world.commands.append(
            {"at": hall.world.now, "do": "decide", "args": {"claim": wanted["claim"], "won": bool(wanted["won"])}}
        )
        hall.on_change()
    return JSONResponse({"decided": done}, 200 if done else 404)


def decide_now(hall: Hall, claim_id: str, won: bool) -> bool:
    for shop in hall.world.shops:
        claim = shop.shelf.claim(claim_id)
        if isinstance(claim, TrendyolClaim):
            trendyol_outcome.decide(hall.world, shop, claim, claim.units, won, "51")
        elif isinstance(claim, HepsiburadaClaim):
            hepsiburada_outcome.decide(hall.world, shop, claim, won)
        if claim is not None:
            return True
    return False


async def happen(request: Request) -> Response:
    """Lets one thing of daily life happen now, as it does by itself in a live sandbox."""
    hall = _hall(request)
    return JSONResponse({"happened": something_happens(hall.world, hall.stories)})


async def world(request: Request) -> Response:
    hall = _hall(request)
    shops = [
        {
            "shop": s.shop_id,
            "claims": len(s.shelf),
            "orders": len(s.orders),
            "questions": len(s.questions),
            "account": s.account,
        }
        for s in hall.world.shops
    ]
    return JSONResponse(
        {
            "seed": hall.world.seed,
            "opened_at": iso_z(hall.world.opened_at),
            "shops": shops,
            "stories": hall.stories.as_dict(),
        }
    )


ROUTES = [
    Route("/_sandbox/clock", clock, methods=["GET", "POST"]),
    Route("/_sandbox/switches", switches, methods=["GET", "POST"]),
    Route("/_sandbox/faults", faults, methods=["GET", "POST", "DELETE"]),
    Route("/_sandbox/truth", truth),
    Route("/_sandbox/requests", requests, methods=["GET", "DELETE"]),
    Route("/_sandbox/decide", decide, methods=["POST"]),
    Route("/_sandbox/happen", happen, methods=["POST"]),
    Route("/_sandbox/world", world),
]
