"""One duty term → one small SELECT with its constants in place.

The text runs alike on SQLite and PostgreSQL: no date arithmetic beyond adding days, no scalar min(a, b), no sum of
booleans. Every step is a named relation:

    slot    the periods with their dates (cases: the due day for each opening day)
    owed    slot × owner, by the spans of the day (cases: the opened cases)
    hit     matching facts, one row per record and need
    tally   per slot, subject and need: measured values and whether they meet the need; rows of waivers
    result  per slot and subject: the state
"""

from collections.abc import Callable
from dataclasses import dataclass

from dengming.calendar.days import day_of
from dengming.rulebook.kinds import waiver_kind
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.standing.conditions import Conditions
from dengming.standing.slots import Slot
from dengming.standing.verdict import DAY_BASE, result, tally, waived_rows

HitSource = Callable[[str, bool, bool], str]
"""(condition on fact f, about the previous period, as base of a rate) → the FROM … GROUP BY of the hits."""


@dataclass(frozen=True)
class Compiler(Conditions):
    """Compiles one term of a duty for one question and one database."""

    duty: PlainDuty
    term: PlainTerm

    def periods(self, slots: list[Slot]) -> str:
        """The SELECT for a recurring duty over these periods. Columns: see `verdict.result`."""
        values = ", ".join(self._values(number, slot) for number, slot in enumerate(slots))
        slot = (
            "slot(i, first, last, due, grace, before_first, before_last, at_first, at_last) AS MATERIALIZED "
            f"(SELECT * FROM (VALUES {values}) AS v)"
        )
        owed = (
            "owed AS MATERIALIZED (SELECT DISTINCT p.i, s.subject_id AS subject, p.first, p.last, p.due, p.grace "
            f"FROM slot p JOIN orgs_span s ON {self.live('s', self.term.owner, 'p.at_last')} "
            f"WHERE 1 = 1{self.among('s.subject_id')}{self._held_throughout()}{self._not_excepted()}{self._only()})"
        )
        waived = f"FROM slot p JOIN facts_fact f ON f.about <= p.last AND f.deadline >= p.last WHERE {self._waiver()}"
        return self._statement([slot, owed], self._period_hits, waived)

    def cases(self, due_of: list[tuple[int, int]], repealed: int | None) -> str:
        """The SELECT for a duty owed per case; `due_of` gives the rule's due day for each opening day.

        The newest extension's agreed day replaces the case's own, which replaces the rule's; `not_after` caps all
        three. A case that would fall due on or after the day of a repeal is no longer owed.
        """
        days = ", ".join(f"({day}, {due})" for day, due in due_of)
        due_table = f"due_of(day, rule_due) AS MATERIALIZED (SELECT * FROM (VALUES {days}) AS v)"
        kept = f" WHERE due < {repealed}" if repealed else ""
        owed = (
            "owed AS MATERIALIZED (SELECT i, subject, first, due AS last, due, "
            f"due + {self.term.grace_days} AS grace FROM ({self._opened()}) o{kept})"
        )
        waived = f"FROM owed p JOIN facts_fact f ON f.subject_id = p.subject WHERE {self._waiver()} "
        waived += "AND ((f.case_id IS NULL AND f.about <= p.last AND f.deadline >= p.last) OR f.case_id = p.i)"
        return self._statement([due_table, f"longer AS ({self._extended()})", owed], self._case_hits, waived)

    def openers(self) -> str:
        """The distinct opening days of the term's cases, for which Python works out the rule's due days."""
        return f"SELECT DISTINCT f.about FROM facts_fact f WHERE {self._opens()}"

    def _values(self, number: int, slot: Slot) -> str:
        days = (slot.first, slot.last, slot.due, slot.grace, slot.earlier_first, slot.earlier_last)
        moments = (min(slot.first, self.on), min(slot.last, self.on))
        return f"({', '.join(map(str, (number, *days, *moments)))})"

    def _held_throughout(self) -> str:
        held = self.span_of("s.subject_id", self.term.owner, "p.at_first")
        return "" if self.term.held == "end" else f" AND {held}"

    def _not_excepted(self) -> str:
        excepted = self.term.excepted
        return f" AND NOT {self.span_of('s.subject_id', excepted, 'p.at_last')}" if excepted else ""

    def _only(self) -> str:
        return "".join(f" AND {self.span_of('s.subject_id', (role,), 'p.at_last')}" for role in self.term.only)

    def _opens(self) -> str:
        if self.term.opens is None:
            return "1 = 0"
        until = f" AND f.about < {day_of(self.term.until)}" if self.term.until else ""
        owner = self.span_of("f.subject_id", self.term.owner, "f.about")
        return (
            f"{self.matches(self.term.opens)} AND f.about >= {day_of(self.term.since)}{until} "
            f"AND {owner}{self.among('f.subject_id')}"
        )

    def _opened(self) -> str:
        agreed = "f.deadline" if self.term.due_field else "NULL"
        due = f"COALESCE(l.k % {DAY_BASE}, {agreed}, d.rule_due)"
        if self.term.not_after:
            cap = day_of(self.term.not_after)
            due = f"CASE WHEN {due} > {cap} THEN {cap} ELSE {due} END"
        return (
            f"SELECT f.case_id AS i, f.subject_id AS subject, f.about AS first, {due} AS due FROM facts_fact f "
            f"JOIN due_of d ON d.day = f.about LEFT JOIN longer l ON l.i = f.case_id WHERE {self._opens()}"
        )

    def _extended(self) -> str:
        if self.term.extends is None:
            return "SELECT 0 AS i, CAST(0 AS bigint) AS k WHERE 1 = 0"
        newest = f"MAX(f.happened * CAST({DAY_BASE} AS bigint) + f.deadline)"
        matches = self.matches(self.term.extends)
        return f"SELECT f.case_id AS i, {newest} AS k FROM facts_fact f WHERE {matches} GROUP BY f.case_id"

    def _waiver(self) -> str:
        return f"f.kind_id = {self.engine.kind_id(waiver_kind(self.duty.id))} AND {self.known('f')}"

    def _period_hits(self, condition: str, previous: bool, as_base: bool) -> str:
        # Only of those who owe: a duty of few would otherwise read what everybody did.
        first, last = ("p.before_first", "p.before_last") if previous else ("p.first", "p.last")
        # A make-up that names the period replaces the absence: it counts, but is no further occasion of its own.
        occasion = " AND f.happened <= p.last" if as_base else ""
        return (
            f"FROM slot p JOIN facts_fact f ON f.about >= {first} AND f.about <= {last} "
            f"WHERE {condition}{occasion} AND f.subject_id IN (SELECT subject FROM owed) "
            "GROUP BY p.i, f.subject_id, f.source_id, p.grace"
        )

    def _case_hits(self, condition: str, previous: bool, as_base: bool) -> str:
        return (
            f"FROM owed p JOIN facts_fact f ON f.case_id = p.i AND f.subject_id = p.subject WHERE {condition} "
            "GROUP BY p.i, f.subject_id, f.source_id, p.grace"
        )

    def _hits(self, need: PlainNeed, source: HitSource) -> list[str]:
        columns = "p.grace, MIN(f.happened) AS happened, MAX(f.quantity) AS quantity, MIN(f.entered) AS entered"
        found = []
        for base, match in enumerate((need.counts, need.of)):
            if match is not None:
                dates = "0 AS first, 0 AS last, 0 AS due"
                start = f"SELECT p.i, f.subject_id AS subject, {base} AS base, 0 AS owes, {dates}, {columns}"
                found.append(f"{start} {source(self.matches(match), need.previous, bool(base))}")
        return found

    def _statement(self, relations: list[str], source: HitSource, waived: str) -> str:
        parts = [tally(number, need, self._hits(need, source)) for number, need in enumerate(self.term.needs)]
        parts.append(waived_rows(waived))
        tallies = f"tally AS ({' UNION ALL '.join(parts)})"
        return f"WITH {', '.join([*relations, tallies])} {result(self.term.needs, self.on)}"
