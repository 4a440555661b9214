"""A paper holds what stood when it was read out, and its reading stands as long as the meeting's record does."""

import json
from datetime import date
from typing import Any

import pytest

from dengming.editions import actions as editions
from dengming.editions.clock import end_of
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.records.models import Record
from dengming.refusal import Refusal
from dengming.standing.models import PointsPaper
from dengming.standing.papers import actions, queries
from dengming.standing.queries import AsOf, one
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook
from tests.standing.points.absences import absent
from tests.standing.test_papers import PERIOD, SCORE, freeze, state, stricter


@pytest.fixture
def cast(db: None) -> Cast:
    """Bo missed a theme day in April."""
    found = casting.build(date(2020, 6, 24))
    absent(found.person["bo"], date(2020, 4, 8))
    return found


@pytest.fixture
def meeting(cast: Cast) -> Record:
    """A branch meeting on 24 June, recorded that day."""
    return writing.confirmed(cast, on=date(2020, 6, 24))


def member(paper: PointsPaper, name: str) -> dict[str, Any]:
    return next(it for it in json.loads(paper.content)["members"] if it["name"] == name)


def entered_late(cast: Cast) -> None:
    """In August a theme day of June is entered, at which Bo was, and the rules become stricter."""
    set_clock(date(2020, 8, 20))
    writing.confirmed(cast, writing.THEME, on=date(2020, 6, 10))
    editions.install(SYSTEM, rulebook=stricter())


def test_it_holds_what_was_known_on_the_day_of_the_reading(cast: Cast, meeting: Record) -> None:
    entered_late(cast)
    paper = freeze(cast, meeting)
    assert member(paper, "bo")["points"] == 5900  # 60 − 2 for April + 1 for the meeting
    assert json.loads(paper.content)["known"] == "2020年6月24日 23:59"
    assert paper.rules_digest == rules(end_of(date(2020, 6, 24))).digest
    second = writing.confirmed(cast, on=date(2020, 8, 20))
    newer = actions.correct(cast.scope("ann"), paper, record=second, reason="补录了6月的主题党日")
    assert member(newer, "bo")["points"] == 5850  # 60 − 3 by the stricter rule + 1 + 0.5


def test_withdrawing_the_meetings_record_makes_the_duty_due_again(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    assert (state(cast), actions.is_read(paper)) == ("met", True)
    set_clock(date(2020, 6, 25))
    writing.step(cast, "withdraw", meeting, reason="那天没有开成")
    assert (state(cast), actions.is_read(paper)) == ("open", False)
    then = AsOf(date(2020, 6, 24), end_of(date(2020, 6, 24)))
    found = one(cast.scope("ann"), then, subject=cast.org["A"].subject, duty_id="report-points", period=PERIOD)
    assert found is not None
    assert str(found.state) == "met"  # as it was known that evening


def test_sent_back_from_above_it_counts_no_more_either(cast: Cast, meeting: Record) -> None:
    freeze(cast, meeting)
    set_clock(date(2020, 6, 25))
    writing.step(cast, "send_back", meeting, who="di", reason="人数不符")
    assert state(cast) == "open"


def test_a_correction_read_at_another_meeting_meets_the_duty(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    set_clock(date(2020, 7, 8))
    second = writing.confirmed(cast, on=date(2020, 7, 8))
    actions.correct(cast.scope("ann"), paper, record=second, reason="改正合计")
    writing.step(cast, "withdraw", meeting, reason="那天没有开成")
    assert state(cast) == "met"


def test_after_a_void_correction_the_first_can_be_corrected_again(cast: Cast, meeting: Record) -> None:
    paper, ann = freeze(cast, meeting), cast.scope("ann")
    set_clock(date(2020, 7, 8))
    second = writing.confirmed(cast, on=date(2020, 7, 8))
    newer = actions.correct(ann, paper, record=second, reason="改正合计")
    with pytest.raises(Refusal, match="最新的一稿"):
        actions.correct(ann, paper, record=second, reason="再改")
    actions.void(ann, newer, reason="算错了")
    third = actions.correct(ann, paper, record=second, reason="重新改正")
    assert (third.version, third.corrects) == (3, paper)
    score = rulebook().scores[SCORE]
    shown = [it.paper for it in queries.quarters(ann, score, cast.org["A"], AsOf.at()) if it.period.label == PERIOD]
    assert shown == [third]


def test_a_correction_is_not_read_before_what_it_corrects(cast: Cast, meeting: Record) -> None:
    earlier = writing.confirmed(cast, on=date(2020, 6, 10))
    paper = freeze(cast, meeting)
    with pytest.raises(FieldRefusal, match="在原稿通报（2020年6月24日）之前"):
        actions.correct(cast.scope("ann"), paper, record=earlier, reason="x")
