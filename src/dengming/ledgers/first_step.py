"""What the first stage of a register asks for: read and checked alike when an entry is filed and when it is amended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.ledgers.agreements import check_year
from dengming.ledgers.demands.asked import check_demands
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.fields import FieldRefusal, read_fields
from dengming.ledgers.links import check_links
from dengming.ledgers.models import Entry
from dengming.ledgers.said_values import faults_of
from dengming.orgs.models import Subject
from dengming.rulebook import registers


@dataclass(frozen=True)
class First:
    """Around what is said at the first stage: about whom, of which part, under what, on which day it was filed; the
    entry itself, where it is there already; and by whom."""

    subject: Subject
    part: str
    parent: Entry | None
    filed: date
    entry: Entry | None = None
    scope: Scope | None = None


def read_first(block: registers.Entry, first: First, said: Mapping[str, str]) -> dict[str, str]:
    """The fields of the first stage, as they are stored. Raises FieldRefusal with what does not agree, Refusal
    with what a regulation demands."""
    kept = read_fields(block, [(field, field.required) for field in block.first_fields], said)
    check_year(block, first.parent, kept)
    check_links(block, block.first_fields, kept, first.subject, first.entry)
    if wrong := faults_of(block, block.stage[0], first.part, kept, first.filed, {}):
        raise FieldRefusal(wrong)
    taken = Taken(first.subject, block, block.stage[0], first.filed, (), kept, first.scope, first.part)
    check_demands(taken, first.entry)
    return kept


def fault_of_part(block: registers.Entry, part: str) -> str:
    """What is wrong with the part; "" where nothing is."""
    if block.parts and part not in {one.id for one in block.parts}:
        return f"请选登记的是哪一项：{'、'.join(one.name for one in block.parts)}。"
    return f"“{block.name}”不分项，请不要选分项。" if part and not block.parts else ""
