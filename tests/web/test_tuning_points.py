"""模拟测算 of points in the browser calculates as the rules will work: caps, later terms and earlier papers hold."""

from datetime import date

import pytest
from django.test import Client

from dengming.editions.queries import rules
from dengming.orgs.models import Subject
from dengming.standing.points.queries import kept_of
from dengming.standing.queries import AsOf
from tests import cast as casting
from tests.cast import Cast, set_clock
from tests.standing.points.absences import absent, attended

pytestmark = pytest.mark.django_db
PAGE = "/settings/points/member-points/tune/"
NOBODY = "颜色变化 0 处，只是积分变化的 0 人"


@pytest.fixture
def cast() -> Cast:
    """Bo was at more meetings than count in 2019 and in 2020, and Ben missed a theme day in March."""
    found = casting.build()
    for year in (2019, 2020):
        attended(found.person["bo"], *(date(year, month, 3) for month in range(1, 7)))
    absent(found.person["ben"], date(2020, 3, 5))
    return found


def post(cast: Cast, **changed: str) -> str:
    """What the page says to the numbers in force with some changed."""
    client = Client()
    client.force_login(cast.user["eve"])
    form = client.get(PAGE).context["form"]
    values = {field.name: str(field.value() if field.value() is not None else "") for field in form}
    return str(client.post(PAGE, values | changed, follow=True).content.decode())


def points(cast: Cast, name: str) -> int:
    kept = kept_of(AsOf.at(), rules().scores["member-points"], cast.person[name].pk)
    assert kept.total is not None
    return kept.total.points


def test_who_is_at_the_cap_gains_nothing(cast: Cast) -> None:
    assert NOBODY in post(cast, **{"rule-attend-branch-meeting": "2", "try": "1"})


def test_what_is_forecast_is_what_comes(cast: Cast) -> None:
    said = post(cast, **{"rule-absent": "-7", "since": "2020-09-10", "document": "〔2020〕1号", "try": "1"})
    assert "58 → 53 分" in said
    post(cast, **{"rule-absent": "-7", "since": "2020-09-10", "document": "〔2020〕1号", "put": "1"})
    absent(cast.person["pei"], date(2020, 9, 10))
    assert points(cast, "pei") == 5300
    assert points(cast, "ben") == 5800  # it was before the day


def test_who_shares_a_name_is_told_apart(cast: Cast) -> None:
    Subject.objects.filter(code="YI").update(name="ben")
    said = post(cast, **{"rule-absent": "-7", "try": "1"})
    assert '<p class="rows-title">ben（甲支部，BEN）</p>' in said


def test_trying_nothing_after_a_paper_changes_nothing(cast: Cast) -> None:
    changed = {"rule-absent": "-1", "base": "61", "yellow_below": "59"}
    post(cast, **changed, since="2020-09-10", document="〔2020〕1号", put="1")
    set_clock(date(2020, 9, 20))
    absent(cast.person["bo"], date(2020, 9, 11))
    assert NOBODY in post(cast, **{"try": "1"})
    assert "只是积分变化的 1 人" in post(cast, **{"rule-absent": "-2", "try": "1"})


def test_the_paper_shows_with_the_rule_that_it_changed(cast: Cast) -> None:
    said = post(cast, **{"rule-absent": "-1", "since": "2020-10-01", "document": "〔2020〕1号", "put": "1"})
    assert "2020年10月1日起：每次减1分，每年最多减20分（〔2020〕1号）" in said
