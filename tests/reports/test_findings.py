"""Findings: rows entered by hand, about an organisation that sees them and answers, never about a person."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dengming.accounts.models import Line
from dengming.editions import actions as editions
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal
from dengming.reports.issues import actions, findings
from dengming.reports.issues.queries import answered
from dengming.reports.issues.written import digest_of, shown
from dengming.reports.models import Finding, Issue
from tests import cast as casting
from tests.cast import SYSTEM, Cast, set_clock

GENERAL = findings.Said("多数党组织没有开展作风督查。", "", "lead", "")
COMM = findings.Said("督查整改不到位", "COMM", "check", "区直工委备〔2020〕3号")


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build()
    editions.name_committee(SYSTEM, name="中共某某区直属机关工作委员会")
    return found


@pytest.fixture
def issue(cast: Cast) -> Issue:
    found: Issue = actions.draft(cast.scope("eve"), bulletin="quarterly-bulletin", period="2020-Q2")
    return found


def enter(cast: Cast, issue: Issue, said: findings.Said, part: str = "conduct") -> Finding:
    found: Finding = findings.enter(cast.scope("eve"), issue, part=part, said=said)
    return found


def section(issue: Issue, part: str = "conduct") -> dict[str, object]:
    issue.refresh_from_db()
    (found,) = [it for it in shown(issue)["sections"] if it.get("part") == part]
    return dict(found)


def step(cast: Cast, issue: Issue, name: str, **said: object) -> None:
    actions.take(cast.scope("eve"), issue, step=name, said=said)


def test_they_are_numbered_general_ones_first_with_how_each_was_found(cast: Cast, issue: Issue) -> None:
    enter(cast, issue, COMM)
    enter(cast, issue, GENERAL)
    assert section(issue)["texts"] == [
        "1. 多数党组织没有开展作风督查（牵头单位提供）。",
        "2. 机关党委：督查整改不到位（现场检查，区直工委备〔2020〕3号）。",
    ]
    assert section(issue, "poverty")["texts"] == ["按牵头单位提供的逐条填写。尚未填写。"]


@pytest.mark.parametrize("source", ["check", "visit"])
def test_a_field_inspection_needs_its_plan_or_filing(cast: Cast, issue: Issue, source: str) -> None:
    with pytest.raises(FieldRefusal) as refused:
        enter(cast, issue, findings.Said("没有学习", "COMM", source, " "))
    assert list(refused.value.problems) == ["reference"]
    assert "请填写检查计划或备案文号" in str(refused.value)
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (findings.Said(" ", "", "lead", ""), "text"),
        (findings.Said("机密★一年", "", "lead", ""), "text"),
        (findings.Said("charlie 没有参加学习", "", "lead", ""), "text"),
        (findings.Said("没有学习", "", "check", "charlie 的计划"), "reference"),
        (findings.Said("没有学习", "A", "lead", ""), "organisation"),
        (findings.Said("没有学习", "", "guess", ""), "source"),
    ],
)
def test_what_does_not_agree_is_said_by_its_field(cast: Cast, issue: Issue, said: findings.Said, field: str) -> None:
    with pytest.raises(FieldRefusal) as refused:
        enter(cast, issue, said)
    assert list(refused.value.problems) == [field]
    kept = enter(cast, issue, GENERAL)
    with pytest.raises(FieldRefusal):
        findings.change(cast.scope("eve"), kept, said=said)
    kept.refresh_from_db()
    assert kept.text == GENERAL.text


def test_the_counted_part_takes_none_and_others_write_none(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refusal, match="由系统取数"):
        enter(cast, issue, GENERAL, part="party-building")
    with pytest.raises(PermissionDenied):
        findings.enter(cast.scope("di"), issue, part="conduct", said=GENERAL)


def test_they_are_changed_and_removed_until_the_paper_is_handed_in(cast: Cast, issue: Issue) -> None:
    first, second = enter(cast, issue, GENERAL), enter(cast, issue, COMM)
    findings.change(cast.scope("eve"), first, said=findings.Said("普遍较好", "", "held", ""))
    findings.remove(cast.scope("eve"), second)
    assert section(issue)["texts"] == ["1. 普遍较好（查阅已有资料）。"]
    assert Line.objects.filter(action__startswith="bulletin.finding-").count() == 4
    step(cast, issue, "feedback")
    set_clock(date(2020, 9, 30))
    before = shown(issue)
    step(cast, issue, "submit")
    for act in (
        lambda: enter(cast, issue, GENERAL),
        lambda: findings.change(cast.scope("eve"), first, said=GENERAL),
        lambda: findings.remove(cast.scope("eve"), first),
    ):
        with pytest.raises(Refusal, match="已送审签"):
            act()
    assert issue.content != before  # no longer a draft: nothing says 未设置 any more
    assert section(issue)["head"] == "二、纪律作风"
    assert section(issue)["texts"] == ["1. 普遍较好（查阅已有资料）。"]
    assert section(issue, "poverty")["texts"] == ["按牵头单位提供的逐条填写。本期没有填写。"]
    assert issue.digest == digest_of(issue.content)


def test_a_lead_body_set_while_drafting_shows_at_once_and_a_later_one_changes_nothing(cast: Cast, issue: Issue) -> None:
    assert section(issue)["head"] == "二、纪律作风（牵头单位未设置）"
    editions.set_lead(cast.scope("eve"), bulletin="quarterly-bulletin", part="conduct", lead="区纪委监委")
    assert section(issue)["head"] == "二、纪律作风（牵头：区纪委监委）"
    step(cast, issue, "feedback")
    set_clock(date(2020, 9, 30))
    step(cast, issue, "submit")
    editions.set_lead(cast.scope("eve"), bulletin="quarterly-bulletin", part="conduct", lead="")
    assert rules().parameters.leads == {}
    assert section(issue)["head"] == "二、纪律作风（牵头：区纪委监委）"


def test_a_lead_body_is_no_person(cast: Cast, issue: Issue) -> None:
    editions.set_lead(cast.scope("eve"), bulletin="quarterly-bulletin", part="conduct", lead="charlie 同志")
    step(cast, issue, "feedback")
    set_clock(date(2020, 9, 30))
    with pytest.raises(Refusal, match="“本地参数的牵头单位”里有党员名册中的姓名“charlie”"):
        step(cast, issue, "submit")


def test_the_organisation_sees_its_own_and_nobody_elses(cast: Cast, issue: Issue) -> None:
    enter(cast, issue, COMM)
    enter(cast, issue, findings.Said("别处的问题", "ELSE", "lead", ""))
    step(cast, issue, "feedback")
    di = Client()
    di.force_login(cast.user["di"])
    said = di.get(f"/bulletins/{issue.uid}/figures/COMM/").content.decode()
    assert "督查整改不到位" in said
    assert "区直工委备〔2020〕3号" in said
    assert "别处的问题" not in said


def test_who_answered_before_it_was_changed_is_asked_again(cast: Cast, issue: Issue) -> None:
    finding = enter(cast, issue, COMM)
    step(cast, issue, "feedback")
    for code in ("COMM", "ELSE"):
        actions.answer(SYSTEM, issue, cast.org[code], agrees=True, text="")
    assert answered(issue) == {"COMM", "ELSE"}
    set_clock(hour=10)
    findings.change(cast.scope("eve"), finding, said=findings.Said("另一个问题", "COMM", "lead", ""))
    assert answered(issue) == {"ELSE"}
    with pytest.raises(Refusal, match="还有组织没有反馈"):
        step(cast, issue, "submit")
    actions.answer(SYSTEM, issue, cast.org["COMM"], agrees=True, text="")
    step(cast, issue, "submit")
    assert issue.stage == Issue.Stage.APPROVAL


def test_after_the_days_for_answers_nobody_is_named_anew(cast: Cast, issue: Issue) -> None:
    step(cast, issue, "feedback")
    set_clock(date(2020, 9, 16))
    with pytest.raises(FieldRefusal, match="请先退回起草，再送核实反馈"):
        enter(cast, issue, COMM)
    enter(cast, issue, GENERAL)


def test_a_finding_of_another_paper_is_not_there(cast: Cast, issue: Issue) -> None:
    finding = enter(cast, issue, GENERAL)
    other = actions.draft(cast.scope("eve"), bulletin="quarterly-bulletin", period="2020-Q1")
    eve = Client()
    eve.force_login(cast.user["eve"])
    assert eve.get(f"/bulletins/{other.uid}/findings/{finding.pk}/").status_code == 404
    page = eve.get(f"/bulletins/{issue.uid}/findings/{finding.pk}/").content.decode()
    assert GENERAL.text in page
    assert "删去" in eve.get(f"/bulletins/{issue.uid}/").content.decode()
    eve.post(f"/bulletins/{issue.uid}/findings/{finding.pk}/remove/")
    assert not Finding.objects.exists()
