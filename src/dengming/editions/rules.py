"""What judging goes by, as one value: the rulebook, the holiday table, the local parameters; and its stored form."""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from dengming.calendar.workdays import HolidayTable
from dengming.editions.dues import DuesSettings
from dengming.editions.parties import Parties
from dengming.editions.permits import Permit
from dengming.editions.tuning import TunedScore, tuned
from dengming.editions.tuning_duties import TunedDuty, tuned_duty
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
    tuned: dict[str, tuple[TunedScore, ...]] = field(default_factory=dict)
    tuned_duties: dict[str, tuple[TunedDuty, ...]] = field(default_factory=dict)
    permits: dict[str, Permit] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Parties] = field(default_factory=dict)
    compared: dict[str, str] = field(default_factory=dict)
    """Documents whose official text an administrator has compared with the pack, each with who did it and when."""
    dues: dict[str, DuesSettings] = field(default_factory=dict)

    def lead_of(self, bulletin: str, part: str) -> str:
        """The lead body 牵头单位 of a part of a bulletin that people fill in; empty: not set."""
        return self.leads.get(f"{bulletin}/{part}", "")

    def dump(self) -> str:
        """Canonical JSON."""
        value: dict[str, Any] = {
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
            "tuned_duties": {duty: [it.dump() for it in changes] for duty, changes in self.tuned_duties.items()},
            "leads": self.leads,
        }
        if self.permits:  # editions from before this parameter keep their text, and so their digest
            value["permits"] = {register: it.dump() for register, it in self.permits.items()}
        if self.parties:
            value["parties"] = {register: it.dump() for register, it in self.parties.items()}
        if self.compared:
            value["compared"] = self.compared
        if self.dues:
            value["dues"] = {name: it.dump() for name, it in self.dues.items()}
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
        since = value.get("in_use_since")  # editions from before a parameter lack it
        scores, duties = value.get("tuned", {}), value.get("tuned_duties", {})
        return cls(
            value["committee_name"],
            date.fromisoformat(since) if since else None,
            owners,
            revived,
            {score: tuple(TunedScore.parse(it) for it in changes) for score, changes in scores.items()},
            {duty: tuple(TunedDuty.parse(it) for it in changes) for duty, changes in duties.items()},
            {register: Permit.parse(it) for register, it in value.get("permits", {}).items()},
            value.get("leads", {}),
            {register: Parties.parse(it) for register, it in value.get("parties", {}).items()},
            value.get("compared", {}),
            {name: DuesSettings.parse(it) for name, it in value.get("dues", {}).items()},
        )


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
        """The duty with confirmed owners, revivals and adjusted numbers in its terms, or None for an unknown id."""
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
        return tuned_duty(self.untuned(duty), self.parameters.tuned_duties.get(duty.id, ()))

    def untuned(self, duty: PlainDuty) -> PlainDuty:
        """The duty with confirmed owners, revivals and permits, and the numbers of the pack."""
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
        if duty.permit:
            permit = self.parameters.permits.get(duty.permit)
            terms = tuple(_permitted(term, permit) for term in terms)
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


def _permitted(term: PlainTerm, permit: Permit | None) -> PlainTerm:
    """The term between the first and the last day of the paper; without a paper that ends, asked of nobody."""
    if permit is None or permit.until is None:
        return replace(term, owner=(), proposed_owner=term.owner, awaits=True)
    return replace(term, since=max(term.since, permit.since), not_after=permit.until, document=permit.document)


def dump_holidays(table: HolidayTable) -> str:
    """The holiday table as canonical JSON."""
    days = {day.isoformat(): works for day, works in sorted(table.exceptions.items())}
    return json.dumps({"years": sorted(table.years), "days": days}, sort_keys=True)


def parse_holidays(text: str) -> HolidayTable:
    """The table that `dump_holidays` wrote."""
    value = json.loads(text)
    days = {date.fromisoformat(day): works for day, works in value["days"].items()}
    return HolidayTable(frozenset(value["years"]), days)
