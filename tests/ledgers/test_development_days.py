"""The days of a probation: from the vote for a year, once extended, and full membership from the day after."""

from datetime import date

import pytest

from dengming.editions.actions import begin_use
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.demands.days import dated_days
from dengming.ledgers.models import Entry
from dengming.ledgers.way import way_of
from dengming.orgs.models import Member
from dengming.refusal import Refusal
from tests.cast import SYSTEM, Cast, rulebook, set_clock
from tests.ledgers.developing import REGISTER, applied, extended, papers, stepped, vote, walked
from tests.ledgers.test_taken_up import held

pytestmark = pytest.mark.whole  # a whole way, step by step


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
    assert str(refused.value) == (
        "第24步 党委审批转正，转正日期是预备期满之日：“转正日期（党龄从这天算起）”应是 2021-05-29，"
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
    with pytest.raises(Refusal, match="应是 2021-11-29，现在是 2021-05-29"):
        stepped(entry, "confirmed", date(2021, 12, 20), said)
    entry = stepped(entry, "confirmed", date(2021, 12, 20), {**said, "full-since": "2021-11-29"})
    assert held(entry.subject_id)[-1] == ("member", date(2021, 11, 29), None)


def test_a_wrong_day_from_before_the_day_of_use_is_found_and_leaves_the_member_a_member(cast: Cast) -> None:
    begin_use(SYSTEM, since=date(2022, 1, 1))
    entry = walked(applied(cast), "confirmed", {"confirmed": {"full-since": "2020-05-01"}})
    assert [it.demand.id for it in findings(entry)] == ["full-since"]
    assert held(entry.subject_id)[-1] == ("member", date(2020, 5, 29), None)
    assert Member.objects.get(pk=entry.subject_id).joined == date(2020, 5, 29)
