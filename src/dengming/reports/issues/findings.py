"""Findings 问题 of the parts that the system does not count: each a row of its own, entered by hand and answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.models import Organisation
from dengming.orgs.named_people import refuse_people
from dengming.refusal import Refusal
from dengming.reports.issues.queries import rows_of
from dengming.reports.issues.written import refuse_closed
from dengming.reports.models import Finding, Issue
from dengming.secrecy import refuse_marked

ON_SITE: Final = (Finding.Source.CHECK, Finding.Source.VISIT)
"""What is found in the field needs a plan or a filing number."""


@dataclass(frozen=True)
class Said:
    """What was found, about which organisation (its code; empty: general), how, and by which plan or filing."""

    text: str
    organisation: str
    source: str
    reference: str


@action("bulletin.finding-entered", label="填写通报的问题", needs="settle")
def enter(scope: Scope, issue: Issue, *, part: str, said: Said) -> Done[Finding]:
    """One more finding. Refusal in a part that is counted, or once the paper was handed in."""
    refuse_closed(issue)
    bulletin = rules().rulebook.bulletins.get(issue.bulletin)
    if bulletin is None or part not in {it.id for it in bulletin.entered_parts}:
        raise Refusal("这一部分由系统取数，不能填写。")
    found = Finding.objects.create(issue=issue, part=part, **_checked(issue, said), **_by(scope))
    return Done(found, about=str(issue), note=_note(found))


@action("bulletin.finding-changed", label="修改通报的问题", needs="settle")
def change(scope: Scope, finding: Finding, *, said: Said) -> Done[Finding]:
    """Put another text, organisation or source; an organisation that had answered is asked again."""
    refuse_closed(finding.issue)
    if not Finding.objects.filter(pk=finding.pk).update(**_checked(finding.issue, said), **_by(scope)):
        raise Refusal("这一条刚由别人删去：请刷新页面查看。")
    finding.refresh_from_db()
    return Done(finding, about=str(finding.issue), note=_note(finding))


@action("bulletin.finding-removed", label="删去通报的问题", needs="settle")
def remove(scope: Scope, finding: Finding) -> Done[int]:
    """Take it out of the draft."""
    refuse_closed(finding.issue)
    note, (count, _) = _note(finding), finding.delete()
    return Done(count, about=str(finding.issue), note=note)


def _checked(issue: Issue, said: Said) -> dict[str, Any]:
    organisation = _named(issue, said.organisation)
    if problems := dict(_problems(issue, said, organisation)):
        raise FieldRefusal(problems)
    text, reference = said.text.strip(), said.reference.strip()
    return {"text": text, "organisation": organisation, "source": said.source, "reference": reference}


def _problems(issue: Issue, said: Said, organisation: Organisation | None) -> Iterator[tuple[str, str]]:
    for name, value, label in (("text", said.text, "问题"), ("reference", said.reference, "检查计划或备案文号")):
        try:
            refuse_marked(value, label)
            refuse_people(value, label)
        except Refusal as refusal:
            yield name, str(refusal)
    if not said.text.strip():
        yield "text", "请写明发现了什么问题。"
    if said.source not in Finding.Source.values:
        yield "source", "请选择怎样发现的。"
    if said.source in ON_SITE and not said.reference.strip():
        yield "reference", "到现场检查、查访发现的，请填写检查计划或备案文号；没有计划、备案的现场检查不能写进通报。"
    if said.organisation and organisation is None:
        yield "organisation", "这份通报里没有这个党组织：请从列表里选择，或选“不涉及具体党组织”。"
    until = issue.feedback_until
    if organisation and issue.stage == Issue.Stage.FEEDBACK and until and clock.today() > until:
        yield (
            "organisation",
            f"反馈期限 {until} 已经过了，“{organisation.name}”来不及核实：请先退回起草，再送核实反馈。",
        )


def _named(issue: Issue, code: str) -> Organisation | None:
    """An organisation that the paper is about: only such a one sees the finding and can answer."""
    if code not in {row["code"] for row in rows_of(issue)}:
        return None
    found: Organisation | None = Organisation.objects.select_related("subject").filter(subject__code=code).first()
    return found


def _by(scope: Scope) -> dict[str, Any]:
    return {"entered_at": clock.moment(), "entered_by": scope.actor}


def _note(finding: Finding) -> dict[str, str]:
    code = finding.organisation.code if finding.organisation else ""
    return {"issue": str(finding.issue.uid), "part": finding.part, "organisation": code, "source": finding.source}
