"""Posts, flags, leave."""

from datetime import date

import pytest

from dengming.editions import clock
from dengming.orgs import spans
from dengming.orgs.actions import posts
from dengming.orgs.models import Member, Span
from dengming.orgs.posting import NewPost
from dengming.orgs.queries import officers_of
from dengming.refusal import Refusal

from .conftest import ALL, START, TODAY, District, on_the_day

MAY = date(2020, 5, 1)


@pytest.fixture
def secretary(district: District) -> Member:
    member = district.enrol("张三", "CZ1")
    posts.appoint(ALL, NewPost(member.pk, "branch-secretary", district["CZ1"].pk, START, paper="区工委〔2018〕1号"))
    return member


def test_officers_come_in_the_order_of_the_rulebook(district: District, secretary: Member) -> None:
    other = district.enrol("李四", "CZ1")
    posts.appoint(ALL, NewPost(other.pk, "organisation-officer", district["CZ1"].pk, START))
    names = [(span.role.name, span.subject.name) for span in officers_of(district["CZ1"], TODAY)]
    assert names == [("branch-secretary", "张三"), ("organisation-officer", "李四")]


def test_a_post_is_refused_in_one_sentence(district: District, secretary: Member) -> None:
    probationary = district.enrol("李四", "CZ1", status="probationary", confirmed=None)
    other = district.enrol("王五", "CZ1")
    branch, committee = district["CZ1"].pk, district["CZ"].pk
    cases = [
        (NewPost(other.pk, "branch-secretary", committee, START), "是机关党委，不能设“党支部书记”"),
        (NewPost(other.pk, "branch-secretary", branch, MAY), "已有党支部书记“张三”"),
        (NewPost(secretary.pk, "branch-secretary", branch, MAY), "不用重复登记"),
        (NewPost(probationary.pk, "organisation-officer", branch, MAY), "不是正式党员"),
        (NewPost(other.pk, "organisation-officer", branch, MAY, date(2020, 4, 1)), "早于任职日期"),
        (NewPost(other.pk, "organisation-officer", branch, date(2017, 1, 1)), "早于“财政局第一党支部”的成立日期"),
        (NewPost(other.pk, "leading-cadre", branch, MAY), "没有登记“leading-cadre”"),
        (NewPost(other.pk, "king", branch, MAY), "没有登记“king”"),
    ]
    for new, sentence in cases:
        with pytest.raises(Refusal, match=sentence):
            posts.appoint(ALL, new)


def test_a_successor_follows_on_the_next_day(district: District, secretary: Member) -> None:
    successor = district.enrol("李四", "CZ1")
    (span,) = officers_of(district["CZ1"], TODAY)
    posts.end_post(ALL, span, on=date(2020, 4, 30), paper="区工委〔2020〕6号")
    posts.appoint(ALL, NewPost(successor.pk, "branch-secretary", district["CZ1"].pk, MAY))
    assert [span.subject.name for span in officers_of(district["CZ1"], date(2020, 4, 30))] == ["张三"]
    assert [span.subject.name for span in officers_of(district["CZ1"], MAY)] == ["李四"]


def test_two_heads_in_one_batch_are_found_too(district: District) -> None:
    one, two = district.enrol("张三", "CZ1"), district.enrol("李四", "CZ1")
    news = [NewPost(member.pk, "branch-secretary", district["CZ1"].pk, START) for member in (one, two)]
    with pytest.raises(Refusal, match="同时选了党支部书记“张三”和党支部书记“李四”"):
        posts.appoint_many(ALL, news)
    assert not officers_of(district["CZ1"], TODAY)


def test_a_post_entered_late_was_not_known_before(district: District, secretary: Member) -> None:
    on_the_day(date(2020, 10, 1))
    (span,) = officers_of(district["CZ1"], MAY)
    posts.end_post(ALL, span, on=date(2020, 4, 30))
    knew = clock.end_of(TODAY)
    assert spans.holders("branch-secretary", MAY, known=knew).count() == 1
    assert spans.holders("branch-secretary", MAY).count() == 0
    assert spans.holders("branch-secretary", date(2020, 4, 30)).count() == 1


def test_a_span_is_ended_once(district: District, secretary: Member) -> None:
    (span,) = officers_of(district["CZ1"], MAY)
    (same,) = officers_of(district["CZ1"], MAY)
    posts.end_post(ALL, span, on=MAY)
    with pytest.raises(Refusal, match="刚被别人改过"):
        posts.end_post(ALL, same, on=MAY)


def test_corrections_and_withdrawals_leave_the_old_row(district: District, secretary: Member) -> None:
    (span,) = officers_of(district["CZ1"], MAY)
    corrected = posts.correct_span(ALL, span, changes={"since": date(2019, 1, 1)})
    assert (corrected.paper, corrected.until) == ("区工委〔2018〕1号", span.until)
    posts.withdraw_span(ALL, corrected, reason="登错了人")
    assert not officers_of(district["CZ1"], MAY)
    assert Span.objects.filter(subject=secretary.pk, role__name="branch-secretary").count() == 2
    with pytest.raises(Refusal, match="撤回原因"):
        posts.withdraw_span(ALL, corrected, reason=" ")


def test_leave_is_entered_once_and_ended(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    span = posts.grant_leave(ALL, member, leave="village-posting", since=START)
    with pytest.raises(Refusal, match="已登记为驻村"):
        posts.grant_leave(ALL, member, leave="village-posting", since=MAY)
    with pytest.raises(Refusal, match="早于开始日期"):
        posts.end_leave(ALL, span, on=date(2017, 1, 1))
    posts.end_leave(ALL, span, on=MAY)
    posts.grant_leave(ALL, member, leave="village-posting", since=date(2020, 6, 1), until=date(2020, 6, 30))


def test_membership_is_not_ended_as_a_post(district: District) -> None:
    member = district.enrol("张三", "CZ1")
    with pytest.raises(Refusal, match="不能在这里办理"):
        posts.end_span(ALL, spans.roles_of(member.pk, MAY)[0], on=MAY)
