"""What ends a colour: whoever is red is out of the lines only above the yellow one."""

from datetime import date

import pytest

from dengming.standing.points.queries import Kept, kept_of
from dengming.standing.queries import AsOf
from tests import cast as casting
from tests.cast import Cast
from tests.shipped import rulebook
from tests.standing.points.absences import absent


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def kept(cast: Cast, absences: int) -> Kept:
    absent(cast.person["bo"], *(date(2020, month, 5) for month in range(3, 3 + absences)))
    return kept_of(AsOf.at(), rulebook().scores["member-points"], cast.person["bo"].pk)


@pytest.mark.parametrize(
    ("absences", "colour", "reasons", "lifted"),
    [
        (1, "yellow", ["积分 58 分，低于 60 分"], ["积分回到 60 分（还差 2 分）"]),
        (4, "red", ["积分 52 分，低于 54 分"], ["积分回到 60 分（还差 8 分）"]),
    ],
)
def test_a_colour_ends_above_the_yellow_line(
    cast: Cast, absences: int, colour: str, reasons: list[str], lifted: list[str]
) -> None:
    found = kept(cast, absences)
    assert found.total is not None
    assert (str(found.total.colour), found.reasons, found.lifted_when) == (colour, reasons, lifted)
