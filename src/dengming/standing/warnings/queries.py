"""Warnings within a scope: those that the actor deals with, and the own one once it was told; else only how many."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.editions import clock
from dengming.orgs import kinds, queries, spans
from dengming.orgs.models import Member, Organisation, Span, Subject
from dengming.orgs.roster import Roster
from dengming.rulebook.scores import Score
from dengming.rulebook.words import Colour
from dengming.standing.models import ColourWarning, Statement
from dengming.standing.points.ledger import Total, period_at
from dengming.standing.points.queries import totals_of
from dengming.standing.queries import AsOf
from dengming.standing.question import Among
from dengming.standing.warnings.steps import HANDLERS


@dataclass(frozen=True)
class Proposal:
    """A member (of the branch `at`) whose points or overdue duties reach a line.

    `open`: the warning of the other colour, if one stands.
    """

    member: Member
    total: Total
    at: str
    open: ColourWarning | None


@dataclass(frozen=True)
class Counts:
    """How many wait to be studied and how many stand, by colour; how many of these were not told yet."""

    proposed: Counter[str]
    open: Counter[str]
    untold: int


def visible(scope: Scope) -> QuerySet[ColourWarning]:
    """The newest first. Nobody learns of the own one before being told."""
    own = Q(subject=scope.person, told_on__isnull=False) if scope.person else Q(pk__in=[])
    found = ColourWarning.objects.filter(own | Q(subject__in=_dealt_with(scope, None).values("subject_id")))
    untold = Q(subject=scope.person or 0, told_on=None)
    return found.exclude(untold).select_related("subject", "confirmed_by").prefetch_related("statements")


def get_visible(scope: Scope, uid: UUID) -> ColourWarning:
    """One warning. NotVisible where it is out of reach, not there, or one's own and not told yet."""
    found = visible(scope).filter(uid=uid).first()
    if found is None:
        raise NotVisible("没有找到。")
    return found


def told_to(scope: Scope) -> QuerySet[ColourWarning]:
    """The actor's own ones that were told."""
    own = ColourWarning.objects.filter(subject=scope.person or 0, told_on__isnull=False)
    return own.select_related("subject").prefetch_related("statements")


def appeals(scope: Scope, score: Score) -> QuerySet[ColourWarning]:
    """Those with an appeal that waits to be settled, also where the period has ended meanwhile."""
    appealed = Statement.objects.filter(is_appeal=True).values("warning_id")
    return visible(scope).filter(score=score.id, pk__in=appealed, decided_at=None, lifted_at=None)


def to_answer(scope: Scope, on: date) -> QuerySet[ColourWarning]:
    """The own ones to which the actor has said nothing in person and still may."""
    spoken = Statement.objects.filter(by_proxy=False).values("warning_id")
    return told_to(scope).filter(lifted_at=None, answer_by__gte=on).exclude(pk__in=spoken)


def open_now(scope: Scope, score: Score, as_of: AsOf, branch: Organisation | None = None) -> QuerySet[ColourWarning]:
    """Those of the score's present period that stand; a period that is over has ended its own."""
    return _open(visible(scope), score, as_of).filter(subject__in=_dealt_with(scope, branch).values("subject_id"))


def ended(scope: Scope, score: Score, as_of: AsOf, branch: Organisation | None = None) -> QuerySet[ColourWarning]:
    """Those that were lifted, and those of periods that are over."""
    period = period_at(score, as_of.on).label
    found = visible(scope).filter(score=score.id).filter(~Q(period=period) | Q(lifted_at__isnull=False))
    return found if branch is None else found.filter(subject__in=_dealt_with(scope, branch).values("subject_id"))


def proposals(scope: Scope, score: Score, as_of: AsOf, branch: Organisation | None = None) -> list[Proposal]:
    """Who reaches a line today and has no such warning yet, in the order of names; not oneself."""
    mine = _dealt_with(scope, branch)
    if not mine.exists():
        return []
    among = Among(prefixes=(branch.reach,) if branch else scope.prefixes("record"))
    totals = totals_of(as_of, score, among)
    reached = {pk: total for pk, total in totals.items() if total.colour != Colour.NONE and pk != scope.person}
    found = queries.members_visible(scope).filter(pk__in=list(reached)).filter(pk__in=mine.values("subject_id"))
    members = {it.pk: it for it in found}
    standing = {it.subject_id: it for it in open_now(scope, score, as_of, branch)}
    roster = Roster(as_of.on, as_of.known, reached)
    names = dict(Subject.objects.filter(sort=Subject.Sort.ORG).values_list("pk", "name"))
    return [
        Proposal(member, reached[pk], names.get(roster.branch_of(pk) or 0, ""), standing.get(pk))
        for pk, member in members.items()
        if pk not in standing or standing[pk].colour != str(reached[pk].colour)
    ]


def counted(scope: Scope, score: Score, as_of: AsOf, branch: Organisation | None = None) -> Counts:
    """How many there are where the actor keeps the records, for who does not deal with them: numbers, no names."""
    prefixes = (branch.reach,) if branch else scope.prefixes("record")
    places = queries.visible(scope, "record").values("pk")
    held = spans.holders(kinds.STATUSES, clock.today(), branch.pk if branch else None).filter(at__in=places)
    open_ = _open(ColourWarning.objects.filter(subject__in=held.values("subject_id")), score, as_of)
    standing = dict(open_.values_list("subject", "colour"))
    reached = {pk: str(it.colour) for pk, it in totals_of(as_of, score, Among(prefixes=prefixes)).items()}
    proposed = [colour for pk, colour in reached.items() if colour not in (Colour.NONE, standing.get(pk))]
    return Counts(Counter(proposed), Counter(standing.values()), open_.filter(told_on=None).count())


def branches_dealt_with(scope: Scope) -> QuerySet[Organisation]:
    """The organisations of which the actor deals with the warnings (`steps.handles`)."""
    own = {grant.prefix for grant in scope.grants if grant.capabilities & HANDLERS}
    above = queries.visible(scope, "confirm").values("pk")
    return Organisation.objects.filter(Q(reach__in=own) | Q(pk__in=above))


def _open(warnings: QuerySet[ColourWarning], score: Score, as_of: AsOf) -> QuerySet[ColourWarning]:
    return warnings.filter(score=score.id, period=period_at(score, as_of.on).label, lifted_at=None)


def _dealt_with(scope: Scope, branch: Organisation | None) -> QuerySet[Span]:
    """The memberships at the branches of which the actor deals with the warnings (or at the one)."""
    held = spans.holders(kinds.STATUSES, clock.today(), branch.pk if branch else None)
    if scope.prefixes("confirm") == ("",):
        return held
    return held.filter(at__in=branches_dealt_with(scope).values("pk"))
