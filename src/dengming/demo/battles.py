"""五大攻坚战 in the demo district: tasks from organisation to branch to post to person, at every stage, some late; and
service among villages, enterprises and communities that proves what was done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, Final

from dengming.accounts.scope import Scope
from dengming.calendar.periods import add_months, period_of
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.battles_texts import BATTLES, GOES, PLACES, Battle, Post
from dengming.demo.desk import Days, Desk, desks
from dengming.demo.founded import Branch, Direct, District
from dengming.demo.happening import Happening
from dengming.demo.layout import Habit
from dengming.demo.making import Maker
from dengming.demo.storing import Storer
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Subject
from dengming.records.models import Record

DIRECTS: Final = 8
"""So many direct organisations have tasks, each of two battles, each at two branches: enough for every page."""
BEGAN, PROMISED, FINISHED, CONFIRMED = 60, 54, 15, 9
"""How many days before the demo date each step was taken."""
ENDS: Final = ("assigned", "promised", "confirmed", "finished", "confirmed", "confirmed", "promised")
"""Where the tasks of posts stand, one after another."""
DUES: Final = (20, 45, -6, 31)
"""In how many days they are due: some are late."""


@dataclass(frozen=True)
class _Acting:
    """The days of the story, and how many tasks of posts there are by now."""

    days: Days
    numbers: Iterator[int] = field(default_factory=count)

    def begin(self, who: Scope, subject: Subject, ago: int, **more: Any) -> Entry:
        """A new task on a day."""
        with self.days.on(ago) as day:
            made: Entry = file_entry(who, subject, happened=day, **more)
        return made

    def step(self, who: Scope, entry: Entry, ago: int, stage: str, **fields: str) -> Entry:
        """One step of a task on a day."""
        with self.days.on(ago) as day:
            moved: Entry = take(who, entry, step=Step(stage, day, fields), seen=entry.step)
        return moved


def store(district: District, cast: Cast, until: date, storer: Storer, seed: int) -> None:
    """The first direct organisations, the one of the demo's accounts before all."""
    chosen = desks(district, cast)[:DIRECTS]
    pairs = [(desk.direct, branch) for desk in chosen for branch in _branches(desk.direct, cast)]
    maker = Maker(rules().holidays, until, Random(f"五大攻坚战 {seed}"))
    storer.store((it for direct, branch in pairs for it in _served(maker, direct, branch)), lambda _: None)
    acting, parts = _Acting(Days(until)), list(BATTLES)
    for number, desk in enumerate(chosen):
        for part in (parts[number % len(parts)], parts[(number + 2) % len(parts)]):
            _task(acting, desk, part, _branches(desk.direct, cast))


def _branches(direct: Direct, cast: Cast) -> list[Branch]:
    """Two branches with somebody besides the secretary; the demo secretary's first."""
    able = [it for it in direct.branches if len(_people(it)) >= 2]
    return sorted(able, key=lambda it: it is not cast.branch)[:2]


def _people(branch: Branch) -> list[int]:
    """Members who may be given a task: here, and not the secretary who confirms it."""
    there = [it for it in branch.members if it != branch.secretary and it not in branch.away]
    return [it for it in there if it not in branch.officers] or there


def _served(maker: Maker, direct: Direct, branch: Branch) -> Iterator[Happening]:
    """Each of the three goings in one of the last months, where the branch keeps its institutions at all."""
    if branch.plan.habit in (Habit.SLACK, Habit.SILENT):
        return
    for ago, battle in ((3, BATTLES["towns"]), (2, BATTLES["industry"]), (1, BATTLES["poverty"])):
        month = period_of("month", add_months(maker.until.replace(day=1), -ago))
        title = f"{GOES[battle.goes]}：{_place(battle, direct.plan.number)}"
        held = maker.meeting(branch.everybody, month, "go-among", 12, title, [battle.goes])
        yield replace(held, texts={"service-result": battle.served})


def _place(battle: Battle, number: int) -> str:
    places = PLACES[battle.goes]
    return places[number % len(places)]


def _task(acting: _Acting, desk: Desk, part: str, branches: list[Branch]) -> None:
    battle = BATTLES[part]
    at = _place(battle, desk.direct.plan.number)
    fields = {
        "matter": battle.matter.format(at=at),
        "standard": battle.standard,
        "due": (acting.days.until + timedelta(days=60)).isoformat(),
        "paper": f"区委攻坚战任务清单（{acting.days.until.year}年）",
    }
    task = acting.begin(desk.office, desk.subject, BEGAN, register="battle-task", part=part, fields=fields)
    task = acting.step(desk.head, task, BEGAN, "settled")
    ended = [
        _branch_task(acting, desk, task, branch, replace(battle, branch=battle.branch.format(at=at, number=share)))
        for branch, share in zip(branches, "一二", strict=False)
    ]
    if branches:
        task = acting.step(desk.office, task, PROMISED, "broken-down")
    if branches and all(ended):
        acting.step(desk.head, task, CONFIRMED - 2, "finished", outcome="各支部任务均已完成，佐证见各件所附记录。")


def _branch_task(acting: _Acting, desk: Desk, task: Entry, branch: Branch, battle: Battle) -> bool:
    """Whether the branch has done all of it."""
    subject, secretary = branch.organisation.subject, scope_of(branch.secretary)
    due = (acting.days.until + timedelta(days=50)).isoformat()
    fields = {"matter": battle.branch, "standard": battle.standard, "due": due}
    entry = acting.begin(desk.office, subject, BEGAN, register="battle-branch-task", parent=task, fields=fields)
    people = _people(branch)
    ends = [
        _post_task(acting, entry, branch, battle.goes, post, person)
        for post, person in zip(battle.posts, people, strict=False)
    ]
    entry = acting.step(secretary, entry, PROMISED, "broken-down")
    if ends != ["confirmed"] * len(ends):
        return False
    acting.step(secretary, entry, CONFIRMED - 1, "finished", outcome="岗位任务全部确认。")
    return True


def _post_task(acting: _Acting, above: Entry, branch: Branch, goes: str, post: Post, person: int) -> str:
    """How far it has come."""
    number, secretary = next(acting.numbers), scope_of(branch.secretary)
    end = ENDS[number % len(ENDS)]
    fields = {
        "matter": post.matter,
        "post": post.post,
        "duties": post.duties,
        "member": Subject.objects.get(pk=person).code,
        "due": (acting.days.until + timedelta(days=DUES[number % len(DUES)])).isoformat(),
    }
    entry = acting.begin(
        secretary, branch.organisation.subject, BEGAN, register="battle-post-task", parent=above, fields=fields
    )
    if end == "assigned":
        return end
    entry = acting.step(secretary, entry, PROMISED, "promised", promise=post.promise)
    if end in ("finished", "confirmed"):
        record = _record(branch, goes, acting.days.ago(FINISHED))
        entry = acting.step(secretary, entry, FINISHED, "finished", result=post.result, record=record)
    if end == "confirmed":
        acting.step(secretary, entry, CONFIRMED, "confirmed")
    return end


def _record(branch: Branch, goes: str, on: date) -> str:
    """The newest confirmed going there of the branch by then; "" where it has none."""
    kept = Record.objects.filter(hosts=branch.organisation, kinds__activity="go-among", status=Record.Status.CONFIRMED)
    newest = kept.filter(on__lte=on, title__startswith=GOES[goes]).order_by("-on", "-pk").first()
    return str(newest.uid) if newest else ""
