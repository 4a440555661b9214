"""模拟测算: whose states and colours would change if other rules were in force, beside today's. It writes nothing.

Only what the draft changes is judged, over the year before the day: each changed duty's periods, and the points on the
day and at the ends of the quarters before it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dengming.calendar.periods import period_of
from dengming.editions import words
from dengming.editions.clock import end_of
from dengming.editions.models import Word
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.rulebook.library import Rulebook
from dengming.rulebook.scores import Score
from dengming.rulebook.words import Colour, State
from dengming.standing.engine import DatabaseEngine
from dengming.standing.judge import judge
from dengming.standing.points.ledger import Total, period_at, totals
from dengming.standing.queries import AsOf, year_before
from dengming.standing.question import Among, Question

NOTHING_OWED = "none"
EXEMPT = "exempt"
_QUARTERS = 3


@dataclass(frozen=True)
class StateChange:
    """One duty of one subject in one period: its state by today's rules and by the draft's; `none`: nothing is owed."""

    duty: str
    subject: int
    period: str
    before: str
    after: str


@dataclass(frozen=True)
class ColourChange:
    """One person's points on a day, by both rules; `exempt`: none are kept. Points are hundredths."""

    score: str
    on: date
    subject: int
    before: str
    after: str
    points_before: int | None
    points_after: int | None


@dataclass(frozen=True)
class Outcome:
    """All that would change. `points` counts people whose points change without the colour."""

    states: tuple[StateChange, ...]
    colours: tuple[ColourChange, ...]
    points: int

    def state_counts(self) -> Counter[tuple[str, str, str]]:
        """(duty, before, after) → how many."""
        return Counter((it.duty, it.before, it.after) for it in self.states)

    def colour_counts(self) -> Counter[tuple[date, str, str]]:
        """(day, before, after) → how many."""
        return Counter((it.on, it.before, it.after) for it in self.colours)

    @property
    def subjects(self) -> frozenset[int]:
        """Whom it concerns."""
        return frozenset({it.subject for it in self.states} | {it.subject for it in self.colours})


def state_label(state: str) -> str:
    """A state as people say it, also where nothing is owed."""
    return "不欠" if state == NOTHING_OWED else State(state).label


def colour_label(colour: str) -> str:
    """A colour as people say it, also where no points are kept."""
    return "不计分" if colour == EXEMPT else Colour(colour).label


class ReadingEngine(DatabaseEngine):
    """The database as it is: a word that only the draft knows stands for nothing that was ever recorded."""

    def kind_id(self, name: str) -> int:
        """The integer of a fact kind, 0 where nothing of it can be stored yet."""
        return words.known(Word.Space.KIND, name) or 0

    def role_id(self, name: str) -> int:
        """The integer of a role, 0 where nobody can hold it yet."""
        return words.known(Word.Space.ROLE, name) or 0


def compare(draft: Rules, as_of: AsOf, among: Among) -> Outcome:
    """The draft beside the rules known at the moment, for the subjects asked about."""
    now = rules(as_of.known)
    colours, points = _colours(now, draft, as_of, among)
    return Outcome(tuple(_states(now, draft, as_of, among)), tuple(colours), points)


def with_rulebook(rulebook: Rulebook, known: int) -> Rules:
    """Today's parameters and holidays with another rulebook."""
    return replace(rules(known), rulebook=rulebook, digest=rulebook.digest)


def changed_duties(now: Rules, draft: Rules) -> list[str]:
    """The duties that one of the two asks otherwise than the other."""
    before = {duty.id: duty.terms for duty in now.duties()}
    after = {duty.id: duty.terms for duty in draft.duties()}
    return [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]


def changed_scores(now: Rules, draft: Rules) -> list[str]:
    """The ways of keeping points that differ, or whose verdicts and overdue duties may."""
    before, after = now.scores, draft.scores
    if changed_duties(now, draft):
        return list(dict.fromkeys((*before, *after)))
    return [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]


def _states(now: Rules, draft: Rules, as_of: AsOf, among: Among) -> Iterator[StateChange]:
    question = Question(as_of.on, as_of.known, year_before(as_of.on), as_of.on, among)
    for name in changed_duties(now, draft):
        before, after = (_judged(side, question, name) for side in (now, draft))
        for key in sorted(before.keys() | after.keys()):
            states = before.get(key, NOTHING_OWED), after.get(key, NOTHING_OWED)
            if states[0] != states[1]:
                yield StateChange(name, *key, *states)


def _judged(side: Rules, question: Question, duty_id: str) -> dict[tuple[int, str], str]:
    duty = side.duty(duty_id)
    found = judge(ReadingEngine(side), side, question, [duty]) if duty else []
    return {(it.subject, it.period): str(it.state) for it in found}


def _colours(now: Rules, draft: Rules, as_of: AsOf, among: Among) -> tuple[list[ColourChange], int]:
    found: list[ColourChange] = []
    moved: set[int] = set()
    for name in changed_scores(now, draft):
        for on in days_judged(as_of.on):
            at = AsOf(on, as_of.known if on == as_of.on else end_of(on))
            before, after = (_totals(side, side.scores.get(name), at, among) for side in (now, draft))
            for subject in sorted(before.keys() | after.keys()):
                change = _change(name, on, subject, before.get(subject), after.get(subject))
                if change.before != change.after:
                    found.append(change)
                elif change.points_before != change.points_after and on == as_of.on:
                    moved.add(subject)
    return found, len(moved)


def days_judged(on: date) -> list[date]:
    """The ends of the quarters before the day, oldest first, and the day."""
    days = [on]
    for _ in range(_QUARTERS):
        days.append(period_of("quarter", days[-1]).first - timedelta(days=1))
    return days[::-1]


def _totals(side: Rules, score: Score | None, at: AsOf, among: Among) -> dict[int, Total]:
    if score is None:
        return {}
    period = period_at(score, at.on)
    question = Question(at.on, at.known, period.first, at.on, among)
    return {it.subject: it for it in totals(ReadingEngine(side), side, question, score, period)}


def _change(score: str, on: date, subject: int, before: Total | None, after: Total | None) -> ColourChange:
    sides: Sequence[Total | None] = (before, after)
    colours = [str(total.colour) if total else EXEMPT for total in sides]
    points = [total.points if total else None for total in sides]
    return ColourChange(score, on, subject, colours[0], colours[1], points[0], points[1])
