"""The branch's paper on points: made by the system, frozen at its reading, never altered; the duty follows."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dengming.accounts.scope import NotVisible
from dengming.editions import actions as editions
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.records.models import Record
from dengming.refusal import Refusal
from dengming.reports.points_papers import points_paper_docx
from dengming.rulebook.library import Rulebook
from dengming.standing.models import PointsPaper
from dengming.standing.papers import actions, queries
from dengming.standing.papers.content import content_of, digest_of, dump
from dengming.standing.points.queries import kept_of
from dengming.standing.queries import AsOf, one
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook
from tests.standing.points.absences import absent, attended, earned

SCORE, PERIOD = "member-points", "2020-Q2"


@pytest.fixture
def cast(db: None) -> Cast:
    """Bo missed a theme day in April."""
    found = casting.build(date(2020, 6, 24))
    absent(found.person["bo"], date(2020, 4, 8))
    return found


@pytest.fixture
def meeting(cast: Cast) -> Record:
    """A branch meeting on 24 June."""
    return writing.confirmed(cast, on=date(2020, 6, 24))


def freeze(cast: Cast, record: Record, who: str = "ann", period: str = PERIOD) -> PointsPaper:
    paper: PointsPaper = actions.freeze(cast.scope(who), cast.org["A"], score=SCORE, period=period, record=record)
    return paper


def state(cast: Cast, period: str = PERIOD) -> str:
    subject = cast.org["A"].subject
    found = one(cast.scope("ann"), AsOf.at(), subject=subject, duty_id="report-points", period=period)
    return str(found.state) if found else "none"


def stricter() -> Rulebook:
    """The same packs, but an absence costs three points from the start."""
    text = rulebook().dump()
    assert '"points":-2.0' in text
    return Rulebook.parse(text.replace('"points":-2.0', '"points":-3.0'))


def said(paper: PointsPaper) -> dict[str, dict[str, Any]]:
    return {member["name"]: member for member in json.loads(paper.content)["members"]}


def test_members_stand_in_the_order_of_names_whatever_their_points(cast: Cast, meeting: Record) -> None:
    absent(cast.person["ann"], date(2020, 3, 4), date(2020, 5, 6))
    found = said(freeze(cast, meeting))
    assert list(found) == ["ann", "bai", "ben", "bo", "pei"]
    points = [member["points"] for member in found.values() if not member["exempt"]]
    assert points not in (sorted(points), sorted(points, reverse=True))


def test_a_group_shows_what_was_paid_under_its_cap(cast: Cast, meeting: Record) -> None:
    for part, number in (("honour", 2), ("service", 4), ("pledge", 2)):  # 4, 4 and 2: each under the rule's own cap
        earned(cast.person["bo"], part, *(date(2020, 5, day + 1) for day in range(number)))
    paper = freeze(cast, meeting)
    groups = json.loads(paper.content)["groups"]
    bo = said(paper)["bo"]
    assert bo["groups"][groups.index("服务和表彰")] == 800
    assert sum(bo["groups"]) == bo["sum"] == 700


def test_reading_the_paper_meets_the_duty(cast: Cast, meeting: Record) -> None:
    assert state(cast) == "open"
    paper = freeze(cast, meeting)
    assert state(cast) == "met"
    assert (paper.as_of, paper.read_on, paper.version) == (date(2020, 6, 24), date(2020, 6, 24), 1)
    assert '"name":"bo","points":5900' in paper.content
    assert paper.digest == digest_of(paper.content)


def test_a_changed_rule_leaves_the_paper_as_it_was_byte_for_byte(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    before, bo, score = paper.content, cast.person["bo"].pk, rulebook().scores[SCORE]
    set_clock(date(2020, 6, 25))
    editions.install(SYSTEM, rulebook=stricter())
    paper.refresh_from_db()
    assert paper.content == before
    now = kept_of(AsOf.at(), score, bo)
    assert now.total is not None
    assert now.total.points == 5800


def test_later_facts_leave_it_too_and_a_correction_is_a_paper_of_its_own(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    attended(cast.person["bo"], date(2020, 5, 8))
    set_clock(date(2020, 7, 8))
    second = writing.confirmed(cast, on=date(2020, 7, 8))
    newer = actions.correct(cast.scope("ann"), paper, record=second, reason="补录了5月8日的党员大会")
    paper.refresh_from_db()
    assert '"name":"bo","points":5900' in paper.content
    assert '"name":"bo","points":6000' in newer.content
    assert (newer.version, newer.corrects, newer.as_of) == (2, paper, date(2020, 6, 30))
    with pytest.raises(Refusal, match="最新的一稿"):
        actions.correct(cast.scope("ann"), paper, record=second, reason="再改")


def test_its_word_file_has_the_same_bytes_after_the_rules_changed(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    before = points_paper_docx(paper, json.loads(paper.content))
    set_clock(date(2020, 6, 25))
    editions.install(SYSTEM, rulebook=stricter())
    paper.refresh_from_db()
    assert points_paper_docx(paper, json.loads(paper.content)) == before


def test_the_database_refuses_to_change_or_remove_it(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    for attempt in (lambda: PointsPaper.objects.update(content="{}"), lambda: PointsPaper.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    paper.refresh_from_db()
    assert paper.digest == digest_of(paper.content)


def test_a_quarter_has_one(cast: Cast, meeting: Record) -> None:
    freeze(cast, meeting)
    with pytest.raises(Refusal, match="已经定稿"):
        freeze(cast, meeting)


def test_void_opens_the_duty_again(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    set_clock(date(2020, 6, 25))
    actions.void(cast.scope("ann"), paper, reason="那次会没有开成")
    assert state(cast) == "open"
    assert freeze(cast, meeting).version == 2
    with pytest.raises(Refusal, match="已经作废"):
        actions.void(cast.scope("ann"), PointsPaper.objects.get(version=1), reason="再来")


def test_it_is_read_at_an_own_confirmed_meeting_of_the_quarter_or_after(cast: Cast, meeting: Record) -> None:
    draft = writing.draft(cast)
    with pytest.raises(FieldRefusal, match="已确认的支部党员大会"):
        freeze(cast, draft)
    set_clock(date(2020, 7, 8))
    with pytest.raises(FieldRefusal, match="2020年7月1日之前"):
        freeze(cast, meeting, period="2020-Q3")
    with pytest.raises(Refusal, match="还没有开始"):
        freeze(cast, meeting, period="2020-Q4")
    with pytest.raises(Refusal, match="2020-Q1 的样子"):
        freeze(cast, meeting, period="2020-05")
    assert not PointsPaper.objects.exists()


@pytest.mark.parametrize(("who", "error"), [("charlie", NotVisible), ("bo", NotVisible), ("di", PermissionDenied)])
def test_only_who_confirms_there_may(cast: Cast, meeting: Record, who: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        freeze(cast, meeting, who=who)


def test_members_see_what_was_read_out_and_strangers_do_not(cast: Cast, meeting: Record) -> None:
    paper = freeze(cast, meeting)
    assert queries.get_visible(cast.scope("bo"), paper.uid) == paper
    for stranger in ("charlie", "yi"):
        with pytest.raises(NotVisible):
            queries.get_visible(cast.scope(stranger), paper.uid)


def test_nobody_types_a_line_of_its_register(cast: Cast) -> None:
    subject = cast.org["A"].subject
    with pytest.raises(Refusal, match="不用另外填报"):
        file_entry(cast.scope("ann"), subject, register="points-paper", happened=date(2020, 6, 24), fields={})


def test_the_same_facts_give_the_same_bytes_and_no_warning_is_told(cast: Cast) -> None:
    score = rulebook().scores[SCORE]
    quarter = actions.quarter_of(score.paper, PERIOD) if score.paper else None
    assert quarter is not None
    as_of = AsOf.at()
    texts = {dump(content_of(SYSTEM, cast.org["A"], score, quarter, as_of)) for _ in range(2)}
    assert len(texts) == 1
    assert "yellow" not in texts.pop()
