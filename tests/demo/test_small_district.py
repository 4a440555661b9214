"""What a built demo district holds: well-formed people, records and facts as the product itself would make them."""

from datetime import date

import pytest

from dengming.accounts.scope import Everywhere
from dengming.accounts.verification import verify
from dengming.demo.build import build
from dengming.editions.clock import today
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.facts.actions import row_of
from dengming.facts.models import Fact, Source
from dengming.ledgers.models import Entry
from dengming.orgs.identity import read_identity
from dengming.orgs.models import Member
from dengming.records.actions.confirming import rows_now
from dengming.records.models import Record
from dengming.records.sheet import whole
from dengming.records.validation import plan_problems, problems
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf, standings
from tests.demo.conftest import SMALL

pytestmark = pytest.mark.django_db
SCOPE = Everywhere(reason="测试")


def test_it_has_the_size_asked_for_and_well_formed_people(small_district: None) -> None:
    developed = Entry.objects.filter(register="member-development").values("subject")
    assert Member.objects.exclude(pk__in=developed).count() == 120
    assert today() == date(2020, 9, 10)
    for member in Member.objects.exclude(pk__in=developed):
        identity = read_identity(member.identity)
        assert (identity.born, identity.gender) == (member.born, member.gender)


def test_states_of_every_colour_are_there(small_district: None) -> None:
    states = {str(item.state) for item in standings(SCOPE, AsOf.at())}
    assert {"met", "overdue", "open"} <= states
    assert any(item.entered_late for item in standings(SCOPE, AsOf.at()))


def test_only_confirmed_records_have_living_facts(small_district: None) -> None:
    living = Fact.objects.filter(withdrawn=FAR_MOMENT, source__sort=Source.Sort.RECORD)
    confirmed = Record.objects.filter(status=Record.Status.CONFIRMED)
    assert set(living.values_list("source", flat=True)) == set(confirmed.values_list("pk", flat=True))


def test_it_leaves_journal_lines_and_the_chain_holds(small_district: None) -> None:
    assert verify().holds


def test_a_database_with_data_in_it_is_refused(small_district: None) -> None:
    with pytest.raises(Refusal, match="已有数据"):
        build(**SMALL, progress=False)


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
