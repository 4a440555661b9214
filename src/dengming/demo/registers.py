"""Lines of registers and waivers of the demo district: plans, notices, booklets; who is excused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from dengming.calendar.periods import Period
from dengming.demo.contacts import contacts
from dengming.demo.emitting import filed_at
from dengming.demo.founded import Direct, District
from dengming.demo.layout import Habit
from dengming.facts.actions import fact_of
from dengming.facts.models import Fact, Source
from dengming.ledgers import waivers
from dengming.ledgers.emission import rows_begun
from dengming.ledgers.models import Entry, Waiver

KEEP_PLAN: Final = {Habit.GOOD: 1.0, Habit.FAIR: 0.85, Habit.BATCH: 0.7, Habit.SLACK: 0.3, Habit.SILENT: 0.0}
BOOKLETS_AT_MOST: Final = 400
"""Booklets are shown for the first branches; one for everybody would only make a large demo larger."""
EXCUSED_MONTH: Final = 2
"""February: the epidemic kept branches from going out."""
_STAGES: Final = {"contact-point": "held", "six-role": "taken", "election": "in-office"}
_SIX: Final = (
    ("policy", "所在社区，每月一次政策宣讲"),
    ("opinion", "办事大厅，收集办事群众的意见建议"),
    ("community", "所在小区，参加每季度一次的议事会"),
    ("civility", "机关办公区，文明岗值勤"),
    ("welfare", "区图书馆，周末志愿服务"),
    ("stability", "所在小区，汛期安全巡查"),
)
"""What members take on of the six roles, and where."""
SIX_AT_MOST: Final = 120


@dataclass(frozen=True)
class Line:
    """One line of a register: whose, which part, the fields, the day it was done, the day it is about where that
    is another; entered a few days later."""

    subject: int
    register: str
    on: date
    fields: Mapping[str, str]
    part: str = ""
    user: int | None = None
    about: date | None = None


def store(district: District, months: Sequence[Period], until: date, random: Random, users: Mapping[int, int]) -> None:
    """Store the lines and waivers that fall into these months."""
    lines = [*_lines(district, months, random, users), *_standing(district, months[0].first, until, users)]
    store_entries([line for line in lines if line.on < until], until)
    _store_waivers(_waivers(district, months), district, users)


def _lines(district: District, months: Sequence[Period], random: Random, users: Mapping[int, int]) -> Iterator[Line]:
    for month in months:
        for direct in district.directs:
            yield from _of_direct(direct, month, random, users)
        if month.first.month == 1:
            yield from _books(district, month, random, users)
            yield from _publications(district, month, random, users)
    yield from _booklets(district, months[0].first)
    yield from _matters(district, months)


def _standing(district: District, since: date, until: date, users: Mapping[int, int]) -> Iterator[Line]:
    """What people have taken on: contact points, entered by the committee, and one or two of the six roles."""
    for contact in contacts(district, since, until):
        fields = {"place": contact.place.code, "battle": contact.battle, "paper": contact.paper}
        on, user = date(contact.year, 1, 1), users.get(district.committee.pk)
        yield Line(contact.person, "contact-point", on, fields, "", user)
    people = [(branch, person) for branch in district.branches for person in branch.members[3:6]]
    for number, (branch, person) in enumerate(people[:SIX_AT_MOST]):
        on = max(since, branch.joined[person]) + timedelta(days=30)
        for part, where in (_SIX[number % 6], _SIX[(number + 2) % 6])[: 1 + number % 2]:
            yield Line(person, "six-role", on, {"where": where}, part, users.get(branch.organisation.pk))


def _of_direct(direct: Direct, month: Period, random: Random, users: Mapping[int, int]) -> Iterator[Line]:
    """Plan in March (in June where work lags), notices in July."""
    subject, year, number = direct.organisation.pk, month.first.year, month.first.month
    on, user = month.first + timedelta(days=10 + random.randrange(8)), users.get(subject)
    lags = direct.habit in (Habit.SLACK, Habit.BATCH)
    if number == (6 if lags else 3) and random.random() < KEEP_PLAN[direct.habit]:
        fields = {"title": f"{year}年党员教育培训计划", "audience": "全体党员", "paper": ""}
        yield Line(subject, "training-plan", on, fields, "", user)
    if number == 7 and random.random() < KEEP_PLAN[direct.habit]:
        yield Line(subject, "organisational-life-notice", on, {"addressee": "所属各党支部"}, "notice", user)
        if direct.habit is Habit.GOOD:
            fields = {"addressee": "区直机关工委"}
            yield Line(subject, "organisational-life-notice", on + timedelta(days=3), fields, "dual-life", user)


def _books(district: District, month: Period, random: Random, users: Mapping[int, int]) -> Iterator[Line]:
    """A new volume of the work record each January."""
    fields = {"volume": f"{month.first.year}年第1册", "keeper": "组织委员"}
    for branch in district.branches:
        if random.random() < KEEP_PLAN[branch.plan.habit]:
            here = branch.organisation.pk
            yield Line(here, "work-record-book", month.first + timedelta(days=7), fields, "", users.get(here))


def _publications(district: District, month: Period, random: Random, users: Mapping[int, int]) -> Iterator[Line]:
    """The dues of the year before were made public after its end."""
    on, about = month.first + timedelta(days=9), month.first - timedelta(days=1)
    fields = {"used": f"订{about.year}年党报党刊、购买学习书籍", "where": "党员大会"}
    places = [(it.organisation.pk, it.plan.habit) for it in district.branches]
    for here, habit in [*places, *((it.organisation.pk, it.habit) for it in district.directs)]:
        if random.random() < KEEP_PLAN[habit]:
            yield Line(here, "dues-publication", on, fields, "", users.get(here), about)


def _booklets(district: District, on: date) -> Iterator[Line]:
    people = [person for branch in district.branches for person in branch.members][:BOOKLETS_AT_MOST]
    for number, person in enumerate(people, 1):
        yield Line(person, "member-booklet", on + timedelta(days=20), {"number": f"区直{on.year}{number:05d}"})


def _matters(district: District, months: Sequence[Period]) -> Iterator[Line]:
    """Now and then a leading cadre reports apart from the monthly meeting. Never what, only that it was reported."""
    cadres = [person for branch in district.branches for person in branch.cadres]
    for number, month in enumerate(months):
        person = cadres[number * 7 % len(cadres)]
        fields = {"state": ("无事项", "已报告")[number % 2], "received-by": "机关党委"}
        yield Line(person, "major-matter-report", month.first + timedelta(days=9), fields, "matters")


def store_entries(lines: Sequence[Line], until: date) -> None:
    """Store many lines at once, and cases at their first stage, with their facts."""
    sources = Source.objects.bulk_create([Source(sort=Source.Sort.ENTRY) for _ in lines])
    rows = [
        Entry(
            source=source,
            uid=source.uid,
            register=line.register,
            part=line.part,
            stage=_STAGES.get(line.register, "filed"),
            subject_id=line.subject,
            about=line.about or line.on,
            happened=line.on,
            begun=dict(line.fields),
            fields=dict(line.fields),
            entered_at=filed_at(min(line.on + timedelta(days=2), until - timedelta(days=1))),
            entered_by_id=line.user,
        )
        for source, line in zip(sources, lines, strict=True)
    ]
    Entry.objects.bulk_create(rows, batch_size=1000)
    facts = [fact_of(row, entry.source_id, entry.entered_at) for entry in rows for row in rows_begun(entry)]
    Fact.objects.bulk_create(facts, batch_size=2000)


def _waivers(district: District, months: Sequence[Period]) -> Iterator[Waiver]:
    """A few branches were excused from going out in the epidemic's month, people long on leave from their hours."""
    month = next((month for month in reversed(months) if month.first.month == EXCUSED_MONTH), None)
    if month is not None:
        asking = [branch for branch in district.branches if branch.plan.habit in (Habit.GOOD, Habit.FAIR)][1::4]
        for branch in asking:
            reason, decider = "疫情防控期间不组织集中活动，党员就地参加社区防控。", "机关党委会议"
            yield _waiver("hold-branch-activity-day", branch.organisation.pk, month, reason, decider)
    year = Period(date(months[-1].first.year, 1, 1), date(months[-1].first.year, 12, 31), "")
    for branch in district.branches:
        for person, leave in branch.away.items():
            if leave.since <= year.first and leave.until >= year.last:
                reason = f"全年{leave.sort}，由所在单位组织学习。"
                yield _waiver("hours-member", person, year, reason, "支部委员会会议")


def _waiver(duty: str, subject: int, stretch: Period, reason: str, decider: str) -> Waiver:
    granted = filed_at(stretch.first + timedelta(days=20))
    return Waiver(
        duty=duty,
        subject_id=subject,
        since=stretch.first,
        until=stretch.last,
        reason=reason,
        decider=decider,
        paper=f"区直工委〔{stretch.first.year}〕5号",
        granted_at=granted,
    )


def _store_waivers(found: Iterable[Waiver], district: District, users: Mapping[int, int]) -> None:
    rows = list(found)
    sources = Source.objects.bulk_create([Source(sort=Source.Sort.WAIVER) for _ in rows])
    for source, row in zip(sources, rows, strict=True):
        row.source, row.uid, row.granted_by_id = source, source.uid, users.get(district.committee.pk)
    Waiver.objects.bulk_create(rows, batch_size=1000)
    Fact.objects.bulk_create([fact_of(waivers.row_of(row), row.source_id, row.granted_at) for row in rows])
