"""Papers within a scope: who keeps a branch's records sees all; a member what was read out at the own branch."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.periods import Period, periods_between
from dengming.editions.models import FAR_MOMENT
from dengming.orgs import queries
from dengming.orgs.models import Organisation
from dengming.records.models import Record
from dengming.rulebook.scores import Score
from dengming.standing.meetings import confirmed_at
from dengming.standing.models import PointsPaper
from dengming.standing.points.ledger import period_at
from dengming.standing.queries import AsOf


@dataclass(frozen=True)
class Quarter:
    """One period of a branch's papers: the newest that is not void, if there is one."""

    period: Period
    paper: PointsPaper | None


def visible(scope: Scope) -> QuerySet[PointsPaper]:
    """The newest first, void ones too."""
    kept = Q(branch__in=queries.visible(scope, "record").values("pk"))
    return PointsPaper.objects.filter(_read_to(scope) | kept).select_related(
        "branch__subject", "record", "frozen_by", "corrects"
    )


def read_to(scope: Scope) -> QuerySet[PointsPaper]:
    """What was read out at the actor's own branch and is not void, the newest first."""
    return PointsPaper.objects.filter(_read_to(scope)).select_related("branch__subject").order_by("-period", "-version")


def _read_to(scope: Scope) -> Q:
    """What was read to the members of the branch: who is on the way into the Party is none of them yet."""
    return Q(branch__reach=scope.home, withdrawn=FAR_MOMENT) if scope.home else Q(pk__in=[])


def get_visible(scope: Scope, uid: UUID) -> PointsPaper:
    """One paper. NotVisible where it is out of reach or not there."""
    found = visible(scope).filter(uid=uid).first()
    if found is None:
        raise NotVisible("没有找到。")
    return found


def quarters(scope: Scope, score: Score, branch: Organisation, as_of: AsOf) -> Iterator[Quarter]:
    """The periods of this and the last period of the score up to the day, the newest first."""
    assert score.paper is not None  # asked by the caller
    year = period_at(score, as_of.on)
    since = period_at(score, year.first.replace(year=year.first.year - 1)).first
    newest: dict[str, PointsPaper] = {}
    for it in visible(scope).filter(branch=branch, score=score.id, withdrawn=FAR_MOMENT).order_by("version"):
        newest[it.period] = it
    for period in reversed(periods_between(score.paper.every, since, as_of.on)):
        yield Quarter(period, newest.get(period.label))


def meetings(branch: Organisation, score: Score, quarter: Period) -> QuerySet[Record]:
    """The branch's confirmed meetings at which the paper of the quarter can be read, the newest first."""
    assert score.paper is not None  # asked by the caller
    return confirmed_at(branch.pk, score.paper.read_at, quarter.first)


def meeting(branch: Organisation, score: Score, quarter: Period, uid: str) -> Record:
    """One of them. NotVisible where it is none of them any more."""
    found = meetings(branch, score, quarter).filter(uid=UUID(uid)).first()
    if found is None:
        raise NotVisible("没有找到这次会。")
    return found
