"""What the desk is about: how the organisations and members below stand today, judged once for a page."""

from collections.abc import Collection
from dataclasses import dataclass

from dengming.accounts.scope import Scope
from dengming.editions.clock import start_of
from dengming.editions.queries import rules
from dengming.ledgers.models import Urge
from dengming.ledgers.urges import newest_urges
from dengming.orgs.models import Organisation
from dengming.orgs.roster import Roster
from dengming.rulebook.words import State
from dengming.standing.desk import Outstanding, is_pending, outstanding
from dengming.standing.dues_seen import in_sight
from dengming.standing.judge import Standing
from dengming.standing.overview import places_of
from dengming.standing.queries import AsOf, standings, year_before
from dengming.standing.values import codes
from dengming.web.forms.desk import SOON, UNURGED
from dengming.web.pages.desk.place import Place
from dengming.web.request_scope import ScopedRequest


@dataclass(frozen=True)
class Gathered:
    """All states below a place as the actor of `scope` asks, where each subject is, the code and name of each, what was
    urged last, and the names of the institutions."""

    scope: Scope
    place: Place
    as_of: AsOf
    items: list[Standing]
    places: dict[int, str]
    names: dict[int, tuple[str, str]]
    urged: dict[tuple[int, str, str], Urge]
    institutions: dict[str, str]

    def pending(self, which: str = "") -> list[Standing]:
        """What may be urged: what is overdue or soon due, and told by name; `which`: a state, due soon, or not urged
        yet."""
        found = in_sight(self.scope, (item for item in self.items if is_pending(item, self.as_of.on)))
        return [item for item in found if self._is(item, which)] if which else found

    def outstanding(self, which: str = "") -> list[Outstanding]:
        """The same by subject and duty."""
        return outstanding(self.pending(which))

    def key(self, it: Outstanding) -> str:
        """How the form names one."""
        return f"{self.names[it.subject][0]}|{it.duty.id}"

    def last_urge(self, it: Outstanding) -> Urge | None:
        """The newest urging of any of its periods."""
        found = [self.urged.get(_key(item)) for item in it.items]
        return max((urge for urge in found if urge), key=lambda urge: urge.urged_at, default=None)

    def _is(self, item: Standing, which: str) -> bool:
        if which == UNURGED:
            return _key(item) not in self.urged
        return str(item.state) == (State.OPEN if which == SOON else which)


def gather(
    request: ScopedRequest, place: Place, institution: str = "", only: Collection[Organisation] | None = None
) -> Gathered:
    """Judge everything under the place, of one institution or of all; `only` these with all below them, of the head
    just what it owes itself."""
    as_of = AsOf.at()
    now = rules()
    duties = [duty for duty in now.duties() if institution in ("", duty.institution)]
    if only is None:
        items = standings(request.scope, as_of, prefix=place.top.reach, duties=duties)
    else:
        below = [it.reach for it in only if it != place.top]
        items = standings(request.scope, as_of, prefix=below, duties=duties)
        if place.top in only:
            items += standings(request.scope, as_of, subjects=[place.top.pk], duties=duties)
    places = places_of(items, Roster(as_of.on, as_of.known))
    urged = newest_urges(places, start_of(year_before(as_of.on)))
    named = {key: file.name for key, file in now.rulebook.institutions.items()}
    return Gathered(request.scope, place, as_of, items, places, codes(items), urged, named)


def _key(item: Standing) -> tuple[int, str, str]:
    return item.subject, item.duty.id, item.period
