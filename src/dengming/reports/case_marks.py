"""What the marks of a paper stand for: what is known of the case, the person, the place."""

from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import proofs_kept, register_of
from dengming.ledgers.way import way_of
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
    for field in block.field:
        if value := entry.fields.get(field.id):
            known[field.id.replace("-", "_")] = words.read(field, str(value))
    known |= {f"on_{it.stage.replace('-', '_')}": chinese_day(it.day) for it in way_of(entry)}
    known["dated"] = known.get(f"on_{paper.on.replace('-', '_')}", BLANK) if paper.on else known["today"]
    return known | _kept(entry)


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
