"""What the marks of a paper stand for: what is known of the case, the person, the place."""

from collections.abc import Sequence
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import proofs_kept, register_of
from dengming.ledgers.way import Reached, said_on, way_of
from dengming.orgs.homes import above, names_at
from dengming.orgs.models import Member
from dengming.reports.bulletins import chinese_day
from dengming.reports.case_lines import FieldWords
from dengming.rulebook.register_parts import Paper

BLANK: Final = "　　　　"
"""What is not known is written by hand."""


def known_of(scope: Scope, entry: Entry, paper: Paper) -> dict[str, str]:
    """What is known of the case: the person, the place, the fields, the days of the steps, the papers kept."""
    block, words = register_of(entry), FieldWords(scope, register_of(entry), [entry])
    known = {"name": entry.subject.name, "today": chinese_day(clock.today()), **_places(line_reach(entry))}
    known |= _particulars(getattr(entry.subject, "member", None))
    known["committee"] = rules().parameters.committee_name or BLANK
    way = way_of(entry)
    then = _until(way, paper.on)
    said = dict.fromkeys(_counted(entry), "0") | entry.fields | said_on(then)
    for field in block.field:
        if value := said.get(field.id):
            known[field.id.replace("-", "_")] = words.read(field, str(value))
    known |= {f"on_{it.stage.replace('-', '_')}": chinese_day(it.day) for it in (*way, *then)}
    known["dated"] = known.get(f"on_{paper.on.replace('-', '_')}", BLANK) if paper.on else known["today"]
    return known | _kept(entry)


def _until(way: Sequence[Reached], stage: str | None) -> Sequence[Reached]:
    """The way up to the step whose paper it is, as it was taken last: what came before it is told, not what came after,
    such as the first of two applications."""
    last = max((number for number, it in enumerate(way, 1) if it.stage == stage), default=len(way))
    return way[:last]


def _counted(entry: Entry) -> set[str]:
    """The counts of the votes that were taken: what nobody has filled in, such as opinions in writing, was none."""
    block = register_of(entry)
    votes = (demand.vote for it in way_of(entry) for demand in block.stage_of(it.stage).demand)
    return {name for vote in votes if vote for name in vote.fields}


def _kept(entry: Entry) -> dict[str, str]:
    """What proofs are there, each kind once, in the order in which the steps ask for them; a file that was opened again
    keeps them."""
    there, asked = proofs_kept(entry), [name for stage in register_of(entry).stage for name in stage.takes]
    names = [rules().rulebook.proofs[name].name for name in dict.fromkeys(asked) if name in there]
    return {"materials": "、".join(names)} if names else {}


def _places(reach: str) -> dict[str, str]:
    """The organisation of the case and the one above it."""
    names = names_at((reach, above(reach)))
    return {"branch": names[reach], "superior": names.get(above(reach), BLANK)}


def _particulars(member: Member | None) -> dict[str, str]:
    if member is None:
        return {}
    known = {name: str(getattr(member, name)) for name in ("ethnicity", "education", "job") if getattr(member, name)}
    if member.born:
        known["born"] = f"{member.born:%Y年%-m月}"
    if member.gender in (Member.Gender.MALE, Member.Gender.FEMALE):
        known["gender"] = str(Member.Gender(member.gender).label)
    return known
