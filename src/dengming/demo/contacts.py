"""Contact points 联系点 in the demo district: who looks after which branch, what the register says, and the visits.

Nothing here is left to chance, so that it changes nothing else in the district.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dengming.calendar.workdays import HolidayTable
from dengming.demo.founded import Branch, Direct, District
from dengming.demo.happening import Happening, Mark
from dengming.demo.layout import Habit
from dengming.orgs import kinds
from dengming.orgs.models import Organisation
from dengming.orgs.spans import NewSpan

BATTLES: Final = ("脱贫攻坚", "特色农业", "全域旅游", "现代工业", "新型城镇化")
ENTERED_AFTER: Final = timedelta(days=2)
_VISITED_FROM: Final = 3
"""The month of the first visits: the epidemic kept people at home before."""


@dataclass(frozen=True)
class Contact:
    """One person's contact point of one year; `number` is its place among them."""

    person: int
    place: Organisation
    number: int
    year: int

    @property
    def paper(self) -> str:
        """What says so."""
        return f"区直工委〔{self.year}〕2号"

    @property
    def battle(self) -> str:
        """What it is for."""
        return BATTLES[self.number % len(BATTLES)]

    def span(self) -> NewSpan:
        """What the register's entry gives."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        return NewSpan(self.person, kinds.CONTACT, first, last, self.place.pk, self.paper)


def choose(district: District) -> None:
    """Each secretary has the next branch (F10): of branches but the silent ones, of organisations that do well."""
    branches = district.branches
    for branch, other in zip(branches, [*branches[1:], *branches[:1]], strict=True):
        if branch is not other and branch.plan.habit is not Habit.SILENT:
            district.contacts[branch.secretary] = other
    for direct in district.directs:
        if direct.board and direct.habit in (Habit.GOOD, Habit.FAIR):
            _choose_below(district, direct)


def _choose_below(district: District, direct: Direct) -> None:
    """The last of its branches that is not the secretary's own."""
    secretary = direct.board[0]
    others = [branch for branch in direct.branches if secretary not in branch.members]
    if others and secretary not in district.contacts:
        district.contacts[secretary] = others[-1]


def contacts(district: District, since: date, until: date) -> Iterator[Contact]:
    """All contact points from the year before the history on; the next year's are not there yet."""
    for year in range(since.year - 1, until.year + 1):
        for number, (person, branch) in enumerate(district.contacts.items()):
            yield Contact(person, branch.organisation, number, year)


def visits(district: District, holidays: HolidayTable, until: date) -> Iterator[Happening]:
    """This year's visits: two of three secretaries went, in a month of their own."""
    for number, (person, branch) in enumerate(district.contacts.items()):
        on = holidays.shift(date(until.year, _VISITED_FROM + number % 6, 6 + number % 15))
        if number % 3 < 2 and on + ENTERED_AFTER < until:
            yield _visit(person, branch, on)


def _visit(person: int, branch: Branch, on: date) -> Happening:
    """Recorded by the branch that is visited: the secretary who came, and its own officers."""
    return Happening(
        hosts=[branch.organisation],
        kinds={"contact-visit": []},
        on=on,
        entered=on + ENTERED_AFTER,
        title="联系点走访指导：看组织生活记录、听党员意见",
        marks=dict.fromkeys([person, *branch.officers[:2]], Mark.ATTEND),
        roles={branch.secretary: ["chair"]},
        texts={"minutes": "查看了上季度组织生活记录，听取了支部工作情况，就攻坚任务提出三条意见。"},
        place="支部活动室",
        hour=10,
    )
