"""Duties as tasks: what is open, in grace or overdue of the organisations where one works, and of oneself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.calendar.periods import PeriodError, parse_period
from dengming.editions.clock import date_at, start_of
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.ledgers.models import Entry, Urge
from dengming.ledgers.queries import entries_from
from dengming.ledgers.steps import due_day
from dengming.ledgers.titles import title_of
from dengming.ledgers.urges import newest_urges
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Organisation, Subject
from dengming.rulebook.words import State
from dengming.standing.case_tasks import TITLE_AT_MOST
from dengming.standing.judge import NeedStanding, Standing
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf, standings, year_before
from dengming.standing.task import Target, Task

PENDING = (State.OPEN, State.GRACE, State.OVERDUE)
GIVEN_ROLES = {"lecture", "speak", "report", "chair"}
"""Roles by which a recorder meets an own duty with an activity of the own organisation."""


def duty_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """A task for every pending duty; not for one that a case's own next step, due no later, already asks for."""
    own = organisations(scope, "record", as_of.on)
    hosts = {organisation.pk: organisation for organisation in own}
    person = Subject.objects.filter(pk=scope.person).first() if scope.person else None
    subjects = [*hosts, *([person.pk] if person else [])]
    if not subjects:
        return
    urged = newest_urges(subjects, start_of(year_before(as_of.on)))
    may_file = person is not None and scope.may("record", home_reach(person.pk))
    found = [it for it in standings(scope, as_of, subjects=subjects) if it.state in PENDING]
    cases = entries_from(scope, {it.case for it in found if it.case})
    maker = _Maker(rules(as_of.known), as_of.on, hosts, person, may_file, urged, cases)
    for item in found:
        if not _is_far_off(item, as_of.on) and not _is_asked_for(item, cases.get(item.case or 0)):
            yield maker.task(item)


def _is_asked_for(item: Standing, case: Entry | None) -> bool:
    due = due_day(case) if case else None
    return due is not None and due <= item.due


def _is_far_off(item: Standing, on: date) -> bool:
    """A term that says how long ahead to remind (换届: six months) is not on the list before that."""
    return item.remind_from is not None and on < item.remind_from


@dataclass(frozen=True)
class _Maker:
    """Makes the task of one state: `hosts` are the organisations that the actor records for, by subject id;
    `may_file` says whether the actor may file the own reports, `urged` what was urged, `cases` what a duty per case is
    about."""

    rules: Rules
    on: date
    hosts: dict[int, Organisation]
    person: Subject | None
    may_file: bool
    urged: dict[tuple[int, str, str], Urge]
    cases: dict[int, Entry]

    def task(self, item: Standing) -> Task:
        """The row, with the one button that brings the duty nearest to done."""
        subject = self.hosts[item.subject].subject if item.subject in self.hosts else self.person
        assert subject is not None  # only these were asked about
        why = Target("why", {"subject": subject.code, "duty": item.duty.id, "period": item.period})
        case = self.cases.get(item.case or 0)
        label, action = (_to_case(case) if case else self._action(item, subject)) or ("看依据", why)
        unmet = [need.need.name for need in item.needs if not need.met]
        urge = self.urged.get((item.subject, item.duty.id, item.period))
        return Task(
            kind="duty",
            title=item.duty.name + (f"（{title_of(case, TITLE_AT_MOST)}）" if case else ""),
            subject=subject.name,
            due=item.due,
            state=str(item.state),
            action_label=label,
            action=action,
            about=why,
            institution=self.rules.rulebook.institutions[item.duty.institution].name,
            period="" if case else item.period,
            missing="、".join(unmet) if len(item.needs) > 1 else "",
            marks=("urged",) if urge else (),
            notice=_notice(urge) if urge else "",
        )

    def _action(self, item: Standing, subject: Subject) -> tuple[str, Target] | None:
        """The first unmet need that the actor can do something about."""
        for need in item.needs:
            found = None if need.met else self._for_need(need, item, subject)
            if found:
                return found
        return None

    def _for_need(self, need: NeedStanding, item: Standing, subject: Subject) -> tuple[str, Target] | None:
        match = need.need.counts
        if match.noun == "entry" and (score := self.rules.rulebook.papers.get(match.names[0])):
            parts = {"score": score.id, "branch": subject.code, "period": item.period}
            return "看草稿", Target("points-paper-draft", parts)
        if match.noun == "entry":
            if subject == self.person and not self.may_file:
                return None
            query = {"subject": subject.code, "period": item.period} | ({"part": match.part[0]} if match.part else {})
            return "去登记", Target("entry-new", {"register": match.names[0]}, query)
        if match.noun != "activity":
            return None
        for name in match.names:
            if host := self._host(name, subject, set(match.role)):
                query = {"kind": name, "host": host.code} | self._make_up(item)
                return ("补办" if "make_up" in query else "去办理"), Target("record-new", {}, query)
        return None

    def _host(self, activity: str, subject: Subject, roles: set[str]) -> Organisation | None:
        """The organisation that would hold it: the one that owes it, or for an own duty one where the actor records."""
        kinds = self.rules.rulebook.activities[activity].host
        if subject.pk in self.hosts:
            return self.hosts[subject.pk]
        if not roles & GIVEN_ROLES:
            return None
        return next((host for host in self.hosts.values() if host.kind in kinds), None)

    def _make_up(self, item: Standing) -> dict[str, str]:
        """Once the period is over, what is held now counts for it only where it says so."""
        try:
            _, stretch = parse_period(item.period)
        except PeriodError:
            return {}
        return {"make_up": item.period} if stretch.last < self.on else {}


def _to_case(case: Entry) -> tuple[str, Target]:
    return "去办理", Target("case", {"uid": str(case.uid)})


def _notice(urge: Urge) -> str:
    by = urge.urged_by.name if urge.urged_by else "上级"
    return f"{by}{date_at(urge.urged_at):%-m月%-d日}催办{f'：{urge.note}' if urge.note else ''}"
