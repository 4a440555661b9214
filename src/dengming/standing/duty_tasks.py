"""Duties as tasks: what is open, in grace or overdue of the organisations where one works, of those for whom these do
it, and of oneself."""

from collections.abc import Iterator, Mapping
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
from dengming.standing.done_for import DoneFor, begun_under, done_for, is_own
from dengming.standing.judge import NeedStanding, Standing
from dengming.standing.own_posts import organisations
from dengming.standing.queries import AsOf, standings, year_before
from dengming.standing.task import Target, Task

PENDING = (State.OPEN, State.GRACE, State.OVERDUE)
GIVEN_ROLES = {"lecture", "speak", "report", "chair"}
"""Roles by which a recorder meets an own duty with an activity of the own organisation."""


def duty_tasks(scope: Scope, as_of: AsOf) -> Iterator[Task]:
    """A task for every pending duty. What is owed for a case stands with the case's own next step (`case_tasks`); what
    the branch does for somebody is its own task, and not that person's."""
    own = organisations(scope, "record", as_of.on)
    hosts = {organisation.pk: organisation for organisation in own}
    person = Subject.objects.filter(pk=scope.person).first() if scope.person else None
    subjects = {pk: host.subject for pk, host in hosts.items()} | ({person.pk: person} if person else {})
    if not subjects:
        return
    items = [it for it in standings(scope, as_of, subjects=subjects) if is_own(it) and _is_pending(it, as_of.on)]
    others = [it for it in done_for(scope, as_of, own) if _is_pending(it.item, as_of.on)]
    places = {pk: host.reach for pk, host in hosts.items()} | ({person.pk: home_reach(person.pk)} if person else {})
    places |= {it.person.pk: it.host.reach for it in others}
    subjects |= {it.person.pk: it.person for it in others}
    urged = newest_urges(list(subjects), start_of(year_before(as_of.on)))
    above = begun_under(scope, _registers(others), {it.person.pk for it in others})
    maker = _Maker(rules(as_of.known), as_of.on, scope, hosts, subjects, places, urged, above)
    for item in [*items, *(it.item for it in others)]:
        yield maker.task(item)


def _is_pending(item: Standing, on: date) -> bool:
    return item.case is None and item.state in PENDING and not item.is_far_off(on)


def _registers(others: list[DoneFor]) -> set[str]:
    """The registers that fulfil these."""
    return {name for it in others for need in it.item.needs for name in need.need.counts.entry}


@dataclass(frozen=True)
class _Maker:
    """Makes the task of one state: `hosts` are the organisations that the actor records for, by subject id; `subjects`
    all that are asked about, `places` says where permission is asked for each, `urged` what was urged, `above` under
    which case an entry of a register about a person is begun."""

    rules: Rules
    on: date
    scope: Scope
    hosts: dict[int, Organisation]
    subjects: Mapping[int, Subject]
    places: dict[int, str]
    urged: dict[tuple[int, str, str], Urge]
    above: dict[tuple[str, int], str]

    def task(self, item: Standing) -> Task:
        """The row, with the one button that brings the duty nearest to done."""
        subject = self.subjects[item.subject]
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
            if parent := self.above.get((match.names[0], subject.pk)):
                query["parent"] = parent
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
