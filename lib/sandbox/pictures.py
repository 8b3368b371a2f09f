"""Pictures drawn on this machine: flat products by kind and colour, and what a customer's phone might have seen."""

import io
from functools import lru_cache
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.sandbox.picture_shapes import SHAPES

SIZE = 400
_COLORS: dict[str, tuple[int, int, int]] = {
    "syh": (45, 47, 54), "byz": (244, 243, 240), "bej": (214, 194, 164), "lcv": (38, 55, 102), "gri": (142, 148, 156),
    "brd": (122, 31, 52), "hak": (110, 112, 74), "pdr": (231, 184, 180), "khv": (124, 82, 53), "mav": (70, 126, 196),
    "ysl": (67, 138, 94), "krm": (206, 59, 60), "ekr": (236, 226, 205), "ant": (74, 79, 86), "hrd": (216, 165, 58),
    "mnt": (164, 213, 191), "rnk": (190, 216, 226), "crk": (98, 160, 200),
}  # fmt: skip
_BACKGROUNDS = ((247, 246, 242), (241, 244, 248), (246, 242, 247), (240, 246, 242), (249, 244, 238))
_ROOMS = ((168, 148, 124), (132, 138, 146), (196, 186, 172), (112, 124, 108), (176, 160, 168))
_TOPICS = {"damage", "defect"}


async def product(request: Request) -> Response:
    name = request.path_params["name"].rpartition(".")[0]
    size = request.path_params.get("size", str(SIZE)).partition("-")[0]
    return _jpeg(_product_bytes(name, min(1000, max(32, int(size) if size.isdigit() else SIZE))))


async def customer_photo(request: Request) -> Response:
    return _jpeg(_photo_bytes(request.path_params["name"].rpartition(".")[0]))


def _jpeg(content: bytes) -> Response:
    return Response(content, media_type="image/jpeg", headers={"Cache-Control": "public, max-age=86400"})


@lru_cache(maxsize=512)
def _product_bytes(name: str, size: int) -> bytes:
    number, drawing, color = _parts(name)
    picture = draw_product(drawing, color, _BACKGROUNDS[number % len(_BACKGROUNDS)], number)
    return _encoded(picture.resize((size, size), Image.Resampling.LANCZOS))


@lru_cache(maxsize=256)
def _photo_bytes(name: str) -> bytes:
    """The product, tilted, badly lit, on somebody's table; damage shows as a crack."""
    number, drawing, color = _parts(name)
    rng = Random(name)
    picture = draw_product(drawing, color, rng.choice(_ROOMS), number)
    if any(topic in name for topic in _TOPICS):
        _crack(picture, rng)
    turned = picture.rotate(rng.uniform(-17, 17), Image.Resampling.BICUBIC, fillcolor=picture.getpixel((3, 3)))
    cut = rng.randrange(10, 50)
    turned = turned.crop((cut, rng.randrange(0, 30), SIZE - 8, SIZE - rng.randrange(4, 40))).resize((480, 420))
    lit = ImageEnhance.Brightness(turned).enhance(rng.uniform(0.72, 1.08))
    return _encoded(lit.filter(ImageFilter.GaussianBlur(rng.uniform(0.4, 1.5))))


def draw_product(
    drawing: str, color: tuple[int, int, int], background: tuple[int, int, int], number: int
) -> Image.Image:
    """Drawn twice as large and made smaller, for smooth edges."""
    scale = 2
    picture = Image.new("RGB", (SIZE * scale, SIZE * scale), background)
    pen = ImageDraw.Draw(picture)
    shade = tuple(int(part * 0.93) for part in background)
    pen.ellipse([80 * scale, 318 * scale, 320 * scale, 360 * scale], fill=shade)
    SHAPES.get(drawing, SHAPES["box"])(pen, scale, color, number)
    return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def _crack(picture: Image.Image, rng: Random) -> None:
    pen = ImageDraw.Draw(picture)
    x, y = rng.randrange(150, 250), rng.randrange(130, 180)
    points = [(x, y)]
    for _ in range(6):
        x, y = x + rng.randrange(-28, 29), y + rng.randrange(12, 26)
        points.append((x, y))
    pen.line(points, fill=(40, 30, 30), width=4)
    pen.line([*points[2:4], (points[3][0] + 34, points[3][1] - 12)], fill=(40, 30, 30), width=3)


def _parts(name: str) -> tuple[int, str, tuple[int, int, int]]:
    words = (name + "---").split("-")
    return int(words[0]) if words[0].isdigit() else 0, words[1], _COLORS.get(words[2], (150, 150, 150))


def _encoded(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=86)
    return buffer.getvalue()


ROUTES = [
    Route("/pictures/product/{size}/{name}", product),
    Route("/pictures/product/{name}", product),
    Route("/pictures/claim/{name}", customer_photo),
]
