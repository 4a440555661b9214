"""What the entries of a register break down into, at all depths; progress is counted from the stages, never typed.

A leaf is an entry to which nothing belongs: a task that is not broken down yet counts as one that is not done. All is
loaded at once, in as many queries for ten entries as for a thousand.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import prefetch_related_objects

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.facts.models import Source
from dengming.ledgers.models import Entry, Material
from dengming.ledgers.queries import entries
from dengming.ledgers.steps import days_late, is_done, register_of
from dengming.orgs.models import Organisation
from dengming.orgs.order import in_official_order


@dataclass
class Node:
    """An entry with what belongs to it. Where it is not `seen`, it is out of reach and only tells what the rest is for.

    Of the leaves in reach: how many there are, how many are done, how many are late.
    """

    entry: Entry
    seen: bool
    below: list["Node"] = field(default_factory=list)
    leaves: int = 0
    done: int = 0
    late: int = 0

    def walk(self) -> Iterator["Node"]:
        """The node and all below it."""
        yield self
        for node in self.below:
            yield from node.walk()


@dataclass(frozen=True)
class Figures:
    """What entries come to with all below them, as far as they are in reach. `pending`: done, not yet confirmed."""

    entries: int
    organisations: int
    people: int
    leaves: int
    done: int
    pending: int
    late: int


def forest(scope: Scope, register: str, on: date) -> list[Node]:
    """The entries of a register with all that belongs to them, in the official order of organisations.

    What lies above something in reach is there too, though out of reach itself.
    """
    names = _family(register)
    living = entries(scope).filter(register__in=names, withdrawn_at=None)
    nodes = {it.pk: Node(it, seen=True) for it in living.select_related(None).select_related("subject", "doer")}
    nodes |= _above(nodes, names)
    prefetch_related_objects([it.entry for it in nodes.values() if not is_done(it.entry)], "moves")
    roots = []
    for node in _ordered(nodes.values()):
        parent = nodes.get(node.entry.parent_id or 0)
        if parent is not None:
            parent.below.append(node)
            node.entry.parent = parent.entry  # known, so that nobody asks for it again
        elif node.entry.register == register:
            roots.append(node)
    for root in roots:
        _count(root, on)
    return roots


def figures(roots: Collection[Node]) -> Figures:
    """What these come to."""
    nodes = [node for root in roots for node in root.walk() if node.seen]
    leaves = [node.entry for node in nodes if not node.below]
    return Figures(
        entries=len(roots),
        organisations=len({node.entry.subject_id for node in nodes}),
        people=len({node.entry.doer_id for node in nodes if node.entry.doer_id}),
        leaves=len(leaves),
        done=sum(root.done for root in roots),
        pending=sum(is_done(it) and not register_of(it).stage_of(it.stage).end for it in leaves),
        late=sum(root.late for root in roots),
    )


def proofs_of(nodes: Iterable[Node]) -> dict[int, set[int]]:
    """The sources, such as activity records, that each entry in reach names in a field or has as a proof."""
    seen = [node.entry for node in nodes if node.seen]
    found: dict[int, set[int]] = {it.pk: set() for it in seen}
    named = {it.pk: [it.fields[name] for name in _record_fields(it) if name in it.fields] for it in seen}
    uids = {uid for those in named.values() for uid in those}
    sources = {str(uid): pk for pk, uid in Source.objects.filter(uid__in=uids).values_list("pk", "uid")}
    for entry, those in named.items():
        found[entry] |= {sources[uid] for uid in those if uid in sources}
    linked = Material.objects.filter(entry__in=found, removed_at=None, source__isnull=False)
    for entry, source in linked.values_list("entry", "source"):
        found[entry].add(source)
    return found


def _family(register: str) -> set[str]:
    """The register and every other whose entries may lie below its own."""
    found, books = {register}, rules().rulebook.entries.values()
    while more := {it.id for it in books if found & set(it.above)} - found:
        found |= more
    return found


def _above(nodes: dict[int, Node], names: Collection[str]) -> dict[int, Node]:
    """What lies above these without being one of them; one query a level."""
    found: dict[int, Node] = {}
    missing = {it.entry.parent_id for it in nodes.values()} - nodes.keys() - {None}
    while missing:
        parents = Entry.objects.filter(pk__in=missing, register__in=names).select_related("subject", "doer")
        level = {it.pk: Node(it, seen=False) for it in parents}
        found |= level
        missing = {it.entry.parent_id for it in level.values()} - nodes.keys() - found.keys() - {None}
    return found


def _ordered(nodes: Collection[Node]) -> list[Node]:
    """By organisation in the official order, then as they were begun."""
    ids = {node.entry.subject_id for node in nodes}
    ranks = {it.pk: rank for rank, it in enumerate(in_official_order(Organisation.objects.filter(pk__in=ids)))}
    last = len(ranks)
    return sorted(nodes, key=lambda it: (ranks.get(it.entry.subject_id, last), it.entry.happened, it.entry.pk))


def _count(node: Node, on: date) -> None:
    """Fill in the figures from the leaves up."""
    if not node.below:
        node.leaves, node.done = int(node.seen), int(node.seen and is_done(node.entry))
        node.late = int(node.seen and days_late(node.entry, on) > 0)
        return
    for child in node.below:
        _count(child, on)
        node.leaves += child.leaves
        node.done += child.done
        node.late += child.late


def _record_fields(entry: Entry) -> list[str]:
    return [field.id for field in register_of(entry).field if field.type == "record"]
