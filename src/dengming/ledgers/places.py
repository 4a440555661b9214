"""Where permission is asked for what concerns a subject: a person's branch, or the organisation itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dengming.accounts.scope import NotVisible
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry, Waiver
from dengming.ledgers.way import shown_on
from dengming.orgs.homes import above, home_reach, homes_of, names_at, reach_at
from dengming.orgs.models import Member, Organisation, Subject
from dengming.orgs.roster import Roster
from dengming.rulebook.registers import EntryStage


def subject_reach(subject: Subject, **_: Any) -> str:
    """The place of a subject. NotVisible for a person who never belonged to a branch."""
    return home_reach(subject.pk) if subject.sort == Subject.Sort.PERSON else reach_at(subject.pk)


def line_reach(line: Entry | Waiver, **_: Any) -> str:
    """The place of the subject that an entry or a waiver is about."""
    known: str | None = getattr(line, "known_place", None)
    return subject_reach(line.subject) if known is None else known


def step_reach(entry: Entry, stage: EntryStage) -> str:
    """The place where a step of it is taken: its own, or that of the organisation which a field names; what a superior
    decides, at the organisation above it. NotVisible where the field names none."""
    if stage.superior:
        return above(line_reach(entry))
    if stage.at is None:
        return line_reach(entry)
    code = entry.fields.get(stage.at, "")
    reach = Organisation.objects.filter(subject__code=code).values_list("reach", flat=True).first()
    if reach is None:
        raise NotVisible("没有找到。")
    return str(reach)


def nearest_with(roles: Iterable[str], place: str) -> str:
    """The nearest organisation, at the place or above, of a kind that has one of these posts; "" where none is."""
    known, width = rules().rulebook.roles, Organisation.steplen
    able = {kind for role in roles for kind in known[role].at}
    above = [place[:end] for end in range(len(place), 0, -width)]
    found = Organisation.objects.filter(reach__in=above, kind__in=able).values_list("reach", flat=True)
    return max(found, key=len, default="")


def remember_places(lines: Iterable[Entry]) -> None:
    """Look up the places of many entries at once; `line_reach` then asks for none of them. Those known stay so."""
    found = [it for it in lines if not hasattr(it, "known_place")]
    if not found:
        return
    wanted = {it.subject_id for it in found}
    places = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "reach"))
    places |= homes_of(wanted - places.keys())
    for line in found:
        line.known_place = places.get(line.subject_id)  # type: ignore[attr-defined]


def branches_of(lines: Iterable[Entry]) -> dict[int, str]:
    """The names of the branches of those whom lines about persons are about, by the number of the line, as on the
    day as on which the lines are shown; looked up at once."""
    about = [it for it in lines if it.subject.sort == Subject.Sort.PERSON]
    places = _places_then(about, on) if (on := shown_on(about[0]) if about else None) else _places_now(about)
    names = names_at(places.values())
    return {pk: names[place] for pk, place in places.items() if place in names}


def _places_now(about: Iterable[Entry]) -> dict[int, str]:
    found = list(about)
    remember_places(found)
    return {it.pk: str(place) for it in found if (place := getattr(it, "known_place", None))}


def _places_then(about: Iterable[Entry], on: date) -> dict[int, str]:
    found = list(about)
    homes = homes_of({it.subject_id for it in found}, on)
    return {it.pk: homes[it.subject_id] for it in found if it.subject_id in homes}


def is_of(member: Member, place: str) -> bool:
    """Whether the member belongs at or below the place, or did last; who never belonged to a branch belongs nowhere."""
    home = homes_of([member.pk]).get(member.pk)
    return home is not None and home.startswith(place)


def reaches_of(subjects: Iterable[int]) -> set[str]:
    """The places of many subjects, in a few queries. NotVisible where one has none."""
    wanted = set(subjects)
    reaches = dict(Organisation.objects.values_list("pk", "reach"))
    people = wanted - reaches.keys()
    roster = Roster(clock.today(), people=people)
    homes = {person: roster.branch_of(person) for person in people}
    found = {reaches[subject] for subject in wanted & reaches.keys()}
    return found | {reaches[home] if home else home_reach(person) for person, home in homes.items()}


def own_subject_of(entry: Entry, **_: Any) -> int:
    """Whom the entry is about."""
    return entry.subject_id


def doer_subject(entry: Entry, **_: Any) -> int:
    """The person to whom the work came; 0, which nobody is, where it came to nobody."""
    return entry.doer_id or 0
