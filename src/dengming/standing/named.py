"""Names in a list from all over the district: where two have the same name, each is told apart."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count

from dengming.orgs.models import Subject
from dengming.orgs.roster import Roster
from dengming.orgs.tree import parents_on
from dengming.standing.values import names_of

_MANY = 500


def told_apart(subjects: Collection[int], on: date) -> dict[int, str]:
    """The name of each, by number; one that another has too comes with the branch or the organisation above on the
    day, and with the code: 王伟（第一党支部，P0012）."""
    names = names_of(subjects)
    counted = Subject.objects.values("name").annotate(many=Count("pk")).filter(many__gt=1)
    shared = set(counted.values_list("name", flat=True))
    places = _places([subject for subject, (_, name) in names.items() if name in shared], on)
    found = {}
    for subject, (code, name) in names.items():
        where = "，".join(part for part in (places.get(subject, ""), code) if part)
        found[subject] = f"{name}（{where}）" if name in shared else name
    return found


def _places(subjects: list[int], on: date) -> dict[int, str]:
    """The name of the branch that a person belongs to, or of what an organisation stands under."""
    if not subjects:
        return {}
    roster, parents = Roster(on, people=subjects if len(subjects) < _MANY else None), parents_on(on)
    above = {subject: parents.get(subject) or roster.branch_of(subject) for subject in subjects}
    names = names_of({place for place in above.values() if place})
    return {subject: names[place][1] for subject, place in above.items() if place}
