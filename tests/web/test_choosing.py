"""Whom a register may be kept for, as the page offers it: only those for whom the actor may file."""

import pytest
from django.urls import reverse

from dengming.orgs import kinds
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.particulars import Particulars
from dengming.orgs.spans import NewSpan, add
from tests.cast import SINCE, TODAY, Cast, build, suspend
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


def chosen(cast: Cast, register: str, typed: str) -> tuple[int, str]:
    """Where the choice leads, or what is said against it."""
    page = as_user(cast, "ann").get(reverse("entry-new", args=[register]), {"who": typed})
    return page.status_code, page["Location"] if page.status_code == 302 else page.context["refusal"]


@pytest.mark.parametrize("typed", ["gao", "M1", "gao M1"])
def test_who_is_on_the_way_is_found_by_name_by_code_and_by_both(cast: Cast, typed: str) -> None:
    particulars = Particulars("gao", status="applicant")
    enrol_all([NewMember(particulars, cast.org["A"].pk, SINCE, code="M1")], entered=0)
    assert chosen(cast, "cultivation-transfer", typed) == (302, "/ledgers/cultivation-transfer/new/?subject=M1")


def test_of_two_of_one_name_the_branch_is_told_before_joining_too(cast: Cast) -> None:
    two = [NewMember(Particulars("gao", status="applicant"), cast.org["A"].pk, SINCE, code=it) for it in ("M1", "M2")]
    enrol_all(two, entered=0)
    said = "“gao”有同名的：M1（甲支部）、M2（甲支部），请改填编号。"
    assert chosen(cast, "cultivation-transfer", "gao") == (422, said)


def test_for_whom_the_register_never_was_is_told_at_once_and_where_to_go(cast: Cast) -> None:
    status, said = chosen(cast, "lost-contact", "pei")
    assert status == 422
    assert said.startswith("pei不在“失联党员”的登记范围内（正式党员）。")
    assert "按延长或取消预备党员资格办理" in said
    suspend(cast.person["ben"], TODAY)
    assert chosen(cast, "lost-contact", "ben")[0] == 302  # for a day before that
