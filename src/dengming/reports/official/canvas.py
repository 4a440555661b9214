"""A grey picture as a PNG file, written without an imaging library: boxes and figures are all that a chart needs.

Nothing in it depends on a font, a machine or a release of somebody else's code: the same drawing has the same bytes.
"""

import struct
import zlib
from typing import Final

from dengming.reports.official.digits import glyph

WHITE: Final = 255
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_METRE: Final = 1000
_GREY: Final = struct.pack(">BBBBB", 8, 0, 0, 0, 0)
"""Eight bits a point, grey, and the only methods that PNG has."""


class Canvas:
    """White paper of so many millimetres, `scale` points to each; everything is placed in millimetres."""

    def __init__(self, width: float, height: float, scale: int) -> None:
        self.scale = scale
        self.width, self.height = round(width * scale), round(height * scale)
        self.rows = [bytearray([WHITE]) * self.width for _ in range(self.height)]

    def box(self, left: float, top: float, width: float, height: float, grey: int) -> None:
        """A filled box."""
        first, last = round(left * self.scale), round((left + width) * self.scale)
        for row in self.rows[round(top * self.scale) : round((top + height) * self.scale)]:
            row[first:last] = bytes([grey]) * (last - first)

    def write(self, text: str, left: float, middle: float, height: float, share: float = 0.0) -> None:
        """Figures around a middle line; `share` of their width lies left of the place: 0 begins there, 1 ends there."""
        glyphs = [glyph(sign, round(height * self.scale)) for sign in text]
        x = round(left * self.scale - share * sum(len(rows[0]) for rows in glyphs))
        for rows in glyphs:
            y = round(middle * self.scale) - len(rows) // 2
            for row, ink in zip(self.rows[y:], rows, strict=False):
                row[x : x + len(ink)] = bytes(map(min, row[x : x + len(ink)], ink))
            x += len(rows[0])

    def png(self) -> bytes:
        """The file, which says how large it is on paper."""
        head = struct.pack(">II", self.width, self.height) + _GREY
        size = struct.pack(">IIB", self.scale * _METRE, self.scale * _METRE, 1)
        points = zlib.compress(b"".join(b"\0" + row for row in self.rows), 9)
        chunks = ((b"IHDR", head), (b"pHYs", size), (b"IDAT", points), (b"IEND", b""))
        return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
