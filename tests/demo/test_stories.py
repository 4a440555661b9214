"""What the demo has to show: the secretary's month, the nine problems, and something true on every page."""

from datetime import date

import pytest

from dengming.accounts.scope import Everywhere
from dengming.calendar.days import date_of
from dengming.calendar.periods import period_of
from dengming.editions.clock import moment
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.facts.actions import row_of
from dengming.facts.models import Fact
from dengming.ledgers import gifts
from dengming.ledgers.emission import rows_of
from dengming.ledgers.forest import figures, forest, proofs_of
from dengming.ledgers.models import Entry, Urge, Waiver
from dengming.orgs import structure
from dengming.orgs.models import Member, Organisation, Span
from dengming.orgs.reach import scope_for
from dengming.records.models import Participation, Record
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from dengming.standing.tasks import tasks
from dengming.standing.visits import visits_of
from dengming.standing.warnings.queries import proposals

pytestmark = pytest.mark.django_db
SCOPE = Everywhere(reason="测试")
POSTS = ("branch-secretary", "organisation-officer", "committee-secretary", "leading-body-secretary", "party-office")
UNTIL = date(2020, 9, 10)


def secretary() -> Member:
    return Member.objects.get(user__username="shuji")


def state(items: list[Standing], duty: str, period: str) -> Standing:
    (found,) = [item for item in items if (item.duty.id, item.period) == (duty, period)]
    return found


def test_the_secretary_has_the_main_job_to_do(district: None) -> None:
    """One theme day with lecture and seminar settles three duties; one record waits, one came back, one is planned."""
    person = secretary()
    branch = Organisation.objects.get(pk=person.subject.spans.get(role__name="branch-secretary").at_id)
    own = standings(SCOPE, AsOf.at(), subjects=[person.pk, branch.pk])
    assert str(state(own, "hold-theme-day", "2020-09").state) == "open"
    assert str(state(own, "hold-seminar", "2020-Q3").state) == "open"
    lectures = state(own, "lecture-in-own-branch-and-contact-point", "2020")
    assert {need.need.id: need.met for need in lectures.needs} == {"own": False, "contact": True}
    mine = Record.objects.filter(hosts__reach__startswith=branch.reach, on__year=2020, on__month=9)
    assert sorted(mine.values_list("status", flat=True)) == ["filed", "planned", "returned"]


def test_agreements_wait_and_are_signed_and_no_owner_is_confirmed_by_the_way(district: None) -> None:
    found = Entry.objects.filter(register="responsibility-agreement")
    assert {*found.values_list("stage", flat=True)} >= {"drafted", "signed"}
    assert {*found.values_list("subject__organisation__kind", flat=True)} == {"leading-body"}
    assert {str(it.fields["year"]) for it in found} == {"2020"}
    assert rules().parameters.owners == {}


def test_every_page_has_something_true_to_show(district: None) -> None:
    assert {*Record.objects.values_list("status", flat=True)} >= {
        "confirmed", "filed", "planned", "returned", "withdrawn",
    }  # fmt: skip
    assert Record.objects.exclude(make_up="").filter(status="confirmed").exists()
    assert any(record.hosts.count() == 2 for record in Record.objects.filter(title__startswith="联合主题党日"))
    assert {*Participation.objects.values_list("answer", flat=True)} >= {"confirmed", "disputed"}
    assert Fact.objects.filter(withdrawn__lt=FAR_MOMENT, source__record__status="confirmed").exists()
    assert {*Entry.objects.values_list("register", flat=True)} >= {"training-plan", "member-booklet"}
    assert Waiver.objects.exists()
    states = {str(item.state) for item in standings(SCOPE, AsOf.at())}
    assert states >= {"open", "met", "late", "overdue", "waived"}


def test_what_is_urged_is_overdue(district: None) -> None:
    overdue = {
        (item.duty.id, item.subject, item.period)
        for item in standings(SCOPE, AsOf.at())
        if str(item.state) == "overdue"
    }
    urged = set(Urge.objects.values_list("duty", "subject", "period"))
    assert urged
    assert urged <= overdue


def test_no_duty_is_overdue_everywhere(district: None) -> None:
    """A duty that nobody keeps would say that the demo forgot it."""
    over: dict[str, set[str]] = {}
    for item in standings(SCOPE, AsOf.at()):
        if item.due < UNTIL:
            over.setdefault(item.duty.id, set()).add(str(item.state))
    assert {duty for duty, states in over.items() if states == {"overdue"}} == set()


def test_the_structure_has_its_problems(district: None) -> None:
    notes = structure.notes(Organisation.objects.all(), UNTIL)
    codes = {note.code for said in notes.values() for note in said}
    assert {"branch-too-large", "committee-missing", "across-departments"} <= codes


def test_nothing_is_entered_after_the_demo_day_begins(district: None) -> None:
    """What a user withdraws on the demo day must not be younger than the day's clock."""
    assert Fact.objects.filter(entered__gt=moment()).count() == 0
    assert Record.objects.filter(changed_at__gt=moment()).count() == 0


def test_nobody_has_a_post_before_joining(district: None) -> None:
    joined = {member.pk: member.joined or date.min for member in Member.objects.all()}
    posts = Span.objects.filter(role__name__in=[*POSTS]).values_list("subject", "since")
    assert [person for person, since in posts if joined[person] > date_of(since)] == []


def test_the_secretary_has_a_warning_to_study_and_merits_to_look_at(district: None) -> None:
    person = secretary()
    assert person.user is not None
    scope, score = scope_for(person.user), rules().scores["member-points"]
    branch = Organisation.objects.get(pk=person.subject.spans.get(role__name="branch-secretary").at_id)
    (proposal,) = proposals(scope, score, AsOf.at(), branch)
    assert (str(proposal.total.colour), proposal.open) == ("yellow", None)
    assert scope.may("confirm", branch.reach)
    merits = Entry.objects.filter(register="merit").order_by("pk")
    assert [it.stage for it in merits] == ["approved", "approved", "approved", "filed"]
    for entry in merits.filter(stage="approved"):
        assert entry.moves.get().moved_by not in (None, entry.entered_by)
    (waiting,) = (it for it in tasks(scope, AsOf.at()) if "加分" in f"{it.title}{it.institution}")
    assert waiting.subject


def test_contact_points_stand_as_their_register_gives_them(district: None) -> None:
    """One each year, the roles and the facts exactly what the entry yields; some secretaries have none, some went."""
    found = Entry.objects.filter(register="contact-point").select_related("source", "subject")
    years = [(it.subject_id, it.about.year) for it in found]
    assert len(set(years)) == len(years) > 20
    before = Span.objects.filter(role__name="contact").count()
    for entry in found:
        gifts.settle(entry)
        stored = Fact.objects.filter(source=entry.source, withdrawn=FAR_MOMENT)
        assert {row_of(fact) for fact in stored} == set(rows_of(entry))
    assert Span.objects.filter(role__name="contact").count() == before == len(years)
    states = {str(it.state) for it in standings(SCOPE, AsOf.at()) if it.duty.id == "look-after-contact-point"}
    assert states == {"met", "open"}
    visits = visits_of([person for person, year in years if year == UNTIL.year], period_of("year", UNTIL))
    assert any(it.lectured for made in visits.values() for it in made)
    assert any(not it.lectured for made in visits.values() for it in made)


def test_the_five_battles_stand_at_every_stage_and_goings_among_prove_them(district: None) -> None:
    roots = forest(SCOPE, "battle-task", UNTIL)
    nodes = [node for root in roots for node in root.walk()]
    assert {root.entry.part for root in roots} == {"poverty", "farming", "tourism", "industry", "towns"}
    stages = {it.entry.stage for it in nodes if it.entry.register == "battle-post-task"}
    assert stages == {"assigned", "promised", "finished", "confirmed"}
    found = figures(roots)
    assert 0 < found.done < found.leaves
    assert found.late
    proofs = {source for those in proofs_of(nodes).values() for source in those}
    assert proofs
    assert proofs <= set(Record.objects.filter(kinds__activity="go-among").values_list("pk", flat=True))


def test_rectification_stands_at_every_stage_and_leaves_each_account_something(district: None) -> None:
    def stages(register: str) -> set[str]:
        return {*Entry.objects.filter(register=register).values_list("stage", flat=True)}

    rows = Entry.objects.filter(register="rectification-task")
    assert Entry.objects.filter(register="problem", stage="published").count() == 9
    assert stages("problem-claim") == {"issued", "claimed", "not-concerned", "accepted"}
    assert stages("rectification-task") == {"drafted", "approved", "effective", "checked", "closed", "rechecked"}
    assert stages("self-check") == {"issued", "found", "none"}
    assert len({row.fields["shown"] for row in rows}) == rows.count() > 25
    assert not rows.filter(stage__in=["checked", "closed", "rechecked"], materials=None).exists()
    late = rows.filter(stage="approved", fields__due__lt=UNTIL.isoformat())
    assert "2020-08" in {it.fields["due"][:7] for it in late}
    for name, told in (("dangwei", "审定"), ("dangwei", "问题认领"), ("shuji", "自查完成"), ("gongwei", "销号")):
        user = Member.objects.get(user__username=name).user
        assert user is not None
        assert told in "".join(task.title for task in tasks(scope_for(user), AsOf.at()) if task.kind == "entry")


def test_a_recurred_row_keeps_its_history_and_no_step_comes_before_the_one_before(district: None) -> None:
    for entry in Entry.objects.filter(register="rectification-task"):
        days = [entry.happened, *(move.happened for move in entry.moves.all())]
        assert days == sorted(days)
        assert days[-1] < UNTIL
    (reopened,) = Entry.objects.filter(register="rectification-task", moves__way="back")
    assert [move.after for move in reopened.moves.all()] == ["approved", "checked", "closed", "approved"]
