"""The quarterly bulletin as the content of an official paper: parts, groups, figures with their definitions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dengming.calendar.periods import chinese_label
from dengming.editions.rules import Rules
from dengming.refusal import Refusal
from dengming.reports.completing import NO_DATA, Written, completed, percent_of
from dengming.reports.official.charts import charts_of
from dengming.reports.official.replacing import BULLETIN, filled
from dengming.rulebook.bulletins import Bulletin, Figure
from dengming.standing.bulletins import Count, Told, value_of

TITLE_SIGNS = 20
"""So many signs of the title's size, 22 pt, fill a line of 156 mm."""
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Particulars:
    """What stands around the content: number 发文字号, signer 签发人, whom to, copies 抄送, attachment, day."""

    number: str = ""
    signer: str = ""
    to: str = ""
    copies: str = ""
    attachment: str = ""
    day: date | None = None


def bulletin_docx(rules: Rules, told: Told, number: str = "") -> bytes:
    """The bulletin as a Word file, without what people write. Refusal while the committee's full name is not set."""
    written = Written(leads=leads_of(rules, told.bulletin))
    return docx_of(completed(content_of(rules, told), written), Particulars(number=number))


def leads_of(rules: Rules, bulletin: Bulletin) -> dict[str, str]:
    """The lead bodies of the parts that people fill in, as set by the committee or named by the pack."""
    return {it.id: rules.parameters.lead_of(bulletin.id, it.id) or it.lead for it in bulletin.entered_parts}


def docx_of(content: Mapping[str, Any], said: Particulars) -> bytes:
    """A completed content with its particulars as a Word file."""
    day = chinese_day(said.day) if said.day else content["date"]
    title = content["title"]
    whole = {
        **content,
        "title": "\n".join(content.get("title_lines", [title])) if len(title) > TITLE_SIGNS else title,
        "issuer": content["committee"],
        "number": said.number or "（发文字号）",
        "signer": said.signer,
        "to": said.to or content["to"],
        "copies": said.copies,
        "attachment": said.attachment,
        "date": day,
        "issued": day,
    }
    return filled(BULLETIN, whole)


def content_of(rules: Rules, told: Told) -> dict[str, Any]:
    """Everything that is counted, as plain values that can be kept. Refusal while the committee has no name."""
    committee = rules.parameters.committee_name
    if not committee:
        raise Refusal("还没有设置工委全称：请先在“本地参数”里填写，文件要以全称为发文机关。")
    about = f"{told.top.name}" if told.top else ""
    sections: list[dict[str, Any]] = [_section("", [_opening(told)])]
    for numeral, part in zip(_NUMERALS, told.bulletin.part, strict=False):
        head = f"{numeral}、{part.name}"
        if part.measured:
            sections += _measured(told, head + (f"（牵头：{part.lead}）" if part.lead else ""))
        else:
            sections.append({**_section(head, []), "part": part.id, "note": part.note})
    sections.append(_definitions(told))
    lines = _title_lines(told, about)
    return {
        "committee": committee,
        "title": "".join(lines),
        "title_lines": lines,
        "to": "各直属党组织" if told.top is None else told.top.name,
        "sections": sections,
        "date": chinese_day(told.as_of.on),
    }


def _title_lines(told: Told, about: str) -> list[str]:
    """Where a title that is too long for one line is broken, so that no word is torn."""
    what = "机关党建工作情况的通报"
    rest = [f"{about}{what}"] if len(about) + len(what) <= TITLE_SIGNS else [about, what]
    return [f"关于{chinese_label(told.period.label)}", *rest]


def _section(head: str, texts: list[str]) -> dict[str, Any]:
    return {"head": head, "texts": texts, "organisations": [], "figures": []}


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
    if told.ranked_by:
        texts.append(
            f"各党组织以按期完成率排列名次，依据：{told.ranked_by}。名次按取整后的数值排，数值相同的并列，期内没有到期应办的不排。"
        )
    rows = _rows(told)
    charts = charts_of(rows, "各党组织按期完成率")
    yield {**_section(head, texts), "ranked": told.ranked_by, "organisations": rows, "charts": charts}
    said = [_figure(figure, told.counts.get(figure.id)) for figure in told.bulletin.figures]
    yield {**_section("", ["四项指标和六个问题的数值如下。"]), "figures": said}


def _rows(told: Told) -> list[dict[str, Any]]:
    """Numbered in the official order and so arranged, or by place where a document allows it; their sum comes last."""
    places = told.places()
    rows = [
        {
            "number": number,
            "place": _place(place, places) if told.ranked_by else "",
            "name": line.organisation.name,
            "code": line.organisation.code,
            **_numbers(line.total),
            "grade": line.grade.name if line.grade else "—",
        }
        for number, (line, place) in enumerate(zip(told.lines, places, strict=True), 1)
    ]
    if told.ranked_by:
        order = {number: (place is None, place) for number, place in enumerate(places, 1)}
        rows.sort(key=lambda row: order[row["number"]])
    return [*rows, {"number": "", "place": "", "name": "合计", "code": "", **_numbers(told.total), "grade": ""}]


def _place(place: int | None, places: Sequence[int | None]) -> str:
    if place is None:
        return "—"
    return f"并列{place}" if places.count(place) > 1 else str(place)


def _numbers(count: Count) -> dict[str, Any]:
    return {
        "due": count.due,
        "met": count.met,
        "late": count.late,
        "overdue": count.overdue,
        "percent": count.rate,
        "rate": _percent(count.rate),
    }


def _percent(rate: int | None) -> str:
    return "—" if rate is None else f"{rate}%"


def _figure(figure: Figure, count: Count | None) -> dict[str, Any]:
    """A figure with its definition; an entered one waits for its value."""
    row = {
        "id": figure.id,
        "name": figure.name,
        "entered": count is None,
        "definition": f"分子为{figure.numerator}，分母为{figure.denominator}，期间为本期",
    }
    if count is None:
        origin = f"由人填报，来源应为{figure.source}，本期没有填报"
        return {**row, "value": NO_DATA, "numerator": "—", "denominator": "—", "source": "没有填报", "origin": origin}
    numerator, denominator = value_of(figure, count)
    values = {"value": percent_of(numerator, denominator), "numerator": numerator, "denominator": denominator}
    return {**row, **values, "source": "系统计数", "origin": "系统计数"}


def _definitions(told: Told) -> dict[str, Any]:
    """How each figure is counted, at the end of the paper."""
    numeral = _NUMERALS[len(told.bulletin.part)]
    first, last = chinese_day(told.period.first), chinese_day(told.period.last)
    text = (
        f"本期为{first}至{last}。数值为分子除以分母的百分数，向下取整。“系统计数”取自系统中的应办、纪实和登记；"
        f"由人填报而没有填报的写“{NO_DATA}”，不估计。分组的线是本地参数。"
    )
    return {**_section(f"{numeral}、指标说明", [text]), "definitions": True}
