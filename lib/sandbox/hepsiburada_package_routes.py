"""Hepsiburada's package services, invoice upload, test stubs and questions over HTTP (sections 5.11, 8, 9, 11)."""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.entities import Package, Shop
from lib.sandbox.gates import answer, hepsiburada_shop
from lib.sandbox.hall import Hall
from lib.sandbox.hepsiburada_claim_routes import OMS, in_both_cases
from lib.sandbox.hepsiburada_order_json import CARGO_IDS, order_barcode
from lib.sandbox.hepsiburada_package_desk import CARRIERS
from lib.sandbox.sandbox_clock import DAY, SECOND, iso_local
from lib.sandbox.shipping_carriers import OWN_CONTRACT
from lib.sandbox.trendyol_claim_routes import json_object, perform

NOT_FOUND = "cannot find package with package number"
LABEL_FORMATS = ("zpl", "base64zpl", "pdf", "png", "jpg")
_MUTUAL = ("HJ", "AR")


def _done(request: Request, shop: Shop, name: str, args: dict[str, Any]) -> Response:
    outcome = perform(request, f"hepsiburada.{name}", shop, args)
    return answer(outcome.body, outcome.status)


async def push_status(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    action = request.url.path.rpartition("/")[2]
    return _done(
        request,
        shop,
        "push",
        {"package": request.path_params["package"], "action": action, "body": await json_object(request) or {}},
    )


async def unpack(request: Request) -> Response:
    return _done(request, hepsiburada_shop(request), "unpack", {"package": request.path_params["package"]})


async def create_package(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    body = await json_object(request) or {}
    wanted = body.get("lineItemRequests") or []
    if len(wanted) != 1 or not wanted[0].get("id"):
        return answer("lineItemRequests is not valid", 400)
    return _done(request, shop, "package", {"line": str(wanted[0]["id"])})


async def packageable_with(request: Request) -> Response:
    hepsiburada_shop(request)
    return answer("no other line item fits", 404)


async def change_cargo(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    carrier = (await json_object(request) or {}).get("CargoCompanyShortName")
    return _done(request, shop, "cargo", {"package": request.path_params["package"], "carrier": carrier})


async def changeable_cargo(request: Request) -> Response:
    hepsiburada_shop(request)
    return answer(
        [
            {
                "Id": CARGO_IDS[each.code],
                "IsActive": True,
                "LogoUrl": f"https://images.hepsiburada.net/cargo/{each.code.lower()}.png",
                "Name": each.name,
                "ShortName": each.code,
            }
            for each in CARRIERS.values()
            if each is not OWN_CONTRACT
        ]
    )


async def put_invoice(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    body = await json_object(request) or {}
    return _done(request, shop, "invoice", {"package": request.path_params["package"], "body": body})


async def labels(request: Request) -> Response:
    """Empty data at first, then ZPL; no shared barcode for the merchant's own contract."""
    shop = hepsiburada_shop(request)
    hall: Hall = request.app.state.hall
    package = _package(shop, request)
    form = request.query_params.get("format", "base64zpl")
    if package is None:
        return answer(NOT_FOUND, 404)
    if form not in LABEL_FORMATS:
        return answer("format is not valid", 400)
    if package.carrier.code not in _MUTUAL:
        return answer("Cargo company does not provide mutual barcodes", 400)
    asked_at = shop.labels.setdefault(package.number, hall.world.now)
    if hall.world.now - asked_at < hall.world.switches.label_after_s * SECOND:
        return answer({"format": form, "data": [], "hasMerchantMutualBarcode": False})
    zpl = f"^XA^CI28^FO50,40^A0N,40,40^FDSANDBOX {package.number}^FS^FO50,100^BCN,120,Y,N,N^FD{package.barcode}^FS^XZ"
    data = zpl if form == "zpl" else base64.b64encode(zpl.encode()).decode()
    return answer({"format": form, "data": [data], "hasMerchantMutualBarcode": True})


async def tracking(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    hall: Hall = request.app.state.hall
    package = _package(shop, request)
    if package is None:
        return _order_tracking(shop, request, hall.world.now)
    return answer(
        _tracking(
            package.number, package.barcode, package.carrier.name, package.status, package.tracking, package.created_at
        )
    )


def _order_tracking(shop: Shop, request: Request, now: int) -> Response:
    number = request.path_params["package"]
    order = shop.order_by_package.get(int(number)) if number.isdigit() else None
    if order is None or order.status(now) not in ("Shipped", "Delivered"):
        return answer(NOT_FOUND, 404)
    word = {"Shipped": "InTransit"}.get(order.status(now), "Delivered")
    code = f"{order.carrier.prefix}{order.package_id % 10**8}"
    return answer(_tracking(number, order_barcode(order), order.carrier.name, word, code, order.shipped_at))


def _tracking(number: str, barcode: str, company: str, status: str, code: str, created_at: int) -> dict[str, Any]:
    return {
        "barcode": barcode,
        "cargoCompany": company,
        "deci": 1.0,
        "estimatedArrivalDate": iso_local(created_at + 3 * DAY),
        "packageNumber": number,
        "status": {"InTransit": "Intransit"}.get(status, status),
        "trackingInfoCode": code,
        "trackingInfoUrl": f"https://kargo.example/takip?code={code}" if code else "",
    }


def _package(shop: Shop, request: Request) -> Package | None:
    return shop.packages.get(request.path_params["package"])


async def test_claim(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    return _done(request, shop, "test_claim", {"body": await json_object(request) or {}})


async def test_order(request: Request) -> Response:
    shop = hepsiburada_shop(request)
    return _done(request, shop, "test_order", {"body": await json_object(request) or {}})


_PACKAGES = f"{OMS}/packages/merchantid/{{merchant}}"
_ONE = f"{_PACKAGES}/packagenumber/{{package}}"
ROUTES = [
    *in_both_cases(_PACKAGES, create_package, "POST"),
    *in_both_cases(_ONE, tracking),
    *in_both_cases(f"{_ONE}/labels", labels),
    *in_both_cases(f"{_ONE}/invoice", put_invoice, "PUT"),
    *[
        route
        for word in ("intransit", "deliver", "undeliver")
        for route in in_both_cases(f"{_ONE}/{word}", push_status, "POST")
    ],
    *in_both_cases(f"{_ONE}/unpack", unpack, "POST"),
    *in_both_cases(f"{_ONE}/changablecargocompanies", changeable_cargo),
    *in_both_cases(f"{_ONE}/changecargocompany", change_cargo, "PUT"),
    *in_both_cases(f"{OMS}/lineitems/merchantid/{{merchant}}/packageablewith/lineitemid/{{line}}", packageable_with),
    Route("/hepsiburada/claim-stub/claims/merchant/{merchant}/create", test_claim, methods=["POST"]),
    Route("/hepsiburada/oms-stub/orders/merchantId/{merchant}", test_order, methods=["POST"]),
]
