"""The days of a probation: from the vote for a year, once extended, and full membership from the day after."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.editions.actions import begin_use
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.demands.days import dated_days
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.places import nearest_with
from dengming.ledgers.steps import due_day, may_at, may_take
from dengming.ledgers.way import way_of
from dengming.orgs.models import Member
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal, days_in_words
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers.developing import REGISTER, applied, extended, extension, papers, stepped, vote, walked
from tests.ledgers.test_taken_up import held
from tests.shipped import rulebook

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2022, 3, 1))


def offered(entry: Entry, stage: str) -> dict[str, date]:
    return dated_days(rulebook().entries[REGISTER].stage_of(stage), way_of(entry))


@pytest.mark.parametrize("day", ["2020-05-01", "2021-05-28", "2021-05-30", "2031-05-29"])
def test_full_membership_begins_when_the_probation_is_over_and_on_no_other_day(cast: Cast, day: str) -> None:
    entry = walked(applied(cast), "conversion-voted")
    assert offered(entry, "confirmed") == {"full-since": date(2021, 5, 29)}
    papers(entry, "confirmed")
    with pytest.raises(Refusal) as refused:
        walked(entry, "confirmed", {"confirmed": {"full-since": day}})
    assert str(refused.value) == days_in_words(
        "第24步 党委审批转正，转正日期是预备期满之日：“转正日期（党龄从这天算起）”应是2021年5月29日，"
        f"现在是 {day}（《中国共产党发展党员工作细则（2014）》第三十二条、第三十四条）。"
    )


def test_after_an_extension_it_begins_on_the_day_after_that(cast: Cast) -> None:
    entry = extended(walked(applied(cast), "conversion-applied"), "2021-11-28")
    entry = stepped(entry, "conversion-applied", date(2021, 11, 20), {})
    papers(entry, "conversion-voted")
    entry = stepped(entry, "conversion-voted", date(2021, 11, 29), vote("conversion"))
    assert offered(entry, "confirmed") == {"full-since": date(2021, 11, 29)}
    papers(entry, "confirmed")
    said = {"conversion-decision": "批准", "conversion-paper": "机党〔2021〕19号", "full-since": "2021-05-29"}
    with pytest.raises(Refusal, match="应是2021年11月29日，现在是2021年5月29日"):
        stepped(entry, "confirmed", date(2021, 12, 20), said)
    entry = stepped(entry, "confirmed", date(2021, 12, 20), {**said, "full-since": "2021-11-29"})
    assert held(entry.subject_id)[-1] == ("member", date(2021, 11, 29), None)


def test_a_wrong_day_from_before_the_day_of_use_is_found_and_leaves_the_member_a_member(cast: Cast) -> None:
    begin_use(SYSTEM, since=date(2022, 1, 1))
    entry = walked(applied(cast), "confirmed", {"confirmed": {"full-since": "2020-05-01"}})
    assert [it.demand.id for it in findings(entry)] == ["full-since"]
    assert held(entry.subject_id)[-1] == ("member", date(2020, 5, 29), None)
    assert Member.objects.get(pk=entry.subject_id).joined == date(2020, 5, 29)


def test_probation_is_extended_once_for_half_a_year_to_a_year(cast: Cast) -> None:
    entry, on = walked(applied(cast), "conversion-applied"), date(2021, 5, 31)
    assert offered(entry, "extension-voted") == {"extended-from": date(2021, 5, 29)}
    with pytest.raises(Refusal, match="至少到2021年11月28日（满6个月）"):
        stepped(entry, "extension-voted", on, extension("2021-11-27"))
    with pytest.raises(Refusal, match="最多到2022年5月28日"):
        stepped(entry, "extension-voted", on, extension("2022-05-29"))
    entry = stepped(extended(entry, "2021-11-28"), "conversion-applied", date(2021, 11, 20), {})
    with pytest.raises(Refusal, match="只能延长一次：已经办过一次"):
        stepped(entry, "extension-voted", date(2021, 11, 30), extension("2022-05-28"))
    papers(entry, "conversion-voted")
    with pytest.raises(Refusal, match="最早2021年11月29日"):
        stepped(entry, "conversion-voted", date(2021, 11, 28), vote("conversion"))
    assert stepped(entry, "conversion-voted", date(2021, 11, 29), vote("conversion")).stage == "conversion-voted"


def test_an_extension_begins_when_the_year_is_over(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-applied")
    with pytest.raises(Refusal, match=r"“延长预备期起”应是2021年5月29日，现在是2020年6月1日（.*第三十二条"):
        stepped(entry, "extension-voted", date(2021, 5, 26), extension("2020-11-30", begins="2020-06-01"))


@pytest.mark.parametrize(
    ("before", "voted", "approved", "said"),
    [
        ("conversion-applied", "extension-voted", "extended", extension("2021-11-28")),
        ("watched", "cancellation-voted", "cancelled", {"reason": "不履行义务", **vote("cancellation")}),
    ],
)
def test_the_branch_votes_and_the_committee_approves(
    cast: Cast, before: str, voted: str, approved: str, said: dict[str, str]
) -> None:
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    entry, kind, on = walked(applied(cast), before), voted.removesuffix("-voted"), date(2021, 6, 1)
    few = {f"{kind}-for": "4", f"{kind}-against": "3"}
    with pytest.raises(Refusal, match="赞成 4 票，要超过应到 9 人的一半"):
        stepped(entry, voted, on, {**said, **few})
    entry = take(cast.scope("ann"), entry, step=Step(voted, on, said), seen=entry.step)
    answer = {f"{kind}-decision": "批准", f"{kind}-paper": "机党〔2021〕12号"}
    with pytest.raises(PermissionDenied, match="党委书记"):
        take(cast.scope("ann"), entry, step=Step(approved, on, answer), seen=entry.step)
    with pytest.raises(PermissionDenied, match="党委书记"):  # the work committee's, while a committee stands between
        take(cast.scope("wu"), entry, step=Step(approved, on, answer), seen=entry.step)
    with pytest.raises(Refusal, match=r"党委批准：.*第三十二条"):
        stepped(entry, approved, on, {**answer, f"{kind}-decision": "不批准"})
    with pytest.raises(Refusal, match="还没有填"):
        stepped(entry, approved, on, {**answer, f"{kind}-paper": ""})
    entry = take(cast.scope("di"), entry, step=Step(approved, on, answer), seen=entry.step)
    assert (entry.stage, findings(entry)) == (approved, [])


def test_a_cancelled_probation_ends_it_and_going_back_restores_it(cast: Cast) -> None:
    entry, on = walked(applied(cast), "watched"), date(2021, 6, 1)
    entry = stepped(entry, "cancellation-voted", on, {"reason": "不履行义务", **vote("cancellation")})
    assert held(entry.subject_id)[-1] == ("probationary", date(2020, 5, 29), None)
    answer = {"cancellation-decision": "批准", "cancellation-paper": "机党〔2021〕12号"}
    entry = stepped(entry, "cancelled", on, answer)
    assert held(entry.subject_id)[-1] == ("probationary", date(2020, 5, 29), date(2021, 5, 31))
    person = Member.objects.get(pk=entry.subject_id)
    assert person.joined is None  # who is no member joined on no day
    entry = send_back(SYSTEM, entry, to="cancellation-voted", reason="批复有误", seen=entry.step)
    assert held(entry.subject_id)[-1] == ("probationary", date(2020, 5, 29), None)
    person.refresh_from_db()
    assert person.joined == date(2020, 5, 29)


@pytest.mark.parametrize(
    ("on", "reason", "told"),
    [
        (date(2020, 8, 29), "", []),
        (date(2020, 8, 30), "", ["2020-08-29"]),
        (date(2020, 10, 29), "书记空缺，10月才开会", []),
        (date(2020, 11, 29), "书记空缺，10月才开会", []),
        (date(2020, 11, 30), "书记空缺，10月才开会", ["2020-11-29"]),
        (date(2020, 11, 30), "", ["2020-08-29"]),
    ],
)
def test_an_approval_comes_within_three_months_or_says_why_within_six(
    cast: Cast, on: date, reason: str, told: list[str]
) -> None:
    entry = walked(applied(cast), "interviewed")
    papers(entry, "admitted")
    assert due_day(entry) == date(2020, 8, 29)
    said = {"decision": "批准", "decision-paper": "机党〔2020〕8号", "late-reason": reason}
    found = findings(stepped(entry, "admitted", on, said))
    assert [it.said for it in found] == [days_in_words(f"最晚应在 {day}，办理日期是 {on}") for day in told]


def test_where_no_committee_stands_between_the_work_committee_approves(cast: Cast) -> None:
    entry = walked(applied(cast), "interviewed")
    stage = rulebook().entries[REGISTER].stage_of("admitted")
    assert not may_take(cast.scope("wu"), entry, stage)
    direct = cast.org["WORK"].reach + "9999"  # a branch right under it
    assert may_at(cast.scope("wu"), stage, cast.org["WORK"].reach)
    assert nearest_with(stage.by, direct) == cast.org["WORK"].reach
    assert nearest_with(stage.by, cast.org["A"].reach) == cast.org["COMM"].reach
