"""The judge's engine on the product's own database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from dengming.editions import words
from dengming.editions.rules import Rules


@dataclass(frozen=True)
class DatabaseEngine:
    """Runs the compiled SELECTs on Django's connection; words and proof bits as the rules have them."""

    rules: Rules

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run one SELECT. The text holds integers and checked tree paths only, never what a user typed."""
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    def kind_id(self, name: str) -> int:
        """The integer of a fact kind."""
        return words.kind_id(name)

    def role_id(self, name: str) -> int:
        """The integer of a role."""
        return words.role_id(name)

    def proof_mask(self, names: Sequence[str]) -> int:
        """The bits of these proofs."""
        return sum(self.rules.rulebook.proofs[name].mask for name in set(names))
