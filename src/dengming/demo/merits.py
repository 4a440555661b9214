"""Merits given by hand in the secretary's branch: filed by one, approved by another; one waits for the secretary."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Scope
from dengming.demo.accounts import Cast, scope_of
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Subject

REGISTER: Final = "merit"
APPROVED: Final = (
    ("service", "社区疫情防控值守12次", "街道办事处证明〔2020〕12号，原件存支部"),
    ("pledge", "承诺联系困难群众2户，全年走访6次已完成", "支部公示材料〔2020〕3号，原件存支部"),
    ("honour", "评为区直机关优秀共产党员", "区直工委发〔2020〕5号"),
)
WAITING: Final = ("service", "周末义务植树2次", "绿化委员会证明〔2020〕4号，原件存党办")
DAYS_AGO: Final = 70
"""The first was done so long ago, each of the others twenty days later."""


def store(cast: Cast, until: date) -> None:
    """The secretary files for members and the committee's secretary approves; the Party office files one more."""
    judges = [cast.branch.secretary, *cast.direct.board[:1], *([cast.direct.office] if cast.direct.office else [])]
    if len(set(judges)) < 3:
        return
    people = [person for person in cast.ordinary if person not in judges][: len(APPROVED) + 1]
    secretary, head, office = (scope_of(person) for person in judges)
    for number, (person, merit) in enumerate(zip(people, APPROVED, strict=False)):
        entry = _filed(secretary, person, merit, _day(until, DAYS_AGO - 20 * number))
        take(head, entry, step=Step("approved", until), seen=0)
    _filed(office, people[-1], WAITING, _day(until, DAYS_AGO - 20 * len(APPROVED)))


def _filed(scope: Scope, person: int, merit: Sequence[str], on: date) -> Entry:
    part, matter, evidence = merit
    subject, fields = Subject.objects.get(pk=person), {"matter": matter, "evidence": evidence}
    entry: Entry = file_entry(scope, subject, register=REGISTER, part=part, happened=on, fields=fields)
    return entry


def _day(until: date, ago: int) -> date:
    """So many days before, but of this year: merits are entered in the year in which they were earned."""
    return max(until - timedelta(days=ago), date(until.year, 1, 1))
