"""Restricted registers: who learns of them at all. For everybody else neither an entry nor the register is there.

An entry is seen by whoever has the register's capability where the person belongs, or did last; and by that person,
once it was delivered: the system does not tell before the organisation does.
"""

from typing import Final

from django.db.models import Q

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.orgs.homes import homes_of
from dengming.rulebook import registers

_UNNAMED: Final = "受限台账"


def knows(scope: Scope, block: registers.Entry) -> bool:
    """Whether the actor may know that the register is kept."""
    return block.restricted is None or scope.may_anywhere(block.restricted)


def journal_name(block: registers.Entry, subject: str = "") -> str:
    """The register, and whom it is about, as the journal names them; of a restricted one neither: only that somebody
    acted."""
    return _UNNAMED if block.restricted else f"{subject} {block.name}".strip()


def check_known(scope: Scope, block: registers.Entry, place: str) -> None:
    """Raise NotVisible where the register does not exist for the actor at the place."""
    if block.restricted and not scope.may(block.restricted, place):
        raise NotVisible("没有这种台账。")


def names() -> list[str]:
    """The restricted registers."""
    return [block.id for block in rules().rulebook.entries.values() if block.restricted]


def seen(scope: Scope) -> Q:
    """The restricted entries that the actor sees."""
    found = Q(register__in=names(), subject=scope.person) if scope.person else Q(pk__in=[])
    for block in rules().rulebook.entries.values():
        if block.restricted and scope.may_anywhere(block.restricted):
            people = set(Entry.objects.filter(register=block.id).order_by().values_list("subject", flat=True))
            near = [it for it, home in homes_of(people).items() if scope.may(block.restricted, home)]
            found |= Q(register=block.id, subject__in=near)
    return found & ~_undelivered(scope)


def _undelivered(scope: Scope) -> Q:
    """What is about the actor and stands where nobody has told the actor yet."""
    found = Q(pk__in=[])
    for block in rules().rulebook.entries.values():
        stages = [stage.id for stage in block.stage if stage.undelivered]
        if stages and scope.person:
            found |= Q(register=block.id, stage__in=stages, subject=scope.person)
    return found
