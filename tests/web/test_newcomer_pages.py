"""登记入党申请人: nothing typed is lost, nobody comes twice; only the branch or who keeps the roster does it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dengming.calendar.days import date_of
from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.newcomers import may_register, register_newcomer
from dengming.orgs import spans
from dengming.orgs.models import Member
from dengming.orgs.particulars import Particulars
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from tests.cast import SINCE, SYSTEM, TODAY, Cast, build, set_clock
from tests.ledgers.developing import REGISTER, applied
from tests.shipped import rulebook
from tests.web.desk import as_user

TOKEN = "0d7c1f4e-0000-4000-8000-000000000000"
XIN = {"branch": "A", "name": "xin", "born": "1990-05-04", "happened": "2020-09-01", "token": TOKEN}


@pytest.fixture
def cast(db: None) -> Cast:
    cast = build(TODAY)
    set_clock(TODAY)
    return cast


@pytest.fixture
def ann(cast: Cast) -> Client:
    return as_user(cast, "ann")


def send(client: Client, **changes: str) -> Any:
    return client.post(reverse("entry-newcomer", args=[REGISTER]), XIN | changes)


def there() -> int:
    return Entry.objects.filter(register=REGISTER).count()


def test_a_day_to_come_is_one_sentence_and_nothing_is_lost(ann: Client) -> None:
    page = send(ann, happened="2021-01-05")
    assert page.status_code == 422
    assert "还没到，请核对" in page.text
    assert 'value="xin"' in page.text
    assert not Member.objects.filter(subject__name="xin").exists()


def test_without_a_birthday_the_form_asks_for_it(ann: Client) -> None:
    page = send(ann, born="")
    assert page.status_code == 422
    assert "请填写出生日期" in page.text
    assert "人员信息里补上" not in page.text


def test_the_same_form_sent_twice_makes_one(ann: Client) -> None:
    first, second = send(ann), send(ann)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert there() == 1


def test_who_bears_a_name_that_is_there_is_told_and_acknowledged(ann: Client) -> None:
    assert "已核对，是另一个人" not in ann.get(reverse("entry-newcomer", args=[REGISTER])).text
    send(ann)
    page = send(ann, token="another")
    assert page.status_code == 422
    assert "已有同名的人：xin（甲支部，入党申请人，1990年5月4日生）" in page.text
    assert "再次申请的" not in page.text
    assert there() == 1
    assert send(ann, token="another", aware="on").status_code == 302
    assert there() == 2


def test_a_name_that_is_too_long_is_told_and_not_cut(ann: Client) -> None:
    asked = ann.get(reverse("entry-newcomer", args=[REGISTER])).text
    field = asked[asked.index('name="name"') :].split(">", 1)[0]
    assert "maxlength" not in field
    assert "姓名最多 60 个字，现在有 130 个" in send(ann, name="孙" * 130).text


@pytest.mark.parametrize(
    ("who", "may"), [("ann", True), ("di", True), ("eve", True), ("yi", False), ("lin", False), ("long", False)]
)
def test_who_brings_somebody_to_the_branch(cast: Cast, who: str, may: bool) -> None:
    """Lin is in the committee's 纪委, Long is its secretary: both record for the branches below."""
    for name, post in (("lin", "committee-discipline"), ("long", "committee-secretary")):
        give([NewPost(cast.person[name].pk, post, cast.org["COMM"].pk, SINCE)], entered=0)
    scope, block = cast.scope(who), rulebook().entries[REGISTER]
    assert may_register(scope, block, cast.org["A"].reach) is may
    person = Particulars("xin", born=date(1990, 5, 4))
    more: dict[str, Any] = {"register": REGISTER, "person": person, "happened": TODAY, "fields": {}}
    if may:
        assert register_newcomer(scope, cast.org["A"], **more).stage == "applied"
    elif who != "yi":
        with pytest.raises(PermissionDenied):
            register_newcomer(scope, cast.org["A"], **more)


def test_the_button_is_for_who_may(cast: Cast, ann: Client) -> None:
    give([NewPost(cast.person["lin"].pk, "committee-discipline", cast.org["COMM"].pk, SINCE)], entered=0)
    page = reverse("entry-list", args=[REGISTER])
    assert "登记入党申请人" in ann.get(page).text
    assert "登记入党申请人" not in as_user(cast, "lin").get(page).text


def test_what_is_begun_under_a_case_leads_back_to_it(cast: Cast, ann: Client) -> None:
    entry = applied(cast, on=TODAY)
    new = reverse("entry-new", args=["development-accountability"])
    said = {"happened": TODAY.isoformat(), "field-step": "第2步超过一个月", "field-who": "张三", "token": TOKEN}
    page = ann.post(f"{new}?subject={entry.subject.code}&parent={entry.uid}", said)
    assert page["Location"] == reverse("case", args=[entry.uid])


def stop(entry: Entry) -> Entry:
    said = {"reason": "本人不再申请"}
    found: Entry = take(SYSTEM, entry, step=Step("stopped", date(2020, 9, 3), said), seen=entry.step)
    return found


def test_who_left_and_comes_again_is_the_same_person(cast: Cast, ann: Client) -> None:
    send(ann)
    first = stop(Entry.objects.get(register=REGISTER))
    left = ann.get(reverse("member-detail", args=[first.subject.code])).text
    assert "入党申请人 · 已于2020年9月" in left
    assert "组织关系已于" not in left
    page = send(ann, token="another", happened="2020-09-08")
    assert "xin（甲支部，曾是入党申请人，现在不在名册，1990年5月4日生）" in page.text
    again = f"{reverse('entry-newcomer', args=[REGISTER])}?subject={first.subject.code}"
    assert f'href="{again}"' in page.text
    shown = ann.get(again).text
    assert "登记入党申请人：xin" in shown
    assert 'name="name"' not in shown
    for day in ("2020-09-02", "2020-08-01"):  # inside the stay, and before it
        assert "还在名册上：请核对日期" in ann.post(again, {"branch": "A", "happened": day}).text
    assert ann.post(again, {"branch": "A", "happened": "2020-09-08", "token": TOKEN}).status_code == 302
    assert Member.objects.filter(subject__name="xin").count() == 1
    second = Entry.objects.filter(register=REGISTER, stage="applied").get()
    assert spans.holders("applicant", TODAY, at=cast.org["A"].pk).filter(subject=first.subject_id).exists()
    with pytest.raises(Refusal, match="已有一份没有办结的“发展党员”"):  # one file at a time
        send_back(SYSTEM, first, to="applied", reason="重新打开", seen=first.step)
    withdraw_entry(SYSTEM, second, reason="登记错了")
    assert not spans.holders("applicant", TODAY).filter(subject=first.subject_id).exists()


def test_the_same_birthday_is_told_wherever_the_actor_reads_and_nowhere_else(cast: Cast, ann: Client) -> None:
    applied(cast, on=date(2020, 9, 1))
    other = {"branch": "B", "happened": "2020-09-05"}
    assert "已有同名的人：xin（甲支部" in send(as_user(cast, "di"), **other).text
    assert send(as_user(cast, "yi"), **other).status_code == 302
    assert send(as_user(cast, "di"), **other, born="1991-05-04", token="x").status_code == 422  # the one in B now


def test_a_number_that_is_held_says_how_to_go_on_and_no_more_than_that(cast: Cast, ann: Client) -> None:
    number = "11010519491231002X"
    held = {"identity": number, "born": "1949-12-31", "gender": "2"}
    assert send(ann, **held).status_code == 302
    again = {**held, "name": "xinxin", "token": "other"}
    assert "这个号码是xin（甲支部，入党申请人" in send(ann, **again).text
    stranger = send(as_user(cast, "yi"), **again, branch="B").text
    assert "不在您能看到的范围内" in stranger
    assert "甲支部" not in stranger
    stop(Entry.objects.get(register=REGISTER))
    page = send(ann, **again).text
    assert "请照下面的链接再次登记" in page
    assert "再次申请的" in page


def test_what_was_mistyped_is_withdrawn_by_its_page_and_registered_again(cast: Cast, ann: Client) -> None:
    """The number that was entered with it is the person's still."""
    held = {"identity": "11010519491231002X", "born": "1949-12-31", "gender": "2"}
    send(ann, **held)
    entry = Entry.objects.get(register=REGISTER)
    page = ann.get(reverse("case", args=[entry.uid])).text
    assert "<summary>" in page
    assert reverse("case-amend", args=[entry.uid]) not in page  # nothing is said that could be amended
    assert "登错的，撤回后重新登记" in page
    gone = reverse("entry-withdraw", args=[entry.uid])
    assert f'href="{gone}"' in page
    assert ann.post(gone, {"reason": "日期登错了", "seen": "0"}).status_code == 302
    assert send(ann, **held, name="xinxin", happened="2020-09-02", token="other").status_code == 302
    again = Entry.objects.get(register=REGISTER, withdrawn_at=None)
    assert (again.subject.name, again.subject_id) == ("xinxin", entry.subject_id)
    held_now = spans.holders("applicant", TODAY, at=cast.org["A"].pk).get(subject=entry.subject_id)
    assert date_of(held_now.since) == date(2020, 9, 2)


def test_a_box_to_be_ticked_does_not_head_the_fault(cast: Cast, ann: Client) -> None:
    send(ann)
    page = send(ann, token="another").text
    fault = page.split('role="alert"')[1].split("</ul>")[0]
    assert "已有同名的人" in fault
    assert "是另一个人：" not in fault
