"""The views of a register: its cases by stage, or organisations × what they lie under."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from dengming.editions import clock
from dengming.ledgers.coming import coming, opens_on
from dengming.ledgers.models import Entry
from dengming.ledgers.places import branches_of
from dengming.ledgers.steps import due_day, late_by
from dengming.ledgers.titles import title_of, whose
from dengming.orgs.order import in_official_order
from dengming.rulebook.registers import Entry as Register


def board(block: Register, entries: Iterable[Entry], days: Mapping[int, date]) -> list[dict[str, Any]]:
    """A column for each stage, or each phase where the stages say theirs, with its cases, the earliest due first."""
    found = [(it, days.get(it.pk)) for it in entries]
    found.sort(key=lambda pair: (pair[1] is None, pair[1] or pair[0].happened))
    parts = {part.id: part.name for part in block.parts}
    branches = branches_of(entry for entry, _ in found)
    columns: dict[str, dict[str, Any]] = {
        it.phase or it.name: {"name": it.phase or it.name, "cards": []} for it in block.stage
    }
    for entry, due in found:
        card: dict[str, Any] = {"entry": entry, "title": title_of(entry), "due": due, "part": parts.get(entry.part, "")}
        card |= {"whose": whose(entry, card["title"], branches), "due_name": due_name(block, entry, due)}
        card["opens"] = None if due else opens_on(entry)
        card["doer"] = entry.doer.name if entry.doer else ""
        stage = block.stage_of(entry.stage)
        card["stage"] = stage.name if stage.phase not in ("", stage.name) else ""
        columns[stage.phase or stage.name]["cards"].append(card)
    return list(columns.values())


def due_name(block: Register, entry: Entry, due: date | None) -> str:
    """What the day is called: as the register says, where a duty sets it; by the step, where it is not the next one
    whose time runs."""
    if due is None or due != due_day(entry):
        return block.due_name if due else ""
    later = next((it.stage.name for it in coming(entry) if not it.is_next and it.last == due), "")
    return f"{later}最晚" if later else ""


def matrix(block: Register, entries: Iterable[Entry], days: Mapping[int, date]) -> dict[str, Any]:
    """Organisations in the official order × what their entries lie under, in the order of the column's field."""
    found = [it for it in entries if it.parent]
    heads = {it.parent_id: it.parent for it in found if it.parent}
    above = sorted(heads.values(), key=lambda parent: _rank(block, parent))
    rows = {it.subject_id: it.subject for it in found}
    cells = {(it.subject_id, it.parent_id): it for it in found}
    ordered = in_official_order([subject.organisation for subject in rows.values()])
    shown: list[dict[str, Any]] = [
        {"organisation": it, "cells": [_cell(block, cells.get((it.pk, head.pk)), days) for head in above]}
        for it in ordered
    ]
    return {
        "heads": [_column(block, it) for it in above],
        "rows": shown,
        "late": sum(cell["late"] for row in shown for cell in row["cells"] if cell),
        "counts": [_counts(block, [cells.get((it.pk, head.pk)) for it in ordered]) for head in above],
    }


def _column(block: Register, parent: Entry) -> dict[str, str]:
    return {"name": _head(block, parent), "title": title_of(parent), "url": reverse("case", args=[parent.uid])}


def _cell(block: Register, entry: Entry | None, days: Mapping[int, date]) -> dict[str, Any] | None:
    if entry is None:
        return None
    stage = block.stage_of(entry.stage)
    late = late_by(entry, days.get(entry.pk), clock.today()) > 0
    tone = "late" if late else "met" if stage.end else "quiet" if stage == block.stage[0] else "open"
    return {"url": reverse("case", args=[entry.uid]), "stage": stage.name, "tone": tone, "late": late}


def _counts(block: Register, entries: list[Entry | None]) -> str:
    """How many have left the first stage, of how many."""
    there = [it for it in entries if it]
    return f"{sum(it.stage != block.stage[0].id for it in there)}/{len(there)}"


def _head(block: Register, parent: Entry) -> str:
    return str(parent.fields.get(block.column or "", "")) or title_of(parent)


def _rank(block: Register, parent: Entry) -> tuple[int, str, int]:
    """Numbers by their value, words by themselves."""
    head = _head(block, parent)
    return (int(head) if head.isdigit() else 10**6, head, parent.pk)
