"""Days of what has happened: none lies after the step that says it, nor before what it follows on."""

from datetime import date

import pytest

from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from tests.cast import SYSTEM, TODAY, Cast
from tests.ledgers.disciplining import PAPER

TOLD = date(2020, 9, 5)


def sanctioned(cast: Cast, decided: str = "2020-03-10", on: date = TOLD) -> Entry:
    fields = {"paper": PAPER, "decided": decided}
    entry: Entry = file_entry(
        SYSTEM, cast.person["ben"].subject, register="sanction", part="probation-2", happened=on, fields=fields
    )
    return entry


def stepped(entry: Entry, stage: str, on: date = TOLD, **said: str) -> Entry:
    step = Step(stage, on, {name.replace("_", "-"): value for name, value in said.items()})
    found: Entry = take(SYSTEM, entry, step=step, seen=entry.step)
    return found


def refused(refusal: pytest.ExceptionInfo[FieldRefusal]) -> dict[str, str]:
    return refusal.value.problems


def test_what_has_happened_lies_not_after_the_step(cast: Cast) -> None:
    with pytest.raises(FieldRefusal) as said:
        sanctioned(cast, "2020-09-06")
    assert refused(said) == {"decided": "“决定日期”2020年9月6日晚于办理日期2020年9月5日：请核对这两个日期。"}
    with pytest.raises(FieldRefusal) as said:
        stepped(sanctioned(cast, "2020-09-05"), "told", told="2020-09-06")
    assert list(refused(said)) == ["told"]
    assert TODAY > TOLD  # the step's own day counts, not today


def test_what_follows_lies_not_before_what_it_follows_on(cast: Cast) -> None:
    entry = sanctioned(cast, "2018-03-10")
    with pytest.raises(FieldRefusal) as said:
        stepped(entry, "told", told="2018-03-09")
    assert refused(said) == {"told": "“告知本人日期”2018年3月9日早于“决定日期”2018年3月10日：请核对这两个日期。"}
    entry = stepped(entry, "told", told="2018-03-10")
    with pytest.raises(FieldRefusal) as said:
        stepped(entry, "restored", restored="2018-03-09", restored_paper="机纪〔2020〕80号")
    assert list(refused(said)) == ["restored"]
    assert stepped(entry, "restored", restored="2020-09-05", restored_paper="机纪〔2020〕80号").stage == "restored"


def test_a_second_appeal_is_answered_after_it_and_not_measured_by_the_first_answer(cast: Cast) -> None:
    entry = stepped(sanctioned(cast), "told", told="2020-03-12")
    entry = stepped(entry, "appealed", appealed="2020-03-20", appeal="变更处分")
    entry = stepped(entry, "answered", answered="2020-04-20", result="维持")
    entry = stepped(entry, "appealed", appealed="2020-05-20", appeal="变更处分")
    with pytest.raises(FieldRefusal):
        stepped(entry, "answered", answered="2020-05-19", result="维持")


def test_somebody_out_of_contact_was_seen_before(cast: Cast) -> None:
    said = {"last-contact": "2020-09-06", "last-was": "交纳党费", "situation": "7 其他"}
    with pytest.raises(FieldRefusal) as refusal:
        file_entry(SYSTEM, cast.person["bo"].subject, register="lost-contact", happened=TOLD, fields=said)
    assert list(refused(refusal)) == ["last-contact"]
