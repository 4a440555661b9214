"""发展党员责任追究: what was done wrong is mostly found when the file is finished, and registered then too."""

from datetime import date

import pytest

from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.models import Entry
from dengming.refusal import Refusal
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers.developing import applied, reviewed, stepped, walked
from tests.ledgers.test_taken_up import on_roster, taken_up

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step
SAID = {"step": "第7步，没有公示就列为发展对象", "who": "时任支部书记"}


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2022, 3, 1))


def held_to_account(cast: Cast, entry: Entry) -> Entry:
    register, on = "development-accountability", date(2022, 2, 1)
    found: Entry = file_entry(
        cast.scope("ann"), entry.subject, register=register, happened=on, parent=entry, fields=SAID
    )
    return found


def test_it_is_registered_under_a_file_that_is_archived(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    assert held_to_account(cast, entry).parent == entry


def test_it_is_registered_under_a_cultivation_that_was_stopped(cast: Cast) -> None:
    entry = stepped(walked(applied(cast), "talked"), "stopped", date(2018, 5, 1), {"reason": "本人申请"})
    assert held_to_account(cast, entry).parent == entry


def test_nothing_else_is_begun_under_a_file_that_is_over(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    with pytest.raises(Refusal, match="“培养考察”现在不能放在这一件之下：它还没有办到那一步，或者已经办结。"):
        reviewed(entry, date(2021, 8, 1))


def test_nothing_is_registered_under_one_that_was_withdrawn(cast: Cast) -> None:
    entry = withdraw_entry(SYSTEM, taken_up(cast, on_roster(cast, "activist")), reason="登记错了人")
    with pytest.raises(Refusal, match="现在不能放在这一件之下"):
        held_to_account(cast, entry)
