"""免办: reason, decider and, where the article leaves no room, a paper; it counts from its grant."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.scope import NotVisible
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact
from dengming.ledgers import queries
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Waiver
from dengming.ledgers.waivers import Grounds, grant, needs_paper, withdraw_waiver
from dengming.refusal import Refusal
from tests.cast import Cast, set_clock
from tests.shipped import rulebook

SINCE, UNTIL = date(2020, 7, 1), date(2020, 9, 30)
GROUNDS = Grounds("全体党员下沉社区防疫", "机关党委会议")
MEETING = "hold-branch-meeting"


def excuse(cast: Cast, who: str = "di", **changes: Any) -> Waiver:
    said: dict[str, Any] = {"duty": MEETING, "since": SINCE, "until": UNTIL, "grounds": GROUNDS, **changes}
    subject = said.pop("subject", None) or cast.org["A"].subject
    return grant(cast.scope(who), subject, **said)


def strict_duty() -> str:
    """A duty whose article leaves no room and that has an owner."""
    duties = rulebook().duties.values()
    return next(
        duty.id
        for duty in duties
        if needs_paper(duty, SINCE, UNTIL) and any(term.owner and not term.repeal for term in duty.terms)
    )


def test_a_waiver_is_one_fact_from_its_grant(cast: Cast) -> None:
    waiver = excuse(cast, who="wu")
    fact = Fact.objects.select_related("kind").get(source=waiver.source_id)
    assert fact.kind.name == f"waiver:{MEETING}"
    assert (fact.about, fact.happened, fact.deadline) == (SINCE.toordinal(), SINCE.toordinal(), UNTIL.toordinal())
    assert (fact.subject_id, fact.entered, fact.withdrawn) == (cast.org["A"].pk, waiver.granted_at, FAR_MOMENT)


def test_it_is_taken_back_with_a_reason_once(cast: Cast) -> None:
    waiver = excuse(cast, who="eve")
    set_clock(hour=11)
    waiver = withdraw_waiver(cast.scope("eve"), waiver, reason="情况变化")
    assert not Fact.objects.filter(source=waiver.source_id, withdrawn=FAR_MOMENT).exists()
    with pytest.raises(Refusal, match="已经撤回过"):
        withdraw_waiver(cast.scope("eve"), waiver, reason="x")
    excuse(cast, who="eve")


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"grounds": replace(GROUNDS, reason=" ")}, "reason", "“理由”还没有填"),
        ({"grounds": replace(GROUNDS, decider="")}, "decider", "“决定人（会议）”还没有填"),
        ({"grounds": replace(GROUNDS, paper="号" * 81)}, "paper", "太长"),
        ({"until": date(2020, 6, 30)}, "until", "早于起日"),
        ({"since": date(2010, 1, 1), "until": date(2010, 3, 31)}, "since", "没有执行"),
    ],
)
def test_each_field_has_its_sentence(cast: Cast, changes: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(FieldRefusal, match=says) as caught:
        excuse(cast, who="eve", **changes)
    assert list(caught.value.problems) == [field]
    assert not Waiver.objects.exists()


def test_where_the_article_leaves_no_room_a_paper_is_needed(cast: Cast) -> None:
    duty = strict_duty()
    with pytest.raises(FieldRefusal, match="没有留余地"):
        excuse(cast, who="eve", duty=duty)
    assert excuse(cast, who="eve", duty=duty, grounds=replace(GROUNDS, paper="工委〔2020〕8号")).paper


def test_overlapping_and_unknown_duties_are_refused(cast: Cast) -> None:
    excuse(cast, who="eve")
    with pytest.raises(FieldRefusal, match="已有同一事项的免办"):
        excuse(cast, who="eve", since=UNTIL, until=date(2020, 12, 31))
    with pytest.raises(Refusal, match="没有名为“no-such”的事项"):
        excuse(cast, who="eve", duty="no-such")


def test_nobody_excuses_oneself(cast: Cast) -> None:
    ann = cast.person["ann"].subject
    with pytest.raises(Refusal, match="不能给自己登记免办"):
        excuse(cast, who="ann", duty="have-heart-talk", subject=ann)
    assert excuse(cast, who="wu", duty="have-heart-talk", subject=ann, until=date(2020, 12, 31)).subject == ann


def test_only_within_reach(cast: Cast) -> None:
    waiver = excuse(cast, who="wu")
    with pytest.raises(PermissionDenied):
        excuse(cast, who="di")
    for who in ("charlie", "yi", "bo"):
        with pytest.raises(NotVisible):
            excuse(cast, who=who)
        with pytest.raises(NotVisible):
            queries.get_waiver(cast.scope(who), waiver.uid)
    for who in ("ann", "di", "eve"):
        assert list(queries.waivers(cast.scope(who), duty=MEETING)) == [waiver]
