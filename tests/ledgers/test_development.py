"""发展党员: all 25 steps by the 细则, each guard refused with step, demand and article; the roster follows."""

from datetime import date, timedelta

import pytest

from dengming.accounts.models import Line
from dengming.calendar.days import date_of
from dengming.editions.actions import begin_use, compare_text, take_back_comparison
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.handling import take_back
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.queries import entries
from dengming.ledgers.steps import due_day, earliest
from dengming.orgs.models import Member, Span
from dengming.refusal import Refusal
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers.developing import REGISTER, WAY, applied, papers, reviewed, stepped, vote, walked
from tests.shipped import rulebook

pytestmark = pytest.mark.whole  # a whole way, step by step

LATER = date(2022, 3, 1)
FOUR_CAME = {"present": "4", "sent": "4", "collected": "4", "for": "4", "against": "0"}


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(LATER)


def held(entry: Entry) -> list[tuple[str, date, date | None]]:
    """What the person was at the branch: (role, first day, last day)."""
    found = Span.objects.filter(subject=entry.subject, withdrawn=FAR_MOMENT).select_related("role").order_by("since")
    return [(it.role.name, date_of(it.since), None if it.until > 3_000_000 else date_of(it.until)) for it in found]


def day_of_step(stage: str) -> date:
    return next(day for name, day, _ in WAY if name == stage)


def test_all_25_steps_under_the_version_of_2014_and_the_roster_follows(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    assert entry.stage == "archived"
    assert findings(entry) == []
    assert held(entry) == [
        ("applicant", date(2018, 3, 5), date(2018, 9, 9)),
        ("activist", date(2018, 9, 10), date(2019, 11, 7)),
        ("candidate", date(2019, 11, 8), date(2020, 5, 28)),
        ("probationary", date(2020, 5, 29), date(2021, 5, 28)),
        ("member", date(2021, 5, 29), None),
    ]
    person = Member.objects.get(pk=entry.subject_id)
    assert (person.joined, person.confirmed) == (date(2020, 5, 29), date(2021, 5, 29))


def test_2026_publicity_and_consent_only_warn_until_the_text_was_compared(cast: Cast) -> None:
    set_clock(date(2026, 9, 1))
    entry = applied(cast, on=date(2025, 1, 6))
    way = {stage: dict(fields) for stage, _, fields in WAY}
    way["recommended"]["activist-meeting"], way["candidate"]["candidate-meeting"] = "2025-03-03", "2026-05-08"
    days = {
        "talked": date(2025, 1, 20), "recommended": date(2025, 3, 3), "activist-filed": date(2025, 3, 10),
        "contacts": date(2025, 3, 12), "cultivated": date(2026, 3, 10),
    }  # fmt: skip
    for stage, on in days.items():
        if stage == "cultivated":
            reviewed(entry, date(2025, 9, 1), date(2026, 3, 1))
        papers(entry, stage)
        entry = stepped(entry, stage, on, way[stage])
    short = {"publicised-from": "2026-05-11", "publicised-until": "2026-05-14", "publicity": "不影响"}
    papers(entry, "candidate")
    with pytest.raises(Refusal, match=r"公示结果不影响：.*（讲话C20、.*2026修订）》第十三条，未核对原文）"):
        stepped(entry, "candidate", date(2026, 5, 18), {**way["candidate"], **short, "publicity": "影响"})
    entry = stepped(entry, "candidate", date(2026, 5, 18), {**way["candidate"], **short})
    with pytest.raises(Refusal, match="上级党委备案或同意：“上级党委意见”是“不同意”"):
        stepped(entry, "candidate-filed", date(2026, 5, 20), {**way["candidate-filed"], "reply": "不同意"})
    entry = stepped(entry, "candidate-filed", date(2026, 5, 20), way["candidate-filed"])
    said = [it.words for it in findings(entry)]
    assert [(it.demand.id, it.refuses) for it in findings(entry)] == [
        ("five-days", False), ("consent", False),
    ]  # fmt: skip
    assert all("《中国共产党发展党员工作细则（2026修订）》第十三条，未核对原文" in it for it in said)
    assert "2026年5月11日起至少到2026年5月15日（满5个工作日），现在到2026年5月14日" in said[0]
    document = "中国共产党发展党员工作细则（2026修订）"
    compare_text(SYSTEM, document=document, note="2026年9月1日与共产党员网公布的全文核对，eve")
    entry = send_back(SYSTEM, entry, to="candidate", reason="公示天数不够", seen=entry.step)
    entry = send_back(SYSTEM, entry, to="cultivated", reason="公示天数不够", seen=entry.step)
    with pytest.raises(Refusal, match=r"公示不少于5个工作日：.*第十三条）"):
        stepped(entry, "candidate", date(2026, 5, 18), {**way["candidate"], **short})
    enough = {"publicised-from": "2026-05-11", "publicised-until": "2026-05-15", "publicity": "不影响"}
    entry = stepped(entry, "candidate", date(2026, 5, 18), {**way["candidate"], **enough})
    with pytest.raises(Refusal, match="上级党委同意：“上级党委意见”要是“同意”"):
        stepped(entry, "candidate-filed", date(2026, 5, 20), way["candidate-filed"])
    take_back_comparison(SYSTEM, document=document, reason="核对的是征求意见稿")  # confirmed by mistake: it warns again
    entry = stepped(entry, "candidate-filed", date(2026, 5, 20), way["candidate-filed"])
    assert [(it.demand.id, it.refuses) for it in findings(entry)] == [("consent", False)]


def test_a_step_of_the_day_before_goes_by_the_version_of_2014(cast: Cast) -> None:
    set_clock(date(2026, 9, 1))
    compare_text(SYSTEM, document="中国共产党发展党员工作细则（2026修订）", note="已核对")
    entry, said = walked(applied(cast), "cultivated"), dict(WAY[5][2])
    short = {"publicised-from": "2026-05-06", "publicised-until": "2026-05-08"}
    papers(entry, "candidate")
    with pytest.raises(Refusal, match="公示不少于5个工作日"):
        stepped(entry, "candidate", date(2026, 5, 11), {**said, **short})
    assert stepped(entry, "candidate", date(2026, 5, 10), {**said, **short}).stage == "candidate"


def test_the_steps_are_25_in_the_order_of_the_flow_chart() -> None:
    names = [it.name for it in rulebook().entries[REGISTER].stage if it.name.startswith("第")]
    assert [name.split(" ")[0] for name in names] == [f"第{number}步" for number in range(1, 26)]


@pytest.mark.parametrize(
    ("stage", "fields", "words"),
    [
        ("talked", {"talker": "PEI"}, "谈话人是正式党员：pei在2018年3月20日不是正式党员"),
        ("contacts", {"contact-1": "BO", "contact-2": "BO"}, "要是不同的人，也不能是本人"),
        ("recommended", {"activist-meeting": "2018-03-19"}, "2018年3月19日早于“第2步 派人谈话”的2018年3月20日"),
        ("examined", {"examined": "2020-04-02"}, "2020年4月2日早于“第11步 短期集中培训”的2020年4月3日"),
        ("candidate", {"candidate-meeting": "2019-10-09"}, "2019年10月9日早于“第6步 培养教育考察”的2019年10月10日"),
        ("introducers", {"introducer-1": "BO", "introducer-2": ""}, "还没有填"),
        ("introducers", {"introducer-1": "BO", "introducer-2": "PEI"}, "pei在2019年11月20日不是正式党员"),
        ("reviewed", {"political": "不合格"}, "第十六条"),
        ("trained", {"days": "2", "hours": "20"}, "要有“培训天数”不少于3，或者“培训学时”不少于24"),
        ("prereviewed", {"prereview": "不合格"}, "“预审结论”是“不合格”，不能办这一步：请办“终止培养”，或者退回"),
        ("voted", vote("vote", **FOUR_CAME), "实到 4 人，应到 9 人，到会要超过1/2（至少 5 人）"),
        ("voted", vote("vote", **{"for": "4", "against": "3"}), "赞成 4 票，要超过应到 9 人的一半（至少 5 票）"),
        ("voted", vote("vote", secret="其他"), "无记名投票：“接收大会表决方式”要是“无记名投票”"),
        ("voted", vote("vote", collected="8", **{"for": "7"}), "要重新投票"),
        ("admitted", {"decision": "不批准"}, "党委批准"),
        ("conversion-voted", vote("conversion", **{"for": "4", "against": "3"}), "通过：请办“登记延长预备期的票决”"),
        ("confirmed", {"conversion-decision": "不批准"}, "第三十四条"),
    ],
)  # fmt: skip
def test_a_step_that_does_not_meet_its_demand_is_refused(
    cast: Cast, stage: str, fields: dict[str, str], words: str
) -> None:
    before = WAY[[name for name, _, _ in WAY].index(stage) - 1][0]
    entry = walked(applied(cast), before) if stage != "talked" else applied(cast)
    papers(entry, stage)
    lines = Line.objects.count()
    with pytest.raises(Refusal) as refused:
        walked(entry, stage, {stage: fields})
    assert words in str(refused.value)
    name = rulebook().entries[REGISTER].stage_of(stage).name
    assert name in str(refused.value) or "还没有填" in words
    entry.refresh_from_db()
    assert (entry.stage == stage, Line.objects.count()) == (False, lines)


def test_publicity_is_asked_since_the_speech(cast: Cast) -> None:
    entry, said = walked(applied(cast), "cultivated"), dict(WAY[5][2]) | {"publicised-from": "", "publicity": ""}
    papers(entry, "candidate")
    with pytest.raises(Refusal, match="确定前公示：没有填“公示开始日期”“公示结果”（讲话C20）"):
        stepped(entry, "candidate", date(2020, 1, 6), said)
    assert stepped(entry, "candidate", date(2019, 12, 30), said).stage == "candidate"


def test_who_is_not_18_cannot_apply(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"第1步 递交入党申请书，年满18周岁：2018年3月6日才满18周岁（.*第五条"):
        applied(cast, born=date(2000, 3, 6))
    assert not Member.objects.filter(subject__name="xin").exists()
    assert applied(cast, born=date(2000, 3, 5)).stage == "applied"


def test_papers_that_are_missing_refuse_the_step(cast: Cast) -> None:
    entry = applied(cast)
    with pytest.raises(Refusal, match="没有“入党申请书”“与入党申请人的谈话记录”"):
        stepped(entry, "talked", date(2018, 3, 20), {"talker": "ANN"})


def test_a_year_of_cultivation_with_a_review_in_each_half_year(cast: Cast) -> None:
    entry = walked(applied(cast), "contacts")
    papers(entry, "cultivated")
    with pytest.raises(Refusal, match="最早2019年9月10日"):
        stepped(entry, "cultivated", date(2019, 9, 9), {})
    with pytest.raises(FieldRefusal, match="早于“第3步 推荐和确定入党积极分子”的2018年9月10日：那时还不能登记"):
        reviewed(entry, date(2018, 3, 6))
    reviewed(entry, date(2019, 9, 9), date(2019, 9, 8))
    with pytest.raises(Refusal, match="2018年9月10日起每半年一次“培养考察”，要在 2 个半年里有，现在只有 1 个（"):
        stepped(entry, "cultivated", date(2019, 9, 10), {})
    with pytest.raises(Refusal, match="现在只有 1 个"):
        stepped(entry, "cultivated", date(2019, 12, 30), {})
    reviewed(entry, date(2020, 1, 2))  # late, and in the next half-year
    entry = stepped(entry, "cultivated", date(2020, 1, 2), {})
    assert [it.said for it in findings(entry)] == ["2019年1月1日至2019年6月30日没有“培养考察”"]
    reviewed(entry, date(2019, 3, 9))
    assert findings(Entry.objects.get(pk=entry.pk)) == []


def test_who_reviews_as_the_duty_asks_is_told_nothing(cast: Cast) -> None:
    entry = walked(applied(cast), "contacts", {"recommended": {}})
    papers(entry, "cultivated")
    reviewed(entry, date(2019, 6, 20), date(2019, 12, 20))
    assert findings(stepped(entry, "cultivated", date(2020, 1, 5), {})) == []


def test_time_that_is_over_is_told_and_not_refused(cast: Cast) -> None:
    entry = walked(applied(cast), "form-filled")
    papers(entry, "voted")
    assert due_day(entry) == date(2020, 6, 8)
    entry = stepped(entry, "voted", date(2020, 6, 9), vote("vote"))
    (found,) = findings(entry)
    assert found.words == (
        "第15步 支部大会讨论和票决，预审合格后一般一个月内提交大会：最晚应在2020年6月8日，"
        "办理日期是2020年6月9日（本系统做法）。"
    )


def test_a_step_back_takes_the_status_back(cast: Cast) -> None:
    entry = walked(applied(cast), "recommended")
    assert held(entry)[-1] == ("activist", date(2018, 9, 10), None)
    entry = send_back(SYSTEM, entry, to="talked", reason="材料不齐", seen=entry.step)
    assert held(entry) == [("applicant", date(2018, 3, 5), None)]


def test_steps_from_before_the_day_of_use_are_recorded_as_they_were(cast: Cast) -> None:
    begin_use(SYSTEM, since=date(2019, 1, 1))
    entry = stepped(applied(cast), "talked", date(2018, 6, 20), {"talker": "PEI"})
    assert [it.demand.id for it in findings(entry)] == ["within", "talker", "papers"]


def test_what_waits_a_year_is_nobodys_step_before(cast: Cast) -> None:
    entry = walked(applied(cast), "contacts")
    stage = rulebook().entries[REGISTER].stage_of("cultivated")
    assert earliest(entry, stage) == date(2018, 9, 10) + timedelta(days=365)


def test_the_applicant_sees_the_own_case_and_other_members_do_not(cast: Cast) -> None:
    entry = applied(cast)
    person = Member.objects.get(pk=entry.subject_id)
    person.user = cast.user["bo"]
    Member.objects.filter(user=cast.user["bo"]).update(user=None)
    person.save()
    assert entries(cast.scope("bo"), register=REGISTER).get() == entry
    for who in ("ben", "charlie"):
        assert not entries(cast.scope(who), register=REGISTER).exists()
    assert entries(cast.scope("yi"), register=REGISTER).count() == 0


def test_the_own_last_step_is_taken_back_with_its_status(cast: Cast) -> None:
    entry = applied(cast)
    papers(entry, "talked")
    ann = cast.scope("ann")
    entry = take(ann, entry, step=Step("talked", date(2018, 3, 20), {"talker": "ANN"}), seen=entry.step)
    papers(entry, "recommended")
    said = {"way": "党员推荐", "activist-meeting": "2018-09-10"}
    entry = take(ann, entry, step=Step("recommended", date(2018, 9, 10), said), seen=entry.step)
    entry = take_back(ann, entry, reason="点错了", seen=entry.step)
    assert [role for role, _, _ in held(entry)] == ["applicant"]
