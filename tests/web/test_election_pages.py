"""An election by its pages: the ballot is prefilled, the result and what is left is said, the sheet, the new posts."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from dengming.accounts.models import Line
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.orgs.models import Span
from tests.cast import SYSTEM, TODAY, Cast, build
from tests.ledgers.disciplining import officers, sanctioned
from tests.ledgers.electing import AGAIN, VOTED, stepped, term, walked

pytestmark = pytest.mark.django_db
TIED = {"tally": "ann 4\nbo 3\nben 3\nbai 0"}
TWO = {"nominated": {"seats": "2"}}


@pytest.fixture
def cast() -> Cast:
    return build()


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.user[name])
    return client


def page(cast: Cast, name: str, entry: Entry) -> str:
    return as_user(cast, name).get(reverse("case", args=[entry.uid])).content.decode()


def sheet(cast: Cast, entry: Entry, name: str = "ann") -> tuple[str, list[list[str]]]:
    """The texts and the cells of the tables of the printed sheet."""
    answer = as_user(cast, name).get(reverse("case-tally", args=[entry.uid]))
    paper = Document(io.BytesIO(b"".join(answer)))
    rows = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    return "\n".join(it.text for it in paper.paragraphs), rows


def test_the_ballot_begins_with_the_candidates_and_the_next_one_with_those_who_are_equal(cast: Cast) -> None:
    entry = walked(term(cast), "nominated", TWO)
    said = page(cast, "ann", entry)
    assert "ann \nbai \nben \nbo </textarea>" in said
    assert "下一步是“大会选举”，届满日是2020年9月20日。" in said
    assert "打印空白计票单" in said
    entry = stepped(entry, "voted", date(2020, 8, 20), {**VOTED, **TIED})
    said = page(cast, "ann", entry)
    assert "ben \nbo </textarea>" in said
    assert "ann \n" not in said


def test_a_vote_that_does_not_count_stays_in_the_form_with_its_sentence(cast: Cast) -> None:
    entry = walked(term(cast), "nominated", TWO)
    form = {f"voted-field-{name}": value for name, value in {**VOTED, "present": "3"}.items()}
    form |= {"voted-seen": str(entry.step), "voted-happened": "2020-08-20"}
    refused = as_user(cast, "ann").post(reverse("case-step", args=[entry.uid, "voted"]), form)
    assert refused.status_code == 422
    assert "发出 5 张票，多于实到 3 人" in refused.content.decode()
    assert "ann 5\nbo 4\nben 3\nbai 1" in refused.content.decode()


def test_who_is_elected_and_what_to_do_about_equals_stands_on_the_page(cast: Cast) -> None:
    entry = walked(term(cast), "voted", {**TWO, "voted": TIED})
    said = page(cast, "ann", entry)
    assert "bo、ben得票相等，还剩1个名额：请就这几个人再次投票" in said
    assert "登记再次投票的结果" in said
    entry = stepped(entry, "voted-again", date(2020, 8, 21), {**AGAIN, "tally": "bo 2\nben 3"})
    said = page(cast, "ann", entry)
    assert "当选2名（按姓氏笔画）：ann、ben。" in said
    assert "登记再次投票的结果" not in said  # nothing is left to be voted on


def test_the_sheet_before_the_vote_is_blank_and_after_it_tells_the_result(cast: Cast) -> None:
    entry = walked(term(cast), "replied")
    back = as_user(cast, "ann").get(reverse("case-tally", args=[entry.uid]), follow=True)
    assert "还没有候选人" in back.content.decode()
    entry = walked(entry, "nominated", TWO)
    text, rows = sheet(cast, entry)
    assert "计票单" in text
    assert "应选2名。应到会有选举权的　　　人" in text
    assert rows[1:] == [["1", "ann", "", ""], ["2", "bai", "", ""], ["3", "ben", "", ""], ["4", "bo", "", ""]]
    entry = stepped(entry, "voted", date(2020, 8, 20), {**VOTED, **TIED})
    text, rows = sheet(cast, entry)
    assert "选举结果报告单" in text
    assert "应选2名。应到会有选举权的5人，实到5人；发出选票5张，收回5张，其中有效票5张，无效票0张。" in text
    assert [row[1:] for row in rows[1:]] == [
        ["ann", "4", "当选"],
        ["ben", "3", "得票相等，再次投票"],
        ["bo", "3", "得票相等，再次投票"],
        ["bai", "0", "未当选"],
    ]
    assert Line.objects.filter(action="election.printed").count() == 2


def test_what_is_no_election_has_no_sheet(cast: Cast) -> None:
    fields = {"place": "B", "paper": "机党〔2020〕1号"}
    entry = file_entry(SYSTEM, cast.person["ann"].subject, register="contact-point", happened=TODAY, fields=fields)
    assert as_user(cast, "eve").get(reverse("case-tally", args=[entry.uid])).status_code == 404


def test_the_posts_in_one_form_prefilled_with_those_elected(cast: Cast) -> None:
    entry = walked(term(cast), "approved")
    eve = as_user(cast, "eve")
    said = page(cast, "eve", entry)
    assert "新一届班子任职" in said
    assert 'value="bo BO"' in said
    assert 'value="机党〔2020〕12号"' in said
    assert "由上级党组织的党办（专职党务干部），或者机关工委书记、机关工委工作人员在这一页办理" in page(
        cast, "ann", entry
    )
    assert 'value="bo BO"' not in page(cast, "ann", entry)
    assert 'value="bo BO"' in page(cast, "di", entry)
    address = reverse("case-posts", args=[entry.uid])
    form = {"posts-since": "2020-09-02", "posts-paper": "机党〔2020〕12号"}
    form |= {f"posts-person-{number}": f"{name} {name.upper()}" for number, name in enumerate(("ann", "bo", "ben"))}
    refused = eve.post(address, form)
    assert refused.status_code == 422
    assert "还没有给一个人选职务" in refused.content.decode()
    done = eve.post(address, {**form, "posts-post-0": "organisation-officer", "posts-post-1": "branch-secretary"})
    assert done.status_code == 302
    here = Span.objects.filter(at=cast.org["A"].pk, role__name="branch-secretary", withdrawn=FAR_MOMENT)
    assert [it.subject.name for it in here.order_by("since")] == ["ann", "bo"]
    left = page(cast, "eve", entry)
    assert "ben：花名册上的人" in left  # who was elected and has no post yet
    assert "ann：花名册上的人" not in left
    rest = {"posts-since": "2020-09-02", "posts-person-0": "ben BEN", "posts-post-0": "committee-member"}
    assert eve.post(address, rest).status_code == 302
    assert "新一届班子任职" not in page(cast, "eve", entry)
    assert eve.post(address, form).status_code == 422


def test_what_speaks_against_a_post_is_told_with_a_box_to_tick(cast: Cast) -> None:
    officers(cast)
    sanctioned(cast, "probation-2")
    entry, eve = walked(term(cast), "approved"), as_user(cast, "eve")
    assert "仍要任职" not in page(cast, "eve", entry)
    address = reverse("case-posts", args=[entry.uid])
    form = {"posts-since": "2020-09-02", "posts-person-2": "ben BEN", "posts-post-2": "branch-secretary"}
    form |= {"posts-person-0": "ann ANN", "posts-person-1": "bo BO"}
    refused = eve.post(address, form)
    assert refused.status_code == 422
    assert "ben有影响期内或者其他不符合的情形，至少到2022年3月9日" in refused.content.decode()
    assert "仍要任职" in refused.content.decode()
    assert eve.post(address, form | {"posts-aware": "on"}).status_code == 302


def test_who_has_no_term_stands_on_the_register_the_desk_and_the_overview(cast: Cast) -> None:
    register = reverse("entry-list", args=["election"])
    ann, di, eve = (as_user(cast, name) for name in ("ann", "di", "eve"))
    begin = f"{reverse('entry-new', args=['election'])}?subject=A"
    own = ann.get(register).content.decode()
    assert "届期没有登记" in own
    assert begin in own
    assert "乙支部" not in own
    assert "3 个组织" in di.get(register).content.decode()
    assert register in di.get(reverse("desk")).content.decode()
    assert "届期没有登记 3" in eve.get(reverse("overview")).content.decode()  # 机关党委 with all below it
    for code in ("COMM", "A", "B"):
        term(cast, code)
    for client, address in ((ann, register), (di, register), (di, reverse("desk"))):
        assert "届期没有登记" not in client.get(address).content.decode()
    assert "届期没有登记 2" in eve.get(reverse("overview")).content.decode()  # 外单位党委
    assert (
        "届期没有登记" not in eve.get(reverse("overview") + "?on=2020-08-01").content.decode()
    )  # known of today alone
