"""One record counts everywhere: planned, held, confirmed once, and each institution that it serves is 已完成."""

from datetime import date

from dengming.records.drafts import PersonDraft
from dengming.standing.queries import AsOf, standings
from tests.cast import Cast, set_clock
from tests.records import writing

KINDS = ("theme-day", "party-lecture", "seminar")
DUTIES = {"hold-theme-day", "quarterly-seminar"}


def states(cast: Cast, on: date, who: str = "A") -> dict[tuple[str, str], str]:
    subject = cast.org[who].pk if who in cast.org else cast.person[who].pk
    found = standings(cast.scope("ann"), AsOf.at(on), subjects=[subject])
    return {(item.duty.id, item.period): str(item.state) for item in found}


def test_one_record_three_kinds(cast: Cast) -> None:
    set_clock(date(2020, 9, 1))
    record = writing.step(cast, "plan", writing.draft(cast, *KINDS, on=date(2020, 9, 8)))
    set_clock(date(2020, 9, 10))
    before = states(cast, date(2020, 9, 10))
    people = {**writing.A_PEOPLE, "ANN": PersonDraft("attend", roles=["chair", "lecture"])}
    texts = {"minutes": "学习讨论。", "speeches": "交流材料。", "lesson": "党课讲稿。"}
    record = writing.fill(cast, record, people, {"hours": "2"}, texts)
    writing.step(cast, "confirm", writing.step(cast, "file", record))
    after = states(cast, date(2020, 9, 10))
    changed = {key: (before[key], after[key]) for key in after if before.get(key) != after[key]}
    assert set(changed.values()) == {("open", "met")}
    assert len({duty for duty, _ in changed}) >= 2, changed
    assert states(cast, date(2020, 9, 9)) == before
