"""发展党员 of people who stand on the roster already: one case each; what they are is not lowered by taking it up."""

from datetime import date

import pytest

from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import send_back
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.models import Member, Span
from dengming.orgs.particulars import Particulars
from dengming.refusal import Refusal
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers.developing import BORN, REGISTER, applied, stepped, walked

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

IMPORTED = date(2020, 6, 15)
"""The day from which the roster knows them, later than what they became."""
BEGAN = date(2018, 3, 5)


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2021, 9, 1))


def on_roster(cast: Cast, status: str) -> Member:
    """Mo, whom the roster knows as that since its import."""
    news = [NewMember(Particulars("mo", status=status, born=BORN), cast.org["A"].pk, IMPORTED, code="MO")]
    (member,) = enrol_all(news, entered=0)
    return member


def held(person: int) -> list[tuple[str, date, date | None]]:
    """What the person is at the branch: (role, first day, last day)."""
    found = Span.objects.filter(subject=person, withdrawn=FAR_MOMENT).select_related("role").order_by("since")
    return [(it.role.name, date_of(it.since), None if it.until > 3_000_000 else date_of(it.until)) for it in found]


def taken_up(cast: Cast, member: Member, on: date = BEGAN) -> Entry:
    entry: Entry = file_entry(cast.scope("ann"), member.subject, register=REGISTER, happened=on, fields={})
    return entry


def test_a_second_case_while_one_runs_is_refused(cast: Cast) -> None:
    entry = walked(applied(cast), "recommended")
    with pytest.raises(Refusal, match="xin已有一份没有办结的“发展党员”：请在那一份上办理。"):
        file_entry(cast.scope("ann"), entry.subject, register=REGISTER, happened=date(2021, 9, 1), fields={})
    assert held(entry.subject_id)[-1] == ("activist", date(2018, 9, 10), None)


@pytest.mark.parametrize(("status", "name"), [("activist", "入党积极分子"), ("probationary", "预备党员")])
def test_the_first_step_does_not_lower_what_the_person_is(cast: Cast, status: str, name: str) -> None:
    member = on_roster(cast, status)
    with pytest.raises(Refusal, match=f"mo在2021年9月1日已是{name}，不能从“入党申请人”登记起：请填“第1步"):
        taken_up(cast, member, date(2021, 9, 1))
    assert held(member.pk) == [(status, IMPORTED, None)]


@pytest.mark.parametrize("status", ["applicant", "activist", "candidate", "probationary"])
def test_who_is_on_the_way_already_is_taken_up_with_the_true_day(cast: Cast, status: str) -> None:
    member = on_roster(cast, status)
    entry = taken_up(cast, member)
    assert held(member.pk) == [(status, IMPORTED, None)]
    entry = walked(entry, "contacts")
    assert held(member.pk)[0] == (status if status != "applicant" else "activist", IMPORTED, None)


def test_the_steps_are_caught_up_with_and_then_the_roster_follows(cast: Cast) -> None:
    member = on_roster(cast, "probationary")
    entry = walked(taken_up(cast, member), "interviewed")
    assert held(member.pk) == [("probationary", IMPORTED, None)]
    entry = walked(entry, "confirmed")
    assert held(member.pk) == [("probationary", IMPORTED, date(2021, 5, 28)), ("member", date(2021, 5, 29), None)]
    entry = send_back(SYSTEM, entry, to="conversion-voted", reason="文号有误", seen=entry.step)
    assert held(member.pk) == [("probationary", IMPORTED, None)]


def test_what_was_caught_up_with_is_not_lowered_by_going_back(cast: Cast) -> None:
    member = on_roster(cast, "probationary")
    Member.objects.filter(pk=member.pk).update(joined=date(2020, 5, 29))
    entry = walked(taken_up(cast, member), "admitted")
    entry = send_back(SYSTEM, entry, to="interviewed", reason="文号有误", seen=entry.step)
    assert held(member.pk) == [("probationary", IMPORTED, None)]
    assert Member.objects.get(pk=member.pk).joined == date(2020, 5, 29)


def test_a_case_that_is_withdrawn_leaves_the_roster_as_it_was(cast: Cast) -> None:
    member = on_roster(cast, "activist")
    entry = walked(taken_up(cast, member), "recommended")
    for name in ("talked", "applied"):
        entry = send_back(SYSTEM, entry, to=name, reason="登记错了人", seen=entry.step)
    withdraw_entry(SYSTEM, entry, reason="登记错了人")
    assert held(member.pk) == [("activist", IMPORTED, None)]


def test_a_cultivation_that_is_stopped_ends_what_the_roster_said(cast: Cast) -> None:
    member = on_roster(cast, "activist")
    entry = stepped(taken_up(cast, member), "stopped", date(2021, 3, 1), {"reason": "本人申请"})
    assert held(member.pk) == [("activist", IMPORTED, date(2021, 2, 28))]
    send_back(SYSTEM, entry, to="applied", reason="本人撤回申请", seen=entry.step)
    assert held(member.pk) == [("activist", IMPORTED, None)]


def test_who_was_a_member_first_is_not_taken_up(cast: Cast) -> None:
    member = on_roster(cast, "member")
    with pytest.raises(Refusal, match="不在“发展党员”的登记范围内"):
        taken_up(cast, member)
