"""Flat drawings of things: electronics, kitchen, home, toys, care."""

from PIL.ImageDraw import ImageDraw

from lib.sandbox.picture_pen import Color, area, dark, light, line, oval, rounded


def headphones(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([104 * s, 80 * s, 296 * s, 300 * s], 180, 360, fill=dark(c, 0.85), width=16 * s)
    rounded(pen, s, c, (86, 190, 140, 300), 24)
    rounded(pen, s, c, (260, 190, 314, 300), 24)
    rounded(pen, s, dark(c, 0.6), (128, 204, 148, 286), 10)
    rounded(pen, s, dark(c, 0.6), (252, 204, 272, 286), 10)


def charger(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (140, 96, 260, 300), 24)
    rounded(pen, s, dark(c, 0.55), (178, 122, 222, 138), 7)
    rounded(pen, s, dark(c, 0.55), (178, 152, 222, 168), 7)
    line(pen, s, dark(c, 0.7), [(200, 300), (200, 330), (240, 344), (300, 336)], 7)
    oval(pen, s, (92, 190, 120), (194, 262, 206, 274))


def phonecase(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (132, 66, 268, 342), 26)
    rounded(pen, s, dark(c, 0.75), (146, 80, 206, 146), 16)
    for x, y in ((158, 92), (182, 92), (158, 118)):
        oval(pen, s, (30, 32, 36), (x, y, x + 16, y + 16))


def watch(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (164, 50, 236, 350), 20)
    rounded(pen, s, (36, 38, 44), (138, 128, 262, 272), 28)
    rounded(pen, s, (22, 58, 92), (152, 142, 248, 258), 18)
    line(pen, s, (240, 240, 240), [(200, 200), (200, 164)], 4)
    line(pen, s, (240, 240, 240), [(200, 200), (226, 212)], 4)


def mouse(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (138, 90, 262, 322), 60)
    line(pen, s, dark(c, 0.6), [(200, 92), (200, 190)], 3)
    line(pen, s, dark(c, 0.6), [(140, 190), (260, 190)], 3)
    rounded(pen, s, dark(c, 0.5), (192, 122, 208, 160), 8)


def kettle(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([236 * s, 130 * s, 330 * s, 300 * s], 270, 90, fill=dark(c, 0.6), width=14 * s)
    area(pen, s, c, (126, 130), (262, 130), (284, 318), (104, 318))
    area(pen, s, c, (126, 140), (80, 150), (116, 210))
    rounded(pen, s, dark(c, 0.7), (128, 108, 260, 134), 10)
    rounded(pen, s, dark(c, 0.5), (96, 314, 292, 336), 8)
    rounded(pen, s, (180, 214, 230), (150, 180, 172, 290), 8)


def airfryer(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (104, 80, 296, 340), 60)
    rounded(pen, s, dark(c, 0.7), (124, 200, 276, 320), 24)
    rounded(pen, s, light(c), (180, 236, 220, 296), 10)
    oval(pen, s, (70, 150, 190), (170, 112, 230, 172))


def blender(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (168, 60, 226, 210), 22)
    rounded(pen, s, (170, 176, 182), (184, 205, 210, 300), 6)
    area(pen, s, (196, 200, 206), (172, 300), (222, 300), (232, 332), (162, 332))
    area(pen, s, (200, 222, 232), (246, 190), (330, 190), (318, 334), (258, 334))
    oval(pen, s, dark(c, 0.5), (188, 96, 206, 114))


def vacuum(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    line(pen, s, (150, 154, 160), [(250, 60), (160, 310)], 12)
    rounded(pen, s, c, (216, 70, 290, 180), 26)
    rounded(pen, s, (176, 206, 216), (196, 150, 248, 220), 16)
    rounded(pen, s, dark(c, 0.6), (80, 300, 230, 336), 12)


def jar(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for left, top in ((70, 200), (162, 150), (258, 220)):
        rounded(pen, s, light(c, 0.3), (left, top, left + 84, 334), 14)
        rounded(pen, s, (188, 148, 98), (left - 2, top - 16, left + 86, top + 8), 8)
        line(pen, s, (255, 255, 255), [(left + 16, top + 26), (left + 16, 310)], 5)


def mug(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for left, tone in ((70, c), (212, dark(c, 0.88))):
        pen.arc([(left + 84) * s, 190 * s, (left + 138) * s, 280 * s], 270, 90, fill=dark(tone), width=11 * s)
        rounded(pen, s, tone, (left, 160, left + 112, 320), 18)
        oval(pen, s, dark(tone, 0.6), (left + 4, 148, left + 108, 178))


def pan(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, (60, 56, 54), (250, 196, 374, 222), 12)
    oval(pen, s, dark(c, 0.75), (48, 110, 276, 310))
    oval(pen, s, c, (64, 122, 260, 296))
    for x, y in ((110, 180), (160, 150), (200, 220), (140, 240), (180, 190)):
        oval(pen, s, light(c), (x, y, x + 5, y + 5))


def shelf(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (110, 60, 124, 344), 3)
    rounded(pen, s, c, (276, 60, 290, 344), 3)
    for index, y in enumerate((66, 132, 198, 264, 328)):
        rounded(pen, s, dark(c, 0.92), (110, y, 290, y + 14), 3)
        if index:
            rounded(
                pen,
                s,
                ((196, 92, 80), (86, 130, 170), (214, 176, 92))[index % 3],
                (134 + index * 12, y - 40, 152 + index * 12, y),
                2,
            )
            rounded(
                pen,
                s,
                ((104, 150, 116), (180, 140, 170), (90, 96, 120))[index % 3],
                (156 + index * 12, y - 46, 176 + index * 12, y),
                2,
            )


def lamp(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    line(pen, s, dark(c, 0.6), [(150, 330), (180, 200), (250, 130)], 9)
    area(pen, s, c, (212, 92), (274, 66), (330, 160), (236, 186))
    oval(pen, s, (255, 232, 160), (258, 150, 306, 186))
    rounded(pen, s, c, (94, 322, 212, 342), 9)


def knife(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for index in range(4):
        left = 90 + index * 60
        area(
            pen,
            s,
            (200, 206, 212),
            (left, 70 + index * 12),
            (left + 30, 96 + index * 12),
            (left + 30, 220),
            (left, 220),
        )
        rounded(pen, s, c, (left - 2, 218, left + 32, 334), 10)


def blocks(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    tones: tuple[Color, ...] = (
        (222, 92, 82),
        (240, 190, 76),
        (96, 166, 116),
        (84, 138, 204),
        (176, 118, 188),
        (238, 146, 90),
    )
    for index, (x, y) in enumerate(((90, 260), (164, 260), (238, 260), (128, 186), (202, 186), (165, 112))):
        rounded(pen, s, tones[index], (x, y, x + 70, y + 70), 8)


def car(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, c, (60, 270), (66, 222), (122, 214), (160, 160), (256, 160), (292, 214), (342, 228), (346, 270))
    area(pen, s, (190, 218, 232), (140, 212), (170, 174), (204, 174), (204, 212))
    area(pen, s, (190, 218, 232), (214, 212), (214, 174), (250, 174), (274, 212))
    for x in (96, 256):
        oval(pen, s, (40, 42, 46), (x, 240, x + 58, 298))
        oval(pen, s, (190, 194, 200), (x + 16, 256, x + 42, 282))


def puzzle(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    tones: tuple[Color, ...] = ((110, 170, 204), (232, 178, 94), (140, 188, 130), (214, 118, 110))
    for index in range(9):
        x, y = 100 + index % 3 * 68, 110 + index // 3 * 68
        rounded(pen, s, tones[(index * 3 + 1) % 4], (x, y, x + 66, y + 66), 6)
        oval(pen, s, tones[(index * 3 + 1) % 4], (x + 56, y + 22, x + 78, y + 44))


def cream(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, (246, 240, 236), (110, 190, 290, 322), 26)
    rounded(pen, s, (206, 178, 160), (104, 142, 296, 204), 16)
    rounded(pen, s, (228, 206, 196), (146, 226, 254, 286), 8)


def bottle(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, (70, 74, 82), (180, 68, 220, 118), 6)
    rounded(pen, s, light(c, 0.25), (146, 112, 254, 336), 26)
    rounded(pen, s, (250, 248, 244), (160, 186, 240, 286), 6)
    line(pen, s, dark(c, 0.6), [(174, 214), (226, 214)], 5)
    line(pen, s, dark(c, 0.8), [(174, 236), (214, 236)], 3)


def book(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, (244, 240, 230), (130, 96), (306, 110), (306, 328), (130, 330))
    area(pen, s, c, (110, 86), (286, 100), (286, 330), (110, 334))
    rounded(pen, s, light(c, 0.7), (140, 140, 256, 190), 4)
    line(pen, s, dark(c, 0.7), [(124, 88), (124, 332)], 4)


def box(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, (196, 156, 108), (90, 160), (200, 120), (310, 160), (200, 204))
    area(pen, s, (178, 138, 92), (90, 160), (200, 204), (200, 336), (90, 286))
    area(pen, s, (160, 122, 80), (310, 160), (200, 204), (200, 336), (310, 286))
