"""What people did at their contact points, read off the facts: each record once, lectured there or only there."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import Period
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact, Source
from dengming.facts.rows import PLACE_CODES, ROLE_CODES

_THERE: Final = [ROLE_CODES["attend"], ROLE_CODES["observe"], ROLE_CODES["lecture"]]
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Visit:
    """One record of something held at the contact point; `source` is the record's."""

    source: int
    on: date
    lectured: bool


def visits_of(people: Collection[int], period: Period) -> dict[int, list[Visit]]:
    """The visits of each of these people in the period, the newest first; who made none is not there."""
    roles: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for person, source, on, role in _rows(sorted(people), period):
        roles[person, source, on].add(role)
    found: dict[int, list[Visit]] = defaultdict(list)
    for (person, source, on), there in sorted(roles.items(), key=lambda item: -item[0][2]):
        found[person].append(Visit(source, date_of(on), ROLE_CODES["lecture"] in there))
    return dict(found)


def _rows(people: list[int], period: Period) -> Iterator[tuple[int, int, int, int]]:
    there = Fact.objects.filter(place=PLACE_CODES["contact"], role__in=_THERE, withdrawn=FAR_MOMENT)
    there = there.filter(source__sort=Source.Sort.RECORD, happened__gte=day_of(period.first))
    for at in range(0, len(people), _AT_ONCE):
        some = there.filter(subject__in=people[at : at + _AT_ONCE], happened__lte=day_of(period.last))
        yield from some.values_list("subject_id", "source_id", "happened", "role").distinct()
