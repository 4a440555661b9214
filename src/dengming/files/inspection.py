"""What a file must pass before it is kept: accepted kind, true content, nothing executable, no mark of secrecy."""

import re
import zipfile
from dataclasses import dataclass
from typing import Final

from dengming.files import first_page
from dengming.files.filetypes import JPEG, OLE, PDF, PNG, ZIP, FileType, check_form, claimed
from dengming.files.ole import check_ole
from dengming.files.photos import without_traces
from dengming.files.zipped import check_structure, open_zip, read_part
from dengming.refusal import Refusal
from dengming.secrecy import NOTICE, mark_in, mark_in_bytes, mark_in_name

MEGABYTES_AT_MOST: Final = 20
"""本地参数: the regulations say nothing about sizes; twenty megabytes hold a scanned notebook."""
FILES_AT_MOST: Final = 40
"""本地参数 likewise: how many files one record or case takes."""
NAME_AT_MOST: Final = 160
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Inspected:
    """A file that has passed: the name to show, its kind, the bytes to keep (of a photo, without its traces)."""

    name: str
    kind: FileType
    data: bytes


def inspect(name: str, data: bytes) -> Inspected:
    """Check a file. Raises Refusal with one sentence that begins with the file's name."""
    shown = display_name(name)
    try:
        return Inspected(shown, *_inspect(shown, data))
    except Refusal as refusal:
        raise Refusal(f"“{shown}”没有上传：{refusal}") from refusal


def display_name(name: str) -> str:
    """The name without path, control and direction signs, at most NAME_AT_MOST long with its suffix kept."""
    base = _UNPRINTABLE.sub("", name).replace("\\", "/").rpartition("/")[2].strip(" .") or "未命名"
    stem, dot, suffix = base.rpartition(".")
    if len(base) <= NAME_AT_MOST or not dot:
        return base[:NAME_AT_MOST]
    return f"{stem[: NAME_AT_MOST - len(suffix) - 1]}.{suffix[:10]}"[:NAME_AT_MOST]


def _inspect(name: str, data: bytes) -> tuple[FileType, bytes]:
    if mark := mark_in_name(name):
        raise Refusal(f"文件名带有密级标志“{mark}”。{NOTICE}")
    if not data:
        raise Refusal("文件是空的。")
    if len(data) > MEGABYTES_AT_MOST * 2**20:
        raise Refusal(f"文件超过 {MEGABYTES_AT_MOST} 兆：请压缩图片或拆分后再上传。")
    kind = claimed(name)
    form = check_form(kind, data)
    if form in (JPEG, PNG):
        return kind, without_traces(data)
    if mark := _mark_inside(kind, form, data):
        raise Refusal(f"首页带有密级标志“{mark}”。{NOTICE}")
    return kind, data


def _mark_inside(kind: FileType, form: bytes, data: bytes) -> str | None:
    """The mark on the first page, after the checks that make it safe to look."""
    if form == PDF:
        return mark_in(first_page.of_pdf(data))
    if form == OLE:
        check_ole(data, kind.suffix, kind.name)
        return mark_in_bytes(data)
    with open_zip(data) as archive:
        check_structure(archive, kind.suffix, kind.name)
        _check_embedded(archive)
        if kind.suffix == "ofd":
            return mark_in(first_page.of_ofd(archive))
        return mark_in(first_page.of_word(archive) if kind.suffix in ("docx", "wps") else first_page.of_book(archive))


def _check_embedded(archive: zipfile.ZipFile) -> None:
    """Macros may hide in a document that is set into the document."""
    for part in archive.namelist():
        if "embeddings/" not in part:
            continue
        inner = read_part(archive, part)
        if inner.startswith(OLE) and "_VBA_PROJECT".encode("utf-16-le") in inner:
            raise Refusal("文件里嵌入的对象含有宏（可执行代码）：请删去后再上传。")
        if inner.startswith(ZIP):
            with open_zip(inner) as nested:
                if any("vbaproject" in name.lower() for name in nested.namelist()):
                    raise Refusal("文件里嵌入的对象含有宏（可执行代码）：请删去后再上传。")
