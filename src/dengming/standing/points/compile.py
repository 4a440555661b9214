"""One way of keeping points → one SELECT with its constants in place: over facts, spans and verdicts, nothing else.

    scored  whose points are kept on the day
    earned  one row per rule, person and record (or verdict), with what it gives before any limit
    ranked  among the rules of a group that pays a record once, the highest comes first
    capped  what is left under the rule's own cap, in the order of days
    paid    what is left under the cap of the group

Amounts are magnitudes in hundredths of a point with a `sign`; a cap takes from the later days. The sum of a person does
not depend on the order in which things were entered: within a day only equal sums change places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.calendar.days import FAR_DAY, day_of
from dengming.calendar.periods import Period, add_months, periods_between
from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.scores import PointRule, PointTerm, Score, ScoreTerm
from dengming.standing.compile import Compiler
from dengming.standing.conditions import Conditions
from dengming.standing.points.limits import COLUMNS, amount_of, gains, head, hundredths, nothing, running, within
from dengming.standing.slots import slots_by_term

SLOTS = 10_000
"""A verdict's place in one integer: number of the duty × SLOTS + number of its period."""

_BACK_MONTHS = 13
"""A yearly duty becomes overdue after its year: periods are read from so far before the score's period."""


@dataclass(frozen=True)
class PointsCompiler(Conditions):
    """Compiles a score for one period, one question and one database."""

    rules: Rules
    score: Score
    period: Period

    @property
    def judged(self) -> date:
        """The day judged, or the period's last day if that is earlier."""
        return min(self.question.on, self.period.last)

    @property
    def term(self) -> ScoreTerm | None:
        """The score's own term in force on that day."""
        return self.score.term_at(self.judged)

    def ledger(self) -> str:
        """Every row of every person asked about; raw, capped and paid are magnitudes."""
        return (
            f"{self._relations()} SELECT {COLUMNS}, sign, raw, place, capped, paid FROM paid "
            "ORDER BY subject, about, rule, source, slot"
        )

    def totals(self) -> str:
        """Per person asked about: the sum of the rows, and how many own duties are overdue."""
        overdue = " UNION ALL ".join(
            f"SELECT subject, 0, 1 FROM ({text}) o{n}" for n, text in enumerate(self._overdue())
        )
        rows = [
            "SELECT subject, 0 AS points, 0 AS overdue FROM scored",
            "SELECT subject, sign * paid, 0 FROM paid",
            f"SELECT subject, 0, 1 FROM ({overdue}) x WHERE subject IN (SELECT subject FROM scored)" if overdue else "",
        ]
        union = " UNION ALL ".join(row for row in rows if row)
        return f"{self._relations()} SELECT subject, SUM(points), SUM(overdue) FROM ({union}) u GROUP BY subject"

    def verdicts(self, duties: list[PlainDuty], states: tuple[str, ...]) -> Iterator[str]:
        """SELECT slot, subject, day: own duties that came into one of the states within the period, by their day."""
        named = ", ".join(f"'{state}'" for state in states)
        first, last = day_of(self.period.first), day_of(self.judged)
        for number, duty in enumerate(duties):
            for term, slots in slots_by_term(self.rules, duty, self._back, self.judged):
                kept = [slot for slot in slots if first <= slot.grace + 1 <= last and slot.grace < FAR_DAY]
                if term.unowned or not kept:
                    continue
                places = {label: place for place, label in enumerate(self.slots(duty))}
                where = " ".join(f"WHEN {i} THEN {number * SLOTS + places[slot.label]}" for i, slot in enumerate(kept))
                text = Compiler(self.engine, self.question, duty, term).periods(kept)
                yield (
                    f"SELECT CASE v.i {where} END AS slot, v.subject AS subject, v.grace + 1 AS day FROM ({text}) v "
                    f"WHERE v.state IN ({named})"
                )

    def slots(self, duty: PlainDuty) -> list[str]:
        """The labels of the duty's periods, by which a verdict's slot is read again."""
        found = slots_by_term(self.rules, duty, self._back, self.judged)
        return sorted(slot.label for _, slots in found for slot in slots)

    def duties_of(self, rule: PointRule) -> list[PlainDuty]:
        """The duties whose verdicts the rule answers to."""
        named = rule.verdict.duty if rule.verdict else ()
        return [duty for name in named if (duty := self.rules.duty(name)) is not None]

    def personal(self) -> list[PlainDuty]:
        """All recurring duties that people owe."""
        roles = self.rules.rulebook.roles
        found = []
        for duty in self.rules.duties():
            owners = {owner for term in duty.terms for owner in term.owner}
            recurring = all(term.every not in ("case", "once") for term in duty.terms if not term.repeal)
            if owners and recurring and all(roles[owner].of == "person" for owner in owners):
                found.append(duty)
        return found

    @property
    def _back(self) -> date:
        return add_months(self.period.first, -_BACK_MONTHS)

    def _overdue(self) -> list[str]:
        return list(self.verdicts(self.personal(), ("overdue",)))

    def _relations(self) -> str:
        day = str(day_of(self.judged))
        excepted = self.score.except_
        beside = f" AND NOT {self.span_of('s.subject_id', excepted, day)}" if excepted else ""
        scored = (
            "scored AS MATERIALIZED (SELECT DISTINCT s.subject_id AS subject FROM orgs_span s "
            f"WHERE {self.live('s', self.score.owner, day)}{self.among('s.subject_id')}{beside})"
        )
        earned = " UNION ALL ".join(self._earned()) or nothing()
        ranked = (
            "SELECT e.*, ROW_NUMBER() OVER (PARTITION BY pool, sign, subject, source, slot ORDER BY raw DESC, rule) "
            "AS place FROM earned e"
        )
        first = "CASE WHEN place = 1 THEN raw ELSE 0 END"
        summed = f"SELECT r.*, {first} AS one, {running(first, 'rule, bucket')} AS run FROM ranked r"
        grouped = f"SELECT s.*, {within('cap', 'run', 'one')} AS capped FROM ({summed}) s"
        total = f"SELECT c.*, {running('capped', 'pool_group, sign')} AS all_run FROM capped c"
        paid = f"SELECT t.*, {within('group_cap', 'all_run', 'capped')} AS paid FROM ({total}) t"
        steps = {"earned": earned, "ranked": ranked, "capped": grouped, "paid": paid}
        named = ", ".join(f"{name} AS ({text})" for name, text in steps.items())
        return f"WITH {scored}, {named}"

    def _earned(self) -> Iterator[str]:
        """One SELECT for each dated term of each rule that reaches into the period."""
        for number, rule in enumerate(self.score.rule):
            for place, (term, first, last) in enumerate(self.stretches(rule)):
                if not term.points or first > last:
                    continue
                limits = self._limits(number, rule)
                if rule.counts is not None:
                    yield self._facts(number, place, rule, term, f"f.about >= {first} AND f.about <= {last}", limits)
                else:
                    yield from self._verdict_rows(number, place, rule, term, (first, last), limits)

    def stretches(self, rule: PointRule) -> list[tuple[PointTerm, int, int]]:
        """Each term of the rule with the first and the last day of it that lie in the period, to the day judged."""
        ends = [term.from_ - timedelta(days=1) for term in rule.term[1:]]
        return [
            (term, day_of(max(term.from_, self.period.first)), day_of(min(end or date.max, self.judged)))
            for term, end in zip(rule.term, [*ends, None], strict=True)
        ]

    def _facts(self, number: int, place: int, rule: PointRule, term: PointTerm, when: str, limits: str) -> str:
        assert rule.counts is not None  # asked by the caller
        amount = abs(hundredths(term.points))
        raw = f"{amount} * MAX(f.quantity) / 100" if rule.per == "unit" else str(amount)
        return (
            f"SELECT {head(number, place, term)}, e.*, {limits} FROM (SELECT f.subject_id AS subject, "
            "f.source_id AS source, 0 AS slot, MIN(f.about) AS about, MIN(f.happened) AS happened, "
            f"MAX(f.quantity) AS quantity, {raw} AS raw FROM facts_fact f WHERE {self.matches(rule.counts)} AND {when} "
            "AND f.subject_id IN (SELECT subject FROM scored) GROUP BY f.subject_id, f.source_id) e"
        )

    def _verdict_rows(
        self, number: int, place: int, rule: PointRule, term: PointTerm, days: tuple[int, int], limits: str
    ) -> Iterator[str]:
        amount = abs(hundredths(term.points))
        states = rule.verdict.state if rule.verdict else ()
        for text in self.verdicts(self.duties_of(rule), states):
            yield (
                f"SELECT {head(number, place, term)}, e.*, {limits} FROM (SELECT w.subject AS subject, 0 AS source, "
                f"w.slot AS slot, w.day AS about, w.day AS happened, 0 AS quantity, {amount} AS raw FROM ({text}) w "
                f"WHERE w.day >= {days[0]} AND w.day <= {days[1]} AND w.subject IN (SELECT subject FROM scored)) e"
            )

    def _limits(self, number: int, rule: PointRule) -> str:
        """The row's pool (within which a record pays once), its cap's bucket, its cap and its group's."""
        group = self.score.group_of(rule)
        place = [one.id for one in self.score.group].index(group.id)
        pool = place if group.once else 1000 + number
        buckets = periods_between(rule.cap_every or self.score.every, self.period.first, self.period.last)
        bucket = " ".join(f"WHEN e.about <= {day_of(one.last)} THEN {n}" for n, one in enumerate(buckets))
        caps = " ".join(f"WHEN e.about <= {day_of(one.last)} THEN {self._cap(rule, one)}" for one in buckets)
        # Only what is earned is limited by the group's cap: losses have caps of their own rules.
        group_cap = self.term.caps.get(group.id) if self.term and gains(rule) else None
        return (
            f"{pool} AS pool, CASE {bucket} END AS bucket, CASE {caps} END AS cap, {place} AS pool_group, "
            f"{amount_of(group_cap)} AS group_cap"
        )

    def _cap(self, rule: PointRule, bucket: Period) -> str:
        """The rule's cap by its term in force on the bucket's last day, or on the day judged if that is earlier."""
        day = min(bucket.last, self.judged)
        terms = [term for term in rule.term if term.from_ <= day and not term.repeal]
        return amount_of(terms[-1].cap if terms else None)
