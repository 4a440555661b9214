"""What must hold before a record is filed. Every problem is found in one run; notes are said but do not stop it."""

from collections.abc import Collection
from datetime import date
from typing import Final

from dengming.calendar.periods import Cadence, chinese_label, parse_period
from dengming.editions.rules import Rules
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.models import Organisation
from dengming.records import reading
from dengming.records.attendance import overlaps, people_problems
from dengming.records.models import Record
from dengming.records.problems import Problem
from dengming.records.sheet import activities_of, hosts_of
from dengming.rulebook.blocks import Activity

HOURS_AT_MOST: Final = 16
"""本系统做法: no activity of one day is longer; 1600 hundredths as stored."""
Status = Record.Status


def problems(record: Record, rules: Rules, today: date, apart: Collection[int] = ()) -> list[Problem]:
    """All that stands against filing the record, in the order of the form. `apart`: people of other hosts."""
    return [
        *_unread(record),
        *kind_problems(record, rules),
        *_day(record, today),
        *host_problems(record, rules),
        *_make_up(record, rules),
        *_hours(record),
        *people_problems(record, rules, apart),
    ]


def plan_problems(record: Record, rules: Rules) -> list[Problem]:
    """What a plan must say: which kind, when, who hosts."""
    missing = [] if record.on or "on" in record.unread else [Problem("on", "还没有写计划日期：请填写哪天开展。")]
    return [*_unread(record), *kind_problems(record, rules), *missing, *host_problems(record, rules)]


def notes(record: Record, rules: Rules) -> list[Problem]:
    """What the recorder should know but may decide: likely duplicates, people in two places, hours left out."""
    hours = [
        Problem("hours", f"没有填学时，“{activity.name}”不会计入学时：需要计学时的请填写。")
        for activity in activities_of(record, rules.rulebook)
        if activity.unit == "学时" and not record.quantity
    ]
    return [*duplicates(record, rules), *overlaps(record), *hours]


def duplicates(record: Record, rules: Rules) -> list[Problem]:
    """Records of a same kind that a same host has on the same day."""
    if record.on is None:
        return []
    kinds = {activity.id: activity.name for activity in activities_of(record, rules.rulebook)}
    others = Record.objects.filter(on=record.on, hosts__in=record.hosts.all(), kinds__activity__in=list(kinds))
    others = others.exclude(pk=record.pk).exclude(status=Status.WITHDRAWN)
    found = others.values_list("uid", "kinds__activity", "organisation__subject__name").distinct()
    return [
        Problem("kinds", f"{host}同一天已有一条“{kinds[kind]}”：请先看看是不是同一次，不要重复登记。", uid)
        for uid, kind, host in found
        if kind in kinds
    ]


def _unread(record: Record) -> list[Problem]:
    return [Problem(name, reading.complaint(name, typed)) for name, typed in record.unread.items()]


def _day(record: Record, today: date) -> list[Problem]:
    if record.on is None:
        return [] if "on" in record.unread else [Problem("on", "还没有写日期：请填写哪天开展的。")]
    if record.on > today:
        return [Problem("on", f"日期 {record.on} 还没到：开展之后再报，现在可以先存为计划。")]
    if record.starts and record.ends and record.ends <= record.starts:
        return [Problem("ends", "结束时间不晚于开始时间：请核对这两个时间。")]
    return []


def kind_problems(record: Record, rules: Rules) -> list[Problem]:
    """A record is of at least one kind, and of kinds that the rulebook knows."""
    names = [kind.activity for kind in record.kinds.all()]
    if not names:
        return [Problem("kinds", "还没有选类别：请至少选一种（可多选，如主题党日加党课）。")]
    unknown = [name for name in names if name not in rules.rulebook.activities]
    return [Problem("kinds", f"类别“{name}”已不在制度里：请改选现行的类别。") for name in unknown]


def host_problems(record: Record, rules: Rules) -> list[Problem]:
    """Every kind needs a host that may hold it, and every host a kind that it may hold."""
    hosts = hosts_of(record)
    if not hosts:
        return [Problem("hosts", "还没有写主办组织：请至少选一个。")]
    activities = activities_of(record, rules.rulebook)
    if record.on is None or not activities:
        return []
    roles = {host.pk: _roles_of(host, record.on) for host in hosts}
    found = [
        Problem(
            "kinds", f"“{activity.name}”不由所选的组织主办：应由{_host_names(activity, rules)}主办，请改选类别或主办。"
        )
        for activity in activities
        if not any(roles[host.pk] & set(activity.host) for host in hosts)
    ]
    idle = [host for host in hosts if not any(roles[host.pk] & set(activity.host) for activity in activities)]
    return found or [
        Problem("hosts", f"所选类别都不由“{host.name}”主办：请去掉这个主办，或改选类别。") for host in idle
    ]


def _roles_of(host: Organisation, on: date) -> set[str]:
    held = spans.on_day(spans.alive(host.subject.spans.all()), on)
    return {host.kind, *(role_name(role) for role in held.values_list("role_id", flat=True))}


def _host_names(activity: Activity, rules: Rules) -> str:
    return "、".join(rules.rulebook.roles[role].name for role in activity.host if role in rules.rulebook.roles)


def _make_up(record: Record, rules: Rules) -> list[Problem]:
    """A make-up names a period that is over, of a cadence in which a kind of the record is owed."""
    if not record.make_up or record.on is None or "make_up" in record.unread:
        return []
    every, period = parse_period(record.make_up)
    told = chinese_label(record.make_up)
    if period.last >= record.on:
        return [Problem("make_up", f"{told}在 {record.on} 还没有结束，不算补办：请把补办周期留空或改成以前的周期。")]
    owed = cadences(record, rules)
    if not owed:
        return [Problem("make_up", "所选类别没有按周期应办的事项，不存在补办：请把补办周期留空。")]
    if every not in owed:
        return [Problem("make_up", f"所选类别不按“{told}”这样的周期应办：请按该事项的周期（月、季、年等）填写。")]
    return []


def cadences(record: Record, rules: Rules) -> set[Cadence]:
    """The calendar cadences in which duties count the record's kinds."""
    kinds = {kind.activity for kind in record.kinds.all()}
    return {
        Cadence(term.every)
        for duty in rules.duties()
        for term in duty.terms
        for need in term.needs
        if term.every not in ("once", "case") and kinds & set(need.counts.activity)
    }


def _hours(record: Record) -> list[Problem]:
    if record.quantity <= HOURS_AT_MOST * 100:
        return []
    return [Problem("hours", f"一天的活动超过 {HOURS_AT_MOST} 学时：请核对；连续几天的培训请按天登记。")]
