"""Files that must not be read: one sentence each, before any of them costs memory."""

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from dengming.orgs.importing import size
from dengming.orgs.importing.sheet import read_sheet
from dengming.refusal import Refusal
from tests.files import papers
from tests.orgs.importing import workbooks as books


def far_cell(row: int, column: int) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "所在党支部"])
        sheet.write(row, column, "x")
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        parts.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    return out.getvalue()


def ods() -> bytes:
    return papers.zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


def locked() -> bytes:
    return papers.compound({"EncryptionInfo": bytes(600), "EncryptedPackage": bytes(5000)})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"", "这个文件是空的"),
        (lambda: "姓名,所在党支部\n".encode(), "打不开这个文件"),
        (lambda: papers.pdf("名册"), "打不开这个文件"),
        (lambda: papers.docx("名册"), "打不开这个文件"),
        (lambda: books.as_xlsx(books.people(3)).getvalue()[:900], "打不开这个文件"),
        (ods, "打不开这个文件"),
        (locked, "文件设有密码"),
        (lambda: far_cell(1_048_575, 16_383), "占了 1048576 行、16384 列"),
        (lambda: far_cell(1_048_575, 3), "占了 1048576 行、4 列"),
    ],
)
def test_one_sentence_says_what_is_wrong_and_how_to_mend_it(make: Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence) as refusal:
        read_sheet(io.BytesIO(make()))
    assert str(refusal.value).count("。") == 1


def test_what_unfolds_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(size, "MOST_BYTES", 2_000_000)
    with pytest.raises(Refusal, match="展开后太大"):
        read_sheet(io.BytesIO(bomb()))


def test_a_far_but_reasonable_cell_is_read() -> None:
    assert read_sheet(io.BytesIO(far_cell(20_000, 5))).columns["name"] == "姓名"
