"""Back and away: what a later stage said goes with it, who owes makes nothing disappear, days are not dated back."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.editions import actions as editions
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.handling import take_back
from dengming.ledgers.materials import link
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.steps import opened_again
from dengming.ledgers.way import ever_said
from dengming.refusal import Refusal
from tests.cast import SYSTEM, TODAY, Cast, set_clock
from tests.ledgers import agreeing
from tests.ledgers.rectifying import FOUR, ROW, approved, move, planned, published, row, secretary
from tests.ledgers.test_model_posts import APPROVED, AWARD, apply, publicised
from tests.records import writing

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    secretary(cast)


def test_a_row_that_is_owed_is_withdrawn_by_the_committee_alone(cast: Cast) -> None:
    entry = approved(cast)
    with pytest.raises(PermissionDenied, match="已经往下办了"):
        withdraw_entry(cast.scope("di"), entry, reason="登错了")
    entry = send_back(cast.scope("di"), entry, to="drafted", reason="再议", seen=entry.step)
    with pytest.raises(PermissionDenied):
        withdraw_entry(cast.scope("di"), entry, reason="登错了")
    assert withdraw_entry(cast.scope("eve"), entry, reason="重复").withdrawn_reason == "重复"


def test_a_draft_is_withdrawn_by_who_filed_it(cast: Cast) -> None:
    assert withdraw_entry(cast.scope("di"), row(cast), reason="登错了").withdrawn_reason == "登错了"


def test_whoever_withdraws_is_told_of_a_step_in_between(cast: Cast) -> None:
    planned(cast)
    entry = row(cast)
    read = Entry.objects.get(pk=entry.pk)
    move(cast, "di", entry, "approved", **FOUR)
    with pytest.raises(Refusal, match="已由di办到“整改中”"):
        withdraw_entry(cast.scope("eve"), Entry.objects.get(pk=entry.pk), reason="重复", seen=read.step)


def test_what_a_stage_said_goes_with_it_and_is_offered_again(cast: Cast) -> None:
    entry = approved(cast)
    assert entry.doer is not None
    entry = send_back(cast.scope("di"), entry, to="drafted", reason="措施太空", seen=entry.step)
    assert (entry.fields, entry.doer) == (ROW, None)
    assert ever_said(entry)["measure"] == FOUR["measure"]


def test_taking_back_undoes_what_the_step_said(cast: Cast) -> None:
    claim = published(cast).children.get(subject=cast.org["COMM"].subject)
    claim = move(cast, "di", claim, "not-concerned", reason="没有所属支部")
    claim = take_back(cast.scope("di"), claim, reason="看错了", seen=claim.step)
    assert (claim.stage, claim.fields) == ("issued", {})
    claim = move(cast, "di", claim, "claimed", shown="记录不全")
    assert claim.fields == {"shown": "记录不全"}


def test_a_refusal_that_was_overturned_is_not_made_public(cast: Cast) -> None:
    editions.permit(SYSTEM, register="model-post", given=APPROVED)
    entry = move(cast, "eve", apply(cast), "short", verdict="材料不实")
    entry = send_back(cast.scope("eve"), entry, to="applied", reason="核实后重评", seen=entry.step)
    entry = publicised(cast, entry)
    assert entry.fields["verdict"] == "逐条达到"


def test_the_days_of_a_publicity_begin_when_it_is_entered(cast: Cast) -> None:
    editions.permit(SYSTEM, register="model-post", given=APPROVED)
    entry = file_entry(cast.scope("ann"), cast.org["A"].subject, register="model-post", happened=date(2020, 9, 1),
                       fields={"post": "窗口", "standard": "首问负责"})  # fmt: skip
    entry = publicised(cast, entry, on=date(2020, 9, 1))
    with pytest.raises(FieldRefusal, match="最早2020年9月18日才能命名"):
        move(cast, "eve", entry, "awarded", **AWARD)


def test_what_was_named_can_be_taken_down_when_the_drive_is_over(cast: Cast) -> None:
    editions.permit(SYSTEM, register="model-post", given=replace(APPROVED, until=date(2020, 9, 20)))
    entry, first = publicised(cast), date(2020, 9, 18)
    set_clock(first)
    entry = take(cast.scope("eve"), entry, step=Step("awarded", first, AWARD), seen=entry.step)
    late = date(2020, 10, 9)
    set_clock(late)
    with pytest.raises(Refusal):
        apply(cast)
    assert (
        take(cast.scope("eve"), entry, step=Step("revoked", late, {"reason": "不再达标"}), seen=entry.step).stage
        == "revoked"
    )


def test_the_years_check_is_not_dated_back(cast: Cast) -> None:
    entry = agreeing.signed(cast)
    set_clock(date(2020, 12, 21))
    with pytest.raises(Refusal, match="办理日期也不能写在这以前"):
        take(cast.scope("long"), entry, step=Step("self-checked", date(2020, 11, 30), {"said": "4次"}), seen=entry.step)


def test_an_agreed_day_is_neither_gone_by_nor_beyond_what_its_part_allows(cast: Cast) -> None:
    planned(cast)
    entry = row(cast)
    for due, said in (
        ("2020-09-09", "早于办理日期2020年9月10日"),
        ("2020-10-01", "“立行立改”的完成时限不能晚于2020年9月30日"),
    ):
        with pytest.raises(FieldRefusal, match=said):
            move(cast, "di", entry, "approved", **{**FOUR, "due": due})
    assert move(cast, "di", entry, "approved", **{**FOUR, "due": "2020-09-30"}).stage == "approved"


def test_what_came_up_again_needs_a_new_proof_and_new_words(cast: Cast) -> None:
    entry = checked(cast, approved(cast))
    entry = move(cast, "eve", entry, "closed", verdict="同意")
    set_clock(TODAY, hour=11)
    entry = send_back(cast.scope("eve"), entry, to="approved", reason="又发生", seen=entry.step)
    assert "self-check" not in ever_said(entry, opened_again(entry))
    with pytest.raises(Refusal, match="重新打开以后还没有“整改佐证”"):
        move(cast, "di", entry, "checked", **{"self-check": "又查了"})
    assert checked(cast, entry).stage == "checked"


def test_whoever_checked_the_own_work_does_not_close_it(cast: Cast) -> None:
    entry = approved(cast)
    proven(cast, entry)
    entry = move(cast, "eve", entry, "checked", **{"self-check": "代办"})
    with pytest.raises(Refusal, match="上一步是您办的"):
        move(cast, "eve", entry, "closed", verdict="同意")
    assert move(cast, "wu", entry, "closed", verdict="同意").stage == "closed"


def proven(cast: Cast, entry: Entry) -> None:
    link(cast.scope("di"), entry, proof="rectified", source=str(writing.confirmed(cast, on=TODAY).uid))


def checked(cast: Cast, entry: Entry) -> Entry:
    proven(cast, entry)
    return move(cast, "di", entry, "checked", **{"self-check": "已补听"})
