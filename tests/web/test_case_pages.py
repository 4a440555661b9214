"""A case by its pages: suggested, proposed, decided by another, delivered, answered by the organisation; of two at once
the second is told and keeps what was typed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.materials import link
from dengming.ledgers.models import Entry
from dengming.orgs.posting import NewPost, give
from tests.cast import TODAY, Cast, build
from tests.ledgers import rectifying
from tests.records import writing

pytestmark = pytest.mark.django_db
PERMIT = {"issuer": "机关工委", "document": "区直工委〔2020〕2号", "since": "2020-01-01"}
DECIDED = {"meeting": "工委会议", "deciders": "吴书记", "number": "区直工委〔2020〕9号", "until": "2020-12-10"}


@pytest.fixture
def cast() -> Cast:
    cast = build()
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def step(client: Client, entry: Entry, stage: str, seen: int, **fields: str) -> Any:
    form = {f"{stage}-field-{name}": value for name, value in fields.items()}
    form |= {f"{stage}-seen": str(seen), f"{stage}-happened": "2020-09-10"}
    return client.post(reverse("case-step", args=[entry.uid, stage]), form)


def proposed(cast: Cast) -> Entry:
    eve = as_user(cast, "eve")
    assert eve.post(reverse("settings-permit", args=["yellow-card"]), PERMIT).status_code == 302
    address = f"{reverse('entry-new', args=['yellow-card'])}?subject=COMM"
    assert eve.post(address, {"happened": "2020-09-10", "field-matter": "没有听取汇报"}).status_code == 302
    return Entry.objects.get()


def test_closed_until_issuer_and_paper_are_said(cast: Cast) -> None:
    eve = as_user(cast, "eve")
    said = eve.get(reverse("entry-list", args=["yellow-card"])).content.decode()
    assert "还没有启用" in said
    address = f"{reverse('entry-new', args=['yellow-card'])}?subject=COMM"
    refused = eve.post(address, {"happened": "2020-09-10", "field-matter": "没有听取汇报"})
    assert refused.status_code == 422
    assert "“黄牌警告”还没有启用" in refused.content.decode()
    refused = eve.post(reverse("settings-permit", args=["yellow-card"]), {"issuer": "机关工委", "since": "2020-01-01"})
    assert "请填写依据文件和文号" in refused.content.decode()
    proposed(cast)
    assert "区直工委〔2020〕2号" in eve.get(reverse("entry-list", args=["yellow-card"])).content.decode()


def test_from_proposal_to_the_organisations_answer(cast: Cast) -> None:
    entry = proposed(cast)
    eve, wu, di = (as_user(cast, name) for name in ("eve", "wu", "di"))
    address = reverse("case", args=[entry.uid])
    assert di.get(address).status_code == 404
    page = eve.get(address).content.decode()  # who proposed it does not decide it
    assert reverse("case-step", args=[entry.uid, "decided"]) not in page
    assert "还不能“决定黄牌警告”：登记（提出）的人不能自己审核、决定" in page
    assert step(wu, entry, "decided", 0, **DECIDED).status_code == 302
    assert di.get(address).status_code == 404
    assert step(eve, entry, "delivered", 1, receiver="办公室").status_code == 302
    assert "区直工委〔2020〕9号" in di.get(address).content.decode()
    assert step(di, entry, "replied", 2, reply="已补听汇报").status_code == 302
    told = eve.get(address).content.decode()
    assert "已补听汇报" in told
    assert "di办理" in told


def test_what_does_not_agree_is_said_beside_its_field_and_stays(cast: Cast) -> None:
    entry, wu = proposed(cast), as_user(cast, "wu")
    refused = step(wu, entry, "decided", 0, **{**DECIDED, "until": "2020-13-01"})
    assert refused.status_code == 422
    form = refused.context["failed"]
    assert list(form.errors) == ["field-until"]
    assert "吴书记" in refused.content.decode()
    assert Entry.objects.get().step == 0


def test_the_second_of_two_is_told_who_did_what_and_loses_nothing(cast: Cast) -> None:
    entry, wu = proposed(cast), as_user(cast, "wu")
    assert step(wu, entry, "decided", 0, **DECIDED).status_code == 302
    late = step(wu, entry, "dropped", 0, dropped="已经整改")
    assert late.status_code == 422
    told = late.content.decode()
    assert "已由wu办到“已决定”" in told
    assert [item["value"] for item in late.context["left"]] == ["已经整改"]
    assert "您刚才填写的，没有保存" in told
    assert Entry.objects.get().stage == "decided"


def test_where_the_step_can_still_be_taken_it_stays_typed_and_is_sent_again(cast: Cast) -> None:
    entry, di = rectifying.approved(cast, "long"), as_user(cast, "di")
    link(cast.scope("di"), entry, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))
    rectifying.move(cast, "di", entry, "effective", effect="已见成效")
    late = step(di, entry, "checked", 1, **{"self-check": "已补听汇报"})
    assert late.status_code == 422
    form = late.context["failed"]
    assert any(it["form"] is form for it in late.context["steps"])
    assert late.context["left"] == []
    again = {form.add_prefix(name): form[name].value() for name in form.fields}
    assert again["checked-field-self-check"] == "已补听汇报"
    row = Entry.objects.get(pk=entry.pk)
    assert row.stage == "effective"
    assert di.post(reverse("case-step", args=[entry.uid, "checked"]), again).status_code == 302
    row.refresh_from_db()
    assert row.stage == "checked"


def test_a_step_that_is_not_ones_own_is_refused_in_words(cast: Cast) -> None:
    entry, wu = proposed(cast), as_user(cast, "wu")
    step(wu, entry, "decided", 0, **DECIDED)
    step(as_user(cast, "eve"), entry, "delivered", 1, receiver="办公室")
    refused = step(wu, entry, "replied", 2, reply="代答")
    assert refused.status_code == 403
    assert "要由机关党委书记、机关党委副书记、党总支书记、党支部书记办理" in refused.content.decode()
    assert step(as_user(cast, "charlie"), entry, "replied", 2, reply="代答").status_code == 404
    assert step(as_user(cast, "wu"), entry, "nowhere", 2).status_code == 404
