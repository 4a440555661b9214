"""Building the demo district: the same each time, of the size asked for, only where there is nothing yet."""

from datetime import date
from random import Random

import pytest
from django.db import transaction

from dengming.accounts.scope import Everywhere
from dengming.cli import standing
from dengming.demo.build import build
from dengming.demo.people import people
from dengming.editions import words
from dengming.facts.models import Fact
from dengming.ledgers.models import Entry, Material, Move
from dengming.orgs import kinds
from dengming.orgs.models import Organisation, Subject
from dengming.refusal import Refusal
from tests.cli.running import answer
from tests.demo.conftest import SMALL

pytestmark = pytest.mark.django_db
SCOPE = Everywhere(reason="测试")


@pytest.fixture(autouse=True)
def _fresh_words() -> None:
    words.forget()


def small() -> None:
    build(**SMALL, progress=False)


def fingerprint(capsys: pytest.CaptureFixture[str]) -> list[object]:
    """Build, read what makes two districts the same, and undo it."""
    words.forget()
    with transaction.atomic():
        small()
        people = list(Subject.objects.order_by("code").values_list("code", "name"))
        facts = Fact.objects.values_list(
            "kind__name", "subject__code", "role", "place", "about", "proofs", "entered", "withdrawn"
        )
        states = [
            {
                **item,
                "period": item["period"].partition("-")[0] if item["period"].startswith("case") else item["period"],
            }
            for item in answer(standing, capsys, "standing", "--on", "2020-09-10")
        ]  # a case is numbered by the database, which counts on
        moves = Move.objects.values_list("entry__register", "entry__subject__code", "number", "after", "moved_at")
        proofs = Material.objects.values_list("entry__subject__code", "proof", "added_at")
        found: list[object] = [*people, *sorted(facts), *sorted(moves), *sorted(proofs), *states]
        transaction.set_rollback(True)
    return found


def test_it_is_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    first = fingerprint(capsys)
    assert len(first) > 1000
    assert first == fingerprint(capsys)


def test_the_general_branch_across_departments_is_there() -> None:
    build(members=400, months=0, progress=False)
    general = Organisation.objects.get(subject__name="综合党总支")
    assert general.kind == kinds.GENERAL_BRANCH
    assert not general.approval
    children = Organisation.objects.filter(reach__startswith=general.reach, kind=kinds.BRANCH)
    departments = {child.unit.in_charge.name for child in children if child.unit}
    assert len(departments) > 1


@pytest.mark.parametrize(("members", "months"), [(5, 1), (10**7, 1), (600, -1), (600, 1000)])
def test_an_absurd_size_is_refused(members: int, months: int) -> None:
    with pytest.raises(Refusal, match="应在"):
        build(members=members, months=months, progress=False)
    assert not Subject.objects.exists()


def test_no_two_people_share_an_identity_number() -> None:
    found = list(people(3000, date(1980, 1, 1), Random(1)))  # so many that birthdays and sequences meet
    assert len({person.identity for person in found}) == 3000


@pytest.mark.parametrize(("members", "months", "until"), [(30, 0, date(2020, 9, 10)), (200, 3, date(2021, 1, 5))])
def test_small_and_later_districts_mend_their_problems_too(members: int, months: int, until: date) -> None:
    build(members=members, months=months, until=until, progress=False)
    rows = Entry.objects.filter(register="rectification-task")
    assert rows.exists()
    assert {it.subject_id for it in rows} <= {it.subject_id for it in Entry.objects.filter(register="problem-claim")}
