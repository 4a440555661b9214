"""Whose contact was lost, who is going over to the demo secretary's branch, and who lives elsewhere: one of each."""

from datetime import date, timedelta
from typing import Final

from dengming.demo.accounts import Cast, account_of, scope_of
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.models import Subject

LETTER_DAYS: Final = 90
LOST, GONE, LETTER = 200, 190, 20
"""Days: how long ago the lost one was seen last, the mobile one left, and the letter was written."""
LOST_AND_COMING: Final = 2
WAYS: Final = ("打电话", "上门走访")


def store(cast: Cast, until: date) -> None:
    """Nothing where the organisation has only one branch: nobody could come over from another."""
    busy = {
        *cast.direct.officers,
        *cast.direct.board,
        *cast.direct.leaders,
        cast.direct.office,
        cast.officer,
        cast.head,
    }
    others = [it for it in cast.direct.branches if it is not cast.branch]
    free = [(it, [who for who in it.members if who not in busy]) for it in others]
    other, people = max(free, key=lambda it: len(it[1]), default=(cast.branch, []))
    if len(people) < LOST_AND_COMING or not cast.direct.office:
        return
    comes, lost = people[-LOST_AND_COMING:]
    account_of(other.secretary)
    _transfer(cast, other.secretary, comes, until)
    _lost(other.secretary, lost, until)
    _mobile(cast, until)


def _transfer(cast: Cast, sender: int, person: int, until: date) -> None:
    """It waits at the demo secretary's branch for its last weeks."""
    on = until - timedelta(days=LETTER)
    entry = _begin(sender, person, "membership-transfer", on, {"reason": "支部调整"})
    said = {
        "to": cast.branch.organisation.code,
        "valid-from": on.isoformat(),
        "valid-until": (on + timedelta(days=LETTER_DAYS - 1)).isoformat(),
    }
    take(scope_of(cast.direct.office), entry, step=Step("lettered", on, said), seen=0)


def _lost(secretary: int, person: int, until: date) -> None:
    """Six months are over and two ways were tried: the committee has to decide."""
    last, code = until - timedelta(days=LOST), Subject.objects.get(pk=secretary).code
    said = {"last-contact": last.isoformat(), "last-was": "参加组织生活", "situation": "4 单位改变"}
    entry = _begin(secretary, person, "lost-contact", last + timedelta(days=90), said)
    for number, way in enumerate(WAYS, 1):
        tried = {"way": way, "by": code, "result": "没有联系上"}
        _begin(secretary, person, "contact-attempt", entry.happened + timedelta(days=10 * number), tried, entry)


def _mobile(cast: Cast, until: date) -> None:
    """Away for a year, and asked after in the first half."""
    secretary, person, left = cast.branch.secretary, cast.ordinary[-1], until - timedelta(days=GONE)
    said = {"reason": "工作变化", "months": "12", "since": left.isoformat()}
    entry = _begin(secretary, person, "mobile-member", left, said)
    asked = {"by": Subject.objects.get(pk=secretary).code, "way": "电话"}
    _begin(secretary, person, "mobile-contact", left + timedelta(days=120), asked, entry)


def _begin(
    secretary: int, person: int, register: str, on: date, fields: dict[str, str], parent: Entry | None = None
) -> Entry:
    subject = Subject.objects.get(pk=person)
    entry: Entry = file_entry(
        scope_of(secretary), subject, register=register, happened=on, fields=fields, parent=parent
    )
    return entry
