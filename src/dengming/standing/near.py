"""Who is near enough to take a step that needs a second person: the holders of posts at the case's own place.

Looked up once for all cases of a list.
"""

from collections import defaultdict
from collections.abc import Iterable

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach, nearest_with, step_reach
from dengming.ledgers.way import filers
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation
from dengming.rulebook.registers import EntryStage


class Near:
    """The people at the places of these cases, by what their posts there allow; and which members filed each case."""

    def __init__(self, waiting: Iterable[tuple[Entry, list[EntryStage]]]) -> None:
        guarded = [(entry, step) for entry, steps in waiting for step in steps if step.guard]
        reaches = {line_reach(entry) for entry, _ in guarded}
        places = dict(Organisation.objects.filter(reach__in=reaches).values_list("pk", "reach"))
        self._held: dict[tuple[str, str], set[int]] = defaultdict(set)
        for capability in {step.may for _, step in guarded}:
            for person, at in spans.holders(_posts(capability), clock.today(), places).values_list("subject", "at"):
                self._held[places[at], capability].add(person)
        self._posts: dict[tuple[str, ...], set[str]] = {}
        users = {user for entry, _ in guarded for user in filers(entry)}
        self._members = dict(Member.objects.filter(user__in=users).values_list("user_id", "pk"))

    def has(self, entry: Entry, step: EntryStage) -> bool:
        """Whether somebody at the place may take the step: not whom it is about, nor for a second person who filed."""
        barred = {entry.subject_id, entry.doer_id}
        barred |= {self._members.get(user) for user in filers(entry)} if step.guard == "second-person" else set()
        return bool(self._held.get((line_reach(entry), step.may), set()) - barred)

    def post_place(self, entry: Entry, step: EntryStage) -> str:
        """The nearest organisation, at the case's place or above, where somebody holds a post that the step names; ""
        where nobody does."""
        if step.by not in self._posts:
            held = spans.holders(step.by, clock.today()).values("at")
            self._posts[step.by] = set(Organisation.objects.filter(pk__in=held).values_list("reach", flat=True))
        place, width = step_reach(entry, step), Organisation.steplen
        if step.nearest:
            only = nearest_with(step.by, place)
            return only if only in self._posts[step.by] else ""
        above = (place[:end] for end in range(len(place), 0, -width))
        return next((it for it in above if it in self._posts[step.by]), "")


def posts_near(place: str, capability: str) -> tuple[str, list[str]]:
    """The nearest organisation, at the place or above, where somebody holds a post that allows it, and those posts in
    the order of the rulebook; "" where nobody does."""
    wanted, width = _posts(capability), Organisation.steplen
    above = [place[:end] for end in range(len(place), 0, -width)]
    held = spans.holders(wanted, clock.today()).filter(at__organisation__reach__in=above)
    there = set(held.values_list("at__organisation__reach", "role__name"))
    nearest = max((reach for reach, _ in there), key=len, default="")
    return nearest, [it for it in wanted if (nearest, it) in there]


def _posts(capability: str) -> list[str]:
    return [role.id for role in rules().rulebook.roles.values() if role.sort == "post" and capability in role.may]
