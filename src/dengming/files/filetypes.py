"""Which files are taken: the name says what a file claims to be, its first bytes what it is."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from dengming.refusal import Refusal

PDF: Final = b"%PDF-"
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class FileType:
    """One accepted kind of file. `forms` are the magic numbers that content of this kind may begin with."""

    suffix: str
    name: str
    media_type: str
    forms: tuple[bytes, ...]


_WORD = "application/msword"
_EXCEL = "application/vnd.ms-excel"
_OOXML = "application/vnd.openxmlformats-officedocument"

ACCEPTED: Final = {
    kind.suffix: kind
    for kind in (
        FileType("pdf", "PDF 文件", "application/pdf", (PDF,)),
        FileType("ofd", "OFD 版式文件", "application/ofd", (ZIP,)),
        FileType("docx", "Word 文档", f"{_OOXML}.wordprocessingml.document", (ZIP,)),
        FileType("doc", "Word 文档", _WORD, (OLE,)),
        FileType("wps", "WPS 文字文档", "application/wps-office.wps", (OLE, ZIP)),
        FileType("xlsx", "Excel 表格", f"{_OOXML}.spreadsheetml.sheet", (ZIP,)),
        FileType("xls", "Excel 表格", _EXCEL, (OLE,)),
        FileType("et", "WPS 表格", "application/wps-office.et", (OLE, ZIP)),
        FileType("jpg", "JPG 图片", "image/jpeg", (JPEG,)),
        FileType("png", "PNG 图片", "image/png", (PNG,)),
    )
}
_SAME: Final = {"jpeg": "jpg"}
ACCEPTED_LABEL: Final = "pdf、ofd、doc(x)、wps、xls(x)、et、jpg、png"


def claimed(name: str) -> FileType:
    """The kind that the file's name claims. Raises Refusal for a kind that is not taken."""
    suffix = PurePath(name).suffix.lstrip(".").lower()
    kind = ACCEPTED.get(_SAME.get(suffix, suffix))
    if kind is None:
        told = f"“.{suffix}”" if suffix else "没有扩展名的"
        raise Refusal(f"不接收{told}文件：请上传 {ACCEPTED_LABEL}。")
    return kind


def check_form(kind: FileType, data: bytes) -> bytes:
    """The magic number the content begins with. Raises Refusal where it is not of the claimed kind."""
    for form in kind.forms:
        # Some scanners put a few bytes before the header of a PDF; the standard allows up to 1024.
        if data.startswith(form) or (form == PDF and form in data[:1024]):
            return form
    if data.startswith(OLE) and ZIP in kind.forms:
        raise Refusal("文件设有打开密码或实际是旧格式，无法检查内容：请去掉密码、另存后再上传。")
    raise Refusal(f"文件内容不是{kind.name}（名称以 .{kind.suffix} 结尾）：请用原来的软件另存为正确格式后再上传。")
