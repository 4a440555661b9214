"""Why an organisation stands in its group of a bulletin: what was counted, the arithmetic, the line it reached."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dengming.calendar.periods import Period, chinese_label
from dengming.editions import clock
from dengming.orgs.models import Subject
from dengming.rulebook.bulletins import Bulletin, Grade
from dengming.rulebook.words import State
from dengming.standing.bulletins import Line
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf

COUNTED = (State.MET, State.LATE, State.OVERDUE)


def counted(line: Line) -> list[Standing]:
    """The items behind the numbers, in the order of their days: due in the period, neither waived nor in grace."""
    found = [item for item in line.items if item.state in COUNTED]
    return sorted(found, key=lambda item: (item.due, item.duty.name, item.subject))


def sentences(bulletin: Bulletin, line: Line, period: Period, as_of: AsOf) -> list[str]:
    """The whole way from what came due to the group, in plain words."""
    total, known = line.total, clock.date_at(as_of.known)
    when = _day(as_of.on) + "的情况" + (f"（截至{_day(known)}录入）" if known != as_of.on else "")
    told = [
        f"{line.organisation.name}（含所属支部和党员）{chinese_label(period.label)}到期的应办，按{when}："
        f"按期完成{total.met}项次，逾期完成{total.late}项次，逾期未完成{total.overdue}项次，共{total.due}项次。"
        f"还在宽限期的{total.grace}项次和免办的不计。"
    ]
    if line.grade is None:
        return [*told, "期内没有到期的应办，不分组。"]
    rate = f"按期完成率＝{total.met}÷{total.due}＝{total.rate}%（显示的数向下取整，分组按未取整的比）"
    return [*told, f"{rate}，{_line(bulletin, line.grade)}，列为“{line.grade.name}”。分组的线是本地参数。"]


def grouping_value(bulletin: Bulletin, line: Line, period: Period, as_of: AsOf) -> dict[str, Any]:
    """The same as plain values."""
    total = line.total
    names = dict(Subject.objects.filter(pk__in={it.subject for it in line.items}).values_list("pk", "code"))
    return {
        "bulletin": bulletin.id,
        "subject": line.organisation.code,
        "period": period.label,
        "on": as_of.on,
        "due": total.due,
        "met": total.met,
        "late": total.late,
        "overdue": total.overdue,
        "grace": total.grace,
        "rate": total.rate,
        "grade": line.grade.id if line.grade else None,
        "sentences": sentences(bulletin, line, period, as_of),
        "items": [
            {
                "duty": it.duty.id,
                "subject": names[it.subject],
                "period": it.period,
                "due": it.due,
                "state": str(it.state),
            }
            for it in counted(line)
        ],
    }


def grouping_lines(bulletin: Bulletin, line: Line, period: Period, as_of: AsOf) -> Iterator[str]:
    """The same for a terminal: the sentences, then every item."""
    yield from sentences(bulletin, line, period, as_of)
    names = dict(Subject.objects.filter(pk__in={it.subject for it in line.items}).values_list("pk", "name"))
    for it in counted(line):
        yield f"  {it.due}  {it.state.label}  {it.duty.name}（{it.called}）  {names[it.subject]}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _line(bulletin: Bulletin, grade: Grade) -> str:
    """达到“好”的85%; or 低于“一般”的70%, for the last one."""
    number = bulletin.grade.index(grade)
    above = bulletin.grade[number - 1] if number else None
    reached = f"达到“{grade.name}”的{grade.at_least:g}%" if grade.at_least else ""
    short = f"低于“{above.name}”的{above.at_least:g}%" if above else ""
    return "，".join(words for words in (reached, short) if words)
