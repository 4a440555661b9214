"""Names of fact kinds: how a block, its part and its stage become the one name that facts carry."""

from collections.abc import Iterator

from dengming.rulebook.dues import ASSESSED
from dengming.rulebook.duties import Match
from dengming.rulebook.library import Rulebook


def kind_name(noun: str, name: str, part: str = "", stage: str = "") -> str:
    """`activity:party-lecture`, `activity:training/concentrated`, `entry:monthly-report/work#filed`."""
    return f"{noun}:{name}{f'/{part}' if part else ''}{f'#{stage}' if stage else ''}"


def below_kind(kind: str) -> str:
    """The kind by which a fact of an entry also speaks for the case under which it was begun."""
    return f"below:{kind.removeprefix('entry:')}"


def waiver_kind(duty: str) -> str:
    """The kind of the facts that excuse from a duty."""
    return f"waiver:{duty}"


def kinds_of(match: Match) -> list[str]:
    """All kinds that the match accepts.

    A record emits one row per kind and one more per kind and part, so a match without `part` reads the plain rows.
    """
    parts = match.part or ("",)
    return [kind_name(match.noun, name, part, match.stage or "") for name in match.names for part in parts]


def all_kinds(rulebook: Rulebook) -> Iterator[str]:
    """Every kind that facts under this rulebook can have."""
    for activity in rulebook.activities.values():
        for part in ("", *(part.id for part in activity.parts)):
            yield kind_name("activity", activity.id, part)
    for entry in rulebook.entries.values():
        for part in ("", *(part.id for part in entry.parts)):
            for stage in entry.stage:
                yield kind_name("entry", entry.id, part, stage.id)
                if entry.under:
                    yield kind_name("below", entry.id, part, stage.id)
    for check in rulebook.checks.values():
        for item in ("", *(item.id for item in check.item)):
            yield kind_name("check", check.id, item)
    yield from (kind_name("dues", name, part) for name in rulebook.dues for part in ("", ASSESSED.id))
    yield from (waiver_kind(duty) for duty in rulebook.duties)
