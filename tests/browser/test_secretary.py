"""The main job, in a real browser: 本月待办 → plan → record once → confirm → three duties done, each with its 依据."""

import os
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.shooting import shoot
from tests.browser.signing_in import sign_in
from tests.cast import Cast, set_clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KINDS = ("theme-day", "party-lecture", "seminar")
DUTIES = {
    # The three duties, each of its own institution, and the article or clause that its 依据 must name.
    "A/hold-theme-day/2020-09": "第十六条",
    "ANN/lecture-in-own-branch/2020": "B03",
    "A/hold-seminar/2020-Q3": "B04",
}
PLANNED, HELD = date(2020, 9, 10), date(2020, 9, 11)
SHOTS = os.environ.get("DENGMING_SCREENSHOTS")


def keep(page: Page, name: str) -> None:
    """A picture, where DENGMING_SCREENSHOTS names a folder."""
    if SHOTS:
        shoot(page, Path(SHOTS), name)


def test_a_secretary_plans_records_and_confirms_once_for_three_duties(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    sign_in(page, live_server.url, cast)
    keep(page, "tasks")
    for address in DUTIES:
        page.goto(f"{live_server.url}/standing/{address}/")
        expect(page.locator("section.why")).to_contain_text("进行中")
    page.goto(f"{live_server.url}/tasks/")
    page.locator("li.task", has_text="每月开展主题党日").filter(has_text="2020年9月").get_by_role(
        "link", name="去办理"
    ).click()
    plan(page)
    set_clock(HELD)
    record(page)
    page.get_by_role("button", name="确认").first.click()
    keep(page, "record")
    for address, source in DUTIES.items():
        page.goto(f"{live_server.url}/standing/{address}/")
        expect(page.locator("section.why")).to_contain_text("已完成")
        expect(page.locator("section.why")).to_contain_text("学习支部工作条例")
        expect(page.locator("section.why")).to_contain_text(source)
    keep(page, "why")


def plan(page: Page) -> None:
    """All three kinds at once, for tomorrow."""
    for kind in KINDS:
        box = page.locator(f"input[name=kinds][value={kind}]")
        if not box.is_checked():
            box.evaluate("box => box.click()")
    page.fill("input[name=on]", HELD.isoformat())
    page.get_by_role("button", name="开始填写").click()
    page.fill("input[name=title]", "学习支部工作条例")
    page.get_by_role("button", name="登记计划").click()


def record(page: Page) -> None:
    """What was held: who was there, the minutes, the lesson, the speeches."""
    page.goto(page.url.split("?")[0])
    if "/edit/" not in page.url:
        page.goto(page.url.rstrip("/") + "/edit/")
    for row in page.locator(".roll-person").all():
        if not row.locator("input[type=radio]:checked").count():
            row.locator("input.roll-radio--1").evaluate("box => box.click()")
    present = page.locator("input.roll-radio--1:checked").count()
    page.fill("input[name=counted_present]", str(present))
    for select in page.locator("select[name^=role-]").all():
        select.select_option(index=1)
    page.locator("select[name=recorder]").select_option(index=1)
    for area in page.locator("textarea").all():
        area.fill("会上学习了条例，三名党员作了交流发言。")
    hours = page.locator("input[name=hours]")
    if hours.count():
        hours.fill("2")
    page.get_by_role("button", name="写好了，去确认").click()
