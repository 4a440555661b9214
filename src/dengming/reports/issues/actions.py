"""The steps of a bulletin. Each names where it starts and where it leads; who comes second is told so.

Nothing is sent to anybody by itself, no seal is drawn, and what others lead is never filled in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.records.scans import scans_of
from dengming.refusal import Refusal
from dengming.reports.asking import day_asked, label_of, period_asked, refuse_particulars
from dengming.reports.bulletins import content_of
from dengming.reports.issues.queries import answered, open_objections, rows_of
from dengming.reports.issues.written import digest_of, handed_in
from dengming.reports.models import Issue
from dengming.reports.official.replacing import BULLETIN, kept
from dengming.rulebook.bulletins import Bulletin
from dengming.standing.bulletins import tell

Stage = Issue.Stage


@dataclass(frozen=True)
class Step:
    """From which stage to which, by which verb, with which fields that must be filled in."""

    before: str
    after: str
    label: str
    needs: tuple[str, ...] = ()


STEPS: Final = {
    "feedback": Step(Stage.DRAFT, Stage.FEEDBACK, "送核实反馈"),
    "submit": Step(Stage.FEEDBACK, Stage.APPROVAL, "送审签"),
    "sign": Step(Stage.APPROVAL, Stage.SIGNED, "审签", ("signer",)),
    "number": Step(Stage.SIGNED, Stage.NUMBERED, "编号", ("number", "to")),
    "publish": Step(Stage.NUMBERED, Stage.ISSUED, "印发", ("issued_on",)),
    "archive": Step(Stage.ISSUED, Stage.ARCHIVED, "归档"),
}


@action("bulletin.drafted", label="起草通报", needs="settle")
def draft(scope: Scope, *, bulletin: str, period: str, on: date | None = None) -> Done[Issue]:
    """Count the figures of a period that is over, as of the cut-off. Refusal where it has its paper already."""
    found = _bulletin(bulletin)
    if Issue.objects.filter(bulletin=bulletin, period=period).exists():
        raise Refusal(f"{chinese_label(period)}的通报已经起草：请在列表里打开。")
    counted = _counted(scope, found, period, on)
    issue = Issue.objects.create(
        bulletin=bulletin, period=period, **counted, drafted_at=clock.moment(), drafted_by=scope.actor
    )
    return Done(issue, about=f"{found.name} {period}", note=_note(issue))


@action("bulletin.recounted", label="重新取数", needs="settle")
def recount(scope: Scope, issue: Issue, *, on: date) -> Done[Issue]:
    """Count again as of another day, while it is still a draft."""
    found = _bulletin(issue.bulletin)
    _move(issue, Stage.DRAFT, _counted(scope, found, issue.period, on))
    return Done(issue, about=f"{found.name} {issue.period}", note=_note(issue))


@action("bulletin.moved", label="办理通报", needs="settle")
def take(scope: Scope, issue: Issue, *, step: str, said: Mapping[str, Any]) -> Done[Issue]:
    """One step on. FieldRefusal where something is not filled in, Refusal where the step does not start here."""
    one = STEPS[step]
    if issue.stage != one.before:
        raise _gone_on(issue)
    missing = {name: f"“{label_of(name)}”还没有填。" for name in one.needs if not said.get(name)}
    if missing:
        raise FieldRefusal(missing)
    refuse_particulars(said)
    _guard(scope, issue, step, said)
    changes: dict[str, Any] = {"stage": one.after, **said}
    if step == "feedback":
        term = _bulletin(issue.bulletin).term_at(issue.cut_off)
        changes["feedback_until"] = clock.today() + timedelta(days=term.feedback_days if term else 0)
    if step == "submit":
        changes |= handed_in(issue)
    if step == "sign":
        changes["signed_by"] = scope.actor
    if step == "publish":
        changes["template"] = kept(BULLETIN, issue.content["committee"])
    _move(issue, one.before, changes)
    return Done(issue, about=f"{issue.bulletin} {issue.period}", note=_note(issue) | {"step": step})


def _guard(scope: Scope, issue: Issue, step: str, said: Mapping[str, Any]) -> None:
    if step == "submit":
        if open_ := open_objections(issue):
            raise Refusal(f"还有 {len(open_)} 条异议没有处理：请逐条处理后再送审签。")
        if issue.feedback_until and clock.today() <= issue.feedback_until and not _all_answered(issue):
            raise Refusal(f"反馈期限是 {issue.feedback_until}，还有组织没有反馈现在的数据：请等期限过了再送审签。")
    if step == "sign" and scope.actor and scope.actor == issue.drafted_by:
        raise Refusal("起草人不能审签自己起草的通报：请由工委另一位负责人办理。")
    if step == "publish" and said["issued_on"] < issue.cut_off:
        raise FieldRefusal({"issued_on": f"印发日期早于数据截止日 {issue.cut_off}，请核对。"})
    if step == "archive" and not said.get("archive_note") and not scans_of(issue.uid):
        raise FieldRefusal({"archive_note": "归档以盖章扫描件为准：请先上传扫描件，或写明它的档号、存放处。"})


def _all_answered(issue: Issue) -> bool:
    return {row["code"] for row in rows_of(issue)} <= answered(issue)


def _counted(scope: Scope, bulletin: Bulletin, period: str, on: date | None) -> dict[str, Any]:
    stretch = period_asked(bulletin, period)
    as_of = day_asked(bulletin, stretch, on)
    content = content_of(rules(), tell(scope, bulletin, stretch, as_of))
    return {"cut_off": as_of.on, "content": content, "digest": digest_of(content), "rules_digest": rules().digest}


def _move(issue: Issue, before: str, changes: dict[str, Any]) -> None:
    if not Issue.objects.filter(pk=issue.pk, stage=before).update(**changes):
        raise _gone_on(issue)
    issue.refresh_from_db()


def _gone_on(issue: Issue) -> Refusal:
    return Refusal(f"这份通报现在是“{issue.get_stage_display()}”，或刚由别人办理：请刷新页面查看。")


def _bulletin(name: str) -> Bulletin:
    found = rules().rulebook.bulletins.get(name)
    if found is None:
        raise Refusal(f"没有名为“{name}”的通报：请从制度库里查看。")
    return found


def _note(issue: Issue) -> dict[str, str]:
    return {"issue": str(issue.uid), "stage": issue.stage, "digest": issue.digest}
