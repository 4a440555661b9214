"""Who stands under whom: today by the tree, on any date by the spans of role `under`; what access compares.

A leading body stands in no Party tree: its reach is that of the Party organisation at its seat and its own code, closed
by the mark so that no reach begins another one by accident.
"""

from collections import defaultdict
from datetime import date
from typing import Final

from django.db.models import F, QuerySet

from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation

_MARK: Final = "~"


def parents_on(on: date, known: int | None = None) -> dict[int, int]:
    """For every organisation that stood under another on the day: the one it stood under."""
    rows = spans.holders(kinds.UNDER, on, known=known).values_list("subject_id", "at_id")
    return {child: parent for child, parent in rows if parent is not None}


def where_on(organisation: Organisation, on: date, known: int | None = None) -> Organisation | None:
    """The organisation that it stood under on a day; None for a root, and before it was founded."""
    span = spans.holders(kinds.UNDER, on, known=known).filter(subject=organisation.pk).first()
    return None if span is None else Organisation.objects.select_related("subject").get(pk=span.at_id)


def subtree_on(root: int, on: date, known: int | None = None) -> set[int]:
    """The organisation and all that stood below it on a day, as subject ids. Leading bodies are below nothing."""
    children = defaultdict(list)
    for child, parent in parents_on(on, known).items():
        children[parent].append(child)
    found: set[int] = set()
    waiting = [root]
    while waiting:
        organisation = waiting.pop()
        if organisation not in found:
            found.add(organisation)
            waiting += children[organisation]
    return found


def fresh(organisation: Organisation) -> Organisation:
    """The organisation as the database has it now: its path may have changed since it was read."""
    found: Organisation = Organisation.objects.select_related("subject", "unit", "seat").get(pk=organisation.pk)
    return found


def children_of(organisation: Organisation) -> QuerySet[Organisation]:
    """The organisations directly under it in today's tree, ended ones too."""
    below = Organisation.objects.filter(path__startswith=organisation.path, depth=organisation.depth + 1)
    return below.select_related("subject", "unit").order_by("ordinal", "path")


def put_under(organisation: Organisation, parent: Organisation) -> None:
    """Move the organisation with all below it in the tree; reaches follow."""
    Organisation.objects.move(organisation, parent, "last-child")  # type: ignore[no-untyped-call]
    refresh_reach()


def reach_of(organisation: Organisation) -> str:
    """The text that access compares: whoever reaches a prefix of it reaches the organisation."""
    if organisation.kind != kinds.LEADING_BODY:
        return str(organisation.path)
    seat = organisation.seat.reach if organisation.seat else ""
    return f"{seat}{_MARK}{organisation.code}{_MARK}"


def refresh_reach() -> None:
    """Bring every reach up to the tree as it is now, after a move: the subtree and the leading bodies seated there."""
    in_tree = Organisation.objects.exclude(kind=kinds.LEADING_BODY)
    in_tree.exclude(reach=F("path")).update(reach=F("path"))
    bodies = Organisation.objects.filter(kind=kinds.LEADING_BODY).select_related("subject", "seat")
    stale = []
    for body in bodies:
        if body.reach != (reach := reach_of(body)):
            body.reach = reach
            stale.append(body)
    Organisation.objects.bulk_update(stale, ["reach"])
