"""What may be urged under headings: the organisation where it lies, or the duty."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.standing.desk import Outstanding
from dengming.standing.overview import nearest_of
from dengming.web.pages.desk.gathered import Gathered
from dengming.web.pages.desk.rows import row

Group = dict[str, Any]


def by_organisation(found: Iterable[Outstanding], seen: Gathered, picked: set[str]) -> list[Group]:
    """In the official order; the organisation's own duties before those of its people, each the longest due first."""
    listed = {it.reach: it for it in seen.place.listed}
    nearest = nearest_of(listed)
    own = {it.pk for it in listed.values()}
    at: dict[str, list[Outstanding]] = defaultdict(list)
    for it in found:
        at[nearest(seen.places.get(it.subject, "")) or ""].append(it)
    groups = []
    for reach, organisation in listed.items():
        rows = sorted(at[reach], key=lambda it: it.subject not in own)
        about = [row(it, seen, picked, _whose(it, organisation, seen)) for it in rows]
        groups.append(_group(organisation.code, organisation.name, about))
    return [group for group in groups if group["rows"]]


def by_duty(found: Iterable[Outstanding], seen: Gathered, picked: set[str]) -> list[Group]:
    """In the order of the menu, each the longest due first."""
    of: dict[str, list[Group]] = defaultdict(list)
    for it in found:
        of[it.duty.id].append(row(it, seen, picked, seen.names[it.subject][1], told=False))
    return [_group(duty.id, duty.name, of[duty.id]) for duty in rules().duties() if of[duty.id]]


def _whose(it: Outstanding, organisation: Organisation, seen: Gathered) -> str:
    """Nothing where the heading is the subject itself."""
    return "" if it.subject == organisation.pk else seen.names[it.subject][1]


def _group(anchor: str, label: str, rows: list[Group]) -> Group:
    return {"anchor": anchor, "label": label, "rows": rows}
