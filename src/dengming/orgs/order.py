"""The official order of organisations: down the tree, siblings by ordinal, a leading body before what it leads."""

from collections.abc import Iterable

from dengming.orgs import kinds
from dengming.orgs.models import Organisation

_STEP = Organisation.steplen
_Key = tuple[tuple[int, int, str], ...]


def in_official_order(organisations: Iterable[Organisation]) -> list[Organisation]:
    """The organisations in the order in which official lists name them."""
    ordinals = dict(Organisation.objects.values_list("path", "ordinal"))
    seats = dict(Organisation.objects.filter(seat__isnull=False).values_list("pk", "seat__path"))
    return sorted(organisations, key=lambda it: _key(it, ordinals, seats))


def _key(it: Organisation, ordinals: dict[str, int], seats: dict[int, str]) -> _Key:
    """The ordinals from the root down; ties go by the order of founding (the path)."""
    if it.kind == kinds.LEADING_BODY and it.pk in seats:
        return (*_steps(seats[it.pk], ordinals), (0, it.ordinal, it.path))
    return _steps(it.path, ordinals)


def _steps(path: str, ordinals: dict[str, int]) -> _Key:
    prefixes = [path[:end] for end in range(_STEP, len(path) + 1, _STEP)]
    return tuple((1, ordinals.get(prefix, 0), prefix) for prefix in prefixes)
