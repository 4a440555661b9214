"""分组的依据: the items counted add up to the numbers, the arithmetic is said, the line it reached is named."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from dengming.calendar.periods import parse_period
from dengming.cli.main import main
from dengming.orgs.models import Organisation
from dengming.rulebook.words import State
from dengming.standing.bulletins import cut_off, line_of, tell
from dengming.standing.grouping import counted, grouping_value, sentences
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook

BULLETIN = "quarterly-bulletin"


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build(date(2020, 6, 24))
    writing.confirmed(found, on=date(2020, 6, 24))
    set_clock()
    return found


def line(organisation: Organisation) -> Any:
    bulletin = rulebook().bulletins[BULLETIN]
    _, period = parse_period("2020-Q2")
    as_of = cut_off(bulletin, period)
    return bulletin, line_of(SYSTEM, bulletin, period, as_of, organisation), period, as_of


def test_the_items_are_those_that_the_bulletin_counts(cast: Cast) -> None:
    bulletin, own, period, as_of = line(cast.org["COMM"])
    told = tell(SYSTEM, bulletin, period, as_of)
    same = next(it for it in told.lines if it.organisation == cast.org["COMM"])
    assert (own.total.due, own.total.met, own.grade) == (same.total.due, same.total.met, same.grade)
    items = counted(own)
    assert len(items) == own.total.due > 0
    assert sum(it.state == State.MET for it in items) == own.total.met
    assert all(period.first <= it.due <= period.last for it in items)


def test_the_arithmetic_and_the_line_are_said(cast: Cast) -> None:
    bulletin, own, period, as_of = line(cast.org["COMM"])
    told = "".join(sentences(bulletin, own, period, as_of))
    assert f"＝{own.total.met}÷{own.total.due}＝{own.total.rate}%" in told
    assert "低于“一般”的70%，列为“待改进”" in told
    value = grouping_value(bulletin, own, period, as_of)
    assert value["grade"] == "poor"
    assert len(value["items"]) == value["due"]


def test_the_command_and_the_page_tell_the_same(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--subject", "COMM", "--duty", BULLETIN, "--period", "2020-Q2"]) == 0
    said = capsys.readouterr().out
    assert "列为“待改进”" in said
    di = Client()
    di.force_login(cast.user["di"])
    page = di.get("/bulletins/lines/2020-Q2/COMM/").content.decode()
    assert "列为“待改进”" in page
    _, own, _, _ = line(cast.org["COMM"])
    assert said.count("\n") == 2 + own.total.due
    assert main(["explain", "--subject", "BO", "--duty", BULLETIN, "--period", "2020-Q2"]) != 0


def test_the_command_tells_it_as_known_on_a_day(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["explain", "--subject", "A", "--duty", BULLETIN, "--period", "2020-Q2", "--json"]
    told = []
    for more in ([], ["--known", "2020-06-23"]):
        assert main([*asked, *more]) == 0
        told.append(json.loads(capsys.readouterr().out))
    now, before = told
    assert now["met"] > before["met"] == 0
    assert "（截至2020年6月23日录入）" in before["sentences"][0]
    assert "录入" not in now["sentences"][0]
