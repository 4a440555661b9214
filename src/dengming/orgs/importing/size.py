"""How big a workbook says it is, asked before it is read: the reader keeps every cell up to the last one in memory, so
that one stray cell in the last corner of a small file would need more than any machine has."""

import re
from collections.abc import Iterator
from typing import IO, BinaryIO, Final
from zipfile import BadZipFile, ZipFile, is_zipfile

from dengming.refusal import Refusal

_OLD_EXCEL: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_CELL: Final = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_LONGEST_MATCH: Final = 16
_CHUNK: Final = 1 << 20
MOST_CELLS: Final = 3_000_000
MOST_BYTES: Final = 200 * 1024 * 1024

NO_WORKBOOK: Final = "打不开这个文件：请确认它是 xlsx 或 xls 表格，用 Excel 或 WPS 另存后再试一次。"

NEEDS_PASSWORD: Final = "文件设有密码，请去掉密码后再试一次。"


def check_size(source: BinaryIO) -> None:
    """Return for an xlsx or xls that can be read, with `source` at its beginning. Raises Refusal for anything else."""
    head = source.read(len(_OLD_EXCEL))
    source.seek(0)
    if not head:
        raise Refusal("这个文件是空的，请重新选择。")
    if head == _OLD_EXCEL:
        if _LOCKED in source.read():  # an xlsx with a password lies in the container that xls uses
            raise Refusal(NEEDS_PASSWORD)
        source.seek(0)
        return
    if not is_zipfile(source):
        raise Refusal(NO_WORKBOOK)
    try:
        with ZipFile(source) as parts:
            _check_parts(parts)
    except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise Refusal(NO_WORKBOOK) from error
    source.seek(0)


def _check_parts(parts: ZipFile) -> None:
    names = parts.namelist()
    if "xl/workbook.xml" not in names:
        raise Refusal(NO_WORKBOOK)
    left = MOST_BYTES
    for name in names:
        with parts.open(name) as part:
            left = _check_part(part, left, name.startswith("xl/worksheets/"))


def _check_part(part: IO[bytes], left: int, is_sheet: bool) -> int:
    """What is left of the bytes allowed, which are counted as they come: what the file says of itself may be wrong."""
    rows = columns = 0
    for chunk in _chunks(part):
        left -= len(chunk)
        if left < 0:
            raise Refusal("这个文件展开后太大：请只留名册一张工作表，去掉图片等无关内容再试一次。")
        for letters, digits in _CELL.findall(chunk) if is_sheet else ():
            rows, columns = max(rows, int(digits)), max(columns, _column(letters))
        check_extent(rows, columns)
    return left


def check_extent(rows: int, columns: int) -> None:
    """Raise Refusal for a sheet whose last cell is too far out."""
    if rows * columns > MOST_CELLS:
        raise Refusal(
            f"工作表占了 {rows} 行、{columns} 列，太大：多半是很远的地方误留了内容，请删去名册以外的行和列再试一次。"
        )


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The part piece by piece, each with the end of the one before so that no cell is cut in two."""
    tail = b""
    while chunk := part.read(_CHUNK):
        yield tail + chunk
        tail = chunk[-_LONGEST_MATCH:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
