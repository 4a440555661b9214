"""The page of a frozen paper: by what it was made, whether its reading still counts, what may be done with it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.records.models import Record
from dengming.standing.models import PointsPaper
from dengming.standing.papers import actions
from tests import cast as casting
from tests.cast import Cast, set_clock
from tests.records import writing
from tests.web.desk import as_user

DAY = date(2020, 6, 24)


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build(DAY)


@pytest.fixture
def paper(cast: Cast) -> PointsPaper:
    """Read out on 24 June, frozen on the day after."""
    record = writing.confirmed(cast, on=DAY)
    set_clock(date(2020, 6, 25))
    branch, ann = cast.org["A"], cast.scope("ann")
    found: PointsPaper = actions.freeze(ann, branch, score="member-points", period="2020-Q2", record=record)
    return found


@pytest.fixture
def ann(cast: Cast) -> Client:
    return as_user(cast, "ann")


def page(client: Client, paper: PointsPaper) -> Any:
    return client.get(reverse("points-paper", args=[paper.uid])).content.decode()


def test_the_page_says_by_what_it_was_made(ann: Client, paper: PointsPaper) -> None:
    assert "按2020年6月24日 23:59系统里已有的纪实" in page(ann, paper)
    assert "不再算作通报" not in page(ann, paper)


def test_a_withdrawn_meeting_is_said(cast: Cast, ann: Client, paper: PointsPaper) -> None:
    writing.step(cast, "withdraw", Record.objects.get(), reason="那天没有开成")
    assert "不再算作通报，本季度待通报" in page(ann, paper)


def test_after_a_void_correction_it_may_be_corrected_again(cast: Cast, ann: Client, paper: PointsPaper) -> None:
    correct = reverse("points-paper-correct", args=[paper.uid])
    newer = actions.correct(cast.scope("ann"), paper, record=writing.confirmed(cast, on=date(2020, 6, 25)), reason="改")
    assert correct not in page(ann, paper)
    actions.void(cast.scope("ann"), newer, reason="算错了")
    assert correct in page(ann, paper)
    assert "更正稿已作废" in page(ann, paper)
