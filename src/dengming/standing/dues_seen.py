"""Whose dues is whose to see: how a member stands with a duty that a payment meets, or is excused from it, is for the
member and for who collects, as the card of dues is. Figures of many together tell nobody's."""

from collections.abc import Iterable

from dengming.accounts.scope import Scope
from dengming.dues.emission import duties_met
from dengming.dues.queries import COLLECT, may_see
from dengming.editions.queries import rules
from dengming.orgs.homes import homes_of
from dengming.standing.judge import Standing


def in_sight(scope: Scope, items: Iterable[Standing]) -> list[Standing]:
    """Those of the states that the actor may see name by name."""
    found, paid = list(items), dues_duties()
    people = {it.subject for it in found if it.duty.id in paid and it.subject != scope.person}
    homes = homes_of(people) if people else {}
    hidden = {it for it in people if it not in homes or not scope.may(COLLECT, homes[it])}
    return [it for it in found if it.duty.id not in paid or it.subject not in hidden]


def hidden_of(scope: Scope, person: int) -> set[str]:
    """The duties of a person of which the actor may not learn how they stand."""
    return set() if may_see(scope, person) else dues_duties()


def dues_duties() -> set[str]:
    """The duties that a month paid counts for."""
    return {duty.id for dues in rules().rulebook.dues.values() for duty in duties_met(dues)}
