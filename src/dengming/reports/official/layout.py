"""Laying a Word page out: fonts with their East Asian side, exact lines, rules, the grid, page numbers."""

from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dengming.reports.official import measures as m

Align = WD_ALIGN_PARAGRAPH
_AFTER_GRID = ("w:spacing", "w:ind", "w:jc")
"""What follows the grid and the borders in the properties of a paragraph."""


def page(document: Document) -> None:
    """A4 with the margins, the grid of 22 lines, and numbers that lie outside on odd and even pages."""
    section = document.sections[0]
    section.page_width, section.page_height = m.PAGE
    section.top_margin, section.left_margin, section.right_margin, section.bottom_margin = (
        m.TOP,
        m.LEFT,
        m.RIGHT,
        m.BOTTOM,
    )
    section.footer_distance = m.FOOTER
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    _set(grid, {"type": "lines", "linePitch": m.LINE_PITCH})
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = m.BODY, m.FANGSONG
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), m.FANGSONG)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], Align.RIGHT)
    _number(section.even_page_footer.paragraphs[0], Align.LEFT)


def across(document: Document) -> None:
    """The same page turned by a quarter, for a wide table: the binding edge lies above."""
    page(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_height, section.page_width = m.PAGE
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        m.LEFT,
        m.TOP,
        m.RIGHT,
        m.BOTTOM,
    )
    section.footer_distance = m.FOOTER_ACROSS


def write(run: Run, font: str, size: Length, colour: str = "") -> Run:
    """Font for Chinese and Latin alike, size and colour; signs a little closer, so that a line holds 28."""
    run.font.name, run.font.size = font, size
    form = run._element.get_or_add_rPr()
    form.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    closer = OxmlElement("w:spacing")
    _set(closer, {"val": m.CHARACTER_SPACE})
    form.append(closer)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return run


def lines(paragraph: Paragraph, *, indent: bool = False, align: Align | None = None) -> Paragraph:
    """Exact line height; `indent`: two characters at the first line."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, m.LINE
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    if indent:
        form.first_line_indent = Pt(m.BODY.pt * 2)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def picture(paragraph: Paragraph) -> Paragraph:
    """A picture is as tall as it is: an exact line would cut it off. Its caption stays with it."""
    form = paragraph.paragraph_format
    form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    form.space_before, form.space_after, form.keep_with_next = m.PICTURE_GAP, Pt(0), True
    paragraph.alignment = Align.CENTER
    return off_grid(paragraph)


def off_grid(paragraph: Paragraph) -> Paragraph:
    """As high as it says, not the next whole line of the grid."""
    off = OxmlElement("w:snapToGrid")
    _set(off, {"val": 0})
    _insert(paragraph, off, _AFTER_GRID)
    return paragraph


def in_table(paragraph: Paragraph, first: bool) -> Paragraph:
    """A line of a table: names at the left, figures in the middle."""
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, m.TABLE_LINE
    form.space_before = form.space_after = Pt(0)
    paragraph.alignment = Align.LEFT if first else Align.CENTER
    return paragraph


def rule(paragraph: Paragraph, side: str, colour: str, eighths: int, gap: int = 1) -> None:
    """A line above or below the paragraph, over the whole width of the text."""
    borders = OxmlElement("w:pBdr")
    border = OxmlElement(f"w:{side}")
    _set(border, {"val": "single", "sz": eighths, "space": gap, "color": colour})
    borders.append(border)
    _insert(paragraph, borders, ("w:snapToGrid", *_AFTER_GRID))


def repeat_head(row: Any) -> None:
    """The row stands again at the top of each page that the table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """The row is not split between pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _number(paragraph: Paragraph, align: Align) -> None:
    """— 1 —, one character in from the edge."""
    lines(paragraph, align=align)
    edge = "right_indent" if align == Align.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, edge, m.SMALL)
    write(paragraph.add_run("— "), m.SONG, m.SMALL)
    run = write(paragraph.add_run(), m.SONG, m.SMALL)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            _set(mark, {"fldCharType": kind})
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)
    write(paragraph.add_run(" —"), m.SONG, m.SMALL)


def _insert(paragraph: Paragraph, element: Any, before: tuple[str, ...]) -> None:
    """The properties of a paragraph have a fixed order; Word may refuse a file that breaks it."""
    paragraph._p.get_or_add_pPr().insert_element_before(element, *before)


def _set(element: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
