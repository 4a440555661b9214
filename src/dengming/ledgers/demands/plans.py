"""控制总量: how many a yearly plan allows, and how many there are. A number only, of whoever is nearest above the case.

Looked up once for a year, for however many cases are asked about.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Subquery

from dengming.calendar.days import date_of, day_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.editions.words import kind_id, role_id
from dengming.facts.models import Fact
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.orgs import kinds, spans
from dengming.orgs.models import Span
from dengming.rulebook.kinds import kind_name
from dengming.rulebook.register_parts import Inspection


@dataclass(frozen=True)
class Plan:
    """What an organisation was allowed in a year."""

    name: str
    reach: str
    number: int


@dataclass(frozen=True)
class Counted:
    """A case that reached the stage that counts: where its person belonged that day, and which day that was."""

    entry: int
    reach: str
    on: date


@dataclass
class Plans:
    """The plans and the counted of each register and year that was asked about."""

    _plans: dict[tuple[str, int], list[Plan]] = field(default_factory=dict)
    _counted: dict[tuple[str, int], list[Counted]] = field(default_factory=dict)

    def beyond(self, register: str, entry: Entry, on: date) -> str:
        """By how many the case would go beyond the plan with those counted by that day; "" where it does not, or where
        no plan was approved."""
        there = self._look_up(register, on.year)
        place = next((it.reach for it in there if it.entry == entry.pk), "") or line_reach(entry)
        plan = max(
            (it for it in self._plans[register, on.year] if place.startswith(it.reach)), key=_depth, default=None
        )
        if plan is None:
            return ""
        others = sum(it.reach.startswith(plan.reach) for it in there if it.entry != entry.pk and it.on <= on)
        if (more := others + 1 - plan.number) <= 0:
            return ""
        allowed = f"{plan.name}{on.year}年的计划批准 {plan.number} 名"
        return f"{allowed}，已审批 {others} 名，加上这一名多出 {more} 名"

    def reached(self, register: str, year: int, place: str) -> int:
        """How many of those who belonged below the place reached the stage that counts in the year."""
        return sum(it.reach.startswith(place) for it in self._look_up(register, year))

    def _look_up(self, register: str, year: int) -> list[Counted]:
        """The counted of the year; the plans are there then too."""
        asked, key = rules().rulebook.entries[register].inspection, (register, year)
        assert asked is not None  # the loader has looked
        if key not in self._plans:
            self._plans[key] = list(_plans_of(asked, year))
            self._counted[key] = list(_counted_in(register, asked, year))
        return self._counted[key]


def _depth(plan: Plan) -> int:
    return len(plan.reach)


def _plans_of(asked: Inspection, year: int) -> Iterator[Plan]:
    """The approved ones: only approving says the number."""
    living = Entry.objects.filter(register=asked.plan, about__year=year, withdrawn_at=None)
    for it in living.select_related("subject__organisation"):
        if number := it.fields.get(asked.planned or ""):
            yield Plan(it.subject.name, it.subject.organisation.reach, int(float(number)))


def _counted_in(register: str, asked: Inspection, year: int) -> Iterator[Counted]:
    days = (day_of(date(year, 1, 1)), day_of(date(year, 12, 31)))
    kind = kind_id(kind_name("entry", register, stage=asked.counted or ""))
    found = Fact.objects.filter(kind=kind, about__range=days, withdrawn=FAR_MOMENT)
    here = spans.alive(Span.objects.filter(role__in=[role_id(it) for it in kinds.WAY], subject=OuterRef("subject")))
    here = here.filter(since__lte=OuterRef("about"), until__gte=OuterRef("about"))
    placed = found.annotate(reach=Subquery(here.values("at__organisation__reach")[:1]))
    for source, reach, about in placed.values_list("source", "reach", "about"):
        yield Counted(source, reach or "", date_of(about))
