"""Entered figures: whole numbers with a source; without one the paper says 暂无数据."""

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from docx import Document

from dengming.editions import actions as editions
from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal
from dengming.reports.bulletins import Particulars, docx_of
from dengming.reports.issues import actions, values
from dengming.reports.issues.values import Measurement
from dengming.reports.issues.written import shown
from dengming.reports.models import FigureValue, Issue
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock

BALLOT = Measurement(2, 3, "民主评议测评", date(2020, 6, 20))


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build()
    editions.name_committee(SYSTEM, name="中共某某区直属机关工作委员会")
    return found


@pytest.fixture
def issue(cast: Cast) -> Issue:
    found: Issue = actions.draft(cast.scope("eve"), bulletin="quarterly-bulletin", period="2020-Q2")
    return found


def enter(cast: Cast, issue: Issue, said: Measurement = BALLOT, figure: str = "fighting-strength") -> FigureValue:
    found: FigureValue = values.enter(cast.scope("eve"), issue, figure=figure, said=said)
    return found


def row(issue: Issue, name: str = "战斗力") -> dict[str, Any]:
    (found,) = [row for section in shown(issue)["sections"] for row in section["figures"] if row["name"] == name]
    return dict(found)


def test_it_is_shown_with_its_value_rounded_down_and_its_source(cast: Cast, issue: Issue) -> None:
    assert row(issue)["value"] == "暂无数据"
    enter(cast, issue)
    told = row(issue)
    assert (told["value"], told["numerator"], told["denominator"]) == ("66%", 2, 3)
    assert told["source"] == "由人填报，来源：民主评议测评（2020年6月20日）"
    paper = Document(io.BytesIO(docx_of(shown(issue), Particulars())))
    assert ["战斗力", "66%", "2", "3", told["source"]] in [
        [cell.text for cell in line.cells] for line in paper.tables[-1].rows
    ]
    (line,) = [it.text for it in paper.paragraphs if it.text.startswith("战斗力：")]
    assert line.endswith("期间为本期；由人填报，来源：民主评议测评（2020年6月20日）。")
    assert "向下取整" in "".join(it.text for it in paper.paragraphs)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Measurement(0, 0, "测评", date(2020, 6, 20)), "denominator"),
        (Measurement(0, -1, "测评", date(2020, 6, 20)), "denominator"),
        (Measurement(4, 3, "测评", date(2020, 6, 20)), "numerator"),
        (Measurement(-1, 3, "测评", date(2020, 6, 20)), "numerator"),
        (Measurement(1, 3, " ", date(2020, 6, 20)), "source"),
        (Measurement(1, 3, "charlie 说的", date(2020, 6, 20)), "source"),
        (Measurement(1, 3, "测评", date(2020, 9, 11)), "on"),
    ],
)
def test_what_does_not_agree_is_said_by_its_field(cast: Cast, issue: Issue, said: Measurement, field: str) -> None:
    with pytest.raises(FieldRefusal) as refused:
        enter(cast, issue, said)
    assert list(refused.value.problems) == [field]
    assert row(issue)["value"] == "暂无数据"


@pytest.mark.parametrize("figure", ["execution", "hollow", "nothing"])
def test_what_is_counted_is_not_entered(cast: Cast, issue: Issue, figure: str) -> None:
    with pytest.raises(Refusal, match="系统计数"):
        enter(cast, issue, figure=figure)


def test_none_and_all_are_values_too(cast: Cast, issue: Issue) -> None:
    enter(cast, issue, Measurement(0, 5, "测评", date(2020, 6, 20)))
    assert row(issue)["value"] == "0%"
    enter(cast, issue, Measurement(5, 5, "测评", date(2020, 6, 20)))
    assert row(issue)["value"] == "100%"
    assert FigureValue.objects.count() == 1


def test_it_can_be_taken_back_and_is_kept_once_handed_in(cast: Cast, issue: Issue) -> None:
    enter(cast, issue)
    values.remove(cast.scope("eve"), issue, figure="fighting-strength")
    assert row(issue)["value"] == "暂无数据"
    with pytest.raises(Refusal, match="没有填报"):
        values.remove(cast.scope("eve"), issue, figure="fighting-strength")
    enter(cast, issue)
    actions.take(cast.scope("eve"), issue, step="feedback", said={})
    set_clock(date(2020, 9, 30))
    actions.take(cast.scope("eve"), issue, step="submit", said={})
    before = docx_of(shown(issue), Particulars())
    with pytest.raises(Refusal, match="已送审签"):
        enter(cast, issue, Measurement(1, 3, "测评", date(2020, 6, 20)))
    with pytest.raises(Refusal, match="已送审签"):
        values.remove(cast.scope("eve"), issue, figure="fighting-strength")
    issue.values.all().delete()
    issue.refresh_from_db()
    assert docx_of(shown(issue), Particulars()) == before
    assert row(issue)["value"] == "66%"


def test_another_cut_off_leaves_what_was_entered(cast: Cast, issue: Issue) -> None:
    enter(cast, issue)
    actions.recount(cast.scope("eve"), issue, on=date(2020, 8, 1))
    assert row(issue)["value"] == "66%"


def test_only_the_committee_enters_it(cast: Cast, issue: Issue) -> None:
    with pytest.raises(PermissionDenied):
        values.enter(cast.scope("di"), issue, figure="fighting-strength", said=BALLOT)


def test_the_table_keeps_no_share_above_one(cast: Cast, issue: Issue) -> None:
    with pytest.raises(IntegrityError):
        FigureValue.objects.create(
            issue=issue, figure="x", numerator=2, denominator=1, source="x", on=date(2020, 6, 1), entered_at=0
        )


def test_the_form_says_what_it_cannot_read_and_shows_what_was_entered(cast: Cast, issue: Issue) -> None:
    eve = Client()
    eve.force_login(cast.user["eve"])
    place = f"/bulletins/{issue.uid}/values/fighting-strength/"
    refused = eve.post(place, {"numerator": "1.5", "denominator": "-3", "source": "测评", "on": "2020-06-20"})
    assert refused.status_code == 422
    assert "请写成整数" in refused.content.decode()
    enter(cast, issue)
    assert 'value="民主评议测评"' in eve.get(place).content.decode()
    counted = eve.get(f"/bulletins/{issue.uid}/values/execution/", follow=True).content.decode()
    assert "由系统计数，不能填报" in counted
    page = eve.post(f"{place}remove/", follow=True).content.decode()
    assert "由人填报，来源应为工委组织的民主评议测评，本期没有填报" in page
