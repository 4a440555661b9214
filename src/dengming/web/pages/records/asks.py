"""What the kinds of a record ask for, as the form shows it: texts, files, roles, reports, hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dengming.editions import clock
from dengming.editions.rules import Rules
from dengming.orgs.roster import Roster
from dengming.records.marks import ROLES, carried
from dengming.records.models import Record
from dengming.records.never_stored import is_content_free
from dengming.records.problems import role_field
from dengming.records.sheet import activities_of, proofs_taken, texts_of
from dengming.rulebook.blocks import Proof
from dengming.rulebook.registers import Entry
from dengming.rulebook.words import FACT_ROLE_LABELS
from dengming.web.pages.records.roll import Line, Roll

Wrong = Mapping[str, Sequence[str]]
"""What is wrong, by field; several sentences may stand beside one."""

ONE_NAME: Final = ("chair", "lecture")
"""Roles chosen by name from a list; the others are ticked, since many can have them."""


@dataclass(frozen=True)
class RoleAsked:
    """One role: who has it, whether it is chosen by name, what is wrong with it, and who `usual`-ly takes it where
    nobody is chosen: whoever heads the host chairs, once marked present."""

    id: str
    label: str
    by_name: bool
    held: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    usual: str = ""

    @property
    def error(self) -> str:
        """The element that says what is wrong."""
        return f"{role_field(self.id)}_error"

    @property
    def places(self) -> tuple[str, ...]:
        """A select for everybody who has it, or one empty."""
        return self.held or ("",)


@dataclass(frozen=True)
class ReportAsked:
    """What one person may report at it: (value to send, label, ticked) for each part and state."""

    line: Line
    parts: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]


@dataclass(frozen=True)
class Asks:
    """All of it. `content_free`: only that it took place may be kept."""

    texts: tuple[Proof, ...]
    files: tuple[Proof, ...]
    roles: tuple[RoleAsked, ...]
    kept_roles: tuple[tuple[str, str], ...]
    reports: tuple[ReportAsked, ...]
    hours: bool
    content_free: bool


def asks_of(record: Record, rules: Rules, roll: Roll, wrong: Wrong | None = None) -> Asks:
    """What the form shows for the record's kinds; `wrong` stands beside the roles."""
    activities = activities_of(record, rules.rulebook)
    asked = {role for activity in activities for role in activity.roles}
    roles = [_role(role, roll, wrong or {}) for role in ROLES if role in asked]
    kept = [(role, line.code) for role in ROLES if role not in asked for line in roll.with_role(role)]
    return Asks(
        texts=_proofs(record, rules, "text"),
        files=_proofs(record, rules, "file"),
        roles=tuple(roles),
        kept_roles=tuple(kept),
        reports=tuple(_reports(record, rules, roll)),
        hours=any(activity.unit for activity in activities) or bool(record.quantity),
        content_free=is_content_free(record, rules.rulebook),
    )


def _role(role: str, roll: Roll, wrong: Wrong) -> RoleAsked:
    held, told = tuple(line.code for line in roll.with_role(role)), tuple(wrong.get(role_field(role), ()))
    usual = next((line for line in roll.lines if line.heads), None) if role == "chair" and not held else None
    if usual and usual.present:
        held = (usual.code,)
    label, by_name = FACT_ROLE_LABELS[role], role in ONE_NAME  # type: ignore[index]
    return RoleAsked(role, label, by_name, held, told, usual.code if usual else "")


def _proofs(record: Record, rules: Rules, way: str) -> tuple[Proof, ...]:
    """In the order of the rulebook, photos last; a text that was typed stays on the form whatever the kinds ask."""
    wanted = proofs_taken(activities_of(record, rules.rulebook), rules.rulebook, way)
    if way == "text":
        wanted |= set(texts_of(record))
    found = [proof for proof in rules.rulebook.proofs.values() if proof.id in wanted]
    return tuple(sorted(found, key=lambda proof: proof.by == ("file",)))


def _reports(record: Record, rules: Rules, roll: Roll) -> list[ReportAsked]:
    """For those who owe the reports and were there: 已报告 or 无事项 for each part, never what was said."""
    registers = {name: rules.rulebook.entries[name] for name in carried(record, rules)}
    if not registers:
        return []
    on = record.on or clock.today()
    ids = {one.person.code: one.person_id for one in record.participations.all()}
    roster = Roster(on, people=list(ids.values()))
    found = []
    for line in roll.lines:
        if line.locked:
            continue
        held = {role for role, _ in roster.roles_of(ids[line.code])}
        parts = [
            (f"{part.name}", _states(line, entry, part.id, name))
            for name, entry in registers.items()
            if held & set(entry.owner)
            for part in entry.parts
        ]
        if parts:
            found.append(ReportAsked(line, tuple(parts)))
    return found


def _states(line: Line, entry: Entry, part: str, register: str) -> tuple[tuple[str, str, bool], ...]:
    """The states offered: those that the register declares; 无事项 only where there may be nothing to report."""
    said = (line.said.reports or {}).get(register, {}).get(part, "")
    offered = next((field.choices for field in entry.field if field.type == "choice"), ("已报告",))
    if part not in MAY_BE_NOTHING:
        offered = offered[:1]
    return tuple((f"{line.code}:{register}:{part}:{state}", state, state == said) for state in offered)


MAY_BE_NOTHING: Final = ("matters",)
"""学习工作情况 there always is; 有关事项 there may be none."""
