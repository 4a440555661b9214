"""The quarterly bulletin as the content of an official paper: parts, groups, figures with their definitions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dengming.calendar.periods import chinese_label
from dengming.editions.rules import Rules
from dengming.refusal import Refusal
from dengming.reports.official.render import render
from dengming.reports.official.template import default_template
from dengming.rulebook.bulletins import Figure
from dengming.standing.bulletins import Count, Told, value_of

NO_DATA = "暂无数据"
_NUMERALS = "一二三四五六七八九十"


def bulletin_docx(rules: Rules, told: Told, number: str = "") -> bytes:
    """The bulletin as a Word file. Raises Refusal while the committee's full name is not set."""
    committee = rules.parameters.committee_name
    if not committee:
        raise Refusal("还没有设置工委全称：请先在“本地参数”里填写，文件要以全称为发文机关。")
    return render(default_template(committee), content_of(rules, told, number))


def content_of(rules: Rules, told: Told, number: str = "") -> dict[str, Any]:
    """Everything that the template shows; what is entered by hand is left to be filled in."""
    about = f"{told.top.name}" if told.top else ""
    parts = [part for _, part in zip(_NUMERALS, told.bulletin.part, strict=False)]
    sections = [{"head": "", "texts": [_opening(told)], "organisations": [], "figures": []}]
    for numeral, part in zip(_NUMERALS, parts, strict=False):
        head = f"{numeral}、{part.name}" + (f"（牵头：{part.lead}）" if part.lead else "")
        sections += list(_measured(told, head)) if part.measured else [_entered(head, part.note)]
    sections.append(_definitions(told))
    return {
        "committee": rules.parameters.committee_name,
        "issuer": rules.parameters.committee_name,
        "number": number or "（发文字号）",
        "signer": "",
        "title": f"关于{chinese_label(told.period.label)}{about}机关党建工作情况的通报",
        "to": "各直属党组织" if told.top is None else told.top.name,
        "sections": sections,
        "attachment": "",
        "date": chinese_day(told.as_of.on),
        "issued": chinese_day(told.as_of.on),
        "copies": "",
    }


def chinese_day(day: date) -> str:
    """2020年7月10日: whole year, no zeros before month and day."""
    return f"{day.year}年{day.month}月{day.day}日"


def _opening(told: Told) -> str:
    return (
        f"根据月检查、季通报安排，现将{chinese_label(told.period.label)}情况通报如下。数据取自各级党组织在系统中的纪实和登记，"
        f"截至{chinese_day(told.as_of.on)}；没有另外要求报送材料。"
    )


def _measured(told: Told, head: str) -> Iterator[dict[str, Any]]:
    total = told.total
    texts = [
        f"期内到期的应办共{total.due}项次，按期完成{total.met}项次，逾期完成{total.late}项次，逾期未完成{total.overdue}项次；"
        f"按期完成率{_percent(total.rate)}（向下取整；免办和还在宽限期的不计）。"
    ]
    for grade in told.bulletin.grade:
        names = "、".join(line.organisation.name for line in told.graded(grade))
        line = f"按期完成率{grade.at_least:g}%及以上" if grade.at_least else "其余"
        texts.append(f"{grade.name}（{line}）：{names or '无'}。")
    blank = "、".join(line.organisation.name for line in told.lines if line.grade is None)
    if blank:
        texts.append(f"期内没有到期应办：{blank}。")
    rows = [_row(line.organisation.name, line.total, line.grade.name if line.grade else "—") for line in told.lines]
    rows.append(_row("合计", total, ""))
    yield {"head": head, "texts": texts, "organisations": rows, "figures": []}
    figures = [*told.bulletin.indicator, *told.bulletin.problem]
    said = [_figure(figure, told.counts.get(figure.id)) for figure in figures]
    yield {"head": "", "texts": ["四项指标和六个问题的数值如下。"], "organisations": [], "figures": said}


def _row(name: str, count: Count, grade: str) -> dict[str, Any]:
    numbers = {"due": count.due, "met": count.met, "late": count.late, "overdue": count.overdue}
    return {"name": name, **numbers, "rate": _percent(count.rate), "grade": grade}


def _percent(rate: int | None) -> str:
    return "—" if rate is None else f"{rate}%"


def _figure(figure: Figure, count: Count | None) -> dict[str, Any]:
    if figure.measured == "entered" or count is None:
        return {"name": figure.name, "value": NO_DATA, "numerator": "—", "denominator": "—"}
    numerator, denominator = value_of(figure, count)
    share = f"{numerator * 100 // denominator}%" if denominator else "—"
    return {"name": figure.name, "value": share, "numerator": numerator, "denominator": denominator}


def _entered(head: str, note: str) -> dict[str, Any]:
    return {"head": head, "texts": [f"{note}尚未填写。"], "organisations": [], "figures": []}


def _definitions(told: Told) -> dict[str, Any]:
    """How each figure is counted, at the end of the paper."""
    numeral = _NUMERALS[len(told.bulletin.part)]
    texts = [
        f"{figure.name}：分子为{figure.numerator}，分母为{figure.denominator}。"
        for figure in (*told.bulletin.indicator, *told.bulletin.problem)
        if figure.measured != "entered"
    ]
    texts.append(f"其余指标没有可引的记录，写“{NO_DATA}”，不估计。分组的线是本地参数。")
    return {"head": f"{numeral}、指标说明", "texts": texts, "organisations": [], "figures": []}
