"""Who sees what of dues: how a member stands with them is the member's and theirs who collect."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from dengming.accounts.scope import Grant, Scope
from dengming.ledgers.eligibility import told_against
from dengming.orgs.posting import NewPost, give
from dengming.orgs.spans import NewSpan, add
from dengming.standing import eligibility
from dengming.standing.judge import Standing
from dengming.standing.queries import standings
from dengming.standing.warnings.actions import confirm
from dengming.standing.warnings.study import Study
from dengming.web.pages.desk.gathered import gather
from dengming.web.pages.desk.place import Place
from tests.cast import TODAY, Cast, build
from tests.dues.collecting import assess, relieve

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.user[who])
    return client


def test_how_a_member_stands_with_dues_is_not_for_who_merely_reads(cast: Cast) -> None:
    for name in ("bo", "ben"):
        assess(cast, name, "4000", (2020, 6))
    relieve(cast, "bo", (2020, 6), (2020, 7))
    give([NewPost(cast.person["ben"].pk, "discipline-officer", cast.org["A"].pk, date(2020, 1, 1))])
    why, excused = "/standing/BO/pay-dues/2020-08/", "/standing/BO/pay-dues/2020-06/"
    for who, seen in (("ben", False), ("ann", True), ("bo", True), ("di", True)):
        client = signed_in(cast, who)
        assert (client.get(why).status_code, client.get(excused).status_code) == ((200, 200) if seen else (404, 404))
        listed = client.get("/standing/").content.decode() + client.get("/members/BO/").content.decode()
        assert (why in listed) == seen
    assert "/standing/BEN/pay-dues/2020-08/" in signed_in(cast, "ben").get("/members/BEN/").content.decode()


@pytest.fixture
def reading(cast: Cast) -> Cast:
    """Bo's dues since June are not paid; Ben works for the branch and collects nothing."""
    assess(cast, "bo", "4000", (2020, 6))
    give([NewPost(cast.person["ben"].pk, "discipline-officer", cast.org["A"].pk, date(2020, 1, 1))])
    return cast


def test_what_speaks_against_somebody_names_no_dues(reading: Cast) -> None:
    bo, on = reading.person["bo"].subject, TODAY
    assert "、按月交纳党费" in "".join(told_against(reading.scope("ann"), bo, ["overdue"], on))
    (told,) = told_against(reading.scope("ben"), bo, ["overdue"], on)
    (all_,) = told_against(reading.scope("ann"), bo, ["overdue"], on)
    assert "党费" not in told
    assert overdue(all_) - overdue(told) == 3  # June to August


def overdue(words: str) -> int:
    return int(words.split()[1])


def test_where_dues_alone_are_overdue_it_speaks_against_all_the_same(
    reading: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alone(*asked: Any, **more: Any) -> list[Standing]:
        return [it for it in standings(*asked, **more) if it.duty.id == "pay-dues"]

    monkeypatch.setattr(eligibility, "standings", alone)
    bo = reading.person["bo"].subject
    assert told_against(reading.scope("ben"), bo, ["overdue"], TODAY) == ["有应办逾期未完成"]


def test_what_a_grouping_counts_is_listed_without_the_dues_of_others(reading: Cast) -> None:
    page = "/bulletins/lines/2020-Q3/A/"
    all_, told = (signed_in(reading, who).get(page) for who in ("ann", "ben"))
    assert "BO/pay-dues" in all_.content.decode()
    assert "BO/pay-dues" not in told.content.decode()
    assert (all_.context["left_out"], told.context["left_out"]) == (0, 2)
    assert "另有 2 项是党员交党费的情况，只有本人和收党费的人看得到" in told.content.decode()
    assert all_.context["sentences"] == told.context["sentences"]


def test_points_and_warnings_cite_no_dues(reading: Cast) -> None:
    for who, seen in (("ann", True), ("ben", False), ("bo", True)):
        page = signed_in(reading, who).get("/points/member-points/members/BO/")
        assert ("/pay-dues/" in page.content.decode()) == seen
        assert seen or "党费" not in re.sub(r"<nav.*?</nav>", "", page.content.decode(), flags=re.S)
        assert ("这里只列您能看到依据的事项" in page.content.decode()) != seen
    given = confirm(
        reading.scope("ann"), reading.person["bo"], score="member-points", study=Study("支部会议", date(2020, 9, 8))
    )
    for who, seen in (("ann", True), ("ben", False)):
        said = signed_in(reading, who).get(f"/warnings/{given.uid}/").content.decode()
        assert ("/pay-dues/" in said) == seen


def test_who_urges_and_collects_nothing_urges_no_dues(reading: Cast) -> None:
    top = reading.org["A"]
    for able, seen in (({"read", "urge"}, False), ({"read", "urge", "dues"}, True)):
        request: Any = SimpleNamespace(scope=Scope(reading.user["eve"], (Grant(top.reach, frozenset(able)),)))
        found = gather(request, Place(top, [top]))
        assert any(it.duty.id == "pay-dues" for it in found.pending()) == seen
        assert any(it.duty.id == "pay-dues" for it in found.items)


def test_that_somebody_pays_by_the_quarter_is_told_to_those_alone_who_see_the_dues(cast: Cast) -> None:
    agreed = NewSpan(cast.person["bo"].pk, "dues-quarterly", date(2020, 7, 1), paper="2020年9月8日支委会同意")
    add(agreed, entered=0)
    give([NewPost(cast.person["ben"].pk, "discipline-officer", cast.org["A"].pk, date(2020, 1, 1))])
    for who, seen in (("ben", False), ("ann", True), ("bo", True), ("di", True)):
        client = signed_in(cast, who)
        for address in ("/members/BO/", "/members/BO/archive/"):
            shown = client.get(address).content.decode()
            assert ("按季交纳" in shown, "支委会同意" in shown) == (seen, seen)
