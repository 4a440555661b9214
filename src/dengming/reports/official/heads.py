"""The head of an official paper and what stands under it: the issuer in red, number and signer, title, signature."""

from docx.document import Document as Paper
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from dengming.reports.official import measures as m
from dengming.reports.official.layout import Align, lines, rule, write


def red_head(paper: Paper, issuer: str, number: str, signs: int) -> Paragraph:
    """The issuer, as large as `signs` of them fit a line, over its number and the red rule; gives back its line."""
    first = paper.add_paragraph()
    size = Pt(min(m.HEAD_AT_MOST, m.HEAD_WIDTH / max(signs, 1)))
    write(first.add_run(issuer), m.SONG_TITLE, size, m.RED)
    form = first.paragraph_format
    form.space_before, form.space_after, first.alignment = m.HEAD_BEFORE, Pt(0), Align.CENTER
    lines(paper.add_paragraph())
    line = lines(paper.add_paragraph(), align=Align.CENTER)
    write(line.add_run(number), m.FANGSONG, m.BODY)
    rule(line, "bottom", m.RED, 12, m.RULE_GAP)
    lines(paper.add_paragraph())
    lines(paper.add_paragraph())
    return first


def title(paper: Paper, text: str) -> Paragraph:
    """The title in the middle, in type of two hao; gives back its line."""
    line = lines(paper.add_paragraph(), align=Align.CENTER)
    write(line.add_run(text), m.SONG_TITLE, m.TITLE)
    return line


def signature(paper: Paper, *texts: str) -> None:
    """Who signs and the day, four characters in from the right."""
    for text in texts:
        signed = lines(paper.add_paragraph(), align=Align.RIGHT)
        signed.paragraph_format.right_indent = Pt(m.BODY.pt * 4)
        write(signed.add_run(text), m.FANGSONG, m.BODY)
