"""A date typed into the record form: every digit changes the value, and none of the values on the way is a date."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from dengming.records.models import Record
from tests import parts
from tests.browser.conftest import fresh_page
from tests.browser.flags import FLAGS
from tests.browser.signing_in import sign_in
from tests.cast import Cast
from tests.records import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEFORE, TYPED = date(2020, 9, 10), date(2020, 8, 31)
PAGE_LANGUAGE = "--enable-blink-features=LangAttributeAwareFormControlUI"
"""Without the Chinese language pack, as on a server, Chromium asks for month, day, year; with this it asks for the
year first once the field is laid out again within its page."""


@pytest.fixture(scope="module")
def chinese(chromium: Browser) -> Iterator[Browser]:
    """A browser of its own, whose date fields speak the language of the page."""
    browser = chromium.browser_type.launch(executable_path=parts.chromium(), args=[*FLAGS, PAGE_LANGUAGE])
    yield browser
    browser.close()


@pytest.fixture
def page(chinese: Browser) -> Iterator[Page]:
    yield from fresh_page(chinese)


def lay_out(page: Page, year_first: bool) -> None:
    if year_first:
        page.locator("#id_on").evaluate("field => field.setAttribute('max', field.max)")


def keys(day: date, year_first: bool) -> str:
    return f"{day:%Y%m%d}" if year_first else f"{day:%m%d%Y}"


def open_form(page: Page, live_server: LiveServer, cast: Cast, year_first: bool) -> Record:
    record = writing.draft(cast, on=BEFORE)
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/records/{record.uid}/edit/")
    page.wait_for_load_state("networkidle")
    lay_out(page, year_first)
    return record


def leave(page: Page) -> None:
    page.locator("#id_place").focus()
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")


@pytest.mark.parametrize("year_first", [True, False], ids=["2020-08-31", "08-31-2020"])
@pytest.mark.parametrize("delay", [60, 300])
def test_what_is_typed_is_what_is_stored(
    page: Page, live_server: LiveServer, cast: Cast, delay: int, year_first: bool
) -> None:
    record = open_form(page, live_server, cast, year_first)
    page.locator("#id_on").focus()
    page.keyboard.type(keys(TYPED, year_first), delay=delay)
    expect(page.locator("#id_on")).to_be_focused()
    expect(page.locator("#id_on")).to_have_value(TYPED.isoformat())
    leave(page)
    expect(page.locator("#id_place")).to_be_focused()
    record.refresh_from_db()
    assert (record.on, record.unread) == (TYPED, {})
    page.reload()
    expect(page.locator("#id_on")).to_have_value(TYPED.isoformat())


def test_half_a_date_is_not_sent_and_a_whole_one_outside_the_limits_is_told(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    record = open_form(page, live_server, cast, year_first=True)
    page.locator("#id_on").focus()
    page.keyboard.type("202", delay=60)  # the year 0202 for now
    page.wait_for_timeout(2000)  # longer than the pause after which the form is saved
    record.refresh_from_db()
    assert (record.on, record.unread) == (BEFORE, {})
    page.locator("#id_place").focus()
    expect(page.locator(".field-error")).to_contain_text("“日期”里的“0202-09-10”超出范围")
    expect(page.locator("[data-saved]")).to_contain_text("超出范围")
    record.refresh_from_db()
    assert (record.on, record.unread) == (BEFORE, {"on": "0202-09-10"})
    lay_out(page, year_first=True)
    page.locator("#id_on").focus()
    page.keyboard.press("Backspace")  # the year is empty: no date at all
    page.fill("#id_place", "二楼会议室")
    with page.expect_response("**/autosave/") as kept:
        page.locator("#id_title").focus()
    assert kept.value.json()["unread"]
    record.refresh_from_db()
    assert (record.place, record.unread) == ("二楼会议室", {"on": "0202-09-10"})


def test_the_form_is_not_drawn_under_the_keys(page: Page, live_server: LiveServer, cast: Cast) -> None:
    """A new day shows who was expected then; it waits for the field that is typed into, and the caret stays."""
    open_form(page, live_server, cast, year_first=True)
    page.locator("#id_on").focus()
    page.keyboard.type(keys(TYPED, year_first=True), delay=60)
    page.locator("#id_place").focus()
    page.keyboard.type("机关二楼会议室", delay=150)
    expect(page.locator("#id_place")).to_have_value("机关二楼会议室")
    leave(page)
    expect(page.locator("#id_place")).to_have_value("机关二楼会议室")
