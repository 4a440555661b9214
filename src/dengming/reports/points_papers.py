"""The branch's paper on points as a Word file, from nothing but what was frozen: the same paper has the same bytes."""

import io
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Pt

from dengming.reports.bulletins import chinese_day
from dengming.reports.official import measures as m
from dengming.reports.official.layout import Align, in_table, keep_whole, lines, page, repeat_head, write
from dengming.reports.official.render import same_bytes, without_makers
from dengming.standing.models import PointsPaper

SUMS = "各类和合计是从计分周期的第一天（按年计的，为1月1日）累计到截止日的增减，不是这一季度单独的数。"
"""What the figures of a paper are the sums of."""

_CELL = Pt(12)


def points_paper_docx(paper: PointsPaper, content: dict[str, Any]) -> bytes:
    """Title, where it was read out, the table in the order of names, and the rules behind it."""
    found = Document()
    page(found)
    title = lines(found.add_paragraph(), align=Align.CENTER)
    write(title.add_run(content["title"]), m.SONG_TITLE, m.TITLE)
    lines(found.add_paragraph())
    said = (
        f"{chinese_day(paper.read_on)}在党员大会上通报，积分截至{chinese_day(paper.as_of)}；按姓氏笔画排列，不作排名。"
    )
    if "known" in content:
        said += f"按{content['known']}系统里已有的纪实。"
    if paper.reason:
        said += f"本稿为更正稿（第{paper.version}稿）：{paper.reason}。"
    write(lines(found.add_paragraph(), indent=True).add_run(said + SUMS), m.FANGSONG, m.BODY)
    _table(found, content)
    rules = f"计分办法：{'；'.join([*content['rules'], *content['point_rules']])}。"
    write(lines(found.add_paragraph(), indent=True).add_run(rules), m.FANGSONG, m.SMALL)
    for text in (content["branch_name"], chinese_day(paper.read_on)):
        write(lines(found.add_paragraph(), align=Align.RIGHT).add_run(text), m.FANGSONG, m.BODY)
    without_makers(found.core_properties, content["title"])
    target = io.BytesIO()
    found.save(target)
    return same_bytes(target.getvalue())


def _table(found: Any, content: dict[str, Any]) -> None:
    heads = ["姓名", *content["groups"], "合计", "积分"]
    table = found.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _fill(table.rows[0], heads)
    repeat_head(table.rows[0])
    for member in content["members"]:
        _fill(table.add_row(), _cells(member, len(heads)))


def _cells(member: dict[str, Any], width: int) -> list[str]:
    if member["exempt"]:
        return [member["name"], "不计积分", *[""] * (width - 2)]
    numbers = [*member["groups"], member["sum"]]
    return [
        member["name"],
        *(f"{value / 100:+g}" if value else "0" for value in numbers),
        f"{member['points'] / 100:g}",
    ]


def _fill(row: Any, texts: list[str]) -> None:
    keep_whole(row)
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        write(in_table(cell.paragraphs[0], first=number == 0).add_run(text), m.FANGSONG, _CELL)
