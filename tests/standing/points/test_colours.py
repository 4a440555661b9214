"""Where a colour begins, to the hundredth and to the duty, and what would end it."""

from datetime import date

import pytest

from dengming.rulebook.scores import ScoreTerm
from dengming.standing.points.ledger import Total, colour_of, period_at, places_of
from dengming.standing.points.queries import Kept
from tests.shipped import rulebook

SCORE = rulebook().scores["member-points"]
LINES = {"yellow": {"below": 60, "overdue": 2}, "red": {"below": 54, "overdue": 4}}
TERM = ScoreTerm.model_validate({"from": date(2019, 1, 1), "base": 60, **LINES})


@pytest.mark.parametrize(
    ("points", "overdue", "colour"),
    [
        (6000, 0, "none"),
        (5999, 0, "yellow"),
        (5400, 0, "yellow"),
        (5399, 0, "red"),
        (6000, 1, "none"),
        (6000, 2, "yellow"),
        (6000, 3, "yellow"),
        (6000, 4, "red"),
    ],
)
def test_a_line_is_reached_below_it_and_at_so_many_duties(points: int, overdue: int, colour: str) -> None:
    assert str(colour_of(TERM, points, overdue)) == colour


def test_red_is_lifted_only_out_of_the_yellow_line() -> None:
    total = Total(1, -1000, 5000, 4, colour_of(TERM, 5000, 4))
    kept = Kept(SCORE, period_at(SCORE, date(2020, 9, 10)), TERM, total, (), ())
    assert kept.lifted_when == ["积分回到 60 分（还差 10 分）", "逾期的本人应办减到 1 项以内（现有 4 项）"]


def test_equal_points_share_a_place_and_the_next_are_skipped() -> None:
    totals = [Total(number, 0, points, 0, colour_of(TERM, points, 0)) for number, points in enumerate((60, 62, 62, 58))]
    assert places_of(totals) == {1: 1, 2: 1, 0: 3, 3: 4}
