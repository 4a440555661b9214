"""一并办理: one step for many cases with what is said once; all of them or none, and nothing typed is lost."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.orgs.posting import NewPost, give
from tests.cast import TODAY, Cast, build
from tests.ledgers.rectifying import move, published, secretaries
from tests.web.desk import as_user
from tests.web.problems import PROBLEMS, TOGETHER, filed, publish, stages

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretaries(cast)
    return cast


@pytest.fixture
def eve(cast: Cast) -> Client:
    """The committee's officer."""
    return as_user(cast, "eve")


def errors(answer: Any) -> list[str]:
    return [sentence for sentences in answer.context["failed"].errors.values() for sentence in sentences]


def branch_receipts(cast: Cast) -> list[Entry]:
    """Those of a task that the committee sent down and the Party committee passed on to its two branches."""
    fields = {"matter": "补齐二季度会议记录", "standard": "每次都有记录", "paper": "工委会议纪要"}
    subject = cast.org["WORK"].subject
    task = file_entry(cast.scope("eve"), subject, register="deployment", happened=TODAY, fields=fields)
    task = move(cast, "eve", task, "sent", paper="工委会议纪要")
    receipt = move(cast, "di", task.children.get(subject=cast.org["COMM"].subject), "received")
    return list(move(cast, "di", receipt, "relayed").children.all())


def test_many_are_published_in_one_act_and_every_organisation_gets_its_claims(cast: Cast, eve: Client) -> None:
    entries = filed(eve)
    (offer,) = eve.get(PROBLEMS).context["together"]
    assert (offer["stage"].id, len(offer["cases"])) == ("published", 9)
    assert {it["checked"] for it in offer["cases"]} == {True}
    assert offer["form"].initial["field-paper"] == entries[0].fields["paper"]  # all of them say the same
    lines = Line.objects.count()
    ticked = [it["value"] for it in offer["cases"][:8]]
    form = {"case": ticked, "published-happened": "2020-09-10", "published-field-paper": "区直工委〔2020〕3号"}
    done = eve.post(TOGETHER, form, follow=True)
    assert "已一并办理 8 件：已发布。" in done.content.decode()
    assert stages() == ["drafted"] + ["published"] * 8
    assert Entry.objects.filter(register="problem-claim").count() == 16
    assert Line.objects.count() == lines + 8
    assert set(Entry.objects.filter(stage="published").values_list("fields__paper", flat=True)) == {
        "区直工委〔2020〕3号"
    }


def test_one_that_somebody_was_faster_with_stops_all(cast: Cast, eve: Client) -> None:
    entries = filed(eve)
    assert publish(as_user(cast, "wu"), entries[1:2]).status_code == 302
    lines = Line.objects.count()
    refused = publish(eve, entries[:3])
    assert refused.status_code == 422
    assert Line.objects.count() == lines
    assert errors(refused) == ["您打开这一页以后，这一件已由wu办到“已发布”：没有重复办理，请看过现在的情况再办。"]
    assert stages() == ["drafted"] * 8 + ["published"]
    assert Entry.objects.filter(register="problem-claim").count() == 2


def test_what_was_typed_and_ticked_stays_where_it_is_refused(cast: Cast, eve: Client) -> None:
    entries = filed(eve)
    refused = publish(eve, entries[:2], "暂无")
    assert refused.status_code == 422
    form = refused.context["failed"]
    assert list(form.errors) == ["field-paper"]
    assert form["field-paper"].value() == "暂无"
    (offer,) = refused.context["together"]
    assert offer["form"] is form
    ticked = {it["entry"].fields["number"] for it in offer["cases"] if it["checked"]}
    assert (ticked, len(offer["cases"])) == ({"1", "2"}, 9)
    said = refused.content.decode()
    assert '<details class="fold section" open><summary>' in said
    assert f'value="{entries[0].uid}:0" checked' in said
    assert f'value="{entries[2].uid}:0" checked' not in said
    assert 'value="暂无"' in said
    assert stages() == ["drafted"] * 9


def test_with_nothing_ticked_one_sentence_says_so(cast: Cast, eve: Client) -> None:
    filed(eve)
    refused = publish(eve, [])
    assert (refused.status_code, errors(refused)) == (422, ["一件也没有选：请先勾选要一并办理的。"])
    assert not any(it["checked"] for it in refused.context["together"][0]["cases"])
    assert stages() == ["drafted"] * 9


@pytest.mark.parametrize("who", ["di", "charlie", "bo"])
def test_who_is_not_of_the_committee_finds_no_draft_to_publish(cast: Cast, eve: Client, who: str) -> None:
    entries = filed(eve)
    assert publish(as_user(cast, who), entries[:2]).status_code == 404
    assert stages() == ["drafted"] * 9


def test_a_claim_of_ones_own_is_not_accepted_by_oneself_together_either(cast: Cast) -> None:
    problem = published(cast)
    claim = problem.children.get(subject=cast.org["COMM"].subject)
    claim = move(cast, "di", claim, "not-concerned", reason="没有所属支部")
    ticked = {"case": [f"{claim.uid}:{claim.step}"], "accepted-happened": "2020-09-10"}
    address = reverse("cases-together", args=["problem-claim", "accepted"])
    assert as_user(cast, "di").post(address, ticked).status_code == 403
    assert as_user(cast, "charlie").post(address, ticked).status_code == 404
    assert as_user(cast, "eve").post(address, {**ticked, "case": ["nothing"]}).status_code == 404
    assert Entry.objects.get(pk=claim.pk).stage == "not-concerned"


def test_a_step_that_takes_each_organisations_own_record_is_not_offered_for_many(cast: Cast) -> None:
    """For many there is no list of records to choose from: such a step is taken one by one."""
    receipts = branch_receipts(cast)
    give([NewPost(cast.person["ann"].pk, "branch-deputy-secretary", cast.org["B"].pk, date(2020, 1, 1))], entered=0)
    address, di = reverse("entry-list", args=["branch-receipt"]) + "?view=list", as_user(cast, "ann")
    assert [it["stage"].id for it in di.get(address).context["together"]] == ["received"]
    for receipt in receipts:
        move(cast, "ann", receipt, "received")
    page = di.get(address)
    assert [[step.id for step in row["steps"]] for row in page.context["rows"]] == [["answered"], ["answered"]]
    assert page.context["together"] == []


def test_the_board_takes_as_many_queries_for_two_titles_from_above_as_for_six(cast: Cast) -> None:
    address, di = reverse("entry-list", args=["branch-receipt"]), as_user(cast, "di")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert "补齐二季度会议记录" in di.get(address).text
        return len(queries)

    branch_receipts(cast)
    asked()  # the first looks up words that are kept for the next
    few = asked()
    branch_receipts(cast)
    branch_receipts(cast)
    assert asked() == few
