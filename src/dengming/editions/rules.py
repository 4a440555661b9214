"""What judging goes by, as one value: the rulebook, the holiday table, the local parameters; and its stored form."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from dengming.calendar.workdays import HolidayTable
from dengming.editions.tuning import Tuned, tuned
from dengming.rulebook.library import PlainDuty, Rulebook
from dengming.rulebook.scores import Score
from dengming.rulebook.terms import PlainTerm


@dataclass(frozen=True)
class Confirmed:
    """An owner that the committee has confirmed for a duty (责任主体), with the paper that says so."""

    owner: tuple[str, ...]
    since: date
    document: str


@dataclass(frozen=True)
class Revived:
    """A repealed duty that is on again (恢复执行) from a day, with the document number that the page shows."""

    since: date
    document: str


@dataclass(frozen=True)
class Parameters:
    """The committee's own settings 本地参数. `committee_name` heads its papers; `in_use_since` is the 启用日期."""

    committee_name: str = ""
    in_use_since: date | None = None
    owners: dict[str, Confirmed] = field(default_factory=dict)
    revived: dict[str, Revived] = field(default_factory=dict)
    tuned: dict[str, tuple[Tuned, ...]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)

    def lead_of(self, bulletin: str, part: str) -> str:
        """The lead body 牵头单位 of a part of a bulletin that people fill in; empty: not set."""
        return self.leads.get(f"{bulletin}/{part}", "")

    def dump(self) -> str:
        """Canonical JSON."""
        value = {
            "committee_name": self.committee_name,
            "in_use_since": self.in_use_since.isoformat() if self.in_use_since else None,
            "owners": {
                duty: {"owner": list(it.owner), "since": it.since.isoformat(), "document": it.document}
                for duty, it in self.owners.items()
            },
            "revived": {
                duty: {"since": it.since.isoformat(), "document": it.document} for duty, it in self.revived.items()
            },
            "tuned": {score: [it.dump() for it in changes] for score, changes in self.tuned.items()},
            "leads": self.leads,
        }
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    @classmethod
    def parse(cls, text: str) -> "Parameters":
        """The value that `dump` wrote."""
        value: dict[str, Any] = json.loads(text)
        owners = {
            duty: Confirmed(tuple(it["owner"]), date.fromisoformat(it["since"]), it["document"])
            for duty, it in value["owners"].items()
        }
        revived = {
            duty: Revived(date.fromisoformat(it["since"]), it["document"]) for duty, it in value["revived"].items()
        }
        since = value.get("in_use_since")  # editions from before this parameter lack it
        told = value.get("tuned", {})
        tuned = {score: tuple(Tuned.parse(it) for it in changes) for score, changes in told.items()}
        begun = date.fromisoformat(since) if since else None
        return cls(value["committee_name"], begun, owners, revived, tuned, value.get("leads", {}))


@dataclass(frozen=True)
class Rules:
    """A rulebook with the holiday table and the parameters that apply to it."""

    rulebook: Rulebook
    holidays: HolidayTable
    parameters: Parameters
    digest: str = ""

    def asks_in(self, first: date) -> bool:
        """Whether a period that begins on `first` is judged: not where it began before the 启用日期."""
        begun = self.parameters.in_use_since
        return begun is None or first >= begun

    def duty(self, duty_id: str) -> PlainDuty | None:
        """The duty with confirmed owners and revivals worked into its terms, or None for an unknown id."""
        duty = self.rulebook.duties.get(duty_id)
        return duty and self._settled(duty)

    def duties(self) -> list[PlainDuty]:
        """All duties in menu order, settled as in `duty`."""
        return [self._settled(duty) for duty in self.rulebook.duties.values()]

    @cached_property
    def scores(self) -> dict[str, Score]:
        """The ways of keeping points by id, with the committee's adjustments worked in."""
        changes = self.parameters.tuned
        return {name: tuned(score, changes.get(name, ())) for name, score in self.rulebook.scores.items()}

    def _settled(self, duty: PlainDuty) -> PlainDuty:
        terms = duty.terms
        if confirmed := self.parameters.owners.get(duty.id):
            terms = tuple(
                replace(term, owner=confirmed.owner, document=term.document or confirmed.document)
                if term.unowned and not term.repeal
                else term
                for term in terms
            )
        if revived := self.parameters.revived.get(duty.id):
            terms = _revive(terms, revived)
        return duty if terms is duty.terms else replace(duty, terms=terms)


def _revive(terms: tuple[PlainTerm, ...], revived: Revived) -> tuple[PlainTerm, ...]:
    """The last term that asked for something, again from the day of revival.

    Revived on the very day of the repeal, it never stopped: the repeal would cut the period it falls in.
    """
    before = [term for term in terms if not term.repeal and term.since <= revived.since]
    if not before or not terms[-1].repeal:
        return terms
    again = replace(before[-1], since=revived.since, until=None, document=revived.document)
    gap = () if revived.since <= terms[-1].since else (replace(terms[-1], until=revived.since),)
    return (*terms[:-1], *gap, again)


def dump_holidays(table: HolidayTable) -> str:
    """The holiday table as canonical JSON."""
    days = {day.isoformat(): works for day, works in sorted(table.exceptions.items())}
    return json.dumps({"years": sorted(table.years), "days": days}, sort_keys=True)


def parse_holidays(text: str) -> HolidayTable:
    """The table that `dump_holidays` wrote."""
    value = json.loads(text)
    days = {date.fromisoformat(day): works for day, works in value["days"].items()}
    return HolidayTable(frozenset(value["years"]), days)
