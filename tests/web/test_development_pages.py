"""发展党员 by its pages: what a step asks for is offered where it follows from what is known."""

from datetime import date

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.handling import against_taking_back, may_take_back, take_back
from dengming.ledgers.moving import Step, send_back, take
from dengming.orgs.posting import NewPost, give
from dengming.orgs.spans import holders
from dengming.refusal import Refusal
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.ledgers.developing import REGISTER, applied, papers, reviewed, stepped, walked
from tests.ledgers.test_development_plan import planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    set_clock(date(2021, 9, 1))
    return cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def test_the_day_of_full_membership_is_filled_in(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-voted")
    said = as_user(cast, "di").get(reverse("case", args=[entry.uid])).content.decode()
    field = next(it for it in said.split("<input") if 'name="confirmed-field-full-since"' in it)
    assert 'value="2021-05-29"' in field.split(">")[0]


def test_how_many_may_vote_is_filled_in_from_the_roster(cast: Cast) -> None:
    entry = walked(applied(cast), "form-filled")
    said = as_user(cast, "ann").get(reverse("case", args=[entry.uid])).content.decode()
    field = next(it for it in said.split("<input") if 'name="voted-field-vote-entitled"' in it)
    assert 'value="4"' in field.split(">")[0]


def test_what_was_typed_is_not_put_back_to_the_roster(cast: Cast) -> None:
    entry = walked(applied(cast), "form-filled")
    entry = walked(entry, "voted", {"voted": {"vote-entitled": "9", "vote-roster": "1名长期病重，不计入"}})
    entry = send_back(SYSTEM, entry, to="form-filled", reason="票数登错了", seen=entry.step)
    said = as_user(cast, "ann").get(reverse("case", args=[entry.uid])).content.decode()
    field = next(it for it in said.split("<input") if 'name="voted-field-vote-entitled"' in it)
    assert 'value="9"' in field.split(">")[0]


def test_what_was_done_wrong_is_registered_from_the_page_of_a_file_that_is_over(cast: Cast) -> None:
    entry = stepped(walked(applied(cast), "talked"), "stopped", date(2018, 5, 1), {"reason": "本人申请"})
    ann = as_user(cast, "ann")
    said = ann.get(reverse("case", args=[entry.uid])).content.decode()
    address = (
        f"{reverse('entry-new', args=['development-accountability'])}?parent={entry.uid}&subject={entry.subject.code}"
    )
    assert address.replace("&", "&amp;") in said
    form = {"happened": "2021-08-01", "field-step": "第2步，没有谈话", "field-who": "时任支部书记"}
    assert ann.post(address, form).status_code == 302
    assert entry.children.get().register == "development-accountability"


def test_a_plan_that_is_used_up_is_told_before_the_step_and_by_the_check(cast: Cast) -> None:
    set_clock(date(2020, 9, 10))
    planned(cast, "COMM", "0")
    entry, di = walked(applied(cast), "interviewed"), as_user(cast, "di")
    said = di.get(reverse("case", args=[entry.uid])).content.decode()
    assert "不超过年度计划批准的人数：机关党委2020年的计划批准 0 名，已审批 0 名，加上这一名多出 1 名" in said
    walked(entry, "admitted")
    said = di.get(reverse("entry-inspection", args=[REGISTER])).content.decode()
    assert "超出 1 名" in said
    assert "已审批 0 名，加上这一名多出 1 名" in said


def test_who_came_and_went_on_one_day_was_there_that_day(cast: Cast) -> None:
    entry = stepped(applied(cast, on=date(2021, 9, 1)), "stopped", date(2021, 9, 1), {"reason": "登记错了"})
    ann = as_user(cast, "ann")
    assert "已终止" in ann.get(reverse("case", args=[entry.uid])).content.decode()
    listed = ann.get(reverse("entry-list", args=[REGISTER]), {"view": "list"}).content.decode()
    assert reverse("case", args=[entry.uid]) in listed
    set_clock(date(2021, 9, 2))
    assert ann.get(reverse("case", args=[entry.uid])).status_code == 200
    assert not holders("applicant", date(2021, 9, 2)).filter(subject=entry.subject_id).exists()


def test_an_application_that_is_withdrawn_leaves_the_list_to_be_read(cast: Cast) -> None:
    entry = applied(cast, on=date(2021, 9, 1))
    ann = as_user(cast, "ann")
    form = {"reason": "登错了人", "seen": entry.step}
    assert ann.post(reverse("entry-withdraw", args=[entry.uid]), form).status_code == 302
    for view in ("", "list", "board"):
        assert ann.get(reverse("entry-list", args=[REGISTER]), {"view": view}).status_code == 200


def test_what_lay_below_before_the_own_last_step_is_no_bar_to_taking_it_back(cast: Cast) -> None:
    entry, ann = walked(applied(cast), "contacts"), cast.scope("ann")
    reviewed(entry, date(2019, 3, 1), date(2019, 9, 1))
    entry.children.update(entered_at=F("entered_at") - 60)  # a minute earlier
    papers(entry, "cultivated")
    entry = take(ann, entry, step=Step("cultivated", date(2019, 10, 10)), seen=entry.step)
    assert (may_take_back(ann, entry), against_taking_back(ann, entry)) == (True, "")
    reviewed(entry, date(2019, 12, 1))
    assert not may_take_back(ann, entry)
    with pytest.raises(Refusal, match=r"这一步以后已经登记“培养考察”（.+）：要撤回这一步，请先撤回那一件"):
        take_back(ann, entry, reason="点错了", seen=entry.step)
    assert "还不能撤回刚办的一步：这一步以后" in as_user(cast, "ann").get(reverse("case", args=[entry.uid])).text
    withdraw_entry(ann, entry.children.latest("entered_at"), reason="登错了")
    assert take_back(ann, entry, reason="点错了", seen=entry.step).stage == "contacts"


def test_the_limit_of_a_step_is_told_before_it_is_taken(cast: Cast) -> None:
    entry = walked(applied(cast), "interviewed")
    said = as_user(cast, "di").get(reverse("case", args=[entry.uid])).text
    assert "最晚2020年8月29日，已过368天；“超过三个月的原因”写明的，最晚2020年11月29日" in said
    board = as_user(cast, "di").get(reverse("entry-list", args=[REGISTER])).text
    assert "第17步 党委审批最晚" not in board  # it is the next step, named beside


def test_a_limit_that_runs_ahead_of_the_next_step_names_its_step_on_the_board(cast: Cast) -> None:
    walked(applied(cast), "voted")
    for view in ("board", "list"):
        page = as_user(cast, "di").get(reverse("entry-list", args=[REGISTER]), {"view": view}).text
        assert "第17步 党委审批最晚 2020年8月29日，已过期" in page


def test_a_file_tells_of_itself_what_the_check_tells(cast: Cast) -> None:
    set_clock(date(2019, 7, 2))
    entry = walked(applied(cast), "contacts")
    said = as_user(cast, "ann").get(reverse("case", args=[entry.uid])).content.decode()
    assert "2019年1月1日至2019年6月30日没有“培养考察”" in said
