"""作废: what was sent down by mistake ends, all below is withdrawn with it, and whoever had received it sees why."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.ledgers import presets
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.moving import send_back
from dengming.ledgers.queries import get_entry, steps_for
from dengming.ledgers.steps import register_of
from dengming.ledgers.titles import stage_name
from dengming.refusal import Refusal
from dengming.standing.judge import Standing
from dengming.standing.queries import AsOf, standings
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, Cast
from tests.ledgers import rectifying
from tests.ledgers.rectifying import move
from tests.ledgers.test_receipts import relayed, sent

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    rectifying.secretary(cast)


def owed(cast: Cast, duty: str) -> list[Standing]:
    found = standings(SYSTEM, AsOf.at(), subjects=[cast.org["COMM"].pk])
    return [it for it in found if it.duty.id == duty]


def titles(cast: Cast, who: str, word: str) -> list[str]:
    return [it.title for it in tasks(cast.scope(who), AsOf.at()) if word in it.title]


def test_all_below_is_withdrawn_at_all_depths_with_one_journal_line(cast: Cast) -> None:
    receipt = relayed(cast)
    below, task = receipt.children.get(subject=cast.org["A"].subject), receipt.parent
    assert task is not None
    assert len(owed(cast, "answer-deployment")) == 1
    assert titles(cast, "ann", "回执") != []
    lines = Line.objects.count()
    task = move(cast, "eve", task, "annulled", mistake="下错了单位。")
    line = Line.objects.order_by("-pk")[0]
    assert (Line.objects.count() - lines, line.action, json.loads(line.note)["withdrawn"]) == (1, "entry.moved", 4)
    for who, one in (("di", receipt), ("ann", below)):
        found = get_entry(cast.scope(who), one.uid)
        assert stage_name(register_of(found), found) == "已撤回"
        assert found.withdrawn_reason == "部署已作废：下错了单位。"
        assert titles(cast, who, "回执") == []
    assert owed(cast, "answer-deployment") == []


def test_it_is_the_committees_says_why_and_is_final(cast: Cast) -> None:
    task = sent(cast)
    with pytest.raises(FieldRefusal, match="“作废的原因”还没有填"):
        move(cast, "eve", task, "annulled")
    with pytest.raises(NotVisible):
        move(cast, "di", task, "annulled", mistake="下错了单位。")
    assert task.children.filter(withdrawn_at=None).count() == 2
    task = move(cast, "eve", task, "annulled", mistake="下错了单位。")
    with pytest.raises(Refusal, match="不能退回"):
        send_back(cast.scope("eve"), task, to="sent", reason="又要了。", seen=task.step)


def test_it_is_offered_folded_and_nobody_is_asked_to(cast: Cast) -> None:
    task, client = sent(cast), Client()
    client.force_login(cast.user["eve"])
    assert [it.id for it in steps_for(cast.scope("eve"), task)] == ["annulled"]
    assert titles(cast, "eve", "部署：") == []
    page = client.get(reverse("case", args=[task.uid])).text
    assert "写错了，作废这项部署</summary>" in page
    assert "写错了，作废这项部署" not in client.get(reverse("entry-list", args=["deployment"]) + "?view=list").text


def test_a_problem_published_by_mistake_is_published_again_under_its_number(cast: Cast) -> None:
    row = rectifying.approved(cast)
    claim = row.parent
    assert claim is not None
    assert claim.parent is not None
    assert len(owed(cast, "mend-at-once")) == 1
    problem = move(cast, "eve", claim.parent, "annulled", mistake="文号错了。")
    for one in (claim, row):
        one.refresh_from_db()
        assert one.withdrawn_reason == "整改问题目录已作废：文号错了。"
    assert owed(cast, "mend-at-once") == []
    assert "A04" in [it.clause for it in presets.missing(register_of(problem))]
    again = rectifying.published(cast)
    assert again.fields["number"] == problem.fields["number"]
    assert again.children.filter(subject=claim.subject, stage="issued").count() == 1
