"""Duties as tasks: what is open, in grace or overdue of the organisations where one works, and of oneself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.calendar.periods import PeriodError, parse_period
from dengming.dues.queries import COLLECT
from dengming.editions.clock import date_at, start_of
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.ledgers.models import Urge
from dengming.ledgers.steps import may_at
from dengming.ledgers.urges import newest_urges
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Organisation, Subject
from dengming.rulebook.duties import Match
from dengming.rulebook.words import State
from dengming.standing.judge import NeedStanding, Standing
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf, standings, year_before
from dengming.standing.task import Target, Task

PENDING = (State.OPEN, State.GRACE, State.OVERDUE)
GIVEN_ROLES = {"lecture", "speak", "report", "chair"}
"""Roles by which a recorder meets an own duty with an activity of the own organisation."""


def duty_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """A task for every pending duty. What is owed for a case stands with the case's own next step (`case_tasks`)."""
    own = organisations(scope, "record", as_of.on)
    hosts = {organisation.pk: organisation for organisation in own}
    person = Subject.objects.filter(pk=scope.person).first() if scope.person else None
    subjects = [*hosts, *([person.pk] if person else [])]
    if not subjects:
        return
    urged = newest_urges(subjects, start_of(year_before(as_of.on)))
    places = {host.pk: host.reach for host in own} | ({person.pk: home_reach(person.pk)} if person else {})
    maker = _Maker(rules(as_of.known), as_of.on, scope, hosts, person, places, urged)
    for item in standings(scope, as_of, subjects=subjects):
        if item.case is None and item.state in PENDING and not item.is_far_off(as_of.on):
            yield maker.task(item)


@dataclass(frozen=True)
class _Maker:
    """Makes the task of one state: `hosts` are the organisations that the actor records for, by subject id; `places`
    says where permission is asked for each subject, `urged` what was urged."""

    rules: Rules
    on: date
    scope: Scope
    hosts: dict[int, Organisation]
    person: Subject | None
    places: dict[int, str]
    urged: dict[tuple[int, str, str], Urge]

    def task(self, item: Standing) -> Task:
        """The row, with the one button that brings the duty nearest to done."""
        subject = self.hosts[item.subject].subject if item.subject in self.hosts else self.person
        assert subject is not None  # only these were asked about
        why = Target("why", {"subject": subject.code, "duty": item.duty.id, "period": item.period})
        label, action = self._action(item, subject) or ("看依据", why)
        unmet = [need.need.name for need in item.needs if not need.met]
        urge = self.urged.get((item.subject, item.duty.id, item.period))
        return Task(
            kind="duty",
            title=item.duty.name,
            subject=subject.name,
            due=item.due,
            state=str(item.state),
            action_label=label,
            action=action,
            about=why,
            institution=self.rules.rulebook.institutions[item.duty.institution].name,
            period=item.period,
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
            first = self.rules.rulebook.entries[match.names[0]].stage[0]
            if not may_at(self.scope, first, self.places[subject.pk]):
                return None
            query = {"subject": subject.code, "period": item.period} | ({"part": match.part[0]} if match.part else {})
            return "去登记", Target("entry-new", {"register": match.names[0]}, query)
        if match.noun == "dues":
            return self._for_dues(match, item, subject)
        if match.noun != "activity":
            return None
        for name in match.names:
            if host := self._host(name, subject, set(match.role)):
                query = {"kind": name, "host": host.code} | self._make_up(item)
                return ("补办" if "make_up" in query else "去办理"), Target("record-new", {}, query)
        return None

    def _for_dues(self, match: Match, item: Standing, subject: Subject) -> tuple[str, Target] | None:
        """A member looks at the own card; a branch assesses its members, by whoever collects there."""
        if not match.part:
            return "看党费", Target("dues-card", {"code": subject.code})
        collects = self.scope.may(COLLECT, self.places[subject.pk])
        target = Target("dues-assess-branch", {"code": subject.code}, {"year": item.period})
        return ("去核定", target) if collects else None

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


def _notice(urge: Urge) -> str:
    by = urge.urged_by.name if urge.urged_by else "上级"
    return f"{by}{date_at(urge.urged_at):%-m月%-d日}催办{f'：{urge.note}' if urge.note else ''}"
