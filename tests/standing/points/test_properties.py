"""Points on random rules and histories: as the obvious reference has them, additive, monotone, whatever the order."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dengming.facts.rows import FactRow
from dengming.rulebook.scores import Score
from tests.standing.points import reference
from tests.standing.points.worlds import PEOPLE, PERIOD, Kept, histories, scores

History = list[list[FactRow]]
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
plain = settings(often, max_examples=60)


@often
@given(scores(), histories, st.sampled_from((date(2020, 12, 31), date(2020, 6, 15), date(2021, 2, 1))))
def test_the_ledger_agrees_with_the_reference(score: Score, history: History, on: date) -> None:
    kept = Kept(history, on=on)
    world = kept.world()
    assert kept.sums(score) == {name: reference.sum_of(world, name, score, PERIOD) for name in PEOPLE}


@plain
@given(scores(), histories)
def test_the_rows_of_a_ledger_add_up_to_its_total(score: Score, history: History) -> None:
    kept = Kept(history)
    rows, numbers = kept.rows(score), kept.subjects
    sums = {name: sum(row.paid for row in rows if row.subject == numbers[name]) for name in PEOPLE}
    assert sums == kept.sums(score)


@plain
@given(scores(limited=False, once=False), histories, histories)
def test_before_limits_points_are_additive_over_records(score: Score, one: History, other: History) -> None:
    together, first, second = (Kept(history).sums(score) for history in (one + other, one, other))
    assert together == {name: first[name] + second[name] for name in PEOPLE}


@plain
@given(scores(losses=False), histories, histories)
def test_a_record_more_never_takes_points_where_rules_only_give(score: Score, history: History, more: History) -> None:
    before, after = Kept(history).sums(score), Kept(history + more).sums(score)
    assert all(after[name] >= before[name] for name in PEOPLE)


@plain
@given(st.data(), scores(), histories)
def test_the_order_of_entry_changes_nothing(data: st.DataObject, score: Score, history: History) -> None:
    order = data.draw(st.permutations(range(len(history))))
    assert Kept(history, order).sums(score) == Kept(history).sums(score)


@plain
@given(scores(), histories)
def test_a_record_pays_a_person_once_within_a_group_that_says_so(score: Score, history: History) -> None:
    once = {group.id for group in score.group if group.once}
    paid = [
        (row.subject, row.source, row.rule.group, row.raw > 0)
        for row in Kept(history).rows(score)
        if row.paid and row.rule.group in once
    ]
    assert len(paid) == len(set(paid))
