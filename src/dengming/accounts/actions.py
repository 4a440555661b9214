"""`@action`: how every write declares its permission, runs in one transaction and leaves one journal line.

@action("record.confirmed", label="确认纪实", needs="confirm", at=lambda record, **_: record.host.reach)
def confirm(scope: Scope, record: Record, *, opinion: str) -> Done[Record]:
    ...
    return Done(record, about=f"{record}", note={"opinion": opinion})

confirm(scope, record, opinion="同意")  # returns the record
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Concatenate, Final, Generic, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied

from dengming.accounts import journal
from dengming.accounts.capabilities import LABELS, SELF, WHOLE
from dengming.accounts.scope import Everywhere, NotVisible, Scope

P = ParamSpec("P")
T = TypeVar("T")
Place = str | int | Iterable[str]


@dataclass(frozen=True)
class Done(Generic[T]):
    """What an action gives back: its result, what the journal line is about, and a note of plain JSON values.
    `unnamed`: the line keeps no account and names nobody, for who acted would tell whom it is about."""

    result: T
    about: str
    note: dict[str, Any] = field(default_factory=dict)
    unnamed: bool = False


@dataclass(frozen=True)
class Declared:
    """An action or event as the journal, the documentation and the tests know it."""

    name: str
    label: str
    needs: str


UNNAMED: Final = "（不记名）"
"""How the journal names whoever acted where it must not say who."""
REGISTRY: Final[dict[str, Declared]] = {}
"""Every action and event by name."""


def declare(name: str, label: str, needs: str) -> Declared:
    """Enter a name into the registry. ValueError where it is taken or the capability is unknown."""
    if name in REGISTRY:
        raise ValueError(f"two actions are named {name}")
    if not label or needs not in LABELS:
        raise ValueError(f"action {name} needs a label and a capability of accounts.capabilities, not {needs!r}")
    REGISTRY[name] = Declared(name, label, needs)
    return REGISTRY[name]


def action(
    name: str, *, label: str, needs: str, at: Callable[..., Place] | None = None
) -> Callable[[Callable[Concatenate[Scope, P], Done[T]]], Callable[Concatenate[Scope, P], T]]:
    """Make a function an action.

    `at` is called with the same arguments but the scope and gives the path or paths where the capability is needed, all
    of them; for `needs="self"` the subject number that must be the actor's own. Without `at` the capability is needed
    over the whole installation (prefix ""), or anywhere where it is one of `capabilities.WHOLE`. Raises NotVisible
    (404) where a place is out of reach, PermissionDenied (403) where it is in reach without the capability.
    """
    declared = declare(name, label, needs)
    if needs == SELF and at is None:
        raise ValueError(f"action {name} is about oneself: `at` must give the subject number")

    def decorate(function: Callable[Concatenate[Scope, P], Done[T]]) -> Callable[Concatenate[Scope, P], T]:
        @wraps(function)
        def run(scope: Scope, /, *args: P.args, **kwargs: P.kwargs) -> T:
            authorise(scope, needs, None if at is None else at(*args, **kwargs))
            with journal.transaction_with_lines() as lines:
                done = function(scope, *args, **kwargs)
                actor = scope.actor.pk if scope.actor and not done.unnamed else None
                name = UNNAMED if done.unnamed else scope.name
                lines.append(journal.Entry(declared.name, done.about, name, actor, done.note))
            return done.result

        return run

    return decorate


def authorise(scope: Scope, needs: str, place: Place | None) -> None:
    """Return if the scope has the capability at every place given (None: over the whole installation), else raise."""
    if needs == SELF:
        if not isinstance(scope, Everywhere) and (scope.person is None or place != scope.person):
            raise NotVisible("只能办理本人的事项。")
        return
    if place is None or needs in WHOLE:
        allowed = scope.may(needs)
    else:
        allowed = _everywhere(scope, needs, [place] if isinstance(place, str) else list(place))  # type: ignore[arg-type]
    if not allowed:
        raise PermissionDenied(f"没有“{LABELS[needs]}”权限：请由有此权限的人办理。")


def _everywhere(scope: Scope, needs: str, paths: list[str]) -> bool:
    if not paths or not all(scope.reaches(path) for path in paths):
        raise NotVisible("没有找到。")
    return all(scope.may(needs, path) for path in paths)
