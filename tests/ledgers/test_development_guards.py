"""推优、公示、预审、票决 of 发展党员: what looks done and is not does not pass."""

from datetime import date

import pytest

from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.refusal import Refusal
from tests.cast import Cast, set_clock
from tests.ledgers.developing import WAY, applied, papers, reviewed, stepped, vote, walked
from tests.ledgers.disciplining import officers, sanctioned

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2022, 3, 1))


def listed(entry: Entry, on: date, until: str, result: str = "不影响") -> Entry:
    """As a candidate, on a day, after a publicity until another."""
    papers(entry, "candidate")
    said = next(fields for stage, _, fields in WAY if stage == "candidate")
    shown = {"publicised-from": "2020-02-20", "publicised-until": until, "publicity": result}
    return stepped(entry, "candidate", on, {**said, **shown})


def test_a_publicity_is_over_before_the_step(cast: Cast) -> None:
    entry = walked(applied(cast), "cultivated")
    with pytest.raises(Refusal, match="公示期满：最早2020年3月3日才能办理，办理日期是2020年3月2日（讲话C20"):
        listed(entry, date(2020, 3, 2), "2020-03-02")
    assert findings(listed(entry, date(2020, 3, 3), "2020-03-02")) == []


def test_a_publicity_with_effect_does_not_pass_before_2026_either(cast: Cast) -> None:
    entry = walked(applied(cast), "cultivated")
    with pytest.raises(
        Refusal, match="公示结果不影响：“公示结果”是“影响”，不能办这一步：请办“终止培养”，或者退回并写明原因（讲话C20"
    ):
        listed(entry, date(2020, 3, 3), "2020-03-02", "影响")


def test_publicity_in_2026_is_over_before_the_step_too(cast: Cast) -> None:
    set_clock(date(2026, 9, 1))
    entry = walked(applied(cast), "cultivated")
    with pytest.raises(Refusal, match="最早2027年1月1日才能办理"):
        listed(entry, date(2026, 6, 2), "2026-12-31")


def test_what_the_superior_disagrees_with_is_not_filed(cast: Cast) -> None:
    entry = walked(applied(cast), "candidate")
    with pytest.raises(
        Refusal, match=r"“上级党委意见”是“不同意”，不能办这一步：请办“终止培养”，或者退回并写明原因（.*第十三条"
    ):
        walked(entry, "candidate-filed", {"candidate-filed": {"reply": "不同意"}})


def test_the_meeting_is_held_after_the_day_of_the_pre_review(cast: Cast) -> None:
    entry = walked(applied(cast), "prereviewed")
    papers(entry, "form-filled")
    entry = stepped(entry, "form-filled", date(2020, 5, 8), {})
    papers(entry, "voted")
    with pytest.raises(Refusal, match="预审合格以后才开大会：最早2020年5月9日才能办理"):
        stepped(entry, "voted", date(2020, 5, 8), vote("vote"))
    assert stepped(entry, "voted", date(2020, 5, 9), vote("vote")).stage == "voted"


@pytest.mark.parametrize("stage", ["contacts", "introducers"])
def test_whose_rights_rest_is_told_of_where_named_and_never_by_kind(cast: Cast, stage: str) -> None:
    officers(cast)
    sanctioned(cast, "probation-1", date(2018, 6, 1))
    said = {"contacts": {"contact-1": "BEN"}, "introducers": {}}[stage]
    entry = walked(applied(cast), stage, {stage: said})
    (told_to_officer,) = findings(entry, cast.scope("lin"))
    assert told_to_officer.said == "ben“违纪党员处理”的留党察看期还没有到期"
    (told_to_all,) = findings(entry, cast.scope("ann"))
    assert "请向所在党组织和纪检部门了解" in told_to_all.words
    assert "留党察看" not in told_to_all.words


def test_a_later_sanction_is_not_held_against_a_step_gone_by(cast: Cast) -> None:
    officers(cast)
    entry = walked(applied(cast), "reviewed")
    sanctioned(cast, "probation-1", date(2021, 6, 1))
    assert findings(entry) == findings(entry, cast.scope("ann")) == findings(entry, cast.scope("lin")) == []


@pytest.mark.parametrize("said", ["6.7", "6.0", "-1", "六", "６", "1e2"])
def test_people_and_ballots_are_counted_whole(cast: Cast, said: str) -> None:
    entry = walked(applied(cast), "form-filled")
    papers(entry, "voted")
    with pytest.raises(FieldRefusal) as refused:
        stepped(entry, "voted", date(2020, 5, 29), vote("vote", **{"for": said}))
    assert refused.value.problems == {"vote-for": "“赞成”请写整数，没有的写 0。"}


def test_a_publicity_is_not_held_before_the_cultivation_is_over(cast: Cast) -> None:
    entry = walked(applied(cast), "contacts")
    reviewed(entry, date(2019, 6, 1), date(2019, 12, 1))
    papers(entry, "cultivated")
    entry = stepped(entry, "cultivated", date(2020, 2, 25), {})
    with pytest.raises(Refusal, match="“公示开始日期”2020年2月20日早于“第6步 培养教育考察”的2020年2月25日"):
        listed(entry, date(2020, 3, 3), "2020-03-02")


def test_a_publicity_does_not_end_before_it_begins(cast: Cast) -> None:
    entry = walked(applied(cast), "cultivated")
    with pytest.raises(Refusal, match="公示先开始、后结束：2020年2月20日起至少到2020年2月20日"):
        listed(entry, date(2020, 3, 3), "2020-02-18")


def test_the_probation_is_not_extended_before_it_is_over(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-applied")
    papers(entry, "extension-voted")
    said = {"extended-from": "2021-05-29", "extended-until": "2021-11-28", "reason": "还要考察", **vote("extension")}
    with pytest.raises(Refusal, match="预备期满一年：最早2021年5月29日才能办理，办理日期是2021年5月28日"):
        stepped(entry, "extension-voted", date(2021, 5, 28), said)
    assert findings(stepped(entry, "extension-voted", date(2021, 5, 29), said)) == []
