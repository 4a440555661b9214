"""Who acts for the demo's organisations, and when: on a past day, with the clock standing at a moment of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from typing import Final

from dengming.accounts.scope import Scope
from dengming.demo.accounts import Cast, account_of, scope_of
from dengming.demo.founded import Direct, District
from dengming.editions.clock import standing_still, start_of
from dengming.orgs import kinds
from dengming.orgs.models import Subject
from dengming.records.models import Record

NINE_O_CLOCK: Final = 9 * 3600
APART: Final = 5
"""Seconds between two acts: the whole story fits into the morning of a day."""
ORDINARY: Final = ("theme-day", "branch-meeting", "branch-committee-meeting", "branch-activity-day", "group-meeting")
HEADS: Final = {kinds.COMMITTEE: "机关党委书记", kinds.GENERAL_BRANCH: "党总支书记", kinds.BRANCH: "党支部书记"}


@dataclass(frozen=True)
class Days:
    """The days of a story, counted back from the demo day, and the moments of what is done on them."""

    until: date
    _acts: Iterator[int] = field(default_factory=count)

    def ago(self, days: int) -> date:
        """So many days before the demo day."""
        return self.until - timedelta(days=days)

    @contextmanager
    def on(self, ago: int) -> Iterator[date]:
        """What is done inside happens on that day, each time a little later."""
        day = self.ago(ago)
        with standing_still(start_of(day) + NINE_O_CLOCK + APART * next(self._acts)):
            yield day


@dataclass(frozen=True)
class Person:
    """Somebody who is responsible: the code, the name, and the post in which."""

    code: str
    name: str
    post: str


@dataclass(frozen=True)
class Desk:
    """A direct organisation at work: its people, who records for it and who confirms."""

    direct: Direct

    @property
    def subject(self) -> Subject:
        """The organisation."""
        return self.direct.organisation.subject

    @cached_property
    def head(self) -> Scope:
        """Its secretary, who confirms."""
        account_of(self._head)
        return scope_of(self._head)

    @cached_property
    def office(self) -> Scope:
        """Its Party office, who records; the secretary where it has none."""
        if not self.direct.office:
            return self.head
        account_of(self.direct.office)
        return scope_of(self.direct.office)

    @property
    def is_alone(self) -> bool:
        """Whether it is a branch with nothing below it."""
        return self.direct.plan.kind == kinds.BRANCH

    @property
    def is_across(self) -> bool:
        """Whether its branches belong to different departments."""
        return len({branch.plan.department for branch in self.direct.branches}) > 1

    def person(self, post: str, number: int) -> Person:
        """Who answers for a row: by the kind of post, in the branches by turns."""
        branch = self.direct.branches[number % len(self.direct.branches)]
        if post == "office" and self.direct.office:
            return _person(self.direct.office, "党办负责人")
        if post == "organiser" and len(branch.officers) > 1:
            return _person(branch.officers[1], f"{branch.organisation.subject.name}组织委员")
        if post in ("branch", "organiser"):
            return _person(branch.secretary, f"{branch.organisation.subject.name}书记")
        return _person(self._head, HEADS[self.direct.plan.kind])

    def record(self, activities: Sequence[str], first: date, last: date) -> str:
        """The newest confirmed record in these days of the first activity that has one, else of an ordinary one, by
        uid; or ""."""
        found = (self._newest(kinds, first, last) for kinds in (*([one] for one in activities), ORDINARY))
        return next((uid for uid in found if uid), "")

    def own_branch(self, cast: Cast) -> Person:
        """The secretary of the demo accounts' branch."""
        return _person(cast.branch.secretary, f"{cast.branch.organisation.subject.name}书记")

    def _newest(self, activities: Sequence[str], first: date, last: date) -> str:
        there = Record.objects.filter(organisation__reach__startswith=self.direct.organisation.reach)
        held = there.filter(status=Record.Status.CONFIRMED, on__range=(first, last), kinds__activity__in=activities)
        found = held.filter(confirmed_at__lt=start_of(last)).order_by("-on", "pk").first()
        return str(found.uid) if found else ""

    @property
    def _head(self) -> int:
        return self.direct.board[0] if self.direct.board else self.direct.branches[0].secretary


def desks(district: District, cast: Cast) -> Sequence[Desk]:
    """The demo accounts' organisation first, then one across departments, then the others in their order."""
    found = [Desk(direct) for direct in district.directs]
    return sorted(found, key=lambda desk: (desk.direct is not cast.direct, not desk.is_across))


def _person(pk: int, post: str) -> Person:
    subject = Subject.objects.get(pk=pk)
    return Person(subject.code, subject.name, post)
