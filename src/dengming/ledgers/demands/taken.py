"""A step as demands see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dengming.accounts.scope import Scope
from dengming.ledgers.demands.plans import Plans
from dengming.ledgers.way import Reached
from dengming.orgs.models import Subject
from dengming.rulebook import registers
from dengming.rulebook.registers import EntryStage


@dataclass(frozen=True)
class Taken:
    """A step as it is taken: whose case, to which stage, on which day, by which way, with all that is known by then,
    and of which part it is.

    `scope` is who takes it, and may be told what others may not; None for what anybody may be told. `plans` are looked
    up once for all steps that share them.
    """

    subject: Subject
    block: registers.Entry
    stage: EntryStage
    on: date
    way: Sequence[Reached]
    said: dict[str, str]
    scope: Scope | None = None
    part: str = ""
    plans: Plans = field(default_factory=Plans)

    def name(self, field: str) -> str:
        """What the field is called."""
        return next((it.name for it in self.block.field if it.id == field), field)

    def day(self, field: str) -> date | None:
        """The date in a field."""
        return date.fromisoformat(self.said[field]) if self.said.get(field) else None
