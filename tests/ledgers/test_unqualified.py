"""不合格党员组织处置: from 2024-06-16 on, filed first, half a year to a year; nothing follows by itself."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dengming.accounts.scope import NotVisible
from dengming.calendar.days import date_of
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.actions import file_entry
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, send_back, take
from dengming.ledgers.queries import entries, get_entry
from dengming.ledgers.steps import due_day
from dengming.orgs.models import Span
from dengming.refusal import Refusal
from tests.cast import SYSTEM, Cast, set_clock

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

SAID = {
    "grounds": "不按规定参加组织生活",
    "facts": "2024年上半年三次党员大会没有请假也没有参加。",
    "meeting": "2024-06-20",
    "sanctioned": "没有",
}
WAY = (
    ("filed", date(2024, 7, 1), {"filing": "机党备〔2024〕3号"}),
    ("verified", date(2024, 7, 10), {"verified": "属实。"}),
    ("correcting", date(2024, 7, 15), {"from": "2024-07-15", "until": "2025-01-14", "correcting": "支〔2024〕2号"}),
    ("watched", date(2025, 1, 15), {"watch": "仍不参加。"}),
)
DECIDED = {"resolved": "2025-01-20 支部大会", "decided": "机党〔2025〕1号"}


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2025, 6, 1))


def proposed(cast: Cast, on: date = date(2024, 6, 20), who: str = "ben", **changes: str) -> Entry:
    fields = {**SAID, **changes}
    entry: Entry = file_entry(
        cast.scope("ann"), cast.person[who].subject, register="unqualified-member", happened=on, fields=fields
    )
    return entry


def walked(entry: Entry, until: str, **changes: str) -> Entry:
    for stage, on, said in WAY:
        entry = take(SYSTEM, entry, step=Step(stage, on, {**said, **changes}), seen=entry.step)
        if stage == until:
            break
    return entry


def held(cast: Cast) -> list[tuple[str, date, date | None]]:
    found = Span.objects.filter(subject=cast.person["ben"].subject, withdrawn=FAR_MOMENT).select_related("role")
    spans = [(it.role.name, date_of(it.since), it.until) for it in found.order_by("since")]
    return [(role, since, None if until > 3_000_000 else date_of(until)) for role, since, until in spans]


def test_proposed_filed_corrected_and_removed_and_back(cast: Cast) -> None:
    entry = walked(proposed(cast), "watched")
    assert findings(entry) == []
    with pytest.raises(PermissionDenied):
        take(cast.scope("ann"), entry, step=Step("removed", date(2025, 2, 1), DECIDED), seen=entry.step)
    entry = take(cast.scope("wu"), entry, step=Step("removed", date(2025, 2, 1), DECIDED), seen=entry.step)
    assert held(cast) == [("member", date(2015, 1, 1), date(2025, 1, 31))]
    assert list(entries(cast.scope("ann"), register="unqualified-member")) == [entry]
    send_back(cast.scope("wu"), entry, to="watched", reason="决定有误", seen=entry.step)
    assert held(cast) == [("member", date(2015, 1, 1), None)]


def test_with_the_membership_the_posts_end_and_come_back(cast: Cast) -> None:
    person = cast.person["bo"].subject
    group = Span.objects.filter(subject=person, role__name="group-member", withdrawn=FAR_MOMENT)
    before = group.get().until
    entry = walked(proposed(cast, who="bo"), "verified")
    entry = take(SYSTEM, entry, step=Step("removed", date(2025, 2, 1), DECIDED), seen=entry.step)
    assert date_of(group.get().until) == date(2025, 1, 31)
    send_back(SYSTEM, entry, to="verified", reason="决定有误", seen=entry.step)
    assert group.get().until == before


def test_who_mends_stays_and_who_is_persuaded_stays_until_leaving(cast: Cast) -> None:
    entry = walked(proposed(cast), "watched")
    good = take(
        cast.scope("ann"),
        entry,
        step=Step("qualified", date(2025, 1, 20), {"decided": "支〔2025〕1号"}),
        seen=entry.step,
    )
    assert held(cast) == [("member", date(2015, 1, 1), None)]
    entry = send_back(SYSTEM, good, to="watched", reason="重新考察", seen=good.step)
    entry = take(SYSTEM, entry, step=Step("persuaded", date(2025, 2, 1), DECIDED), seen=entry.step)
    assert held(cast) == [("member", date(2015, 1, 1), None)]
    entry = take(SYSTEM, entry, step=Step("left", date(2025, 3, 1), {"left": "2025-03-01，ann"}), seen=entry.step)
    assert held(cast) == [("member", date(2015, 1, 1), date(2025, 2, 28))]


def test_only_from_the_day_of_the_rules_on(cast: Cast) -> None:
    with pytest.raises(FieldRefusal) as refused:
        proposed(cast, on=date(2024, 6, 15))
    assert refused.value.problems["happened"] == "“不合格党员组织处置”自2024年6月16日起施行，以前的不登记。"
    assert proposed(cast, on=date(2024, 6, 16)).stage == "proposed"
    set_clock(date(2024, 6, 15))
    with pytest.raises(Refusal, match="自2024年6月16日起施行"):
        proposed(cast, on=date(2024, 6, 15), who="bo")


def test_who_was_sanctioned_for_the_same_is_not_put_there(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"同一问题没有受过党纪处分：.*第四条"):
        proposed(cast, sanctioned="已受处分")


@pytest.mark.parametrize(("until", "refused"), [("2025-07-14", False), ("2025-07-15", True)])
def test_at_most_a_year_to_the_day(cast: Cast, until: str, refused: bool) -> None:
    entry = walked(proposed(cast), "verified")
    step = Step("correcting", WAY[2][1], {**WAY[2][2], "until": until})
    if refused:
        with pytest.raises(Refusal, match="最长一年：2024年7月15日起最多到2025年7月14日"):
            take(SYSTEM, entry, step=step, seen=entry.step)
        return
    assert [it.demand.id for it in findings(take(SYSTEM, entry, step=step, seen=entry.step))] == ["usually"]


def test_it_is_filed_first_and_watched_when_the_time_is_over(cast: Cast) -> None:
    entry = proposed(cast)
    with pytest.raises(Refusal, match="不能办这一步"):
        take(SYSTEM, entry, step=Step("verified", date(2024, 7, 10), {"verified": "属实"}), seen=0)
    entry = walked(entry, "correcting")
    assert due_day(entry) == date(2025, 1, 14)
    with pytest.raises(Refusal, match="改正期已满：最早2025年1月15日才能办理"):
        take(SYSTEM, entry, step=Step("watched", date(2025, 1, 14), {"watch": "好"}), seen=entry.step)


def test_strangers_find_nothing(cast: Cast) -> None:
    entry = proposed(cast)
    for who in ("yi", "charlie", "bo"):
        with pytest.raises(NotVisible):
            get_entry(cast.scope(who), entry.uid)
    assert get_entry(cast.scope("ben"), entry.uid) == entry
