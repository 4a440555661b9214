"""免办 and 台账 by the pages: asked for where it is owed, with its grounds; shown in 依据; taken back with a reason."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.ledgers import actions as entries
from dengming.ledgers.models import Entry, Waiver
from dengming.orgs.spans import NewSpan, add
from dengming.rulebook.words import State
from dengming.web.pages.ledgers import choosing
from tests.cast import SINCE, SYSTEM, TODAY, Cast, build
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db
GROUNDS = {"reason": "全体党员集中驻村。", "decider": "机关党委9月8日会议", "paper": "机党〔2020〕7号"}


@pytest.fixture
def cast() -> Cast:
    cast = build()
    add(NewSpan(cast.person["bo"].pk, "leading-cadre", SINCE), entered=0)
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def waivable(client: Client) -> tuple[str, str, str]:
    """Subject, duty and period of a state of branch A whose 依据 offers a waiver."""
    for row in client.get(reverse("standing-list"), {"org": "A", "state": "open"}).context["rows"]:
        said = client.get(row["why_url"]).content.decode()
        if reverse("waiver-new") in said:
            subject, duty, period = row["why_url"].strip("/").split("/")[1:]
            return subject, duty, period
    raise AssertionError("no 依据 of branch A offers a waiver")


def grant(client: Client, found: tuple[str, str, str], **form: str) -> Any:
    subject, duty, period = found
    address = f"{reverse('waiver-new')}?subject={subject}&duty={duty}&period={period}"
    return client.post(address, {**GROUNDS, **form})


def state(client: Client, found: tuple[str, str, str]) -> Any:
    return client.get(reverse("why", args=found))


def test_a_waiver_shows_its_grounds_and_ends_with_a_reason(cast: Cast) -> None:
    wu = as_user(cast, "wu")
    found = waivable(wu)
    assert grant(wu, found).status_code == 302
    page = state(wu, found)
    assert page.context["standing"].state == State.WAIVED
    for words in (*GROUNDS.values(), "免办"):
        assert words in page.content.decode()
    waiver = Waiver.objects.get()
    address = reverse("waiver-withdraw", args=[waiver.uid])
    assert wu.post(address, {"reason": ""}).status_code == 422
    assert wu.post(address, {"reason": "已安排补办。"}).status_code == 302
    assert state(wu, found).context["standing"].state != State.WAIVED
    assert "已安排补办。" in wu.get(reverse("waiver-list")).content.decode()


@pytest.mark.parametrize("missing", ["reason", "decider"])
def test_without_grounds_nothing_is_waived(cast: Cast, missing: str) -> None:
    wu = as_user(cast, "wu")
    response = grant(wu, waivable(wu), **{missing: ""})
    assert response.status_code == 422
    assert not Waiver.objects.exists()


def test_a_duty_whose_article_leaves_no_room_offers_no_waiver(cast: Cast) -> None:
    said = state(as_user(cast, "wu"), ("A", "hold-theme-day", "2020-09")).content.decode()
    assert reverse("waiver-new") not in said


def test_of_too_many_people_none_is_offered_and_a_name_is_typed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ann, address = as_user(cast, "ann"), reverse("entry-new", args=["six-role"])
    page = ann.get(address)
    assert "bo BO" in page.text
    assert "点开可选，共 5 个" in page.text
    monkeypatch.setattr(choosing, "OFFERED", 4)
    page = ann.get(address)
    assert "<option" not in page.text
    assert "人数太多，不逐一列出：请填姓名或编号。" in page.text
    assert ann.get(address, {"who": "bo"})["Location"] == f"{address}?subject=BO"
    assert ann.get(address, {"who": "nobody"}).status_code == 422


def test_a_register_is_found_and_a_line_filed_for_somebody(cast: Cast) -> None:
    ann = as_user(cast, "ann")
    assert reverse("entry-list", args=["monthly-report"]) in ann.get(reverse("ledgers")).content.decode()
    asked = ann.get(reverse("entry-new", args=["monthly-report"]), {"who": "bo BO"})
    assert asked.status_code == 302
    form = {"happened": "2020-09-09", "about": "2020-08-31", "parts": ["work", "matters"], "field-state": "已报告"}
    response = ann.post(asked["Location"], {**form, "field-received-by": "安书记"})
    assert response.status_code == 302, response.content.decode()
    assert Entry.objects.filter(subject=cast.person["bo"].subject).count() == 2
    listed = ann.get(response["Location"]).content.decode()
    assert "两报告" in listed
    assert "安书记" in listed


def registers(client: Client) -> tuple[set[str], list[str]]:
    """What the index of registers shows at once, and what it folds away."""
    context = client.get(reverse("ledgers")).context
    shown = {it["register"].id for _, items in context["themes"] for it in items}
    return shown, [it["register"].id for it in context["others"]]


def unrestricted() -> list[str]:
    """The registers that everybody may know of."""
    return [it.id for it in rulebook().entries.values() if not it.restricted]


def test_what_does_not_concern_a_member_is_folded_away_in_its_order(cast: Cast) -> None:
    bo, books = as_user(cast, "bo"), unrestricted()
    assert registers(bo) == (set(), books)
    assert f"其他台账（{len(books)} 本，没有与您有关的）" in bo.get(reverse("ledgers")).text
    fields = {"matter": "慰问困难党员", "due": "2020-09-30"}
    entries.file_entry(
        SYSTEM, cast.org["A"].subject, register="member-pledge", part="service", happened=TODAY, fields=fields
    )
    assert registers(bo) == ({"member-pledge"}, [it for it in books if it != "member-pledge"])  # open to take up
    assert "member-pledge" not in registers(as_user(cast, "charlie"))[1]  # files in it
    assert "六员" in bo.get(reverse("ledgers")).text  # still there to be opened


def test_whoever_files_in_a_register_finds_it_also_while_it_is_empty(cast: Cast) -> None:
    shown, folded = registers(as_user(cast, "ann"))
    assert {"monthly-report", "work-record-book", "battle-branch-task"} <= shown
    assert {"problem", "battle-task", "rectification-plan", "model-post"} <= set(folded)  # no direct one's, closed
    assert "rectification-plan" in registers(as_user(cast, "di"))[0]


def test_the_committee_has_every_register_in_its_place(cast: Cast) -> None:
    assert registers(as_user(cast, "eve")) == (set(unrestricted()), [])
    assert "其他台账" not in as_user(cast, "eve").get(reverse("ledgers")).text


def test_somebody_unknown_is_said_beside_the_field(cast: Cast) -> None:
    response = as_user(cast, "ann").get(reverse("entry-new", args=["monthly-report"]), {"who": "没有这人"})
    assert response.status_code == 422
    assert "没有找到" in response.content.decode()


def token_of(client: Client, address: str) -> str:
    """The token of a form that was just opened."""
    return str(client.get(address).context["form"]["token"].value())


def test_a_form_sent_twice_files_each_of_its_parts_once(cast: Cast) -> None:
    ann, address = as_user(cast, "ann"), f"{reverse('entry-new', args=['monthly-report'])}?subject=BO"
    form = {"happened": "2020-09-09", "about": "2020-08-31", "parts": ["work", "matters"], "field-state": "已报告"}
    form |= {"field-received-by": "安书记", "token": token_of(ann, address)}
    first, lines = ann.post(address, form), Line.objects.count()
    again = ann.post(address, form, follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "已登记：bo，两报告。" in again.text
    assert (Entry.objects.count(), Line.objects.count()) == (2, lines)


def test_a_case_sent_twice_leads_to_the_first_and_each_opening_of_the_form_is_another(cast: Cast) -> None:
    ann, address = as_user(cast, "ann"), f"{reverse('entry-new', args=['member-pledge'])}?subject=A"
    form = {"happened": "2020-09-10", "parts": "post", "field-matter": "窗口引导", "field-due": "2020-10-15"}
    first, second = token_of(ann, address), token_of(ann, address)
    tokens = (first, first, second, "", "forged\x00")
    made = [ann.post(address, {**form, "token": token})["Location"] for token in tokens]
    assert made[0] == made[1]
    assert len(set(made)) == Entry.objects.count() == 4


def test_a_line_of_which_one_part_fails_is_not_half_saved(cast: Cast) -> None:
    ann = as_user(cast, "ann")
    address = f"{reverse('entry-new', args=['monthly-report'])}?subject=BO"
    form = {"happened": "2020-12-09", "about": "2020-08-31", "parts": ["work", "matters"], "field-state": "已报告"}
    response = ann.post(address, {**form, "field-received-by": "安书记"})
    assert response.status_code == 422
    assert "还没到" in response.content.decode()
    assert not Entry.objects.exists()


def test_whoever_has_no_organisation_of_the_register_is_told_and_sees_no_button(cast: Cast) -> None:
    ann = as_user(cast, "ann")
    new = reverse("entry-new", args=["battle-task"])
    assert new not in ann.get(reverse("entry-list", args=["battle-task"])).content.decode()
    answer = ann.get(new)
    assert answer.status_code == 422
    assert "“攻坚任务”由直属党组织登记：您办理的组织和党员里没有。" in answer.content.decode()
