"""名次 in a bulletin: by the percent that readers see, equal ones equal, and only where a document allows it."""

from datetime import date

import pytest

from dengming.calendar.periods import parse_period
from dengming.orgs.models import Organisation
from dengming.rulebook.bulletins import Bulletin
from dengming.standing.bulletins import Count, Line, Told
from dengming.standing.queries import AsOf
from tests.shipped import rulebook

PERIOD = parse_period("2020-Q2")[1]


def told(*counts: tuple[int, int], **term: object) -> Told:
    """A bulletin on organisations with so many duties met in time and so many overdue."""
    bulletin: Bulletin = rulebook().bulletins["quarterly-bulletin"]
    terms = tuple(it.model_copy(update=term) for it in bulletin.term)
    lines = tuple(Line(Organisation(), total=Count(met=met, overdue=overdue)) for met, overdue in counts)
    as_of = AsOf(date(2020, 7, 10), 0)
    return Told(bulletin.model_copy(update={"term": terms}), PERIOD, as_of, None, lines, Count(), {})


def test_equal_percents_have_the_same_place_and_the_next_is_skipped() -> None:
    # 91.6 and 91.0 percent are both read as 91
    assert told((11, 1), (1, 1), (0, 0), (10, 0), (91, 9)).places() == [2, 4, None, 1, 2]


def test_what_an_organisation_has_itself_has_no_place_among_those_below_it() -> None:
    found = told((10, 0), (1, 1))
    found.lines[0].own = True
    assert found.places() == [None, 1]


@pytest.mark.parametrize(
    ("term", "document"),
    [({}, ""), ({"ranked": True, "document": "区直工委〔2020〕1号"}, "区直工委〔2020〕1号"), ({"ranked": True}, "")],
)
def test_it_is_ranked_only_by_a_document(term: dict[str, object], document: str) -> None:
    assert told(**term).ranked_by == document


def test_a_term_that_begins_later_ranks_nothing() -> None:
    later = {"ranked": True, "document": "区直工委〔2020〕1号", "from_": date(2020, 7, 1)}
    assert told(**later).ranked_by == ""
