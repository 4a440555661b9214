"""A search that judges much says that it is at it until the answer comes."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.signing_in import sign_in
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_search_on_its_way_says_so(page: Page, live_server: LiveServer, cast: Cast) -> None:
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/standing/")
    waiting = page.locator("[data-waiting]")
    expect(waiting).to_be_hidden()
    # Playwright itself waits for the answer: so the page is asked in the moment in which the search leaves.
    said = page.evaluate("""() => {
      document.querySelector("form.filters button[type=submit]").click();
      const waiting = document.querySelector("[data-waiting]");
      return [waiting.checkVisibility ? waiting.checkVisibility() : !waiting.hidden, waiting.innerText];
    }""")
    assert said == [True, "正在判定，范围大时要等几秒……"]
