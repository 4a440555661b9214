"""Who was there: marks, reasons, roles and reports. Nobody is marked present unless someone says so."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from dengming.editions.rules import Rules
from dengming.records.drafts import PersonDraft
from dengming.records.models import Participation, Record
from dengming.records.sheet import Mark, activities_of
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

ROLES: Final = ("chair", "lecture", "speak", "report")
"""What one can do at an activity beyond being there; sitting in is a mark, hosting is the organisation's."""
_REASON_AT_MOST: Final = 60
_NOTE_AT_MOST: Final = 200
_SAID: Final = ("已报告", "无事项")


def apply_people(record: Record, people: Mapping[str, PersonDraft], rules: Rules) -> None:
    """Set what is said of people on the list. Raises Refusal for somebody who is not on it; then nothing is set."""
    listed = {one.person.code: one for one in record.participations.select_related("person")}
    if missing := [code for code in people if code not in listed]:
        raise Refusal(f"名单里没有编号为“{missing[0]}”的人：请先加入名单。")
    registers = carried(record, rules)
    changed = [_said(listed[code], draft, registers) for code, draft in people.items()]
    Participation.objects.bulk_update(changed, ["mark", "reason", "roles", "reports", "answer", "answer_note"])


def apply_all_but(
    record: Record, exceptions: Mapping[str, PersonDraft], rules: Rules, apart: Collection[int] = ()
) -> None:
    """“除……外全部到会”: whoever is unmarked and not an exception was there; who is marked already stays so, and so do
    those kept `apart`."""
    apply_people(record, exceptions, rules)
    rest = record.participations.filter(mark=Mark.UNMARKED).exclude(person__code__in=list(exceptions))
    rest = rest.exclude(person__in=list(apart))
    rest.update(mark=Mark.ATTEND)


def carried(record: Record, rules: Rules) -> dict[str, list[str]]:
    """The registers whose entries may be made at this activity, with their parts: 两报告 at a branch meeting."""
    kinds = [activity.id for activity in activities_of(record, rules.rulebook)]
    found = {entry.id: entry for kind in kinds for entry in rules.rulebook.carried_at(kind)}
    return {name: [part.id for part in found[name].parts] for name in sorted(found)}


def _said(one: Participation, draft: PersonDraft, registers: Mapping[str, Iterable[str]]) -> Participation:
    if draft.mark is not None:
        if draft.mark not in Mark.values:
            raise Refusal(f"{one.person.name}的到会情况“{draft.mark}”不认识：请选 实到、缺席、请假、列席。")
        _answer_again(one, draft.mark)
        one.mark = draft.mark
    if draft.reason is not None:
        one.reason = _reason(draft.reason, one.person.name)
    if draft.roles is not None:
        if unknown := [role for role in draft.roles if role not in ROLES]:
            raise Refusal(f"{one.person.name}的角色“{unknown[0]}”不认识：请从列表里选。")
        one.roles = [role for role in ROLES if role in draft.roles]
    if draft.reports is not None:
        one.reports = _reports(draft.reports, registers, one.person.name)
    return one


def _answer_again(one: Participation, mark: str) -> None:
    """A corrected mark settles a dispute; an agreement was about the mark as it was."""
    if mark == one.mark or not one.answer:
        return
    if one.answer == Participation.Answer.DISPUTED:
        told = f"{one.answer_note}（已更正为{Mark(mark).label}）"
        one.answer, one.answer_note = Participation.Answer.SETTLED, told[-_NOTE_AT_MOST:]
    else:
        one.answer, one.answer_note = Participation.Answer.SILENT, ""


def _reason(typed: str, name: str) -> str:
    refuse_marked(typed, f"{name}的缺席原因")
    if len(typed.strip()) > _REASON_AT_MOST:
        raise Refusal(f"{name}的缺席原因太长：请不超过 {_REASON_AT_MOST} 字，只写大类（如 出差、病假）。")
    return typed.strip()


def _reports(
    said: Mapping[str, Mapping[str, str]], registers: Mapping[str, Iterable[str]], name: str
) -> dict[str, dict[str, str]]:
    """Only 已报告 or 无事项 is kept: what was reported has no place here."""
    kept: dict[str, dict[str, str]] = {}
    for register, parts in said.items():
        for part, state in parts.items():
            if part not in registers.get(register, ()):
                raise Refusal(f"{name}的报告登记不能放在这类活动里：请到台账里登记。")
            if state and state not in _SAID:
                raise Refusal(f"{name}的报告情况只登记“已报告”或“无事项”，不登记内容。")
            if state:
                kept.setdefault(register, {})[part] = state
    return kept
