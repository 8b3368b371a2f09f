"""Flat drawings of the sandbox's products, each on a 400 × 400 sheet."""

from collections.abc import Callable

from PIL.ImageDraw import ImageDraw

Color = tuple[int, int, int]
Shape = Callable[[ImageDraw, int, Color, int], None]
Points = list[tuple[float, float]]


def _dark(color: Color, by: float = 0.78) -> Color:
    return (int(color[0] * by), int(color[1] * by), int(color[2] * by))


def _light(color: Color, by: float = 0.35) -> Color:
    return (_up(color[0], by), _up(color[1], by), _up(color[2], by))


def _up(part: int, by: float) -> int:
    return int(part + (255 - part) * by)


def _area(pen: ImageDraw, s: int, color: Color, *points: tuple[float, float]) -> None:
    pen.polygon([(x * s, y * s) for x, y in points], fill=color, outline=_dark(color, 0.7))


def _round(pen: ImageDraw, s: int, color: Color, box: tuple[float, float, float, float], radius: float = 14) -> None:
    pen.rounded_rectangle([part * s for part in box], radius * s, fill=color, outline=_dark(color, 0.75), width=s)


def _oval(pen: ImageDraw, s: int, color: Color, box: tuple[float, float, float, float]) -> None:
    pen.ellipse([part * s for part in box], fill=color, outline=_dark(color, 0.75), width=s)


def _line(pen: ImageDraw, s: int, color: Color, points: Points, width: float = 3) -> None:
    pen.line([(x * s, y * s) for x, y in points], fill=color, width=int(width * s), joint="curve")


def _tshirt(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(
        pen,
        s,
        c,
        (140, 90),
        (175, 78),
        (225, 78),
        (260, 90),
        (325, 145),
        (290, 190),
        (262, 168),
        (262, 330),
        (138, 330),
        (138, 168),
        (110, 190),
        (75, 145),
    )
    _oval(pen, s, _dark(c), (172, 66, 228, 100))
    if n % 2:
        for y in (210, 228, 246):
            _line(pen, s, _light(c), [(140, y), (260, y)], 5)


def _shirt(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(
        pen,
        s,
        c,
        (140, 88),
        (260, 88),
        (330, 150),
        (318, 300),
        (284, 300),
        (268, 190),
        (268, 338),
        (132, 338),
        (132, 190),
        (116, 300),
        (82, 300),
        (70, 150),
    )
    _area(pen, s, _light(c), (160, 80), (200, 120), (240, 80), (225, 72), (175, 72))
    _line(pen, s, _dark(c), [(200, 120), (200, 338)], 2)
    for y in range(140, 330, 32):
        _oval(pen, s, _dark(c, 0.6), (196, y, 204, y + 8))


def _sweater(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(
        pen,
        s,
        c,
        (138, 90),
        (262, 90),
        (322, 150),
        (318, 318),
        (276, 318),
        (266, 200),
        (266, 325),
        (134, 325),
        (134, 200),
        (124, 318),
        (82, 318),
        (78, 150),
    )
    _oval(pen, s, _dark(c), (165, 72, 235, 112))
    _round(pen, s, _dark(c, 0.88), (132, 312, 268, 332), 4)
    for x in range(146, 262, 14):
        _line(pen, s, _dark(c, 0.92), [(x, 120), (x, 312)], 2)


def _cardigan(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _sweater(pen, s, c, n)
    _area(pen, s, _light(c, 0.6), (178, 90), (222, 90), (206, 326), (194, 326))
    for y in (150, 195, 240, 285):
        _oval(pen, s, _dark(c, 0.55), (205, y, 216, y + 11))


def _coat(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(
        pen,
        s,
        c,
        (145, 80),
        (255, 80),
        (322, 140),
        (312, 300),
        (276, 300),
        (266, 200),
        (276, 352),
        (124, 352),
        (134, 200),
        (124, 300),
        (88, 300),
        (78, 140),
    )
    _area(pen, s, _dark(c), (160, 76), (198, 165), (150, 140))
    _area(pen, s, _dark(c), (240, 76), (202, 165), (250, 140))
    _line(pen, s, _dark(c, 0.6), [(200, 165), (200, 350)], 2)
    for y in (190, 230, 270):
        _oval(pen, s, _dark(c, 0.5), (208, y, 220, y + 12))


def _dress(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(
        pen,
        s,
        c,
        (160, 75),
        (180, 72),
        (200, 98),
        (220, 72),
        (240, 75),
        (248, 165),
        (238, 190),
        (300, 345),
        (100, 345),
        (162, 190),
        (152, 165),
    )
    _round(pen, s, _dark(c), (160, 178, 240, 192), 3)
    for x, y in ((150, 300), (185, 250), (215, 310), (245, 270), (200, 215), (265, 325), (130, 330)):
        _oval(pen, s, _light(c, 0.6), (x, y, x + 13, y + 13))


def _skirt(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, c, (150, 110), (250, 110), (305, 325), (95, 325))
    _round(pen, s, _dark(c), (148, 100, 252, 120), 4)
    for index in range(1, 7):
        _line(pen, s, _dark(c, 0.85), [(150 + index * 14.3, 120), (95 + index * 30, 325)], 2)


def _trousers(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, c, (148, 78), (252, 78), (276, 348), (222, 348), (200, 170), (178, 348), (124, 348))
    _round(pen, s, _dark(c), (146, 72, 254, 92), 4)
    _line(pen, s, _dark(c, 0.7), [(200, 92), (200, 165)], 2)
    _line(pen, s, _light(c), [(160, 100), (140, 340)], 2)
    _line(pen, s, _light(c), [(240, 100), (260, 340)], 2)


def _shoe(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, c, (70, 262), (84, 180), (140, 178), (172, 206), (232, 224), (318, 246), (334, 278), (70, 282))
    _round(pen, s, (238, 238, 236), (64, 274, 338, 300), 12)
    _line(pen, s, _light(c, 0.7), [(150, 208), (176, 190)], 5)
    _line(pen, s, _light(c, 0.7), [(172, 222), (198, 204)], 5)
    _line(pen, s, _light(c, 0.7), [(194, 232), (220, 214)], 5)
    _line(pen, s, _dark(c, 0.6), [(90, 230), (150, 250), (210, 244)], 6)


def _boot(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, c, (110, 90), (210, 90), (214, 220), (300, 246), (318, 290), (108, 290))
    _round(pen, s, _dark(c, 0.5), (102, 286, 324, 312), 8)
    _round(pen, s, _dark(c), (106, 84, 214, 108), 6)
    for y in (130, 158, 186):
        _line(pen, s, _light(c, 0.6), [(170, y), (212, y + 6)], 4)


def _bag(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([140 * s, 70 * s, 260 * s, 260 * s], 180, 360, fill=_dark(c, 0.6), width=10 * s)
    _area(pen, s, c, (104, 165), (296, 165), (320, 330), (80, 330))
    _area(pen, s, _dark(c, 0.88), (104, 165), (296, 165), (270, 245), (130, 245))
    _round(pen, s, (214, 178, 96), (188, 232, 212, 262), 4)


def _backpack(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([165 * s, 58 * s, 235 * s, 118 * s], 180, 360, fill=_dark(c, 0.6), width=8 * s)
    _round(pen, s, c, (110, 86, 290, 340), 50)
    _round(pen, s, _dark(c, 0.86), (136, 215, 264, 322), 20)
    _line(pen, s, _light(c), [(128, 160), (272, 160)], 4)
    _line(pen, s, _light(c), [(146, 238), (254, 238)], 3)


def _wallet(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (90, 150, 310, 300), 18)
    _round(pen, s, _dark(c, 0.86), (230, 200, 318, 250), 14)
    _oval(pen, s, (214, 178, 96), (250, 216, 268, 234))
    _line(pen, s, _light(c), [(102, 164), (298, 164)], 2)


def _suitcase(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, (120, 124, 130), (164, 50, 236, 110), 10)
    _round(pen, s, c, (116, 96, 284, 334), 24)
    for x in (146, 176, 206, 236):
        _line(pen, s, _dark(c, 0.86), [(x + 8, 112), (x + 8, 320)], 5)
    for x in (132, 250):
        _oval(pen, s, (50, 52, 56), (x, 328, x + 20, 348))


def _bedding(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, _light(c, 0.5), (84, 130, 316, 180), 20)
    _round(pen, s, c, (74, 170, 326, 230), 20)
    _round(pen, s, _dark(c, 0.9), (68, 220, 332, 280), 20)
    _round(pen, s, _light(c, 0.25), (74, 270, 326, 330), 20)


def _towel(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for index, tone in enumerate((_light(c), c, _dark(c, 0.9), _light(c, 0.2))):
        top = 120 + index * 52
        _round(pen, s, tone, (100, top, 300, top + 48), 16)
        _line(pen, s, _dark(tone, 0.85), [(116, top + 36), (284, top + 36)], 3)


def _curtain(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, (140, 110, 80), (60, 74, 340, 88), 6)
    for index in range(8):
        _area(
            pen,
            s,
            c if index % 2 else _dark(c, 0.9),
            (74 + index * 32, 88),
            (106 + index * 32, 88),
            (108 + index * 32, 340),
            (72 + index * 32, 340),
        )


def _headphones(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([104 * s, 80 * s, 296 * s, 300 * s], 180, 360, fill=_dark(c, 0.85), width=16 * s)
    _round(pen, s, c, (86, 190, 140, 300), 24)
    _round(pen, s, c, (260, 190, 314, 300), 24)
    _round(pen, s, _dark(c, 0.6), (128, 204, 148, 286), 10)
    _round(pen, s, _dark(c, 0.6), (252, 204, 272, 286), 10)


def _charger(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (140, 96, 260, 300), 24)
    _round(pen, s, _dark(c, 0.55), (178, 122, 222, 138), 7)
    _round(pen, s, _dark(c, 0.55), (178, 152, 222, 168), 7)
    _line(pen, s, _dark(c, 0.7), [(200, 300), (200, 330), (240, 344), (300, 336)], 7)
    _oval(pen, s, (92, 190, 120), (194, 262, 206, 274))


def _phonecase(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (132, 66, 268, 342), 26)
    _round(pen, s, _dark(c, 0.75), (146, 80, 206, 146), 16)
    for x, y in ((158, 92), (182, 92), (158, 118)):
        _oval(pen, s, (30, 32, 36), (x, y, x + 16, y + 16))


def _watch(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (164, 50, 236, 350), 20)
    _round(pen, s, (36, 38, 44), (138, 128, 262, 272), 28)
    _round(pen, s, (22, 58, 92), (152, 142, 248, 258), 18)
    _line(pen, s, (240, 240, 240), [(200, 200), (200, 164)], 4)
    _line(pen, s, (240, 240, 240), [(200, 200), (226, 212)], 4)


def _mouse(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (138, 90, 262, 322), 60)
    _line(pen, s, _dark(c, 0.6), [(200, 92), (200, 190)], 3)
    _line(pen, s, _dark(c, 0.6), [(140, 190), (260, 190)], 3)
    _round(pen, s, _dark(c, 0.5), (192, 122, 208, 160), 8)


def _kettle(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([236 * s, 130 * s, 330 * s, 300 * s], 270, 90, fill=_dark(c, 0.6), width=14 * s)
    _area(pen, s, c, (126, 130), (262, 130), (284, 318), (104, 318))
    _area(pen, s, c, (126, 140), (80, 150), (116, 210))
    _round(pen, s, _dark(c, 0.7), (128, 108, 260, 134), 10)
    _round(pen, s, _dark(c, 0.5), (96, 314, 292, 336), 8)
    _round(pen, s, (180, 214, 230), (150, 180, 172, 290), 8)


def _airfryer(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (104, 80, 296, 340), 60)
    _round(pen, s, _dark(c, 0.7), (124, 200, 276, 320), 24)
    _round(pen, s, _light(c), (180, 236, 220, 296), 10)
    _oval(pen, s, (70, 150, 190), (170, 112, 230, 172))


def _blender(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (168, 60, 226, 210), 22)
    _round(pen, s, (170, 176, 182), (184, 205, 210, 300), 6)
    _area(pen, s, (196, 200, 206), (172, 300), (222, 300), (232, 332), (162, 332))
    _area(pen, s, (200, 222, 232), (246, 190), (330, 190), (318, 334), (258, 334))
    _oval(pen, s, _dark(c, 0.5), (188, 96, 206, 114))


def _vacuum(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _line(pen, s, (150, 154, 160), [(250, 60), (160, 310)], 12)
    _round(pen, s, c, (216, 70, 290, 180), 26)
    _round(pen, s, (176, 206, 216), (196, 150, 248, 220), 16)
    _round(pen, s, _dark(c, 0.6), (80, 300, 230, 336), 12)


def _jar(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for left, top in ((70, 200), (162, 150), (258, 220)):
        _round(pen, s, _light(c, 0.3), (left, top, left + 84, 334), 14)
        _round(pen, s, (188, 148, 98), (left - 2, top - 16, left + 86, top + 8), 8)
        _line(pen, s, (255, 255, 255), [(left + 16, top + 26), (left + 16, 310)], 5)


def _mug(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for left, tone in ((70, c), (212, _dark(c, 0.88))):
        pen.arc([(left + 84) * s, 190 * s, (left + 138) * s, 280 * s], 270, 90, fill=_dark(tone), width=11 * s)
        _round(pen, s, tone, (left, 160, left + 112, 320), 18)
        _oval(pen, s, _dark(tone, 0.6), (left + 4, 148, left + 108, 178))


def _pan(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, (60, 56, 54), (250, 196, 374, 222), 12)
    _oval(pen, s, _dark(c, 0.75), (48, 110, 276, 310))
    _oval(pen, s, c, (64, 122, 260, 296))
    for x, y in ((110, 180), (160, 150), (200, 220), (140, 240), (180, 190)):
        _oval(pen, s, _light(c), (x, y, x + 5, y + 5))


def _shelf(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, c, (110, 60, 124, 344), 3)
    _round(pen, s, c, (276, 60, 290, 344), 3)
    for index, y in enumerate((66, 132, 198, 264, 328)):
        _round(pen, s, _dark(c, 0.92), (110, y, 290, y + 14), 3)
        if index:
            _round(
                pen,
                s,
                ((196, 92, 80), (86, 130, 170), (214, 176, 92))[index % 3],
                (134 + index * 12, y - 40, 152 + index * 12, y),
                2,
            )
            _round(
                pen,
                s,
                ((104, 150, 116), (180, 140, 170), (90, 96, 120))[index % 3],
                (156 + index * 12, y - 46, 176 + index * 12, y),
                2,
            )


def _lamp(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _line(pen, s, _dark(c, 0.6), [(150, 330), (180, 200), (250, 130)], 9)
    _area(pen, s, c, (212, 92), (274, 66), (330, 160), (236, 186))
    _oval(pen, s, (255, 232, 160), (258, 150, 306, 186))
    _round(pen, s, c, (94, 322, 212, 342), 9)


def _knife(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for index in range(4):
        left = 90 + index * 60
        _area(
            pen,
            s,
            (200, 206, 212),
            (left, 70 + index * 12),
            (left + 30, 96 + index * 12),
            (left + 30, 220),
            (left, 220),
        )
        _round(pen, s, c, (left - 2, 218, left + 32, 334), 10)


def _blocks(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    tones: tuple[Color, ...] = (
        (222, 92, 82),
        (240, 190, 76),
        (96, 166, 116),
        (84, 138, 204),
        (176, 118, 188),
        (238, 146, 90),
    )
    for index, (x, y) in enumerate(((90, 260), (164, 260), (238, 260), (128, 186), (202, 186), (165, 112))):
        _round(pen, s, tones[index], (x, y, x + 70, y + 70), 8)


def _car(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, c, (60, 270), (66, 222), (122, 214), (160, 160), (256, 160), (292, 214), (342, 228), (346, 270))
    _area(pen, s, (190, 218, 232), (140, 212), (170, 174), (204, 174), (204, 212))
    _area(pen, s, (190, 218, 232), (214, 212), (214, 174), (250, 174), (274, 212))
    for x in (96, 256):
        _oval(pen, s, (40, 42, 46), (x, 240, x + 58, 298))
        _oval(pen, s, (190, 194, 200), (x + 16, 256, x + 42, 282))


def _puzzle(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    tones: tuple[Color, ...] = ((110, 170, 204), (232, 178, 94), (140, 188, 130), (214, 118, 110))
    for index in range(9):
        x, y = 100 + index % 3 * 68, 110 + index // 3 * 68
        _round(pen, s, tones[(index * 3 + 1) % 4], (x, y, x + 66, y + 66), 6)
        _oval(pen, s, tones[(index * 3 + 1) % 4], (x + 56, y + 22, x + 78, y + 44))


def _cream(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, (246, 240, 236), (110, 190, 290, 322), 26)
    _round(pen, s, (206, 178, 160), (104, 142, 296, 204), 16)
    _round(pen, s, (228, 206, 196), (146, 226, 254, 286), 8)


def _bottle(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _round(pen, s, (70, 74, 82), (180, 68, 220, 118), 6)
    _round(pen, s, _light(c, 0.25), (146, 112, 254, 336), 26)
    _round(pen, s, (250, 248, 244), (160, 186, 240, 286), 6)
    _line(pen, s, _dark(c, 0.6), [(174, 214), (226, 214)], 5)
    _line(pen, s, _dark(c, 0.8), [(174, 236), (214, 236)], 3)


def _book(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, (244, 240, 230), (130, 96), (306, 110), (306, 328), (130, 330))
    _area(pen, s, c, (110, 86), (286, 100), (286, 330), (110, 334))
    _round(pen, s, _light(c, 0.7), (140, 140, 256, 190), 4)
    _line(pen, s, _dark(c, 0.7), [(124, 88), (124, 332)], 4)


def _box(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    _area(pen, s, (196, 156, 108), (90, 160), (200, 120), (310, 160), (200, 204))
    _area(pen, s, (178, 138, 92), (90, 160), (200, 204), (200, 336), (90, 286))
    _area(pen, s, (160, 122, 80), (310, 160), (200, 204), (200, 336), (310, 286))


SHAPES: dict[str, Shape] = {
    "tshirt": _tshirt, "shirt": _shirt, "sweater": _sweater, "cardigan": _cardigan, "coat": _coat, "dress": _dress,
    "skirt": _skirt,
    "trousers": _trousers, "shoe": _shoe, "boot": _boot, "bag": _bag, "backpack": _backpack, "wallet": _wallet,
    "suitcase": _suitcase,
    "bedding": _bedding, "towel": _towel, "curtain": _curtain, "headphones": _headphones, "charger": _charger,
    "phonecase": _phonecase,
    "watch": _watch, "mouse": _mouse, "kettle": _kettle, "airfryer": _airfryer, "blender": _blender,
    "vacuum": _vacuum, "jar": _jar,
    "mug": _mug, "pan": _pan, "shelf": _shelf, "lamp": _lamp, "knife": _knife, "blocks": _blocks, "car": _car,
    "puzzle": _puzzle,
    "cream": _cream, "bottle": _bottle, "book": _book, "box": _box,
}  # fmt: skip
