"""Points, slow and obvious: plain loops over plain rows, written from the rules of counting and not from the SQL."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dengming.calendar.days import date_of
from dengming.calendar.periods import Period, period_of
from dengming.rulebook.scores import PointRule, PointTerm, Score
from tests.standing.reference import Stored, World


@dataclass
class Row:
    """One rule × one record, in hundredths of a point."""

    rule: int
    source: int
    about: int
    raw: int
    left: int


def sum_of(world: World, subject: str, score: Score, period: Period) -> int:
    """What the person's rows give together."""
    judged = min(world.on, period.last)
    rows = [row for number, rule in enumerate(score.rule) for row in _rows(world, subject, number, rule, period)]
    _pay_once(score, rows)
    for number, rule in enumerate(score.rule):
        buckets: dict[date, list[Row]] = defaultdict(list)
        for row in rows:
            if row.rule == number:
                buckets[period_of(rule.cap_every or score.every, date_of(row.about)).last].append(row)
        for last, mine in buckets.items():
            _limit(mine, _cap_on(rule, min(last, judged)))
    term = score.term_at(judged)
    assert term is not None
    for group in score.group:
        earning = [row for row in rows if score.rule[row.rule].group == group.id and row.raw > 0]
        _limit(earning, term.caps.get(group.id))
    return sum(row.left for row in rows)


def _rows(world: World, subject: str, number: int, rule: PointRule, period: Period) -> list[Row]:
    assert rule.counts is not None
    by_term: dict[tuple[int, int], list[Stored]] = defaultdict(list)
    last = min(period.last, world.on)
    for fact in world.matching(subject, rule.counts):
        day = date_of(fact.row.about)
        if period.first <= day <= last and (place := _term_place(rule, day)) is not None:
            by_term[fact.source, place].append(fact)
    found = []
    for (source, place), facts in by_term.items():
        points = round((rule.term[place].points or 0) * 100)
        if points and not rule.term[place].repeal:
            quantity = max(fact.row.quantity for fact in facts)
            raw = points if rule.per == "record" else (abs(points) * quantity // 100) * (1 if points > 0 else -1)
            found.append(Row(number, source, min(fact.row.about for fact in facts), raw, raw))
    return found


def _term_place(rule: PointRule, day: date) -> int | None:
    begun = [place for place, term in enumerate(rule.term) if term.from_ <= day]
    return begun[-1] if begun else None


def _pay_once(score: Score, rows: list[Row]) -> None:
    for group in score.group:
        if group.once:
            mine = [row for row in rows if score.rule[row.rule].group == group.id]
            for key in {(row.source, row.raw > 0) for row in mine}:
                same = [row for row in mine if (row.source, row.raw > 0) == key]
                best = max(same, key=lambda row: (abs(row.raw), -row.rule))
                for row in same:
                    row.left = row.raw if row is best else 0


def _cap_on(rule: PointRule, day: date) -> float | None:
    begun: list[PointTerm] = [term for term in rule.term if term.from_ <= day and not term.repeal]
    return begun[-1].cap if begun else None


def _limit(rows: list[Row], cap: float | None) -> None:
    """Take from the later rows what is over the cap."""
    if cap is None:
        return
    room = round(cap * 100)
    for row in sorted(rows, key=lambda row: (row.about, row.rule, row.source)):
        given = min(abs(row.left), room)
        room -= given
        row.left = given if row.raw > 0 else -given
