"""What the committee may settle: owners that are unconfirmed, duties that stopped and may be revived, and a duty's
numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

from dengming.calendar.periods import period_of
from dengming.editions.rules import Rules
from dengming.editions.tuning_duties import TunedDuty
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.numbers import key_of, numbers_of
from dengming.rulebook.terms import PlainTerm, term_at


@dataclass(frozen=True)
class Settlable:
    """One duty that waits for a decision, or has had one (`document` and `since` of the decision)."""

    duty: PlainDuty
    roles: tuple[str, ...]
    stopped: date | None
    document: str
    since: date | None


def unconfirmed(now: Rules) -> list[Settlable]:
    """Duties with a proposed owner, confirmed or not."""
    found = []
    for duty in now.rulebook.duties.values():
        term = next((term for term in duty.terms if term.unowned and term.proposed_owner), None)
        if term is not None:
            decided = now.parameters.owners.get(duty.id)
            roles = tuple(now.rulebook.roles[role].name for role in term.proposed_owner)
            document, since = (decided.document, decided.since) if decided else ("", None)
            found.append(Settlable(duty, roles, None, document, since))
    return found


def stopped(now: Rules) -> list[Settlable]:
    """Duties that a rule has stopped and that may be turned on again."""
    found = []
    for duty in now.rulebook.duties.values():
        term = next((term for term in duty.terms if term.repeal and term.revivable), None)
        if term is not None:
            decided = now.parameters.revived.get(duty.id)
            document, since = (decided.document, decided.since) if decided else ("", None)
            found.append(Settlable(duty, (), term.since, document, since))
    return found


def tunable(now: Rules, duty_id: str, on: date) -> PlainTerm | None:
    """The term whose numbers the committee may adjust: the newest adjustment, or what is in force. None where the duty
    asks nothing, asks it once, or waits for its owner."""
    duty = now.duty(duty_id)
    day = max([on, *(change.since for change in now.parameters.tuned_duties.get(duty_id, ()))])
    term = term_at(duty.terms, day) if duty else None
    return None if term is None or term.repeal or term.unowned or term.every == "once" else term


def free_numbers(now: Rules, duty_id: str, term: PlainTerm) -> frozenset[str]:
    """The numbers of a term that the pack leaves to the committee; the others may only get stricter."""
    duty = now.rulebook.duties[duty_id]
    bases = [term_at(terms, term.since) for terms in (duty.terms, duty.untightened)]
    return frozenset(
        name
        for name in numbers_of(term)
        if all(key_of(name) in base.local for base in bases if base is not None and name in numbers_of(base))
    )


def next_first_day(term: PlainTerm, on: date) -> date:
    """The first day, after this one, on which an adjustment may begin."""
    following = on + timedelta(days=1)
    if term.every == "case" or period_of(term.every, following).first == following:
        return following
    return period_of(term.every, following).last + timedelta(days=1)


def tuned_duties(now: Rules) -> list[tuple[PlainDuty, TunedDuty]]:
    """The duties whose numbers the committee has adjusted, each with its newest adjustment."""
    duties = now.rulebook.duties
    return [(duties[name], changes[-1]) for name, changes in now.parameters.tuned_duties.items() if name in duties]
