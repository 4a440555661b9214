"""What is refused, what follows from an act, who may do it, and what the journal says of it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dengming.accounts.models import Line as Written
from dengming.accounts.scope import NotVisible
from dengming.dues import queries
from dengming.dues.actions import assessing, paying, relieving
from dengming.dues.actions.assessing import Said
from dengming.dues.actions.paying import Paid
from dengming.dues.emission import duties_met
from dengming.dues.models import Assessment, Payment
from dengming.dues.monthly import lines
from dengming.editions.clock import end_of
from dengming.editions.dues import DuesSettings
from dengming.editions.queries import rules
from dengming.editions.settling_dues import settle_dues
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.actions.people import transfer
from dengming.orgs.models import Span
from dengming.orgs.spans import NewSpan, add, correct
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf, one
from tests.cast import SYSTEM, Cast, set_clock
from tests.dues.collecting import assess, dues, line, month, pay, relieve

pytestmark = pytest.mark.whole  # slow for what one part does

ANY_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def state(cast: Cast, who: str, period: str, duty: str = "pay-dues", on: date = date(2020, 9, 10)) -> str:
    found = one(SYSTEM, AsOf.at(on), subject=cast.person[who].subject, duty_id=duty, period=period)
    return str(found.state) if found else "none"


class TestAssessing:
    """核定."""

    def test_it_makes_the_duty_asked_from_its_first_month_on(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 3))
        assert [state(cast, "bo", it) for it in ("2020-02", "2020-03", "2020-09")] == ["none", "overdue", "open"]
        assess(cast, "bo", "4000", (2020, 2), reason="漏核")
        assert state(cast, "bo", "2020-02") == "overdue"

    def test_taken_back_it_asks_nothing_any_more_and_the_past_answers_as_before(self, cast: Cast) -> None:
        made = assess(cast, "bo", "4000", (2020, 3))
        assessing.withdraw_assessment(cast.scope("ann"), made, reason="人错了")
        assert state(cast, "bo", "2020-03") == "none"
        assert line(cast, "bo").owed is None
        with pytest.raises(Refusal, match="已经撤回过"):
            assessing.withdraw_assessment(cast.scope("ann"), made, reason="人错了")

    def test_within_the_year_it_changes_only_for_a_reason(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        with pytest.raises(FieldRefusal, match="年内一般不变动"):
            assess(cast, "bo", "6000", (2020, 5))
        assess(cast, "bo", "6000", (2020, 5), reason="职务变动")
        assert [line(cast, "bo", (2020, it)).owed for it in (4, 5)] == [4000, 9000]

    def test_the_same_month_again_takes_the_place_of_the_one_before(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        assess(cast, "bo", "6000", reason="核错")
        assert queries.assessments(cast.person["bo"].pk, dues()).count() == 1
        assert Assessment.objects.count() == 2

    def test_what_does_not_agree_is_said(self, cast: Cast) -> None:
        for since, words in (((2018, 12), "太早"), ((2021, 2), "太晚")):
            with pytest.raises(FieldRefusal, match=words):
                assess(cast, "bo", "4000", since)
        with pytest.raises(FieldRefusal, match=r"0.2 元到 1 元"):
            assess(cast, "bo", "5", category="farmer")

    def test_the_base_is_encrypted_and_no_item_is_kept(self, cast: Cast) -> None:
        made = assess(cast, "bo", "4321.50")
        assert Assessment.objects.get(pk=made.pk).base == "4321.50"
        with connection.cursor() as cursor:
            cursor.execute("SELECT base FROM dues_assessment")
            assert "4321" not in cursor.fetchone()[0]

    def test_a_branch_is_assessed_for_a_year_in_one_go_or_not_at_all(self, cast: Cast) -> None:
        branch = cast.org["A"]
        said = [Said(cast.person[name].subject, "salaried", Decimal("4000")) for name in ("bai", "bo", "ben")]
        how: Any = {"dues": dues(), "year": 2020, "on": date(2020, 1, 15)}
        assert len(assessing.assess_many(cast.scope("ann"), branch, said=said, **how)) == 3
        more = [Said(cast.person[name].subject, "salaried", Decimal("4000")) for name in ("pei", "yi")]
        with pytest.raises(Refusal, match="yi现在不是甲支部的党员，不能在这里核定：请把这一名改为“不核定”"):
            assessing.assess_many(cast.scope("ann"), branch, said=more, **how)
        assert line(cast, "pei").owed is None

    def test_nobody_assesses_the_own_dues_alone_or_in_the_table(self, cast: Cast) -> None:
        ann, own = cast.scope("ann"), [Said(cast.person["ann"].subject, "salaried", Decimal("4000"))]
        others = [Said(cast.person["bo"].subject, "salaried", Decimal("4000"))]
        words = "不能核定自己的党费：请由支部其他人或上级办理"
        with pytest.raises(Refusal, match=words):
            assessing.assess(ann, own[0], dues=dues(), since=month(2020, 9), on=date(2020, 9, 1))
        with pytest.raises(Refusal, match=words):
            assessing.assess_many(
                ann, cast.org["A"], dues=dues(), year=2020, on=date(2020, 1, 15), said=[*others, *own]
            )
        assert not Assessment.objects.exists()
        it = assessing.assess(cast.scope("di"), own[0], dues=dues(), since=month(2020, 9), on=date(2020, 9, 1))
        with pytest.raises(Refusal, match="不能撤回自己的核定"):
            assessing.withdraw_assessment(ann, it, reason="登错")


class TestRelief:
    """减免."""

    def test_exempt_the_duty_is_waived_and_reduced_it_is_not(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        free = relieve(cast, "bo", (2020, 2), (2020, 3))
        relieve(cast, "bo", (2020, 4), (2020, 4), "1")
        found = [state(cast, "bo", it) for it in ("2020-01", "2020-02", "2020-03", "2020-04")]
        assert found == ["overdue", "waived", "waived", "overdue"]
        relieving.withdraw_relief(cast.scope("ann"), free, reason="登错")
        assert state(cast, "bo", "2020-02") == "overdue"

    def test_it_needs_who_approved_and_the_paper(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        for name in ("approver", "paper"):
            with pytest.raises(FieldRefusal, match="上一级党委") as refused:
                relieve(cast, "bo", (2020, 2), (2020, 3), **{name: "无"})
            assert list(refused.value.problems) == [name]
        with pytest.raises(FieldRefusal, match="“abc”不是bo所在支部的上级党委：请选机关党委或机关工委"):
            relieve(cast, "bo", (2020, 2), (2020, 3), approver="abc")

    def test_nobody_relieves_oneself(self, cast: Cast) -> None:
        assess(cast, "ann", "4000")
        with pytest.raises(Refusal, match="自己"):
            relieve(cast, "ann", (2020, 2), (2020, 3))

    def test_what_does_not_agree_is_said(self, cast: Cast) -> None:
        with pytest.raises(FieldRefusal, match="还没有核定"):
            relieve(cast, "bo", (2020, 2), (2020, 3))
        assess(cast, "bo", "4000")
        relieve(cast, "bo", (2020, 2), (2020, 3))
        wrong = {
            "已有一条减免": {"since": (2020, 3), "until": (2020, 4)},
            "早于": {"since": (2020, 6), "until": (2020, 5)},
            "最多登记 24 个月": {"since": (2020, 6), "until": (2022, 6)},
            "不低于核定的数": {"since": (2020, 6), "until": (2020, 6), "amount": "40"},
            "还没到": {"since": (2020, 6), "until": (2020, 6), "approved_on": date(2020, 9, 11)},
            "以前": {"since": (2020, 6), "until": (2020, 6), "studied_on": date(2020, 1, 13)},
        }
        for words, said in wrong.items():
            with pytest.raises(FieldRefusal) as refused:
                relieve(cast, "bo", **said)  # type: ignore[arg-type]
            assert words in "".join(refused.value.problems.values())

    def test_it_is_less_than_what_is_assessed_in_each_of_its_months(self, cast: Cast) -> None:
        assess(cast, "bo", "3000", (2020, 2))
        assess(cast, "bo", "12000", (2020, 5), reason="调资")
        with pytest.raises(FieldRefusal, match="不低于核定的数（2020年2—4月）"):
            relieve(cast, "bo", (2020, 2), (2020, 6), "100")
        with pytest.raises(FieldRefusal, match="2020年1月还没有核定"):
            relieve(cast, "bo", (2020, 1), (2020, 6), "10")
        relieve(cast, "bo", (2020, 5), (2021, 2), "100")
        assess(cast, "bo", "3000", (2020, 9), reason="降资")
        assert [line(cast, "bo", (2020, number)).owed for number in (4, 5, 9)] == [1500, 10000, 1500]

    def test_it_may_be_more_than_what_is_assessed_since(self, cast: Cast) -> None:
        assess(cast, "bo", "12000", (2020, 1))
        assess(cast, "bo", "3000", (2020, 8), reason="降资")
        relieve(cast, "bo", (2020, 2), (2020, 3), "100")
        assert line(cast, "bo", (2020, 2)).owed == 10000


class TestPaying:
    """收缴."""

    def test_one_payment_covers_each_of_its_months(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 7))
        pay(cast, "bo", (2020, 7), (2020, 8), (2020, 9))
        assert [state(cast, "bo", it) for it in ("2020-07", "2020-08", "2020-09")] == ["late", "late", "met"]

    def test_by_the_quarter_it_is_in_time_until_the_quarters_end(self, cast: Cast) -> None:
        add(NewSpan(cast.person["bo"].pk, dues().quarterly, date(2020, 1, 1)), entered=0)
        assess(cast, "bo", "4000", (2020, 7))
        assert line(cast, "bo").back == 0
        pay(cast, "bo", (2020, 7), (2020, 8), (2020, 9))
        assert [state(cast, "bo", it, "pay-dues-quarterly") for it in ("2020-07", "2020-09")] == ["met", "met"]
        assert state(cast, "bo", "2020-07") == "none"

    def test_who_pays_by_the_quarter_is_in_arrears_only_behind_it(self, cast: Cast) -> None:
        add(NewSpan(cast.person["bo"].pk, dues().quarterly, date(2020, 1, 1)), entered=0)
        assess(cast, "bo", "4000", (2020, 5))
        assert (line(cast, "bo").back, line(cast, "bo").back_months) == (8000, 2)

    def test_somebody_probationary_owes_the_month_of_the_meeting(self, cast: Cast) -> None:
        pei = cast.person["pei"]
        span = Span.objects.get(subject=pei.subject, role__name="probationary")
        correct(span, since=date(2020, 8, 20))
        assert [line(cast, "pei", (2020, it)).owed for it in (8, 9)] == [None, None]
        with pytest.raises(FieldRefusal, match="还不是党员"):
            assess(cast, "pei", "4000", (2020, 7))
        assess(cast, "pei", "4000", (2020, 8))
        assert (line(cast, "pei").back, state(cast, "pei", "2020-08"), state(cast, "pei", "2020-07")) == (
            4000,
            "overdue",
            "none",
        )

    def test_beyond_six_months_it_needs_a_reason(self, cast: Cast) -> None:
        assess(cast, "bo", "4000")
        pay(cast, "bo", (2020, 3))
        with pytest.raises(FieldRefusal, match="不超过 6 个月"):
            pay(cast, "bo", (2020, 2))
        assert pay(cast, "bo", (2020, 2), reason="在外驻村，没有网点").reason

    def test_what_does_not_agree_is_said(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        relieve(cast, "bo", (2020, 9), (2020, 9))
        pay(cast, "bo", (2020, 8))
        wrong = {
            "还没有核定": [(2020, 7)],
            "已经交过": [(2020, 8)],
            "已免交": [(2020, 9)],
            "下一年": [(2021, 1)],
            "没有选月份": [],
        }
        for words, months in wrong.items():
            with pytest.raises(FieldRefusal, match=words):
                pay(cast, "bo", *months)
        with pytest.raises(FieldRefusal, match="还没到"):
            pay(cast, "bo", (2020, 10), on=date(2020, 9, 11))
        with pytest.raises(FieldRefusal, match="早于开始核定的 2020年8月"):
            pay(cast, "bo", (2020, 10), on=date(2020, 7, 31))
        with pytest.raises(FieldRefusal, match="比应交的少"):
            pay(cast, "bo", (2020, 10), extra="-1")

    def test_a_payment_taken_back_opens_its_months_and_keeps_its_number(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        first = pay(cast, "bo", (2020, 8), (2020, 9))
        paying.withdraw_payment(cast.scope("ann"), first, reason="重复登记")
        assert (line(cast, "bo").paid, state(cast, "bo", "2020-09")) == (0, "open")
        assert (first.number, pay(cast, "bo", (2020, 8)).number) == (1, 2)
        first.refresh_from_db()
        assert (first.is_living, first.withdrawn_reason) == (False, "重复登记")
        with pytest.raises(Refusal, match="已经撤回过"):
            paying.withdraw_payment(cast.scope("ann"), first, reason="重复登记")

    def test_it_is_taken_back_where_the_receipt_was_given_wherever_the_member_is_now(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 8))
        first, second = pay(cast, "bo", (2020, 8)), pay(cast, "bo", (2020, 9))
        transfer(SYSTEM, cast.person["bo"], to=cast.org["B"], on=date(2020, 9, 9))
        with pytest.raises(NotVisible):
            paying.withdraw_payment(cast.scope("yi"), first, reason="登错")
        paying.withdraw_payment(cast.scope("ann"), first, reason="登错")
        paying.withdraw_payment(cast.scope("di"), second, reason="登错")
        assert line(cast, "bo").paid == 0

    def test_many_are_entered_or_none(self, cast: Cast) -> None:
        for name in ("ann", "bo"):
            assess(cast, name, "4000", (2020, 9))
        people = [cast.person[name].subject for name in ("ann", "bo", "ben")]
        said = [Paid(it, [month(2020, 9)], date(2020, 9, 8)) for it in people]
        with pytest.raises(Refusal, match=r"ben：.*还没有核定.*没有登记任何一笔"):
            paying.collect(cast.scope("ann"), cast.org["A"], dues=dues(), paid=said)
        assert not Payment.objects.exists()
        made = paying.collect(cast.scope("ann"), cast.org["A"], dues=dues(), paid=said[:2])
        assert [it.number for it in made] == [1, 2]
        with pytest.raises(Refusal, match="没有选"):
            paying.collect(cast.scope("ann"), cast.org["A"], dues=dues(), paid=[])
        stranger = [Paid(cast.person["yi"].subject, [month(2020, 9)], date(2020, 9, 8))]
        with pytest.raises(Refusal, match="yi不在甲支部"):
            paying.collect(cast.scope("ann"), cast.org["A"], dues=dues(), paid=stranger)

    def test_the_database_refuses_to_change_what_was_paid(self, cast: Cast) -> None:
        assess(cast, "bo", "4000", (2020, 9))
        made = pay(cast, "bo", (2020, 9))
        for change in (
            lambda: Payment.objects.filter(pk=made.pk).update(paid_on=1),
            lambda: made.months.update(fen=1),
            lambda: Assessment.objects.update(fen=1),
            lambda: made.months.all().delete(),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                change()


@pytest.mark.parametrize("who", ["charlie", "bo"])
def test_only_who_collects_may_act(cast: Cast, who: str) -> None:
    assess(cast, "ben", "4000")
    paid = Paid(cast.person["ben"].subject, [month(2020, 9)], date(2020, 9, 8))
    with pytest.raises((NotVisible, PermissionDenied)):
        paying.pay(cast.scope(who), paid, dues=dues())
    with pytest.raises(NotVisible):
        queries.member_seen(cast.scope(who), "BEN")
    with pytest.raises(NotVisible):
        queries.month_at(cast.scope(who), cast.org["A"], month(2020, 9), dues())


def test_a_member_sees_the_own_sums_and_who_collects_sees_those_below(cast: Cast) -> None:
    assess(cast, "bo", "4000")
    assert queries.member_seen(cast.scope("bo"), "BO").pk == cast.person["bo"].pk
    for who in ("ann", "di", "eve"):
        assert queries.member_seen(cast.scope(who), "BO")
        found = queries.month_at(cast.scope(who), cast.org["A"], month(2020, 9), dues())
        assert {it.member for it in found} == {cast.person[name].pk for name in ("ann", "bo", "ben", "bai", "pei")}
    assert len(queries.month_at(cast.scope("eve"), cast.org["WORK"], month(2020, 9), dues())) == 12


def test_the_journal_tells_no_sum(cast: Cast) -> None:
    assess(cast, "bo", "4321.50")
    relieve(cast, "bo", (2020, 2), (2020, 3), "1.25")
    pay(cast, "bo", (2020, 9), extra="7.77")
    said = "".join(f"{it.about}{it.note}" for it in Written.objects.filter(action__startswith="dues."))
    said = ANY_UUID.sub("", said)  # whose digits are chance, and may read like a sum
    assert "机党〔2020〕3号" in said
    assert not [sum_ for sum_ in ("4321", "43.22", "4322", "1.25", "125", "7.77", "777") if sum_ in said]


def test_a_past_day_answers_as_it_was_known_then(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 8))
    set_clock(date(2020, 9, 20))
    assess(cast, "bo", "6000", (2020, 8), reason="补发")
    pay(cast, "bo", (2020, 8), on=date(2020, 9, 20))

    def then(day: date) -> tuple[int | None, int]:
        asked = queries.asked_now(dues(), day, end_of(day))
        found = lines(asked, month(2020, 8), members=[cast.person["bo"].pk])[0]
        return found.owed, found.paid

    assert (then(date(2020, 9, 10)), then(date(2020, 9, 20))) == ((4000, 0), (9000, 9000))


@given(st.decimals(0, 99_999, places=2), st.sampled_from(["salaried", "irregular", "retired"]))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_three_months_are_a_quarter(cast: Cast, base: Decimal, category: str) -> None:
    for old in Assessment.objects.filter(withdrawn__gt=10**12):
        assessing.withdraw_assessment(cast.scope("ann"), old, reason="再来")
    assess(cast, "bo", str(base), (2020, 7), category)
    months = [line(cast, "bo", (2020, number)).owed or 0 for number in (7, 8, 9)]
    quarter = sum(it.owed or 0 for it in queries.card(cast.person["bo"].pk, dues(), month(2020, 7), month(2020, 9)))
    assert (quarter, len(set(months))) == (sum(months), 1)


def test_rules_of_dues_are_found(cast: Cast) -> None:
    assert {duty.id for duty in duties_met(rules().rulebook.dues["party-dues"])} == {"pay-dues", "pay-dues-quarterly"}


def test_the_committee_settles_how_sums_are_rounded_by_a_paper(cast: Cast) -> None:
    assess(cast, "bo", "4321.50", (2020, 8))
    settled = DuesSettings("yuan-down", "区直工委〔2020〕8号", Decimal("50"))
    settle_dues(SYSTEM, dues="party-dues", settings=settled)
    assert rules().parameters.dues["party-dues"] == settled
    assess(cast, "ben", "4321.50", (2020, 8))
    assert (line(cast, "bo").owed, line(cast, "ben").owed) == (4322, 4300)
    for wrong, words in ((("yuan-down", ""), "依据文号"), (("yuan-down", "x", Decimal("101")), "0 和 100")):
        with pytest.raises(Refusal, match=words):
            settle_dues(SYSTEM, dues="party-dues", settings=DuesSettings(*wrong))
