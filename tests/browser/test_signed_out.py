"""A session that is over while a page is open: what htmx asks for then leaves the page as it is."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.signing_in import PASSWORD, sign_in
from tests.cast import Cast
from tests.records import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_reasons_are_asked_for_again_after_signing_in(page: Page, live_server: LiveServer, cast: Cast) -> None:
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/standing/?org=A")
    page.context.clear_cookies()
    page.locator("a[data-why]").first.click()
    said = page.locator("[data-live]")
    expect(said).to_contain_text("登录已失效，刚才点的内容没有取到")
    expect(page.locator("input[name=login]")).to_have_count(0)
    expect(page.locator("tr.is-detail")).to_have_count(0)
    said.get_by_role("link", name="重新登录").click()
    page.fill("input[name=login]", cast.user["ann"].username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    expect(page).to_have_url(f"{live_server.url}/standing/?org=A")
    page.locator("a[data-why]").first.click()
    expect(page.locator("tr.is-detail section.why")).to_be_visible()


def test_the_panel_of_a_record_keeps_what_it_says(page: Page, live_server: LiveServer, cast: Cast) -> None:
    record = writing.draft(cast)
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/records/{record.uid}/edit/")
    before = page.locator("#counting").inner_text()
    page.context.clear_cookies()
    page.evaluate("document.body.dispatchEvent(new Event('record:saved'))")
    expect(page.locator("[data-live]")).to_contain_text("登录已失效")
    expect(page.locator("#counting")).to_have_text(before, use_inner_text=True)
