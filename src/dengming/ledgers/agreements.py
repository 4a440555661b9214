"""Agreements such as 责任书: with whom an organisation signs, for which year, what was agreed, when it was checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.orgs import spans
from dengming.orgs.models import Subject
from dengming.orgs.naming import names_on
from dengming.refusal import Refusal
from dengming.rulebook import registers
from dengming.rulebook.agreements import Item


@dataclass(frozen=True)
class Held:
    """The day of a step by which something stands from then on, and the moment at which it was taken."""

    on: date
    known: int


def kinds_for(block: registers.Entry) -> Sequence[str]:
    """To which kinds of organisation an entry of the register is issued: of agreements, to those that sign.

    Raises Refusal while the committee has not said who signs with whom.
    """
    if block.agreement is None:
        return block.issue_to
    parties = rules().parameters.parties.get(block.id)
    if parties is None:
        raise Refusal(f"“{block.name}”的双方还没有确定：请先在“本地参数”里写明哪一类组织与谁签订和依据文件。")
    return tuple(kind for kind in block.issue_to if kind in parties.first)


def first_said(block: registers.Entry, above: Entry, subject: Subject) -> dict[str, str]:
    """What an agreement that is issued says from the start: what is said above in fields of the same name, and with
    whom it is signed. Of what else is issued nothing: that is for whoever gets it to say."""
    if block.agreement is None:
        return {}
    named = {field.id for field in block.field}
    said = {name: value for name, value in above.fields.items() if name in named}
    held = set(spans.roles_of(subject.pk, clock.today()).values_list("role__name", flat=True))
    first = rules().parameters.parties[block.id].first
    kind = next(kind for kind in kinds_for(block) if kind in held)
    return said | {block.agreement.first: first[kind]}


def check_year(block: registers.Entry, above: Entry | None, said: Mapping[str, str]) -> None:
    """An agreement that is drafted by hand is for the year under which it is begun. Raises FieldRefusal."""
    year = above.fields.get(block.agreement.year) if block.agreement and above else None
    if block.agreement and year and said.get(block.agreement.year) != year:
        raise FieldRefusal({block.agreement.year: f"这一份是从{year}年开始的，年度请填 {year}；别的年度从那一年起草。"})


def check_years_below(entry: Entry, said: Mapping[str, str]) -> None:
    """What agreements were begun under for a year stays that year's. Raises FieldRefusal."""
    for child in entry.children.filter(withdrawn_at=None):
        agreement = register_of(child).agreement
        if agreement and said.get(agreement.year) != entry.fields.get(agreement.year):
            raise FieldRefusal({agreement.year: "下面已有这个年度的责任书，不能改年度：请先撤回下面的。"})


def year_of(entry: Entry) -> int:
    """The year that an agreement is for; of what says none, the year in which it was filed."""
    agreement = register_of(entry).agreement
    said = entry.fields.get(agreement.year) if agreement else None
    return int(said) if said else entry.about.year


def signed(entry: Entry) -> Held | None:
    """When its items became firm; None before, and again once it was sent back."""
    agreement = register_of(entry).agreement
    return _held(entry, agreement.firm) if agreement else None


def checked(entry: Entry) -> Held | None:
    """When the year-end check was made; None before, and again once it was sent back."""
    agreement = register_of(entry).agreement
    return _held(entry, agreement.compared) if agreement else None


def register_at(entry: Entry, held: Held | None) -> registers.Entry:
    """The register as it was known when something was settled: as it is now where nothing is, or where it then held no
    agreements."""
    then = rules(held.known).rulebook.entries.get(entry.register) if held else None
    return then if then and then.agreement else register_of(entry)


def items_of(entry: Entry) -> Sequence[Item]:
    """What was promised: as the register said it when it was agreed, until then as it says it now."""
    agreement = register_at(entry, signed(entry)).agreement
    return agreement.item if agreement else ()


def second_party(entry: Entry, held: Held | None) -> str:
    """The name of whose agreement it is, as borne on the day."""
    organisation = entry.subject.organisation
    return names_on([organisation], held.on).get(organisation.pk, entry.subject.name) if held else entry.subject.name


def more_items(entry: Entry) -> list[str]:
    """What the two parties have added, a line for each."""
    agreement = register_of(entry).agreement
    lines = entry.fields.get(agreement.more, "").splitlines() if agreement else []
    return [line.strip() for line in lines if line.strip()]


def _held(entry: Entry, stage: str) -> Held | None:
    """The step by which a stage on the present way was reached last."""
    if stage not in [it.stage for it in way_of(entry)]:
        return None
    moves = [it for it in entry.moves.all() if it.way == Move.Way.ON and it.after == stage]
    return Held(moves[-1].happened, moves[-1].moved_at) if moves else None
