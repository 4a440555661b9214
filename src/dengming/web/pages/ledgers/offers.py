"""What may be done in one step for many cases of a list, with the form for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from dengming.editions import clock
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.places import line_reach
from dengming.rulebook.registers import Entry, EntryStage
from dengming.web.forms.entries import StepForm

FEWEST: Final = 2


@dataclass(frozen=True)
class Typed:
    """A step for many that was refused: what was typed, and which cases were ticked."""

    stage: str
    form: StepForm
    chosen: list[str]


def offered(
    block: Entry, rows: Iterable[dict[str, Any]], own: Collection[str], typed: Typed | None = None
) -> list[dict[str, Any]]:
    """The steps that two or more cases of a page wait for, of the committee or at the `own` places, each with its form
    and the cases with their moves.

    What withdraws all below, or is taken when something happens, is for one case, looked at by itself; what an
    organisation answers is for its own people to say, not in one text for several by whoever is above.
    """
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        for step in row["steps"]:
            if not (step.withdraws_below or step.chance) and (step.may == "settle" or line_reach(row["entry"]) in own):
                groups[step.id].append(row)
    return [
        _offer(block, stage, groups[stage.id], typed if typed and typed.stage == stage.id else None)
        for stage in block.stage
        if len(groups[stage.id]) >= FEWEST and block.suits_many(stage)
    ]


def _offer(block: Entry, stage: EntryStage, rows: list[dict[str, Any]], typed: Typed | None) -> dict[str, Any]:
    cases: list[dict[str, Any]] = [
        {
            "entry": row["entry"],
            "value": f"{row['entry'].uid}:{row['entry'].step}",
            "title": row["title"],
            "whose": row["whose"],
        }
        for row in rows
    ]
    for case in cases:
        case["checked"] = case["value"] in typed.chosen if typed else not stage.end  # what ends is chosen one by one
    form = typed.form if typed else _form(block, stage, [row["entry"] for row in rows])
    return {"stage": stage, "cases": cases, "form": form, "refused": typed is not None}


def _form(block: Entry, stage: EntryStage, entries: list[Line]) -> StepForm:
    """Prefilled with what all of them already say."""
    same: dict[str, Any] = {"happened": clock.today(), "seen": 0}
    for field, _ in block.fields_of(stage):
        values = {entry.fields.get(field.id, "") for entry in entries}
        same[f"field-{field.id}"] = values.pop() if len(values) == 1 else ""
    return StepForm(block=block, stage=stage, initial=same, prefix=stage.id)
