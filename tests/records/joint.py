"""A joint record of branches A and B: Ann of A writes and confirms it, Yi of B fills in B's people."""

from datetime import date
from typing import Any

from dengming.facts.models import Fact
from dengming.facts.rows import ROLE_CODES, UNATTENDED
from dengming.records.drafts import PersonDraft
from dengming.records.models import Record
from dengming.standing.queries import AsOf, standings
from tests.cast import Cast
from tests.records import writing

B_PEOPLE = {
    "YI": PersonDraft("attend"),
    "DI": PersonDraft("attend"),
    "LONG": PersonDraft("excused", "出差"),
    "LIN": PersonDraft("absent"),
}
ALL_ATTEND = {code: PersonDraft("attend") for code in B_PEOPLE}


def draft(cast: Cast, *kinds: str, on: date = writing.HELD) -> Record:
    """A complete draft of A with B as a joint host, of whose people nothing is said."""
    record = writing.draft(cast, *(kinds or (writing.THEME,)), on=on)
    return writing.fill(cast, writing.save(cast, record, hosts=["A", "B"]))


def confirmed(cast: Cast, record: Record | None = None) -> Record:
    """Filed and confirmed by A's secretary alone."""
    found: Record = writing.step(cast, "confirm", writing.step(cast, "file", record or draft(cast)))
    return found


def fill_b(cast: Cast, record: Record, who: str = "yi", **more: Any) -> Record:
    """B's people, by B's secretary, with as many counted as came."""
    given = {"people": B_PEOPLE, "counted": "2", **more}
    name = "add_own_people" if record.status == Record.Status.CONFIRMED else "save_people"
    found: Record = writing.step(cast, name, record, who=who, host=cast.org["B"], **given)
    return found


def state(cast: Cast, branch: str, duty: str = "hold-theme-day", on: date | None = None, who: str = "di") -> str:
    """How the duty of September stands for the branch."""
    found = standings(cast.scope(who), AsOf.at(on), subjects=[cast.org[branch].pk])
    return next(str(item.state) for item in found if item.duty.id == duty and item.period == "2020-09")


def host_roles(cast: Cast, record: Record) -> dict[str, str]:
    """How each host stands in the living facts."""
    names = {ROLE_CODES["host"]: "host", UNATTENDED: "unattended"}
    alive = Fact.objects.filter(source=record.source, withdrawn__gt=2**40, role__in=names)
    return {code: names[role] for code, role in alive.values_list("subject__code", "role")}
