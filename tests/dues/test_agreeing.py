"""按季交纳: the branch's consent is entered with its day and meeting, by who collects."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from dengming.accounts.scope import NotVisible
from dengming.dues.actions.agreeing import Consent, agree
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.actions.people import leave
from dengming.orgs.actions.posts import set_flag
from dengming.refusal import Refusal
from dengming.web.pages.people.offers import roles_of_sort
from tests.cast import Cast, suspend
from tests.dues.collecting import assess, dues, line

SAID: dict[str, Any] = {"agreed_on": date(2020, 9, 8), "where": "支委会", "quarter": "2020-Q3"}


def agreed(cast: Cast, who: str = "bo", by: str = "ann", **more: Any) -> Any:
    return agree(cast.scope(by), cast.person[who].subject, dues=dues(), consent=Consent(**SAID | more))


def test_the_secretary_enters_it_and_the_card_says_it(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 7))
    client = Client()
    client.force_login(cast.user["ann"])
    form = "/dues/members/BO/quarterly/"
    assert client.get(form).status_code == 200
    answer = client.post(form, SAID | {"agreed_on": "2020-09-08"}, follow=True)
    assert "经支部同意按季交纳（2020年9月8日支委会同意）" in answer.content.decode()
    assert line(cast, "bo", (2020, 8)).quarterly
    assert form not in answer.content.decode()
    for again in (client.get(form, follow=True), client.post(form, SAID | {"agreed_on": "2020-09-08"}, follow=True)):
        assert again.redirect_chain == [("/dues/members/BO/", 302)]
        assert "bo已登记为按季交纳，不用重复登记" in again.content.decode()


def test_agreed_for_the_next_quarter_it_is_not_offered_again(cast: Cast) -> None:
    assess(cast, "bo", "4000", (2020, 7))
    client = Client()
    client.force_login(cast.user["ann"])
    assert "/quarterly/" in client.get("/dues/members/BO/").content.decode()
    agreed(cast, quarter="2020-Q4")
    assert "/quarterly/" not in client.get("/dues/members/BO/").content.decode()
    with pytest.raises(Refusal, match="已登记为按季交纳"):
        agreed(cast)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"where": "无"}, "没有写同意的会议或文号"),
        ({"where": "会" * 61}, "不超过 60 字"),
        ({"agreed_on": date(2020, 9, 11)}, "还没到"),
        ({"quarter": "2020-Q2"}, "2020年第二季度在同意以前就结束了"),
    ],
)
def test_what_does_not_agree_is_said(cast: Cast, said: dict[str, Any], words: str) -> None:
    with pytest.raises(FieldRefusal, match=words):
        agreed(cast, **said)


def test_it_is_for_who_collects_and_not_for_oneself(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能给自己登记"):
        agreed(cast, "ann")
    with pytest.raises(NotVisible):
        agreed(cast, by="yi")


def test_it_is_entered_in_one_way_only(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"不能在这里登记。.*支部的同意在党费页登记"):
        set_flag(
            cast.scope("di"), cast.person["bo"], flag="dues-quarterly", since=date(2020, 7, 15), paper="9月8日支委会"
        )
    assert "dues-quarterly" not in dict(roles_of_sort("flag"))


def test_it_is_for_who_owes_dues_now(cast: Cast) -> None:
    suspend(cast.person["bo"], date(2020, 9, 1))
    with pytest.raises(Refusal, match="bo停止党籍期间不交党费，不能登记按季交纳"):
        agreed(cast)
    leave(cast.scope("di"), cast.person["ben"], on=date(2020, 9, 1))
    with pytest.raises(Refusal, match="ben现在不是党员，不能登记按季交纳"):
        agreed(cast, "ben")
