"""换届: a term from its beginning to the next one; what a vote gives; what stands against a step."""

import json
import re
from collections.abc import Mapping
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.electing import elected, rounds, told
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.handling import may_take_back, take_back
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf, standings
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast, set_clock
from tests.ledgers.disciplining import officers, sanctioned
from tests.ledgers.electing import AGAIN, BEGAN, REGISTER, ROSTERED, VOTED, WAY, stepped, term, walked, with_committee

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

LEFT = {"short": "当选人数接近应选名额，到会多数同意不再选举", "short-agreed": "3"}
TIED = "ann 5\nbo 3\nben 3\nbai 3"


def judged(cast: Cast, code: str = "A", on: date = TODAY) -> list[tuple[str, date]]:
    found = standings(SYSTEM, AsOf(on, AsOf.at().known), subjects={cast.org[code].pk})
    mine = [it for it in found if it.duty.id in ("elect-branch", "elect-committee")]
    return [(str(it.state), it.due) for it in sorted(mine, key=lambda it: it.due)]


def waits(cast: Cast, who: str, step: str) -> bool:
    """Whether the step stands in 本月待办."""
    return any(f"换届：{step}" in it.title for it in tasks(cast.scope(who), AsOf.at()))


def voted(cast: Cast, tally: str, **changes: str) -> Entry:
    with_committee(cast)
    return walked(term(cast), "voted", {"voted": {"tally": tally, **changes}})


def elected_in(entry: Entry) -> list[str]:
    return elected(rounds(register_of(entry), way_of(entry)))


def test_the_whole_way_and_the_next_term_begins_by_itself(cast: Cast) -> None:
    with_committee(cast)
    entry = walked(term(cast), "approved")
    assert findings(entry) == []
    assert elected_in(entry) == ["ann", "bo", "ben"]
    (following,) = Entry.objects.filter(parent=entry)
    assert (following.register, following.stage, following.happened) == (REGISTER, "in-office", date(2020, 8, 20))
    assert following.fields == {"nth": "第四届支部委员会", "paper": "机党〔2020〕12号"}
    assert judged(cast) == [("met", date(2020, 9, 20)), ("open", date(2023, 8, 20))]
    lines = Line.objects.filter(action="entry.moved").order_by("seq")
    assert lines.count() == len(WAY)
    assert [json.loads(it.note).get("begun") for it in lines][-2:] == [None, str(following.uid)]


def test_the_approval_is_not_taken_back_while_the_next_term_stands(cast: Cast) -> None:
    with_committee(cast)
    entry = walked(term(cast), "reported")
    eve = cast.scope("eve")
    entry = stepped(entry, *WAY[-1], who=eve)
    assert not may_take_back(eve, entry)
    withdraw_entry(eve, Entry.objects.get(parent=entry), reason="批复登记错了")
    entry = take_back(eve, entry, reason="批复登记错了", seen=entry.step)
    assert entry.stage == "reported"


def test_one_running_term_for_each(cast: Cast) -> None:
    term(cast)
    with pytest.raises(FieldRefusal, match="甲支部已有一份没有办结的“换届”"):
        term(cast, began=date(2018, 9, 20))
    term(cast, "B")


@pytest.mark.parametrize(
    ("code", "began", "due"),
    [
        ("A", date(2018, 3, 1), date(2021, 3, 1)),
        ("COMM", date(2018, 7, 11), date(2022, 7, 11)),
        ("COMM", date(2018, 7, 12), date(2023, 7, 12)),
    ],
)
def test_the_term_goes_by_the_kind_and_by_when_it_began(cast: Cast, code: str, began: date, due: date) -> None:
    term(cast, code, began)
    assert judged(cast, code) == [("open", due)]


def test_who_does_not_elect_in_time_is_overdue(cast: Cast) -> None:
    walked(term(cast, began=date(2017, 8, 1)), "replied")
    assert judged(cast) == [("overdue", date(2020, 8, 1))]


def test_six_months_ahead_it_is_on_the_secretarys_list_and_not_before(cast: Cast) -> None:
    def mine(on: date) -> list[tuple[str, str, date | None]]:
        set_clock(on)
        found = tasks(cast.scope("ann"), AsOf.at())
        return [(it.title, it.subject, it.due) for it in found if "换届" in it.title]

    set_clock(date(2020, 1, 10))
    term(cast)
    assert mine(date(2020, 3, 19)) == []
    (one,) = mine(date(2020, 3, 20))
    assert one == ("换届：登记换届请示（第三届支部委员会）", "甲支部", date(2020, 9, 20))


def test_what_was_begun_early_stays_on_the_list(cast: Cast) -> None:
    set_clock(date(2020, 1, 10))
    entry = term(cast)
    for stage, _, said in WAY[:2]:
        entry = stepped(entry, stage, date(2020, 1, 10), said)
    assert [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if "换届" in it.title] == [
        "换届：登记候选人（第三届支部委员会）"
    ]


def postpone(entry: Entry, until: date, on: date = date(2020, 9, 1)) -> Entry:
    said = {
        "postponed-until": until.isoformat(),
        "postponed-paper": "机党〔2020〕11号",
        "postponed-reason": "班子调整。",
    }
    return stepped(entry, "postponed", on, said)


def test_an_approved_postponement_moves_the_day_once(cast: Cast) -> None:
    entry = postpone(term(cast), date(2021, 9, 20))
    assert judged(cast) == [("open", date(2021, 9, 20))]
    with pytest.raises(Refusal, match="不能办这一步"):
        postpone(entry, date(2021, 9, 20))
    stepped(entry, "requested", date(2020, 9, 5), WAY[0][2])
    assert judged(cast, on=date(2021, 9, 21)) == [("overdue", date(2021, 9, 20))]


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2021, 9, 21), "2020年9月20日到期，延期不超过1年，最多到2021年9月20日，现在到2021年9月21日"),
        (date(2020, 9, 20), "延期要到这以后"),
    ],
)
def test_a_postponement_goes_no_further_than_a_year_after_the_term(cast: Cast, until: date, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        postpone(term(cast), until)


def test_the_five_years_of_a_committee_are_what_it_postpones(cast: Cast) -> None:
    set_clock(date(2023, 7, 1))
    entry = term(cast, "COMM", date(2018, 7, 12))
    with pytest.raises(Refusal, match=r"2023年7月12日到期.*最多到2024年7月12日"):
        postpone(entry, date(2024, 7, 13), date(2023, 7, 1))
    postpone(entry, date(2024, 7, 12), date(2023, 7, 1))
    assert judged(cast, "COMM", date(2023, 7, 13)) == [("open", date(2024, 7, 12))]


@pytest.mark.parametrize("seats", ["0", "2.5"])
def test_somebody_is_to_be_elected(cast: Cast, seats: str) -> None:
    with pytest.raises(FieldRefusal, match="“应选人数”请写整数，至少是 1。"):
        walked(term(cast), "nominated", {"nominated": {"seats": seats}})


def test_a_fifth_more_candidates_than_seats_but_not_where_the_secretary_is_elected_directly(cast: Cast) -> None:
    three = {"nominated": {"candidates": "ann\nbo\nben"}}
    assert walked(term(cast), "nominated", three).stage == "nominated"
    with_committee(cast, "B")
    with pytest.raises(
        Refusal, match="候选人至少要有 4 名，现在有 3 名（《中国共产党基层组织选举工作条例》条号待核原文、"
    ):
        walked(term(cast, "B"), "nominated", three)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"present": "3", "sent": "3", "collected": "3", "tally": "ann 3\nbo 3\nben 2\nbai 0"},
            "至少 4 人），选举无效",
        ),
        ({"collected": "6"}, "收回 6 张票，多于发出的 5 张"),
        ({"sent": "6", "collected": "6"}, "发出 6 张票，多于实到 5 人"),
        ({"invalid": "1"}, "“ann”得 5 票，多于有效票 4 张"),
        ({"tally": "ann 5\nbo 5\nben 5\nbai 1"}, "合计 16"),
        ({"tally": "ann 5\nbo 4\nben 3"}, "没有写“bai”的得票数"),
        ({"secret": "其他"}, "“投票方式”要是“无记名投票”"),
    ],
)
def test_what_makes_the_vote_void_or_does_not_add_up(cast: Cast, changes: Mapping[str, str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        voted(cast, **{"tally": VOTED["tally"], **changes})


@pytest.mark.parametrize(
    ("tally", "said"),
    [("ann 5\nbo", "看不懂“bo”"), ("ann 5\nann 4\nbo 3", "“ann”写了两次"), ("ann 五", "看不懂“ann 五”")],
)
def test_a_tally_that_nobody_can_read(cast: Cast, tally: str, said: str) -> None:
    with pytest.raises(FieldRefusal, match=said):
        voted(cast, tally)


def test_more_spoilt_ballots_than_were_collected_are_one_sentence(cast: Cast) -> None:
    with pytest.raises(Refusal) as refused:
        voted(cast, VOTED["tally"], invalid="14")
    assert str(refused.value).startswith("大会选举，到会和计票：无效票 14 张，多于收回的 5 张：请核对（")


def test_four_fifths_there_are_enough_and_exactly_half_is_not_elected(cast: Cast) -> None:
    four = {"present": "4", "sent": "4", "collected": "4"}
    entry = voted(cast, "ann 4\nbo 3\nben 2\nbai 2", **four)
    assert elected_in(entry) == ["ann", "bo"]
    (only,) = rounds(register_of(entry), way_of(entry))
    assert ["还差1名" in it for it in told(only)] == [True]


def test_somebody_else_than_a_candidate_may_be_elected(cast: Cast) -> None:
    said = {"nominated": {"candidates": "ann\nbo\nben"}, "voted": {"tally": "ann 5\nbo 3\nben 0\nbai 4"}}
    assert elected_in(walked(term(cast), "voted", said)) == ["ann", "bai", "bo"]


@pytest.mark.parametrize(
    ("candidates", "said"),
    [
        ("ann\nbo\npei", "“pei”在2020年7月1日是预备党员，不是正式党员"),
        ("ann\nbo\n王不存在", "甲支部的名册上2020年7月1日没有叫“王不存在”的正式党员"),
        ("ann\nbo\nyi", "没有叫“yi”的正式党员"),  # of another branch
        ("ann\nbo（一组）\nbo（二组）", "叫“bo”的正式党员只有 1 名，写了 2 行"),
    ],
)
def test_a_candidate_is_a_full_member_of_the_organisation_that_day(cast: Cast, candidates: str, said: str) -> None:
    with pytest.raises(Refusal, match=f"候选人是正式党员：.*{said}.*《中国共产党基层组织选举工作暂行条例》"):
        walked(term(cast), "nominated", {"nominated": {"candidates": candidates}})


def test_two_of_one_name_are_told_apart_and_who_is_on_probation_is_not_mistaken_for_the_other(cast: Cast) -> None:
    def called_bo(who: str) -> None:
        cast.person[who].subject.name = "bo"
        cast.person[who].subject.save()

    def nominated(candidates: str) -> str:
        entry = Entry.objects.filter(register=REGISTER).first() or term(cast)
        return walked(entry, "nominated", {"nominated": {"candidates": candidates}}).stage

    called_bo("pei")
    entry = walked(term(cast), "nominated", {"nominated": {"candidates": "ann\nbo\nben"}})
    assert findings(entry) == []
    called_bo("bai")
    assert [it.said.split("，")[0] for it in findings(entry)] == ["名册上有 2 名叫“bo”的正式党员"]
    send_back(SYSTEM, entry, to="replied", reason="同名的没有写明", seen=entry.step)
    with pytest.raises(Refusal, match="请在姓名后面用括号写明是哪一位的部门或编号"):
        nominated("ann\nbo\nben")
    assert nominated("ann\nbo（BO）\nbo（BAI）\nben") == "nominated"


def test_into_a_committee_those_of_its_branches_are_elected_and_nobody_elses(cast: Cast) -> None:
    entry = walked(term(cast, "COMM"), "replied")
    with pytest.raises(Refusal, match="机关党委的名册上2020年7月1日没有叫“charlie”的正式党员"):
        walked(entry, "nominated", {"nominated": {"candidates": "ann\nyi\nbo\ncharlie"}})
    assert walked(entry, "nominated", {"nominated": {"candidates": "ann\nyi\nbo\nlin"}}).stage == "nominated"


def test_who_is_elected_though_no_candidate_is_a_full_member_too(cast: Cast) -> None:
    few = {"nominated": {"candidates": "ann\nbo\nben"}}
    with pytest.raises(Refusal, match="当选的人是正式党员：“pei”在2020年8月20日是预备党员，不是正式党员"):
        walked(term(cast), "voted", {**few, "voted": {"tally": "ann 5\nbo 3\nben 0\npei 4"}})
    entry = Entry.objects.get(register=REGISTER)
    scattered = {"voted": {"tally": "ann 5\nbo 4\nben 3\n某人 1"}}  # a vote for somebody who is not elected is counted
    assert walked(entry, "voted", scattered).stage == "voted"


def test_equals_at_the_last_place_are_voted_on_again_before_it_is_reported(cast: Cast) -> None:
    entry = voted(cast, TIED)
    assert elected_in(entry) == ["ann"]
    with pytest.raises(Refusal, match="bo、ben、bai得票相等，还剩2个名额"):
        stepped(entry, "reported", date(2020, 8, 24), {"report-paper": "甲支〔2020〕5号", **LEFT})
    again = date(2020, 8, 21)
    with pytest.raises(Refusal, match="“yi”不在得票相等的人里"):
        stepped(entry, "voted-again", again, {**AGAIN, "tally": "bo 4\nben 2\nbai 3\nyi 1"})
    with pytest.raises(Refusal, match="没有写“bai”的得票数"):
        stepped(entry, "voted-again", again, {**AGAIN, "tally": "bo 4\nben 2"})
    entry = stepped(entry, "voted-again", again, {**AGAIN, "tally": "bo 4\nben 2\nbai 1"})
    assert elected_in(entry) == ["ann", "bo", "ben"]  # of equals the most votes, though not more than half
    with pytest.raises(Refusal, match="已经全部选出"):
        stepped(entry, "voted-again", again, {**AGAIN, "tally": "bai 5"})
    entry = walked(stepped(entry, "reported", date(2020, 8, 24), {"report-paper": "甲支〔2020〕5号"}), "approved")
    assert findings(entry) == []
    assert Entry.objects.get(parent=entry).happened == date(2020, 8, 20)


def test_seats_that_nobody_won_are_voted_on_again_or_said_to_stay_empty(cast: Cast) -> None:
    entry = voted(cast, "ann 5\nbo 4\nben 2\nbai 2")
    report = {"report-paper": "甲支〔2020〕5号"}
    for said, refused in (
        ({}, "选出 2 名，还差 1 名：请重新提名后再次投票；不再选举的，选出的要接近应选名额，并经到会多数同意"),
        ({**LEFT, "short-agreed": "2"}, "“同意不再选举的人数”要超过实到 5 人的一半（至少 3 人）"),
        ({**LEFT, "short-agreed": "6"}, "“同意不再选举的人数”是 6，多于实到 5 人"),
        ({"short-agreed": "5"}, "请选“名额没有选满、不再选举”"),
    ):
        with pytest.raises(Refusal, match=refused):
            stepped(entry, "reported", date(2020, 8, 24), {**report, **said})
    entry = stepped(entry, "voted-again", date(2020, 8, 21), {**AGAIN, "tally": "ben 2\nyi 1"})
    assert elected_in(entry) == ["ann", "bo"]
    entry = stepped(entry, "reported", date(2020, 8, 24), {**report, **LEFT})
    assert entry.stage == "reported"


def test_the_branch_does_not_register_what_its_superior_replies(cast: Cast) -> None:
    entry = walked(term(cast), "requested")
    with pytest.raises(PermissionDenied):
        take(cast.scope("ann"), entry, step=Step("replied", *WAY[1][1:]), seen=entry.step)
    assert take(cast.scope("di"), entry, step=Step("replied", *WAY[1][1:]), seen=entry.step).stage == "replied"


def test_nobody_registers_what_the_superior_decides_about_the_own_organisation(cast: Cast) -> None:
    posts = (("lin", "committee-secretary", "COMM"), ("yi", "party-office", "B"))
    give([NewPost(cast.person[who].pk, post, cast.org[at].pk, date(2015, 1, 1)) for who, post, at in posts], entered=0)
    for code, own, above in (("COMM", ("lin", "di"), "eve"), ("B", ("yi",), "di")):
        entry = walked(term(cast, code), "requested")
        for who in own:
            with pytest.raises(PermissionDenied, match="要由上级党组织的党办（专职党务干部）"):
                take(cast.scope(who), entry, step=Step("replied", *WAY[1][1:]), seen=entry.step)
            assert not waits(cast, who, "登记同意换届的批复")
        assert waits(cast, above, "登记同意换届的批复")
        entry = take(cast.scope(above), entry, step=Step("replied", *WAY[1][1:]), seen=entry.step)
        assert entry.stage == "replied"


def test_an_overdue_branch_is_not_told_of_above_as_if_it_were_to_be_put_off(cast: Cast) -> None:
    term(cast, began=date(2017, 8, 1))
    (one,) = [it for it in tasks(cast.scope("di"), AsOf.at()) if it.title.startswith("换届：") and it.due]
    assert (one.title, one.subject) == ("换届：党总支、党支部按期换届（第三届支部委员会）", "甲支部")
    assert (one.state, one.due, one.action_label) == ("overdue", date(2020, 8, 1), "看进展")
    assert one.notice == "还要等别人办；经批准延期的，在这里登记"


def test_sent_back_the_vote_is_forgotten(cast: Cast) -> None:
    entry = voted(cast, VOTED["tally"])
    assert judged(cast) == [("met", date(2020, 9, 20))]
    entry = send_back(SYSTEM, entry, to="nominated", reason="计票有误，重新登记", seen=entry.step)
    assert elected_in(entry) == []
    assert judged(cast) == [("open", BEGAN.replace(year=2020))]


def test_a_candidate_under_a_sanction_is_told_of_in_words_that_name_no_kind(cast: Cast) -> None:
    officers(cast)
    with_committee(cast)
    sanctioned(cast, "probation-2", date(2020, 3, 10))
    charlie = cast.person["charlie"].subject
    charlie.name = "bai"  # of another committee
    charlie.save()
    sanctioned(cast, who="charlie", by="wu")
    entry = walked(term(cast), "nominated")
    (told_to_all,) = findings(entry, cast.scope("ann"))
    assert told_to_all.said == "ben有影响期内或者其他不符合的情形，至少到2022年3月9日：请向所在党组织和纪检部门了解"
    assert told_to_all.source == "本系统做法"
    (told_to_officer,) = findings(entry, cast.scope("lin"))
    assert told_to_officer.said == "ben“违纪党员处理”的留党察看期还没有到期"
    assert findings(walked(entry, "approved"), cast.scope("ann")) == []  # what is over is of a time gone by


FOUR = {"entitled": "5", "present": "4", "sent": "4", "collected": "4", "tally": "ann 4\nbo 4\nben 3\nbai 1"}


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2020, 7, 12), "到会要超过4/5（至少 5 人），选举无效（《中国共产党基层组织选举工作暂行条例》"),
        (date(2020, 7, 13), ""),
    ],
)
def test_until_the_new_regulation_more_than_four_fifths_must_be_there(cast: Cast, on: date, said: str) -> None:
    with_committee(cast)
    entry = walked(term(cast), "nominated")
    if said:
        with pytest.raises(Refusal, match=re.escape(said)):
            stepped(entry, "voted", on, {**VOTED, **FOUR})
    else:
        assert elected_in(stepped(entry, "voted", on, {**VOTED, **FOUR})) == ["ann", "bo", "ben"]


def test_nobody_is_elected_twice(cast: Cast) -> None:
    entry = voted(cast, "ann 5\nbo 4\nben 2\nbai 2")
    with pytest.raises(Refusal, match="“ann”已经当选，这一次不选"):
        stepped(entry, "voted-again", date(2020, 8, 21), {**AGAIN, "tally": "ann 4\nben 1"})
    entry = stepped(Entry.objects.get(pk=entry.pk), "voted-again", date(2020, 8, 21), {**AGAIN, "tally": "ben 4"})
    assert elected_in(entry) == ["ann", "bo", "ben"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"entitled-roster": ""}, ["名册上2020年8月20日有 4 名正式党员，填写的“应到会有选举权的人数”是 5"]),
        ({"entitled-roster": "", "form": "党员代表大会"}, []),
        ({"entitled-roster": "1名临时组织关系的党员，机党〔2020〕7号"}, []),
        (
            {"entitled-roster": "", "entitled": "4", "present": "4", "sent": "4", "collected": "4", "tally": ROSTERED},
            [],
        ),
    ],
)
def test_a_count_that_the_roster_does_not_have_is_told_unless_it_says_why(
    cast: Cast, changes: dict[str, str], told: list[str]
) -> None:
    with_committee(cast)
    entry = walked(term(cast), "voted", {"voted": changes})
    assert [it.said.split("，请核对")[0] for it in findings(entry)] == told
