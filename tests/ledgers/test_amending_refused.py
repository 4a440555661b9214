"""更正: by whom and where, with everything that filing checks; where it is refused nothing is written."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.calendar.days import day_of
from dengming.editions import actions as editions
from dengming.ledgers import amending
from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.amending import amend, may_amend
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.handling import hand_on
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from tests.cast import SINCE, SYSTEM, TODAY, Cast, set_clock
from tests.ledgers import agreeing
from tests.ledgers.amending import MENDED, PLEDGE, filed, living, mend, pledge, problem
from tests.ledgers.rectifying import FOUR, ROW, approved, claimed, planned, row, secretary
from tests.ledgers.test_model_posts import APPROVED, POST, apply
from tests.shipped import rulebook


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    secretary(cast)


def test_only_at_the_first_stage_of_a_case_begun_by_hand(cast: Cast) -> None:
    gone_on = approved(cast)
    claim = Entry.objects.get(register="problem-claim", subject=cast.org["ELSE"].subject)
    held = filed(SYSTEM, cast.person["ann"].subject, "contact-point", {"place": "B"})
    said = {"matter": "社区值守", "evidence": "街道证明〔2020〕12号"}
    line = filed(SYSTEM, cast.person["bo"].subject, "merit", said, "service")
    gone = withdraw_entry(cast.scope("di"), row(cast, parent=gone_on.parent), reason="登错了")
    for entry in (claim, held, line, gone, gone_on):
        assert not may_amend(SYSTEM, entry)
        with pytest.raises(Refusal, match="这一件不能更正：只有逐件登记、还在第一步的才能"):
            amend(SYSTEM, entry, fields={}, part=entry.part, seen=entry.step)


def test_only_by_whoever_may_take_the_first_step(cast: Cast) -> None:
    entry = hand_on(cast.scope("di"), row(cast), to="BO", reason="分工", seen=0)
    give([NewPost(cast.person["yi"].pk, "committee-member", cast.org["COMM"].pk, SINCE)], entered=0)
    for who, error in (("yi", PermissionDenied), ("bo", NotVisible), ("charlie", NotVisible)):
        assert not may_amend(cast.scope(who), entry)
        with pytest.raises(error):
            mend(cast, entry, {**MENDED, "responsible": "BO"}, who=who)
    assert may_amend(cast.scope("di"), entry)
    with pytest.raises(NotVisible):
        mend(cast, problem(cast, "1"), {}, who="di")


@pytest.mark.parametrize(
    ("more", "name", "told"),
    [
        ({"shown": " "}, "shown", "还没有填"),
        ({"source": "听说"}, "source", "里选"),
        ({"responsible": "CHARLIE"}, "responsible", "charlie不是机关党委的党员"),
        ({"verdict": "同意"}, "verdict", "没有“verdict”这一栏"),
    ],
)
def test_everything_that_filing_checks_is_checked(cast: Cast, more: dict[str, str], name: str, told: str) -> None:
    entry = row(cast)
    with pytest.raises(FieldRefusal) as refused:
        mend(cast, entry, {**MENDED, **more})
    assert told in refused.value.problems[name]
    assert not entry.moves.exists()


def test_part_and_agreed_day_are_checked_by_the_day_of_filing(cast: Cast) -> None:
    entry = pledge(cast)
    with pytest.raises(FieldRefusal, match="请选登记的是哪一项"):
        mend(cast, entry, PLEDGE, who="ann", part="nothing")
    with pytest.raises(FieldRefusal, match="早于办理日期2020年9月10日"):
        mend(cast, entry, {**PLEDGE, "due": "2020-09-09"}, who="ann")
    mend(cast, entry, {**PLEDGE, "due": "2020-09-20"}, who="ann")
    assert {it.deadline for it in living(entry)} == {day_of(date(2020, 9, 20))}


def test_what_is_one_of_a_kind_may_stay_but_not_become_anothers(cast: Cast) -> None:
    entry = problem(cast, "1")
    problem(cast, "2")
    said = {**entry.fields, "wording": "支部记录不全"}
    assert mend(cast, entry, said, who="eve").fields["wording"] == "支部记录不全"
    with pytest.raises(FieldRefusal, match="已经登记过“2”"):
        mend(cast, Entry.objects.get(pk=entry.pk), {**said, "number": "2"}, who="eve")


def test_the_year_of_an_agreement_stays_that_of_its_round(cast: Cast) -> None:
    agreeing.settled()
    above = agreeing.round_of(cast)
    below = agreeing.drafted(cast, above)
    with pytest.raises(FieldRefusal, match="年度请填 2020"):
        mend(cast, below, {**below.fields, "year": "2021"}, who="eve")
    with pytest.raises(FieldRefusal, match="不能改年度：请先撤回下面的"):
        mend(cast, above, {**above.fields, "year": "2021"}, who="eve")
    assert mend(cast, above, {"year": "2020", "grounds": "区委办〔2020〕8号"}, who="eve").step == 1
    withdraw_entry(cast.scope("eve"), below, reason="重新起草")
    above.refresh_from_db()
    assert mend(cast, above, {**above.fields, "year": "2021"}, who="eve").fields["year"] == "2021"


def test_nothing_is_written_where_nothing_is_changed(cast: Cast) -> None:
    entry = row(cast, parent=claimed(cast), fields={**ROW, "shown": "一是\n二是"})
    lines = Line.objects.count()
    with pytest.raises(Refusal, match="没有要更正的"):
        mend(cast, entry, {**ROW, "shown": "一是\r\n二是"})
    assert (entry.moves.count(), Line.objects.count()) == (0, lines)


def test_a_closed_register_takes_no_amendment(cast: Cast) -> None:
    editions.permit(SYSTEM, register="model-post", given=APPROVED)
    entry = apply(cast)
    set_clock(date(2020, 12, 1))
    assert not may_amend(cast.scope("ann"), entry)
    with pytest.raises(Refusal, match="今天不在执行期内"):
        mend(cast, entry, {**POST, "post": "窗口"}, who="ann")


def test_nor_does_one_whose_period_is_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = pledge(cast)
    block = rulebook().entries["member-pledge"].model_copy(update={"within": "year"})
    monkeypatch.setattr(amending, "register_of", lambda _: block)
    set_clock(date(2021, 1, 4))
    with pytest.raises(Refusal, match="以前各期已经截止"):
        mend(cast, entry, {**PLEDGE, "member": ""}, who="ann")


def test_of_two_at_once_the_second_is_told_who_amended(cast: Cast) -> None:
    planned(cast)
    entry = row(cast)
    seen = Entry.objects.get(pk=entry.pk)
    mend(cast, entry, MENDED)
    told = "这一件已由di更正：没有重复办理"
    with pytest.raises(Refusal, match=told):
        mend(cast, seen, {**ROW, "root": "不熟悉要求"}, who="eve")
    with pytest.raises(Refusal, match=told):
        take(cast.scope("di"), seen, step=Step("approved", TODAY, FOUR), seen=0)
