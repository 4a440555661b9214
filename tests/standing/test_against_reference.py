"""The compiled SQL and the obvious reference agree on random rulebooks, spans and facts."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dengming.calendar.days import FAR_DAY, day_of
from dengming.calendar.due import DueRule, Stretch
from dengming.calendar.workdays import packaged_table
from dengming.editions.clock import end_of, start_of
from dengming.editions.models import FAR_MOMENT
from dengming.editions.rules import Parameters, Rules
from dengming.facts.rows import FactRow
from dengming.rulebook.duties import Match
from dengming.rulebook.kinds import waiver_kind
from dengming.rulebook.library import PlainDuty, load
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.rulebook.words import Every, Measure
from dengming.standing.examples import ExampleEngine, SpanRow
from dengming.standing.judge import judge
from dengming.standing.question import Question
from tests.standing import reference

RULES = Rules(load(Path(__file__).parent / "packs"), packaged_table(), Parameters())
IN_USE = (None, None, date(2020, 1, 1), date(2020, 3, 15))
SUBJECTS = ("甲", "乙", "丙")
ROLES = ("branch", "member", "temporary-branch")
CADENCES: tuple[Every, ...] = ("week", "month", "month", "quarter", "quarter", "half-year", "year")
MEASURES: tuple[Measure, ...] = ("count", "sum", "percent", "last")
KINDS = ("branch-meeting", "theme-day")
START, END = date(2019, 12, 1), date(2020, 9, 30)
EDGES = [date(2020, month, 1) - timedelta(days=1) for month in range(1, 9)]

# Mistakes live at the edges of periods and of grace: most days lie on or near the end of a month.
days = st.one_of(
    st.sampled_from(EDGES),
    st.builds(lambda edge, by: edge + timedelta(days=by), st.sampled_from(EDGES), st.integers(-3, 16)),
)
moments = days.map(start_of)
matches = st.builds(
    Match,
    activity=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple),
    role=st.sampled_from(((), (), ("attend",), ("attend", "absent"))),
    place=st.sampled_from((None, None, None, "own")),
    proofs=st.sampled_from(((), (), ("minutes",), ("minutes", "attendance"))),
)


@st.composite
def needs(draw: st.DrawFn, number: int) -> PlainNeed:
    measure: Measure = draw(st.sampled_from(MEASURES))
    least = {
        "count": st.integers(1, 3),
        "sum": st.integers(1, 8),
        "percent": st.integers(1, 100),
        "last": st.integers(1, 8),
    }
    return PlainNeed(
        id=f"need-{number}",
        name="",
        counts=draw(matches),
        of=draw(matches) if measure == "percent" else None,
        measure=measure,
        at_least=draw(least[measure]),
        advise_at_most=None,
        previous=draw(st.booleans()),
    )


@st.composite
def terms(draw: st.DrawFn, since: date, every: Every, repeal: bool) -> PlainTerm:
    return PlainTerm(
        since=since, until=None, repeal=repeal, revivable=False, document=None, every=every,
        owner=draw(st.sampled_from((("branch",), ("member",), ("branch", "member")))), proposed_owner=(),
        excepted=draw(st.sampled_from(((), ("temporary-branch",)))), held=draw(st.sampled_from(("whole", "end"))),
        needs=tuple(draw(needs(number)) for number in range(draw(st.sampled_from((1, 1, 1, 2))))),
        opens=None, extends=None,
        due=DueRule(
            day=draw(st.sampled_from((None, None, 25))),
            after=draw(st.none() | st.just(Stretch(3, "workdays"))),
            shift=draw(st.booleans()),
            by_quarter=draw(st.sampled_from((False, False, True))),
            month=draw(st.sampled_from((None, 3))) if every == "year" else None,
        ),
        due_field=False, not_after=None, case_length=None, grace_days=draw(st.sampled_from((0, 0, 5, 10))), remind=None,
        waivable=False, local=(), basis=(), note="", only=draw(st.sampled_from(((), (), ("member",)))),
    )  # fmt: skip


@st.composite
def duties(draw: st.DrawFn) -> PlainDuty:
    every: Every = draw(st.sampled_from(CADENCES))
    starts = [date(2019, 1, 1), *sorted(draw(st.lists(days, max_size=2, unique=True)))]
    plain = tuple(draw(terms(day, every, number > 0 and draw(st.booleans()))) for number, day in enumerate(starts))
    return PlainDuty("duty", "事项", "twelve", "national", plain, (), ())


@st.composite
def spans(draw: st.DrawFn) -> SpanRow:
    since, entered = draw(days), draw(st.just(0) | moments)
    return SpanRow(
        draw(st.sampled_from(SUBJECTS)), draw(st.sampled_from(ROLES)), None, day_of(since),
        max(day_of(since), draw(st.just(FAR_DAY) | days.map(day_of))),
        entered, draw(st.just(FAR_MOMENT) | st.integers(0, 200).map(lambda length: entered + length * 86400)),
    )  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> tuple[str, FactRow, int, int, int]:
    happened, entered = draw(days), draw(st.just(0) | moments)
    about = draw(st.sampled_from((happened, happened, draw(st.sampled_from(EDGES)))))
    waiver = draw(st.integers(0, 4)) == 0
    row = FactRow(
        kind=waiver_kind("duty") if waiver else f"activity:{draw(st.sampled_from(KINDS))}",
        subject=0,
        about=day_of(about),
        happened=day_of(happened),
        role=draw(st.sampled_from((2, 2, 2, 8))),
        place=draw(st.sampled_from((1, 1, 2))),
        proofs=draw(st.sampled_from((0, 6, 6))),
        quantity=draw(st.integers(0, 900)),
        deadline=day_of(draw(st.sampled_from(EDGES))) if waiver else None,
    )
    withdrawn = draw(st.just(FAR_MOMENT) | st.integers(0, 200).map(lambda length: entered + length * 86400))
    return draw(st.sampled_from(SUBJECTS)), row, draw(st.integers(1, 8)), entered, withdrawn


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    duty=duties(),
    span_rows=st.lists(spans(), max_size=4),
    fact_rows=st.lists(facts(), min_size=4, max_size=20),
    on=days,
    lag=st.sampled_from((0, 0, 30, -10)),
    in_use_since=st.sampled_from(IN_USE),
)
def test_the_judge_agrees_with_the_reference(
    duty: PlainDuty,
    span_rows: list[SpanRow],
    fact_rows: list[tuple[str, FactRow, int, int, int]],
    on: date,
    lag: int,
    in_use_since: date | None,
) -> None:
    rules = replace(RULES, parameters=Parameters(in_use_since=in_use_since))
    engine = ExampleEngine(RULES.rulebook)
    subjects = {name: engine.number(name) for name in SUBJECTS}
    # Half of the spans would cover nothing: let everybody be a branch from the start, so that something is owed.
    span_rows = [SpanRow(name, "branch", None, day_of(START)) for name in SUBJECTS[:2]] + span_rows
    for span in span_rows:
        engine.add_span(span)
    stored = []
    for name, row, source, entered, withdrawn in fact_rows:
        mine = FactRow(**{**row.__dict__, "subject": subjects[name]})
        engine.add_fact(mine, source, entered, withdrawn)
        stored.append(reference.Stored(mine, source, entered, withdrawn))
    known, since, until = end_of(on + timedelta(days=lag)), START, END
    bits = {name: proof.bit for name, proof in RULES.rulebook.proofs.items() if proof.bit is not None}
    world = reference.World(span_rows, stored, subjects, bits, on, known)
    expected = reference.judge(world, duty, since, until, rules)
    names = {number: name for name, number in subjects.items()}
    judged = {
        (names[item.subject], item.period): (
            str(item.state),
            item.entered_late,
            tuple(round(need.done * (100 if need.need.measure in ("sum", "last") else 1)) for need in item.needs),
        )
        for item in judge(engine, rules, Question(on, known, since, until), [duty])
    }
    assert judged == expected
