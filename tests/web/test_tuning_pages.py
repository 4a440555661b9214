"""模拟测算 of a duty in the browser: tried without writing, put in force by a paper, shown where the duty is shown."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from dengming.editions.queries import rules
from dengming.orgs.spans import NewSpan, add
from dengming.rulebook.terms import term_at
from tests import cast as casting
from tests.cast import Cast, set_clock
from tests.records import writing

pytestmark = pytest.mark.django_db
DUTY = "hold-branch-meeting"
PAGE = f"/settings/duties/{DUTY}/tune/"
TWICE = {"since": "2020-10-01", "number-at_least-hold-branch-meeting": "2", "number-grace_days": "10"}


@pytest.fixture
def cast() -> Cast:
    """Branch A held its meeting of the first quarter."""
    cast = casting.build(date(2020, 3, 20))
    writing.confirmed(cast, on=date(2020, 3, 20))
    set_clock()
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def said(answer: Any) -> str:
    return str(answer.content.decode())


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_trying_names_whose_state_would_change_and_writes_nothing(cast: Cast) -> None:
    eve = as_user(cast, "eve")
    eve.get(PAGE)
    before = rows()
    page = said(eve.post(PAGE, TWICE | {"try": "1"}))
    assert rows() == before
    assert "过去一年变化 1 处" in page
    assert "甲支部" in page
    assert "2020年第一季度" in page
    assert "没有人的颜色会变" in page


def test_whose_colour_follows_is_named_too(cast: Cast) -> None:
    """Bo owes the monthly gathering and its reports and has none: with a year of grace nothing of it is overdue yet."""
    add(NewSpan(cast.person["bo"].pk, "leading-cadre", casting.SINCE), entered=0)
    needs = {f"number-at_least-{name}": "1" for name in ("gathering", "work-report", "matters-report")}
    sent = {"since": "2020-10-01", "number-grace_days": "366", "try": "1", **needs}
    page = said(as_user(cast, "eve").post("/settings/duties/one-gathering-two-reports/tune/", sent))
    colours = page[page.index('id="colours"') :]
    assert "bo" in colours
    assert "红色预警" in colours
    assert "没有人的颜色会变" not in colours


def test_it_is_put_in_force_by_a_paper_and_shown_with_the_duty(cast: Cast) -> None:
    eve = as_user(cast, "eve")
    refused = eve.post(PAGE, TWICE | {"put": "1"})
    assert refused.status_code == 422
    assert "没有填写依据文号" in said(refused)
    page = said(eve.post(PAGE, TWICE | {"put": "1", "document": "区直工委发〔2020〕9号"}, follow=True))
    assert "按制度包的数，不含本单位的调整" in page
    assert "区直工委发〔2020〕9号" in page
    duty = rules().duty(DUTY)
    term = term_at(duty.terms, date(2020, 10, 1)) if duty else None
    assert term is not None
    assert term.needs[0].at_least == 2
    assert "区直工委发〔2020〕9号 调整" in said(eve.get(reverse("settings")))


def test_the_basis_of_a_state_names_the_paper_from_then_on(cast: Cast) -> None:
    as_user(cast, "eve").post(PAGE, TWICE | {"put": "1", "document": "区直工委发〔2020〕9号"})
    set_clock(date(2020, 11, 20))
    ann = as_user(cast, "ann")
    assert "按区直工委发〔2020〕9号调整" in said(ann.get(reverse("why", args=["A", DUTY, "2020-Q4"])))
    assert "区直工委发" not in said(ann.get(reverse("why", args=["A", DUTY, "2020-Q3"])))


def test_loosening_an_article_is_refused_and_names_it(cast: Cast) -> None:
    page = "/settings/duties/hours-member/tune/"
    sent = {"since": "2021-01-01", "number-at_least-hours-member": "24", "number-grace_days": "0", "try": "1"}
    answer = as_user(cast, "eve").post(page, sent)
    assert answer.status_code == 422
    assert "的要求只能更严、不能放宽" in said(answer)


def test_the_link_stands_where_the_committee_reads_the_duty(cast: Cast) -> None:
    page = reverse("rulebook-institution", args=["three-meetings"])
    assert PAGE in said(as_user(cast, "eve").get(page))
    assert PAGE not in said(as_user(cast, "ann").get(page))


@pytest.mark.parametrize("duty", ["nothing", "sign-responsibility-agreement"])
def test_what_cannot_be_adjusted_has_no_page(cast: Cast, duty: str) -> None:
    assert as_user(cast, "eve").get(f"/settings/duties/{duty}/tune/").status_code == 404
