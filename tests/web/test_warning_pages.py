"""The pages of a warning: what the member and the branch see and may do."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.standing.models import ColourWarning
from dengming.standing.warnings import actions, answers
from dengming.standing.warnings.study import Study
from tests import cast as casting
from tests.cast import TODAY, Cast, set_clock
from tests.records import writing
from tests.standing.points.absences import absent
from tests.web.desk import as_user

SCORE = "member-points"


@pytest.fixture
def cast(db: None) -> Cast:
    """Bo missed a theme day in March: below the yellow line."""
    found = casting.build()
    absent(found.person["bo"], date(2020, 3, 5))
    return found


@pytest.fixture
def warning(cast: Cast) -> ColourWarning:
    """Bo was told today."""
    study = Study("支部会议", date(2020, 9, 8))
    found = actions.confirm(cast.scope("ann"), cast.person["bo"], score=SCORE, study=study)
    told: ColourWarning = actions.tell(cast.scope("ann"), found, told_on=TODAY)
    return told


def page(client: Client, warning: ColourWarning) -> Any:
    return client.get(reverse("warning-detail", args=[warning.uid]))


def steps(client: Client, warning: ColourWarning) -> list[str]:
    return [it["title"] for it in page(client, warning).context["steps"]]


def test_what_the_branch_entered_says_so_and_the_member_may_still_appeal(cast: Cast, warning: ColourWarning) -> None:
    answers.answer_for(cast.scope("ann"), warning, text="本人没有意见", is_appeal=False)
    bo = as_user(cast, "bo")
    assert "本人说明（支部代为登记）" in page(bo, warning).content.decode()
    assert steps(bo, warning) == ["补充、更正或申诉"]
    form = {"sort": "appeal", "text": "当天我在场。"}
    assert bo.post(reverse("warning-answer", args=[warning.uid]), form).status_code == 302
    said = page(as_user(cast, "ann"), warning).content.decode()
    assert said.index("当天我在场。") < said.index("本人没有意见")


def test_a_warning_of_a_period_that_is_over_is_shown_as_ended_everywhere(cast: Cast, warning: ColourWarning) -> None:
    set_clock(date(2021, 1, 4))
    bo, ann = as_user(cast, "bo"), as_user(cast, "ann")
    own, listed = bo.get(reverse("own")), ann.get(reverse("warnings", args=[SCORE]))
    assert (own.context["warnings"], own.context["past_warnings"]) == ([], [warning])
    assert (listed.context["open"], listed.context["ended"]) == ([], [warning])
    for shown in (own, listed, page(bo, warning), page(ann, warning)):
        assert "已随周期结束" in shown.content.decode()
    assert steps(ann, warning) == []
    assert "事实上已不在预警线内" not in page(ann, warning).content.decode()


def test_a_member_keeps_the_list_of_past_ones_with_their_results(cast: Cast, warning: ColourWarning) -> None:
    answers.answer(cast.scope("bo"), warning, text="当天我在场。", is_appeal=True)
    answers.decide(casting.SYSTEM, warning, holds=False, decider="机关党委会议", text="核对签到，属实。")
    own = as_user(cast, "bo").get(reverse("own"))
    assert (own.context["warnings"], own.context["past_warnings"]) == ([], [warning])
    said = own.content.decode()
    for words in ("以前的预警", "申诉成立", "核对签到，属实。", reverse("warning-detail", args=[warning.uid])):
        assert words in said


def test_an_appeal_outlives_the_period_until_it_is_settled(cast: Cast, warning: ColourWarning) -> None:
    answers.answer(cast.scope("bo"), warning, text="当天我在场。", is_appeal=True)
    set_clock(date(2021, 1, 4))
    wu = as_user(cast, "wu")
    assert steps(wu, warning) == ["处理申诉"]
    assert "bo对预警提出申诉" in wu.get(reverse("tasks")).content.decode()


def test_the_party_office_sees_counts_and_neither_names_nor_statements(cast: Cast, warning: ColourWarning) -> None:
    answers.answer_for(cast.scope("ann"), warning, text="当天出差。", is_appeal=False)
    listed = as_user(cast, "di").get(reverse("warnings", args=[SCORE]))
    assert listed.context["counts"] == [
        {"colour": "yellow", "proposed": 1, "open": 1}, {"colour": "red", "proposed": 0, "open": 0},
    ]  # fmt: skip  # proposed: Long, for his own duties
    said = listed.content.decode()
    assert "这里只有人数" in said
    assert "当天出差" not in said
    assert reverse("warning-detail", args=[warning.uid]) not in said
    ann = as_user(cast, "ann").get(reverse("warnings", args=[SCORE]))
    assert "counts" not in ann.context
    assert ann.context["open"] == [warning]


def test_the_form_offers_the_committees_meetings_and_the_warning_leads_there(cast: Cast) -> None:
    record = writing.committee_met(cast, date(2020, 9, 8))
    ann, address = as_user(cast, "ann"), reverse("warning-confirm", args=[SCORE, "BO"])
    assert str(record.uid) in ann.get(address).content.decode()
    form = {"met_on": "1990-01-01", "meeting": "支部委员会", "record": str(record.uid)}
    refused = ann.post(address, form)
    assert refused.status_code == 422
    assert "预警所依据的最早一件事" in refused.content.decode()
    assert not ColourWarning.objects.exists()
    shown = ann.post(address, form | {"met_on": "2020-09-08"}, follow=True).content.decode()
    assert reverse("record-detail", args=[record.uid]) in shown
