"""Terms in force: a duty's keys and a dated term's keys made one, and which of them a period goes by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from dengming.calendar.due import DueRule, Stretch
from dengming.calendar.periods import Period
from dengming.rulebook.blocks import Basis
from dengming.rulebook.duties import Duty, Match, Need, Term, TermKeys
from dengming.rulebook.words import Every, Held, Measure

SHORT_NEED_KEYS = ("counts", "of", "measure", "at_least", "advise_at_most", "about")


@dataclass(frozen=True)
class PlainNeed:
    """One need with every key said."""

    id: str
    name: str
    counts: Match
    of: Match | None
    measure: Measure
    at_least: float
    advise_at_most: int | None
    previous: bool


@dataclass(frozen=True)
class PlainTerm:
    """A dated term with every key said. `until` is the first day on which it is no longer the newest; `awaits`: the
    paper is not there which would turn it on; `only`: asked of those owners alone who also are all of these; `doer`:
    the kinds of organisation that do it for the person who owes it."""

    since: date
    until: date | None
    repeal: bool
    revivable: bool
    document: str | None
    every: Every
    owner: tuple[str, ...]
    proposed_owner: tuple[str, ...]
    excepted: tuple[str, ...]
    held: Held
    needs: tuple[PlainNeed, ...]
    opens: Match | None
    extends: Match | None
    due: DueRule
    due_field: bool
    not_after: date | None
    case_length: Stretch | None
    grace_days: int
    remind: Stretch | None
    waivable: bool
    local: tuple[str, ...]
    basis: tuple[Basis, ...]
    note: str
    awaits: bool = False
    only: tuple[str, ...] = ()
    doer: tuple[str, ...] = ()

    @property
    def unowned(self) -> bool:
        """Judged for nobody: 责任主体待确认, or no paper yet that turns it on; shown with whose it would be."""
        return not self.owner


def plain_terms(duty: Duty) -> tuple[PlainTerm, ...]:
    """The duty's terms, oldest first, each with the duty's defaults filled in."""
    ends = [term.from_ for term in duty.term[1:]]
    return tuple(_plain(duty, term, end) for term, end in zip(duty.term, [*ends, None], strict=True))


def term_for(terms: tuple[PlainTerm, ...], period: Period) -> PlainTerm | None:
    """The term that the period goes by, or None where nothing is owed.

    The newest `from` not after the period's first day is in force; a changed term waits for the next period, a repeal
    cuts at once: a period that reaches the day of a repeal owes nothing.
    """
    found = None
    for term in terms:
        if term.since <= period.first:
            found = term
        if term.repeal and period.first < term.since <= period.last:
            return None
    return None if found is None or found.repeal else found


def term_at(terms: tuple[PlainTerm, ...], day: date) -> PlainTerm | None:
    """The newest term on a day: for cases (by their opening day) and for showing what is in force."""
    found = [term for term in terms if term.since <= day]
    return found[-1] if found else None


def _plain(duty: Duty, term: Term, until: date | None) -> PlainTerm:
    def said(key: str, default: Any = None) -> Any:
        for block in (term, duty):
            value = getattr(block, key)
            if value is not None:
                return value
        return default

    due = said("due")
    is_case = said("every") == "case"
    after = Stretch.parse(due.after) if due and due.after else None
    remind = said("remind")
    return PlainTerm(
        since=term.from_,
        until=until,
        repeal=term.repeal,
        revivable=term.revivable,
        document=term.document,
        every=said("every", "month"),
        owner=said("owner", ()),
        proposed_owner=said("proposed_owner", ()),
        excepted=said("except_", ()),
        held=said("held", "whole"),
        needs=() if term.repeal else _needs(duty, term),
        opens=said("opens"),
        extends=said("extends"),
        due=DueRule(
            day=due.day if due else None,
            after=None if is_case else after,
            shift=bool(due and due.shift),
            by_quarter=bool(due and due.by),
            month=due.month if due else None,
        ),
        due_field=bool(due and due.field),
        not_after=due.not_after if due else None,
        case_length=after if is_case else None,
        grace_days=said("grace_days", 0),
        remind=Stretch.parse(remind) if isinstance(remind, str) else None,
        waivable=bool(said("waivable", False)),
        local=said("local", ()),
        basis=(*duty.basis, *term.basis),
        note=term.note or duty.note,
        only=said("only", ()),
        doer=said("doer", ()),
    )


def _needs(duty: Duty, term: Term) -> tuple[PlainNeed, ...]:
    """The needs of a term: those it lists, else its short form, else the duty's."""
    for block in (term, duty):
        if block.need:
            return tuple(_plain_need(need, (need, term, duty), duty.name) for need in block.need)
    return (_plain_need(Need(id=duty.id), (term, duty), duty.name),)


def _plain_need(need: Need, blocks: tuple[TermKeys | Need, ...], name: str) -> PlainNeed:
    said = {
        key: next((value for block in blocks if (value := getattr(block, key)) is not None), None)
        for key in SHORT_NEED_KEYS
    }
    if said["counts"] is None:
        raise ValueError("缺少 counts")
    return PlainNeed(
        id=need.id,
        name=need.name or name,
        counts=said["counts"],
        of=said["of"],
        measure=said["measure"] or "count",
        at_least=said["at_least"] if said["at_least"] is not None else 1,
        advise_at_most=said["advise_at_most"],
        previous=said["about"] == "previous",
    )
