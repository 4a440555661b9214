"""The dry run of a roster as the page shows it: what is wrong first, then what changes, then who is new."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from dengming.orgs import kinds
from dengming.orgs.importing.results import FieldChange, Outcome, Plan, RowError, RowPlan

_SHOWN: Final = 200
_ORDER: Final = (Outcome.ERROR, Outcome.CHANGED, Outcome.NEW)
_LABELS: Final = {Outcome.ERROR: "有错误", Outcome.CHANGED: "更改", Outcome.NEW: "新增", Outcome.UNCHANGED: "未变"}


@dataclass(frozen=True)
class Line:
    """One row of the sheet: what comes of it, its faults with their cures, its changes."""

    row: int
    name: str
    branch: str
    outcome: str
    label: str
    faults: tuple[RowError, ...] = ()
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What the page says of a plan; `more` rows beyond those shown."""

    counts: dict[str, int]
    faults: int
    lines: list[Line] = field(default_factory=list)
    more: int = 0


def preview(plan: Plan) -> Preview:
    """The rows that somebody should look at, the gravest first; unchanged rows are only counted."""
    faults: dict[int, list[RowError]] = defaultdict(list)
    for error in plan.errors:
        faults[error.row].append(error)
    lines = [_line(row, faults) for row in plan.rows if row.outcome != Outcome.UNCHANGED or row.row in faults]
    lines.sort(key=lambda line: (_ORDER.index(Outcome(line.outcome)), line.row))
    counts = {_LABELS[outcome]: plan.count(outcome) for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)}
    counts[_LABELS[Outcome.ERROR]] = len(faults)
    return Preview(counts, len(plan.errors), lines[:_SHOWN], max(0, len(lines) - _SHOWN))


def _line(row: RowPlan, faults: dict[int, list[RowError]]) -> Line:
    outcome = Outcome.ERROR if row.row in faults else row.outcome
    said = tuple(faults.get(row.row, ()))
    return Line(row.row, row.name, row.branch, str(outcome), _LABELS[outcome], said, (*_enrolled(row), *row.changes))


def _enrolled(row: RowPlan) -> tuple[FieldChange, ...]:
    """Since when, and as what, somebody new comes in."""
    if (new := row.steps.new) is None:
        return ()
    return (FieldChange("编入", "", f"自 {new.since}，{kinds.STATUS_LABELS[new.particulars.status]}"),)
