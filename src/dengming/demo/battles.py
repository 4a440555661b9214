"""五大攻坚战 in the demo district: tasks from organisation to branch to post to person, at every stage, some late; and
service among villages, enterprises and communities that proves what was done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, Final

from dengming.accounts.models import User
from dengming.accounts.scope import Everywhere, Scope
from dengming.calendar.periods import add_months, period_of
from dengming.demo.accounts import Cast
from dengming.demo.battles_texts import BATTLES, GOES, PLACES, Battle, Post
from dengming.demo.founded import Branch, Direct, District
from dengming.demo.happening import Happening
from dengming.demo.layout import Habit
from dengming.demo.making import Maker
from dengming.demo.storing import Storer
from dengming.editions.clock import standing_still, start_of
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Subject
from dengming.orgs.reach import scope_for
from dengming.records.models import Record

DIRECTS: Final = 8
"""So many direct organisations have tasks, each of two battles, each at two branches: enough for every page."""
BEGAN, PROMISED, FINISHED, CONFIRMED = 60, 54, 15, 9
"""How many days before the demo date each step was taken."""
HOUR: Final = 11 * 3600
ENDS: Final = ("assigned", "promised", "confirmed", "finished", "confirmed", "confirmed", "promised")
"""Where the tasks of posts stand, one after another."""
DUES: Final = (20, 45, -6, 31)
"""In how many days they are due: some are late."""
BUILDER: Final = Everywhere(reason="建立演示区")


@dataclass
class _Maker:
    """Who acts for whom, and on which day of the year."""

    until: date
    signers: Mapping[int, int]
    numbers: Iterator[int] = field(default_factory=count)

    def on(self, ago: int) -> date:
        """So many days before, but of this year."""
        return max(self.until - timedelta(days=ago), date(self.until.year, 1, 1))

    def secretary(self, branch: Branch) -> Scope:
        """What the branch's secretary may do, who also writes for members without an account."""
        return scope_for(User.objects.get(pk=self.signers[branch.organisation.pk]))

    def begin(self, who: Scope, subject: Subject, ago: int, **more: Any) -> Entry:
        """A new task on a day."""
        with standing_still(start_of(self.on(ago)) + HOUR):
            made: Entry = file_entry(who, subject, happened=self.on(ago), **more)
        return made

    def step(self, who: Scope, entry: Entry, ago: int, stage: str, **fields: str) -> Entry:
        """One step of a task on a day."""
        with standing_still(start_of(self.on(ago)) + HOUR):
            moved: Entry = take(who, entry, step=Step(stage, self.on(ago), fields), seen=entry.step)
        return moved


def store(district: District, cast: Cast, until: date, storer: Storer, seed: int) -> None:
    """The first direct organisations, and the one of the demo's accounts."""
    chosen = [cast.direct, *(it for it in district.directs if it is not cast.direct)][:DIRECTS]
    pairs = [(direct, branch) for direct in chosen for branch in _branches(direct, cast)]
    maker = Maker(rules().holidays, until, Random(f"五大攻坚战 {seed}"))
    storer.store((it for direct, branch in pairs for it in _served(maker, direct, branch)), lambda _: None)
    acting, parts = _Maker(until, storer.signers), list(BATTLES)
    for number, direct in enumerate(chosen):
        for part in (parts[number % len(parts)], parts[(number + 2) % len(parts)]):
            _task(acting, direct, part, _branches(direct, cast))


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


def _task(maker: _Maker, direct: Direct, part: str, branches: list[Branch]) -> None:
    battle = BATTLES[part]
    at = _place(battle, direct.plan.number)
    fields = {
        "matter": battle.matter.format(at=at),
        "standard": battle.standard,
        "due": (maker.until + timedelta(days=60)).isoformat(),
        "paper": f"区委攻坚战任务清单（{maker.until.year}年）",
    }
    subject = direct.organisation.subject
    task = maker.begin(BUILDER, subject, BEGAN, register="battle-task", part=part, fields=fields)
    task = maker.step(BUILDER, task, BEGAN, "settled")
    ended = [
        _branch_task(maker, task, branch, replace(battle, branch=battle.branch.format(at=at, number=share)))
        for branch, share in zip(branches, "一二", strict=False)
    ]
    if branches:
        task = maker.step(BUILDER, task, PROMISED, "broken-down")
    if branches and all(ended):
        maker.step(BUILDER, task, CONFIRMED - 2, "finished", outcome="各支部任务均已完成，佐证见各件所附记录。")


def _branch_task(maker: _Maker, task: Entry, branch: Branch, battle: Battle) -> bool:
    """Whether the branch has done all of it."""
    subject, secretary = branch.organisation.subject, maker.secretary(branch)
    due = (maker.until + timedelta(days=50)).isoformat()
    fields = {"matter": battle.branch, "standard": battle.standard, "due": due}
    entry = maker.begin(BUILDER, subject, BEGAN, register="battle-branch-task", parent=task, fields=fields)
    people = _people(branch)
    ends = [
        _post_task(maker, entry, branch, battle.goes, post, person)
        for post, person in zip(battle.posts, people, strict=False)
    ]
    entry = maker.step(secretary, entry, PROMISED, "broken-down")
    if ends != ["confirmed"] * len(ends):
        return False
    maker.step(secretary, entry, CONFIRMED - 1, "finished", outcome="岗位任务全部确认。")
    return True


def _post_task(maker: _Maker, above: Entry, branch: Branch, goes: str, post: Post, person: int) -> str:
    """How far it has come."""
    number, secretary = next(maker.numbers), maker.secretary(branch)
    end = ENDS[number % len(ENDS)]
    fields = {
        "matter": post.matter,
        "post": post.post,
        "duties": post.duties,
        "member": Subject.objects.get(pk=person).code,
        "due": (maker.until + timedelta(days=DUES[number % len(DUES)])).isoformat(),
    }
    entry = maker.begin(
        secretary, branch.organisation.subject, BEGAN, register="battle-post-task", parent=above, fields=fields
    )
    if end == "assigned":
        return end
    entry = maker.step(secretary, entry, PROMISED, "promised", promise=post.promise)
    if end in ("finished", "confirmed"):
        record = _record(branch, goes, maker.on(FINISHED))
        entry = maker.step(secretary, entry, FINISHED, "finished", result=post.result, record=record)
    if end == "confirmed":
        maker.step(secretary, entry, CONFIRMED, "confirmed")
    return end


def _record(branch: Branch, goes: str, on: date) -> str:
    """The newest confirmed going there of the branch by then; "" where it has none."""
    kept = Record.objects.filter(hosts=branch.organisation, kinds__activity="go-among", status=Record.Status.CONFIRMED)
    newest = kept.filter(on__lte=on, title__startswith=GOES[goes]).order_by("-on", "-pk").first()
    return str(newest.uid) if newest else ""
