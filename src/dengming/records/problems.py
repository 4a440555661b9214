"""A problem with a record: the field it stands beside, and one sentence that says what is wrong and how to mend it."""

from dataclasses import dataclass
from uuid import UUID


def role_field(role: str) -> str:
    """The field of who took a role."""
    return f"role-{role}"


@dataclass(frozen=True)
class Problem:
    """`other` is the record that the sentence speaks of, where there is one."""

    field: str
    message: str
    other: UUID | None = None
