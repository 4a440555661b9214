"""评先树模 and eligibility: what speaks against a candidate, told in full to who may know; the guards of a round."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dengming.editions import actions as editions
from dengming.editions.permits import Permit
from dengming.ledgers.actions import file_entry
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.eligibility import told_against
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.queries import publicised
from dengming.orgs.spans import NewSpan, add
from dengming.records.archive import timeline
from dengming.records.booklet import Stretch
from dengming.refusal import Refusal, days_in_words
from dengming.rulebook.words import Without
from dengming.standing.warnings.actions import confirm
from dengming.standing.warnings.study import Study
from tests.cast import SYSTEM, TODAY, Cast, set_clock
from tests.ledgers.disciplining import PAPER, officers, sanctioned
from tests.ledgers.rectifying import move
from tests.standing.points.absences import absent

pytestmark = pytest.mark.whole  # a whole way, step by step

DEEDS = {"meeting": "9月8日支部党员大会", "deeds": "半年帮办68件"}
APPROVED = Permit("区委", "区委发〔2020〕3号", date(2020, 4, 1), date(2020, 11, 30))


@pytest.fixture
def cast(cast: Cast) -> Cast:
    officers(cast)
    editions.permit(SYSTEM, register="award", given=APPROVED)
    editions.permit(SYSTEM, register="award-organisation", given=APPROVED)
    return cast


def hidden(until: str) -> str:
    """What everybody is told who may not know, of whatever kind it is."""
    return days_in_words(f"有影响期内或者其他不符合的情形，至少到 {until}：请向所在党组织和纪检部门了解")


def nominate(cast: Cast, who: str = "bo", on: date = TODAY) -> Entry:
    subject, more = cast.person[who].subject, {"part": "outstanding-member", "happened": on, "fields": DEEDS}
    entry: Entry = file_entry(cast.scope("di"), subject, register="award", **more)  # type: ignore[arg-type]
    return entry


def warned(cast: Cast) -> None:
    absent(cast.person["ben"], date(2020, 3, 5))
    confirm(cast.scope("ann"), cast.person["ben"], score="member-points", study=Study("支部会议", date(2020, 9, 8)))


def told(cast: Cast, who: str, without: Without, about: str = "ben", on: date = TODAY) -> str:
    return "；".join(told_against(cast.scope(who), cast.person[about].subject, [without], on))


@pytest.mark.parametrize("who", ["ann", "di", "eve", "charlie", "bo"])
def test_of_a_sanction_others_learn_only_until_when(cast: Cast, who: str) -> None:
    sanctioned(cast)
    assert told(cast, who, "effect") == hidden("2021-03-09")
    assert told(cast, who, "effect", on=date(2021, 3, 10)) == ""


def test_the_day_asked_about_tells_neither_when_it_was_decided_nor_for_how_long(cast: Cast) -> None:
    sanctioned(cast)
    sanctioned(cast, "serious-warning", date(2018, 1, 10), "bo")
    days = [date(2018, 1, 10), date(2020, 3, 9), date(2020, 3, 10), TODAY]
    assert {told(cast, "di", "effect", on=day) for day in days} == {hidden("2021-03-09")}
    assert {told(cast, "di", "effect", about="bo", on=day) for day in days} == {""}
    assert told(cast, "lin", "effect", about="bo", on=date(2018, 1, 10))  # who may know asks about any day


@pytest.mark.parametrize(
    ("part", "decided"),
    [
        ("warning", date(2020, 3, 10)),
        ("serious-warning", date(2019, 9, 10)),
        ("removal", date(2019, 3, 10)),
        ("probation-1", date(2020, 3, 10)),
        ("probation-2", date(2019, 3, 10)),
    ],
)
def test_all_kinds_are_told_in_the_same_words(cast: Cast, part: str, decided: date) -> None:
    sanctioned(cast, part, decided)
    assert told(cast, "eve", "effect") == hidden("2021-03-09")
    assert told_against(None, cast.person["ben"].subject, ["effect"], TODAY) == [hidden("2021-03-09")]


def test_what_has_no_end_yet_lasts_at_least_until_the_day_asked_about(cast: Cast) -> None:
    entry = sanctioned(cast, "probation-1", date(2019, 3, 10))
    assert told(cast, "eve", "effect") == hidden("2020-09-10")
    assert told(cast, "eve", "effect", on=date(2019, 4, 1)) == hidden("2020-09-10")
    move(cast, "lin", entry, "told", told="2019-03-20")
    entry.refresh_from_db()
    move(cast, "lin", entry, "restored", restored="2020-09-10", **{"restored-paper": "机纪〔2020〕80号"})
    assert told(cast, "eve", "effect") == hidden("2022-09-09")  # two effects that day, one sentence


def test_an_award_of_the_past_tells_nobody_of_a_sanction_that_came_later(cast: Cast) -> None:
    entry = move(cast, "eve", nominate(cast), "approved", opinion="同意")
    entry = move(cast, "eve", entry, "publicised", where="机关公示栏")
    set_clock(date(2020, 9, 18))
    entry = commend(cast, entry, date(2020, 9, 18))
    sanctioned(cast, who="bo", decided=TODAY)
    told_to = {who: [it.demand.id for it in findings(entry, cast.scope(who))] for who in ("eve", "lin")}
    assert told_to == {"eve": ["up-to-date"], "lin": ["clear", "up-to-date", "clear", "clear"]}


@pytest.mark.parametrize("who", ["lin", "wu", "ben"])
def test_who_may_see_it_is_told_the_reason(cast: Cast, who: str) -> None:
    move(cast, "lin", sanctioned(cast), "told", told="2020-03-20")
    assert told(cast, who, "effect") == "“违纪党员处理”的警告影响期到2021年3月9日为止"


def test_a_warning_is_named_to_the_secretary_alone(cast: Cast) -> None:
    warned(cast)
    assert "预警，到2020年12月31日为止" in told(cast, "ann", "warning")
    assert told(cast, "di", "warning") == hidden("2020-12-31")
    assert told(cast, "ann", "warning", on=date(2021, 1, 1)) == ""


def test_overdue_duties_and_a_suspended_membership_are_named_where_people_are_known(cast: Cast) -> None:
    assert "应办逾期未完成" in told(cast, "di", "overdue", about="long")
    assert told(cast, "charlie", "overdue", about="long") == hidden("2020-09-10")
    add(NewSpan(cast.person["bo"].pk, "suspended", date(2020, 9, 1), at=cast.org["A"].pk), entered=0)
    assert told(cast, "ann", "suspended", about="bo") == "停止党籍"
    assert told(cast, "charlie", "suspended", about="bo") == hidden("2020-09-10")


def test_the_page_tells_what_was_looked_at(cast: Cast) -> None:
    entry = nominate(cast)
    said = page_of(cast, "di", entry)
    assert "资格核对" in said
    assert said.count("<dd>没有</dd>") == 4  # 影响期、预警、停止党籍、整改
    assert "应办逾期未完成：" in said  # Bo's own duties
    assert "只供参考" in said
    sanctioned(cast, who="bo", decided=TODAY)
    said = page_of(cast, "di", entry)
    assert "<dt>影响期、预警、停止党籍、整改等逾期没有办结</dt>" in said  # of which of them nobody learns
    assert "<dd>没有</dd>" not in said


def page_of(cast: Cast, who: str, entry: Entry) -> str:
    client = Client()
    client.force_login(cast.user[who])
    said: str = client.get(reverse("case", args=[entry.uid])).content.decode()
    return " ".join(said.split()).replace("<dd> ", "<dd>").replace(" </dd>", "</dd>")


def test_nobody_is_commended_without_an_approval(cast: Cast) -> None:
    editions.permit(SYSTEM, register="award", given=Permit("区委", "区委发〔2020〕3号", TODAY, TODAY))
    set_clock(date(2020, 9, 11))
    with pytest.raises(Refusal, match="不在执行期内"):
        nominate(cast)


def test_nobody_is_nominated_for_a_day_before_the_approval_nor_twice(cast: Cast) -> None:
    with pytest.raises(FieldRefusal) as refused:
        nominate(cast, on=date(2020, 3, 31))
    assert "自2020年4月1日起，到2020年11月30日为止" in refused.value.problems["happened"]
    nominate(cast)
    with pytest.raises(FieldRefusal) as refused:
        nominate(cast)
    assert "请在那一份上办理" in refused.value.problems["happened"]


def test_a_sanctioned_member_is_not_nominated_and_why_is_not_said(cast: Cast) -> None:
    sanctioned(cast)
    with pytest.raises(Refusal) as refused:
        nominate(cast, "ben")
    assert hidden("2021-03-09") in str(refused.value)
    assert not [word for word in ("违纪", "警告", PAPER) if word in str(refused.value)]


def test_what_came_meanwhile_stops_the_step_to_the_award(cast: Cast) -> None:
    entry = move(cast, "eve", nominate(cast), "approved", opinion="同意")
    entry = move(cast, "eve", entry, "publicised", where="机关公示栏")
    set_clock(date(2020, 9, 18))
    sanctioned(cast, who="bo", decided=date(2020, 9, 15))
    with pytest.raises(Refusal, match="影响期内"):
        commend(cast, entry, date(2020, 9, 18))


def commend(cast: Cast, entry: Entry, on: date) -> Entry:
    said = {"feedback": "无", "paper": "区直工委〔2020〕21号"}
    return take(cast.scope("eve"), entry, step=Step("awarded", on, said), seen=entry.step)


def test_a_round_goes_its_way_and_stands_in_the_archive(cast: Cast) -> None:
    entry = nominate(cast)
    with pytest.raises(PermissionDenied):
        move(cast, "di", entry, "approved", opinion="自己同意")
    entry = move(cast, "eve", entry, "approved", opinion="同意")
    entry = move(cast, "eve", entry, "publicised", where="机关公示栏")
    assert entry in publicised()
    set_clock(date(2020, 9, 17))
    with pytest.raises(FieldRefusal, match="满5个工作日"):
        commend(cast, entry, date(2020, 9, 17))
    set_clock(date(2020, 9, 18))
    entry = commend(cast, entry, date(2020, 9, 18))
    found = timeline(cast.scope("bo"), cast.person["bo"], Stretch(date(2020, 1, 1), date(2020, 12, 31)))
    assert "优秀共产党员，已表彰" in [it.detail for it in found]


def test_what_is_late_warns_and_does_not_refuse(cast: Cast) -> None:
    entry = nominate(cast, "long")
    assert [(it.demand.id, it.refuses) for it in findings(entry)] == [("up-to-date", False)]


def test_the_form_for_a_post_asks_once_more_and_blocks_nothing(cast: Cast) -> None:
    sanctioned(cast)
    client, post = Client(), {"person": "BEN", "at": "A", "post": "branch-deputy-secretary", "since": "2020-09-10"}
    client.force_login(cast.user["eve"])
    assert "aware" not in client.get(reverse("post-new")).content.decode()
    asked = client.post(reverse("post-new"), post)
    assert asked.status_code == 422
    page = asked.content.decode()
    assert hidden("2021-03-09") in page
    assert PAPER not in page
    assert client.post(reverse("post-new"), post | {"aware": "on"}).status_code == 302


def test_nobody_learns_of_ones_own_sanction_before_being_told(cast: Cast) -> None:
    entry = nominate(cast)
    sanctioned(cast, who="bo")
    assert not any("影响期" in it.words for it in findings(entry, cast.scope("bo")))
    assert any("请向所在党组织和纪检部门了解" in it.words for it in findings(entry, cast.scope("di")))
    assert told(cast, "bo", "effect", "bo") == ""


def test_what_is_late_of_ones_own_is_told_to_oneself(cast: Cast) -> None:
    add(NewSpan(cast.person["ben"].pk, "suspended", TODAY, at=cast.org["A"].pk))
    assert told(cast, "ben", "suspended") == "停止党籍"
    assert told(cast, "bo", "suspended") == hidden(TODAY.isoformat())


def test_a_title_is_revoked_by_a_paper_and_is_public_no_more(cast: Cast) -> None:
    entry = move(cast, "eve", nominate(cast), "approved", opinion="同意")
    entry = move(cast, "eve", entry, "publicised", where="公告栏")
    set_clock(later := date(2020, 9, 30))
    steps = (
        ("awarded", {"feedback": "无", "paper": "区委发〔2020〕9号"}),
        ("archived", {"kept": "工委档案室"}),
        ("revoked", {"revoked-paper": "区委发〔2020〕12号"}),
    )
    public = []
    for stage, said in steps:
        entry = take(cast.scope("eve"), entry, step=Step(stage, later, said), seen=entry.step)
        public.append(entry in publicised())
    assert public == [True, True, False]
