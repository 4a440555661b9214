"""What a restricted register may not say, and what its effects must: each mistake alone, told with its cure."""

import pytest

from dengming.rulebook.faults import Fault
from dengming.rulebook.library import Rulebook
from dengming.rulebook.register_checks import register_faults
from dengming.rulebook.registers import Entry
from dengming.rulebook.restricted_checks import spread_elsewhere
from tests.shipped import rulebook

RULEBOOK = rulebook()
SANCTION = RULEBOOK.entries["sanction"]


def faults(entry: Entry) -> list[Fault]:
    return list(register_faults(RULEBOOK.home_of["entry:sanction"], entry))


def staged(**change: object) -> Entry:
    """The register with its second stage changed."""
    first, second, *rest = SANCTION.stage
    return SANCTION.model_copy(update={"stage": (first, second.model_copy(update=change), *rest)})


def effected(**change: object) -> Entry:
    """The register with its first effect changed."""
    first, *rest = SANCTION.effect
    return SANCTION.model_copy(update={"effect": (first.model_copy(update=change), *rest)})


def replaced(block: Entry) -> Rulebook:
    """The rulebook with this register in place of the one of its name."""
    home = RULEBOOK.home_of[f"entry:{block.id}"]
    entries = tuple(block if it.id == block.id else it for it in home.entry)
    file = home.model_copy(update={"entry": entries})
    return Rulebook(RULEBOOK.packs, tuple(file if it.id == file.id else it for it in RULEBOOK.files))


def test_as_it_is_it_has_none() -> None:
    assert faults(SANCTION) == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (SANCTION.model_copy(update={"filed_at": ("theme-day",)}), ".filed_at"),
        (SANCTION.model_copy(update={"paste": True}), ".paste"),
        (staged(public=True), ".stage[told].public"),
        (staged(to_members=True), ".stage[told].to_members"),
        (staged(takes=("minutes",)), ".stage[told].takes"),
        (staged(may="record"), ".stage[told].may"),
        (SANCTION.model_copy(update={"restricted": None}), ".stage[decided].undelivered"),
        (effected(from_="paper"), ".effect[warning]"),
        (effected(part=("reprimand",)), ".effect[warning]"),
        (effected(lasts="soon"), ".effect[warning]"),
    ],
)
def test_whatever_would_carry_it_to_others_is_refused(wrong: Entry, place: str) -> None:
    assert [it.place for it in faults(wrong)] == [f"entry[sanction]{place}"]


def test_no_field_has_room_for_the_facts_of_a_case() -> None:
    field = SANCTION.field[0].model_copy(update={"type": "long"})
    (found,) = faults(SANCTION.model_copy(update={"field": (field, *SANCTION.field[1:])}))
    assert "免得写进案情" in found.message


def test_neither_duty_nor_point_counts_on_it() -> None:
    file = RULEBOOK.home_of["score:member-points"]
    assert list(spread_elsewhere(RULEBOOK, file)) == []
    block = RULEBOOK.entries["merit"].model_copy(update={"restricted": "discipline"})
    found = list(spread_elsewhere(replaced(block), file))
    assert {it.message for it in found} == {f"“{block.name}”是受限台账，不能计入应办或积分。"}


def test_it_is_about_people() -> None:
    home = RULEBOOK.home_of["entry:sanction"]
    strange = SANCTION.model_copy(update={"owner": ("member", "branch")})
    (found,) = spread_elsewhere(RULEBOOK, home.model_copy(update={"entry": (strange,)}))
    assert (found.place, found.cure) == ("entry[sanction].owner", "请删去：branch。")
