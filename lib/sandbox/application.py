"""The sandbox as one Starlette application: all routes, the refusals, and the life that goes on between requests."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from random import Random

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from lib.sandbox import (
    control_routes,
    hepsiburada_account_routes,
    hepsiburada_claim_routes,
    hepsiburada_feed_routes,
    hepsiburada_order_routes,
    hepsiburada_package_routes,
    hepsiburada_question_routes,
    pictures,
    trendyol_claim_routes,
    trendyol_sale_routes,
    trendyol_service_routes,
)
from lib.sandbox.gates import Refused
from lib.sandbox.hall import Hall
from lib.sandbox.live_life import something_happens
from lib.sandbox.sandbox_clock import MINUTE

TICK_S = 1.0
SAVE_EVERY_S = 30
WATCHED_MS = 10 * MINUTE
"""Life is quickened only while somebody reads: after this silence things go their normal pace."""


def create_application(hall: Hall, save: Callable[[], None]) -> Starlette:
    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        life = asyncio.create_task(_live(hall, save))
        yield
        life.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await life
        save()

    parts = (
        trendyol_claim_routes,
        trendyol_sale_routes,
        trendyol_service_routes,
        hepsiburada_claim_routes,
        hepsiburada_account_routes,
        hepsiburada_feed_routes,
        hepsiburada_question_routes,
        hepsiburada_order_routes,
        hepsiburada_package_routes,
        pictures,
        control_routes,
    )
    routes = [route for part in parts for route in part.ROUTES]
    app = Starlette(routes=routes, exception_handlers={Refused: _refused}, lifespan=lifespan)
    app.state.hall = hall
    return app


async def _refused(request: Request, exc: Exception) -> Response:
    assert isinstance(exc, Refused)
    return exc.response


async def _live(hall: Hall, save: Callable[[], None]) -> None:
    pace = Random()
    ticks, next_event = 0, 20.0
    while True:
        await asyncio.sleep(TICK_S)
        hall.catch_up()
        ticks += 1
        watched = hall.last_request_ms and hall.world.now - hall.last_request_ms < WATCHED_MS
        if hall.world.live and watched and ticks >= next_event:
            something_happens(hall.world, hall.stories)
            next_event = ticks + pace.uniform(35, 75)
        if ticks % SAVE_EVERY_S == 0:
            save()
