"""Old office files (doc, xls, wps, et) are OLE2 compounds: whether macros or a password hide in their streams."""

import io
import struct
from typing import Final

import olefile  # type: ignore[import-untyped]

from dengming.refusal import Refusal

_WORD_STREAM: Final = "WordDocument"
_BOOK_STREAMS: Final = ("Workbook", "Book")
EXPECTED: Final = {"doc": (_WORD_STREAM,), "wps": (_WORD_STREAM,), "xls": _BOOK_STREAMS, "et": _BOOK_STREAMS}
_MACRO_STREAMS: Final = {"_vba_project", "_vba_project_cur", "vba", "macros", "vbaproject.bin"}
_PASSWORD_STREAMS: Final = {"encryptedpackage", "encryptioninfo"}
_WORD_ENCRYPTED: Final = 0x0100
_FILEPASS, _BOUNDSHEET, _EOF = 0x2F, 0x85, 0x0A
_MACRO_SHEETS: Final = (1, 6)
_BROKEN: Final = "文件已损坏，打不开：请重新导出后再上传。"
_PASSWORD: Final = "文件设有打开密码，无法检查内容：请去掉密码后再上传。"
_MACRO: Final = "文件含有宏（可执行代码）：请另存为不含宏的格式（如 .docx、.xlsx）后再上传。"


def check_ole(data: bytes, suffix: str, name: str) -> None:
    """Refuse an old office file that is not what its name says, has a password or carries macros."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            _check(compound, suffix, name)
    except Refusal:
        raise
    except Exception as error:  # a broken compound can fail in any way; each of them means: cannot be checked
        raise Refusal(_BROKEN) from error


def _check(compound: olefile.OleFileIO, suffix: str, name: str) -> None:
    parts = {part.lower() for path in compound.listdir(streams=True, storages=True) for part in path}
    if parts & _PASSWORD_STREAMS:
        raise Refusal(_PASSWORD)
    main = next((stream for stream in EXPECTED[suffix] if compound.exists(stream)), None)
    if main is None:
        raise Refusal(f"文件内容不是{name}：请用原来的软件另存为正确格式后再上传。")
    if parts & _MACRO_STREAMS:
        raise Refusal(_MACRO)
    content = compound.openstream(main).read()
    if main == _WORD_STREAM:
        _check_word(content)
    else:
        _check_book(content)


def _check_word(content: bytes) -> None:
    """The flag fEncrypted of the file information block ([MS-DOC] 2.5.2)."""
    (flags,) = struct.unpack_from("<H", content, 10)
    if flags & _WORD_ENCRYPTED:
        raise Refusal(_PASSWORD)


def _check_book(content: bytes) -> None:
    """The globals of the workbook ([MS-XLS] 2.1.7.20.3): FilePass means a password, a macro sheet means macros."""
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == _FILEPASS:
            raise Refusal(_PASSWORD)
        if kind == _BOUNDSHEET and length > 5 and content[at + 9] in _MACRO_SHEETS:
            raise Refusal(_MACRO)
        if kind == _EOF:
            return
        at += 4 + length
