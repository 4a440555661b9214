"""制度库: each institution as a sheet that a non-programmer can read; what the pages and `rulebook show` say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.schema import Institution
from dengming.rulebook.terms import PlainTerm, term_at
from dengming.standing.need_words import asks
from dengming.standing.points.sheet import ScoreSheet, score_sheets
from dengming.standing.sources import Cited, cite
from dengming.standing.term_words import due_words, every_words, local_words, owner_words


@dataclass(frozen=True)
class TermSheet:
    """A dated term in words. `standing`: now, past, future or stopped (a repeal in force). `last` is its last day;
    `revived` says that it is on again by the document."""

    since: date
    until: date | None
    last: date | None
    standing: str
    repeal: bool
    revived: bool
    every: str
    owner: str
    asks: tuple[str, ...]
    due: str
    local: tuple[str, ...]
    waivable: bool
    document: str
    note: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True)
class DutySheet:
    """A duty with its terms, newest first. `state`: asked, unowned, awaiting, stopped, past, future. `revivable` says
    whether a document number can turn it on again; `revived` gives that number once it did."""

    id: str
    name: str
    pack: str
    state: str
    now: TermSheet | None
    terms: tuple[TermSheet, ...]
    sources: tuple[Cited, ...]
    revivable: bool
    revived: str
    confirmed: str

    @property
    def starts(self) -> date:
        """The day on which it is first asked after what stands now, where it is still to come."""
        later = [term.since for term in self.terms if term.standing == "future" and not term.repeal]
        return min(later) if later else self.terms[-1].since


@dataclass(frozen=True)
class InstitutionSheet:
    """An institution with its duties; activities and registers stay as the rulebook has them."""

    institution: Institution
    pack_name: str
    sources: tuple[Cited, ...]
    duties: tuple[DutySheet, ...]
    added_to: tuple[DutySheet, ...]
    scores: tuple[ScoreSheet, ...]

    @property
    def words(self) -> str:
        """All that a search may look for: names, what is asked and of whom, documents, articles and clauses."""
        file, duties = self.institution, (*self.duties, *self.added_to)
        blocks = [rule.name for score in self.scores for rule in score.rules]
        blocks += [block.name for noun in (file.activity, file.entry, file.check, file.ballot) for block in noun]
        cited = (*self.sources, *(source for duty in duties for source in duty.sources))
        said = [term.owner for duty in duties for term in duty.terms if not term.repeal]
        found = [file.name, file.summary, *blocks, *(duty.name for duty in duties), *said]
        return " ".join([*found, *(f"{source.where} {source.quote}" for source in cited)]).casefold()

    @property
    def states(self) -> frozenset[str]:
        """The states of its duties, for the marks in the list."""
        return frozenset(duty.state for duty in self.duties)


def sheets(rules: Rules, on: date) -> Iterator[InstitutionSheet]:
    """All institutions in menu order as they stand on a day."""
    packs = {pack.id: pack.name for pack in rules.rulebook.packs}
    duties = {duty.id: duty_sheet(rules, duty, on) for duty in rules.duties()}
    sources = {duty.id: (duty.institution, duty.sources) for duty in rules.duties()}
    for file in rules.rulebook.institutions.values():
        own = tuple(duties[duty_id] for duty_id, (home, _) in sources.items() if home == file.id)
        added = tuple(duties[key] for key, (home, files) in sources.items() if home != file.id and file.file in files)
        scores = tuple(score_sheets(rules, file.id, on))
        yield InstitutionSheet(file, packs.get(file.pack, file.pack), tuple(cite(file.basis)), own, added, scores)


def sheet(rules: Rules, institution_id: str, on: date) -> InstitutionSheet | None:
    """One institution, or None for an unknown id."""
    return next((item for item in sheets(rules, on) if item.institution.id == institution_id), None)


def duty_sheet(rules: Rules, duty: PlainDuty, on: date) -> DutySheet:
    """One duty in words as it stands on a day."""
    present = term_at(duty.terms, on)
    terms = tuple(_term(rules, duty, term, present, on) for term in reversed(duty.terms))
    revived = rules.parameters.revived.get(duty.id)
    confirmed = rules.parameters.owners.get(duty.id)
    return DutySheet(
        duty.id,
        duty.name,
        duty.pack,
        _state(duty, present, on),
        next((item for item in terms if item.standing in ("now", "stopped")), None),
        terms,
        tuple(cite(duty.basis)),
        any(term.repeal and term.revivable for term in duty.terms) and revived is None,
        revived.document if revived else "",
        confirmed.document if confirmed else "",
    )


def _state(duty: PlainDuty, present: PlainTerm | None, on: date) -> str:
    if present is None:
        return "future"
    if present.repeal:
        later = any(term.since > on and not term.repeal for term in duty.terms)
        return "future" if later else "stopped"
    if present.awaits:
        return "awaiting"
    return "unowned" if present.unowned else "asked"


def _asks(rules: Rules, term: PlainTerm) -> Iterator[str]:
    """Each need in words; where there are several, under its name."""
    for need in term.needs:
        yield f"{need.name}：{asks(rules, need)}" if len(term.needs) > 1 else asks(rules, need)


def _when(term: PlainTerm, present: PlainTerm | None, on: date) -> str:
    if term is present:
        return "stopped" if term.repeal else "now"
    return "future" if term.since > on else "past"


def _term(rules: Rules, duty: PlainDuty, term: PlainTerm, present: PlainTerm | None, on: date) -> TermSheet:
    own = [item for item in term.basis if item not in duty.basis]
    revived = rules.parameters.revived.get(duty.id)
    return TermSheet(
        term.since,
        term.until,
        term.until - timedelta(days=1) if term.until else None,
        _when(term, present, on),
        term.repeal,
        revived is not None and not term.repeal and term.since == revived.since,
        every_words(term),
        owner_words(rules, term),
        tuple(_asks(rules, term)),
        due_words(term),
        tuple(local_words(term)),
        term.waivable,
        term.document or "",
        term.note,
        tuple(cite(own)),
    )
