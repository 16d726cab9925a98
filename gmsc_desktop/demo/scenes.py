"""The scenes of the demonstration's pictures: flat drawings that no one mistakes for photographs."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 960, 720

SKY, GRASS, EARTH, WALL, ROOF = "#BFDDEA", "#7FA65A", "#B79B72", "#F1E7D3", "#9C4A34"
DARK, STEEL, WATER, LEAF, PAPER = "#2E3440", "#7B8794", "#4F86A6", "#3F6E3A", "#FBFAF6"
CLOTHES = ("#C8553D", "#2F6690", "#E0A458", "#588157", "#6D597A", "#D4A5A5")


@dataclass(frozen=True)
class Canvas:
    """What a scene draws on; ``dice`` places what may vary, the same way every time."""

    draw: ImageDraw
    dice: random.Random


def _ground(c: Canvas, horizon: int, colour: str = GRASS, sky: str = SKY) -> None:
    c.draw.rectangle((0, 0, WIDTH, horizon), fill=sky)
    c.draw.rectangle((0, horizon, WIDTH, HEIGHT), fill=colour)
    for _cloud in range(4):
        x, y = c.dice.randrange(WIDTH), c.dice.randrange(30, horizon // 2)
        for step in range(4):
            c.draw.ellipse((x + step * 34, y - step % 2 * 12, x + 70 + step * 34, y + 34), fill="#E6F1F5")


def _hills(c: Canvas, horizon: int, colour: str = "#6E8F8A") -> None:
    for x in range(-80, WIDTH, 190):
        top = horizon - c.dice.randrange(90, 210)
        c.draw.polygon(((x, horizon), (x + 150, top), (x + 330, horizon)), fill=colour)


def _people(c: Canvas, y: int, count: int, left: int = 80, right: int = 880) -> None:
    for number in range(count):
        x = left + (right - left) * number // max(1, count - 1) + c.dice.randrange(-14, 14)
        size = c.dice.randrange(52, 64)
        c.draw.rounded_rectangle((x - 20, y, x + 20, y + size + 26), 16, fill=c.dice.choice(CLOTHES))
        c.draw.ellipse((x - 15, y - 32, x + 15, y - 2), fill=c.dice.choice(("#8D5B3E", "#A9714B", "#C08A64")))


def _house(c: Canvas, x: int, y: int, width: int, height: int, *, steep: bool = False) -> None:
    peak = y - (height if steep else height // 2)
    if steep:
        c.draw.polygon(((x, y + height), (x + width // 2, peak), (x + width, y + height)), fill=ROOF)
        c.draw.polygon(((x + width // 4, y + height), (x + width // 2, y), (x + width * 3 // 4, y + height)), fill=WALL)
    else:
        c.draw.rectangle((x, y, x + width, y + height), fill=WALL)
        c.draw.polygon(((x - 24, y), (x + width // 2, peak), (x + width + 24, y)), fill=ROOF)
    middle = x + width // 2
    c.draw.rectangle((middle - 16, y + height - 62, middle + 16, y + height), fill="#6B4A35")


def _tree(c: Canvas, x: int, y: int, size: int) -> None:
    c.draw.rectangle((x - size // 10, y - size // 2, x + size // 10, y), fill="#6B4A35")
    c.draw.ellipse((x - size // 2, y - size, x + size // 2, y - size // 4), fill=LEAF)


def _counter(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#E9EEF1")
    c.draw.rectangle((0, 60, WIDTH, 130), fill="#2F6690")
    for desk in range(4):
        x = 60 + desk * 225
        c.draw.rectangle((x, 180, x + 180, 260), fill=PAPER, outline=STEEL, width=3)
        c.draw.rectangle((x, 400, x + 180, 500), fill="#B08968")
        c.draw.rectangle((x + 60, 330, x + 120, 390), fill=DARK)
        c.draw.text((x + 78, 200), str(desk + 1), fill="#2F6690", font_size=44)
    _people(c, 320, 4, 110, 800)
    _people(c, 520, 6)


def _houses(c: Canvas) -> None:
    _ground(c, 380)
    for number in range(5 if c.dice.random() > 0.5 else 4):
        _house(c, 50 + number * 178, 330, 150, 180, steep=True)
    _tree(c, 40, 470, 150)
    _tree(c, 930, 480, 170)
    _people(c, 540, 5, 160, 800)


def _cattle(c: Canvas) -> None:
    _ground(c, 330)
    _hills(c, 330)
    for number in range(4):
        x, y = 90 + number * 215, 420 + number % 2 * 90
        c.draw.rounded_rectangle((x, y, x + 140, y + 70), 26, fill="#9A5B34")
        c.draw.ellipse((x + 120, y - 26, x + 176, y + 28), fill="#9A5B34")
        for leg in (14, 44, 96, 122):
            c.draw.rectangle((x + leg, y + 60, x + leg + 12, y + 110), fill="#F0E3D2")
    for post in range(0, WIDTH, 120):
        c.draw.rectangle((post, 590, post + 12, 634), fill="#6B4A35")
    c.draw.rectangle((0, 600, WIDTH, 610), fill="#6B4A35")
    _people(c, 340, 2, 720, 860)


def _market(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#E8DFCB")
    for stall in range(4):
        x = 30 + stall * 232
        for stripe in range(6):
            colour = CLOTHES[stall] if stripe % 2 else PAPER
            c.draw.rectangle((x + stripe * 34, 150, x + stripe * 34 + 34, 230), fill=colour)
        c.draw.rectangle((x, 420, x + 204, 500), fill="#B08968")
        for fruit in range(14):
            left = x + 8 + fruit % 7 * 28
            c.draw.ellipse((left, 390 + fruit // 7 * 18, left + 24, 414 + fruit // 7 * 18), fill=c.dice.choice(CLOTHES))
    _code(c, 430, 250, 96)
    _people(c, 520, 6)


def _code(c: Canvas, x: int, y: int, size: int) -> None:
    """A square pattern as on a payment sign; it encodes nothing."""
    c.draw.rectangle((x - 8, y - 8, x + size + 8, y + size + 8), fill=PAPER)
    cell = size // 12
    for row in range(12):
        for column in range(12):
            if c.dice.random() > 0.5:
                left, top = x + column * cell, y + row * cell
                c.draw.rectangle((left, top, left + cell, top + cell), fill=DARK)


def _river(c: Canvas) -> None:
    _ground(c, 320)
    _hills(c, 320, "#5E7F74")
    c.draw.polygon(((430, 320), (560, 320), (900, HEIGHT), (60, HEIGHT)), fill=WATER)
    for wave in range(9):
        y = 360 + wave * 38
        c.draw.line(((430 - wave * 30, y), (540 + wave * 26, y)), fill="#86B3CC", width=3)
    c.draw.rectangle((716, 170, 730, 520), fill=STEEL)
    c.draw.rectangle((676, 190, 770, 250), fill="#2F6690")
    c.draw.ellipse((690, 262, 756, 314), fill="#C8553D")
    for tree in (60, 150, 860, 930):
        _tree(c, tree, 470, 140)


def _road(c: Canvas) -> None:
    _ground(c, 300)
    _hills(c, 300)
    c.draw.polygon(((440, 300), (520, 300), (880, HEIGHT), (80, HEIGHT)), fill="#565B63")
    for mark in range(6):
        y = 320 + mark * 66
        c.draw.polygon(
            ((474 - mark, y), (486 + mark, y), (490 + mark * 2, y + 36), (470 - mark * 2, y + 36)), fill=PAPER
        )
    c.draw.polygon(((560, 560), (700, 545), (760, 610), (590, 630)), fill="#3A3F47")
    for cone in (540, 620, 720):
        c.draw.polygon(((cone, 540), (cone + 18, 490), (cone + 36, 540)), fill="#E07A3F")
    _people(c, 500, 3, 200, 380)


def _room(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#EDE7DD")
    c.draw.rectangle((260, 60, 700, 290), fill=PAPER, outline=DARK, width=6)
    for bar in range(6):
        height = c.dice.randrange(40, 170)
        c.draw.rectangle((300 + bar * 64, 260 - height, 340 + bar * 64, 260), fill=CLOTHES[bar])
    _people(c, 350, 7, 90, 870)
    c.draw.polygon(((120, 470), (840, 470), (940, 640), (20, 640)), fill="#A07C56")
    for sheet in range(7):
        x = 120 + sheet * 112
        c.draw.polygon(((x, 510), (x + 60, 510), (x + 66, 550), (x - 4, 550)), fill=PAPER)


def _control_room(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#27313D")
    for screen in range(6):
        x, y = 70 + screen % 3 * 285, 70 + screen // 3 * 180
        c.draw.rectangle((x, y, x + 250, y + 150), fill="#14202B", outline=STEEL, width=4)
        points = [(x + 10 + step * 23, y + 130 - c.dice.randrange(100)) for step in range(11)]
        c.draw.line(points, fill=CLOTHES[screen], width=4)
    for desk in range(3):
        c.draw.rectangle((60 + desk * 300, 560, 300 + desk * 300, 620), fill="#5C6B7A")
    _people(c, 470, 3, 180, 780)


def _drill(c: Canvas) -> None:
    _ground(c, 340)
    _hills(c, 340, "#5E7F74")
    c.draw.rectangle((60, 210, 72, 460), fill=STEEL)
    c.draw.rectangle((72, 210, 300, 290), fill="#3F6E3A")
    c.draw.polygon(((230, 250), (190, 225), (190, 275)), fill=PAPER)
    _people(c, 430, 9)
    _people(c, 540, 8, 120, 840)


def _library(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#F0E6D2")
    for shelf in range(3):
        y = 90 + shelf * 130
        x = 50
        while x < 890:
            width, height = c.dice.randrange(12, 30), c.dice.randrange(70, 104)
            c.draw.rectangle((x, y + 106 - height, x + width, y + 106), fill=c.dice.choice((*CLOTHES, STEEL, LEAF)))
            x += width + 3
        c.draw.rectangle((40, y + 106, 920, y + 120), fill="#8A6642")
    _people(c, 530, 5, 140, 820)


def _stage(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#2A2440")
    for lamp in range(7):
        x = 90 + lamp * 130
        c.draw.polygon(((x, 60), (x - 70, 420), (x + 70, 420)), fill=("#4A3F6B", "#574A7D")[lamp % 2])
    c.draw.rectangle((60, 400, 900, 470), fill="#7A4E2D")
    _people(c, 310, 6, 200, 760)
    for row in range(2):
        _people(c, 510 + row * 70, 12, 40, 920)


def _street(c: Canvas) -> None:
    _ground(c, 380, "#C9C3B5")
    for number in range(5):
        _house(c, 20 + number * 196, 260, 150, 150)
    c.draw.rectangle((0, 480, WIDTH, 560), fill="#D9A066")
    for tile in range(0, WIDTH, 40):
        c.draw.line(((tile, 480), (tile, 560)), fill="#B98350", width=2)
    c.draw.rectangle((0, 560, WIDTH, HEIGHT), fill="#565B63")
    for tree in range(6):
        _tree(c, 80 + tree * 165, 500, 120)
    _people(c, 450, 4, 150, 850)


def _tap(c: Canvas) -> None:
    _ground(c, 360)
    _hills(c, 360)
    _house(c, 560, 300, 240, 170)
    c.draw.rectangle((210, 300, 234, 560), fill=STEEL)
    c.draw.rectangle((210, 300, 330, 324), fill=STEEL)
    c.draw.rectangle((316, 300, 336, 350), fill=STEEL)
    c.draw.rectangle((320, 350, 332, 540), fill="#7FB2D1")
    c.draw.polygon(((276, 520), (376, 520), (360, 610), (292, 610)), fill="#C8553D")
    _people(c, 500, 3, 420, 560)


def _panels(c: Canvas) -> None:
    _ground(c, 420)
    c.draw.rectangle((120, 300, 840, 560), fill=WALL)
    c.draw.polygon(((80, 300), (250, 150), (880, 150), (880, 300)), fill=ROOF)
    for panel in range(10):
        x, y = 250 + panel % 5 * 118, 165 + panel // 5 * 62
        c.draw.polygon(((x + 12, y), (x + 112, y), (x + 100, y + 54), (x, y + 54)), fill="#1F3A5F", outline="#8FB3D9")
    c.draw.ellipse((60, 40, 150, 130), fill="#F2C14E")
    _people(c, 500, 4, 220, 760)


def _bins(c: Canvas) -> None:
    _ground(c, 360, "#C9C3B5")
    _house(c, 560, 240, 300, 200)
    for number, colour in enumerate(("#588157", "#E0A458", "#2F6690")):
        x = 90 + number * 140
        c.draw.rounded_rectangle((x, 400, x + 110, 560), 12, fill=colour)
        c.draw.rectangle((x - 6, 384, x + 116, 404), fill=DARK)
    for _bottle in range(26):
        x, y = c.dice.randrange(540, 900), c.dice.randrange(520, 610)
        c.draw.rounded_rectangle((x, y, x + 12, y + 34), 5, fill=c.dice.choice(("#9CC5DA", "#CFE3C8", "#E5E5E5")))
    _people(c, 460, 3, 520, 800)


def _chart(c: Canvas) -> None:
    c.draw.rectangle((0, 0, WIDTH, HEIGHT), fill=PAPER)
    c.draw.rectangle((0, 0, WIDTH, 66), fill="#118297")
    for line in range(6):
        y = 160 + line * 80
        c.draw.line(((90, y), (900, y)), fill="#DDE3E8", width=2)
    for series in range(3):
        start = c.dice.randrange(240, 420)
        points = [
            (100 + step * 53, start + 60 * math.sin(step / 2 + series) - step * (4 + series)) for step in range(15)
        ]
        c.draw.line(points, fill=CLOTHES[series], width=6)
        for left, top in points:
            c.draw.ellipse((left - 6, top - 6, left + 6, top + 6), fill=CLOTHES[series])


SCENES: dict[str, Callable[[Canvas], None]] = {
    "loket": _counter,
    "rumah": _houses,
    "ternak": _cattle,
    "pasar": _market,
    "sungai": _river,
    "jalan": _road,
    "rapat": _room,
    "pusat": _control_room,
    "gladi": _drill,
    "pustaka": _library,
    "panggung": _stage,
    "kota": _street,
    "air": _tap,
    "surya": _panels,
    "sampah": _bins,
    "grafik": _chart,
}
