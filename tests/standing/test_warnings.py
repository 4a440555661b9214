"""A colour warning: proposed by facts, confirmed by people, told in private, answered, settled, lifted."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.calendar.periods import parse_period
from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal
from dengming.standing.models import ColourWarning
from dengming.standing.points.queries import kept_of
from dengming.standing.queries import AsOf
from dengming.standing.task import Task
from dengming.standing.tasks import tasks
from dengming.standing.warnings import actions, answers, queries
from dengming.standing.warnings.study import Study, first_day, meetings
from tests import cast as casting
from tests.cast import TODAY, Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook
from tests.standing.points.absences import absent, attended

SCORE = "member-points"
STUDY = Study("支部会议", date(2020, 9, 8))
DAYS = (date(2020, 3, 5), date(2020, 4, 5), date(2020, 5, 5), date(2020, 6, 5))
Stage, How = ColourWarning.Stage, ColourWarning.How


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build()
    absent(found.person["bo"], DAYS[0])
    return found


def warn(cast: Cast, who: str = "ann", whom: str = "bo", study: Study = STUDY) -> ColourWarning:
    found: ColourWarning = actions.confirm(cast.scope(who), cast.person[whom], score=SCORE, study=study)
    return found


def told(cast: Cast) -> ColourWarning:
    warning: ColourWarning = actions.tell(cast.scope("ann"), warn(cast), told_on=TODAY)
    return warning


def proposed(cast: Cast, who: str = "ann") -> list[tuple[str, str]]:
    score = rulebook().scores[SCORE]
    found = queries.proposals(cast.scope(who), score, AsOf.at())
    return [(it.member.name, str(it.total.colour)) for it in found]


def own_tasks(cast: Cast, who: str) -> list[Task]:
    return [task for task in tasks(cast.scope(who), AsOf.at()) if task.kind == "warning"]


def test_facts_propose_and_a_person_confirms(cast: Cast) -> None:
    assert proposed(cast) == [("bo", "yellow")]
    warning = warn(cast)
    assert (warning.colour, warning.points, warning.period) == ("yellow", 5800, "2020")
    assert warning.reasons == ["积分 58 分，低于 60 分"]
    assert warning.stage == Stage.CONFIRMED
    assert proposed(cast) == []


def test_nothing_is_confirmed_that_no_fact_proposes(cast: Cast) -> None:
    with pytest.raises(Refusal, match="没有到预警线"):
        warn(cast, whom="ben")


def test_a_proposal_goes_when_the_facts_do(cast: Cast) -> None:
    attended(cast.person["bo"], date(2020, 3, 20), date(2020, 6, 20))
    assert proposed(cast) == []


def test_nobody_confirms_the_own_one(cast: Cast) -> None:
    absent(cast.person["ann"], DAYS[0])
    assert ("ann", "yellow") not in proposed(cast)
    with pytest.raises(Refusal, match="上级党组织"):
        warn(cast, whom="ann")


def test_the_study_is_said_and_not_ahead(cast: Cast) -> None:
    with pytest.raises(FieldRefusal) as refused:
        warn(cast, study=Study(" ", date(2020, 9, 20)))
    assert set(refused.value.problems) == {"meeting", "met_on"}
    assert not ColourWarning.objects.exists()


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2020, 3, 4), date(2020, 9, 11)])
def test_it_is_studied_between_the_earliest_fact_behind_it_and_today(cast: Cast, day: date) -> None:
    with pytest.raises(FieldRefusal, match="2020年3月5日（预警所依据的最早一件事）和今天之间"):
        warn(cast, study=Study("支部会议", day))
    assert warn(cast, study=Study("支部会议", DAYS[0])).met_on == DAYS[0]


def test_an_overdue_duty_is_studied_after_its_period(cast: Cast) -> None:
    score = rulebook().scores[SCORE]
    kept = kept_of(AsOf.at(), score, cast.person["long"].pk)  # leads the leading body, and has done nothing this year
    ends = [parse_period(label)[1].last for _, label in kept.overdue]
    assert len(ends) >= 2
    assert first_day(kept) == min(ends)


def test_its_meeting_is_one_of_the_branchs_committee(cast: Cast) -> None:
    study, score = date(2020, 9, 8), rulebook().scores[SCORE]
    other = writing.confirmed(cast, "branch-meeting", on=study)
    with pytest.raises(FieldRefusal, match="请重新选择"):
        warn(cast, study=Study("支部会议", study, other))
    committee = writing.committee_met(cast, study)
    assert list(meetings(kept_of(AsOf.at(), score, cast.person["bo"].pk), cast.person["bo"].pk)) == [committee]
    with pytest.raises(FieldRefusal, match="与研究日期不一致"):
        warn(cast, study=Study("支部会议", date(2020, 9, 9), committee))
    assert warn(cast, study=Study("支部会议", study, committee)).record == committee


def test_a_day_long_past_leaves_the_member_the_whole_time_to_answer(cast: Cast) -> None:
    warning = warn(cast, study=Study("支部会议", DAYS[0]))
    warning = actions.tell(cast.scope("ann"), warning, told_on=DAYS[0])
    assert (warning.told_on, warning.answer_by) == (DAYS[0], date(2020, 9, 20))


@pytest.mark.parametrize(("who", "error"), [("charlie", NotVisible), ("bo", NotVisible), ("di", PermissionDenied)])
def test_only_who_confirms_there_may(cast: Cast, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        warn(cast, who=who)


def test_red_takes_the_place_of_yellow(cast: Cast) -> None:
    first = warn(cast)
    with pytest.raises(Refusal, match="已有同样的预警"):
        warn(cast)
    absent(cast.person["bo"], *DAYS[1:])
    assert proposed(cast) == [("bo", "red")]
    assert warn(cast).colour == "red"
    first.refresh_from_db()
    assert (first.stage, first.lifted_how) == (Stage.LIFTED, How.REPLACED)


def test_the_member_learns_of_it_when_told_and_answers(cast: Cast) -> None:
    warning, mine = warn(cast), cast.scope("bo")
    with pytest.raises(NotVisible):
        queries.get_visible(mine, warning.uid)
    with pytest.raises(Refusal, match="还没有告知"):
        answers.answer(mine, warning, text="当天出差。", is_appeal=False)
    warning = actions.tell(cast.scope("ann"), warning, told_on=TODAY)
    assert warning.answer_by == date(2020, 9, 20)
    assert queries.get_visible(mine, warning.uid) == warning
    assert [task.due for task in own_tasks(cast, "bo")] == [date(2020, 9, 20)]
    warning = answers.answer(mine, warning, text="当天出差。", is_appeal=False)
    assert warning.stage == Stage.ANSWERED
    assert own_tasks(cast, "bo") == []


def test_a_secretary_learns_of_the_own_one_when_told_too(cast: Cast) -> None:
    """Whoever deals with the branch's warnings would find it on the list otherwise."""
    absent(cast.person["ann"], DAYS[0])
    found = actions.confirm(casting.SYSTEM, cast.person["ann"], score=SCORE, study=STUDY)
    ann, score = cast.scope("ann"), rulebook().scores[SCORE]
    assert found not in queries.visible(ann)
    assert found not in queries.open_now(ann, score, AsOf.at())
    with pytest.raises(NotVisible):
        queries.get_visible(ann, found.uid)
    assert [task.title for task in own_tasks(cast, "ann")] == ["1名党员到了预警线，待研究"]  # Bo
    actions.tell(casting.SYSTEM, found, told_on=TODAY)
    assert found in queries.visible(ann)


def test_it_is_told_between_the_study_and_today(cast: Cast) -> None:
    warning = warn(cast)
    for day in (date(2020, 9, 7), date(2020, 9, 11)):
        with pytest.raises(FieldRefusal, match="告知日期"):
            actions.tell(cast.scope("ann"), warning, told_on=day)


def test_the_days_for_an_answer_end(cast: Cast) -> None:
    warning = told(cast)
    set_clock(date(2020, 9, 21))
    with pytest.raises(Refusal, match="期限是2020年9月20日"):
        answers.answer(cast.scope("bo"), warning, text="迟了", is_appeal=True)


def test_nobody_answers_for_another_but_the_branch(cast: Cast) -> None:
    warning = told(cast)
    with pytest.raises(NotVisible):
        answers.answer(cast.scope("ben"), warning, text="x", is_appeal=False)
    assert answers.answer_for(cast.scope("ann"), warning, text="本人口头说明", is_appeal=False).stage == Stage.ANSWERED


def test_an_appeal_is_settled_by_another_than_who_confirmed(cast: Cast) -> None:
    warning = answers.answer(cast.scope("bo"), told(cast), text="当天我在场。", is_appeal=True)
    assert warning.stage == Stage.APPEALED
    with pytest.raises(Refusal, match="确认预警的人"):
        answers.decide(cast.scope("ann"), warning, holds=False, decider="支部", text="属实")
    warning = answers.decide(casting.SYSTEM, warning, holds=False, decider="机关党委会议", text="核对签到，属实。")
    assert (warning.stage, warning.lifted_how) == (Stage.LIFTED, How.APPEAL)


def test_an_appeal_may_leave_it_standing(cast: Cast) -> None:
    warning = answers.answer(cast.scope("bo"), told(cast), text="不服", is_appeal=True)
    set_clock(date(2020, 9, 21))
    warning = answers.decide(casting.SYSTEM, warning, holds=True, decider="机关党委会议", text="维持")
    assert warning.stage == Stage.UPHELD


def test_facts_lift_only_when_they_do(cast: Cast) -> None:
    warning, ann = warn(cast), cast.scope("ann")
    with pytest.raises(Refusal, match="仍在预警线内"):
        actions.lift(ann, warning, how=How.FACTS)
    with pytest.raises(Refusal, match="解除理由"):
        actions.lift(ann, warning, how=How.DECISION)
    attended(cast.person["bo"], date(2020, 3, 20), date(2020, 6, 20))
    warning = actions.lift(ann, warning, how=How.FACTS)
    assert warning.lifted_reason == "事实已不在预警线内"


def test_who_comes_second_is_told_so(cast: Cast) -> None:
    warning = warn(cast)
    stale = ColourWarning.objects.get(pk=warning.pk)
    actions.lift(cast.scope("ann"), warning, how=How.DECISION, reason="已改正")
    with pytest.raises(Refusal, match="已有人办理"):
        actions.lift(cast.scope("ann"), stale, how=How.DECISION, reason="再来一次")


def test_the_secretary_has_them_on_the_task_list(cast: Cast) -> None:
    assert [task.title for task in own_tasks(cast, "ann")] == ["1名党员到了预警线，待研究"]
    warn(cast)
    assert [task.title for task in own_tasks(cast, "ann")] == ["把黄色预警告知bo"]


def test_a_warning_ends_with_its_period(cast: Cast) -> None:
    told(cast)
    set_clock(date(2021, 1, 4))
    score = rulebook().scores[SCORE]
    assert not queries.open_now(cast.scope("ann"), score, AsOf.at()).exists()


def test_what_has_ended_with_its_period_takes_no_step(cast: Cast) -> None:
    warning = warn(cast)
    set_clock(date(2021, 1, 4))
    assert warning.stage == Stage.OVER
    with pytest.raises(Refusal, match="已随2020年结束"):
        actions.tell(cast.scope("ann"), warning, told_on=date(2021, 1, 4))
    with pytest.raises(Refusal, match="已随2020年结束"):
        actions.lift(cast.scope("ann"), warning, how=How.FACTS)


def test_the_party_office_neither_opens_it_nor_takes_a_step(cast: Cast) -> None:
    warning, di = warn(cast), cast.scope("di")
    with pytest.raises(NotVisible):
        queries.get_visible(di, warning.uid)
    with pytest.raises(NotVisible):
        actions.tell(di, warning, told_on=TODAY)
    warning = actions.tell(cast.scope("ann"), warning, told_on=TODAY)
    with pytest.raises(NotVisible):
        answers.answer_for(di, warning, text="本人没有意见", is_appeal=False)
    assert proposed(cast, who="di") == []


def test_who_may_settle_an_appeal_opens_it(cast: Cast) -> None:
    warning = warn(cast)
    assert queries.get_visible(cast.scope("wu"), warning.uid) == warning
    assert not queries.visible(cast.scope("yi")).exists()


def test_the_party_office_sees_how_many(cast: Cast) -> None:
    score = rulebook().scores[SCORE]
    absent(cast.person["ben"], *DAYS)
    warn(cast)
    counts = queries.counted(cast.scope("di"), score, AsOf.at())
    assert (counts.proposed, counts.open, counts.untold) == ({"red": 1, "yellow": 1}, {"yellow": 1}, 1)  # Long, too
    assert queries.counted(cast.scope("charlie"), score, AsOf.at()).open == {}


def test_the_journal_names_neither_the_member_nor_the_colour(cast: Cast) -> None:
    warning = answers.answer(cast.scope("bo"), told(cast), text="当天我在场。", is_appeal=True)
    answers.decide(casting.SYSTEM, warning, holds=False, decider="机关党委会议", text="属实")
    lines = Line.objects.filter(action__startswith="warning.")
    assert lines.count() == 4
    for line in lines:
        said = f"{line.about} {json.dumps(line.note, ensure_ascii=False)}"
        assert str(warning.uid) in said
        for word in ("bo", "yellow", "黄色"):
            assert word not in said
