"""Which register an address names, and whether the actor files in it by hand."""

from collections.abc import Iterable

from django.http import Http404

from dengming.editions.queries import rules
from dengming.ledgers.permits import is_open
from dengming.ledgers.restricted import knows
from dengming.rulebook.registers import Entry
from dengming.web.pages.ledgers.choosing import roles_for
from dengming.web.request_scope import ScopedRequest


def may_file(request: ScopedRequest, block: Entry) -> bool:
    """Whether the actor files in the register."""
    return bool(filed_in(request, [block]))


def filed_in(request: ScopedRequest, blocks: Iterable[Entry]) -> set[str]:
    """The registers of these, by id, in which the actor files.

    Lines of a paper's register come from its readings, issued ones from above; a closed one takes none. A register that
    is kept for organisations needs one of them where the actor takes the first step.
    """
    rulebook, scope = rules().rulebook, request.scope
    by_hand = [it for it in blocks if it.by_hand and it.id not in rulebook.papers and is_open(it)]
    mine = [it for it in by_hand if scope.may_anywhere(it.stage[0].may)]
    found = {it.id for it in mine if rulebook.is_of_people(it)}
    for may in {it.stage[0].may for it in mine}:
        those = [it for it in mine if it.stage[0].may == may]
        held = roles_for(request, may, {role for it in those for role in it.owner})
        found |= {it.id for it in those if held & set(it.owner)}
    return found


def register_named(request: ScopedRequest, register: str) -> Entry:
    """The register. 404 where there is none, or where the actor may not even know of it."""
    block = rules().rulebook.entries.get(register)
    if block is None or not knows(request.scope, block):
        raise Http404("没有这种台账。")
    return block
