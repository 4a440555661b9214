"""Whom a register may be kept for, as the page offers it: only those for whom the actor may file."""

import pytest
from django.urls import reverse

from dengming.orgs import kinds
from dengming.orgs.spans import NewSpan, add
from tests.cast import SINCE, Cast, build
from tests.ledgers.test_mobile_members import out
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def offered(cast: Cast, register: str) -> list[str]:
    page = as_user(cast, "ann").get(reverse("entry-new", args=[register]))
    return [code for _, code in page.context["offered"]]


def test_whom_one_may_only_read_is_not_offered(cast: Cast) -> None:
    add(NewSpan(cast.person["ann"].pk, kinds.CONTACT, SINCE, at=cast.org["B"].pk), entered=0)
    found = offered(cast, "lost-contact")
    assert "BEN" in found
    assert "YI" not in found


def test_what_is_begun_under_a_case_offers_those_who_have_one_and_leads_there(cast: Cast) -> None:
    entry = out(cast)
    asked = as_user(cast, "ann").get(reverse("entry-new", args=["mobile-contact"]))
    assert asked.status_code == 302  # the only one who is away
    assert f"parent={entry.uid}" in asked["Location"]
    assert "subject=BO" in asked["Location"]
