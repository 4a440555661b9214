"""A session that ends while somebody types loses nothing: the browser keeps it, and fills it in after signing in."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.signing_in import PASSWORD, sign_in
from tests.cast import Cast
from tests.records import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_typed_after_the_session_ended_is_there_again(page: Page, live_server: LiveServer, cast: Cast) -> None:
    record = writing.draft(cast)
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/records/{record.uid}/edit/")
    page.context.clear_cookies()
    page.fill("textarea[name=text-minutes]", "会话结束以后写的。")
    expect(page.get_by_text("登录已失效")).to_be_visible()
    page.reload()
    page.fill("input[name=login]", cast.user["ann"].username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    expect(page.locator("textarea[name=text-minutes]")).to_have_value("会话结束以后写的。")
    expect(page.get_by_text("已自动保存")).to_be_visible()
    assert record.texts.get(proof="minutes").text == "会话结束以后写的。"
    page.wait_for_load_state("networkidle")  # what the page still asks for would meet a database that is taken down
