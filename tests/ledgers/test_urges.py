"""催办: who may, what is refused, one journal line for many, and what is told of it later."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.ledgers.models import Urge
from dengming.ledgers.urges import Pending, newest_urges, urge, urgings, without_account
from dengming.refusal import Refusal
from tests.cast import Cast, build, set_clock

pytestmark = pytest.mark.django_db
DUTY = "hold-branch-meeting"


@pytest.fixture
def cast() -> Cast:
    return build()


def of(cast: Cast, *codes: str, period: str = "2020-Q2") -> list[Pending]:
    return [Pending(cast.org[code].pk, DUTY, period) for code in codes]


def test_many_in_one_line(cast: Cast) -> None:
    urge(cast.scope("di"), of(cast, "A", "B"), note=" 请抓紧 ")
    assert set(Urge.objects.values_list("subject__code", "note")) == {("A", "请抓紧"), ("B", "请抓紧")}
    (line,) = Line.objects.filter(action="duty.urged")
    assert json.loads(line.note)["urged"] == [f"A {DUTY} 2020-Q2", f"B {DUTY} 2020-Q2"]


def test_only_below_and_only_with_the_capability(cast: Cast) -> None:
    with pytest.raises(NotVisible):
        urge(cast.scope("di"), of(cast, "A", "C"))
    with pytest.raises(PermissionDenied):
        urge(cast.scope("ann"), of(cast, "A"))
    with pytest.raises(NotVisible):
        urge(cast.scope("di"), [])
    assert not Urge.objects.exists()


@pytest.mark.parametrize(
    ("codes", "duty", "note", "said"),
    [
        (["A"], "no-such-duty", "", "没有名为“no-such-duty”的事项"),
        (["A"], DUTY, "长" * 201, "附言太长"),
        (["A"], DUTY, "机密★", "密"),
        (["A"] * 1001, DUTY, "", "一次最多催办 1000 期，现在选了 1001 期"),
    ],
)
def test_refused(cast: Cast, codes: list[str], duty: str, note: str, said: str) -> None:
    pending = [Pending(cast.org[code].pk, duty, "2020-Q2") for code in codes]
    with pytest.raises(Refusal, match=said):
        urge(cast.scope("di"), pending, note=note)
    assert not Urge.objects.exists()


def test_the_newest_of_each_is_what_is_shown(cast: Cast) -> None:
    urge(cast.scope("di"), of(cast, "A", "B"), note="一")
    set_clock(hour=15)
    urge(cast.scope("eve"), of(cast, "A"), note="二")
    branches = [cast.org[code].pk for code in ("A", "B")]
    newest = newest_urges(branches, 0)
    assert {key[0]: it.note for key, it in newest.items()} == {branches[0]: "二", branches[1]: "一"}
    assert newest_urges(branches, 2**40) == {}
    assert newest_urges(branches[1:], 0).keys() == {(branches[1], DUTY, "2020-Q2")}


def test_a_month_tells_who_urged_how_much(cast: Cast) -> None:
    bo = cast.person["bo"].pk
    duties = [*of(cast, "A", "B"), *of(cast, "A", period="2020-Q1"), Pending(bo, DUTY, "2020-Q2")]
    urge(cast.scope("di"), duties, note="请抓紧")
    (told,) = urgings({item.subject for item in duties}, 0, 2**40)
    assert (told.by, told.note, told.rows, told.organisations, told.people) == ("di", "请抓紧", 4, 2, 1)
    (told,) = urgings({bo}, 0, 2**40)
    assert (told.rows, told.organisations, told.people) == (1, 0, 1)
    assert urgings({bo}, 0, told.at - 1) == []


def test_who_has_no_account_must_be_told(cast: Cast) -> None:
    people = [cast.person[name].pk for name in ("ann", "bo")]
    assert without_account([*people, cast.org["A"].pk]) == 0
    cast.person["bo"].user = None
    cast.person["bo"].save()
    assert without_account([*people, cast.org["A"].pk]) == 1
