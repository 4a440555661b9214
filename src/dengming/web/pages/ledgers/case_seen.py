"""What a case is, as its page shows it: its way, its fields, what it belongs to, its proofs, what was done."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label
from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.ledgers.becoming import begins_on
from dengming.ledgers.effects import Running, effects_of
from dengming.ledgers.materials import loose_now
from dengming.ledgers.models import Entry, Material, Move
from dengming.ledgers.parents import part_of
from dengming.ledgers.queries import sees
from dengming.ledgers.steps import earliest, has_expired, is_over, register_of, way_ahead
from dengming.ledgers.titles import move_heading, title_of
from dengming.ledgers.way import Reached, said_on, way_of
from dengming.records.queries import links_of
from dengming.refusal import days_in_words
from dengming.reports.case_lines import FieldWords, answers_for
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.registers import Entry as Register
from dengming.standing.sources import cite
from dengming.web.wording import short_date


def way(block: Register, entry: Entry) -> list[dict[str, str]]:
    """The stages reached with their days, and what comes next where there is one way on."""
    been, today = way_of(entry), clock.today()
    steps = [
        {"label": block.stage_of(it.stage).name, "state": "done", "note": short_date(_since(block, been, n), today)}
        for n, it in enumerate(been)
    ]
    over = block.stage_of(been[-1].stage).end or entry.withdrawn_at is not None or has_expired(entry)
    steps[-1]["state"] = "done" if over else "current"
    for stage in () if over else way_ahead(entry):
        first = earliest(entry, stage) if entry.stage in stage.from_ else None
        # only the time is told: what else the step needs stands at the step itself
        told = f"最早{short_date(first, today)}" if first and first > today else ""
        steps.append({"label": stage.name, "state": "todo", "note": told})
    return by_phase(block, steps) if any(stage.phase for stage in block.stage) else steps


def _since(block: Register, been: Sequence[Reached], number: int) -> date:
    """The day of the stage; of one of a phase that makes the person something, since when the person is that."""
    stage = block.stage_of(been[number].stage)
    return begins_on(stage.becomes, been[: number + 1]) if stage.phase and stage.becomes else been[number].day


def by_phase(block: Register, steps: list[dict[str, str]]) -> list[dict[str, str]]:
    """Of many stages the phases, each as far as its stages are; the day is that of its first."""
    phases = {stage.name: stage.phase or stage.name for stage in block.stage}
    found: list[dict[str, str]] = []
    for step in steps:
        label = phases[step["label"]]
        if found and found[-1]["label"] == label:
            found[-1]["state"] = step["state"] if step["state"] != "todo" else found[-1]["state"]
            if step["state"] == "todo" and found[-1]["state"] == "done":
                found[-1]["state"] = "current"
        else:
            found.append({**step, "label": label})
    return found


def following(block: Register, entry: Entry) -> str:
    """The next step by name, of what is done step by step; "" where there is none."""
    over = is_over(entry) or not block.stage_of(entry.stage).phase
    return "" if over else next((it.name for it in way_ahead(entry)), "")


def facts(scope: Scope, block: Register, entry: Entry) -> Iterator[dict[str, Any]]:
    """What is known, in the order of the register's fields: those of one printed list together, under its name."""
    if part := part_of(entry):
        yield {"sheet": "", "items": [{"term": "类别", "value": part}]}
    if block.destinations:
        yield {"sheet": "", "items": [{"term": "现在所在的党支部", "value": answers_for(entry)}]}
    words = FieldWords(scope, block, [entry])
    said = [field for field in block.field if entry.fields.get(field.id)]
    for sheet, fields in groupby(said, key=lambda field: field.sheet):
        yield {"sheet": sheet, "items": [_fact(words, field, entry.fields[field.id]) for field in fields]}
    if running := effects_of(entry):
        yield {"sheet": "影响期", "items": [_effect(it) for it in running]}


def _effect(running: Running) -> dict[str, str]:
    """From when until when, what follows from it, and by which article, as sure as it is."""
    ends = f"至 {running.until}" if running.until else "起，还没有到期"
    cited = "；".join(
        f"{it.where}：{it.says}{'，待核原文' if it.unverified else ''}" for it in cite(running.effect.basis)
    )
    return {"term": running.effect.name, "value": days_in_words(f"{running.since} {ends}（{cited}）")}


def _fact(words: FieldWords, field: EntryField, value: str) -> dict[str, str]:
    """A field as people read it, with where it leads."""
    url = reverse("record-detail", args=[value]) if words.opens(field, value) else ""
    held = f"{field.held_in}里已有" if field.held_in else ""
    return {"term": field.name, "value": words.read(field, value), "url": url, "sub": held}


def above(scope: Scope, entry: Entry) -> dict[str, Any] | None:
    """What it belongs to: its name, what it says, and where it is; another organisation's own is not to be opened."""
    if entry.parent is None:
        return None
    url = reverse("case", args=[entry.parent.uid]) if sees(scope, entry.parent) else ""
    return {"label": register_of(entry.parent).name, "url": url, "words": title_of(entry.parent, 300)}


def materials(scope: Scope, entry: Entry) -> list[dict[str, Any]]:
    """The proofs that are there, each with where it leads."""
    found = list(entry.materials.filter(removed_at=None).select_related("source", "added_by"))
    links = links_of(scope, {it.source_id for it in found if it.source_id})
    names, loose = rules().rulebook.proofs, loose_now(entry)
    return [
        {
            "loose": it.proof in loose,
            "material": it,
            "kind": names[it.proof].name if it.proof in names else it.proof,
            "title": _titled(it, links),
            "url": _where(entry, it, links),
            "by": it.added_by.name if it.added_by else "",
            "day": date_at(it.added_at),
        }
        for it in found
    ]


def _titled(material: Material, links: Mapping[int, dict[str, str]]) -> str:
    """The record, the file, or where the original lies."""
    if material.source_id:
        return links[material.source_id]["title"] if material.source_id in links else "记录"
    return material.name if material.digest else f"原件存放：{material.name}"


def grounds(entry: Entry) -> list[dict[str, str]]:
    """What the system suggested it by, each with where its facts are."""
    duties = rules().rulebook.duties
    code = entry.subject.code
    found = [
        {
            "text": f"{duties[duty].name}（{chinese_label(period)}）逾期未完成",
            "url": reverse("why", args=[code, duty, period]),
        }
        for duty, period in entry.grounds.get("overdue", [])
        if duty in duties
    ]
    if issue := entry.grounds.get("issue"):
        found.append({"text": entry.grounds["reasons"][-1], "url": reverse("bulletin", args=[issue])})
    return found


def judged_on(entry: Entry) -> date | None:
    """The day of the facts that it was suggested by."""
    return date.fromisoformat(entry.grounds["on"]) if entry.grounds else None


def events(scope: Scope, block: Register, entry: Entry) -> Iterator[dict[str, Any]]:
    """Everything that was done with it, the newest first."""
    if entry.withdrawn_at is not None:
        yield _event(date_at(entry.withdrawn_at), "撤回", entry.withdrawn_reason, "")
    words = FieldWords(scope, block, [entry])
    for move in reversed(list(entry.moves.select_related("moved_by"))):
        who = move.moved_by.name if move.moved_by else ""
        told = words.amended(move, said_on(way_of(entry, move))) if move.way == Move.Way.AMENDED else words.said(move)
        said = "；".join(word.rstrip("。；") for word in (*told, move.reason) if word)
        yield _event(move.happened, move_heading(block, move), said, who)
    who = entry.entered_by.name if entry.entered_by else ""
    yield _event(entry.happened, block.stage[0].name, "", who)


def public_events(block: Register, entry: Entry) -> Iterator[dict[str, Any]]:
    """The stages reached with their days, for whoever only sees it because it is public: no names, nobody's words."""
    for it in reversed(way_of(entry)):
        yield _event(it.day, block.stage_of(it.stage).name, "", "")


def _where(entry: Entry, material: Material, links: Mapping[int, Mapping[str, Any]]) -> str:
    """Where a proof is looked at: the record's page, the file; nowhere for a record that is out of reach."""
    if material.digest:
        return reverse("material-open", args=[entry.uid, material.uid])
    link = links.get(material.source_id) if material.source_id else None
    return reverse("record-detail", args=[link["uid"]]) if link else ""


def _event(day: Any, title: str, text: str, who: str) -> dict[str, Any]:
    said = "；".join(word for word in (text.rstrip("。；"), f"{who}办理" if who else "") if word)
    return {"day": day, "title": title, "text": said, "url": "", "icon": "flag", "marks": []}
