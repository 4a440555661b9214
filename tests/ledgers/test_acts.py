"""What an act leaves behind: a field said empty is gone, an urging is no step, what has children is not withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied

from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.handling import hand_on, take_back, urge
from dengming.ledgers.models import Entry, Move
from dengming.ledgers.moving import Step, take
from dengming.ledgers.way import way_of
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from tests.cast import SINCE, TODAY, Cast
from tests.ledgers.rectifying import FOUR, ROW, approved, claimed, move, planned, published, row, secretary


@pytest.fixture(autouse=True)
def _secretary(cast: Cast) -> None:
    secretary(cast)


def waiting(cast: Cast) -> Entry:
    """The committee's claim, not yet answered."""
    return published(cast).children.get(subject=cast.org["COMM"].subject)


def stages(entry: Entry) -> list[str]:
    return [it.stage for it in way_of(entry)]


def test_what_has_living_children_is_not_withdrawn(cast: Cast) -> None:
    problem, eve = published(cast), cast.scope("eve")
    with pytest.raises(Refusal) as refused:
        withdraw_entry(eve, problem, reason="登错了")
    assert str(refused.value) == "它下面还有 2 件没有撤回：请先撤回那些，再撤回这一件。"
    assert Entry.objects.get(pk=problem.pk).withdrawn_at is None
    first, second = problem.children.all()
    withdraw_entry(eve, first, reason="登错了")
    with pytest.raises(Refusal, match="还有 1 件没有撤回"):
        withdraw_entry(eve, problem, reason="登错了")
    withdraw_entry(eve, second, reason="登错了")
    assert withdraw_entry(eve, problem, reason="登错了").withdrawn_reason == "登错了"


def test_an_optional_field_said_empty_at_a_later_step_is_taken_out_again(cast: Cast) -> None:
    planned(cast)
    said = {**ROW, "goal": "按季听取", "lead": "王局长", "post": "办公室"}
    entry = row(cast, parent=claimed(cast), fields=said)
    assert entry.fields == said
    entry = move(cast, "di", entry, "approved", **FOUR, goal=" ", lead="李局长")
    assert entry.fields == {**ROW, **FOUR, "lead": "李局长"}
    assert {name for name, value in entry.moves.get().fields.items() if not value} == {"goal", "level", "post"}


def test_a_step_leaves_alone_what_it_does_not_ask_for(cast: Cast) -> None:
    problem = published(cast)
    before = dict(problem.fields)
    for claim in problem.children.all():
        withdraw_entry(cast.scope("eve"), claim, reason="不下发了")
    assert move(cast, "eve", problem, "ended").fields == before


def test_an_urging_between_reading_and_the_step_is_not_in_its_way(cast: Cast) -> None:
    claim = waiting(cast)
    read = Entry.objects.get(pk=claim.pk)
    urge(cast.scope("eve"), claim, note="请本周内认领")
    done = take(cast.scope("di"), read, step=Step("claimed", TODAY, {"shown": "记录不全"}), seen=read.step)
    assert (done.stage, done.step) == ("claimed", 1)
    assert [it.way for it in done.moves.all()] == [Move.Way.URGED, Move.Way.ON]


def test_an_urging_is_no_stage_of_the_way_even_where_it_comes_a_moment_after_the_step(cast: Cast) -> None:
    claim = waiting(cast)
    late = Entry.objects.get(pk=claim.pk)
    urge(cast.scope("eve"), claim, note="")
    assert stages(claim) == ["issued"]
    claim = move(cast, "di", claim, "claimed", shown="记录不全")
    urge(cast.scope("eve"), late, note="")  # read before the step
    claim = Entry.objects.get(pk=claim.pk)
    assert (claim.stage, stages(claim)) == ("claimed", ["issued", "claimed"])
    assert claim.moves.get(number=3).before == "claimed"


def test_an_urging_does_not_end_the_taking_back_of_ones_own_step(cast: Cast) -> None:
    claim = claimed(cast)
    urge(cast.scope("eve"), claim, note="请列出整改任务")
    claim = take_back(cast.scope("di"), Entry.objects.get(pk=claim.pk), reason="看错了", seen=1)
    assert (claim.stage, stages(claim), claim.step) == ("issued", ["issued"], 2)
    assert [it.way for it in claim.moves.all()] == [Move.Way.ON, Move.Way.URGED, Move.Way.TAKEN_BACK]


def test_who_is_too_late_is_told_of_the_step_and_not_of_the_urging(cast: Cast) -> None:
    claim = claimed(cast)
    urge(cast.scope("eve"), claim, note="")
    with pytest.raises(Refusal, match="已由di办到“已认领”"):
        take(cast.scope("di"), claim, step=Step("not-concerned", TODAY, {"reason": "没有支部"}), seen=0)


def test_who_only_reads_neither_hands_on_nor_urges(cast: Cast) -> None:
    entry = approved(cast)
    give([NewPost(cast.person["yi"].pk, "committee-member", cast.org["COMM"].pk, SINCE)], entered=0)
    for who in ("yi", "wu"):
        with pytest.raises(PermissionDenied):
            hand_on(cast.scope(who), entry, to="BO", reason="分工调整", seen=entry.step)
    with pytest.raises(PermissionDenied):
        urge(cast.scope("yi"), entry, note="")
    assert urge(cast.scope("wu"), entry, note="").step == entry.step
