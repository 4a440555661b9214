"""本月待办 and the line of six months: one row a branch, nothing by itself."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dengming.dues.actions.assessing import Said, assess_many, withdraw_assessment
from dengming.dues.six_months import Proposal, proposals
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact
from dengming.orgs.spans import NewSpan, add
from dengming.standing.queries import AsOf
from dengming.standing.task import Target, Task
from dengming.standing.tasks import tasks
from tests.cast import Cast, set_clock
from tests.dues.collecting import assess, dues, month, pay, relieve

pytestmark = pytest.mark.whole  # slow for what one part does


def rows(cast: Cast, who: str, kind: str = "dues") -> list[Task]:
    return [it for it in tasks(cast.scope(who), AsOf.at()) if it.kind == kind]


def to_assess(cast: Cast, who: str) -> dict[str, Task]:
    """By the year."""
    return {it.period: it for it in rows(cast, who, "duty") if it.title == "年初核定党费"}


def reached(cast: Cast) -> list[Proposal]:
    return proposals(cast.scope("ann"), cast.org["A"], dues())


class TestTasks:
    """One row a branch."""

    def test_a_branch_that_has_assessed_nobody_is_told_of_that_alone(self, cast: Cast) -> None:
        assert rows(cast, "ann") == []
        row = to_assess(cast, "ann")["2020"]
        assert (row.state, row.due, row.action_label) == ("overdue", date(2020, 3, 31), "去核定")
        assert row.action == Target("dues-assess-branch", {"code": "A"}, {"year": "2020"})

    def test_once_the_year_is_assessed_who_is_left_is_counted(self, cast: Cast) -> None:
        it = assess(cast, "bo", "4000", (2020, 9))
        assert "2020" not in to_assess(cast, "ann")
        assert "4名2020年还没有核定" in rows(cast, "ann")[0].notice
        withdraw_assessment(cast.scope("ann"), it, reason="登错")
        assert "2020" in to_assess(cast, "ann")

    def test_a_branch_assessed_in_one_go_is_one_fact_while_anybody_is_left_of_it(self, cast: Cast) -> None:
        said = [Said(cast.person[name].subject, "salaried", Decimal("4000")) for name in ("bo", "ben")]
        ann = cast.scope("ann")
        how: dict[str, Any] = {"year": 2020, "on": date(2020, 1, 15)}
        first, second = assess_many(ann, cast.org["A"], dues=dues(), said=said, **how)
        living = Fact.objects.filter(subject=cast.org["A"].pk, withdrawn=FAR_MOMENT)
        assert [(it.about, it.happened) for it in living] == [(month(2020, 1), date(2020, 1, 15).toordinal())]
        withdraw_assessment(ann, first, reason="登错")
        assert (living.all().count(), "2020" in to_assess(cast, "ann")) == (1, False)
        withdraw_assessment(ann, second, reason="登错")
        assert (living.all().count(), "2020" in to_assess(cast, "ann")) == (0, True)

    def test_an_assessment_of_last_year_goes_on_and_is_asked_for_anew(self, cast: Cast) -> None:
        for name in ("ann", "bo", "ben", "bai", "pei"):
            assess(cast, name, "4000", (2019, 12))
            pay(cast, name, (2020, 8), (2020, 9))
        assert "5名2020年还没有核定" in rows(cast, "ann")[0].notice
        assert list(to_assess(cast, "ann")) == ["2020"]
        set_clock(date(2020, 1, 15))
        assert to_assess(cast, "ann")["2020"].state == "open"

    def test_all_who_have_not_paid_are_one_row_of_the_branch(self, cast: Cast) -> None:
        for name in ("bo", "ben"):
            assess(cast, name, "4000", (2020, 8))
        (row,) = rows(cast, "ann")
        assert (row.title, row.due) == ("2020年9月党费：还有2名没有交", date(2020, 9, 30))
        assert row.notice == "以前欠交2名，3名2020年还没有核定"
        for name in ("bo", "ben"):
            pay(cast, name, (2020, 8), (2020, 9))
        (row,) = rows(cast, "ann")
        assert (row.title, row.state) == ("2020年9月党费：3名2020年还没有核定", "to-assess")

    def test_when_all_is_done_there_is_no_row(self, cast: Cast) -> None:
        for name in ("ann", "bo", "ben", "bai", "pei"):
            assess(cast, name, "4000", (2020, 9))
            pay(cast, name, (2020, 9))
        assert rows(cast, "ann") == []

    def test_only_where_one_works(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 9))
        assert [rows(cast, who) for who in ("bo", "yi", "di", "eve", "charlie")] == [[]] * 5

    def test_who_pays_by_the_quarter_is_asked_in_its_last_month(self, cast: Cast) -> None:
        add(NewSpan(cast.person["bo"].pk, dues().quarterly, date(2020, 1, 1)), entered=0)
        assess(cast, "bo", "4000", (2020, 7))
        assert "还有1名" in rows(cast, "ann")[0].title
        set_clock(date(2020, 11, 10))
        assert "还有" not in rows(cast, "ann")[0].title

    def test_a_member_is_led_to_the_own_card(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 9))
        (row,) = [it for it in rows(cast, "bo", "duty") if it.institution == "党费收缴"]
        assert (row.title, row.action.name, row.action.parts) == ("按月交纳党费", "dues-card", {"code": "BO"})


class TestTheLine:
    """Six months in a row."""

    @pytest.mark.parametrize(("since", "there"), [((2020, 3), True), ((2020, 4), False)])
    def test_it_is_reached_after_six_whole_months(self, cast: Cast, since: tuple[int, int], there: bool) -> None:
        assess(cast, "bo", "4000", since)
        found = reached(cast)
        assert bool(found) is there
        if there:
            assert (found[0].months, found[0].since, found[0].until) == (6, month(2020, 3), month(2020, 8))
            assert "1名党员连续6个月以上没有交党费，待研究" in [it.title for it in rows(cast, "ann")]

    def test_one_payment_in_between_breaks_it(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        pay(cast, "bo", (2020, 5))
        assert reached(cast) == []

    def test_months_that_are_exempt_do_not_count_and_relief_before_is_noted(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        relieve(cast, "bo", (2020, 2), (2020, 2))
        (found,) = reached(cast)
        assert (found.months, found.notes) == (6, ("2020年2月经批准免交",))
        assert "其中1名登记过请假或减免，先核实" in [it.notice for it in rows(cast, "ann")]

    def test_exempt_all_the_while_nothing_is_said(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        relieve(cast, "bo", (2020, 1), (2020, 12))
        assert reached(cast) == []

    def test_leave_is_noted_by_its_kind_alone(self, cast: Cast) -> None:
        assess(cast, "bai", "4000", (2020, 2))
        assess(cast, "bo", "4000", (2020, 2))
        found = reached(cast)
        assert [(it.member.name, it.notes) for it in found] == [("bo", ()), ("bai", ("这段时间登记过病假",))]

    def test_by_the_quarter_the_months_count_behind_its_end(self, cast: Cast) -> None:
        add(NewSpan(cast.person["bo"].pk, dues().quarterly, date(2020, 1, 1)), entered=0)
        assess(cast, "bo", "4000", (2020, 3))
        assert reached(cast) == []
        set_clock(date(2020, 10, 8))
        assert [it.months for it in reached(cast)] == [7]

    def test_by_the_quarter_the_run_is_of_the_months_past_their_day(self, cast: Cast) -> None:
        bo = cast.person["bo"].pk
        add(NewSpan(bo, dues().quarterly, date(2020, 1, 1)), entered=0)
        add(NewSpan(bo, "secondment", date(2020, 1, 5), until=date(2020, 1, 31)), entered=0)
        add(NewSpan(bo, "sick-leave", date(2020, 7, 6), until=date(2020, 7, 20)), entered=0)
        set_clock(date(2020, 8, 15))
        assess(cast, "bo", "4000")
        (found,) = reached(cast)
        assert (found.months, found.since, found.until) == (6, month(2020, 1), month(2020, 6))
        assert found.notes == ("这段时间登记过借调",)
