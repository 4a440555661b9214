"""Who left a branch: it reads how that case ended; a branch of the years before does not."""

from datetime import date

import pytest

from dengming.accounts.scope import NotVisible
from dengming.calendar.days import day_of
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.queries import entries, get_entry, is_near
from dengming.orgs.actions.people import transfer
from dengming.orgs.day_numbers import DayNumber
from dengming.orgs.models import Member
from tests.cast import SYSTEM, Cast, set_clock

REGISTER = "membership-transfer"
BEGAN = date(2020, 8, 1)


def moved(cast: Cast, *stays: tuple[str, date]) -> Member:
    """Bo, who belonged to A and goes over into these branches, as was entered long before any case."""
    for code, on in stays:
        transfer(SYSTEM, Member.objects.get(pk=cast.person["bo"].pk), to=cast.org[code], on=on)
    set_clock(date(2020, 9, 11))
    return Member.objects.get(pk=cast.person["bo"].pk)


def left(member: Member) -> Entry:
    """A case by which the member leaves this system."""
    said = {"outside": "某省某厅机关党委", "valid-from": "2020-08-01", "valid-until": "2020-10-29"}
    steps = (Step("lettered-outside", BEGAN, said), Step("receipted", date(2020, 9, 10), {"receipt": "回执3号"}))
    entry = file_entry(SYSTEM, member.subject, register=REGISTER, happened=BEGAN, fields={"reason": "工作单位变动"})
    for step in steps:
        entry = take(SYSTEM, entry, step=step, seen=entry.step)
    return entry


def seen_by(cast: Cast, *names: str) -> list[str]:
    return [name for name in names if entries(cast.scope(name), register=REGISTER).exists()]


def test_the_branch_where_the_case_began_sees_it_and_no_branch_of_the_years_before(cast: Cast) -> None:
    entry = left(moved(cast, ("C", date(2017, 5, 1)), ("B", date(2018, 5, 1))))
    assert seen_by(cast, "ann", "charlie", "yi") == ["yi"]
    assert is_near(cast.scope("yi"), entry)
    for name in ("ann", "charlie"):
        assert not is_near(cast.scope(name), entry)
        with pytest.raises(NotVisible):
            get_entry(cast.scope(name), entry.uid)


def test_on_the_day_of_a_move_it_began_at_the_new_branch(cast: Cast) -> None:
    left(moved(cast, ("B", BEGAN)))
    assert seen_by(cast, "ann", "yi") == ["yi"]


@pytest.mark.parametrize("day", [date(2000, 2, 29), date(2020, 1, 1), date(1999, 12, 31)])
def test_a_day_has_the_same_number_in_a_query(cast: Cast, day: date) -> None:
    subject = cast.person["bo"].subject
    entry = file_entry(SYSTEM, subject, register=REGISTER, happened=BEGAN, fields={"reason": "支部调整"})
    Entry.objects.filter(pk=entry.pk).update(happened=day)
    assert Entry.objects.values_list(DayNumber("happened"), flat=True).get() == day_of(day)
