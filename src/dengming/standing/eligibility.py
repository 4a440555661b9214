"""What speaks against an award or a post and is judged here: confirmed warnings, own duties that are overdue."""

from collections.abc import Iterator
from datetime import date

from dengming.accounts.scope import Scope
from dengming.calendar.periods import parse_period
from dengming.ledgers.eligibility import SOURCES, Bar
from dengming.ledgers.places import subject_reach
from dengming.orgs.models import Subject
from dengming.rulebook.words import Colour, State
from dengming.standing.dues_seen import hidden_of
from dengming.standing.judge import Standing
from dengming.standing.models import ColourWarning
from dengming.standing.queries import AsOf, standings
from dengming.standing.warnings.queries import visible


def enter_sources() -> None:
    """Answer the words that `ledgers` has but cannot judge itself."""
    SOURCES["warning"] = _warnings
    SOURCES["overdue"] = _overdue


def _warnings(scope: Scope, subject: Subject, on: date) -> Iterator[Bar]:
    """Those that stand and whose period runs."""
    for warning in ColourWarning.objects.filter(subject=subject, lifted_at=None):
        period = parse_period(warning.period)[1]
        if period.first <= on <= period.last:
            known = visible(scope).filter(pk=warning.pk).exists()
            yield Bar(f"有{Colour(warning.colour).label}，到 {period.last} 为止", period.last, known)


def _overdue(scope: Scope, subject: Subject, on: date) -> Iterator[Bar]:
    found = [it for it in standings(scope, AsOf.at(on), subjects=[subject.pk]) if it.state == State.OVERDUE]
    if found:
        known = scope.person == subject.pk or scope.reaches(subject_reach(subject))
        yield Bar(_named(scope, subject, found), None, known)


def _named(scope: Scope, subject: Subject, found: list[Standing]) -> str:
    """That something is overdue is told whoever asks; which of them and how many, without dues that are not theirs to
    see."""
    hidden = hidden_of(scope, subject.pk)
    seen = [it.duty.name for it in found if it.duty.id not in hidden]
    return f"有 {len(seen)} 项应办逾期未完成：{'、'.join(dict.fromkeys(seen))}" if seen else "有应办逾期未完成"
