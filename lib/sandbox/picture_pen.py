"""The pen of the product drawings: polygons, rounded boxes, ovals and lines on a 400 × 400 sheet."""

from collections.abc import Callable

from PIL.ImageDraw import ImageDraw

Color = tuple[int, int, int]


Shape = Callable[[ImageDraw, int, Color, int], None]


Points = list[tuple[float, float]]


def dark(color: Color, by: float = 0.78) -> Color:
    return (int(color[0] * by), int(color[1] * by), int(color[2] * by))


def light(color: Color, by: float = 0.35) -> Color:
    return (_up(color[0], by), _up(color[1], by), _up(color[2], by))


def _up(part: int, by: float) -> int:
    return int(part + (255 - part) * by)


def area(pen: ImageDraw, s: int, color: Color, *points: tuple[float, float]) -> None:
    pen.polygon([(x * s, y * s) for x, y in points], fill=color, outline=dark(color, 0.7))


def rounded(pen: ImageDraw, s: int, color: Color, box: tuple[float, float, float, float], radius: float = 14) -> None:
    pen.rounded_rectangle([part * s for part in box], radius * s, fill=color, outline=dark(color, 0.75), width=s)


def oval(pen: ImageDraw, s: int, color: Color, box: tuple[float, float, float, float]) -> None:
    pen.ellipse([part * s for part in box], fill=color, outline=dark(color, 0.75), width=s)


def line(pen: ImageDraw, s: int, color: Color, points: Points, width: float = 3) -> None:
    pen.line([(x * s, y * s) for x, y in points], fill=color, width=int(width * s), joint="curve")
