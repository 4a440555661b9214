"""What people wrote in a paper, and the paper as it is shown: completed while it is open, then as it was handed in."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from dengming.editions.queries import rules
from dengming.orgs.named_people import refuse_people
from dengming.refusal import Refusal
from dengming.reports.bulletins import chinese_day, leads_of
from dengming.reports.completing import FindingSaid, ValueSaid, Written, completed
from dengming.reports.issues.queries import rows_of
from dengming.reports.models import FigureValue, Finding, Issue

OPEN: Final = (Issue.Stage.DRAFT, Issue.Stage.FEEDBACK)
"""While people may write in it."""


def shown(issue: Issue) -> dict[str, Any]:
    """The content for page and Word alike."""
    whole: dict[str, Any] = issue.content
    return completed(whole, written_in(issue)) if issue.stage in OPEN else whole


def handed_in(issue: Issue) -> dict[str, Any]:
    """The fields of a paper that is handed in for signature: from here on nobody writes in it."""
    written = written_in(issue)
    for lead in written.leads.values():
        refuse_people(lead, "本地参数的牵头单位")
    content = completed(issue.content, written, final=True)
    return {"content": content, "digest": digest_of(content)}


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def written_in(issue: Issue) -> Written:
    """Lead bodies as they are set now, findings, values."""
    bulletin = rules().rulebook.bulletins.get(issue.bulletin)
    places = {row["code"]: row.get("number", 0) for row in rows_of(issue)}
    return Written(
        leads=leads_of(rules(), bulletin) if bulletin else {},
        findings=[said(it, places) for it in issue.findings.select_related("organisation__subject")],
        values={it.figure: _value(it) for it in issue.values.all()},
    )


def said(finding: Finding, places: Mapping[str, int]) -> FindingSaid:
    """A finding as the paper tells it."""
    organisation = finding.organisation
    reference = f"，{finding.reference}" if finding.reference else ""
    return FindingSaid(
        part=finding.part,
        place=places.get(organisation.code, 0) if organisation else 0,
        organisation=organisation.name if organisation else "",
        text=finding.text,
        source=f"{finding.get_source_display()}{reference}",
    )


def _value(value: FigureValue) -> ValueSaid:
    return ValueSaid(value.numerator, value.denominator, f"{value.source}（{chinese_day(value.on)}）")


def refuse_closed(issue: Issue) -> None:
    """Refuse to write in a paper that was handed in, by its stage now; the row is held until the writing is done."""
    now = Issue.objects.select_for_update().values_list("stage", flat=True).get(pk=issue.pk)
    if now not in OPEN:
        raise Refusal("已送审签，不能再改内容。")
