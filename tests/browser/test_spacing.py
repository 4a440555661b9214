"""Neighbours keep their distance, and what belongs on one line stands on one line."""

import pytest
from playwright.sync_api import Locator, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.signing_in import PASSWORD
from tests.cast import Cast, build
from tests.records import writing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1366, 1920)
APART = 8
"""The smallest distance, in pixels, between two things that do not belong together: `--s2`."""


@pytest.fixture
def cast() -> Cast:
    return build()


def sign_in(page: Page, live_server: LiveServer, cast: Cast, name: str) -> None:
    cast.user[name].set_password(PASSWORD)
    cast.user[name].save()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    page.wait_for_load_state("networkidle")


def edges(place: Locator) -> tuple[float, float]:
    """Top and bottom."""
    box = place.bounding_box()
    assert box is not None
    return box["y"], box["y"] + box["height"]


def gap(above: Locator, below: Locator) -> float:
    return edges(below)[0] - edges(above)[1]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_overview_asks_for_its_day_on_one_line(page: Page, live_server: LiveServer, cast: Cast, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, cast, "eve")
    page.goto(f"{live_server.url}/overview/")
    field, button = edges(page.locator("#on")), edges(page.get_by_role("button", name="查看"))
    assert field[0] < sum(button) / 2 < field[1]


def test_hints_forms_and_sections_do_not_touch_the_card_above(page: Page, live_server: LiveServer, cast: Cast) -> None:
    writing.confirmed(cast)
    sign_in(page, live_server, cast, "eve")
    page.goto(f"{live_server.url}/standing/A/hold-branch-meeting/2020-Q2/")
    assert gap(page.locator("section.why"), page.get_by_role("form", name="按别的日期看")) >= APART
    assert gap(page.get_by_role("form", name="按别的日期看"), page.get_by_role("link", name="制度全文与沿革")) >= APART
    page.goto(f"{live_server.url}/settings/")
    hints = page.locator(".section > p.muted:has(+ *)")
    assert hints.count() >= 5
    for hint in hints.all():
        assert gap(hint, hint.locator("xpath=following-sibling::*[1]")) >= APART


def test_the_ledger_of_points_names_each_group_once(page: Page, live_server: LiveServer, cast: Cast) -> None:
    writing.confirmed(cast)
    sign_in(page, live_server, cast, "ann")
    page.goto(f"{live_server.url}/points/member-points/")
    assert gap(page.locator(".columns-main > p.muted"), page.locator(".table-box")) >= APART
    page.goto(f"{live_server.url}/points/member-points/members/BO/")
    assert gap(page.locator(".points-sum"), page.locator(".points-sum + .section")) >= APART
    captions = page.locator("caption").all()
    assert captions
    assert [caption.get_attribute("class") for caption in captions] == ["visually-hidden"] * len(captions)
