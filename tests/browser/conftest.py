"""A headless Chromium against the live server. The database calls of the test and of the server run in threads."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests import parts
from tests.browser.flags import FLAGS
from tests.browser.signing_in import PASSWORD
from tests.cast import Cast, build


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the session. Skips where there is none."""
    if reason := parts.missing("browser"):
        pytest.skip(reason)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=parts.chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page at desktop width."""
    yield from fresh_page(chromium)


def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page that is left only when everything it asked for has been answered: what the server still works on would
    meet a database that is taken down."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN")
    context.set_default_timeout(15000)
    page = context.new_page()
    waiting: set[Request] = set()
    page.on("request", lambda asked: waiting.add(asked))
    page.on("requestfinished", lambda asked: waiting.discard(asked))
    page.on("requestfailed", lambda asked: waiting.discard(asked))
    yield page
    _until_answered(page, waiting)
    page.goto("about:blank")  # nothing is asked for any more
    context.close()


def _until_answered(page: Page, waiting: set[Request]) -> None:
    for _ in range(100):
        page.wait_for_timeout(100)
        if not waiting:
            page.wait_for_timeout(100)  # one answer may lead to the next request
            if not waiting:
                return


@pytest.fixture
def cast() -> Cast:
    """The district of the tests on 2020-09-10; Ann can sign in."""
    found = build()
    found.user["ann"].set_password(PASSWORD)
    found.user["ann"].save()
    return found
