"""What must hold for the people of a record: 实到 agrees with the ticks, nobody is left out, who leads is there."""

from collections.abc import Collection, Iterable, Sequence

from dengming.editions.rules import Rules
from dengming.records import reading
from dengming.records.models import Participation, Record
from dengming.records.never_stored import is_content_free
from dengming.records.problems import Problem, role_field
from dengming.records.sheet import PRESENT, Mark, activities_of, marked, with_role
from dengming.rulebook.words import FACT_ROLE_LABELS, FactRole

_LED_BY: tuple[FactRole, ...] = ("chair", "lecture")
_NAMES_SHOWN = 5


def people_problems(record: Record, rules: Rules, apart: Collection[int] = ()) -> list[Problem]:
    """All that stands against filing in the list of people. Those kept `apart` are for another host to fill in."""
    mine = [one for one in record.participations.all() if one.person_id not in apart]
    return [*_unmarked(mine), *_counted(record, rules), *_excused(mine), *_leading(record, rules)]


def list_problems(lines: Sequence[Participation], counted: str) -> list[Problem]:
    """What stands against one host's list of its own people. `counted` is its 实到 as typed."""
    typed = reading.read({"counted_present": counted})
    if "counted_present" in typed.unread:
        return [Problem("counted_present", reading.complaint("counted_present", counted))]
    ticked = sum(one.mark == Mark.ATTEND for one in lines)
    return [*_unmarked(lines), *_agreeing(ticked, typed.values["counted_present"]), *_excused(lines)]


def _unmarked(lines: Iterable[Participation]) -> list[Problem]:
    left = [one for one in lines if one.mark == Mark.UNMARKED]
    if not left:
        return []
    return [Problem("people", f"还有 {len(left)} 人没有标明到会情况（{_names(left)}）：请逐人标明实到、缺席或请假。")]


def _counted(record: Record, rules: Rules) -> list[Problem]:
    """实到 N, typed, must be the people ticked. Where no list of those expected is made, N may exceed the list."""
    ticked, typed = len(marked(record, Mark.ATTEND)), record.counted_present
    if "counted_present" in record.unread:
        return []
    if typed == 0 and ticked == 0:
        return [Problem("counted_present", "实到 0 人的活动不能报：请核对实到人数和名单。")]
    if typed is not None and typed > ticked and not _is_listed(record, rules):
        return []
    return _agreeing(ticked, typed)


def _agreeing(ticked: int, typed: int | None) -> list[Problem]:
    if typed is None:
        return [Problem("counted_present", f"还没有填实到人数：名单里已勾 {ticked} 人，请数一数实到多少人。")]
    if typed == ticked:
        return []
    told = f"少勾 {typed - ticked} 人" if typed > ticked else f"多勾 {ticked - typed} 人"
    return [Problem("counted_present", f"实到填的是 {typed} 人，名单里勾了 {ticked} 人（{told}）：请核对后改成一致。")]


def _is_listed(record: Record, rules: Rules) -> bool:
    """Whether everybody is to be on the list: kinds with 应到, and kinds of which only the people are recorded."""
    expected = any(activity.expected for activity in activities_of(record, rules.rulebook))
    return expected or is_content_free(record, rules.rulebook)


def _excused(lines: Iterable[Participation]) -> list[Problem]:
    bare = [one for one in lines if one.mark == Mark.EXCUSED and not one.reason]
    if not bare:
        return []
    return [Problem("people", f"{_names(bare)}标为请假，但没有写是什么假：请写明（如 出差、病假），或改为缺席。")]


def _leading(record: Record, rules: Rules) -> list[Problem]:
    """Who leads is named and was there. The first role that a kind lists leads it: the chair of a meeting, the lecturer
    of a lesson. Where nobody is expected, as at a training held elsewhere, it may stay unnamed."""
    kinds = activities_of(record, rules.rulebook)
    leading = {kind.roles[0] for kind in kinds if kind.roles and kind.expected}
    asked = {role for kind in kinds for role in kind.roles}
    found = []
    for role in _LED_BY:
        label, people = FACT_ROLE_LABELS[role], with_role(record, role)
        field = role_field(role) if role in asked else "people"  # a role that no kind asks for has no control
        away = [one for one in people if one.mark not in PRESENT]
        if role in leading and not people:
            found.append(Problem(field, f"还没有写谁{label}：请在“{label}”一栏里选。"))
        if away:
            told = f"{_names(away)}标为{label}，但没有标为实到或列席：请核对到会情况，或在“{label}”一栏另选。"
            found.append(Problem(field, told))
    return found


def overlaps(record: Record) -> list[Problem]:
    """People whom another record has present at the same time: a note, since times are often rounded."""
    if not (record.on and record.starts and record.ends):
        return []
    here = [one.person_id for one in marked(record, *PRESENT)]
    others = Participation.objects.filter(
        person__in=here,
        mark__in=PRESENT,
        record__on=record.on,
        record__starts__lt=record.ends,
        record__ends__gt=record.starts,
    )
    others = others.exclude(record=record.pk).exclude(record__status=Record.Status.WITHDRAWN).select_related("person")
    names = sorted({one.person.name for one in others})
    if not names:
        return []
    told = "、".join(names[:_NAMES_SHOWN])
    return [Problem("people", f"{told}在同一时间还登记参加了另一项活动：请核对时间和名单。")]


def _names(people: list[Participation]) -> str:
    told = "、".join(one.person.name for one in people[:_NAMES_SHOWN])
    return told if len(people) <= _NAMES_SHOWN else f"{told}等"
