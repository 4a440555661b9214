"""A row of 整改 handed on, urged and taken back by its page: by whom, with which sentence, and not by a stranger."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Entry, Move
from dengming.orgs.posting import NewPost, give
from tests.cast import SINCE, Cast, build
from tests.ledgers.rectifying import approved, secretaries
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
READER = "yi"
"""Sits on the committee: reads what it has, and does nothing with it."""
ADDRESSES = ("case-hand", "case-urge", "case-take-back")


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretaries(cast)
    give([NewPost(cast.person[READER].pk, "committee-member", cast.org["COMM"].pk, SINCE)], entered=0)
    return cast


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """A row that di approved; ann is responsible for it."""
    return approved(cast)


def post(client: Client, name: str, entry: Entry, **more: str) -> Any:
    """What the page sends, with the step that it showed."""
    form = {"seen": str(entry.step), "to": "bo", "reason": "分工调整", "note": "请抓紧", **more}
    return client.post(reverse(name, args=[entry.uid]), form)


def page(client: Client, entry: Entry) -> str:
    return client.get(reverse("case", args=[entry.uid])).content.decode()


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return {name: list(found) for name, found in answer.context["failed"].errors.items()}


def ways(entry: Entry) -> list[str]:
    return list(Move.objects.filter(entry=entry).order_by("number").values_list("way", flat=True))


def test_it_is_handed_on_to_somebody_of_the_organisation(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    assert post(di, "case-hand", entry).status_code == 302
    assert Entry.objects.get(pk=entry.pk).doer == cast.person["bo"].subject
    told = page(di, entry)
    assert "转办" in told
    assert "分工调整" in told
    assert page(as_user(cast, "bo"), entry)
    assert as_user(cast, "ann").get(reverse("case", args=[entry.uid])).status_code == 404  # it is hers no more


def test_what_is_wrong_with_handing_on_is_said_at_its_field_and_stays(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    assert errors(post(di, "case-hand", entry, to="张三")) == {
        "to": ["没有找到姓名或编号为“张三”的党员，请核对；可以从列出的名单里选。"]
    }
    assert list(errors(post(di, "case-hand", entry, to=""))) == ["to"]
    refused = post(di, "case-hand", entry, reason=" ")
    assert list(errors(refused)) == ["reason"]
    assert refused.context["failed"]["to"].value() == "bo"
    eve = as_user(cast, "eve")
    assert errors(post(eve, "case-hand", entry, to="charlie")) == {
        "to": ["“责任人”charlie不是机关党委的党员：请从名单里选。"]
    }
    assert Entry.objects.get(pk=entry.pk).doer == cast.person["ann"].subject


def test_an_urging_stands_in_the_history_and_on_the_desk_of_who_is_next(cast: Cast, entry: Entry) -> None:
    assert post(as_user(cast, "eve"), "case-urge", entry).status_code == 302
    di = as_user(cast, "di")
    told = page(di, entry)
    assert "催办" in told
    assert "请抓紧" in told
    assert Entry.objects.get(pk=entry.pk).step == entry.step
    assert post(di, "case-take-back", entry).status_code == 302  # the page was read before the urging
    assert ways(entry) == ["on", "urge", "undo"]


def test_a_note_that_is_too_long_or_marked_is_refused(cast: Cast, entry: Entry) -> None:
    eve = as_user(cast, "eve")
    assert list(errors(post(eve, "case-urge", entry, note="催" * 201))) == ["note"]
    assert post(eve, "case-urge", entry, note="机密★").status_code == 422
    assert ways(entry) == ["on"]


def test_the_own_last_step_is_taken_back_by_oneself(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    assert "撤回刚办的一步" in page(di, entry)
    assert "撤回刚办的一步" not in page(as_user(cast, "eve"), entry)
    refused = post(as_user(cast, "eve"), "case-take-back", entry)
    assert errors(refused) == {"__all__": ["只能撤回自己刚办的最后一步，别人还没有接着办：请联系接办的人退回。"]}
    assert list(errors(post(di, "case-take-back", entry, reason=""))) == ["reason"]
    assert post(di, "case-take-back", entry).status_code == 302
    assert Entry.objects.get(pk=entry.pk).stage == "drafted"
    late = post(di, "case-take-back", entry)
    assert "没有重复办理" in "".join(errors(late)["__all__"])
    assert ways(entry) == ["on", "undo"]


@pytest.mark.parametrize(("name", "who"), [("case-hand", READER), ("case-hand", "wu"), ("case-urge", READER)])
def test_who_may_read_it_and_no_more_is_refused(cast: Cast, entry: Entry, name: str, who: str) -> None:
    client = as_user(cast, who)
    assert client.get(reverse("case", args=[entry.uid])).status_code == 200
    assert reverse(name, args=[entry.uid]) not in page(client, entry)
    assert post(client, name, entry).status_code == 403
    assert ways(entry) == ["on"]


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("who", ["charlie", "ben"])
def test_a_stranger_finds_nothing(cast: Cast, entry: Entry, name: str, who: str) -> None:
    client = as_user(cast, who)
    assert client.get(reverse("case", args=[entry.uid])).status_code == 404
    assert post(client, name, entry).status_code == 404
    assert ways(entry) == ["on"]
