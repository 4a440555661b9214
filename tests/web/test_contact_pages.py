"""联系点 on pages: a row a secretary, what was done there by the records, who has none; one way in, the register."""

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from dengming.calendar.periods import period_of
from dengming.ledgers.models import Entry
from dengming.orgs.models import Span
from dengming.records.drafts import PersonDraft
from dengming.records.models import Record
from dengming.standing.visits import visits_of
from tests.cast import Cast, build
from tests.records import writing
from tests.web.desk import as_user

pytestmark = pytest.mark.django_db
LIST = reverse("entry-list", args=["contact-point"])
NEW = reverse("entry-new", args=["contact-point"]) + "?subject=ANN"
YEAR = period_of("year", date(2020, 1, 1))


@pytest.fixture
def cast() -> Cast:
    return build()


@pytest.fixture
def office(cast: Cast) -> Client:
    return as_user(cast, "di")


def assign(office: Client, at: str = "B", on: str = "2020-01-15") -> Any:
    return office.post(NEW, {"happened": on, "field-place": at, "field-paper": "机党〔2020〕1号"})


def visit(cast: Cast, *kinds: str, on: date = writing.HELD, roles: tuple[str, ...] = ()) -> Record:
    """Something at branch B to which Ann came, entered by the Party office and confirmed by B's secretary."""
    record = writing.draft(cast, *(kinds or ("contact-visit",)), who="di", at="B", on=on)
    writing.step(cast, "add_people", record, "di", codes=["ANN", "YI"])
    codes = list(record.participations.values_list("person__code", flat=True))
    people = {code: PersonDraft("attend", roles=list(roles) if code == "ANN" else []) for code in codes}
    texts = {"minutes": "看了记录。", **({"lesson": "党课提纲。"} if roles else {})}
    words = {"counted_present": str(len(people))}
    record = writing.save(cast, record, "di", words=words, people=people, texts=texts)
    writing.step(cast, "file", record, "di")
    found: Record = writing.step(cast, "confirm", record, "yi")
    return found


def row_of(client: Client, name: str, query: str = "") -> dict[str, Any]:
    rows: list[dict[str, Any]] = client.get(LIST + query).context["rows"]
    (row,) = [row for row in rows if row["subject"].name == name]
    return row


def test_the_list_has_a_row_for_each_secretary_and_says_who_has_none(cast: Cast, office: Client) -> None:
    assert [row["subject"].name for row in office.get(LIST).context["rows"]] == ["ann", "yi"]
    assert assign(office).status_code == 302
    row = row_of(office, "ann")
    assert (row["place"], row["state"], row["posts"], row["branch"]) == ("乙支部", "met", "党支部书记", "甲支部")
    lacking = office.get(LIST + "?only=lacking").context
    assert [(it["subject"].name, it["state"]) for it in lacking["rows"]] == [("yi", "open")]
    assert [tab["count"] for tab in lacking["tabs"]] == [2, 1]
    assert row_of(office, "yi")["new"].endswith("?subject=YI")


def test_everybody_sees_what_is_in_reach_and_nobody_else(cast: Cast, office: Client) -> None:
    assign(office)
    seen = {who: [row["subject"].name for row in as_user(cast, who).get(LIST).context["rows"]] for who in cast.user}
    assert seen["eve"] == ["ann", "yi", "charlie"]
    assert (seen["ann"], seen["charlie"], seen["bo"]) == (["ann"], ["charlie"], [])
    assert row_of(as_user(cast, "ann"), "ann")["new"] == ""
    case = reverse("case", args=[Entry.objects.get(register="contact-point").uid])
    assert [as_user(cast, who).get(case).status_code for who in ("ann", "bo", "charlie")] == [200, 404, 404]


def test_one_record_counts_as_visit_and_as_lecture_also_where_the_contact_point_is_entered_later(
    cast: Cast, office: Client, django_capture_on_commit_callbacks: Any
) -> None:
    record = visit(cast, "contact-visit", "party-lecture", roles=("lecture",))
    visit(cast, on=date(2020, 3, 3))
    assert visits_of([cast.person["ann"].pk], YEAR) == {}
    with django_capture_on_commit_callbacks(execute=True):
        assign(office)
    row = row_of(office, "ann")
    assert (row["visits"], row["lectures"]) == (2, 1)
    given = office.get(row["url"]).context["given"]
    assert [(it["on"], it["lectured"]) for it in given["visits"]] == [(record.on, True), (date(2020, 3, 3), False)]
    assert given["visits"][0]["url"] == reverse("record-detail", args=[record.uid])
    states = {it["name"]: it["state"] for it in given["duties"]}
    assert states == {"每人每年包抓一个联系点": "met", "在所在支部和联系点讲党课": "open"}
    with django_capture_on_commit_callbacks(execute=True):
        entry = Entry.objects.get(register="contact-point")
        office.post(reverse("entry-withdraw", args=[entry.uid]), {"reason": "登错了人。"})
    assert visits_of([cast.person["ann"].pk], YEAR) == {}


def test_visits_of_another_year_or_elsewhere_do_not_count(
    cast: Cast, office: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assign(office)
    visit(cast, on=date(2020, 1, 10))
    assert row_of(office, "ann")["visits"] == 0
    visit(cast, on=date(2020, 1, 15))
    assert row_of(office, "ann")["visits"] == 1
    assert row_of(office, "ann", "?period=2020")["visits"] == 1
    assert office.get(LIST + "?period=2019").context["rows"] == []
    assert office.get(LIST + "?period=bad").context["period"] == YEAR


def test_the_form_offers_fitting_organisations_without_the_own_and_says_what_is_wrong(office: Client) -> None:
    page = office.get(NEW)
    assert [code for code, _ in page.context["form"].fields["field-place"].choices] == ["", "COMM", "B"]
    refused = assign(office, at="")
    assert refused.status_code == 422
    assert "请选择联系点。" in refused.content.decode()
    assign(office)
    again = assign(office, on="2020-06-01")
    assert "2020年已有一份“党建联系点”" in again.content.decode()


def test_the_case_page_quotes_the_speech_and_folds_what_is_seldom_done(office: Client) -> None:
    assign(office)
    page = office.get(row_of(office, "ann")["url"])
    said = page.content.decode()
    assert "努力把联系点建成一流的示范点、样板点" in said
    assert "不评分、不排名" in said
    assert [it["label"] for it in page.context["way"]] == ["包抓中"]
    assert 'id="next"' not in said
    assert "提前结束" in said


def test_pages_of_members_and_organisations_lead_to_the_register(cast: Cast, office: Client) -> None:
    assign(office)
    member = office.get(reverse("member-detail", args=["ANN"])).content.decode()
    assert NEW in member
    span = Span.objects.get(role__name="contact")
    eve = as_user(cast, "eve")
    said = eve.get(reverse("member-detail", args=["ANN"])).content.decode()
    assert LIST in said
    assert reverse("span-withdraw", args=[span.uid]) not in said
    place = eve.get(reverse("org-detail", args=["B"]))
    assert [it.span.subject.name for it in place.context["contacts"]] == ["ann"]
    assert LIST in place.content.decode()
    refused = eve.post(reverse("span-withdraw", args=[span.uid]), {"reason": "登错了"})
    assert "联系点请在台账里办理" in refused.content.decode()


def test_the_workbook_names_the_place_and_counts_the_visits(
    cast: Cast, office: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assign(office)
    visit(cast)
    answer = office.get(reverse("entry-workbook", args=["contact-point"]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    heads = next(row for row in rows if "联系点" in row)
    (line,) = [row for row in rows if row[1] == "ann"]
    told = dict(zip(heads, line, strict=True))
    assert (told["联系点"], told["到联系点（次）"], told["其中讲课（次）"]) == ("乙支部", 1, 0)
