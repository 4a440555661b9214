"""A register that one TOML file adds, 困难党员帮扶: pages, export, deadlines and journal follow by themselves."""

import io
import shutil
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dengming.accounts.models import Line
from dengming.editions import actions as editions
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import due_day
from dengming.rulebook.library import load
from dengming.rulebook.places import packs_root
from dengming.standing.queries import AsOf, standings
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast

FILE = """
id = "hardship-help"
name = "困难党员帮扶"
theme = "组织建设"
summary = "党支部结对帮扶困难党员。"
basis = [{ practice = "测试用的制度。" }]

[[entry]]
id = "hardship-help"
name = "困难党员帮扶"
owner = ["branch"]
view = "board"
empty = "还没有结对。"
  [[entry.field]]
  id = "help"
  name = "帮扶办法"
  required = true
  [[entry.field]]
  id = "outcome"
  name = "帮扶结果"
  [[entry.stage]]
  id = "paired"
  name = "已结对"
  verb = "登记结对"
  asks = ["help"]
  [[entry.stage]]
  id = "helped"
  name = "已帮扶"
  from = ["paired"]
  verb = "登记帮扶结果"
  needs = ["outcome"]
  limit = "10 workdays"
  end = true

[[duty]]
id = "help-in-time"
name = "结对以后一个月内帮扶"
owner = ["branch"]
counts = { entry = "hardship-help", stage = "helped" }
basis = [{ practice = "测试用的应办。" }]
  [[duty.term]]
  from = 2020-01-01
  every = "case"
  opens = { entry = "hardship-help", stage = "paired" }
  due = { after = "1 months" }
  at_least = 1
  local = ["due", "owner"]

[[example]]
name = "结对以后没有帮扶：逾期"
on = 2020-06-01
facts = [{ entry = "hardship-help", stage = "paired", subject = "b1", case = "h1", happened = 2020-03-02 }]
expect = { duty = "help-in-time", subject = "b1", case = "h1", state = "overdue" }
"""


@pytest.fixture
def ann(cast: Cast, tmp_path: Path) -> Client:
    """The secretary of branch A, where the packs have one file more."""
    shutil.copytree(packs_root(), tmp_path / "packs")
    district = tmp_path / "packs" / "district"
    (district / "hardship-help.toml").write_text(FILE, encoding="utf-8")
    order = district / "pack.toml"
    order.write_text(order.read_text("utf-8").replace("order = [", 'order = [\n  "hardship-help",'), encoding="utf-8")
    editions.install(SYSTEM, rulebook=load(tmp_path / "packs"))
    client = Client()
    client.force_login(cast.user["ann"])
    return client


def test_one_file_is_enough_for_pages_deadline_tasks_judging_journal_and_export(ann: Client, cast: Cast) -> None:
    page = reverse("entry-list", args=["hardship-help"])
    assert "困难党员帮扶" in ann.get(reverse("ledgers")).text
    assert "还没有结对。" in ann.get(page + "?view=list").text
    lines = Line.objects.count()
    form = {"happened": TODAY.isoformat(), "field-help": "每月走访"}
    ann.post(reverse("entry-new", args=["hardship-help"]) + "?subject=A", form)
    entry = Entry.objects.get(register="hardship-help")
    assert Line.objects.count() == lines + 1
    assert due_day(entry) == date(2020, 9, 24)
    titles = [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if it.kind == "entry"]
    assert titles == ["困难党员帮扶：登记帮扶结果（每月走访）"]
    assert "每月走访" in ann.get(page).text

    before = [it.state for it in standings(cast.scope("ann"), AsOf.at()) if it.duty.id == "help-in-time"]
    step = {"helped-happened": TODAY.isoformat(), "helped-seen": "0", "helped-field-outcome": "已落实救助"}
    ann.post(reverse("case-step", args=[entry.uid, "helped"]), step)
    after = [it.state for it in standings(cast.scope("ann"), AsOf.at()) if it.duty.id == "help-in-time"]
    assert ([it.value for it in before], [it.value for it in after]) == (["open"], ["met"])
    assert "已落实救助" in ann.get(reverse("case", args=[entry.uid])).text

    answer = ann.get(reverse("entry-workbook", args=["hardship-help"]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    cells = {cell for row in rows for cell in row}
    assert {"每月走访", "甲支部"} <= cells
