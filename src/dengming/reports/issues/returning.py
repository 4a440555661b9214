"""退回起草: a paper goes back to be drafted, at any time before it is issued, for a reason that is kept."""

from typing import Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.fields import reason_at
from dengming.refusal import Refusal
from dengming.reports.issues.written import taken_back
from dengming.reports.models import Issue, Return

FROM: Final = (Issue.Stage.FEEDBACK, Issue.Stage.APPROVAL, Issue.Stage.SIGNED, Issue.Stage.NUMBERED)
"""Where a paper can be sent back from. An issued one is out."""


@action("bulletin.returned", label="退回起草", needs="settle")
def send_back(scope: Scope, issue: Issue, *, reason: str) -> Done[Return]:
    """Open it again: what was counted and written stays, signer and number are given anew. Refusal once it is out."""
    now = Issue.objects.select_for_update().get(pk=issue.pk)
    if now.stage != issue.stage or now.stage not in FROM:
        raise Refusal(f"这份通报现在是“{now.get_stage_display()}”，不能退回起草：请刷新页面查看。")
    told = reason_at("reason", reason, "退回起草")
    kept = Return.objects.create(
        issue=now,
        stage=now.stage,
        reason=told,
        signer=now.signer,
        number=now.number,
        returned_at=clock.moment(),
        returned_by=scope.actor,
    )
    Issue.objects.filter(pk=now.pk).update(stage=Issue.Stage.DRAFT, **taken_back(now))
    issue.refresh_from_db()
    note = {"issue": str(issue.uid), "before": kept.stage, "stage": issue.stage, "digest": issue.digest}
    return Done(kept, about=str(issue), note=note)
