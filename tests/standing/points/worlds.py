"""Random ways of keeping points, and random facts to keep them of."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from dengming.calendar.days import day_of
from dengming.calendar.periods import period_of
from dengming.calendar.workdays import packaged_table
from dengming.editions.clock import end_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.rules import Parameters, Rules
from dengming.facts.rows import FactRow
from dengming.rulebook.duties import Match
from dengming.rulebook.library import load
from dengming.rulebook.scores import Group, PointRule, PointTerm, Score, ScoreTerm
from dengming.standing.examples import ExampleEngine, SpanRow
from dengming.standing.points.ledger import PointRow, ledger, totals
from dengming.standing.question import Question
from tests.standing.reference import Stored, World

RULES = Rules(load(Path(__file__).parent.parent / "packs"), packaged_table(), Parameters())
PEOPLE = ("甲", "乙")
ON = date(2020, 12, 31)
PERIOD = period_of("year", ON)
KINDS = ("branch-meeting", "theme-day")
GROUPS = ("life", "study")

days = st.integers(0, 420).map(lambda by: date(2019, 11, 20) + timedelta(days=by))
matches = st.builds(
    Match,
    activity=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple),
    role=st.sampled_from((("attend",), ("attend",), ("absent",))),
)
caps = st.none() | st.integers(0, 12).map(lambda halves: halves / 2)


@st.composite
def rules(draw: st.DrawFn, number: int, sign: int, limited: bool) -> PointRule:
    starts = sorted([*draw(st.lists(days, max_size=1, unique=True)), date(2019, 1, 1)])
    amount = st.integers(1, 12).map(lambda quarters: sign * quarters / 4)
    terms = tuple(
        PointTerm.model_validate({"from": start, "points": draw(amount), "cap": draw(caps) if limited else None})
        for start in starts
    )
    return PointRule(
        id=f"rule-{number}", name="项", group=draw(st.sampled_from(GROUPS)), counts=draw(matches), term=terms,
        per=draw(st.sampled_from(("record", "record", "unit"))),
        cap_every=draw(st.sampled_from((None, "quarter", "month"))),
    )  # fmt: skip


@st.composite
def scores(draw: st.DrawFn, limited: bool = True, losses: bool = True, once: bool = True) -> Score:
    signs = [draw(st.sampled_from((1, 1, -1))) if losses else 1 for _ in range(draw(st.integers(1, 4)))]
    term_caps = {group: cap for group in GROUPS if limited and (cap := draw(caps)) is not None}
    return Score(
        id="points", name="积分", owner=("member",),
        group=tuple(Group(id=group, name=group, once=once and draw(st.booleans())) for group in GROUPS),
        rule=tuple(draw(rules(number, sign, limited)) for number, sign in enumerate(signs)),
        term=(ScoreTerm.model_validate({"from": date(2019, 1, 1), "base": 60, "caps": term_caps}),),
    )  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> FactRow:
    day = day_of(draw(days))
    return FactRow(
        kind=f"activity:{draw(st.sampled_from(KINDS))}", subject=draw(st.integers(0, 1)), about=day, happened=day,
        role=draw(st.sampled_from((2, 2, 2, 8))), place=1, quantity=draw(st.integers(0, 900)),
    )  # fmt: skip


# A record is one day's: what it emits shares the day and the hours, as real emission does.
records = st.lists(facts(), min_size=1, max_size=3).map(
    lambda rows: [replace(row, about=rows[0].about, happened=rows[0].about, quantity=rows[0].quantity) for row in rows]
)
histories = st.lists(records, max_size=12)


class Kept:
    """Two people, a history, and what the product makes of it."""

    def __init__(self, history: list[list[FactRow]], order: list[int] | None = None, on: date = ON) -> None:
        self.engine = ExampleEngine(RULES.rulebook)
        self.subjects = {name: self.engine.number(name) for name in PEOPLE}
        self.spans = [SpanRow(name, "member", None, day_of(date(2015, 1, 1))) for name in PEOPLE]
        self.question = Question(on, end_of(on), PERIOD.first, on)
        for span in self.spans:
            self.engine.add_span(span)
        numbers = list(self.subjects.values())
        self.stored = []
        for source, place in enumerate(order if order is not None else range(len(history)), 1):
            for row in history[place]:
                mine = replace(row, subject=numbers[row.subject])
                self.engine.add_fact(mine, source, 0, FAR_MOMENT)
                self.stored.append(Stored(mine, source, 0, FAR_MOMENT))

    def sums(self, score: Score) -> dict[str, int]:
        """What everybody's rows give, by name."""
        names = {number: name for name, number in self.subjects.items()}
        return {names[it.subject]: it.sum for it in totals(self.engine, RULES, self.question, score, PERIOD)}

    def rows(self, score: Score) -> list[PointRow]:
        """Everybody's ledger."""
        return ledger(self.engine, RULES, self.question, score, PERIOD)

    def world(self) -> World:
        """The same as the reference wants it."""
        return World(self.spans, self.stored, self.subjects, {}, self.question.on, self.question.known)
