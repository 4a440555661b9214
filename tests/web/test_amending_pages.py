"""更正 by the page of a case: the fold with what holds now, what was typed stays, the history says what was said."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Entry
from dengming.orgs.posting import NewPost, give
from tests.cast import SINCE, Cast, build
from tests.ledgers.amending import MENDED, mend, pledge, problem
from tests.ledgers.rectifying import FOUR, ROW, move, planned, row, secretaries
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretaries(cast)
    give([NewPost(cast.person["yi"].pk, "committee-member", cast.org["COMM"].pk, SINCE)], entered=0)
    return cast


@pytest.fixture
def entry(cast: Cast) -> Entry:
    """A row of 整改, not yet approved."""
    planned(cast)
    return row(cast)


def page(client: Client, entry: Entry) -> Any:
    return client.get(reverse("case", args=[entry.uid]))


def folded(answer: Any) -> Any:
    """The form of the fold; None where there is none."""
    return next((form for label, _, form in answer.context["others"] if label == "更正"), None)


def post(client: Client, entry: Entry, form: Any, **more: str) -> Any:
    """The form as the page gave it, with other words in some of its controls."""
    sent = {form.add_prefix(name): form[name].value() for name in form.fields if form[name].value() is not None}
    sent |= {f"amend-field-{name}" if name != "part" else "amend-part": value for name, value in more.items()}
    return client.post(reverse("case-amend", args=[entry.uid]), sent)


def history(answer: Any) -> list[tuple[str, str]]:
    return [(it["title"], it["text"]) for it in answer.context["events"]]


def test_the_form_holds_what_holds_now_and_the_history_says_what_was_said(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    form = folded(page(di, entry))
    assert (form["field-shown"].value(), form["part"].value()) == (ROW["shown"], "immediate")
    done = post(di, entry, form, shown=MENDED["shown"], goal="按季听取", part="long")
    assert done.status_code == 302
    found = Entry.objects.get(pk=entry.pk)
    assert (found.part, found.fields) == ("long", {**MENDED, "goal": "按季听取"})
    assert history(page(di, entry))[0] == (
        "更正",
        "类别（原为“立行立改”）；问题表现（原为“二季度没有听取汇报”）；整改目标（原来没有填）；di办理",
    )


def test_each_amendment_says_what_held_before_it(cast: Cast, entry: Entry) -> None:
    entry = mend(cast, entry, {**ROW, "responsible": "BO"})
    entry = mend(cast, entry, {**ROW, "responsible": "BEN"}, who="eve")
    move(cast, "di", entry, "approved", **FOUR)
    told = [text for title, text in history(page(as_user(cast, "di"), entry)) if title == "更正"]
    assert told == ["责任人（原为“bo”）；eve办理", "责任人（原来没有填）；di办理"]


def test_a_refused_form_is_open_and_keeps_what_was_typed(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    refused = post(di, entry, folded(page(di, entry)), shown="", root="不熟悉要求", part="long")
    assert refused.status_code == 422
    form = folded(refused)
    assert form is refused.context["failed"]
    assert list(form.errors) == ["field-shown"]
    assert (form["field-root"].value(), form["part"].value()) == ("不熟悉要求", "long")
    assert '<details class="fold" open><summary>' in refused.text
    named = post(di, entry, folded(page(di, entry)), responsible="张三")
    assert list(folded(named).errors) == ["field-responsible"]
    assert not Entry.objects.get(pk=entry.pk).moves.exists()


def test_the_second_of_two_is_told_and_sends_it_again(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    form = folded(page(di, entry))
    mend(cast, entry, MENDED, who="eve")
    late = post(di, entry, form, root="不熟悉要求")
    assert "已由eve更正" in late.text
    assert post(di, entry, folded(late)).status_code == 302
    assert Entry.objects.get(pk=entry.pk).fields["root"] == "不熟悉要求"


def test_what_was_typed_while_it_went_on_is_there_to_be_copied(cast: Cast, entry: Entry) -> None:
    di = as_user(cast, "di")
    form = folded(page(di, entry))
    move(cast, "di", entry, "approved", **FOUR)
    late = post(di, entry, form, root="不熟悉要求", part="long")
    assert folded(late) is None
    assert {"term": "问题根源", "value": "不熟悉要求"} in late.context["left"]
    assert {"term": "类别", "value": "中长期"} in late.context["left"]


def test_a_member_is_named_as_the_list_beside_the_field_names_them(cast: Cast) -> None:
    entry, ann = pledge(cast), as_user(cast, "ann")
    form = folded(page(ann, entry))
    assert form["field-member"].value() == "bo BO"
    assert post(ann, entry, form, member="ben").status_code == 302
    assert Entry.objects.get(pk=entry.pk).doer == cast.person["ben"].subject
    assert history(page(ann, entry))[0] == ("更正", "认领人（原为“bo”）；ann办理")


def test_who_may_not_take_the_first_step_is_offered_nothing(cast: Cast, entry: Entry) -> None:
    form = folded(page(as_user(cast, "di"), entry))
    yi = as_user(cast, "yi")
    assert folded(page(yi, entry)) is None
    for words in (MENDED["shown"], ""):
        assert post(yi, entry, form, shown=words).status_code == 403
    for stranger in ("charlie", "ben"):
        assert post(as_user(cast, stranger), entry, form, shown=MENDED["shown"]).status_code == 404


def test_those_who_only_got_what_followed_read_nothing_of_it(cast: Cast) -> None:
    entry = problem(cast, "1")
    entry = mend(cast, entry, {**entry.fields, "wording": "支部记录不全"}, who="eve")
    move(cast, "eve", entry, "published", paper="区直工委〔2020〕3号")
    seen = page(as_user(cast, "di"), entry)
    assert [title for title, _ in history(seen)] == ["已发布", "待发布"]
    assert "支部记录不全" in seen.text
    assert "原为" not in seen.text
