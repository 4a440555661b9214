"""失联党员: six months and two years to the day, several ways of looking, and back at any time; the roster follows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.scope import NotVisible
from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry
from dengming.ledgers.amending import amend
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.queries import entries, get_entry
from dengming.ledgers.titles import title_of
from dengming.orgs.models import Member, Span
from dengming.orgs.spans import NewSpan, add
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast, set_clock
from tests.dues.collecting import assess, pay
from tests.records.writing import confirmed
from tests.shipped import rulebook

pytestmark = pytest.mark.whole  # a whole way, step by step

LAST = date(2020, 1, 10)
SUSPENDED = date(2020, 7, 10)
SAID = {"last-contact": LAST.isoformat(), "last-was": "交纳党费", "situation": "4 单位改变"}
PAPERS = {"opinion": "2020-07-01 支部大会", "meeting": "2020-07-08", "paper": "机党〔2020〕7号"}
REMOVED = {"removed-meeting": "2022-07-10", "removed-paper": "机党〔2022〕9号"}


def missing(
    cast: Cast, who: str = "ben", ways: tuple[str, ...] = ("打电话", "寄信"), result: str = "没有联系上"
) -> Entry:
    """Ben was seen last on 10 January; Ann looked for him in these ways, the last time with this result."""
    set_clock(date(2022, 7, 10))
    member = cast.person[who].subject
    entry: Entry = file_entry(
        cast.scope("ann"), member, register="lost-contact", happened=date(2020, 3, 2), fields=SAID
    )
    for number, way in enumerate(ways):
        said = {"way": way, "by": "ANN", "result": result if number == len(ways) - 1 else "没有联系上"}
        on = date(2020, 4, 1 + number)
        file_entry(cast.scope("ann"), member, register="contact-attempt", happened=on, fields=said, parent=entry)
    return entry


def stepped(cast: Cast, entry: Entry, stage: str, on: date, said: dict[str, str], who: str = "wu") -> Entry:
    found: Entry = take(cast.scope(who), entry, step=Step(stage, on, said), seen=entry.step)
    return found


def suspended(cast: Cast) -> Entry:
    return stepped(cast, missing(cast), "suspended", SUSPENDED, PAPERS)


def search(cast: Cast, entry: Entry, on: date, way: str = "打电话", result: str = "没有联系上") -> None:
    said = {"way": way, "by": "ANN", "result": result}
    file_entry(cast.scope("ann"), entry.subject, register="contact-attempt", happened=on, fields=said, parent=entry)


def held(cast: Cast, who: str = "ben") -> list[tuple[str, date, date | None]]:
    found = Span.objects.filter(subject=cast.person[who].subject, withdrawn=FAR_MOMENT).select_related("role")
    spans = [(it.role.name, date_of(it.since), it.until) for it in found.order_by("since")]
    return [(role, since, None if until > 3_000_000 else date_of(until)) for role, since, until in spans]


def waits(cast: Cast, who: str, on: date) -> list[str]:
    set_clock(on)
    return [it.title for it in tasks(cast.scope(who), AsOf.at()) if "失联党员：" in it.title]


def test_after_six_months_suspended_after_two_years_removed_to_the_day(cast: Cast) -> None:
    entry = missing(cast)
    with pytest.raises(Refusal, match=r"失去联系满六个月：最早2020年7月10日才能办理.*第二十四条"):
        stepped(cast, entry, "suspended", date(2020, 7, 9), PAPERS)
    with pytest.raises(PermissionDenied):
        stepped(cast, entry, "suspended", SUSPENDED, PAPERS, who="ann")
    entry = stepped(cast, entry, "suspended", SUSPENDED, PAPERS)
    assert held(cast)[-1] == ("suspended", SUSPENDED, None)
    search(cast, entry, date(2022, 7, 1))
    with pytest.raises(Refusal, match="停止党籍满两年：最早2022年7月10日才能办理"):
        stepped(cast, entry, "removed", date(2022, 7, 9), REMOVED)
    entry = stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED)
    assert held(cast) == [
        ("member", date(2015, 1, 1), date(2020, 7, 9)),
        ("suspended", SUSPENDED, date(2022, 7, 9)),
    ]
    assert list(entries(cast.scope("ann"), register="lost-contact")) == [entry]  # the branch still sees how it ended
    send_back(cast.scope("wu"), entry, to="suspended", reason="本人来信", seen=entry.step)
    assert held(cast)[-1] == ("suspended", SUSPENDED, None)


def test_looking_twice_in_the_same_way_is_not_several_ways(cast: Cast) -> None:
    entry = missing(cast, ways=("打电话", "打电话"))
    with pytest.raises(Refusal, match="要有 2 次查找方式不同的“查找情况”，现在有 1 次"):
        stepped(cast, entry, "suspended", SUSPENDED, PAPERS)
    search(cast, entry, SUSPENDED, "上门走访")
    assert stepped(cast, entry, "suspended", SUSPENDED, PAPERS).stage == "suspended"


def test_who_was_reached_is_not_suspended(cast: Cast) -> None:
    entry = missing(cast, ways=("打电话", "寄信", "上门走访"), result="联系上了")
    with pytest.raises(Refusal, match="2020年4月3日的“查找情况”，“结果”是“联系上了”：请办“登记取得联系”"):
        stepped(cast, entry, "suspended", SUSPENDED, PAPERS)
    assert stepped(cast, entry, "contacted", SUSPENDED, {"contacted-by": "ann"}, who="ann").stage == "contacted"


def told(cast: Cast, entry: Entry) -> list[str]:
    entry = get_entry(cast.scope("ann"), entry.uid)
    return [it.said for it in findings(entry) if it.demand.id == "unseen" and not it.refuses]


@pytest.mark.parametrize("on", [LAST, date(2020, 1, 1)])
def test_a_search_before_the_contact_was_lost_is_none(cast: Cast, on: date) -> None:
    entry = missing(cast, ways=())
    with pytest.raises(FieldRefusal, match="不晚于“最后一次参加组织生活或交纳党费的日期”2020年1月10日"):
        search(cast, entry, on)
    search(cast, entry, date(2020, 1, 11))


def test_a_search_from_before_the_day_that_was_put_right_does_not_count(cast: Cast) -> None:
    entry = missing(cast, ways=("打电话",))
    search(cast, entry, date(2020, 2, 1), "寄信")
    entry = amend(cast.scope("ann"), entry, fields={**SAID, "last-contact": "2020-02-01"}, seen=entry.step)
    with pytest.raises(Refusal, match="要有 2 次查找方式不同的“查找情况”，现在有 1 次"):
        stepped(cast, entry, "suspended", date(2020, 10, 1), PAPERS)


def test_who_is_removed_was_looked_for_again(cast: Cast) -> None:
    entry = suspended(cast)
    wanted = (
        "“停止党籍”（2020年7月10日）以后、这一步以前6个月内，要有 1 次“查找情况”，现在有 0 次（.*第二十四条、本地参数）"
    )
    for on in (None, date(2022, 1, 9)):
        if on:
            search(cast, entry, on)
        with pytest.raises(Refusal, match=wanted):
            stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED)
    search(cast, entry, date(2022, 1, 10), "寄信")
    assert stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED).stage == "removed"


def test_what_was_kept_about_who_left_stays_with_the_branch(cast: Cast) -> None:
    entry = suspended(cast)
    search(cast, entry, date(2022, 1, 10), "寄信")
    stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED)
    set_clock(date(2022, 7, 20))
    for who, kept in (("ann", 3), ("di", 3), ("charlie", 0)):
        assert entries(cast.scope(who), register="contact-attempt").count() == kept
    ben = cast.person["ben"]
    add(NewSpan(ben.pk, "applicant", date(2022, 7, 15), at=cast.org["C"].pk))  # begun again elsewhere
    assert entries(cast.scope("ann"), register="contact-attempt").count() == 0


def test_who_was_reached_after_the_suspension_is_not_removed(cast: Cast) -> None:
    entry = suspended(cast)
    search(cast, entry, date(2022, 7, 1), result="联系上了")
    with pytest.raises(Refusal, match="“结果”是“联系上了”：请办“登记取得联系”"):
        stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED)


def test_a_later_day_that_the_system_knows_is_told_and_refuses_nothing(cast: Cast) -> None:
    confirmed(cast, on=date(2020, 2, 20))
    entry = missing(cast)
    assert told(cast, entry) == ["系统里2020年2月20日还有本人参加活动的记录，填写的是2020年1月10日，请先核对"]
    set_clock(date(2020, 7, 1))
    assess(cast, "ben", "3000", since=(2020, 6))
    pay(cast, "ben", (2020, 6), on=date(2020, 6, 3))
    set_clock(date(2022, 7, 10))
    entry = stepped(cast, entry, "suspended", SUSPENDED, PAPERS)
    assert [it.split("还有")[0] for it in told(cast, entry)] == ["系统里2020年2月20日", "系统里2020年6月3日"]


def test_a_day_not_before_the_last_that_the_system_knows_is_right(cast: Cast) -> None:
    confirmed(cast, on=LAST)
    assert told(cast, missing(cast)) == []


def test_a_trace_is_no_result(cast: Cast) -> None:
    entry = missing(cast, result="有线索，继续查找")
    assert stepped(cast, entry, "suspended", SUSPENDED, PAPERS).stage == "suspended"


def test_the_task_stands_from_the_day_on_with_the_nearest_who_may(cast: Cast) -> None:
    entry = missing(cast)
    assert waits(cast, "wu", date(2020, 7, 9)) == []
    assert len(waits(cast, "wu", date(2020, 7, 10))) == 1
    set_clock(date(2022, 7, 10))
    stepped(cast, entry, "suspended", SUSPENDED, PAPERS)
    assert waits(cast, "wu", date(2022, 7, 9)) == []
    assert [it.split("（")[0] for it in waits(cast, "wu", date(2022, 7, 10))] == ["失联党员：按自行脱党除名"]
    assert waits(cast, "ann", date(2022, 7, 10)) == []  # nobody waits for somebody to be found


def test_one_case_at_a_time_for_each_person(cast: Cast) -> None:
    missing(cast)
    with pytest.raises(FieldRefusal, match="ben已有一份没有办结的“失联党员”"):
        missing(cast)


def test_found_before_and_after_and_restored(cast: Cast) -> None:
    entry = stepped(cast, missing(cast), "contacted", date(2020, 5, 6), {"contacted-by": "本人来电，ann"}, who="ann")
    assert held(cast) == [("member", date(2015, 1, 1), None)]
    assert rulebook().entries["lost-contact"].stage_of(entry.stage).end
    entry = stepped(cast, missing(cast, "bai"), "suspended", SUSPENDED, PAPERS)
    entry = stepped(cast, entry, "found", date(2021, 3, 1), {"contacted-by": "来信，ann"}, who="ann")
    with pytest.raises(Refusal, match="不能办这一步"):
        stepped(cast, entry, "removed", date(2022, 7, 10), REMOVED)
    papers = {"resumed-meeting": "2021-04-01", "resumed-paper": "机党〔2021〕3号"}
    entry = stepped(cast, entry, "resumed", date(2021, 4, 1), papers)
    assert [it for it in held(cast, "bai") if it[0] != "sick-leave"] == [
        ("member", date(2015, 1, 1), date(2020, 7, 9)),
        ("suspended", SUSPENDED, date(2021, 3, 31)),
        ("member", date(2021, 4, 1), None),
    ]
    send_back(cast.scope("wu"), entry, to="found", reason="批复有误", seen=entry.step)
    assert ("suspended", SUSPENDED, None) in held(cast, "bai")


def test_who_is_restored_is_a_full_member_since_the_same_day_as_before(cast: Cast) -> None:
    days = {"joined": date(2001, 7, 1), "confirmed": date(2002, 7, 1)}
    ben = Member.objects.filter(pk=cast.person["ben"].pk)
    ben.update(**days)
    entry = stepped(cast, suspended(cast), "found", date(2021, 3, 1), {"contacted-by": "来信，ann"}, who="ann")
    papers = {"resumed-meeting": "2021-04-01", "resumed-paper": "机党〔2021〕3号"}
    entry = stepped(cast, entry, "resumed", date(2021, 4, 1), papers)
    assert ben.values(*days).get() == days
    send_back(cast.scope("wu"), entry, to="found", reason="批复有误", seen=entry.step)
    assert ben.values(*days).get() == days


def test_going_back_restores_the_membership(cast: Cast) -> None:
    entry = suspended(cast)
    send_back(cast.scope("wu"), entry, to="missing", reason="算错了日期", seen=entry.step)
    assert held(cast) == [("member", date(2015, 1, 1), None)]


def test_an_attempt_is_called_by_its_way(cast: Cast) -> None:
    assert [title_of(it) for it in missing(cast).children.order_by("pk")] == ["打电话", "寄信"]


def test_a_stranger_finds_nothing_and_a_probationary_member_is_not_put_there(cast: Cast) -> None:
    entry = missing(cast)
    for who in ("charlie", "yi", "bo"):
        assert list(entries(cast.scope(who))) == []
        with pytest.raises(NotVisible):
            get_entry(cast.scope(who), entry.uid)
    with pytest.raises(FieldRefusal, match="不在“失联党员”的登记范围内"):
        missing(cast, "pei")


def test_there_is_no_field_for_where_somebody_is() -> None:
    file = rulebook().home_of["entry:lost-contact"]
    asked = {field.name for entry in file.entry for field in entry.field}
    assert not any(word in name for name in asked for word in ("地址", "位置", "住址", "电话", "轨迹", "手机"))


def test_two_ways_on_one_day_are_two_searches_and_the_same_one_is_told(cast: Cast) -> None:
    entry, on = missing(cast, ways=()), date(2020, 4, 1)
    search(cast, entry, on)
    search(cast, entry, on, "寄信")
    with pytest.raises(FieldRefusal, match="这一天已经登记过"):
        search(cast, entry, on, "寄信")
    assert entry.children.count() == 2


def checked(cast: Cast, found: str) -> Entry:
    said = {"checked": "5", "found": found}
    branch = cast.org["A"].subject
    made: Entry = file_entry(cast.scope("ann"), branch, register="lost-contact-check", happened=TODAY, fields=said)
    return made


def test_no_more_are_lost_than_were_checked(cast: Cast) -> None:
    with pytest.raises(FieldRefusal, match="“其中失去联系的”6 多于“排查党员数”5：请核对这两个数。"):
        checked(cast, "6")
    assert checked(cast, "5").stage == "filed"


def test_nobody_reports_themselves_as_lost(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能登记本人的“失联党员”：请由其他有“纪实”权限的人登记"):
        missing(cast, "ann")


def test_who_is_lost_and_going_over_is_told_on_both_files(cast: Cast) -> None:
    lost = missing(cast, ways=())
    said = {"reason": "工作单位变动"}
    leaving = file_entry(
        cast.scope("ann"), lost.subject, register="membership-transfer", happened=date(2020, 5, 1), fields=said
    )
    assert [it.said for it in findings(leaving)] == [
        "ben还有一份“失联党员”没有办结，现在是“失联待查”：请先核对那一件，该办的先办（“停止党籍”“登记取得联系”）"
    ]
    assert ["“组织关系转接”没有办结" in it.said for it in findings(lost)] == [True]
    assert not any(it.refuses or it.is_cited for it in (*findings(leaving), *findings(lost)))
    stepped(cast, lost, "contacted", date(2020, 5, 6), {"contacted-by": "ann"}, who="ann")
    assert findings(leaving) == []
