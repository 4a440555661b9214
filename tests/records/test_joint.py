"""Several hosts in one record: each fills in its own people, and it counts for each whose people were there."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.editions.queries import rules
from dengming.facts.models import Fact
from dengming.records.drafts import PersonDraft
from dengming.records.models import Record
from dengming.records.own_people import apart, co_hosts
from dengming.records.readiness import NotReady
from dengming.records.sheet import Mark
from dengming.refusal import Refusal
from tests.cast import Cast, set_clock
from tests.records import joint, writing

pytestmark = pytest.mark.django_db


def marks(record: Record) -> dict[str, str]:
    return dict(record.participations.values_list("person__code", "mark"))


def test_without_its_own_people_it_does_not_count_for_the_other_host(cast: Cast) -> None:
    record = joint.confirmed(cast)
    assert joint.host_roles(cast, record) == {"A": "host", "B": "unattended"}
    assert (joint.state(cast, "A"), joint.state(cast, "B")) == ("met", "open")
    unattended = Fact.objects.filter(source=record.source, subject=cast.org["B"].subject)
    assert set(unattended.values_list("proofs", flat=True)) == {0}


def test_filled_in_before_it_is_confirmed_it_counts_for_both(cast: Cast) -> None:
    record = joint.confirmed(cast, joint.fill_b(cast, joint.draft(cast)))
    assert joint.host_roles(cast, record) == {"A": "host", "B": "host"}
    assert (joint.state(cast, "A"), joint.state(cast, "B")) == ("met", "met")
    assert record.counted_present == 5  # three of A, two of B
    held = Fact.objects.filter(source=record.source, subject=cast.person["di"].subject)
    assert held.exists()


def test_after_filing_the_other_host_can_still_fill_in(cast: Cast) -> None:
    record = joint.fill_b(cast, writing.step(cast, "file", joint.draft(cast)))
    assert record.status == Record.Status.FILED
    assert not Fact.objects.filter(source=record.source)
    writing.step(cast, "confirm", record)
    assert joint.state(cast, "B") == "met"


def test_after_confirmation_its_secretary_adds_them_and_the_past_stays_as_it_was_known(cast: Cast) -> None:
    record = joint.confirmed(cast)
    before = set(Fact.objects.filter(source=record.source).values_list("pk", flat=True))
    confirmed_at = record.confirmed_at
    set_clock(date(2020, 9, 11))
    record = joint.fill_b(cast, record)
    assert (record.status, record.confirmed_at) == (Record.Status.CONFIRMED, confirmed_at)
    assert joint.host_roles(cast, record) == {"A": "host", "B": "host"}
    assert (joint.state(cast, "B", on=date(2020, 9, 10)), joint.state(cast, "B")) == ("open", "met")
    gone = Fact.objects.filter(pk__in=before, withdrawn__lt=2**40)
    assert set(gone.values_list("subject__code", flat=True)) == {"B"}  # A's facts were not touched
    note = json.loads(Line.objects.get(action="record.own-people-added").note)
    assert (note["host"], note["people"], note["facts_withdrawn"]) == ("B", sorted(joint.B_PEOPLE), 1)
    assert note["facts_added"] > 1


def test_a_mark_of_a_confirmed_record_is_changed_with_a_reason(cast: Cast) -> None:
    record = joint.fill_b(cast, joint.confirmed(cast))
    with pytest.raises(Refusal, match="要写明原因"):
        joint.fill_b(cast, record, people=joint.ALL_ATTEND, counted="4")
    record = joint.fill_b(cast, record, people=joint.ALL_ATTEND, counted="4", reason="核对签到表。")
    assert marks(record)["LIN"] == Mark.ATTEND
    assert record.counted_present == 7


def test_who_may_not_confirm_at_the_host_adds_nothing_to_a_confirmed_record(cast: Cast) -> None:
    record = joint.confirmed(cast)
    with pytest.raises(PermissionDenied):
        joint.fill_b(cast, record, who="di")  # the Party office records, but does not confirm
    with pytest.raises(NotVisible):
        joint.fill_b(cast, record, who="ann")
    with pytest.raises(NotVisible):
        joint.fill_b(cast, record, who="charlie")
    assert "YI" not in marks(record)


def test_nothing_is_added_to_a_record_that_was_withdrawn(cast: Cast) -> None:
    record = writing.step(cast, "withdraw", joint.confirmed(cast), reason="重复录入。")
    for name in ("save_people", "add_own_people"):
        with pytest.raises(Refusal):
            writing.step(cast, name, record, who="yi", host=cast.org["B"], people=joint.B_PEOPLE, counted="2")


@pytest.mark.parametrize(
    ("change", "counted", "said"),
    [
        ({"LIN": PersonDraft("")}, "2", "还有 1 人没有标明"),
        ({"LONG": PersonDraft("excused", "")}, "2", "没有写是什么假"),
        ({}, "3", "少勾 1 人"),
        ({}, "", "还没有填实到人数"),
        ({}, "两人", "看不懂"),
    ],
)
def test_an_incomplete_list_is_refused_and_nothing_is_kept(
    cast: Cast, change: dict[str, PersonDraft], counted: str, said: str
) -> None:
    record = joint.draft(cast)
    version = Record.objects.get(pk=record.pk).version
    with pytest.raises(NotReady) as found:
        joint.fill_b(cast, record, people={**joint.B_PEOPLE, **change}, counted=counted)
    assert said in " ".join(problem.message for problem in found.value.problems)
    assert "YI" not in marks(record)
    assert Record.objects.get(pk=record.pk).version == version


def test_the_lead_host_neither_marks_the_others_people_nor_waits_for_them(cast: Cast) -> None:
    """The Party office put both branches on the list; Ann goes on with it."""
    record = writing.draft(cast, writing.THEME, who="di", at="A")
    record = writing.save(cast, record, who="di", hosts=["A", "B"])
    assert marks(record)["YI"] == ""
    assert apart(cast.scope("di"), record, rules()) == frozenset()
    with pytest.raises(Refusal, match="由其所在的主办组织登记"):
        writing.save(cast, record, people={"YI": PersonDraft("attend")})
    writing.fill(cast, record)
    record = writing.step(cast, "mark_all_but", record, exceptions={})
    assert marks(record)["YI"] == ""
    with pytest.raises(NotReady, match="没有标明到会情况"):
        writing.step(cast, "file", record, who="di")  # who records for both finishes both
    record = joint.confirmed(cast, record)
    assert joint.host_roles(cast, record) == {"A": "host", "B": "unattended"}


def test_the_lead_host_may_say_that_somebody_of_the_other_host_lectured(cast: Cast) -> None:
    record = joint.fill_b(cast, joint.draft(cast, writing.THEME, "party-lecture"))
    record = writing.save(cast, record, people={"YI": PersonDraft(roles=["lecture"])})
    one = record.participations.get(person__code="YI")
    assert (one.mark, one.roles) == (Mark.ATTEND, ["lecture"])
    joint.confirmed(cast, record)


def test_all_absent_is_filled_in_and_does_not_count(cast: Cast) -> None:
    nobody = {code: PersonDraft("absent") for code in joint.B_PEOPLE}
    record = joint.confirmed(cast, joint.fill_b(cast, joint.draft(cast), people=nobody, counted="0"))
    assert [it.filled for it in co_hosts(record, rules())] == [True]
    assert joint.host_roles(cast, record) == {"A": "host", "B": "unattended"}


def test_a_kind_that_expects_nobody_asks_for_nobody(cast: Cast) -> None:
    record = writing.save(cast, writing.draft(cast, "training"), hosts=["A", "B"])
    assert co_hosts(record, rules()) == []
    record = writing.step(cast, "add_people", record, codes=["ANN"])
    record = writing.fill(cast, record, people={"ANN": PersonDraft("attend")})
    record = joint.confirmed(cast, record)
    assert joint.host_roles(cast, record) == {"A": "host", "B": "host"}


def test_a_host_that_is_taken_off_leaves_its_people_to_the_lead_host(cast: Cast) -> None:
    record = joint.fill_b(cast, joint.draft(cast))
    record = writing.save(cast, record, hosts=["A"])
    writing.step(cast, "remove_person", record, person=cast.person["yi"].subject)
    assert "YI" not in marks(record)
