"""A colour warning in a real browser: proposed, each reason one click from its fact, confirmed, told."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from dengming.standing.models import ColourWarning
from tests.browser.signing_in import sign_in
from tests.cast import Cast
from tests.records import writing
from tests.standing.points.absences import absent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_secretary_studies_and_tells(page: Page, live_server: LiveServer, cast: Cast) -> None:
    absent(cast.person["bo"], date(2020, 3, 5), date(2020, 4, 7))
    writing.confirmed(cast)
    sign_in(page, live_server.url, cast)
    page.get_by_role("link", name="去研究").first.click()
    page.locator("li", has_text="bo").get_by_role("link", name="去研究").click()
    expect(page.get_by_text("积分 57 分，低于 60 分")).to_be_visible()
    page.get_by_role("link", name="支部党员大会", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("支部党员大会")
    page.go_back()
    page.get_by_role("button", name="确认黄色预警").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("bo：黄色预警")
    page.get_by_role("button", name="告知本人").click()
    expect(page.get_by_text("已登记告知")).to_be_visible()
    assert ColourWarning.objects.get().answer_by == date(2020, 9, 20)
