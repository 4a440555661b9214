"""Organisations without a running case of a register of which each has one, such as a term (届期没有登记)."""

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.one_open import running
from dengming.orgs import queries as orgs
from dengming.orgs import spans
from dengming.orgs.models import Organisation
from dengming.rulebook import registers


def unregistered(scope: Scope, block: registers.Entry, below: str = "") -> list[Organisation]:
    """Those within reach (below a place), in the official order; none where the register asks nobody for one."""
    if block.missing is None:
        return []
    today = clock.today()
    spared = spans.holders(block.missing.except_, today)
    found = orgs.visible(scope).filter(pk__in=spans.holders(block.owner, today).values("subject"))
    found = found.filter(reach__startswith=below).exclude(pk__in=running(block).values("subject"))
    return orgs.in_official_order(found.exclude(pk__in=spared.values("subject")))
