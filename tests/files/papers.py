"""Builds small true files of every accepted kind, and the bad ones that must be refused."""

import io
import struct
import zipfile
from importlib import import_module
from typing import Any

import pypdf

xlwt: Any = import_module("xlwt")  # has no types

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these members, always the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(text: str = "会议记录", **parts: str | bytes) -> bytes:
    """A Word document; each sign in a run of its own, as Word likes to save. `parts` are further members (_ for /)."""
    runs = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in text)
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>",
            **{name.replace("__", "/"): content for name, content in parts.items()},
        }
    )


def xlsx(text: str = "签到表", **parts: str | bytes) -> bytes:
    """A workbook with one shared string."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": f"<sst><si><t>{text}</t></si></sst>",
            **{name.replace("__", "/"): content for name, content in parts.items()},
        }
    )


def ofd(*pages: str) -> bytes:
    """An OFD file; the document lists its pages in this order, though the folders are numbered backwards."""
    folders = [f"Pages/Page_{len(pages) - number}/Content.xml" for number in range(len(pages))]
    listed = "".join(f'<ofd:Page ID="{number}" BaseLoc="{path}"/>' for number, path in enumerate(folders))
    parts = {"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": f"<ofd:Pages>{listed}</ofd:Pages>"}
    for path, text in zip(folders, pages, strict=True):
        parts[f"Doc_0/{path}"] = "".join(f"<ofd:TextCode>{sign}</ofd:TextCode>" for sign in text)
    return zipped({**parts})


def pdf(text: str = "", *, script: bool = False, password: str = "") -> bytes:
    """A one-page PDF whose text has its Unicode table, as office programs write it."""
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange %d beginbfchar %s endbfchar endcmap end end"
    ) % (len(text), b" ".join(b"<%04X> <%04X>" % (ord(sign), ord(sign)) for sign in text))
    shown = b"BT /F1 16 Tf 72 720 Td <%s> Tj ET" % text.encode("utf-16-be").hex().encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % (b"/OpenAction<</S/JavaScript/JS(1)>>" if script else b""),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(to_unicode), to_unicode),
    ]
    return _locked(_assembled(bodies), password) if password else _assembled(bodies)


def _assembled(bodies: list[bytes]) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(bodies) + 1,
        table,
        len(bodies) + 1,
        len(data),
    )


def _locked(data: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def xls(text: str = "签到表") -> bytes:
    """An old workbook."""
    book = xlwt.Workbook()
    book.add_sheet("名单").write(0, 0, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def doc(text: str = "会议记录", *, encrypted: bool = False, macros: bool = False) -> bytes:
    """An old Word document, as far as its streams go."""
    block = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100 if encrypted else 0)[:12]
    body = block.ljust(512, b"\0") + text.encode("utf-16-le")
    return compound({"WordDocument": body, **({"_VBA_PROJECT": b"x"} if macros else {})})


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 compound of a few streams in its root ([MS-CFB]); each padded so that none goes to the mini stream."""
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    padded = {name: content + b"\0" * (-len(content) % SECTOR) for name, content in padded.items()}
    fat, entries, body = [_FAT, _END], [_entry("Root Entry", 5, 1, _END, 0)], b""
    for number, (name, content) in enumerate(padded.items(), 1):
        start, count = len(fat), len(content) // SECTOR
        fat += [*range(start + 1, start + count), _END]
        right = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, _FREE, start, len(content), right))
        body += content
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    )
    header += struct.pack("<108I", *[_FREE] * 108)
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    return header + table + directory + body


def _entry(name: str, sort: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), sort, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def jpeg(*, orientation: int = 6, place: bytes = b"GPS 30.27N 120.15E") -> bytes:
    """The segments of a phone's photo: Exif with direction and place, a comment, a scan, a film behind the end."""
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0) + place
    segments = [(0xE0, b"JFIF\0"), (0xE1, b"Exif\0\0" + tiff), (0xFE, b"Phone of Ann"), (0xDB, b"\0" * 64)]
    data = b"\xff\xd8"
    for marker, body in segments:
        data += bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
    return data + b"\xff\xda\0\x03\0" + b"\x12\xff\x00\x34" + b"\xff\xd9" + b"film" + place


def png(note: bytes = b"Author\0Ann") -> bytes:
    """A PNG with a text chunk."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + b"\0\0\0\0"

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", note) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )
