"""The quarterly bulletin: figures that add up, the layout of GB/T 9704, the same bytes for the same facts."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from dengming.calendar.periods import parse_period
from dengming.cli import bulletin as command
from dengming.editions import actions as editions
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation, Subject
from dengming.refusal import Refusal
from dengming.reports.bulletins import Particulars, bulletin_docx, content_of, docx_of
from dengming.reports.completing import Written, completed
from dengming.reports.official.render import render
from dengming.reports.official.template import MARKS, default_template
from dengming.standing.bulletins import Told, cut_off, line_of, measured, tell, value_of
from tests import cast as casting
from tests.cast import SYSTEM, Cast
from tests.cli.running import run
from tests.records import writing

NAME = "中共某某区直属机关工作委员会"
PERIOD = parse_period("2020-Q2")[1]
MM = 36000
"""English Metric Units in a millimetre."""


@pytest.fixture
def cast(db: None) -> Cast:
    """Branch A held its meeting of the second quarter; the others did nothing."""
    found = casting.build(date(2020, 6, 24))
    writing.confirmed(found, on=date(2020, 6, 24))
    casting.set_clock()
    editions.name_committee(SYSTEM, name=NAME)
    return found


def told(cast: Cast, top: str = "") -> Told:
    bulletin = rules().rulebook.bulletins["quarterly-bulletin"]
    return tell(SYSTEM, bulletin, PERIOD, cut_off(bulletin, PERIOD), cast.org[top] if top else None)


def paper(cast: Cast, top: str = "") -> Paper:
    return Document(io.BytesIO(bulletin_docx(rules(), told(cast, top))))


def words(found: Paper) -> str:
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in found.paragraphs), *cells])


def test_the_lines_add_up_and_the_figures_divide(cast: Cast) -> None:
    found = told(cast, "COMM")
    assert [line.name for line in found.lines] == ["本级", "甲支部", "乙支部"]
    by_code = {line.organisation.code: line for line in found.lines}
    assert by_code["A"].total.met >= 1
    assert by_code["B"].total.met == 0
    for number in ("due", "met", "late", "overdue", "grace"):
        assert sum(getattr(line.total, number) for line in found.lines) == getattr(found.total, number)
    assert by_code["COMM"].total.due >= 1
    for figure in measured(found.bulletin):
        numerator, denominator = value_of(figure, found.counts[figure.id])
        assert 0 <= numerator <= denominator


def test_a_branch_with_party_groups_is_one_row(cast: Cast) -> None:
    (line,) = told(cast, "A").lines
    assert (line.name, line.total) == ("甲支部", told(cast, "A").total)
    assert line.total.due > 1
    assert any(item.subject == cast.org["A1"].pk for item in line.items)
    _, row, total = table_of(told(cast, "A"))
    assert (row[1], row[2:-1]) == ("甲支部", total[2:-1])


def test_what_is_no_organisations_below_stands_in_the_own_row_and_the_paper_says_so(cast: Cast) -> None:
    own, *below = told(cast, "COMM").lines
    assert own.own
    assert {item.subject for item in own.items} <= {cast.org["COMM"].pk, cast.org["LB"].pk}
    assert [line.own for line in below] == [False, False]
    assert "“本级”是机关党委本身和不在下列各组织里的应办。" in words(paper(cast, "COMM"))
    assert "本级" not in words(paper(cast))


def test_one_line_alone_is_that_of_the_whole(cast: Cast) -> None:
    whole = told(cast)
    for line in whole.lines:
        alone = line_of(SYSTEM, whole.bulletin, PERIOD, whole.as_of, line.organisation)
        assert (alone.total, alone.grade, alone.counts) == (line.total, line.grade, line.counts)
        assert sorted(map(str, alone.items)) == sorted(map(str, line.items))


@pytest.mark.parametrize(
    ("percent", "grade"), [(100, "好"), (85, "好"), (84.99, "一般"), (70, "一般"), (69.99, "待改进"), (0, "待改进")]
)
def test_the_lines_between_the_grades(cast: Cast, percent: float, grade: str) -> None:
    assert rules().rulebook.bulletins["quarterly-bulletin"].grade_of(percent).name == grade


def test_grades_follow_the_rate(cast: Cast) -> None:
    found = told(cast, "COMM")
    for line in found.lines:
        assert line.grade is not None
        assert line.grade == found.bulletin.grade_of(line.total.met * 100 / line.total.due)


@pytest.mark.parametrize(("above", "grade"), [(0, "好"), (0.01, "待改进"), (1, "待改进"), (-1, "好")])
def test_a_line_is_graded_by_its_share_to_the_hair(cast: Cast, above: float, grade: str) -> None:
    (line,) = told(cast, "A").lines
    share = line.total.met * 100 / line.total.due
    assert 1 < share < 99
    bulletin = rules().rulebook.bulletins["quarterly-bulletin"]
    first, *_, last = bulletin.grade
    at_border = bulletin.model_copy(update={"grade": (first.model_copy(update={"at_least": share + above}), last)})
    (graded,) = tell(SYSTEM, at_border, PERIOD, cut_off(bulletin, PERIOD), cast.org["A"]).lines
    assert graded.grade is not None
    assert graded.grade.name == grade


def test_what_is_entered_after_the_cut_off_changes_nothing(cast: Cast) -> None:
    before = bulletin_docx(rules(), told(cast))
    writing.confirmed(cast, "theme-day", on=date(2020, 5, 8))
    assert bulletin_docx(rules(), told(cast)) == before


def ranked(found: Told) -> Told:
    """The same where the term in force ranks by a document."""
    told = {"ranked": True, "document": "区直工委〔2020〕1号"}
    terms = tuple(term.model_copy(update=told) for term in found.bulletin.term)
    return replace(found, bulletin=found.bulletin.model_copy(update={"term": terms}))


def table_of(found: Told) -> list[list[str]]:
    """The table of the organisations as it is printed."""
    table = Document(io.BytesIO(bulletin_docx(rules(), found))).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_organisations_stand_in_the_official_order_and_in_groups(cast: Cast) -> None:
    head, *rows, total = table_of(told(cast, "COMM"))
    assert (head[:2], head[-1]) == (["序号", "党组织"], "分组")
    assert [row[:2] for row in rows] == [["1", "本级"], ["2", "甲支部"], ["3", "乙支部"]]
    assert total[:2] == ["", "合计"]
    assert "名次" not in words(paper(cast, "COMM"))


def test_a_ranking_names_the_document_that_allows_it_and_goes_by_rate(cast: Cast) -> None:
    found = ranked(told(cast))
    lines = tuple(sorted(found.lines, key=lambda line: line.total.rate or 0))
    head, *rows, _ = table_of(replace(found, lines=lines))
    assert head[:3] == ["名次", "序号", "党组织"]
    assert "分组" not in head
    rates = [int(row[-1].rstrip("%")) for row in rows]
    assert rates == sorted(rates, reverse=True)
    assert sorted(row[1] for row in rows) == ["1", "2"]
    said = words(Document(io.BytesIO(bulletin_docx(rules(), found))))
    assert "排列名次，依据：区直工委〔2020〕1号。" in said


def test_equal_rates_share_a_place(cast: Cast) -> None:
    found = ranked(told(cast))
    same = tuple(replace(line, total=found.total) for line in found.lines)
    _, *rows, _ = table_of(replace(found, lines=same))
    assert [row[0] for row in rows] == ["并列1", "并列1"]


def test_no_person_is_named(cast: Cast) -> None:
    said = words(paper(cast)) + words(paper(cast, "COMM"))
    assert not [name for name in cast.person if name in said]


def test_parts_that_others_lead_are_never_filled_in(cast: Cast) -> None:
    said = words(paper(cast))
    assert said.count("按牵头单位提供的逐条填写。尚未填写。") == 2
    assert said.count("（牵头单位未设置）") == 2
    assert "一、机关党建（牵头：机关工委）" in said


def test_a_lead_body_that_is_set_stands_in_the_head(cast: Cast) -> None:
    editions.set_lead(SYSTEM, bulletin="quarterly-bulletin", part="poverty", lead="区扶贫办")
    said = words(paper(cast))
    assert "三、脱贫工作（牵头：区扶贫办）" in said
    assert "二、纪律作风（牵头单位未设置）" in said


def test_every_figure_is_defined_and_one_without_a_value_says_so(cast: Cast) -> None:
    found = paper(cast)
    figures = rules().rulebook.bulletins["quarterly-bulletin"].figures
    assert len(figures) == 10
    lines = [it.text for it in found.paragraphs]
    for figure in figures:
        (line,) = [it for it in lines if it.startswith(f"{figure.name}：分子为{figure.numerator}，分母为")]
        assert f"分母为{figure.denominator}，期间为本期；" in line
        assert line.endswith(f"由人填报，来源应为{figure.source}，本期没有填报。" if figure.source else "系统计数。")
    assert "本期为2020年4月1日至2020年6月30日。" in words(found)
    assert [row.cells[1].text for row in found.tables[-1].rows].count("暂无数据") == 5


def test_the_page_is_that_of_the_standard(cast: Cast) -> None:
    section = paper(cast).sections[0]
    assert [round(it / MM, 1) for it in (section.page_width, section.page_height) if it] == [210, 297]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(it / MM, 1) for it in margins if it is not None] == [37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= 225 / 25.4 * 72 < 23 * pitch


def test_the_type_is_that_of_the_standard(cast: Cast) -> None:
    found = paper(cast)
    head = next(it for it in found.paragraphs if it.text == NAME)
    body = next(it for it in found.paragraphs if it.text.startswith("根据月检查"))
    title = next(it for it in found.paragraphs if it.text.startswith("关于2020年第二季度"))
    assert str(head.runs[0].font.color.rgb) == "FF0000"
    assert round(head.paragraph_format.space_before / MM) == 35
    fonts = [(it.runs[0].font.name, it.runs[0].font.size) for it in (body, title)]
    assert fonts == [("仿宋_GB2312", Pt(16)), ("方正小标宋简体", Pt(22))]
    # 28 signs of 16 pt, each a quarter of a point closer, fit into 156 mm; a 29th does not.
    spacing = body.runs[0]._element.get_or_add_rPr().find(qn("w:spacing"))
    assert spacing is not None
    pitch = 16 + int(spacing.get(qn("w:val"))) / 20
    assert 28 * pitch <= 156 / 25.4 * 72 < 29 * pitch
    form = body.paragraph_format
    assert isinstance(form.line_spacing, Length)
    assert isinstance(form.first_line_indent, Length)
    assert (form.line_spacing.pt, form.first_line_indent.pt) == (28.95, 32)


def test_a_title_longer_than_a_line_is_broken_between_words(cast: Cast) -> None:
    titles = [it.text for code in ("", "COMM") for it in paper(cast, code).paragraphs if it.text.startswith("关于")]
    assert titles == [
        "关于2020年第二季度\n机关党建工作情况的通报",
        "关于2020年第二季度\n机关党委机关党建工作情况的通报",
    ]
    assert paper(cast).core_properties.title == "关于2020年第二季度机关党建工作情况的通报"
    Subject.objects.filter(code="COMM").update(name="长" * 12)
    cast.org["COMM"] = Organisation.objects.get(subject__code="COMM")
    (title,) = [it.text for it in paper(cast, "COMM").paragraphs if it.text.startswith("关于")]
    assert title.splitlines() == ["关于2020年第二季度", "长" * 12, "机关党建工作情况的通报"]


def test_properties_of_a_paragraph_stand_in_the_order_that_word_asks_for(cast: Cast) -> None:
    order = ["pStyle", "keepNext", "widowControl", "pBdr", "tabs", "snapToGrid", "spacing", "ind", "jc"]
    for line in paper(cast).paragraphs:
        found = [it.tag.rpartition("}")[2] for it in line._p.pPr] if line._p.pPr is not None else []
        known = [order.index(name) for name in found if name in order]
        assert known == sorted(known), found


def test_rule_number_and_imprint_are_there(cast: Cast) -> None:
    found = paper(cast)
    borders = [it._p.pPr.find(qn("w:pBdr")) for it in found.paragraphs if it._p.pPr is not None]
    colours = [edge.get(qn("w:color")) for border in borders if border is not None for edge in border]
    assert colours.count("FF0000") == 1
    assert colours.count("000000") == 2
    assert found.settings.odd_and_even_pages_header_footer
    assert "PAGE" in found.sections[0].footer._element.xml
    assert "2020年7月10日" in words(found)


def edges(found: Paper) -> list[tuple[str | None, str | None]]:
    """Colour and thickness, in eighths of a point, of the rules from top to bottom."""
    borders = [it._p.pPr.find(qn("w:pBdr")) for it in found.paragraphs if it._p.pPr is not None]
    found_ = [edge for border in borders if border is not None for edge in border]
    return [(edge.get(qn("w:color")), edge.get(qn("w:sz"))) for edge in found_]


def test_the_imprint_has_thick_rules_outside_and_a_thin_one_between(cast: Cast) -> None:
    content = completed(content_of(rules(), told(cast)), Written())
    whole = Document(io.BytesIO(docx_of(content, Particulars(copies="区委办公室"))))
    assert edges(whole)[1:] == [("000000", "8"), ("000000", "6"), ("000000", "8")]
    assert edges(paper(cast))[1:] == [("000000", "8"), ("000000", "8")], "without 抄送 nothing lies between"
    (copies,) = [it for it in whole.paragraphs if it.text == "抄送：区委办公室。"]
    form = copies.paragraph_format
    assert (form.left_indent, form.first_line_indent, form.right_indent) == (Pt(56), Pt(-42), Pt(14))
    ruled = [it for it in whole.paragraphs if it._p.pPr is not None and it._p.pPr.find(qn("w:pBdr")) is not None]
    assert all(it.paragraph_format.left_indent is None for it in ruled), "rules are as wide as the text"


def test_the_head_is_the_committee_and_never_the_product(cast: Cast) -> None:
    assert words(paper(cast)).startswith(NAME)
    assert "灯明" not in words(paper(cast))


def test_without_the_committees_name_there_is_no_paper(cast: Cast) -> None:
    found = told(cast)
    now = rules()
    with pytest.raises(Refusal, match="工委全称"):
        bulletin_docx(replace(now, parameters=replace(now.parameters, committee_name="")), found)


def test_the_default_template_has_every_mark() -> None:
    said = words(Document(io.BytesIO(default_template(NAME))))
    assert [mark for mark in MARKS if f"{{{{ {mark} }}}}" not in said and f"in {mark} " not in said] == []


def test_a_template_that_cannot_be_filled_is_refused_in_one_sentence() -> None:
    with pytest.raises(Refusal, match="公文模板不能使用"):
        render(b"no archive", {})


def test_the_command_writes_the_district_and_one_organisation(cast: Cast, tmp_path: Path) -> None:
    for more in ([], ["--org", "COMM"]):
        target = tmp_path / "x.docx"
        assert run(command, "bulletin", "--period", "2020-Q2", *more, "-o", str(target)) == 0
        assert NAME in words(Document(str(target)))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["--period", "2020-05", "-o", "x.docx"], "2020-Q1 的样子"),
        (["--period", "2020-Q9", "-o", "x.docx"], "Q9"),
        (["--period", "2020-Q3", "-o", "x.docx"], "还没有过完"),
        (["--period", "2019-Q4", "-o", "x.docx"], "从2020年1月1日起才有"),
        (
            ["--period", "2020-Q2", "--on", "2020-05-01", "-o", "x.docx"],
            "数据截止日2020年5月1日应在2020年6月30日和今天",
        ),
        (["--period", "2020-Q2", "--on", "2030-05-01", "-o", "x.docx"], "数据截止日2030年5月1日应在"),
        (["--period", "2020-Q2", "--number", "机密★1年", "-o", "x.docx"], "密级标志"),
        (["--period", "2020-Q2", "--number", "charlie 1号", "-o", "x.docx"], "姓名“charlie”"),
        (["--period", "2020-Q2", "-o", "x.pdf"], "不是 .docx 文件"),
        (["--period", "2020-Q2", "--org", "NO", "-o", "x.docx"], "没有编号为“NO”的组织"),
        (["--period", "2020-Q2", "-o", "/nowhere/x.docx"], "请换一个目录"),
    ],
)
def test_bad_input_is_one_sentence(cast: Cast, asked: list[str], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        run(command, "bulletin", *asked)
