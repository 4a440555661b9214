"""Papers of a case: filled in from what is known, blank where nothing is; the committee's own template instead."""

import io
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import send_back
from dengming.refusal import Refusal
from dengming.reports.case_forms import default_form, papers_for, print_paper, upload
from dengming.reports.official.replacing import restore
from dengming.rulebook.paper_checks import paper_faults
from dengming.rulebook.register_parts import Paper
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.ledgers.developing import REGISTER, applied, extension, papers, stepped, vote, walked
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    set_clock(date(2022, 3, 1))
    return cast


def paper(name: str) -> Paper:
    return next(it for it in rulebook().entries[REGISTER].paper if it.id == name)


def words(data: bytes) -> str:
    return "\n".join(it.text for it in Document(io.BytesIO(data)).paragraphs)


def printed(cast: Cast, entry: Entry, name: str, who: str = "ann") -> str:
    data: bytes = print_paper(cast.scope(who), entry, paper=paper(name))
    return words(data)


def test_a_resolution_says_who_when_and_the_votes(cast: Cast) -> None:
    entry, lines = walked(applied(cast), "voted"), Line.objects.count()
    said = printed(cast, entry, "admission-resolution")
    assert "关于接收预备党员的决议" in said
    assert "甲支部于2020年5月29日召开支部党员大会，讨论xin的入党问题。" in said
    assert "应到会有表决权的党员9名，实到7名。经无记名投票表决，发出票7张，收回7张，赞成6票，不赞成1票" in said
    assert said.endswith("甲支部\n2020年5月29日")
    assert Line.objects.count() == lines + 1


def test_a_notice_has_room_for_what_is_not_known_yet(cast: Cast) -> None:
    said = printed(cast, walked(applied(cast), "cultivated"), "candidate-notice")
    assert "公示期自　　　　至　　　　。" in said
    assert "请在公示期内向甲支部或机关党委反映" in said
    assert "1990年5月生" in said


def test_a_publicity_is_printed_before_it_begins_with_its_days(cast: Cast) -> None:
    entry = walked(applied(cast), "cultivated")
    shown = {"publicised-from": "2019-10-30", "publicised-until": "2019-11-05"}
    with pytest.raises(Refusal, match="公示先开始、后结束"):
        stepped(entry, "publicised", date(2019, 10, 29), {**shown, "publicised-until": "2019-10-29"})
    entry = stepped(entry, "publicised", date(2019, 10, 29), shown)
    said = printed(cast, entry, "candidate-notice")
    assert "公示期自2019年10月30日至2019年11月5日。" in said
    assert said.endswith("甲支部\n2019年10月29日")
    assert walked(entry, "candidate").stage == "candidate"


def test_the_list_of_the_file_names_what_is_there_and_bears_the_day_of_printing(cast: Cast) -> None:
    said = printed(cast, walked(applied(cast), "archived"), "archive-list")
    assert "现有材料：入党申请书、与入党申请人的谈话记录、" in said
    assert said.endswith("甲支部\n2022年3月1日")


def test_a_file_that_is_opened_again_keeps_its_papers_on_the_list(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    entry = send_back(SYSTEM, entry, to="confirmed", reason="目录有误", seen=entry.step)
    assert "现有材料：入党申请书、与入党申请人的谈话记录、" in printed(cast, entry, "archive-list")


def test_every_paper_of_the_whole_way_is_filled(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    for it in papers_for(entry):
        assert "{{" not in printed(cast, entry, it.id)
        assert "xin" in printed(cast, entry, it.id)


def test_what_is_ahead_is_not_printed(cast: Cast) -> None:
    entry = walked(applied(cast), "talked")
    assert [it.id for it in papers_for(entry)] == ["talk-record"]
    with pytest.raises(Refusal, match="还没有办到"):
        printed(cast, entry, "admission-resolution")
    with pytest.raises(NotVisible):
        printed(cast, entry, "admission-resolution", "charlie")


def test_the_committees_own_template_counts_until_it_is_taken_back(cast: Cast) -> None:
    entry, block = walked(applied(cast), "cultivated"), rulebook().entries[REGISTER]
    own = Document(io.BytesIO(default_form(paper("candidate-notice"))))
    own.add_paragraph("监督电话：　　　　（{{ name }}）")
    target = io.BytesIO()
    own.save(target)
    with pytest.raises(PermissionDenied):
        upload(cast.scope("di"), block=block, paper=paper("candidate-notice"), name="公示.docx", data=target.getvalue())
    upload(cast.scope("eve"), block=block, paper=paper("candidate-notice"), name="公示.docx", data=target.getvalue())
    assert "监督电话：　　　　（xin）" in printed(cast, entry, "candidate-notice")
    restore(SYSTEM, paper="member-development/candidate-notice")
    assert "监督电话" not in printed(cast, entry, "candidate-notice")


def test_after_an_extension_nobody_becomes_a_member_in_time(cast: Cast) -> None:
    entry = walked(applied(cast), "conversion-applied")
    entry = stepped(entry, "extension-voted", date(2021, 5, 31), extension("2021-11-28"))
    said = printed(cast, entry, "extension-resolution")
    assert "延长xin的预备期，自2021年5月29日至2021年11月28日" in said
    assert "因故未到会的书面意见：赞成0票，不赞成0票" in said
    entry = stepped(entry, "extended", date(2021, 6, 7), {"extension-decision": "批准", "extension-paper": "机党1号"})
    assert "批准延长xin的预备期，自2021年5月29日至2021年11月28日" in printed(cast, entry, "extension-notice")
    entry = stepped(entry, "conversion-applied", date(2021, 11, 20), {})
    papers(entry, "conversion-voted")
    entry = stepped(entry, "conversion-voted", date(2021, 11, 29), vote("conversion"))
    said = printed(cast, entry, "conversion-resolution")
    assert ("同意xin转为中共正式党员" in said, "按期" in said) == (True, False)
    assert "2021年11月20日提出转正申请" in said
    assert "2021年5月25日提出转正申请" in printed(cast, entry, "extension-resolution")  # not the later one


def test_the_papers_of_a_cancelled_probation(cast: Cast) -> None:
    entry, on = walked(applied(cast), "watched"), date(2021, 6, 1)
    entry = stepped(entry, "cancellation-voted", on, {"reason": "不履行义务", **vote("cancellation")})
    said = printed(cast, entry, "cancellation-resolution")
    assert "赞成取消6票" in said
    assert "书面意见：赞成取消0票，不赞成0票" in said
    entry = stepped(entry, "cancelled", on, {"cancellation-decision": "批准", "cancellation-paper": "机党2号"})
    assert "批准取消xin的预备党员资格。批复文号：机党2号" in printed(cast, entry, "cancellation-notice")


@pytest.mark.parametrize("text", ["没有标记的模板", "{{ name }", "{% for %}{{ name }}"])
def test_a_template_that_cannot_be_filled_is_refused_beside_the_file(cast: Cast, text: str) -> None:
    made, target = Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(target)
    block, data = rulebook().entries[REGISTER], target.getvalue()
    with pytest.raises(FieldRefusal) as refused:
        upload(SYSTEM, block=block, paper=paper("candidate-notice"), name="公示.docx", data=data)
    assert list(refused.value.problems) == ["file"]


def test_a_mark_that_nothing_fills_and_a_stage_that_is_not_there_are_faults() -> None:
    block = rulebook().entries[REGISTER]
    assert list(paper_faults(block)) == []
    wrong = paper("candidate-notice").model_copy(
        update={"text": ("{{ nmae }}",), "stages": ("cultivatd",), "on": "votd"}
    )
    found = [said for _, said, _ in paper_faults(block.model_copy(update={"paper": (wrong,)}))]
    assert found == ["没有阶段“cultivatd”。", "没有阶段“votd”。", "文书里的“{{ nmae }}”没有对应的栏目。"]
