"""A limit that runs stands with the step between; a step that had to wait says since when it may be taken."""

from datetime import date

import pytest

from dengming.orgs.posting import NewPost, give
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import SINCE, Cast, build, set_clock
from tests.ledgers.developing import applied, walked

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

VOTED = date(2020, 5, 29)


@pytest.fixture
def cast(db: None) -> Cast:
    """Lin is the secretary of the committee above."""
    cast = build(VOTED)
    give([NewPost(cast.person["lin"].pk, "committee-secretary", cast.org["COMM"].pk, SINCE)], entered=0)
    return cast


def rows(cast: Cast, who: str, on: date) -> list[tuple[str, date | None, str, str]]:
    set_clock(on)
    found = [it for it in tasks(cast.scope(who), AsOf.at()) if it.title.startswith("发展党员")]
    return [(it.title, it.due, it.state, it.notice) for it in found]


@pytest.mark.parametrize(("on", "state"), [(date(2020, 8, 1), "to-handle"), (date(2020, 9, 1), "overdue")])
def test_the_limit_of_the_approval_stands_with_the_step_before_it(cast: Cast, on: date, state: str) -> None:
    set_clock(date(2020, 6, 1))
    walked(applied(cast), "voted")
    told = "“第17步 党委审批”应在8月29日前办"
    for who in ("di", "lin"):
        assert [it[1:] for it in rows(cast, who, on)] == [(date(2020, 8, 29), state, told)]


def test_who_may_take_the_step_now_is_told_since_when(cast: Cast) -> None:
    set_clock(date(2021, 6, 10))
    walked(applied(cast), "conversion-applied")
    notices = [notice for title, _, _, notice in rows(cast, "ann", date(2021, 6, 10)) if "转正票决" in title]
    assert notices == ["5月29日起可办"]
