"""An election on the page of its case: the votes, who is elected, what the next form begins with."""

from collections.abc import Iterator
from typing import Any

from dengming.accounts.scope import Scope
from dengming.ledgers.electing import rounds, tally_of
from dengming.ledgers.models import Entry
from dengming.ledgers.places import is_of, line_reach
from dengming.ledgers.seating import filler_words, may_fill, names_to_seat, posts_of
from dengming.ledgers.steps import ahead_of, register_of
from dengming.ledgers.way import way_of
from dengming.orgs.queries import members_visible
from dengming.reports.elections import result_in_words, to_vote_on, vote_in_words
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.registers import EntryStage
from dengming.voting.tallies import bare
from dengming.web.forms.cases import SeatForm


def election_context(scope: Scope, block: Register, entry: Entry) -> dict[str, Any] | None:
    """The votes in words, what can be printed, and who gives the posts if not the actor; None for a case that is no
    election, or has no candidates yet."""
    if not any(tally_of(stage) for stage in block.stage):
        return None
    found = rounds(block, way_of(entry))
    blank = not found and any(to_vote_on(entry, stage) for stage in ahead_of(entry))
    votes = [vote_in_words(block.stage_of(it.stage), it) for it in found]
    if not (found or blank):
        return None
    waits = not may_fill(scope, entry) and names_to_seat(entry)
    posts = f"新一届的职务还没有写入花名册：由{filler_words(entry)}在这一页办理“新一届班子任职”。" if waits else ""
    return {"votes": votes, "result": result_in_words(found), "blank": blank, "posts": posts}


def ballot(entry: Entry, stage: EntryStage) -> dict[str, str]:
    """What the form of a vote begins with: nothing of the vote before it but the names, a line each."""
    asked = tally_of(stage)
    if asked is None:
        return {}
    kept = (asked.seats, asked.entitled)
    emptied = {f"field-{name}": "" for name in asked.numbers if name not in kept}
    lines = "\n".join(f"{name} " for name in to_vote_on(entry, stage))
    return {**emptied, f"field-{asked.votes}": lines}


def seat_form(scope: Scope, entry: Entry) -> SeatForm | None:
    """The posts of those elected, with the members of these names; None where there are none to give, or it is not the
    actor's."""
    if not may_fill(scope, entry) or not (names := names_to_seat(entry)):
        return None
    return SeatForm(names=names, posts=posts_offered(entry), initial=dict(_first(scope, entry, names)))


def posts_offered(entry: Entry) -> list[tuple[str, str]]:
    """The posts to choose from, with their names."""
    return [(role.id, role.name) for role in posts_of(entry)]


def _first(scope: Scope, entry: Entry, names: list[str]) -> Iterator[tuple[str, Any]]:
    """The day and the paper of the approval; for each name the member, where one of that name is below."""
    block, last = register_of(entry), way_of(entry)[-1]
    papers = [field.id for field, _ in block.fields_of(block.stage_of(last.stage)) if field.type == "document"]
    yield "since", last.day
    yield "paper", next((entry.fields[name] for name in papers if name in entry.fields), "")
    place, there = line_reach(entry), members_visible(scope).filter(subject__name__in=[*names, *map(bare, names)])
    found = [member for member in there.select_related("subject") if is_of(member, place)]
    for number, name in enumerate(names):
        same = [member for member in found if member.name in (name, bare(name))]
        yield f"person-{number}", f"{name} {same[0].code}" if len(same) == 1 else name
