"""Which register an address names, and whether the actor files in it by hand."""

from django.http import Http404

from dengming.editions.queries import rules
from dengming.ledgers.permits import is_open
from dengming.rulebook.registers import Entry
from dengming.web.request_scope import ScopedRequest


def may_file(request: ScopedRequest, block: Entry) -> bool:
    """Lines of a paper's register come from its readings, issued ones from above (a single agreement may be drafted); a
    closed one takes none."""
    by_hand = (not block.issue_to or block.agreement is not None) and block.id not in rules().rulebook.papers
    return by_hand and request.scope.may_anywhere(block.stage[0].may) and is_open(block)


def register_named(register: str) -> Entry:
    """The register. 404 where there is none."""
    block = rules().rulebook.entries.get(register)
    if block is None:
        raise Http404("没有这种台账。")
    return block
