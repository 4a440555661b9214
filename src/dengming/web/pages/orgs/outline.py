"""The Party tree as the page shows it: nested, in the official order, with members, heads and structure notes counted.

Leading bodies stand apart: they are in no Party tree.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.editions.queries import rules
from dengming.orgs import census, kinds, spans, structure
from dengming.orgs.models import Organisation
from dengming.orgs.naming import names_on
from dengming.orgs.tree import parents_on

ALL_LEVELS: Final = 99
Below = dict[int | None, list[Organisation]]
"""What stands directly below each; under None the roots."""


@dataclass(frozen=True)
class Node:
    """One organisation of the tree with those below it; `folded`: they are not read yet."""

    code: str
    name: str
    kind: str
    unit: str
    people: int
    heads: str
    notes: int
    children: "tuple[Node, ...]"
    folded: bool = False


@dataclass(frozen=True)
class Outline:
    """The roots of what is visible, and the leading bodies."""

    roots: tuple[Node, ...]
    bodies: tuple[Node, ...]


def outline(organisations: Iterable[Organisation], on: date, levels: int = ALL_LEVELS) -> Outline:
    """The visible organisations that exist on the day, nested as they stood then, so many levels deep."""
    ranked = sorted(organisations, key=lambda it: (it.ordinal, it.code))
    existing = [it for it in ranked if it.ended is None or it.ended >= on]
    shown = {it.pk for it in existing}
    below: dict[int | None, list[Organisation]] = defaultdict(list)
    parents = parents_on(on)
    for it in existing:
        if it.kind != kinds.LEADING_BODY:
            parent = parents.get(it.pk)
            below[parent if parent in shown else None].append(it)
    bodies = [it for it in existing if it.kind == kinds.LEADING_BODY]
    make = _Maker([*_down_to(below, levels), *bodies], below, on)
    return Outline(tuple(make.node(it, levels) for it in below[None]), tuple(make.node(it, 1) for it in bodies))


def _down_to(below: Below, levels: int) -> Iterator[Organisation]:
    """Those of so many levels, from the top."""
    level = below.get(None, [])
    while level and levels:
        yield from level
        level, levels = [child for it in level for child in below.get(it.pk, ())], levels - 1


class _Maker:
    """Makes nodes from what was read once for all of them."""

    def __init__(self, organisations: Sequence[Organisation], below: Below, on: date) -> None:
        self._below = below
        self._census = census.take(on)
        self._notes = structure.notes(organisations, on, census=self._census)
        self._names = names_on(organisations, on)
        self._heads = heads_of([it.pk for it in organisations], on)
        self._roles = rules().rulebook.roles

    def node(self, it: Organisation, levels: int) -> Node:
        """With those below it, as far as the levels go."""
        below = self._below.get(it.pk, ())
        kind = self._roles[it.kind].name if it.kind in self._roles else it.kind
        return Node(
            code=it.code,
            name=self._names.get(it.pk, it.name),
            kind=kind,
            unit=it.unit.name if it.unit else "",
            people=self._census.people(it.pk),
            heads=self._heads.get(it.pk, ""),
            notes=len(self._notes.get(it.pk, ())),
            children=tuple(self.node(child, levels - 1) for child in below) if levels > 1 else (),
            folded=levels == 1 and bool(below),
        )


def heads_of(organisations: Iterable[int], on: date) -> dict[int, str]:
    """Who leads each organisation on the day: 书记 张三."""
    heads = [role.id for role in rules().rulebook.roles.values() if role.heads and role.sort == "post"]
    rows = spans.holders(heads, on, at=organisations).select_related("subject")
    return {span.at_id: span.subject.name for span in rows if span.at_id is not None}
