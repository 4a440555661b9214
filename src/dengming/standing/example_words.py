"""The examples of an institution as people read them: what happened, and who then stands how."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from dengming.editions.rules import Rules
from dengming.rulebook.dues_amounts import ROUNDING_LABELS
from dengming.rulebook.examples import DuesExpectation, Expectation, PointsExpectation
from dengming.rulebook.places import packs_root
from dengming.rulebook.schema import Institution
from dengming.rulebook.words import STATE_LABELS, Colour, State

_NO_STATES: Final = {"none": "不欠", "unowned": "责任主体待确认"}


@dataclass(frozen=True)
class Outcome:
    """Who stands how in one duty and period; `who` is empty where the outcome is nobody's in particular."""

    who: str
    duty: str
    period: str
    label: str


@dataclass(frozen=True)
class ExampleSheet:
    """An example: what happened, the day judged, what was known by then, and what must come out."""

    name: str
    on: date
    known: date | None
    outcomes: tuple[Outcome, ...]


def examples_in_words(rules: Rules, file: Institution) -> Iterator[ExampleSheet]:
    """All examples of the institution, in the order of the file."""
    for example in file.example:
        outcomes = tuple(_outcome(rules, expected) for expected in example.expect)
        outcomes += tuple(_points(rules, expected) for expected in example.expect_points)
        outcomes += tuple(_dues(rules, expected) for expected in example.expect_dues)
        yield ExampleSheet(example.name, example.on, example.known, outcomes)


def _outcome(rules: Rules, expected: Expectation) -> Outcome:
    duty = rules.rulebook.duties.get(expected.duty)
    label = _NO_STATES.get(expected.state) or STATE_LABELS[State(expected.state)]
    period = expected.period if expected.period and expected.period != "once" else ""
    who = district_names().get(expected.subject or "", "")
    return Outcome(who, duty.name if duty else expected.duty, period, label)


def _points(rules: Rules, expected: PointsExpectation) -> Outcome:
    """61.5分，不预警."""
    said = [f"{expected.points:g}分"] if expected.points is not None else []
    if expected.colour:
        said.append("不计分" if expected.colour == "exempt" else Colour(expected.colour).label)
    score = rules.scores[expected.score]
    return Outcome(district_names().get(expected.subject, ""), score.name, "", "，".join(said))


def _dues(rules: Rules, expected: DuesExpectation) -> Outcome:
    """按月领取工资，基数4000元：每月40元; where the items are given, each with its sum."""
    dues = rules.rulebook.dues[expected.dues]
    names = {item.id: item.name for item in dues.item}
    base = f"基数{expected.base}元"
    if expected.base is None:
        base = "、".join(f"{names[name]}{amount}元" for name, amount in expected.items.items())
    rounding = f"，{ROUNDING_LABELS[expected.rounding]}" if expected.rounding else ""
    category = dues.category_of(expected.category)
    return Outcome(
        "", category.name if category else expected.category, "", f"{base}{rounding}：每月{expected.monthly}元"
    )


@lru_cache(maxsize=1)
def district_names() -> dict[str, str]:
    """The organisations and people of the example district, by id."""
    path = packs_root() / "example-district.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {item["id"]: item["name"] for item in (*data["org"], *data["person"])}
