"""One life for a bulletin: drafted, verified by those it names, signed by another, numbered, issued, archived."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from docx import Document

from dengming.accounts.scope import NotVisible
from dengming.editions import actions as editions
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs import posting
from dengming.orgs.posting import NewPost
from dengming.refusal import Refusal
from dengming.reports.bulletins import Particulars, docx_of
from dengming.reports.issues import actions, answering, queries
from dengming.reports.models import Issue, PaperTemplate
from dengming.reports.official import replacing
from dengming.reports.official.template import default_template
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests import cast as casting
from tests.cast import SYSTEM, TODAY, Cast, set_clock
from tests.records import writing

BULLETIN, PERIOD = "quarterly-bulletin", "2020-Q2"
Stage = Issue.Stage


@pytest.fixture
def cast(db: None) -> Cast:
    found = casting.build(date(2020, 6, 24))
    writing.confirmed(found, on=date(2020, 6, 24))
    set_clock()
    editions.name_committee(SYSTEM, name="中共某某区直属机关工作委员会")
    return found


@pytest.fixture
def issue(cast: Cast) -> Issue:
    """Eve has drafted it."""
    found: Issue = actions.draft(cast.scope("eve"), bulletin=BULLETIN, period=PERIOD)
    return found


def take(cast: Cast, issue: Issue, step: str, who: str = "eve", **said: object) -> Issue:
    found: Issue = actions.take(cast.scope(who), issue, step=step, said=said)
    return found


def signed(cast: Cast, issue: Issue) -> Issue:
    """Verified and signed by the committee's secretary, twenty days later."""
    take(cast, issue, "feedback")
    set_clock(date(2020, 9, 30))
    take(cast, issue, "submit")
    return take(cast, issue, "sign", who="wu", signer="吴书记")


def test_the_whole_way(cast: Cast, issue: Issue) -> None:
    assert (issue.stage, issue.cut_off) == (Stage.DRAFT, date(2020, 7, 10))
    signed(cast, issue)
    take(cast, issue, "number", number="区直工委发〔2020〕9号", to="各直属党组织", copies="区委办公室", attachment="")
    take(cast, issue, "publish", issued_on=date(2020, 9, 30))
    assert take(cast, issue, "archive", archive_note="档案室2020-通报-3").stage == Stage.ARCHIVED


def test_steps_come_in_their_order_and_once(cast: Cast, issue: Issue) -> None:
    for step in ("submit", "sign", "number", "publish", "archive"):
        said = {"signer": "吴", "number": "x", "to": "y", "issued_on": TODAY, "archive_note": "z"}
        needs = {name: said[name] for name in actions.STEPS[step].needs}
        with pytest.raises(Refusal, match="现在是“起草”"):
            take(cast, issue, step, who="wu", **needs)
    stale = Issue.objects.get(pk=issue.pk)
    take(cast, issue, "feedback")
    with pytest.raises(Refusal, match="刷新页面"):
        take(cast, stale, "feedback")


def test_what_a_step_needs_is_said_by_its_field(cast: Cast, issue: Issue) -> None:
    signed(cast, issue)
    with pytest.raises(FieldRefusal) as refused:
        take(cast, issue, "number", number="", to="")
    assert set(refused.value.problems) == {"number", "to"}


def test_who_drafted_it_does_not_sign_it(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    set_clock(date(2020, 9, 30))
    take(cast, issue, "submit")
    with pytest.raises(Refusal, match="起草人不能审签"):
        take(cast, issue, "sign", signer="吴书记")


def test_it_waits_for_answers_or_for_the_last_day(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    assert issue.feedback_until == date(2020, 9, 15)
    with pytest.raises(Refusal, match="还有组织没有反馈"):
        take(cast, issue, "submit")
    for section in issue.content["sections"]:
        for row in section["organisations"]:
            if row["code"]:
                answering.answer(SYSTEM, issue, cast.org[row["code"]], agrees=True, text="")
    assert take(cast, issue, "submit").stage == Stage.APPROVAL


def test_an_objection_is_settled_before_it_goes_on(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    with pytest.raises(FieldRefusal, match="哪一项数据或哪一条问题"):
        answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text=" ")
    given = answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=False, text="少算一次")
    set_clock(date(2020, 9, 30))
    with pytest.raises(Refusal, match="1 条异议没有处理"):
        take(cast, issue, "submit")
    answering.reply(cast.scope("eve"), given, text="已核对，属补录，下期计。")
    assert take(cast, issue, "submit").stage == Stage.APPROVAL


def test_the_days_for_answers_end(cast: Cast, issue: Issue) -> None:
    take(cast, issue, "feedback")
    set_clock(date(2020, 9, 16))
    with pytest.raises(Refusal, match="2020年9月15日"):
        answering.answer(SYSTEM, issue, cast.org["COMM"], agrees=True, text="")


def test_what_was_counted_stays_while_facts_go_on(cast: Cast, issue: Issue) -> None:
    before = docx_of(issue.content, Particulars())
    writing.confirmed(cast, "theme-day", on=date(2020, 5, 8))
    issue.refresh_from_db()
    assert docx_of(issue.content, Particulars()) == before
    recounted = actions.recount(cast.scope("eve"), issue, on=TODAY)
    assert docx_of(recounted.content, Particulars()) != before
    with pytest.raises(FieldRefusal, match="数据截止日"):
        actions.recount(cast.scope("eve"), issue, on=date(2020, 6, 1))


@pytest.mark.parametrize("period", ["2020-Q3", "2020-05", "x", "2019-Q4"])
def test_only_a_period_that_is_over_and_not_before_there_were_bulletins(cast: Cast, period: str) -> None:
    with pytest.raises(Refusal):
        actions.draft(cast.scope("eve"), bulletin=BULLETIN, period=period)
    assert not Issue.objects.exists()


def test_only_periods_of_the_bulletin_are_offered(cast: Cast) -> None:
    assert queries.open_periods(rules().rulebook.bulletins[BULLETIN]) == ["2020-Q2", "2020-Q1"]


@pytest.mark.parametrize("field", ["to", "copies", "attachment", "number"])
@pytest.mark.parametrize("text", ["charlie 同志", "机密★一年"])
def test_what_stands_around_the_content_names_no_member_and_no_secret(
    cast: Cast, issue: Issue, field: str, text: str
) -> None:
    signed(cast, issue)
    said = {"number": "1号", "to": "各直属党组织", "copies": "", "attachment": ""}
    with pytest.raises(FieldRefusal) as refused:
        take(cast, issue, "number", **{**said, field: text})
    assert list(refused.value.problems) == [field]
    assert Issue.objects.get().number == ""


def test_it_is_not_issued_before_its_figures_were_taken(cast: Cast, issue: Issue) -> None:
    take(cast, signed(cast, issue), "number", number="1号", to="各直属党组织", copies="", attachment="")
    with pytest.raises(FieldRefusal, match="印发日期早于数据截止日2020年7月10日"):
        take(cast, issue, "publish", issued_on=date(2020, 7, 9))
    assert take(cast, issue, "publish", issued_on=date(2020, 7, 10)).stage == Stage.ISSUED


def test_a_period_has_one(cast: Cast, issue: Issue) -> None:
    with pytest.raises(Refusal, match="已经起草"):
        actions.draft(cast.scope("eve"), bulletin=BULLETIN, period=PERIOD)


@pytest.mark.parametrize("who", ["ann", "di", "charlie"])
def test_only_the_committee_draws_it_up(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.draft(cast.scope(who), bulletin=BULLETIN, period=PERIOD)


def test_those_named_see_their_own_line_and_nobody_elses(cast: Cast, issue: Issue) -> None:
    with pytest.raises(NotVisible):
        queries.own_figures(cast.scope("di"), issue.uid, "COMM")
    take(cast, issue, "feedback")
    _, organisation, row = queries.own_figures(cast.scope("di"), issue.uid, "COMM")
    assert (organisation.code, row["code"]) == ("COMM", "COMM")
    for who, code in (("di", "ELSE"), ("charlie", "COMM"), ("ann", "COMM")):
        with pytest.raises(NotVisible):
            queries.own_figures(cast.scope(who), issue.uid, code)
    with pytest.raises(NotVisible):
        queries.get_issue(cast.scope("di"), issue.uid)


def test_it_stands_on_the_task_list_of_who_has_to_act(cast: Cast, issue: Issue) -> None:
    posting.give([NewPost(cast.person["yi"].pk, "committee-secretary", cast.org["COMM"].pk, casting.SINCE)], entered=0)

    def titles(who: str) -> list[tuple[str, str]]:
        found = tasks(cast.scope(who), AsOf.at())
        return [(task.title, task.subject) for task in found if task.kind == "bulletin"]

    assert titles("yi") == []
    take(cast, issue, "feedback")
    assert titles("yi") == [("核实季通报", "机关党委")]
    answering.answer(cast.scope("yi"), issue, cast.org["COMM"], agrees=True, text="")
    assert titles("yi") == []
    set_clock(date(2020, 9, 30))
    take(cast, issue, "submit")
    assert [title for title, _ in titles("wu")] == ["审签季通报"]
    assert titles("eve") == []


def test_the_monthly_check_reads_what_is_held_and_keeps_nothing(cast: Cast) -> None:
    eve = Client()
    eve.force_login(cast.user["eve"])
    said = eve.get("/bulletins/month/?month=2020-06").content.decode()
    assert "月检查：机关党建（2020年6月）" in said
    assert "机关党委" in said
    assert "系统不代填" in said
    assert not Issue.objects.exists()


def test_the_pages_carry_it_from_draft_to_issue(cast: Cast) -> None:
    eve = Client()
    eve.force_login(cast.user["eve"])
    page = eve.post("/bulletins/", {"period": PERIOD}, follow=True)
    assert "关于2020年第二季度机关党建工作情况的通报" in page.content.decode()
    issue = Issue.objects.get()
    said = {"text": "督查不到位。", "organisation": "COMM", "source": "feedback", "reference": ""}
    assert "督查不到位。" in eve.post(f"/bulletins/{issue.uid}/parts/conduct/new/", said, follow=True).content.decode()
    value = {"numerator": "9", "denominator": "14", "source": "满意度测评", "on": "2020-06-20"}
    page = eve.post(f"/bulletins/{issue.uid}/values/satisfaction/", value, follow=True)
    assert "由人填报，来源：满意度测评（2020年6月20日）" in page.content.decode()
    assert "已送核实反馈" in eve.post(f"/bulletins/{issue.uid}/feedback/", follow=True).content.decode()
    refused = eve.post(f"/bulletins/{issue.uid}/submit/")
    assert refused.status_code == 422
    assert "还有组织没有反馈" in refused.content.decode()
    word = eve.get(f"/bulletins/{issue.uid}.docx")
    assert word.content[:2] == b"PK"
    di = Client()
    di.force_login(cast.user["di"])
    assert "核实数据" in di.get("/bulletins/").content.decode()


@pytest.mark.parametrize(("ranked", "shown"), [("区直工委〔2020〕1号", True), ("", False)])
def test_the_page_ranks_where_the_kept_content_does(cast: Cast, issue: Issue, ranked: str, shown: bool) -> None:
    for section in issue.content["sections"]:
        section |= {"ranked": ranked} if section["organisations"] else {}
        for row in section["organisations"]:
            row["place"] = "并列1" if ranked else ""
    issue.save()
    eve = Client()
    eve.force_login(cast.user["eve"])
    said = eve.get(f"/bulletins/{issue.uid}/").content.decode()
    assert ("并列1" in said, ">名次<" in said, ">分组<" in said) == (shown, shown, not shown)
    assert '<rect class="meter-done"' in said


def test_each_line_leads_to_why_it_stands_there(cast: Cast, issue: Issue) -> None:
    eve, di = Client(), Client()
    eve.force_login(cast.user["eve"])
    di.force_login(cast.user["di"])
    link = f'href="/bulletins/lines/{PERIOD}/COMM/?on=2020-07-10"'
    assert link in eve.get(f"/bulletins/{issue.uid}/").content.decode()
    assert eve.get(f"/bulletins/lines/{PERIOD}/COMM/?on=2020-07-10").status_code == 200
    issued(cast, issue)
    assert link not in di.get(f"/bulletins/{issue.uid}/").content.decode()


def issued(cast: Cast, issue: Issue) -> Issue:
    take(cast, signed(cast, issue), "number", number="9号", to="各直属党组织", copies="", attachment="")
    return take(cast, issue, "publish", issued_on=date(2020, 9, 30))


def word(cast: Cast, issue: Issue) -> bytes:
    """The Word file that the page gives."""
    eve = Client()
    eve.force_login(cast.user["eve"])
    return eve.get(f"/bulletins/{issue.uid}.docx").content


def own_template(cast: Cast) -> None:
    paper, target = Document(io.BytesIO(default_template("工委"))), io.BytesIO()
    paper.add_paragraph("本单位的一行")
    paper.save(target)
    replacing.upload(cast.scope("eve"), paper=replacing.BULLETIN, name="新.docx", data=target.getvalue())


def test_an_issued_paper_keeps_the_template_that_it_was_issued_by(
    cast: Cast, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = word(cast, issued(cast, issue))
    own_template(cast)
    assert word(cast, issue) == before
    monkeypatch.setattr(replacing, "default_template", lambda committee: b"laid out anew by a later version")
    assert word(cast, issue) == before


def test_an_own_template_goes_on_counting_for_what_was_issued_by_it(cast: Cast, issue: Issue) -> None:
    own_template(cast)
    before = word(cast, issued(cast, issue))
    replacing.restore(cast.scope("eve"), paper=replacing.BULLETIN)
    assert word(cast, issue) == before


def test_the_default_template_is_kept_once(cast: Cast) -> None:
    first, second = (replacing.kept(replacing.BULLETIN, "工委") for _ in range(2))
    assert first == second
    assert replacing.active(replacing.BULLETIN) is None


def test_the_database_keeps_an_issued_paper_and_its_template(cast: Cast, issue: Issue) -> None:
    issued(cast, issue)
    found, templates = Issue.objects.filter(pk=issue.pk), PaperTemplate.objects.all()
    for rows, change in (
        (found, {"number": "10号"}),
        (found, {"handed_in": {}}),
        (found, {"stage": Stage.DRAFT}),
        (templates, {"data": b""}),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(**change)
    assert take(cast, issue, "archive", archive_note="档案室2020-3").stage == Stage.ARCHIVED
