"""流动党员: at least six months, contacts each half year, and what the national system holds is not asked for again."""

from datetime import date

import pytest

from dengming.accounts.scope import NotVisible
from dengming.ledgers.actions import file_entry
from dengming.ledgers.demands.asked import findings
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.queries import entries, get_entry
from dengming.refusal import Refusal
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import Cast, set_clock
from tests.shipped import rulebook

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step

OUT = date(2020, 1, 10)
SAID = {"reason": "工作变化", "months": "12", "since": OUT.isoformat()}


def out(cast: Cast, **changes: str) -> Entry:
    """Bo leaves for a year."""
    entry: Entry = file_entry(
        cast.scope("ann"),
        cast.person["bo"].subject,
        register="mobile-member",
        happened=OUT,
        fields={**SAID, **changes},
    )
    return entry


def contacted(cast: Cast, entry: Entry, on: date) -> None:
    said = {"by": "ANN", "way": "电话"}
    file_entry(cast.scope("ann"), entry.subject, register="mobile-contact", happened=on, fields=said, parent=entry)


def test_out_contacted_each_half_year_and_back(cast: Cast) -> None:
    set_clock(date(2021, 1, 15))
    entry = out(cast)
    contacted(cast, entry, date(2020, 6, 30))
    contacted(cast, entry, date(2020, 12, 20))
    entry = take(cast.scope("ann"), entry, step=Step("returned", date(2021, 1, 10), {"returned": "已回"}), seen=0)
    assert findings(entry) == []


def test_a_half_year_without_contact_is_told_and_not_refused(cast: Cast) -> None:
    set_clock(date(2021, 1, 15))
    entry = out(cast)
    contacted(cast, entry, date(2020, 6, 30))
    step = Step("returned", date(2021, 1, 10), {"returned": "已转组织关系"})
    (found,) = findings(take(cast.scope("ann"), entry, step=step, seen=0))
    assert "每半年联系一次：2020年7月1日至2020年12月31日没有“与流动党员联系”" in found.words


def test_less_than_six_months_is_not_mobile(cast: Cast) -> None:
    with pytest.raises(Refusal, match="六个月以上才是流动党员：要有“预计外出（月）”不少于6"):
        out(cast, months="5")
    assert out(cast, months="6").stage == "out"


def test_nobody_is_away_twice_or_for_ever(cast: Cast) -> None:
    with pytest.raises(FieldRefusal, match="“预计外出（月）”不能超过 120，现在是 999"):
        out(cast, months="999")
    entry = out(cast, months="120")
    with pytest.raises(FieldRefusal, match="bo已有一份没有办结的“流动党员（流出）”"):
        out(cast)
    take(cast.scope("ann"), entry, step=Step("returned", date(2020, 8, 1), {"returned": "已回"}), seen=0)
    assert out(cast).stage == "out"


def test_nobody_is_reminded_of_the_return_and_strangers_find_nothing(cast: Cast) -> None:
    entry = out(cast)
    assert [it.title for it in tasks(cast.scope("ann"), AsOf.at()) if "流动党员" in it.title] == []
    assert list(entries(cast.scope("yi"))) == []
    with pytest.raises(NotVisible):
        get_entry(cast.scope("charlie"), entry.uid)
    assert get_entry(cast.scope("bo"), entry.uid) == entry  # it is about oneself


def test_who_comes_in_is_a_line_of_the_branch_and_not_on_the_roster(cast: Cast) -> None:
    entry = file_entry(
        cast.scope("ann"), cast.org["A"].subject, register="mobile-incoming", happened=OUT, fields={"name": "丁某"}
    )
    entry = take(cast.scope("ann"), entry, step=Step("left", date(2020, 8, 1), {"left": "已返回原支部"}), seen=0)
    assert entry.stage == "left"
    assert list(entries(cast.scope("charlie"))) == []


def test_what_the_national_system_holds_is_marked_and_never_required() -> None:
    held = [it for name in ("mobile-member", "mobile-incoming") for it in rulebook().entries[name].field if it.held_in]
    assert [it.id for it in held] == ["to", "certificate", "from", "certificate"]
    assert not any(it.required for it in held)
    assert all(it.told.endswith("“全国党员管理信息系统”里已有，可以不填。") for it in held)
