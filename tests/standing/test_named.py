"""Who shares a name is told apart by place and code; all others are called by name alone."""

import pytest

from dengming.orgs.models import Subject
from dengming.standing.named import told_apart
from tests import cast as casting
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Yi of branch B is called Ben too, and branches A and C have the same name."""
    found = casting.build()
    Subject.objects.filter(code="YI").update(name="ben")
    Subject.objects.filter(code="C").update(name="甲支部")
    return found


def test_people_and_organisations_of_one_name_are_told_apart(cast: Cast) -> None:
    people = {name: cast.person[name].pk for name in ("ben", "bo")}
    found = told_apart([*people.values(), cast.org["A"].pk], TODAY)
    assert found[people["ben"]] == "ben（甲支部，BEN）"  # though the other is not in the list
    assert found[people["bo"]] == "bo"
    assert found[cast.org["A"].pk] == "甲支部（机关党委，A）"
