"""The words on a file's first page, as far as they can be read: where a mark of secrecy stands by rule.

A scan has none: whoever uploads it answers for it, and the upload form says so.
"""

import io
import re
import zipfile
from typing import Final

import pypdf

from dengming.files.zipped import read_part, text_of
from dengming.refusal import Refusal

CHARACTERS: Final = 2_000
"""About two pages of 22 lines by 28 signs: cover and first page of a document without page breaks."""

_HEADERS: Final = re.compile(r"(word/(header|footer)\d*\.xml|xl/drawings/drawing\d+\.xml)$")
_ACTIONS: Final = ("/JavaScript", "/Launch")


def of_word(archive: zipfile.ZipFile) -> str:
    """The beginning of a Word document, with its headers and footers."""
    headers = [text_of(archive, part) for part in archive.namelist() if _HEADERS.search(part)]
    return "\n".join([text_of(archive, "word/document.xml")[:CHARACTERS], *headers])


def of_book(archive: zipfile.ZipFile) -> str:
    """The first words of a workbook: shared strings come in order of first use; then the first sheets' own."""
    drawings = [text_of(archive, part) for part in archive.namelist() if _HEADERS.search(part)]
    sheets = sorted(part for part in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part))
    own = [text_of(archive, part)[: CHARACTERS * 5] for part in sheets[:1]]
    return "\n".join([text_of(archive, "xl/sharedStrings.xml")[:CHARACTERS], *own, *drawings])


def of_ofd(archive: zipfile.ZipFile) -> str:
    """The first page of an OFD file (GB/T 33190-2016) and its templates. Signs may stand in elements of their own."""
    names = archive.namelist()
    pages = sorted((part for part in names if re.search(r"/Pages/.*\.xml$", part)), key=_natural)
    templates = [part for part in names if re.search(r"/Tpls?/.*\.xml$", part)]
    first = _first_page_named(archive, names) or pages[:1]
    return "\n".join(text_of(archive, part) for part in [*first, *templates])


def _first_page_named(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    """The page that the document itself lists first."""
    for document in (part for part in names if part.endswith("Document.xml")):
        text = read_part(archive, document).decode("utf-8", errors="replace")
        found = re.search(r"<(?:\w+:)?Pages>.*?BaseLoc=\"([^\"]+)\"", text, re.DOTALL)
        path = f"{document.rpartition('/')[0]}/{found[1]}".lstrip("/") if found else ""
        if path in names:
            return [path]
    return []


def _natural(part: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", part)]


def of_pdf(data: bytes) -> str:
    """The first page of a PDF. Refuses one with a password, with scripts or with files inside it."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("PDF 设有打开密码，无法检查内容：请去掉密码后再上传。")
        _check_catalog(reader)
        return reader.pages[0].extract_text() if reader.pages else ""
    except Refusal:
        raise
    except Exception as error:  # a broken PDF can fail in any way; each of them means: cannot be checked
        raise Refusal("PDF 文件已损坏，打不开：请重新导出或扫描后再上传。") from error


def _check_catalog(reader: pypdf.PdfReader) -> None:
    catalog = reader.root_object
    names = catalog.get("/Names", {})
    names = names.get_object() if hasattr(names, "get_object") else names
    opening = catalog.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    acts = isinstance(opening, dict) and opening.get("/S") in _ACTIONS
    if acts or "/JavaScript" in names:
        raise Refusal("PDF 含有脚本（可执行代码）：请用“打印为 PDF”重新导出后再上传。")
    if "/EmbeddedFiles" in names:
        raise Refusal("PDF 里夹带了其他文件：请取出后分别上传。")
