"""核实反馈: what those named say of their figures and findings, each time anew, and what the committee made of it."""

from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.reports.issues.queries import asked_now, newest_answers
from dengming.reports.issues.written import OPEN
from dengming.reports.models import Answer, Issue
from dengming.secrecy import refuse_marked


def named_reach(issue: Issue, organisation: Organisation, **_: Any) -> str:
    """Where an answer's permission is asked for: at the organisation that is named."""
    return organisation.reach


@action("bulletin.answered", label="核实反馈", needs="confirm", at=named_reach)
def answer(scope: Scope, issue: Issue, organisation: Organisation, *, agrees: bool, text: str) -> Done[Answer]:
    """A named organisation agrees to what it is shown or says what is wrong, within the days given. What it answered
    before stays."""
    refuse_marked(text, "意见")
    now = Issue.objects.select_for_update().get(pk=issue.pk)
    if now.stage != Issue.Stage.FEEDBACK or now.feedback_until is None:
        raise Refusal("这份通报现在不在核实反馈。")
    if clock.today() > now.feedback_until:
        raise Refusal(f"反馈期限是 {now.feedback_until}，已经过了：请直接与工委联系。")
    if not agrees and not text.strip():
        raise FieldRefusal({"text": "有异议的，请写明哪一项数据或哪一条问题不对、应当怎样。"})
    found = Answer.objects.create(
        issue=now,
        organisation=organisation,
        asked=asked_now(now, organisation),
        agrees=agrees,
        text=text.strip(),
        answered_at=clock.moment(),
        answered_by=scope.actor,
    )
    return Done(found, about=organisation.name, note=_note(now) | {"agrees": agrees})


@action("bulletin.replied", label="处理反馈", needs="settle")
def reply(scope: Scope, found: Answer, *, text: str) -> Done[Answer]:
    """What the committee made of an objection: once, and of the newest one only."""
    refuse_marked(text, "处理")
    if not text.strip():
        raise FieldRefusal({"reply": "请写明怎样处理。"})
    issue = Issue.objects.select_for_update().get(pk=found.issue_id)
    newest = newest_answers(issue).get(found.organisation.code)
    if issue.stage not in OPEN:
        raise Refusal("已送审签，不能再登记处理结果：请先退回起草。")
    if newest is None or newest.pk != found.pk or newest.agrees or newest.reply:
        raise Refusal("这条异议已经处理，或者该组织后来又反馈过：请刷新页面查看。")
    Answer.objects.filter(pk=found.pk).update(reply=text.strip())
    found.refresh_from_db()
    return Done(found, about=found.organisation.name, note=_note(issue))


def _note(issue: Issue) -> dict[str, str]:
    return {"issue": str(issue.uid), "stage": issue.stage, "digest": issue.digest}
