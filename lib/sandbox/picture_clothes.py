"""Flat drawings of what people wear, carry and sleep in."""

from PIL.ImageDraw import ImageDraw

from lib.sandbox.picture_pen import Color, area, dark, light, line, oval, rounded


def tshirt(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(
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
    oval(pen, s, dark(c), (172, 66, 228, 100))
    if n % 2:
        for y in (210, 228, 246):
            line(pen, s, light(c), [(140, y), (260, y)], 5)


def shirt(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(
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
    area(pen, s, light(c), (160, 80), (200, 120), (240, 80), (225, 72), (175, 72))
    line(pen, s, dark(c), [(200, 120), (200, 338)], 2)
    for y in range(140, 330, 32):
        oval(pen, s, dark(c, 0.6), (196, y, 204, y + 8))


def sweater(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(
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
    oval(pen, s, dark(c), (165, 72, 235, 112))
    rounded(pen, s, dark(c, 0.88), (132, 312, 268, 332), 4)
    for x in range(146, 262, 14):
        line(pen, s, dark(c, 0.92), [(x, 120), (x, 312)], 2)


def cardigan(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    sweater(pen, s, c, n)
    area(pen, s, light(c, 0.6), (178, 90), (222, 90), (206, 326), (194, 326))
    for y in (150, 195, 240, 285):
        oval(pen, s, dark(c, 0.55), (205, y, 216, y + 11))


def coat(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(
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
    area(pen, s, dark(c), (160, 76), (198, 165), (150, 140))
    area(pen, s, dark(c), (240, 76), (202, 165), (250, 140))
    line(pen, s, dark(c, 0.6), [(200, 165), (200, 350)], 2)
    for y in (190, 230, 270):
        oval(pen, s, dark(c, 0.5), (208, y, 220, y + 12))


def dress(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(
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
    rounded(pen, s, dark(c), (160, 178, 240, 192), 3)
    for x, y in ((150, 300), (185, 250), (215, 310), (245, 270), (200, 215), (265, 325), (130, 330)):
        oval(pen, s, light(c, 0.6), (x, y, x + 13, y + 13))


def skirt(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, c, (150, 110), (250, 110), (305, 325), (95, 325))
    rounded(pen, s, dark(c), (148, 100, 252, 120), 4)
    for index in range(1, 7):
        line(pen, s, dark(c, 0.85), [(150 + index * 14.3, 120), (95 + index * 30, 325)], 2)


def trousers(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, c, (148, 78), (252, 78), (276, 348), (222, 348), (200, 170), (178, 348), (124, 348))
    rounded(pen, s, dark(c), (146, 72, 254, 92), 4)
    line(pen, s, dark(c, 0.7), [(200, 92), (200, 165)], 2)
    line(pen, s, light(c), [(160, 100), (140, 340)], 2)
    line(pen, s, light(c), [(240, 100), (260, 340)], 2)


def shoe(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, c, (70, 262), (84, 180), (140, 178), (172, 206), (232, 224), (318, 246), (334, 278), (70, 282))
    rounded(pen, s, (238, 238, 236), (64, 274, 338, 300), 12)
    line(pen, s, light(c, 0.7), [(150, 208), (176, 190)], 5)
    line(pen, s, light(c, 0.7), [(172, 222), (198, 204)], 5)
    line(pen, s, light(c, 0.7), [(194, 232), (220, 214)], 5)
    line(pen, s, dark(c, 0.6), [(90, 230), (150, 250), (210, 244)], 6)


def boot(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    area(pen, s, c, (110, 90), (210, 90), (214, 220), (300, 246), (318, 290), (108, 290))
    rounded(pen, s, dark(c, 0.5), (102, 286, 324, 312), 8)
    rounded(pen, s, dark(c), (106, 84, 214, 108), 6)
    for y in (130, 158, 186):
        line(pen, s, light(c, 0.6), [(170, y), (212, y + 6)], 4)


def bag(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([140 * s, 70 * s, 260 * s, 260 * s], 180, 360, fill=dark(c, 0.6), width=10 * s)
    area(pen, s, c, (104, 165), (296, 165), (320, 330), (80, 330))
    area(pen, s, dark(c, 0.88), (104, 165), (296, 165), (270, 245), (130, 245))
    rounded(pen, s, (214, 178, 96), (188, 232, 212, 262), 4)


def backpack(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    pen.arc([165 * s, 58 * s, 235 * s, 118 * s], 180, 360, fill=dark(c, 0.6), width=8 * s)
    rounded(pen, s, c, (110, 86, 290, 340), 50)
    rounded(pen, s, dark(c, 0.86), (136, 215, 264, 322), 20)
    line(pen, s, light(c), [(128, 160), (272, 160)], 4)
    line(pen, s, light(c), [(146, 238), (254, 238)], 3)


def wallet(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, c, (90, 150, 310, 300), 18)
    rounded(pen, s, dark(c, 0.86), (230, 200, 318, 250), 14)
    oval(pen, s, (214, 178, 96), (250, 216, 268, 234))
    line(pen, s, light(c), [(102, 164), (298, 164)], 2)


def suitcase(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, (120, 124, 130), (164, 50, 236, 110), 10)
    rounded(pen, s, c, (116, 96, 284, 334), 24)
    for x in (146, 176, 206, 236):
        line(pen, s, dark(c, 0.86), [(x + 8, 112), (x + 8, 320)], 5)
    for x in (132, 250):
        oval(pen, s, (50, 52, 56), (x, 328, x + 20, 348))


def bedding(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, light(c, 0.5), (84, 130, 316, 180), 20)
    rounded(pen, s, c, (74, 170, 326, 230), 20)
    rounded(pen, s, dark(c, 0.9), (68, 220, 332, 280), 20)
    rounded(pen, s, light(c, 0.25), (74, 270, 326, 330), 20)


def towel(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    for index, tone in enumerate((light(c), c, dark(c, 0.9), light(c, 0.2))):
        top = 120 + index * 52
        rounded(pen, s, tone, (100, top, 300, top + 48), 16)
        line(pen, s, dark(tone, 0.85), [(116, top + 36), (284, top + 36)], 3)


def curtain(pen: ImageDraw, s: int, c: Color, n: int) -> None:
    rounded(pen, s, (140, 110, 80), (60, 74, 340, 88), 6)
    for index in range(8):
        area(
            pen,
            s,
            c if index % 2 else dark(c, 0.9),
            (74 + index * 32, 88),
            (106 + index * 32, 88),
            (108 + index * 32, 340),
            (72 + index * 32, 340),
        )
