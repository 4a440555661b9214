"""Local parameters and the three administrators' pages: who may, what is kept, what is refused in a sentence."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line, User
from dengming.editions.queries import rules
from dengming.standing.queries import AsOf, standings
from tests.cast import Cast, build

pytestmark = pytest.mark.django_db
DOCUMENT = {"since": "2020-09-10", "document": "区工委〔2020〕9号"}


@pytest.fixture
def cast() -> Cast:
    return build()


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def administrator(duty: User.Administers) -> Client:
    client = Client()
    client.force_login(User.objects.create_user(f"{duty}", name="管理员", administers=duty))
    return client


def unowned() -> str:
    return next(duty.id for duty in rules().rulebook.duties.values() if any(term.unowned for term in duty.terms))


def test_the_committee_confirms_an_owner_with_a_document(cast: Cast) -> None:
    duty = unowned()
    answer = as_user(cast, "eve").post(reverse("settings-duty", args=["owner", duty]), DOCUMENT)
    assert answer.status_code == 302
    assert rules().parameters.owners[duty].document == "区工委〔2020〕9号"
    assert Line.objects.filter(action="owner.confirmed").count() == 1


def test_from_the_day_of_use_on_nothing_older_is_judged(cast: Cast) -> None:
    eve, ann = as_user(cast, "eve"), as_user(cast, "ann")
    before = {item.period for item in standings(cast.scope("ann"), AsOf.at())}
    page = eve.post(reverse("settings-use"), {"since": "2020-08-15"}, follow=True)
    assert "2020年8月15日" in page.content.decode()
    assert Line.objects.filter(action="use.begun").count() == 1
    after = {item.period for item in standings(cast.scope("ann"), AsOf.at())}
    assert "2020-08" in before - after
    assert "2020-09" in after
    why = ann.get(reverse("why", args=["A", "hold-theme-day", "2020-08"]))
    assert "自2020年8月15日启用" in why.content.decode()
    then = {item.period for item in standings(cast.scope("ann"), AsOf.at(known=date(2020, 9, 9)))}
    assert "2020-08" in then


def test_a_day_of_use_is_a_day(cast: Cast) -> None:
    answer = as_user(cast, "eve").post(reverse("settings-use"), {"since": "去年"})
    assert answer.status_code == 422
    assert "看不懂启用日期" in answer.content.decode()
    assert rules().parameters.in_use_since is None


def test_without_a_document_nothing_is_settled(cast: Cast) -> None:
    answer = as_user(cast, "eve").post(reverse("settings-duty", args=["owner", unowned()]), {"since": "2020-09-10"})
    assert answer.status_code == 422
    assert "请填写依据文号" in answer.content.decode()
    assert not rules().parameters.owners


def test_a_stopped_duty_is_revived_and_the_page_shows_the_document(cast: Cast) -> None:
    duty = next(duty.id for duty in rules().rulebook.duties.values() if any(term.revivable for term in duty.terms))
    client = as_user(cast, "eve")
    client.post(reverse("settings-duty", args=["revival", duty]), DOCUMENT | {"since": "2025-01-01"})
    assert "区工委〔2020〕9号" in client.get(reverse("settings")).content.decode()


@pytest.mark.parametrize("name", ["ann", "bo", "di"])
def test_others_may_not_settle(cast: Cast, name: str) -> None:
    assert as_user(cast, name).get(reverse("settings")).status_code == 403


def test_an_unknown_duty_is_not_found(cast: Cast) -> None:
    assert as_user(cast, "eve").get(reverse("settings-duty", args=["owner", "nothing"])).status_code == 404


PAGES = {"admin-accounts": "system", "admin-security": "security", "admin-audit": "audit"}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("duty", ["system", "security", "audit"])
def test_each_administrator_has_the_own_page_only(cast: Cast, page: str, duty: str) -> None:
    answer = administrator(User.Administers(duty)).get(reverse(page))
    assert answer.status_code == (200 if PAGES[page] == duty else 403)


def test_an_account_is_opened_by_one_and_let_in_by_another(cast: Cast) -> None:
    administrator(User.Administers.SYSTEM).post(reverse("admin-accounts"), {"username": "new", "name": "新人"})
    assert not User.objects.get(username="new").has_usable_password()
    answer = administrator(User.Administers.SECURITY).post(reverse("admin-password", args=["new"]))
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert Client().login(username="new", password=password)


def test_a_closed_account_signs_in_no_more(cast: Cast) -> None:
    administrator(User.Administers.SYSTEM).post(reverse("admin-account-close", args=[cast.user["bo"].username]))
    assert not User.objects.get(pk=cast.user["bo"].pk).is_active


def test_nobody_assigns_the_own_duty(cast: Cast) -> None:
    client = administrator(User.Administers.SECURITY)
    answer = client.post(reverse("admin-duty", args=["security"]), {"duty": "audit"}, follow=True)
    assert "不能给自己分配" in answer.content.decode()
    assert User.objects.get(username="security").administers == "security"


def test_the_journal_shows_that_the_chain_holds(cast: Cast) -> None:
    answer = administrator(User.Administers.AUDIT).get(reverse("admin-audit"))
    assert "校验通过" in answer.content.decode()
    assert "装入制度" in answer.content.decode()


def test_the_journal_is_searched_by_action(cast: Cast) -> None:
    answer = administrator(User.Administers.AUDIT).get(reverse("admin-audit"), {"action": "owner.confirmed"})
    assert "没有符合条件的记录" in answer.content.decode()


def test_the_lead_body_of_a_part_is_set_and_taken_back(cast: Cast) -> None:
    eve, place = as_user(cast, "eve"), reverse("settings-lead", args=["quarterly-bulletin", "conduct"])
    assert "未设置" in eve.get(reverse("settings")).content.decode()
    assert "区纪委监委" in eve.post(place, {"lead": "区纪委监委"}, follow=True).content.decode()
    assert rules().parameters.lead_of("quarterly-bulletin", "conduct") == "区纪委监委"
    assert eve.post(place, {"lead": "秘密★"}).status_code == 422
    eve.post(place, {"lead": ""})
    assert rules().parameters.lead_of("quarterly-bulletin", "conduct") == ""
    assert Line.objects.filter(action="lead.set").count() == 2
    for part in ("party-building", "nothing"):
        assert eve.get(reverse("settings-lead", args=["quarterly-bulletin", part])).status_code == 404


def test_a_confirmation_that_a_text_was_compared_is_taken_back_with_a_reason(cast: Cast) -> None:
    eve, document = as_user(cast, "eve"), rules().rulebook.uncompared[0]
    back = reverse("settings-compared-back", args=[1])
    assert back not in eve.get(reverse("settings")).content.decode()
    assert "没有确认过核对，不用收回" in eve.post(back, {"reason": "点错了"}).content.decode()
    eve.post(reverse("settings-compared", args=[1]), {"note": "2020年9月1日与公布的全文核对，eve"})
    shown = eve.get(reverse("settings")).content.decode()
    assert back in shown
    assert "还没有核对过" not in shown
    assert eve.post(back, {"reason": ""}).status_code == 422
    assert document in rules().parameters.compared
    assert "没有核对" in eve.post(back, {"reason": "核对的是征求意见稿"}, follow=True).content.decode()
    assert document not in rules().parameters.compared
    (line,) = Line.objects.filter(action="text.compared-by-mistake")
    assert json.loads(line.note) == {"note": "2020年9月1日与公布的全文核对，eve", "reason": "核对的是征求意见稿"}
