"""What a page shows of another organisation's own: of the row behind a self-check its title alone, never a link to it
nor its words in a form; of the problem behind a claim the whole."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.issuing import send
from dengming.ledgers.models import Entry
from tests.cast import Cast, build
from tests.ledgers.rectifying import ROW, approved, claimed, move, published, secretaries
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
ELSEWHERE = "charlie"


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretaries(cast)
    return cast


def sent(cast: Cast) -> Entry:
    """The other organisation's self-check, in which it found the same."""
    row = approved(cast)
    send(cast.scope("eve"), row, register="self-check", seen=row.step)
    return move(cast, ELSEWHERE, row.children.get(), "found", found="丙支部也没有听取汇报")


def page(client: Client, entry: Entry) -> str:
    return client.get(reverse("case", args=[entry.uid])).content.decode()


def new_row(client: Client, code: str, parent: Entry) -> Any:
    """The form for a row under an entry."""
    address = f"{reverse('entry-new', args=['rectification-task'])}?subject={code}&parent={parent.uid}"
    return client.get(address)


def words(answer: Any) -> dict[str, str]:
    """What the register's own fields begin with."""
    return {name: value for name, value in answer.context["form"].initial.items() if name.startswith("field-")}


def test_the_row_behind_a_self_check_is_named_and_not_linked(cast: Cast) -> None:
    check, client = sent(cast), as_user(cast, ELSEWHERE)
    row = check.parent
    assert row is not None
    address = reverse("case", args=[row.uid])
    assert client.get(address).status_code == 404
    told = page(client, check)
    assert ROW["shown"] in told
    assert address not in told
    assert f'<a href="{address}">{ROW["shown"]}</a>' in page(as_user(cast, "eve"), check)


@pytest.mark.parametrize("name", ["entry-withdraw", "case-back", "case-take-back", "case-hand", "case-urge"])
def test_nothing_is_done_with_that_row_either(cast: Cast, name: str) -> None:
    row = sent(cast).parent
    assert row is not None
    assert as_user(cast, ELSEWHERE).post(reverse(name, args=[row.uid]), {"reason": "看错了"}).status_code == 404


def test_a_new_row_under_the_self_check_begins_with_none_of_its_words(cast: Cast) -> None:
    check, client = sent(cast), as_user(cast, ELSEWHERE)
    opened = new_row(client, "ELSE", check)
    assert opened.status_code == 200
    assert words(opened) == {}
    assert check.parent is not None
    assert new_row(client, "ELSE", check.parent).status_code == 404


def test_a_new_row_under_ones_own_claim_begins_with_what_claim_and_problem_say(cast: Cast) -> None:
    opened = new_row(as_user(cast, "di"), "COMM", claimed(cast))
    assert words(opened) == {"field-shown": "两个支部会议记录不全", "field-source": "上年述职"}


def test_the_problem_above_ones_own_claim_is_linked_and_opens(cast: Cast) -> None:
    problem, client = published(cast), as_user(cast, ELSEWHERE)
    claim = problem.children.get(subject=cast.org["ELSE"].subject)
    address = reverse("case", args=[problem.uid])
    assert f'<a href="{address}">' in page(client, claim)
    assert client.get(address).status_code == 200
    foreign = problem.children.get(subject=cast.org["COMM"].subject)
    assert reverse("case", args=[foreign.uid]) not in page(client, problem)
