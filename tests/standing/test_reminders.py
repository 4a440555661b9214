"""A duty whose term says how long ahead to remind comes on the list of tasks then, and not before."""

from datetime import date

import pytest

from dengming.standing.duty_tasks import duty_tasks
from dengming.standing.queries import AsOf
from tests.cast import build, set_clock

PLAN = "每年制定党员培训计划"


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "listed"), [(date(2020, 1, 30), False), (date(2020, 1, 31), True)])
def test_the_yearly_plan_is_brought_to_mind_eleven_months_ahead(on: date, listed: bool) -> None:
    cast = build(on)
    set_clock(on)
    titles = [task.title for task in duty_tasks(cast.scope("di"), AsOf.at(on))]
    assert (PLAN in titles) == listed
    assert titles
