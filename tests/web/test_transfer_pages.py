"""组织关系转接 by the pages: from the member's page by letter to the branch that receives; what is held elsewhere."""

from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.urls import reverse

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take, take_there
from dengming.orgs.homes import home_reach
from tests.cast import TODAY, Cast, build
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
BEGIN = reverse("entry-new", args=["membership-transfer"])


@pytest.fixture
def cast() -> Cast:
    return build()


def step_of(entry: Entry, stage: str) -> str:
    return reverse("case-step", args=[entry.uid, stage])


def test_from_the_members_page_to_the_branch_that_receives(cast: Cast) -> None:
    ann, di, charlie = as_user(cast, "ann"), as_user(cast, "di"), as_user(cast, "charlie")
    address = f"{BEGIN}?{urlencode({'subject': 'BO'})}"
    assert f'href="{address}"' in ann.get(reverse("member-detail", args=["BO"])).text
    assert ann.post(address, {"happened": "2020-09-01", "field-reason": "工作单位变动"}).status_code == 302
    entry = Entry.objects.get()
    form = di.get(reverse("case", args=[entry.uid])).text
    assert "丙支部" in form  # a branch that the office does not reach may be chosen
    assert 'value="A"' not in form
    assert "“全国党员管理信息系统”里已有，可以不填。" in form
    letter = {"happened": "2020-09-02", "seen": "0", "field-to": "C"}
    letter |= {"field-valid-from": "2020-09-02", "field-valid-until": "2020-11-30", "field-letter": "第3号"}
    sent = di.post(step_of(entry, "lettered"), {f"lettered-{name}": value for name, value in letter.items()})
    assert sent.status_code == 302
    assert "接收组织关系" in charlie.get(reverse("tasks")).text
    page = charlie.get(reverse("case", args=[entry.uid])).text
    assert "甲支部" in page  # from where
    assert "全国党员管理信息系统里已有" in page
    assert "催办" not in page
    taken = charlie.post(step_of(entry, "received"), {"received-happened": "2020-09-05", "received-seen": "1"})
    assert taken.status_code == 302
    assert home_reach(cast.person["bo"].pk) == cast.org["C"].reach
    assert ann.get(reverse("case", args=[entry.uid])).status_code == 200
    assert ann.get(reverse("member-detail", args=["BO"])).status_code == 404
    assert as_user(cast, "yi").get(reverse("case", args=[entry.uid])).status_code == 404


def test_of_a_case_that_waits_the_receiver_takes_its_own_step_alone(cast: Cast) -> None:
    said = {"reason": "工作单位变动"}
    entry = file_entry(
        cast.scope("ann"), cast.person["bo"].subject, register="membership-transfer", happened=TODAY, fields=said
    )
    letter = {"to": "C", "valid-from": TODAY.isoformat(), "valid-until": "2020-11-30"}
    take(cast.scope("di"), entry, step=Step("lettered", TODAY, letter), seen=0)
    charlie = as_user(cast, "charlie")
    cancel = {"cancelled-happened": TODAY.isoformat(), "cancelled-seen": "1", "cancelled-field-cancelled": "不转了"}
    assert charlie.post(step_of(entry, "cancelled"), cancel).status_code == 403
    back = {"to": "requested", "reason": "错", "seen": "1"}
    assert charlie.post(reverse("case-back", args=[entry.uid]), back).status_code == 403
    assert charlie.post(reverse("entry-withdraw", args=[entry.uid]), {"reason": "错"}).status_code == 404
    assert charlie.get(reverse("member-detail", args=["BO"])).status_code == 404
    assert Entry.objects.get().stage == "lettered"


@pytest.mark.parametrize(
    ("received", "address", "said"),
    [
        (False, "declined", {"declined-field-returned": "不是本单位的人", "declined-seen": "1"}),
        (True, "", {"to": "requested", "reason": "不是转到我支部的人", "seen": "2"}),
    ],
)
def test_whoever_gives_it_away_is_led_back_to_the_list(
    cast: Cast, received: bool, address: str, said: dict[str, str]
) -> None:
    entry = file_entry(
        cast.scope("ann"), cast.person["bo"].subject, register="membership-transfer", happened=TODAY,
        fields={"reason": "工作单位变动"},
    )  # fmt: skip
    letter = {"to": "C", "valid-from": TODAY.isoformat(), "valid-until": "2020-11-30"}
    entry = take(cast.scope("di"), entry, step=Step("lettered", TODAY, letter), seen=0)
    if received:
        take_there(cast.scope("charlie"), entry, step=Step("received", TODAY), seen=1)
    charlie = as_user(cast, "charlie")
    to = step_of(entry, address) if address else reverse("case-back", args=[entry.uid])
    done = charlie.post(to, {"declined-happened": TODAY.isoformat(), **said}, follow=True)
    assert (done.status_code, done.request["PATH_INFO"]) == (200, reverse("entry-list", args=["membership-transfer"]))
    assert charlie.get(reverse("case", args=[entry.uid])).status_code == 404


def test_the_export_marks_what_is_held_elsewhere(cast: Cast) -> None:
    said = {"reason": "工作变化", "months": "8", "since": "2020-05-06", "certificate": "0123"}
    subject = cast.person["bo"].subject
    file_entry(cast.scope("ann"), subject, register="mobile-member", happened=TODAY, fields=said)
    answer = as_user(cast, "ann").get(reverse("entry-workbook", args=["mobile-member"]))
    book = ZipFile(BytesIO(answer.getvalue()))
    text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "流动党员活动证编号（全国党员管理信息系统已有）" in text
