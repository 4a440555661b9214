"""A case of a register: its steps, who takes them, by when, back again; of two at once the second is told."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.editions import actions as editions
from dengming.editions.models import FAR_MOMENT
from dengming.editions.permits import Permit
from dengming.facts.models import Fact
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.queries import entries, steps_for
from dengming.ledgers.steps import due_day, has_expired, is_over
from dengming.ledgers.way import way_of
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast, set_clock

PERMIT = Permit("机关工委", "区直工委〔2020〕2号", date(2020, 1, 1))
DECIDED = {"meeting": "工委会议9月8日", "deciders": "吴书记", "number": "区直工委〔2020〕9号", "until": "2020-12-10"}


@pytest.fixture(autouse=True)
def _permitted(cast: Cast) -> None:
    editions.permit(SYSTEM, register="yellow-card", given=PERMIT)
    give([NewPost(cast.person["di"].pk, "committee-secretary", cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)


def propose(cast: Cast, who: str = "eve", on: date = TODAY) -> Entry:
    fields = {"matter": "两个季度没有听取党建汇报"}
    return file_entry(cast.scope(who), cast.org["COMM"].subject, register="yellow-card", happened=on, fields=fields)


def move(cast: Cast, who: str, entry: Entry, stage: str, **fields: str) -> Entry:
    return take(cast.scope(who), entry, step=Step(stage, TODAY, fields), seen=entry.step)


def delivered(cast: Cast) -> Entry:
    entry = move(cast, "wu", propose(cast), "decided", **DECIDED)
    return move(cast, "eve", entry, "delivered", receiver="办公室张某，直接送达")


def test_it_goes_its_way_each_step_with_one_line_and_its_fact(cast: Cast) -> None:
    lines = Line.objects.count()
    entry = delivered(cast)
    assert Line.objects.count() == lines + 3
    entry = move(cast, "di", entry, "replied", reply="已补听汇报")
    assert [it.stage for it in way_of(entry)] == ["proposed", "decided", "delivered", "replied"]
    rows = Fact.objects.filter(source=entry.source_id).select_related("kind")
    assert {row.kind.name.partition("#")[2] for row in rows} == {"proposed", "decided", "delivered", "replied"}
    assert {row.case_id for row in rows} == {entry.source_id}
    assert [move.fields for move in entry.moves.all()][-1] == {"reply": "已补听汇报"}


def test_what_a_step_asks_for_must_be_said_and_nothing_is_half_done(cast: Cast) -> None:
    entry = propose(cast)
    with pytest.raises(FieldRefusal) as refused:
        move(cast, "wu", entry, "decided", meeting="工委会议", until="昨天")
    assert set(refused.value.problems) == {"deciders", "number", "until"}
    entry.refresh_from_db()
    assert (entry.stage, entry.step, entry.moves.count()) == ("proposed", 0, 0)


def test_the_day_of_a_step_is_not_before_the_last_one_nor_ahead(cast: Cast) -> None:
    entry = propose(cast)
    for day, said in ((TODAY - timedelta(days=1), "早于上一步"), (TODAY + timedelta(days=1), "还没到")):
        with pytest.raises(FieldRefusal) as refused:
            take(cast.scope("wu"), entry, step=Step("decided", day, DECIDED), seen=0)
        assert said in refused.value.problems["happened"]


@pytest.mark.parametrize(
    ("who", "error"), [("charlie", NotVisible), ("bo", NotVisible), ("ann", NotVisible), ("di", PermissionDenied)]
)
def test_only_the_committee_decides(cast: Cast, who: str, error: type[Exception]) -> None:
    entry = propose(cast)
    with pytest.raises(error):
        move(cast, who, entry, "decided", **DECIDED)


def test_who_proposed_it_does_not_decide_it(cast: Cast) -> None:
    with pytest.raises(Refusal, match="登记（提出）的人不能自己审核"):
        move(cast, "eve", propose(cast), "decided", **DECIDED)


def test_only_the_organisation_itself_replies(cast: Cast) -> None:
    entry = delivered(cast)
    for who in ("wu", "eve", "ann", "charlie"):
        with pytest.raises((PermissionDenied, NotVisible)):
            move(cast, who, entry, "replied", reply="代答")
    assert move(cast, "di", entry, "replied", reply="已补").stage == "replied"


def test_what_is_not_decided_yet_only_the_committee_sees(cast: Cast) -> None:
    entry = propose(cast)
    assert not entries(cast.scope("di")).exists()
    assert entries(cast.scope("wu")).get() == entry
    delivered_one = delivered(cast)
    assert entries(cast.scope("di")).get() == delivered_one


def test_a_stranger_never_learns_of_it(cast: Cast) -> None:
    delivered(cast)
    assert not entries(cast.scope("charlie")).exists()


def test_a_step_that_does_not_start_here_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="现在是“拟警告”，不能办这一步"):
        move(cast, "eve", propose(cast), "delivered", receiver="张某")


def test_of_two_at_once_the_second_is_told_who_did_what(cast: Cast) -> None:
    entry = propose(cast)
    seen = Entry.objects.get(pk=entry.pk)
    move(cast, "wu", entry, "decided", **DECIDED)
    for stale in (seen, Entry.objects.get(pk=entry.pk)):
        with pytest.raises(Refusal, match="已由wu办到“已决定”"):
            take(cast.scope("wu"), stale, step=Step("dropped", TODAY, {"dropped": "不发"}), seen=0)
    assert Move.objects.count() == 1


def test_back_with_a_reason_ends_the_later_facts_and_keeps_the_history(cast: Cast) -> None:
    entry = move(cast, "di", delivered(cast), "replied", reply="已补听汇报")
    with pytest.raises(Refusal, match="退回要写明原因"):
        send_back(cast.scope("eve"), entry, to="delivered", reason=" ", seen=entry.step)
    with pytest.raises(PermissionDenied):
        send_back(cast.scope("di"), entry, to="delivered", reason="再改", seen=entry.step)
    entry = send_back(cast.scope("eve"), entry, to="delivered", reason="没有写时限", seen=entry.step)
    assert [it.stage for it in way_of(entry)] == ["proposed", "decided", "delivered"]
    ended = Fact.objects.filter(source=entry.source_id, kind__name="entry:yellow-card#replied").get()
    assert ended.withdrawn < FAR_MOMENT
    assert [move.reason for move in entry.moves.all()][-1] == "没有写时限"
    entry = move(cast, "di", entry, "replied", reply="9月底前补听")
    assert entry.fields["reply"] == "9月底前补听"


def test_moves_are_never_changed(cast: Cast) -> None:
    delivered(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.update(reason="别的")
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.all().delete()


def test_it_expires_by_itself_and_then_nothing_more_is_done(cast: Cast) -> None:
    entry = delivered(cast)
    assert not has_expired(entry, date(2020, 12, 10))
    assert has_expired(entry, date(2020, 12, 11))
    set_clock(date(2020, 12, 11))
    assert is_over(entry)
    assert steps_for(cast.scope("eve"), entry) == []
    with pytest.raises(Refusal, match="不能办这一步"):
        move(cast, "eve", entry, "lifted", lifted="已整改")


def test_the_limit_of_the_next_step_is_its_due_day_on_the_task_list(cast: Cast) -> None:
    entry = delivered(cast)
    assert due_day(entry) == date(2020, 9, 24)  # ten working days after Thursday 10 September
    found = [task for task in tasks(cast.scope("di"), AsOf.at()) if task.kind == "entry"]
    assert [(task.title, task.due, task.state) for task in found] == [
        ("黄牌警告：回复（两个季度没有听取党建汇报）", date(2020, 9, 24), "to-handle")
    ]
    set_clock(date(2020, 9, 25))
    assert [task.state for task in tasks(cast.scope("di"), AsOf.at()) if task.kind == "entry"] == ["overdue"]
    assert not [task for task in tasks(cast.scope("ann"), AsOf.at()) if task.kind == "entry"]


def test_a_withdrawn_case_says_why_and_its_facts_end(cast: Cast) -> None:
    entry = delivered(cast)
    with pytest.raises(PermissionDenied):
        withdraw_entry(cast.scope("di"), entry, reason="不同意")
    withdraw_entry(cast.scope("eve"), entry, reason="送错了单位")
    assert not Fact.objects.filter(source=entry.source_id, withdrawn=FAR_MOMENT).exists()
    with pytest.raises(Refusal):
        move(cast, "di", Entry.objects.get(pk=entry.pk), "replied", reply="已补")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "还没有启用"),
        (Permit("机关工委", "区直工委〔2020〕2号", date(2020, 1, 1), date(2020, 9, 9)), "不在执行期内"),
        (Permit("机关工委", "区直工委〔2020〕2号", date(2020, 9, 11)), "不在执行期内"),
    ],
)
def test_without_an_issuer_and_a_paper_in_force_nothing_can_be_done(
    cast: Cast, given: Permit | None, sentence: str
) -> None:
    register = "organisation-talk" if given is None else "yellow-card"
    if given:
        editions.permit(SYSTEM, register=register, given=given)
    with pytest.raises(Refusal, match=sentence):
        file_entry(
            cast.scope("eve"), cast.org["COMM"].subject, register=register, happened=TODAY, fields={"matter": "事实"}
        )
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issuer": " "}, "没有填写有权办理的机关"),
        ({"document": ""}, "没有填写依据文号"),
        ({"until": date(2019, 1, 1)}, "早于起始日期"),
    ],
)
def test_a_permit_names_issuer_paper_and_days_in_order(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        editions.permit(SYSTEM, register="yellow-card", given=Permit(**{**PERMIT.__dict__, **changes}))
    with pytest.raises(Refusal, match="不用登记开办依据"):
        editions.permit(SYSTEM, register="merit", given=PERMIT)
