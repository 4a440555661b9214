"""Points adjusted by the committee: from a day on, by a paper; what was before stays; contradictions are refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dengming.calendar.limits import FIRST_DAY
from dengming.editions import actions
from dengming.editions.models import Edition
from dengming.editions.queries import rules
from dengming.editions.rules import Parameters
from dengming.editions.tuning import Line, TunedScore, tuned
from dengming.refusal import Refusal
from dengming.rulebook.scores import Colour, PointTerm, Score
from dengming.standing.points.queries import kept_of
from dengming.standing.queries import AsOf
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.shipped import rulebook
from tests.standing.points.absences import absent

SCORE = "member-points"
CHANGE = TunedScore(date(2020, 10, 1), "区直工委发〔2020〕9号", 60, Line(58, 3), Line(50, 5), {"absent": -3})


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build()
    absent(found.person["bo"], date(2020, 8, 5))
    return found


def points(cast: Cast, on: date | None = None) -> tuple[int, str]:
    kept = kept_of(AsOf.at(on), rules().scores[SCORE], cast.person["bo"].pk)
    assert kept.total is not None
    return kept.total.points, str(kept.total.colour)


def test_it_holds_from_its_day_on_and_not_before(cast: Cast) -> None:
    assert points(cast) == (5800, "yellow")
    actions.tune(SYSTEM, score=SCORE, change=CHANGE)
    assert points(cast) == (5800, "yellow")
    set_clock(date(2020, 10, 8))
    absent(cast.person["bo"], date(2020, 10, 7))
    assert points(cast) == (5500, "yellow")
    assert points(cast, date(2020, 9, 30)) == (5800, "yellow")


def test_a_milder_line_is_seen_on_its_day(cast: Cast) -> None:
    actions.tune(SYSTEM, score=SCORE, change=replace(CHANGE, points={}))
    set_clock(date(2020, 10, 1))
    assert points(cast) == (5800, "none")


def test_the_paper_is_shown_with_the_term(cast: Cast) -> None:
    actions.tune(SYSTEM, score=SCORE, change=CHANGE)
    term = rules().scores[SCORE].term[-1]
    assert (term.from_, term.document) == (CHANGE.since, CHANGE.document)
    assert term.caps == rules().rulebook.scores[SCORE].term[0].caps
    rule = next(it for it in rules().scores[SCORE].rule if it.id == "absent")
    assert (rule.term[-1].points, rule.term[-1].cap) == (-3, 20)


def later(score: Score, name: str, from_: date, **said: Any) -> Score:
    """The score where a rule has one more term."""
    term = PointTerm.model_validate({"from": from_, **said})
    rules_ = [it.model_copy(update={"term": (*it.term, term)}) if it.id == name else it for it in score.rule]
    return score.model_copy(update={"rule": tuple(rules_)})


def terms_of(score: Score, name: str) -> list[tuple[date, float | None, float | None]]:
    terms = next(it.term for it in score.rule if it.id == name)
    return [(it.from_, it.points, it.cap) for it in terms]


def test_terms_that_begin_later_stay_later_and_keep_their_caps() -> None:
    score = later(rulebook().scores[SCORE], "absent", date(2021, 1, 1), points=-4, cap=8)
    found = terms_of(tuned(score, [CHANGE]), "absent")
    assert found == [(date(2019, 1, 1), -2, 20), (CHANGE.since, -3, 20), (date(2021, 1, 1), -3, 8)]
    before_it_begins = replace(CHANGE, since=FIRST_DAY, points={"own-duty-overdue": -5})
    assert terms_of(tuned(score, [before_it_begins]), "own-duty-overdue") == [(date(2020, 1, 1), -5, 12)]


def test_a_repeal_stays_one() -> None:
    score = later(rulebook().scores[SCORE], "absent", date(2021, 1, 1), repeal=True)
    assert terms_of(tuned(score, [CHANGE]), "absent")[-1] == (date(2021, 1, 1), None, None)


def test_what_it_does_not_say_stays_as_it_is() -> None:
    score = rulebook().scores[SCORE]
    found = tuned(score, [TunedScore(CHANGE.since, CHANGE.document, red=Line(50, 5))])
    assert (found.term[-1].base, found.term[-1].yellow) == (score.term[-1].base, score.term[-1].yellow)
    assert found.term[-1].red == Colour(below=50, overdue=5)
    assert tuned(score, [TunedScore(CHANGE.since, CHANGE.document)]) == score


def test_two_of_one_day_both_hold_and_both_papers_show(cast: Cast) -> None:
    actions.tune(SYSTEM, score=SCORE, change=CHANGE)
    second = TunedScore(CHANGE.since, "区直工委发〔2020〕10号", base=61)
    actions.tune(SYSTEM, score=SCORE, change=second)
    found = rules().scores[SCORE]
    assert terms_of(found, "absent")[-1] == (CHANGE.since, -3, 20)
    assert (found.term[-1].base, found.term[-1].document) == (61, f"{CHANGE.document}；{second.document}")


def test_it_survives_its_stored_form() -> None:
    parameters = Parameters(tuned={SCORE: (CHANGE,)})
    assert Parameters.parse(parameters.dump()) == parameters
    little = Parameters(tuned={SCORE: (TunedScore(CHANGE.since, CHANGE.document),)})
    assert Parameters.parse(little.dump()) == little


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (replace(CHANGE, red=Line(59, 5)), "红色线 59 分高于黄色线 58 分"),
        (replace(CHANGE, red=Line(50, 2)), "红色预警只要逾期 2 项"),
        (replace(CHANGE, base=-1), "floor 0 高于 base -1"),
        (replace(CHANGE, since=date(2020, 9, 9)), "已经过去"),
        (replace(CHANGE, document=" "), "没有填写依据文号"),
        (replace(CHANGE, points={"absent": 3.0}), "有的条款加分"),
        (replace(CHANGE, points={"absent": -0.125}), "超过两位小数"),
    ],
)
def test_what_contradicts_itself_is_refused_and_nothing_saved(cast: Cast, change: TunedScore, sentence: str) -> None:
    before = Edition.objects.count()
    with pytest.raises(Refusal, match=sentence):
        actions.tune(SYSTEM, score=SCORE, change=change)
    assert Edition.objects.count() == before


def test_a_later_adjustment_is_not_overtaken(cast: Cast) -> None:
    actions.tune(SYSTEM, score=SCORE, change=CHANGE)
    with pytest.raises(Refusal, match="请填更晚的日期"):
        actions.tune(SYSTEM, score=SCORE, change=replace(CHANGE, since=date(2020, 9, 20)))


def test_new_packs_keep_the_adjustment(cast: Cast) -> None:
    actions.tune(SYSTEM, score=SCORE, change=CHANGE)
    set_clock(hour=11)
    actions.install(SYSTEM, rulebook=rulebook())
    assert rules().scores[SCORE].term[-1].document == CHANGE.document
