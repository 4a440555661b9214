"""Lists and boards of cases: whose each is, no end as the main button, what is late first."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Entry
from dengming.ledgers.newcomers import register_newcomer
from dengming.orgs.particulars import Particulars
from dengming.web.pages.ledgers.offers import offered
from tests.cast import Cast, build, set_clock
from tests.ledgers.developing import BORN, REGISTER, applied, walked
from tests.ledgers.electing import term
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def shown(cast: Cast, register: str, query: str, name: str = "ann") -> Any:
    client = Client()
    client.force_login(cast.user[name])
    return client.get(reverse("entry-list", args=[register]) + query)


def another(cast: Cast) -> Entry:
    person = Particulars("yan", born=BORN)
    found: Entry = register_newcomer(
        cast.scope("ann"), cast.org["A"], register=REGISTER, person=person, happened=date(2018, 3, 5), fields={}
    )
    return found


def test_a_person_is_named_once_with_the_branch(cast: Cast) -> None:
    applied(cast)
    (row,) = shown(cast, REGISTER, "?view=list").context["rows"]
    assert (row["title"], row["whose"]) == ("xin", cast.org["A"].name)
    columns = shown(cast, REGISTER, "?view=board").context["columns"]
    (card,) = [it for column in columns for it in column["cards"]]
    assert (card["title"], card["whose"]) == ("xin", cast.org["A"].name)


def test_what_only_happens_is_neither_the_main_button_nor_done_for_many(cast: Cast) -> None:
    for entry in (applied(cast), another(cast)):
        walked(entry, "recommended")
    found = shown(cast, REGISTER, "?view=list").context
    assert not any(row["step"].chance for row in found["rows"] if row["step"])
    assert any(step.chance for row in found["rows"] for step in row["steps"])
    assert not any(it["stage"].chance for it in found["together"])


def test_what_is_late_stands_first_and_may_be_seen_alone(cast: Cast) -> None:
    term(cast)
    set_clock(date(2020, 9, 10))
    found = shown(cast, "election", "?view=list", "eve").context
    assert found["of_late"] == []
    set_clock(date(2030, 9, 10))
    found = shown(cast, "election", "?view=list&late=1", "eve").context
    assert [it["label"] for it in found["of_late"]] == ["全部", "只看逾期"]
    assert [row["due_name"] for row in found["rows"]] == ["届满日"]
    answer = shown(cast, "election", "", "eve")
    assert "届满日 20" in answer.content.decode()


def test_what_ends_is_ticked_one_by_one(cast: Cast) -> None:
    register_of = rulebook().entries["election"]
    stages = {it.end: it for it in register_of.stage}
    rows = [{"entry": term(cast, code), "title": code, "whose": "", "steps": list(stages.values())} for code in "AB"]
    own = {cast.org[code].reach for code in "AB"}
    ticked = {it["stage"].end: {case["checked"] for case in it["cases"]} for it in offered(register_of, rows, own)}
    assert ticked.get(True, {False}) == {False}
    assert ticked.get(False, {True}) == {True}
