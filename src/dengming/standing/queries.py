"""Standing as pages and commands ask for it: within a scope, as of a day, as known at a moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.calendar.periods import OF_CASE, add_months, parse_period
from dengming.editions.clock import end_of, today
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.orgs.models import Subject
from dengming.refusal import Refusal
from dengming.rulebook.library import PlainDuty
from dengming.standing.engine import DatabaseEngine
from dengming.standing.judge import Standing, judge
from dengming.standing.question import Among, Question


@dataclass(frozen=True)
class AsOf:
    """The day judged and the moment up to which things are known."""

    on: date
    known: int

    @classmethod
    def at(cls, on: date | None = None, known: date | None = None) -> "AsOf":
        """Default: today, and what was known at the end of the day judged."""
        on = on or today()
        return cls(on, end_of(known or on))


def year_before(on: date) -> date:
    """The start of the stretch that standing looks back over unless told otherwise: twelve months."""
    return add_months(on.replace(day=1), -12)


def standings(
    scope: Scope,
    as_of: AsOf,
    *,
    subjects: Iterable[int] | None = None,
    prefix: str | Sequence[str] | None = None,
    duties: Iterable[PlainDuty] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Standing]:
    """Standing of the given subjects, or of all under a prefix or several, else of all that the scope reaches.

    `subjects` come from scoped queries; a prefix outside the scope's reach yields nothing.
    """
    now = rules(as_of.known)
    engine = DatabaseEngine(now)
    among = Among(subjects=tuple(subjects)) if subjects is not None else Among(prefixes=_prefixes(scope, prefix))
    among = among.narrowed(day_of(as_of.on), as_of.known, engine)
    question = Question(as_of.on, as_of.known, since or year_before(as_of.on), until or as_of.on, among)
    return judge(engine, now, question, duties)


def _prefixes(scope: Scope, prefix: str | Sequence[str] | None) -> tuple[str, ...]:
    reach = scope.prefixes("read")
    if prefix is None:
        return tuple(reach)
    if not isinstance(prefix, str):
        return tuple(found for one in prefix for found in _prefixes(scope, one))
    if any(prefix.startswith(own) for own in reach):
        return (prefix,)
    return tuple(own for own in reach if own.startswith(prefix))


def one(scope: Scope, as_of: AsOf, *, subject: Subject, duty_id: str, period: str) -> Standing | None:
    """The standing of one subject's duty in one period or case; None where nothing is owed. Raises Refusal on an
    unknown duty or period."""
    now = rules(as_of.known)
    duty = now.duty(duty_id)
    if duty is None:
        raise Refusal(f"没有名为“{duty_id}”的事项：请用 dengming rulebook list 查看编号。")
    since, until = stretch_of(period, as_of.on, now, duty)
    found = standings(scope, as_of, subjects=[subject.pk], duties=[duty], since=since, until=until)
    return next((item for item in found if item.period == period), None)


def stretch_of(period: str, on: date, now: Rules, duty: PlainDuty) -> tuple[date, date]:
    """First and last day of a period label; for cases and one-off duties the duty's whole time."""
    if period == "once" or period.startswith(OF_CASE):
        return duty.terms[0].since, on
    _, stretch = parse_period(period)
    return stretch.first, stretch.last
