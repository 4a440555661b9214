"""Which register an address names, and whether the actor files in it by hand."""

from django.http import Http404

from dengming.editions.queries import rules
from dengming.ledgers.permits import is_open
from dengming.rulebook.registers import Entry
from dengming.web.pages.ledgers.choosing import places_for
from dengming.web.request_scope import ScopedRequest


def may_file(request: ScopedRequest, block: Entry) -> bool:
    """Lines of a paper's register come from its readings, issued ones from above; a closed one takes none.

    A register that is kept for organisations needs one of them where the actor takes the first step.
    """
    may = block.stage[0].may
    if not block.by_hand or block.id in rules().rulebook.papers or not request.scope.may_anywhere(may):
        return False
    return is_open(block) and (rules().rulebook.is_of_people(block) or bool(places_for(request, block)))


def register_named(register: str) -> Entry:
    """The register. 404 where there is none."""
    block = rules().rulebook.entries.get(register)
    if block is None:
        raise Http404("没有这种台账。")
    return block
