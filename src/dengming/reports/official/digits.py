"""The figures 0 to 9, % and — drawn by strokes of a round pen, so that a chart needs no font on the server."""

from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import Final

Point = tuple[int, int]

TALL: Final = 21
"""How many units a figure is tall; the strokes are in such units, from the lower left."""
_MARGIN: Final = 2
_PEN: Final = 1.25
"""Half the width of the pen, in units."""
_STROKES: Final = {
    "0": "9,21 6,20 4,17 3,12 3,9 4,4 6,1 9,0 11,0 14,1 16,4 17,9 17,12 16,17 14,20 11,21 9,21",
    "1": "5,17 8,18 11,21 11,0",
    "2": "4,16 4,17 5,19 6,20 8,21 12,21 14,20 15,19 16,17 16,15 15,13 13,10 3,0 17,0",
    "3": "5,21 16,21 10,13 13,13 15,12 16,11 17,8 17,6 16,3 14,1 11,0 8,0 5,1 4,2 3,4",
    "4": "13,0 13,21 3,7 18,7",
    "5": "15,21 5,21 4,12 5,13 8,14 11,14 14,13 16,11 17,8 17,6 16,3 14,1 11,0 8,0 5,1 4,2 3,4",
    "6": "16,18 15,20 12,21 10,21 7,20 5,17 4,12 4,7 5,3 7,1 10,0 11,0 14,1 16,3 17,6 17,7 16,10 14,12 11,13 10,13 "
    "7,12 5,10 4,7",
    "7": "3,21 17,21 7,0",
    "8": "8,21 5,20 4,18 4,16 5,14 7,13 11,12 14,11 16,9 17,7 17,4 16,2 15,1 12,0 8,0 5,1 4,2 3,4 3,7 4,9 6,11 9,12 "
    "13,13 15,14 16,16 16,18 15,20 12,21 8,21",
    "9": "16,14 15,11 13,9 10,8 9,8 6,9 4,11 3,14 3,15 4,18 6,20 9,21 10,21 13,20 15,18 16,14 16,9 15,4 13,1 10,0 8,0 "
    "5,1 4,3",
    "%": "20,21 4,0;8,21 10,19 10,17 9,15 7,14 5,14 3,16 3,18 4,20 6,21 8,21;"
    "18,7 16,6 15,4 15,2 17,0 19,0 21,1 22,3 22,5 20,7 18,7",
    "—": "2,10 18,10",
}
_WIDE: Final = {"%": 25}
_WIDTH: Final = 20


@lru_cache(maxsize=64)
def glyph(sign: str, height: int) -> tuple[bytes, ...]:
    """The sign as rows of grey, from the top; `height` points for its 21 units, and a little room around."""
    strokes = [[_point(it) for it in stroke.split()] for stroke in _STROKES[sign].split(";")]
    lines = [pair for stroke in strokes for pair in pairwise(stroke)]
    unit = height / TALL
    columns, rows = round(_WIDE.get(sign, _WIDTH) * unit), round((TALL + 2 * _MARGIN) * unit)
    return tuple(
        bytes(_grey((x + 0.5) / unit, TALL + _MARGIN - (y + 0.5) / unit, lines, unit) for x in range(columns))
        for y in range(rows)
    )


def _point(text: str) -> Point:
    x, _, y = text.partition(",")
    return int(x), int(y)


def _grey(x: float, y: float, lines: list[tuple[Point, Point]], unit: float) -> int:
    """White far from every stroke, black on one, grey at its edge."""
    away = (sqrt(min(_squared(x, y, start, end) for start, end in lines)) - _PEN) * unit
    return round(255 * min(1.0, max(0.0, away + 0.5)))


def _squared(x: float, y: float, start: Point, end: Point) -> float:
    """The squared distance from a stroke."""
    across, up = end[0] - start[0], end[1] - start[1]
    along = ((x - start[0]) * across + (y - start[1]) * up) / (across * across + up * up)
    held = min(1.0, max(0.0, along))
    return (x - start[0] - held * across) ** 2 + (y - start[1] - held * up) ** 2
