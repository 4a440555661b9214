"""The list of people under the hand: one number of those expected whatever is pressed; the secretary chairs."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.signing_in import PASSWORD, sign_in
from tests.cast import Cast, build
from tests.records import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    cast = build()
    cast.user["ann"].set_password(PASSWORD)
    cast.user["ann"].save()
    return cast


def expected(page: Page) -> list[str]:
    return re.findall(r"应到\D*?(\d+)", page.locator("#people").inner_text())


def test_pressing_names_moves_one_number_and_fills_in_the_chair(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    record = writing.step(cast, "add_people", writing.draft(cast), codes=["LONG"])
    sign_in(page, live_server.url, cast)
    page.goto(f"{live_server.url}/records/{record.uid}/edit/")
    assert expected(page) == ["5"]
    page.locator("label[for=m1-LONG]").first.click()
    assert expected(page) == ["6"]
    chair = page.locator("select[name=role-chair]")
    expect(chair).to_have_value("")
    page.locator("label.roll-name[for=m1-ANN]").click()
    expect(chair).to_have_value("ANN")
    chair.select_option("BO")
    page.locator("label.roll-name[for=m1-BO]").click()
    expect(chair).to_have_value("BO")
    chair.select_option("")
    page.locator("label.roll-name[for=m1-BEN]").click()
    expect(chair).to_have_value("")  # whoever has taken the chair out meant it
