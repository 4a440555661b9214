"""年终对照事实: each item by the duties that it names, live until the check and never after it."""

from datetime import date

import pytest

from dengming.editions import clock
from dengming.editions.actions import install
from dengming.facts import actions as facts
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import send_back
from dengming.rulebook.library import Rulebook
from dengming.standing.agreements import IN_WORDS, Comparison, DutySeen, compare, compare_all
from dengming.standing.queries import AsOf
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers import agreeing
from tests.ledgers.agreeing import CHECKED, YEAR_END, owner_confirmed, step, study
from tests.shipped import rulebook

STUDY = "study-party-building-monthly"
STRICT = "study-strict-governance"


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def seen(found: Comparison, duty: str) -> DutySeen:
    return next(it for item in found.items for it in item.duties if it.id == duty)


def live(cast: Cast, entry: Entry, on: date) -> Comparison:
    set_clock(on)
    return compare(cast.scope("eve"), Entry.objects.get(pk=entry.pk))


def test_a_duty_without_owner_is_said_to_be_without_and_judged_for_nobody(cast: Cast) -> None:
    found = live(cast, agreeing.signed(cast), YEAR_END)
    duty = seen(found, STUDY)
    assert [it.state for it in duty.periods] == ["unowned"]
    assert duty.said == "不判定"
    assert "责任主体待确认" in duty.remark


def test_every_period_stands_as_the_facts_say(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    owner_confirmed()
    for month in (1, 2, 4):
        study(cast, date(2020, month, 14))
    duty = seen(live(cast, entry, date(2020, 5, 20)), STUDY)
    assert [(it.name, it.state) for it in duty.periods[:6]] == [
        ("1月", "met"), ("2月", "met"), ("3月", "overdue"), ("4月", "met"), ("5月", "open"), ("6月", "upcoming"),
    ]  # fmt: skip
    assert len(duty.periods) == 12
    assert duty.said == "应办12期：已完成3期、逾期未完成1期、进行中1期、未开始7期"
    assert duty.by_state.startswith("已完成：1月、2月、4月；逾期未完成：3月；进行中：5月；未开始：6月、")


def test_periods_that_nobody_owed_are_named_with_why(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    set_clock(date(2020, 10, 13))
    study(cast, date(2020, 10, 13), strict=True)
    duty = seen(live(cast, entry, date(2020, 10, 20)), STRICT)
    assert [(it.name, it.state) for it in duty.periods] == [("下半年", "met")]
    assert duty.remark.startswith("上半年等1期不判定：这一项自2020年3月9日起施行")


def test_items_without_a_duty_are_for_the_parties_to_say(cast: Cast) -> None:
    found = live(cast, agreeing.signed(cast, "办好党建讲堂"), YEAR_END)
    assert [item.name for item in found.items if not item.duties] == [
        "抓党风廉政建设的主体责任",
        "抓作风建设的主体责任",
        "党建工作与业务工作同部署、同检查、同考核、同奖惩",
        "上有部署下有行动",
        "办好党建讲堂",
    ]
    assert "双方写明" in IN_WORDS


def test_after_the_check_neither_facts_nor_rules_nor_days_change_it(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    owner_confirmed()
    source = study(cast, date(2020, 1, 14))
    entry = step(cast, "long", entry, "self-checked", YEAR_END, said="廉政谈话4次。")
    entry = step(cast, "eve", entry, "checked", CHECKED, said="廉政谈话4次。", verdict="情况属实。")
    before = compare(cast.scope("eve"), entry)
    assert (before.final, before.as_of.on) == (True, CHECKED)
    assert "已完成1期、逾期未完成11期" in seen(before, STUDY).said
    set_clock(date(2021, 3, 1))
    study(cast, date(2020, 2, 11))
    facts.withdraw_all(source, clock.moment())
    install(SYSTEM, rulebook=_shorter())
    assert live(cast, entry, date(2021, 5, 1)) == before


def test_sent_back_it_follows_the_facts_again(cast: Cast) -> None:
    entry = agreeing.checked(cast)
    send_back(cast.scope("eve"), entry, to="self-checked", reason="漏了两项。", seen=entry.step)
    found = live(cast, entry, date(2021, 2, 1))
    assert (found.final, found.as_of) == (False, AsOf.at(date(2021, 2, 1)))


def test_what_was_agreed_stays_agreed_though_the_file_says_less_now(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    set_clock(date(2020, 6, 1))
    install(SYSTEM, rulebook=_shorter())
    assert live(cast, entry, date(2020, 6, 2)).items[0].name == "每月研究一次党建工作"
    other = agreeing.round_of(cast, "2021")
    other = step(cast, "eve", other, "sent", date(2020, 6, 3), grounds=agreeing.PAPER)
    fresh = other.children.get(subject=cast.org["LB"].subject)
    assert live(cast, fresh, date(2020, 6, 3)).items[0].name == "每季度听取一次党建工作汇报"


def test_many_are_judged_together_as_one_by_one(cast: Cast) -> None:
    agreeing.settled(leading_body="中共某某区委员会", committee="某某区直机关工委")
    found = step(cast, "eve", agreeing.round_of(cast), "sent", grounds=agreeing.PAPER)
    entries = list(found.children.all())
    together = compare_all(cast.scope("eve"), entries)
    assert len(entries) == 3
    assert together == {it.pk: compare(cast.scope("eve"), it) for it in entries}
    body = next(it for it in entries if it.subject.code == "COMM")
    assert "应办的是领导班子" in seen(together[body.pk], "brief-on-party-building").remark


def _shorter() -> Rulebook:
    """The packs with the first item taken out of the agreement."""
    files = []
    for file in rulebook().files:
        entries = tuple(
            it.model_copy(update={"agreement": it.agreement.model_copy(update={"item": it.agreement.item[1:]})})
            if it.agreement
            else it
            for it in file.entry
        )
        files.append(file.model_copy(update={"entry": entries}))
    return Rulebook(rulebook().packs, tuple(files))
