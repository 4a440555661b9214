"""The pictures of the documentation: the secretary's main job in a fresh demo district.

    .venv/bin/python -m tests.browser.take_pictures docs/screenshots

Builds a demo district in a directory of its own, serves it, does the job in a browser and leaves a picture of each
step at two widths. No test: run it when the pages have changed, and look at what comes out.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.flags import FLAGS
from tests.browser.shooting import shoot
from tests.parts import chromium

_TEXTS = {
    "agenda": "一、学习《中国共产党支部工作条例（试行）》；二、书记讲党课；三、交流研讨。",
    "minutes": "会议学习了条例第三章“基本任务”，书记以“把支部建在岗位上”为题讲党课，五名党员结合岗位发言。",
    "speeches": "张瑞：结合窗口服务谈落实支部任务。蔡强：结合信访接待谈联系群众。",
    "lesson": "把支部建在岗位上：一、条例怎样说；二、我们差在哪里；三、三季度怎样改。",
    "resolution": "十月底前完成窗口岗位承诺公示。",
}
_KINDS = ("theme-day", "party-lecture")


@contextmanager
def demo_district() -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a demo district that is being served, and its passwords."""
    with socket.create_server(("127.0.0.1", 0)) as free, tempfile.TemporaryDirectory(prefix="dengming-pictures-") as at:
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "dengming.cli.main", "serve", "--demo", "--port", str(port)]
        server = subprocess.Popen(command, env=os.environ | {"DENGMING_HOME": at}, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            accounts = json.loads((Path(at) / "demo-accounts.json").read_text(encoding="utf-8"))
            yield address, {one["username"]: one["password"] for one in accounts}
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/accounts/login/", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the demo district does not answer")


def secretary(page: Page, address: str, folder: Path) -> None:
    """本月待办, the plan, the record, its confirmation, the why."""
    shoot(page, folder, "tasks")
    row = page.locator("li.task", has_text="每季度开展专题学习研讨")
    row.get_by_role("link", name="去办理").click()
    for kind in _KINDS:
        page.locator(f"input[name=kinds][value={kind}]").evaluate("box => box.click()")
    page.fill("input[name=on]", "2020-09-10")
    shoot(page, folder, "start")
    page.get_by_role("button", name="开始填写").click()
    page.fill("input[name=title]", "学习支部工作条例")
    page.fill("input[name=starts]", "15:00")
    page.fill("input[name=place]", "机关二楼会议室")
    page.get_by_role("button", name="先登记计划").click()
    page.goto(page.url.split("?")[0].rstrip("/").removesuffix("/edit") + "/edit/")
    write(page)
    expect(page.get_by_text("缺会议（活动）记录")).to_have_count(0)
    expect(page.get_by_text("没有填讲课人")).to_have_count(0)
    page.get_by_role("heading", name="参加人员").scroll_into_view_if_needed()
    shoot(page, folder, "edit")
    page.get_by_role("button", name="写好了，去确认").click()
    page.get_by_role("button", name="确认").first.click()
    expect(page.get_by_text("已确认").first).to_be_visible()
    shoot(page, folder, "record")
    page.locator("aside a", has_text="党支部").first.click()
    shoot(page, folder, "why")


def write(page: Page) -> None:
    """Everybody but the last was there; the minutes; the speeches; two hours."""
    people = page.locator(".roll-person").all()
    for row in people[:-1]:
        row.locator("input.roll-radio--1").evaluate("box => box.click()")
    people[-1].locator("input.roll-radio--2").evaluate("box => box.click()")
    page.locator("input[name^=reason-]:visible").first.fill("出差")
    page.fill("input[name=counted_present]", str(len(people) - 1))
    for select in page.locator("select[name^=role-]").all():
        select.select_option(value=select.locator("option", has_text="（书记）").get_attribute("value") or "")
    page.locator("select[name=recorder]").select_option(index=1)
    for area in page.locator("textarea").all():
        name = (area.get_attribute("name") or "").removeprefix("text-")
        area.fill(_TEXTS.get(name, _TEXTS["minutes"]))
    page.fill("input[name=hours]", "2")


def sign_in(page: Page, address: str, username: str, password: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.click("form button[type=submit]")
    page.wait_for_load_state()


def main(folder: Path) -> None:
    """All pictures."""
    with demo_district() as (address, passwords), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="zh-CN").new_page()
        sign_in(page, address, "shuji", passwords["shuji"])
        secretary(page, address, folder)
        for username, path, name in (("dangban", "/desk/", "desk"), ("gongwei", "/overview/", "overview")):
            sign_in(page, address, username, passwords[username])
            page.goto(f"{address}{path}")
            shoot(page, folder, name)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))
