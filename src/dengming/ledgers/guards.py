"""The named tests of a stage: what a file cannot say in fields and posts. Each refuses with one sentence."""

from collections.abc import Callable
from typing import Final

from dengming.accounts.scope import Scope
from dengming.ledgers.models import Entry
from dengming.refusal import Refusal
from dengming.rulebook.words import Guard


def second_person(scope: Scope, entry: Entry) -> None:
    """Somebody else than who filed it, and not the member whom it is about."""
    if scope.actor and scope.actor == entry.entered_by:
        raise Refusal("登记人不能审核自己登记的：请由另一位有确认权限的人办理。")
    if scope.person == entry.subject_id:
        raise Refusal("不能审核本人的：请由上级或其他有确认权限的人办理。")


GUARDS: Final[dict[Guard, Callable[[Scope, Entry], None]]] = {"second-person": second_person}
