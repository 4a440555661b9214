"""违纪党员处理 and 评先树模 in the demo district: two sanctions, one of them in effect; and a round of awards."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Everywhere, Scope
from dengming.demo.accounts import Cast, scope_of
from dengming.demo.desk import Days
from dengming.demo.founded import Branch
from dengming.editions.actions import permit
from dengming.editions.permits import Permit
from dengming.ledgers.actions import file_entry
from dengming.ledgers.eligibility import told_against
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Subject
from dengming.rulebook.words import Without

SANCTIONS: Final = (("warning", 480), ("serious-warning", 100))
"""Kinds, and how many days ago each was decided: of the first the period is over."""
TOLD_AFTER: Final = 10
OPENED: Final = 45
LASTS: Final = 80
"""Days: how long ago the round was approved, and for how long it goes on."""
NOMINATED: Final = 35
AGO: Final = {"approved": 28, "publicised": 26, "awarded": 12}
RECENT: Final = 3
"""How many days ago the publicity began of who is publicised now."""
SAID: Final = {
    "approved": {"opinion": "核对了组织生活和整改情况，同意。"},
    "publicised": {"where": "机关公示栏、本系统"},
    "awarded": {"feedback": "无", "paper": "区直工委发〔2020〕31号（示例）"},
}
DEEDS: Final = (
    ("半年为老年人代办社保68件。", ("approved", "publicised", "awarded")),
    ("把科室的办理时限从5天压到2天，做法在机关推开。", ("approved", "publicised")),
)
"""What the candidates did, and how far each has come."""
CLEAR: Final[tuple[Without, ...]] = ("effect", "warning", "suspended")
_SYSTEM: Final = Everywhere(reason="建立演示区")


def store(scope: Scope, cast: Cast, until: date) -> None:
    """Sanctions where the organisation has a 纪检 of its own; awards where a committee of two judges them."""
    days = Days(until)
    busy = {cast.head, cast.officer, cast.discipline, *cast.direct.officers}
    branches = [*(it for it in cast.direct.branches if it is not cast.branch), cast.branch]
    if cast.discipline:
        _sanctions(days, branches[0], busy)
    if cast.head != cast.officer:
        _awards(scope, days, scope_of(cast.officer), branches)


def _sanctions(days: Days, branch: Branch, busy: set[int | None]) -> None:
    people = [person for person in branch.members if person not in {*branch.officers, *branch.cadres, *busy}]
    for (part, ago), person in zip(SANCTIONS, reversed(people), strict=False):
        with days.on(ago) as on:
            fields = {"paper": f"机纪（示例）〔{on.year}〕{ago % 9 + 1}号", "decided": on.isoformat()}
            subject = Subject.objects.get(pk=person)
            entry = file_entry(_SYSTEM, subject, register="sanction", part=part, happened=on, fields=fields)
        with days.on(ago - TOLD_AFTER) as on:
            take(_SYSTEM, entry, step=Step("told", on, {"told": on.isoformat()}), seen=entry.step)


def _awards(scope: Scope, days: Days, officer: Scope, branches: list[Branch]) -> None:
    with days.on(OPENED) as since:
        given = Permit("区委", f"区委发〔{since.year}〕19号（示例）", since, days.until + timedelta(days=LASTS))
        for register in ("award", "award-organisation"):
            permit(scope, register=register, given=given)
    candidates = _candidates(branches, days.until)
    for (deeds, way), subject in zip(DEEDS, candidates, strict=False):
        with days.on(NOMINATED) as on:
            fields = {"meeting": f"{on.month}月{on.day}日支部党员大会", "deeds": deeds}
            more = {"part": "outstanding-member", "happened": on, "fields": fields}
            entry = file_entry(_SYSTEM, subject, register="award", **more)  # type: ignore[arg-type]
        for stage in way:
            with days.on(RECENT if stage == way[-1] == "publicised" else AGO[stage]) as on:
                entry = take(officer, entry, step=Step(stage, on, SAID[stage]), seen=entry.step)


def _candidates(branches: Iterable[Branch], until: date) -> list[Subject]:
    """One of each branch against whom nothing speaks."""
    first = until - timedelta(days=NOMINATED)
    found = []
    for branch in branches:
        people = [
            person for person in branch.members if person not in branch.officers and branch.joined[person] < first
        ]
        subjects = (Subject.objects.get(pk=person) for person in people)
        clear = (it for it in subjects if not any(told_against(_SYSTEM, it, CLEAR, on) for on in (first, until)))
        found += [it for it in (next(clear, None),) if it]
    return found
