"""Pages about points: the own ledger, the branch's list in the order of names, what-if and its being put in force."""

import re
from datetime import date

import pytest
from django.test import Client

from dengming.accounts.models import Line as JournalLine
from dengming.editions import actions as editions
from dengming.editions.models import Edition
from dengming.editions.queries import rules
from dengming.orgs.models import Subject
from dengming.records.models import Record
from dengming.rulebook.library import Rulebook
from dengming.standing.papers.actions import freeze
from dengming.standing.warnings.actions import confirm, tell
from dengming.standing.warnings.study import Study
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock
from tests.records import writing
from tests.shipped import rulebook
from tests.standing.points.absences import absent
from tests.web.points import merit, page

TUNE = "/settings/points/member-points/tune/"


@pytest.fixture
def cast(db: None) -> Cast:
    """Bo was at the meeting of 8 September and missed a theme day in March."""
    found = casting.build()
    absent(found.person["bo"], date(2020, 3, 5))
    writing.confirmed(found)
    return found


def form() -> dict[str, str]:
    """What the form shows at first: everything as it is."""
    score = rules().scores["member-points"]
    points = {f"rule-{rule.id}": str(rule.term[-1].points) for rule in score.rule}
    lines = {"yellow_below": "60", "yellow_overdue": "2", "red_below": "54", "red_overdue": "4"}
    return {"since": "2020-10-01", "document": "区直工委发〔2020〕9号", "base": "60", **lines, **points}


def test_a_member_sees_the_own_points_row_by_row(cast: Cast) -> None:
    said = page(cast, "bo", "/points/member-points/members/BO/")
    for words in ("59", "黄色预警", "缺席应当参加的活动", "参加支部党员大会", "每次减2分", "还差 1 分"):
        assert words in said
    assert "积分" in page(cast, "bo", "/me/")


def test_each_row_leads_to_its_record(cast: Cast) -> None:
    assert "/records/" in page(cast, "bo", "/points/member-points/members/BO/")


def test_each_row_leads_to_its_rule_and_its_clause(cast: Cast) -> None:
    said = page(cast, "bo", "/points/member-points/members/BO/")
    anchor = "rule-member-points-absent"
    assert f'<a href="/rulebook/member-points/#{anchor}">缺席应当参加的活动' in said
    assert '#clause-C22">讲话 C22</a>' in said
    assert f'id="{anchor}"' in page(cast, "bo", "/rulebook/member-points/")


def test_a_row_given_by_hand_leads_to_its_line(cast: Cast) -> None:
    line = merit(cast, "service", date(2020, 7, 1), who="bo")
    said = page(cast, "bo", "/points/member-points/members/BO/")
    assert f'href="/ledgers/cases/{line.uid}/">优秀共产党员；区直工委发〔2020〕5号（di登记，ann审核）</a>' in said
    assert "优秀共产党员" in page(cast, "bo", f"/ledgers/cases/{line.uid}/")


def test_the_sheet_prints_for_who_never_signs_in(cast: Cast) -> None:
    said = page(cast, "ann", "/points/member-points/members/BO/print/")
    assert "本人签字" in said
    assert "2019年1月1日起：每次减2分，每年最多减20分（讲话 C22、本地参数、本系统做法）" in said


def test_the_branch_is_listed_by_name_and_not_ranked(cast: Cast) -> None:
    said = page(cast, "ann", "/points/member-points/")
    places = [said.index(f"/members/{code}/") for code in ("ANN", "BAI", "BEN", "BO", "PEI")]
    assert places == sorted(places)
    assert "不作排名" in said
    assert "不计积分" in said  # Bai is on sick leave


def test_who_shares_a_name_in_the_branch_is_told_apart(cast: Cast) -> None:
    Subject.objects.filter(code="PEI").update(name="ben")
    for address in ("/points/member-points/", "/points/member-points/reference/awards/?branch=A"):
        codes = re.findall(r'<span class="small faint">([A-Z]+)</span></th>', page(cast, "ann", address))
        assert codes == ["BEN", "PEI"]


def test_a_document_turns_ranking_on_and_is_named(cast: Cast) -> None:
    text = rulebook().dump()
    assert '"base":60.0' in text
    told = text.replace('"base":60.0', '"base":60.0,"ranked":true,"document":"区直工委发〔2020〕6号"')
    editions.install(SYSTEM, rulebook=Rulebook.parse(told))
    set_clock(hour=10)
    said = page(cast, "ann", "/points/member-points/")
    codes = re.findall(r"/members/([A-Z]+)/", said)
    assert codes == ["ANN", "BEN", "BO", "PEI", "BAI"]  # 61 61 59 58; Bai is exempt
    assert re.findall(r'data-label="位次" class="num">([^<]+)<', said) == ["1", "1", "3", "4", "—"]
    assert "按区直工委发〔2020〕6号以积分从高到低排列" in said
    assert "不作排名" not in said
    assert "依据：区直工委发〔2020〕6号" in page(cast, "ann", "/rulebook/member-points/")


def test_trying_writes_nothing_and_names_who_would_change(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["eve"])
    editions, lines = Edition.objects.count(), JournalLine.objects.count()
    response = client.post(TUNE, form() | {"yellow_below": "62", "try": "1"})
    said = response.content.decode()
    assert response.status_code == 200
    assert "测算结果" in said
    assert "ben" in said
    assert (Edition.objects.count(), JournalLine.objects.count()) == (editions, lines)


def test_putting_it_in_force_leaves_one_line_and_the_paper_shows(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["eve"])
    lines = JournalLine.objects.count()
    response = client.post(TUNE, form() | {"yellow_below": "62", "put": "1"}, follow=True)
    assert "区直工委发〔2020〕9号" in response.content.decode()
    assert JournalLine.objects.count() == lines + 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"red_below": "70"}, "红色线 70 分高于黄色线 60 分"),
        ({"base": "六十"}, "请写成数"),
        ({"since": "2020-01-01"}, "已经过去"),
        ({"document": ""}, "没有填写依据文号"),
    ],
)
def test_what_contradicts_is_said_and_what_was_typed_stays(cast: Cast, changed: dict[str, str], sentence: str) -> None:
    client = Client()
    client.force_login(cast.user["eve"])
    editions = Edition.objects.count()
    response = client.post(TUNE, form() | changed | {"put": "1"})
    assert response.status_code == 422
    said = response.content.decode()
    assert sentence in said
    assert all(f'value="{value}"' in said for value in changed.values() if value)
    assert Edition.objects.count() == editions


def test_a_member_finds_the_branchs_paper_and_the_own_warning(cast: Cast) -> None:
    record = Record.objects.get()
    freeze(cast.scope("ann"), cast.org["A"], score="member-points", period="2020-Q3", record=record)
    study = Study("支部会议", date(2020, 9, 8))
    warning = confirm(cast.scope("ann"), cast.person["bo"], score="member-points", study=study)
    assert "黄色预警" not in page(cast, "bo", "/me/")
    tell(cast.scope("ann"), warning, told_on=date(2020, 9, 10))
    said = page(cast, "bo", "/me/")
    assert "黄色预警" in said
    assert "2020年第三季度积分情况通报" in said
    assert "黄色预警" not in page(cast, "ben", "/me/")
