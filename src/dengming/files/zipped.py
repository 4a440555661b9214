"""Reading the zip inside docx, xlsx and ofd without being hurt by it: no bombs, no passwords, no macros."""

import html
import io
import re
import zipfile
import zlib
from typing import Final

from dengming.refusal import Refusal

MEMBERS_AT_MOST: Final = 5_000
TOTAL_AT_MOST: Final = 300 * 2**20
RATIO_AT_MOST: Final = 200
_RATIO_MATTERS_FROM: Final = 2**20
PART_AT_MOST: Final = 40 * 2**20
NEEDED: Final = {
    "docx": ("[Content_Types].xml", "word/document.xml"),
    "wps": ("[Content_Types].xml", "word/document.xml"),
    "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    "et": ("[Content_Types].xml", "xl/workbook.xml"),
    "ofd": ("OFD.xml",),
}
_MACROS: Final = re.compile(r"vbaproject|vbadata|xl/(intl)?macrosheets?/|activex/", re.IGNORECASE)
_BROKEN: Final = "文件已损坏，打不开：请重新导出后再上传。"


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive, once its directory has shown that it is harmless to read. Raises Refusal."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise Refusal(_BROKEN) from error
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Refusal("文件设有密码，无法检查内容：请去掉密码后再上传。")
    total = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > _RATIO_MATTERS_FROM and member.file_size > RATIO_AT_MOST * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MEMBERS_AT_MOST or total > TOTAL_AT_MOST or swollen:
        raise Refusal("文件解开后过大，疑似压缩炸弹：请另存或拆分后再上传。")
    return archive


def check_structure(archive: zipfile.ZipFile, suffix: str, name: str) -> None:
    """Refuse an archive that is not the office file it claims to be, or that carries macros."""
    names = archive.namelist()
    if any(part not in names for part in NEEDED[suffix]):
        raise Refusal(f"文件内容不是{name}：请用原来的软件另存为正确格式后再上传。")
    if any(_MACROS.search(part) for part in names):
        raise Refusal("文件含有宏（可执行代码）：请另存为不含宏的格式（如 .docx、.xlsx）后再上传。")
    if suffix != "ofd" and "macroenabled" in text_of(archive, "[Content_Types].xml", tags=True).lower():
        raise Refusal("文件是启用宏的格式：请另存为不含宏的格式（如 .docx、.xlsx）后再上传。")


def read_part(archive: zipfile.ZipFile, part: str) -> bytes:
    """The bytes of one member, never more than PART_AT_MOST whatever the directory says; empty where it is missing."""
    try:
        with archive.open(part) as stream:
            return stream.read(PART_AT_MOST)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
        raise Refusal(_BROKEN) from error


def text_of(archive: zipfile.ZipFile, part: str, *, tags: bool = False) -> str:
    """The text of an XML member. Tags are cut, not parsed: no entity can unfold here.

    A star set in the Wingdings font is a star.
    """
    data = read_part(archive, part)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if wide else "utf-8", errors="replace")
    text = re.sub(r'<w:sym\b[^>]*w:char="F0AB"[^>]*>', "★", text, flags=re.IGNORECASE)
    return text if tags else html.unescape(re.sub(r"<[^<>]*>", "", text))
