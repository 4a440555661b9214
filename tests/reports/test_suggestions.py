"""系统建议: whom a register would take up, with facts and clause; never twice for one period, never by itself."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dengming.accounts.models import Line
from dengming.editions import actions as editions
from dengming.editions.permits import Permit
from dengming.editions.queries import rules
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.models import Entry
from dengming.reports import suggestions
from dengming.reports.models import Issue
from dengming.reports.suggestions import suggested, suggested_for, suggestion_tasks
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, one, standings
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast, build

REGISTER = "assessment-consequence"


@pytest.fixture
def cast(db: None) -> Cast:
    return build()


def block(overdue: int | None = 1) -> Register:
    """The register, suggesting from so many overdue duties of the organisation's own."""
    found = rules().rulebook.entries[REGISTER]
    assert found.suggest
    return found.model_copy(update={"suggest": found.suggest.model_copy(update={"overdue": overdue})})


def test_each_fact_is_an_overdue_duty_of_the_organisation_itself_with_its_source(cast: Cast) -> None:
    found = {it.organisation.code: it for it in suggested(cast.scope("eve"), block(), AsOf.at())}
    assert "COMM" in found
    for it in found.values():
        for standing in it.overdue:
            subject = it.organisation.subject
            state = one(cast.scope("eve"), AsOf.at(), subject=subject, duty_id=standing.duty.id, period=standing.period)
            assert state is not None
            assert state.state == State.OVERDUE
            assert standing.due >= date(2020, 1, 1)
        assert all("依据" in reason for reason in it.reasons)


def test_the_line_is_the_packs(cast: Cast) -> None:
    scope, as_of = cast.scope("eve"), AsOf.at()
    most = max(len(it.overdue) for it in suggested(scope, block(), as_of))
    assert suggested(scope, block(most), as_of)
    assert not suggested(scope, block(most + 1), as_of)


@pytest.mark.parametrize("who", ["di", "ann", "bo", "charlie"])
def test_only_the_committee_is_told(cast: Cast, who: str) -> None:
    assert suggested(cast.scope(who), block(), AsOf.at()) == []
    assert not [task for task in tasks(cast.scope(who), AsOf.at()) if task.kind == "suggestion"]


def test_nothing_follows_by_itself(cast: Cast) -> None:
    lines = Line.objects.count()
    suggested(cast.scope("eve"), block(), AsOf.at())
    assert not Entry.objects.exists()
    assert Line.objects.count() == lines


def test_what_was_taken_up_is_not_suggested_again_for_the_period_until_it_is_withdrawn(cast: Cast) -> None:
    scope, as_of = cast.scope("eve"), AsOf.at()
    comm = cast.org["COMM"]
    found = suggested_for(scope, block(), as_of, comm.pk)
    assert found is not None
    entry = file_entry(
        scope, comm.subject, register=REGISTER, happened=TODAY, fields={"matter": "事实"}, grounds=found.grounds()
    )
    assert entry.grounds["overdue"] == [[it.duty.id, it.period] for it in found.overdue]
    assert entry.grounds["digest"] == rules().digest
    assert suggested_for(scope, block(), as_of, comm.pk) is None
    withdraw_entry(scope, entry, reason="重新研究")
    assert suggested_for(scope, block(), as_of, comm.pk) is not None


def test_a_closed_register_suggests_nothing(cast: Cast) -> None:
    closed = rules().rulebook.entries["yellow-card"]
    assert closed.suggest
    eager = closed.model_copy(update={"suggest": closed.suggest.model_copy(update={"overdue": 1})})
    assert suggested(cast.scope("eve"), eager, AsOf.at()) == []


def opened() -> list[Register]:
    """Every register that suggests, open."""
    registers = [it for it in rules().rulebook.entries.values() if it.suggest]
    for it in registers:
        if it.permit:
            editions.permit(SYSTEM, register=it.id, given=Permit("机关工委", "区直工委〔2020〕2号", date(2020, 1, 1)))
    return registers


def test_the_task_list_judges_once_for_all_registers_and_says_what_each_of_them_says(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers, scope, as_of = opened(), cast.scope("eve"), AsOf.at()
    alone = {it.id: len(suggested(scope, it, as_of)) for it in registers}
    assert {it.suggest.every for it in registers if it.suggest} == {"quarter", "year"}
    assert len([number for number in alone.values() if number]) >= 2  # else there would be nothing to save
    judged: list[dict[str, Any]] = []

    def listen(*args: Any, **asked: Any) -> Iterator[Any]:
        judged.append(asked)
        return iter(standings(*args, **asked))

    monkeypatch.setattr(suggestions, "standings", listen)
    told = {it.action.parts["register"]: it.title for it in suggestion_tasks(scope, as_of)}
    assert len(judged) == 1
    names = {it.id: it.name for it in registers}
    assert told == {name: f"{names[name]}：系统建议{many}个组织，待研究" for name, many in alone.items() if many}


def bulletin(cut_off: date, stage: str) -> Issue:
    """One in which 机关党委 is 待改进."""
    row = {"code": "COMM", "name": "机关党委", "due": 8, "rate": "50%", "grade": "待改进"}
    found: Issue = Issue.objects.create(
        bulletin="quarterly-bulletin",
        period="2020-Q2",
        stage=stage,
        cut_off=cut_off,
        content={"sections": [{"organisations": [row, {**row, "code": "ELSE", "grade": "好"}]}]},
        digest="",
        rules_digest="",
        drafted_at=0,
    )
    return found


def test_a_group_of_an_issued_bulletin_speaks_for_it(cast: Cast) -> None:
    issue, scope, only = bulletin(date(2020, 7, 10), Issue.Stage.FEEDBACK), cast.scope("eve"), block(overdue=None)
    assert suggested(scope, only, AsOf.at()) == []
    Issue.objects.update(stage=Issue.Stage.ISSUED)
    found = suggested(scope, only, AsOf.at())
    assert [(it.organisation.code, it.issue) for it in found] == [("COMM", issue)]
    assert found[0].reasons == ["2020年第二季度通报列为“待改进”：到期8项次，按期完成率50%"]


def test_an_old_bulletin_speaks_for_nothing(cast: Cast) -> None:
    bulletin(date(2018, 12, 31), Issue.Stage.ISSUED)
    assert suggested(cast.scope("eve"), block(overdue=None), AsOf.at()) == []
