"""推优、公示、预审、票决 of 发展党员: what looks done and is not does not pass."""

from datetime import date

import pytest

from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.refusal import Refusal
from tests.cast import Cast, set_clock
from tests.ledgers.developing import WAY, applied, papers, stepped, vote, walked
from tests.ledgers.disciplining import officers, sanctioned

pytestmark = pytest.mark.whole  # a whole way, step by step


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


@pytest.mark.parametrize(
    ("stage", "article"), [("contacts", "本系统做法"), ("introducers", "工作细则（2014）》第十四条")]
)
def test_whose_rights_rest_neither_cultivates_nor_vouches(cast: Cast, stage: str, article: str) -> None:
    officers(cast)
    sanctioned(cast, "probation-1", date(2018, 6, 1))
    before = [name for name, _, _ in WAY][[name for name, _, _ in WAY].index(stage) - 1]
    entry = walked(applied(cast), before)
    said = {"contacts": {"contact-1": "BEN"}, "introducers": {}}[stage]
    with pytest.raises(Refusal) as refused:
        walked(entry, stage, {stage: said})
    assert "不在留党察看期内：ben“违纪党员处理”的留党察看期还没有到期" in str(refused.value)
    assert article in str(refused.value)
    on, fields = next((on, fields) for name, on, fields in WAY if name == stage)
    with pytest.raises(Refusal) as refused:
        take(cast.scope("ann"), entry, step=Step(stage, on, {**fields, **said}), seen=entry.step)
    assert "请向纪检部门了解" in str(refused.value)
    assert "违纪" not in str(refused.value)


def test_a_warning_is_no_bar_to_vouching(cast: Cast) -> None:
    officers(cast)
    sanctioned(cast, "warning", date(2019, 6, 1))
    assert walked(applied(cast), "introducers").stage == "introducers"


@pytest.mark.parametrize("said", ["6.7", "6.0", "-1", "六", "６", "1e2"])
def test_people_and_ballots_are_counted_whole(cast: Cast, said: str) -> None:
    entry = walked(applied(cast), "form-filled")
    papers(entry, "voted")
    with pytest.raises(FieldRefusal) as refused:
        stepped(entry, "voted", date(2020, 5, 29), vote("vote", **{"for": said}))
    assert refused.value.problems == {"vote-for": "“赞成”请写整数，没有的写 0。"}


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
