"""What is owed of people and done by the organisation where they belong, such as the review of those it cultivates."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.parents import takes
from dengming.ledgers.queries import entries
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Subject
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings


@dataclass(frozen=True)
class DoneFor:
    """Such a duty of a person, and the organisation that does it."""

    person: Subject
    host: Organisation
    item: Standing


def is_own(item: Standing) -> bool:
    """Whether whoever owes it also does it."""
    return not item.term.doer


def done_for(scope: Scope, as_of: AsOf, hosts: Iterable[Organisation]) -> Iterator[DoneFor]:
    """What these organisations do for the people who belong to them."""
    duties = [it for it in rules(as_of.known).duties() if any(term.doer for term in it.terms)]
    places = {host.pk: host for host in hosts}
    if not duties or not places:
        return
    held = spans.holders(kinds.WAY, as_of.on, at=places).select_related("subject")
    people = {span.subject_id: (span.subject, places[span.at_id]) for span in held if span.at_id}
    for item in standings(scope, as_of, subjects=people, duties=duties):
        person, host = people[item.subject]
        if host.kind in item.term.doer:
            yield DoneFor(person, host, item)


def begun_under(scope: Scope, registers: Iterable[str], people: Collection[int]) -> dict[tuple[str, int], str]:
    """Under which case about each of the people an entry of each register is begun now: its uid, by register and
    person. What lies under nothing, and who has no such case, is left out."""
    books, found = rules().rulebook.entries, dict[tuple[str, int], str]()
    for block in (books[name] for name in registers if books[name].under):
        above = entries(scope).filter(register__in=block.above, subject__in=people, withdrawn_at=None)
        for entry in above.prefetch_related("moves"):
            if takes(block, entry):
                found.setdefault((block.id, entry.subject_id), str(entry.uid))
    return found
