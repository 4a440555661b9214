"""What is late is said where cases stand: in the matrix, the list, on the board and at the head of the case."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.editions.clock import standing_still, start_of
from dengming.ledgers.materials import link
from dengming.ledgers.moving import send_back
from tests.cast import TODAY, Cast, build
from tests.ledgers.rectifying import approved, move, published, row, secretary
from tests.records import writing

pytestmark = pytest.mark.django_db
LATER = start_of(date(2020, 10, 15))


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretary(cast)
    return cast


def read(cast: Cast, address: str) -> str:
    client = Client()
    client.force_login(cast.user["eve"])
    with standing_still(LATER):
        return client.get(address).content.decode()


def test_the_matrix_says_what_is_late_in_more_than_colour(cast: Cast) -> None:
    claim = published(cast).children.get(subject=cast.org["COMM"].subject)
    address = reverse("entry-list", args=["problem-claim"])
    assert "已过期，还没有办：2 件" in read(cast, address)
    claim = move(cast, "di", claim, "claimed", shown="两个支部会议记录不全")
    assert "已过期，还没有办：2 件" in read(cast, address)  # no row was listed within the time
    row(cast, parent=claim)
    said = read(cast, address)
    assert "已过期，还没有办：1 件" in said
    assert said.count('aria-label="已过期"') == 1


def test_the_case_and_the_list_and_the_board_say_it_too(cast: Cast) -> None:
    entry = approved(cast)
    assert "应在2020年9月25日前办理，已过20天" in read(cast, reverse("case", args=[entry.uid]))
    for view in ("list", "board"):
        said = read(cast, reverse("entry-list", args=["rectification-task"]) + f"?view={view}")
        assert "9月25日，已过期" in said


def test_days_and_reopening_are_said_as_people_say_them(cast: Cast) -> None:
    entry = approved(cast)
    link(cast.scope("di"), entry, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))
    entry = move(cast, "di", entry, "checked", **{"self-check": "已补听"})
    entry = move(cast, "eve", entry, "closed", verdict="同意销号")
    send_back(cast.scope("eve"), entry, to="approved", reason="又没有听取。", seen=entry.step)
    said = read(cast, reverse("case", args=[entry.uid]))
    assert "完成时限：2020年9月25日" in said
    assert "退回重新整改（复发）" in said
    assert "又没有听取；eve办理" in said
