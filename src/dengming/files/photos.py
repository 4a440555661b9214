"""A photo without its traces: place, device, time and owner go, how to turn it stays. Nobody is tracked here."""

import struct
from collections.abc import Iterator
from typing import Final

from dengming.refusal import Refusal

_KEPT_APPS: Final = {0xE0, 0xE2, 0xEE}
"""JFIF, colour profile, Adobe's colour transform: the picture needs them. APP1 is Exif and XMP, APP13 is IPTC."""
_COMMENT: Final = 0xFE
_SCAN, _END = 0xDA, 0xD9
_ORIENTATION: Final = 0x0112
_PNG_KEPT: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP bKGD pHYs sBIT".split())
_BROKEN: Final = "图片已损坏，打不开：请重新拍摄或导出后再上传。"


def without_traces(data: bytes) -> bytes:
    """The same picture with nothing but the picture in it. Takes JPEG and PNG; raises Refusal for a broken one."""
    try:
        return _plain_png(data) if data.startswith(b"\x89PNG") else _plain_jpeg(data)
    except (struct.error, IndexError) as error:
        raise Refusal(_BROKEN) from error


def _plain_jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    orientation = 1
    for marker, segment in _segments(data):
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            orientation = _orientation(segment[10:])
        if marker in _KEPT_APPS or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
            kept.append(segment)
    if orientation != 1:
        kept.insert(1, _turned(orientation))
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment; the last one is the scan with all that follows up to the end of the image."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise Refusal(_BROKEN)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (_SCAN, _END):
            # A phone may hang a second picture or a film behind the end; it is cut off.
            end = data.rfind(b"\xff\xd9") + 2 if marker == _END else _end_of_scans(data, at)
            yield marker, data[at:end]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2 or at + 2 + length > len(data):
            raise Refusal(_BROKEN)
        yield marker, data[at : at + 2 + length]
        at += 2 + length


def _end_of_scans(data: bytes, at: int) -> int:
    """Just behind the first end marker after the scan: inside scans FF is always stuffed, so it cannot be mistaken."""
    end = data.find(b"\xff\xd9", at)
    return len(data) if end < 0 else end + 2


def _orientation(tiff: bytes) -> int:
    """Tag 0x0112 of the first directory, 1 (upright) where there is none or it makes no sense."""
    try:
        order = "<" if tiff[:2] == b"II" else ">"
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for entry in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return int(value) if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that says how to turn the picture, and nothing else."""
    tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _plain_png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise Refusal(_BROKEN)
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            return b"".join(kept)
    raise Refusal(_BROKEN)
