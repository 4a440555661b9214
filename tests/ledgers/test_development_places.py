"""发展党员 between branches: the case goes along with the person, and so does what it makes of the roster."""

from datetime import date
from typing import Any

import pytest

from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.moving import Step, take, take_there
from dengming.ledgers.queries import entries
from dengming.orgs import spans
from dengming.orgs.models import Span
from dengming.orgs.relocating import relocate
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import Cast, set_clock
from tests.ledgers.developing import REGISTER, WAY, applied, papers, reviewed, stepped, walked
from tests.shipped import rulebook

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2022, 3, 1))


def test_an_activist_goes_over_and_the_case_goes_on_there(cast: Cast) -> None:
    entry = walked(applied(cast), "contacts")
    relocate(entry.subject, cast.org["C"], date(2019, 2, 1))
    assert entries(cast.scope("charlie"), register=REGISTER).get() == entry
    assert not entries(cast.scope("ann"), register=REGISTER).exists()
    entry = walked(entry, "candidate")
    found = Span.objects.filter(subject=entry.subject, withdrawn=FAR_MOMENT).select_related("role", "at")
    held = [(it.role.name, it.at.code if it.at else "", date_of(it.since)) for it in found.order_by("since")]
    assert held == [
        ("applicant", "A", date(2018, 3, 5)),
        ("activist", "A", date(2018, 9, 10)),
        ("activist", "C", date(2019, 2, 1)),
        ("candidate", "C", date(2019, 11, 8)),
    ]


def test_no_step_is_taken_without_its_papers_and_each_refusal_names_step_and_source(cast: Cast) -> None:
    entry, asked = applied(cast), set()
    for stage, on, fields in WAY:
        if stage == "cultivated":
            reviewed(entry, date(2019, 3, 1), date(2019, 9, 1))
        block = rulebook().entries[REGISTER].stage_of(stage)
        if block.takes:
            with pytest.raises(Refusal) as refused:
                stepped(entry, stage, on, fields)
            assert str(refused.value).startswith(f"{block.name}，")
            assert "没有“" in str(refused.value)
            assert "（《" in str(refused.value) or "（讲话" in str(refused.value)
            asked.add(stage)
            papers(entry, stage)
        entry = stepped(entry, stage, on, fields)
    assert len(asked) == 18


def test_a_probation_of_a_year_is_not_shortened(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-applied")
    papers(entry, "conversion-voted")
    said = next(fields for stage, _, fields in WAY if stage == "conversion-voted")
    with pytest.raises(Refusal, match=r"预备期满一年：最早2021年5月29日.*第三十二条"):
        stepped(entry, "conversion-voted", date(2021, 5, 28), said)


def test_while_the_year_runs_nobody_is_told_to_stop_the_cultivation(cast: Cast) -> None:
    set_clock(date(2019, 3, 10))
    walked(applied(cast), "contacts")
    assert [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if it.title.startswith("发展党员")] == []
    set_clock(date(2019, 9, 10))
    told = [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if it.title.startswith("发展党员")]
    assert told == ["发展党员：培养教育考察期满（xin）"]


def test_who_has_not_joined_goes_over_without_a_letter_and_the_cultivation_goes_on(cast: Cast) -> None:
    entry = walked(applied(cast), "contacts")
    ann, person = cast.scope("ann"), entry.subject
    more: dict[str, Any] = {"happened": date(2019, 2, 1), "fields": {"reason": "工作单位变动"}}
    with pytest.raises(FieldRefusal, match="不在“组织关系转接”的登记范围内（正式党员、预备党员）"):
        file_entry(ann, person, register="membership-transfer", **more)
    with pytest.raises(FieldRefusal, match="不在“培养关系转接”的登记范围内"):
        file_entry(ann, cast.person["bo"].subject, register="cultivation-transfer", **more)
    gone = file_entry(ann, person, register="cultivation-transfer", **more)
    handed = Step("handed", date(2019, 2, 3), {"to": "C", "papers": "入党申请书1份"})
    gone = take(ann, gone, step=handed, seen=0)
    take_there(cast.scope("charlie"), gone, step=Step("received", date(2019, 2, 9)), seen=1)
    assert entries(cast.scope("charlie"), register=REGISTER).get() == entry
    there = spans.holders("activist", date(2019, 2, 9)).get(subject=person)
    assert there.at_id == cast.org["C"].pk
