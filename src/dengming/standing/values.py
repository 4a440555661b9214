"""States and their derivations as plain values: what the commands print as JSON (the contract of the command line)."""

from collections.abc import Collection, Mapping
from typing import Any

from dengming.facts.models import Source
from dengming.orgs.models import Subject
from dengming.standing.explain import FactSeen, NeedSeen, Why
from dengming.standing.judge import NeedStanding, Standing
from dengming.standing.sources import basis_values


def codes(standings: list[Standing]) -> dict[int, tuple[str, str]]:
    """Code and name of every subject, in one query for any number of rows."""
    return names_of({item.subject for item in standings})


def names_of(subjects: Collection[int]) -> dict[int, tuple[str, str]]:
    """Code and name of these subjects, by number."""
    rows = Subject.objects.values_list("pk", "code", "name")
    rows = rows.filter(pk__in=subjects) if len(subjects) < 500 else rows  # no database likes huge lists
    return {pk: (code, name) for pk, code, name in rows if pk in subjects}


def standing_value(item: Standing, subjects: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    """One state. `done` and `needed` count needs met where a duty has several."""
    code, name = subjects[item.subject]
    return {
        "duty": item.duty.id,
        "duty_name": item.duty.name,
        "subject": code,
        "subject_name": name,
        "period": item.period,
        "state": str(item.state),
        "state_label": item.state.label,
        "entered_late": item.entered_late,
        "done": number(item.done),
        "needed": number(item.needed),
        "opens": item.opens,
        "due": item.due,
        "grace": item.grace,
        "basis": basis_values(item.term.basis or item.duty.basis),
        "needs": [_need_value(need) for need in item.needs],
    }


def why_value(why: Why) -> dict[str, Any]:
    """One state with its derivation: the term in force, each need with the facts that count and those that do not."""
    term = why.standing.term
    sources = _sources(why)
    value = standing_value(why.standing, codes([why.standing]))
    value |= {
        "sentence": why.sentence,
        "term": {
            "since": term.since,
            "until": term.until,
            "every": term.every,
            "owner": list(term.owner),
            "document": term.document,
            "local": list(term.local),
            "note": term.note,
        },
        "needs": [_need_seen(need, sources) for need in why.needs],
        "waivers": [sources[source] for source in why.waivers if source in sources],
    }
    return value


def number(value: float) -> float | int:
    """A whole number without its decimals."""
    return int(value) if value == int(value) else value


def _need_value(need: NeedStanding) -> dict[str, Any]:
    return {
        "id": need.need.id,
        "name": need.need.name,
        "done": number(need.done),
        "needed": number(need.need.at_least),
        "met": need.met,
    }


def _need_seen(need: NeedSeen, sources: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": need.need.id,
        "name": need.need.name,
        "asks": need.asks,
        "done": number(need.done),
        "needed": number(need.need.at_least),
        "met": need.met,
        "facts": [_fact(fact, sources) for fact in need.facts],
    }


def _fact(fact: FactSeen, sources: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "source": sources[fact.source],
        "happened": fact.happened,
        "about": fact.about,
        "role": fact.role,
        "place": fact.place,
        "quantity": number(fact.quantity),
        "entered": fact.entered,
        "counts": fact.counts,
        "why_not": fact.why_not,
    }


def _sources(why: Why) -> dict[int, dict[str, Any]]:
    wanted = {fact.source for need in why.needs for fact in need.facts} | set(why.waivers)
    return {row.pk: {"sort": row.sort, "uid": str(row.uid)} for row in Source.objects.filter(pk__in=wanted)}
