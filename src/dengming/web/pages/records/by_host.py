"""The people of a record as its papers list them: by host where several hosted, in one list where one did."""

from collections.abc import Iterable
from dataclasses import dataclass

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs.models import Organisation
from dengming.records.models import Record
from dengming.records.own_people import co_hosts
from dengming.records.sheet import Mark, hosts_of
from dengming.web.pages.records.roll import Line, Roll, own_roll_of, roll_of
from dengming.web.pages.records.stages import is_joint

_OPEN_ROWS = 12
"""Empty lines for the people of a host whose list the reader may not see."""
_BESIDE = "其他人员"


@dataclass(frozen=True)
class SignIn:
    """Those who sign under one heading. `blanks`: empty lines in place of names."""

    name: str
    lines: tuple[Line, ...]
    blanks: range = range(0)


@dataclass(frozen=True)
class Present:
    """Who was there of one host; `told`: how many of how many, or that its people are not filled in."""

    name: str
    told: str
    names: str


def sign_in_groups(scope: Scope, record: Record) -> list[SignIn]:
    """Everybody but those who sit in. A host whose people are not listed yet: from the roster for whoever records for
    it, else empty lines; nobody learns who belongs to a branch by naming it as a host."""
    listed = [line for line in roll_of(record, rules()).lines if line.mark != Mark.OBSERVE]
    if not is_joint(record):
        return [SignIn("", tuple(listed))]
    waiting = {it.organisation.pk for it in co_hosts(record, rules()) if not it.filled}
    groups = []
    for host, lines in _by_host(record, listed):
        if host is not None and host.pk in waiting:
            mine = scope.may("record", host.reach)
            groups.append(_waiting(record, host, mine, lines))
        else:
            groups.append(SignIn(host.name if host else _BESIDE, tuple(lines)))
    return groups


def present_by_host(record: Record, roll: Roll) -> list[Present]:
    """Who was there; nothing where nobody was."""
    there = [line for line in roll.lines if line.mark == Mark.ATTEND]
    if not there:
        return []
    if not is_joint(record):
        return [Present("", "", _names(there))]
    waiting = {it.organisation.pk for it in co_hosts(record, rules()) if not it.filled}
    groups = _by_host(record, roll.lines)
    return [_present(host, lines, host is not None and host.pk in waiting) for host, lines in groups]


def away_by_host(record: Record, roll: Roll, mark: Mark) -> str:
    """Who has the mark, with the reasons: 张三（出差）；李四. Of a joint record after the host's name."""
    away = [line for line in roll.lines if line.mark == mark]
    if not is_joint(record):
        return _reasons(away)
    groups = [(host.name if host else _BESIDE, lines) for host, lines in _by_host(record, away)]
    return "。".join(f"{name}：{_reasons(lines)}" for name, lines in groups if lines)


def _waiting(record: Record, host: Organisation, mine: bool, listed: list[Line]) -> SignIn:
    if mine:
        return SignIn(host.name, own_roll_of(record, host, rules()).lines)
    return SignIn(host.name, tuple(listed), range(0 if listed else _OPEN_ROWS))


def _present(host: Organisation | None, lines: list[Line], waiting: bool) -> Present:
    there = [line for line in lines if line.mark == Mark.ATTEND]
    if host is None:
        return Present(_BESIDE, "", _names(there))
    expected = sum(line.mark != Mark.OBSERVE for line in lines)
    told = "还没有登记" if waiting else f"应到 {expected} 人，实到 {len(there)} 人"
    return Present(host.name, told, _names(there))


def _by_host(record: Record, lines: Iterable[Line]) -> list[tuple[Organisation | None, list[Line]]]:
    """Each host with its people, the lead host first; after them those of none of the hosts."""
    hosts, listed = hosts_of(record), list(lines)
    found: list[tuple[Organisation | None, list[Line]]] = [
        (host, [line for line in listed if line.branch == host.name]) for host in hosts
    ]
    beside = [line for line in listed if line.branch not in {host.name for host in hosts}]
    return [*found, (None, beside)] if beside else found


def _names(lines: Iterable[Line]) -> str:
    return "、".join(line.name for line in lines)


def _reasons(lines: Iterable[Line]) -> str:
    return "；".join(f"{line.name}（{line.said.reason}）" if line.said.reason else line.name for line in lines)
