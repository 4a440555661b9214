"""The demo district: deterministic, well-formed, and with the nine problems in it."""

from datetime import date
from random import Random

import pytest
from django.db import transaction

from dengming.accounts.scope import Everywhere
from dengming.accounts.verification import verify
from dengming.cli import standing
from dengming.demo.build import build
from dengming.demo.people import people
from dengming.editions import words
from dengming.editions.clock import today
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.facts.actions import row_of
from dengming.facts.models import Fact, Source
from dengming.ledgers.models import Entry, Material, Move
from dengming.orgs import kinds
from dengming.orgs.identity import read_identity
from dengming.orgs.models import Member, Organisation, Subject
from dengming.records.actions.confirming import rows_now
from dengming.records.models import Record
from dengming.records.sheet import whole
from dengming.records.validation import plan_problems, problems
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf, standings
from tests.cli.running import answer

pytestmark = pytest.mark.django_db
SCOPE = Everywhere(reason="测试")


@pytest.fixture(autouse=True)
def _fresh_words() -> None:
    words.forget()


def small() -> None:
    build(members=120, months=4, until=date(2020, 9, 10), progress=False)


def test_it_has_the_size_asked_for_and_well_formed_people() -> None:
    small()
    assert Member.objects.count() == 120
    assert today() == date(2020, 9, 10)
    for member in Member.objects.all():
        identity = read_identity(member.identity)
        assert (identity.born, identity.gender) == (member.born, member.gender)


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


def test_states_of_every_colour_are_there() -> None:
    small()
    states = {str(item.state) for item in standings(SCOPE, AsOf.at())}
    assert {"met", "overdue", "open"} <= states
    assert any(item.entered_late for item in standings(SCOPE, AsOf.at()))


def test_the_general_branch_across_departments_is_there() -> None:
    build(members=400, months=0, progress=False)
    general = Organisation.objects.get(subject__name="综合党总支")
    assert general.kind == kinds.GENERAL_BRANCH
    assert not general.approval
    children = Organisation.objects.filter(reach__startswith=general.reach, kind=kinds.BRANCH)
    departments = {child.unit.in_charge.name for child in children if child.unit}
    assert len(departments) > 1


def test_only_confirmed_records_have_living_facts() -> None:
    small()
    living = Fact.objects.filter(withdrawn=FAR_MOMENT, source__sort=Source.Sort.RECORD)
    confirmed = Record.objects.filter(status=Record.Status.CONFIRMED)
    assert set(living.values_list("source", flat=True)) == set(confirmed.values_list("pk", flat=True))


def test_it_leaves_journal_lines_and_the_chain_holds() -> None:
    small()
    assert verify().holds


@pytest.mark.parametrize(("members", "months"), [(5, 1), (10**7, 1), (600, -1), (600, 1000)])
def test_an_absurd_size_is_refused(members: int, months: int) -> None:
    with pytest.raises(Refusal, match="应在"):
        build(members=members, months=months, progress=False)
    assert not Subject.objects.exists()


def test_a_database_with_data_in_it_is_refused() -> None:
    small()
    with pytest.raises(Refusal, match="已有数据"):
        small()


@pytest.fixture
def small_district() -> None:
    small()


def test_every_record_would_pass_the_checks_of_the_product(small_district: None) -> None:
    """A demo that the product itself would refuse teaches wrong things."""
    done = Record.objects.filter(status__in=("filed", "confirmed", "withdrawn", "returned"))
    for record in whole(done):
        assert problems(record, rules(), today()) == [], record
    for record in whole(Record.objects.filter(status="planned")):
        assert plan_problems(record, rules()) == [], record


def test_its_facts_are_those_that_confirming_would_make(small_district: None) -> None:
    for record in whole(Record.objects.filter(status="confirmed")):
        living = Fact.objects.filter(source=record.source, withdrawn=FAR_MOMENT)
        assert {row_of(fact) for fact in living} == set(rows_now(record)), record


def test_no_two_people_share_an_identity_number() -> None:
    found = list(people(3000, date(1980, 1, 1), Random(1)))  # so many that birthdays and sequences meet
    assert len({person.identity for person in found}) == 3000


@pytest.mark.parametrize(("members", "months", "until"), [(30, 0, date(2020, 9, 10)), (200, 3, date(2021, 1, 5))])
def test_small_and_later_districts_mend_their_problems_too(members: int, months: int, until: date) -> None:
    build(members=members, months=months, until=until, progress=False)
    rows = Entry.objects.filter(register="rectification-task")
    assert rows.exists()
    assert {it.subject_id for it in rows} <= {it.subject_id for it in Entry.objects.filter(register="problem-claim")}
