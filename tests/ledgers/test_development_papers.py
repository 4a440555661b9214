"""The papers of a developed member: what was brought stays there when the file is opened again."""

from datetime import date

import pytest

from dengming.ledgers.demands.asked import findings
from dengming.ledgers.materials import remove
from dengming.ledgers.moving import send_back
from tests.cast import SYSTEM, Cast, set_clock
from tests.ledgers.developing import applied, stepped, walked

pytestmark = [pytest.mark.whole, pytest.mark.once]  # whole ways, step by step


@pytest.fixture(autouse=True)
def _later(cast: Cast) -> None:
    set_clock(date(2022, 3, 1))


def test_a_file_that_is_opened_again_keeps_its_papers_for_the_check(cast: Cast) -> None:
    entry = walked(applied(cast), "archived")
    set_clock(date(2022, 3, 2))
    entry = send_back(SYSTEM, entry, to="confirmed", reason="目录有误", seen=entry.step)
    assert findings(entry) == []
    assert stepped(entry, "archived", date(2022, 3, 2), {"archive": "党员档案柜3号"}).stage == "archived"


def test_a_cultivation_that_goes_on_after_all_keeps_them_too_and_what_is_taken_away_is_missed(cast: Cast) -> None:
    entry = walked(applied(cast), "examined")
    entry = stepped(entry, "stopped", date(2020, 5, 1), {"reason": "本人申请终止"})
    set_clock(date(2022, 3, 2))
    entry = send_back(SYSTEM, entry, to="examined", reason="终止有误", seen=entry.step)
    assert findings(entry) == []
    remove(SYSTEM, entry.materials.get(proof="dev-political"))
    assert [(it.stage.id, it.demand.id) for it in findings(entry)] == [("reviewed", "papers")]
