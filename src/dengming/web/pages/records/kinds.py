"""The kinds to choose from: what the hosts may hold, the organisation's most used first, the rest by theme."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count

from dengming.accounts.scope import Scope
from dengming.editions.rules import Rules
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.models import Organisation
from dengming.records.models import Record
from dengming.records.queries import Filters, visible
from dengming.rulebook.blocks import Activity

MOST_USED: Final = 6


@dataclass(frozen=True)
class KindChoice:
    """One kind as a chip, with its parts once it is chosen."""

    activity: Activity
    chosen: bool
    parts: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class KindGroup:
    """Chips under one heading. `folded` groups open on demand, unless something in them is chosen."""

    label: str
    kinds: tuple[KindChoice, ...]
    folded: bool


def kind_groups(
    scope: Scope, rules: Rules, hosts: Sequence[Organisation], on: date, chosen: Mapping[str, Collection[str]]
) -> list[KindGroup]:
    """The chips for these hosts. What is chosen already is offered whoever the hosts are."""
    offered = {name for name, activity in rules.rulebook.activities.items() if _may_hold(activity, hosts, on)}
    offered |= set(chosen) & set(rules.rulebook.activities)
    used = [name for name in most_used(scope, hosts[0]) if name in offered] if hosts else []
    groups = [_group("常用", used, rules, chosen, folded=False)] if used else []
    themes: dict[str, list[str]] = {}
    for name in rules.rulebook.activities:
        if name in offered and name not in used:
            themes.setdefault(rules.rulebook.home_of[f"activity:{name}"].theme, []).append(name)
    groups += [_group(theme, names, rules, chosen, folded=bool(used)) for theme, names in themes.items()]
    return groups


def most_used(scope: Scope, host: Organisation) -> list[str]:
    """The kinds that the organisation records most, as far as the actor sees."""
    records = visible(scope, Filters(organisation=host)).exclude(status=Record.Status.DRAFT).order_by()
    counted = records.values("kinds__activity").annotate(times=Count("pk")).order_by("-times", "kinds__activity")
    return [row["kinds__activity"] for row in counted[:MOST_USED] if row["kinds__activity"]]


def _may_hold(activity: Activity, hosts: Sequence[Organisation], on: date) -> bool:
    return any(set(activity.host) & roles_on(host, on) for host in hosts)


def roles_on(host: Organisation, on: date) -> set[str]:
    """What the organisation is on the day: its kind and its conditions."""
    return {host.kind, *(role_name(span.role_id) for span in spans.roles_of(host.pk, on))}


def _group(
    label: str, names: Sequence[str], rules: Rules, chosen: Mapping[str, Collection[str]], *, folded: bool
) -> KindGroup:
    kinds = tuple(_choice(rules.rulebook.activities[name], chosen.get(name)) for name in names)
    return KindGroup(label, kinds, folded and not any(kind.chosen for kind in kinds))


def _choice(activity: Activity, parts: Collection[str] | None) -> KindChoice:
    shown = tuple((part.id, part.name, part.id in (parts or ())) for part in activity.parts)
    return KindChoice(activity, parts is not None, shown)
