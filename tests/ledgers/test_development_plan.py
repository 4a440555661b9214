"""控制总量: more than the approved plan of the year is told at pre-review and approval, and never refused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dengming.ledgers.actions import file_entry
from dengming.ledgers.amending import amend
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.demands.plans import Plans
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.newcomers import register_newcomer
from dengming.ledgers.titles import title_of
from dengming.orgs.particulars import Particulars
from dengming.orgs.relocating import relocate
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers.developing import BORN, REGISTER, WAY, papers, stepped, walked

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2021, 3, 1))


def turned(cast: Cast, name: str, until: str) -> Entry:
    """Somebody of branch A, walked up to a step."""
    person, on = Particulars(name, born=BORN), date(2018, 3, 5)
    entry: Entry = register_newcomer(
        cast.scope("ann"), cast.org["A"], register=REGISTER, person=person, happened=on, fields={}
    )
    return walked(entry, until)


def planned(cast: Cast, code: str, number: str, year: int = 2020, approved: bool = True) -> Entry:
    said, on = {"number": number, "year": str(year)}, date(year, 1, 10)
    plan: Entry = file_entry(SYSTEM, cast.org[code].subject, register="development-plan", happened=on, fields=said)
    if approved:
        paper = {"approved-number": number, "paper": f"机工委〔{year}〕2号"}
        plan = take(SYSTEM, plan, step=Step("approved", date(year, 2, 1), paper), seen=0)
    return plan


def told(entry: Entry) -> list[tuple[str, str]]:
    return [(it.stage.id, it.said) for it in findings(entry)]


def test_what_goes_beyond_the_plan_is_told_and_not_refused(cast: Cast) -> None:
    planned(cast, "COMM", "1")
    first, second = turned(cast, "xin", "admitted"), turned(cast, "yan", "examined")
    assert told(first) == []
    second = walked(second, "prereviewed")
    assert told(second) == []  # nobody was admitted by that day
    second = walked(second, "admitted")
    said = "机关党委2020年的计划批准 1 名，已审批 1 名，加上这一名多出 1 名"
    assert (told(first), told(second)) == ([("admitted", said)], [("admitted", said)])  # of one day nobody is the first
    (found,) = findings(second)
    assert (found.refuses, found.source) == (False, "讲话C19、本系统做法")


def test_at_the_pre_review_those_are_counted_who_were_approved_by_then(cast: Cast) -> None:
    planned(cast, "COMM", "1", 2020)
    turned(cast, "xin", "admitted")
    late = turned(cast, "yan", "examined")
    papers(late, "prereviewed")
    said = next(fields for stage, _, fields in WAY if stage == "prereviewed")
    late = stepped(late, "prereviewed", date(2020, 9, 1), said)
    assert told(late) == [("prereviewed", "机关党委2020年的计划批准 1 名，已审批 1 名，加上这一名多出 1 名")]


def test_without_an_approved_plan_of_the_year_nothing_is_told(cast: Cast) -> None:
    planned(cast, "COMM", "0", approved=False)
    planned(cast, "ELSE", "0")
    planned(cast, "COMM", "0", year=2021)
    assert told(turned(cast, "xin", "admitted")) == []


def test_a_plan_that_is_opened_again_counts_no_more(cast: Cast) -> None:
    plan = planned(cast, "COMM", "0")
    entry = turned(cast, "xin", "admitted")
    assert [stage for stage, _ in told(entry)] == ["prereviewed", "admitted"]
    send_back(SYSTEM, plan, to="drafted", reason="数有误", seen=plan.step)
    assert told(entry) == []


def test_who_moves_later_counts_where_the_approval_was_given(cast: Cast) -> None:
    planned(cast, "COMM", "1")
    planned(cast, "ELSE", "0")
    entry = turned(cast, "xin", "admitted")
    relocate(entry.subject, cast.org["C"], date(2021, 2, 1))
    assert told(Entry.objects.get(pk=entry.pk)) == []


def test_of_many_cases_the_plans_and_the_approved_are_asked_for_once(cast: Cast) -> None:
    planned(cast, "COMM", "1")
    people = [turned(cast, name, "admitted") for name in ("xin", "yan", "zhe")]
    plans = Plans()
    with CaptureQueriesContext(connection) as asked:
        said = [plans.beyond(REGISTER, it, date(2020, 7, 1)) for it in people]
    assert said == ["机关党委2020年的计划批准 1 名，已审批 2 名，加上这一名多出 2 名"] * 3
    assert len([it for it in asked.captured_queries if "ledgers_" in it["sql"] or "facts_" in it["sql"]]) == 2


def test_the_plan_of_the_next_year_is_filed_in_the_old_one_and_says_so(cast: Cast) -> None:
    subject, on = cast.org["COMM"].subject, date(2020, 12, 20)

    def filed(year: str) -> Entry:
        said = {"number": "2", "year": year}
        made: Entry = file_entry(SYSTEM, subject, register="development-plan", happened=on, fields=said)
        return made

    this, following = filed("2020"), filed("2021")
    assert [title_of(it) for it in (this, following)] == ["2020年", "2021年"]
    assert [it.about for it in (this, following)] == [on, date(2021, 1, 1)]
    with pytest.raises(FieldRefusal, match="机关党委2021年已有一份“发展党员年度计划”"):
        filed("2021")
    with pytest.raises(FieldRefusal, match="2022年的“发展党员年度计划”最早在2021年登记") as refused:
        filed("2022")
    assert list(refused.value.problems) == ["year"]
    with pytest.raises(FieldRefusal, match="机关党委2021年已有一份"):
        amend(SYSTEM, this, fields={"number": "2", "year": "2021"}, seen=0)
    amended = amend(SYSTEM, this, fields={"number": "2", "year": "2019"}, seen=0)
    assert (amended.about, title_of(amended)) == (date(2019, 12, 31), "2019年")
    filed("2020")
