"""Files: accepted by content, refused with one sentence that says why and what to do."""

import io
import zipfile
from collections.abc import Callable

import pytest

from dengming.files.inspection import display_name, inspect
from dengming.refusal import Refusal
from dengming.secrecy import mark_in, mark_in_bytes, mark_in_name
from tests.files import papers

GOOD: list[tuple[str, Callable[[], bytes]]] = [
    ("记录.pdf", lambda: papers.pdf("会议记录")),
    ("记录.ofd", lambda: papers.ofd("会议记录")),
    ("记录.docx", papers.docx),
    ("记录.doc", papers.doc),
    ("记录.wps", papers.doc),
    ("新记录.wps", papers.docx),
    ("签到.xlsx", papers.xlsx),
    ("签到.xls", papers.xls),
    ("签到.et", papers.xls),
    ("照片.JPG", papers.jpeg),
    ("照片.jpeg", papers.jpeg),
    ("照片.png", papers.png),
]


@pytest.mark.parametrize(("name", "build"), GOOD, ids=[name for name, _ in GOOD])
def test_every_accepted_kind_passes(name: str, build: Callable[[], bytes]) -> None:
    assert inspect(name, build()).name == name


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("程序.exe", b"MZ", "不接收“.exe”文件"),
        ("无名", b"x", "不接收没有扩展名的文件"),
        ("记录.pdf", b"MZ\x90", "内容不是PDF 文件"),
        ("记录.docx", papers.xlsx(), "内容不是Word 文档"),
        ("记录.docx", papers.doc(), "设有打开密码或实际是旧格式"),
        ("记录.doc", papers.docx(), "内容不是Word 文档"),
        ("记录.doc", papers.xls(), "内容不是Word 文档"),
        ("空.pdf", b"", "文件是空的"),
        ("大.pdf", b"%PDF-" + b"\0" * (20 * 2**20), "超过 20 兆"),
        ("坏.pdf", b"%PDF-1.7 broken", "已损坏"),
        ("坏.docx", b"PK\x03\x04 broken", "已损坏"),
        ("坏.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "已损坏"),
        ("坏.jpg", b"\xff\xd8\xff\xe1\xff\xff", "已损坏"),
        ("坏.png", b"\x89PNG\r\n\x1a\n\0\0", "已损坏"),
        ("密码.doc", papers.doc(encrypted=True), "设有打开密码"),
        ("密码.pdf", papers.pdf("x", password="123"), "设有打开密码"),
        ("宏.doc", papers.doc(macros=True), "含有宏"),
        ("宏.docx", papers.docx(word__vbaProject="x"), "含有宏"),
        ("宏.xlsx", papers.xlsx(xl__macrosheets__sheet1="x"), "含有宏"),
        ("宏.docx", papers.docx(word__embeddings__o=papers.doc(macros=True)), "嵌入的对象含有宏"),
        ("脚本.pdf", papers.pdf("x", script=True), "含有脚本"),
        ("炸弹.docx", papers.docx(word__media__a=b"\0" * (30 * 2**20)), "压缩炸弹"),
    ],
)
def test_what_cannot_be_trusted_is_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Refusal, match=f"“{name}”没有上传：.*{says}"):
        inspect(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通知 秘密★1年.pdf", papers.pdf("通知")),
        ("【机密】名单.xlsx", papers.xlsx()),
        ("a.pdf", papers.pdf("机密★5年")),
        ("a.docx", papers.docx("绝 密 ☆")),
        (
            "a.docx",
            papers.docx(word__header1="x")
            and papers.zipped(
                {
                    "[Content_Types].xml": "",
                    "word/document.xml": "<p/>",
                    "word/header1.xml": "<w:t>秘密</w:t><w:t>*</w:t>",
                }
            ),
        ),
        (
            "a.docx",
            papers.zipped(
                {
                    "[Content_Types].xml": "",
                    "word/document.xml": '<w:t>&#31192;密</w:t><w:sym w:font="Wingdings" w:char="F0AB"/>',
                }
            ),
        ),
        ("a.xlsx", papers.xlsx("机密＊")),
        ("a.ofd", papers.ofd("秘密★", "第二页")),
        ("a.doc", papers.doc("奇" + "秘密★1年")),
        ("a.xls", papers.xls("绝密★")),
    ],
)
def test_a_mark_of_secrecy_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refusal, match=r"密级标志“(绝|机|秘)密★”.*非涉密系统"):
        inspect(name, data)


def test_the_plain_word_is_no_mark_and_only_the_first_page_is_read() -> None:
    assert mark_in("保守党的秘密，对党忠诚") is None
    assert mark_in_name("保守秘密教育.pdf") is None
    assert mark_in_bytes("保守党的秘密。*".encode("utf-16-le")) is None
    assert inspect("a.ofd", papers.ofd("首页", "附：密级写作 秘密★")).kind.suffix == "ofd"


def test_a_password_on_a_zip_is_seen() -> None:
    data = bytearray(papers.docx())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        assert not archive.infolist()[0].flag_bits & 1
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(Refusal, match="设有密码"):
        inspect("a.docx", bytes(data))


def test_a_photo_keeps_its_direction_and_loses_its_traces() -> None:
    kept = inspect("a.jpg", papers.jpeg(orientation=6)).data
    assert b"GPS" not in kept
    assert b"Phone" not in kept
    assert kept.endswith(b"\xff\xd9")
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept
    assert b"Exif" not in inspect("a.jpg", papers.jpeg(orientation=1)).data
    assert b"Ann" not in inspect("a.png", papers.png()).data


def test_a_name_is_made_safe_to_show() -> None:
    assert display_name("C:\\用户\\记录\u202efdp.exe\x00") == "记录fdp.exe"
    assert display_name("../../etc/passwd") == "passwd"
    assert display_name("") == "未命名"
    assert len(display_name("长" * 300 + ".docx")) == 160
    assert display_name("长" * 300 + ".docx").endswith(".docx")
