"""What may not be said of elections: demands of fields that are not of the kind, renewals, posts that are none."""

from typing import Any

import pytest

from dengming.rulebook.faults import Fault
from dengming.rulebook.register_checks import register_faults
from dengming.rulebook.registers import Entry
from dengming.rulebook.renewal_checks import strange_posts
from tests.shipped import rulebook

RULEBOOK = rulebook()
BLOCK = RULEBOOK.entries["election"]
FILE = RULEBOOK.home_of["entry:election"]


def faults(entry: Entry) -> list[Fault]:
    return list(register_faults(FILE, entry))


def with_stage(stage: str, **changes: Any) -> Entry:
    stages = tuple(it.model_copy(update=changes) if it.id == stage else it for it in BLOCK.stage)
    return BLOCK.model_copy(update={"stage": stages})


def with_demand(stage: str, kind: str, **changes: Any) -> Entry:
    """Of several dated demands of the kind the newest one is changed."""
    newest = [it for it in BLOCK.stage_of(stage).demand if getattr(it, kind)][-1]
    changed = newest.model_copy(update={kind: getattr(newest, kind).model_copy(update=changes)})
    return with_stage(stage, demand=tuple(changed if it is newest else it for it in BLOCK.stage_of(stage).demand))


def test_the_register_has_no_fault() -> None:
    assert faults(BLOCK) == []
    assert list(strange_posts(RULEBOOK, FILE)) == []


@pytest.mark.parametrize(
    ("stage", "kind", "changes", "said"),
    [
        ("nominated", "candidates", {"names": "nth"}, "栏目“nth”的类型不对"),
        ("nominated", "candidates", {"seats": "candidates"}, "栏目“candidates”的类型不对"),
        ("nominated", "candidates", {"margin": "20%"}, "看不懂比例“20%”"),
        ("nominated", "electable", {"names": "nth"}, "栏目“nth”的类型不对"),
        ("nominated", "electable", {"names": None}, "这一步不计票，不知道谁当选"),
        ("voted", "tally", {"votes": "candidates"}, "栏目“candidates”的类型不对"),
        ("voted", "tally", {"names": "tally"}, "栏目“tally”的类型不对"),
        ("voted", "tally", {"invalid": "spoilt"}, "没有栏目“spoilt”"),
        ("voted", "tally", {"quorum": "4/5"}, "看不懂比例“4/5”"),
        ("voted", "tally", {"passes": "half"}, "看不懂比例“half”"),
        ("reported", "settled", {"short": "less"}, "没有栏目“less”"),
        ("reported", "settled", {"agreed": "nth"}, "栏目“nth”的类型不对"),
        ("reported", "settled", {"passes": "many"}, "看不懂比例“many”"),
        ("postponed", "extends", {"until": "seats"}, "栏目“seats”的类型不对"),
        ("postponed", "extends", {"at_most": "a year"}, "a year"),
    ],
)
def test_a_demand_reads_fields_of_its_kind(stage: str, kind: str, changes: dict[str, str | None], said: str) -> None:
    (found,) = faults(with_demand(stage, kind, **changes))
    assert said in found.message


def test_only_a_count_has_a_least() -> None:
    fields = tuple(it.model_copy(update={"least": 1}) if it.id == "nth" else it for it in BLOCK.field)
    (found,) = faults(BLOCK.model_copy(update={"field": fields}))
    assert (found.place, found.message.split("。")[0]) == ("entry[election].field[nth].least", "只有整数才有最小的数")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"since": "elected"}, "没有阶段“elected”"),
        ({"fields": {"seats": "seats"}}, "第一个阶段不填“seats”"),
        ({"fields": {"nth": "name"}}, "没有栏目“name”"),
    ],
)
def test_the_next_case_begins_on_a_day_and_with_fields_that_there_are(changes: dict[str, Any], said: str) -> None:
    renews = BLOCK.stage_of("approved").renews
    assert renews
    (found,) = faults(with_stage("approved", renews=renews.model_copy(update=changes)))
    assert (found.place, said in found.message) == ("entry[election].stage[approved].renews", True)


def test_what_renews_is_final() -> None:
    assert ["下一件已经开始" in it.message for it in faults(with_stage("approved", back=("reported",)))] == [True]


def test_posts_are_filled_by_an_election_and_are_posts() -> None:
    silent = tuple(it.model_copy(update={"demand": ()}) for it in BLOCK.stage)
    assert ["不知道谁任职" in it.message for it in faults(BLOCK.model_copy(update={"stage": silent}))] == [True]
    wrong = FILE.model_copy(update={"entry": (with_stage("approved", fills=("member",)),)})
    assert ["没有名为“member”的职务" in it.message for it in strange_posts(RULEBOOK, wrong)] == [True]


def test_the_first_step_is_no_superiors() -> None:
    (found,) = faults(with_stage("in-office", superior=True))
    assert (found.place, found.message) == (
        "entry[election].stage[in-office].superior",
        "第一步和在别的组织办的，不能由上级办。",
    )


def test_only_what_each_organisation_begins_itself_may_be_missing() -> None:
    (found,) = faults(BLOCK.model_copy(update={"issue_to": ("branch",)}))
    assert found.place == "entry[election].missing"
    changed = BLOCK.model_copy(update={"owner": ("member",)})
    found, *_ = strange_posts(RULEBOOK, FILE.model_copy(update={"entry": (changed,)}))
    assert "逐人登记" in found.message
