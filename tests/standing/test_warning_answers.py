"""What a member says to a warning: in the days for it nothing that others do cuts it off, and every version is kept."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dengming.accounts.scope import NotVisible
from dengming.refusal import Refusal
from dengming.standing.models import ColourWarning, Statement
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from dengming.standing.warnings import actions, answers
from dengming.standing.warnings.study import Study
from tests import cast as casting
from tests.cast import TODAY, Cast, set_clock
from tests.standing.points.absences import absent

Stage = ColourWarning.Stage


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build()
    absent(found.person["bo"], date(2020, 3, 5))
    return found


@pytest.fixture
def warning(cast: Cast) -> ColourWarning:
    """Bo was told today, and may speak until 20 September."""
    study = Study("支部会议", date(2020, 9, 8))
    found = actions.confirm(cast.scope("ann"), cast.person["bo"], score="member-points", study=study)
    told: ColourWarning = actions.tell(cast.scope("ann"), found, told_on=TODAY)
    return told


def titles(cast: Cast, who: str) -> list[str]:
    return [task.title for task in tasks(cast.scope(who), AsOf.at()) if task.kind == "warning"]


def test_what_the_branch_enters_does_not_end_the_right_to_appeal(cast: Cast, warning: ColourWarning) -> None:
    answers.answer_for(cast.scope("ann"), warning, text="本人没有意见", is_appeal=False)
    assert titles(cast, "bo") == ["黄色预警：可以说明或申诉"]
    set_clock(date(2020, 9, 20))
    found = answers.answer(cast.scope("bo"), warning, text="我没有说过这话，当天我在场。", is_appeal=True)
    assert found.stage == Stage.APPEALED
    assert titles(cast, "bo") == []


def test_an_own_explanation_does_not_either_and_every_version_is_kept(cast: Cast, warning: ColourWarning) -> None:
    answers.answer(cast.scope("bo"), warning, text="当天出差。", is_appeal=False)
    answers.answer(cast.scope("bo"), warning, text="更正：当天在场。", is_appeal=True)
    found = answers.answer(cast.scope("bo"), warning, text="签到表在办公室。", is_appeal=False)
    assert found.stage == Stage.APPEALED  # what is added later does not take the appeal back
    kept = [(it.text, it.is_appeal, it.by_proxy) for it in warning.statements.all()]
    assert kept == [
        ("当天出差。", False, False), ("更正：当天在场。", True, False), ("签到表在办公室。", False, False),
    ]  # fmt: skip


def test_the_database_keeps_what_was_said(cast: Cast, warning: ColourWarning) -> None:
    answers.answer_for(cast.scope("ann"), warning, text="本人口头说明", is_appeal=False)
    assert Statement.objects.get().by_proxy
    for attempt in (lambda: Statement.objects.update(text="改"), lambda: Statement.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_an_appeal_is_not_turned_down_while_the_member_may_still_speak(cast: Cast, warning: ColourWarning) -> None:
    answers.answer_for(cast.scope("ann"), warning, text="不服", is_appeal=True)
    how: dict[str, Any] = {"holds": True, "decider": "机关党委会议", "text": "维持"}
    with pytest.raises(Refusal, match="2020年9月20日以前还可以补充"):
        answers.decide(casting.SYSTEM, warning, **how)
    set_clock(date(2020, 9, 21))
    assert answers.decide(casting.SYSTEM, warning, **how).stage == Stage.UPHELD
    with pytest.raises(Refusal, match="没有待处理"):
        answers.decide(casting.SYSTEM, warning, **how)


def test_after_it_was_lifted_nothing_is_added(cast: Cast, warning: ColourWarning) -> None:
    actions.lift(cast.scope("ann"), warning, how=ColourWarning.How.DECISION, reason="已改正")
    with pytest.raises(Refusal, match="已经解除"):
        answers.answer(cast.scope("bo"), warning, text="x", is_appeal=True)
    with pytest.raises(NotVisible):
        answers.answer(cast.scope("ben"), warning, text="x", is_appeal=True)
