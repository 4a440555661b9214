"""整改 in a real browser: claimed by the organisation, planned, mended with a proof, closed by the work committee, and
opened again with its history when it recurs."""

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs.posting import NewPost, give
from tests.browser.signing_in import PASSWORD
from tests.cast import TODAY, Cast
from tests.records import writing
from tests.shipped import rulebook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "shown": "二季度没有听取党建汇报",
    "root": "责任意识不强",
    "content": "补听一次汇报",
    "measure": "列入议事日程",
    "duties": "督促落实",
}


def publish(cast: Cast) -> None:
    """The first problem is published and the organisation's plan reviewed, on the same day."""
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    committee, secretary = cast.scope("eve"), cast.scope("di")
    fields = rulebook().entries["problem"].preset[0].fields
    problem = file_entry(committee, cast.org["WORK"].subject, register="problem", happened=TODAY, fields=fields)
    take(committee, problem, step=Step("published", TODAY, {"paper": fields["paper"]}), seen=0)
    named = {"name": "2020年整改方案"}
    subject = cast.org["COMM"].subject
    plan = file_entry(secretary, subject, register="rectification-plan", happened=TODAY, fields=named)
    take(secretary, plan, step=Step("reviewed", TODAY, {"meeting": "机关党委会9月9日"}), seen=0)


def enter(page: Page, address: str, cast: Cast, name: str) -> None:
    """Sign in as somebody, whoever was there before."""
    cast.user[name].set_password(PASSWORD)
    cast.user[name].save()
    page.context.clear_cookies()
    page.goto(f"{address}/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    expect(page.locator("main h1")).to_be_visible()
    page.goto(f"{address}/tasks/")
    expect(page.get_by_role("heading", name="本月待办")).to_be_visible()


def task(page: Page, words: str) -> Locator:
    return page.locator("ul.rows > li", has_text=words)


def fill(page: Page, stage: str, **words: str) -> None:
    for name, value in words.items():
        page.fill(f"[name={stage}-field-{name}]", value)


def lead(page: Page, stage: str) -> None:
    expect(page.locator("main")).to_contain_text(f"现在是“{stage}”")


def test_one_row_from_claim_to_closing_and_recurrence(page: Page, live_server: LiveServer, cast: Cast) -> None:
    publish(cast)
    proof = writing.confirmed(cast, on=TODAY)
    enter(page, live_server.url, cast, "di")
    claim(page)
    add_row(page)
    approve(page)
    link_and_check(page, str(proof.uid))
    case = page.url
    enter(page, live_server.url, cast, "eve")
    close(page)
    recur(page, case)
    row = Entry.objects.get(register="rectification-task")
    assert [move.after for move in row.moves.all()] == ["approved", "checked", "closed", "approved"]
    enter(page, live_server.url, cast, "di")
    expect(task(page, "整改任务：自查完成，报工委复核（二季度没有听取党建汇报）")).to_be_visible()


def claim(page: Page) -> None:
    """From 本月待办 to the claim, and the matrix says it."""
    task(page, "问题认领：认领").get_by_role("link", name="去办理").click()
    lead(page, "待认领")
    fill(page, "claimed", shown="二季度没有听取党建汇报")
    page.get_by_role("button", name="认领", exact=True).click()
    lead(page, "已认领")
    here = page.url
    page.get_by_role("link", name="问题认领").first.click()
    expect(page.locator("table.matrix tbody tr", has_text="机关党委").locator("td")).to_have_text("已认领")
    page.goto(here)


def add_row(page: Page) -> None:
    """A row of the three lists, without the person who answers for it."""
    page.locator("section", has_text="整改任务").get_by_role("link", name="登记整改任务").click()
    page.locator("input[name=parts][value=immediate]").check()
    page.locator("input[name=field-source][value=自查]").check()
    for name, value in WORDS.items():
        page.fill(f"[name=field-{name}]", value)
    page.fill("[name=field-due]", "2020-09-25")
    page.get_by_role("button", name="保存").click()
    lead(page, "拟定")
    for sheet in ("问题清单", "任务清单", "责任清单"):
        expect(page.get_by_role("heading", name=sheet)).to_be_visible()


def approve(page: Page) -> None:
    """Not before somebody answers for it."""
    page.locator("form[action$='/steps/approved/']").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="审定").click()
    expect(page.get_by_role("alert")).to_contain_text("责任人")
    fill(page, "approved", responsible="bo")
    page.get_by_role("button", name="审定").click()
    lead(page, "整改中")
    expect(page.locator("main")).to_contain_text("2020年9月25日前办理")


def link_and_check(page: Page, proof: str) -> None:
    """Not without a proof; a record that exists is one."""
    fill(page, "checked", **{"self-check": "已补听汇报"})
    page.get_by_role("button", name="自查完成，报工委复核").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有“整改佐证”")
    expect(page.locator("[name=checked-field-self-check]")).to_have_value("已补听汇报")
    page.select_option("select[name=source]", proof)
    page.get_by_role("button", name="关联", exact=True).click()
    expect(page.locator("main")).to_contain_text("1 份")
    fill(page, "checked", **{"self-check": "已补听汇报"})
    page.get_by_role("button", name="自查完成，报工委复核").click()
    lead(page, "已自查，待复核")
    expect(page.get_by_role("button", name="复核通过，销号")).to_have_count(0)


def close(page: Page) -> None:
    """The work committee finds it in its 本月待办, reads what was done, and closes it."""
    task(page, "整改任务：复核通过，销号").get_by_role("link", name="去办理").click()
    expect(page.locator("main")).to_contain_text("已补听汇报")
    fill(page, "closed", verdict="同意销号")
    page.get_by_role("button", name="复核通过，销号").click()
    lead(page, "已销号")


def recur(page: Page, case: str) -> None:
    """Opened again: what was done stays to be read, and the board shows it under way."""
    page.locator("summary", has_text="退回重新整改（复发）").click()
    page.fill("form[action$='/back/'] [name=reason]", "三季度又没有听取汇报")
    page.get_by_role("button", name="退回重新整改（复发）").click()
    assert page.url == case
    lead(page, "整改中")
    history = page.locator("main aside")
    for words in ("退回重新整改（复发）", "三季度又没有听取汇报", "已销号", "同意销号", "已自查，待复核"):
        expect(history).to_contain_text(words)
    page.get_by_role("link", name="整改任务").first.click()
    expect(page.locator(".board-column", has_text="整改中").locator(".board-card")).to_have_count(1)
    expect(page.locator(".board-column", has_text="已销号").locator(".board-card")).to_have_count(0)
