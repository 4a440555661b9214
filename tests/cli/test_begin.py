"""`dengming begin`: four people in an empty installation, and never a second time."""

from datetime import date

import pytest

from dengming.accounts.models import User
from dengming.accounts.verification import verify
from dengming.cli import begin
from dengming.editions.clock import today
from dengming.orgs.founding import NewOrganisation, build
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.reach import scope_for
from dengming.refusal import Refusal
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, standings
from tests.cast import SYSTEM
from tests.cli.running import answer, run

pytestmark = pytest.mark.django_db
WORDS = ("begin", "--committee", "中共某某区直属机关工作委员会", "--branch", "工委机关党支部", "--officer", "李明")


def test_four_people_can_sign_in_and_each_has_one_part(capsys: pytest.CaptureFixture[str]) -> None:
    opened = {row["username"]: row["password"] for row in answer(begin, capsys, *WORDS, "--audit", "王芳")}
    users = {user.username: user for user in User.objects.all()}
    assert set(opened) == set(users) == {"system-admin", "security-admin", "audit-admin", "gongwei"}
    assert all(user.check_password(opened[name]) for name, user in users.items())
    assert users["audit-admin"].name == "王芳"
    root = Organisation.objects.get(subject__code="GW")
    officer = scope_for(users["gongwei"])
    assert officer.may("appoint", root.reach)
    assert officer.may("settle")
    assert not any(officer.may(f"accounts:{duty}") for duty in ("system", "security", "audit"))
    system = scope_for(users["system-admin"])
    assert system.may("accounts:system")
    assert not system.reaches(root.reach)
    assert verify().holds


def test_a_second_time_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    answer(begin, capsys, *WORDS)
    with pytest.raises(Refusal, match="不能再次初始化"):
        run(begin, *WORDS)


def test_nothing_from_before_the_first_day_is_overdue(capsys: pytest.CaptureFixture[str]) -> None:
    answer(begin, capsys, *WORDS, "--since", "2020-07-01")
    [old] = build([NewOrganisation("OLD", "早已成立的党支部", "branch", date(2008, 1, 1), parent="GW")])
    judged = standings(SYSTEM, AsOf.at(date(2020, 9, 10), known=today()), subjects=[old.pk])
    assert {item.state for item in judged} >= {State.OVERDUE}
    assert min(item.opens for item in judged) == date(2020, 7, 1)
    assert not {item.period for item in judged} & {"2020", "2020-06", "2020-Q2"}


def test_an_empty_name_leaves_nothing_behind() -> None:
    with pytest.raises(Refusal, match="不能为空"):
        run(begin, *WORDS[:-1], " ")
    assert not Subject.objects.exists()
    assert not User.objects.exists()
