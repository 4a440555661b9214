"""The conditions that every compiled SELECT is built of: what was known, which facts match, who held a role when."""

from dataclasses import dataclass

from dengming.calendar.days import day_of
from dengming.facts.rows import PLACE_CODES, ROLE_CODES, UNATTENDED
from dengming.rulebook.duties import Match
from dengming.rulebook.kinds import kinds_of
from dengming.standing.question import Engine, Question


@dataclass(frozen=True)
class Conditions:
    """Conditions as text, for one question and one database."""

    engine: Engine
    question: Question

    @property
    def on(self) -> int:
        """The day judged."""
        return day_of(self.question.on)

    def matches(self, match: Match) -> str:
        """The condition on a fact row `f` that is known and not after the day judged."""
        kinds = ", ".join(str(self.engine.kind_id(kind)) for kind in kinds_of(match))
        tests = [f"f.kind_id IN ({kinds})", self.known("f"), f"f.happened <= {self.on}"]
        if match.role:
            tests.append(f"f.role IN ({', '.join(str(ROLE_CODES[role]) for role in match.role)})")
        elif match.activity:
            tests.append(f"f.role <> {UNATTENDED}")
        if match.place:
            tests.append(f"f.place = {PLACE_CODES[match.place]}")
        if match.proofs:
            mask = self.engine.proof_mask(match.proofs)
            tests.append(f"(f.proofs & {mask}) = {mask}")
        return " AND ".join(tests)

    def known(self, alias: str) -> str:
        """The row was known at the moment asked about."""
        known = self.question.known
        return f"{alias}.entered <= {known} AND {alias}.withdrawn > {known}"

    def among(self, column: str) -> str:
        """The subject in this column is asked about; starts with AND, empty for everybody."""
        return self.question.among.sql(column, self.on, self.question.known, self.engine)

    def live(self, alias: str, roles: tuple[str, ...], day: str) -> str:
        """The span row holds one of the roles on a day (a column or a number)."""
        numbers = ", ".join(str(self.engine.role_id(name)) for name in roles) or "NULL"
        return (
            f"{alias}.role_id IN ({numbers}) AND {alias}.since <= {day} AND {alias}.until >= {day} "
            f"AND {self.known(alias)}"
        )

    def span_of(self, subject: str, roles: tuple[str, ...], day: str) -> str:
        """The subject held one of the roles on a day."""
        return f"EXISTS (SELECT 1 FROM orgs_span h WHERE h.subject_id = {subject} AND {self.live('h', roles, day)})"
