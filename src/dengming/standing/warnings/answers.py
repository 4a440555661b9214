"""What the member says to a warning, and how an appeal is settled. Until the last day for it the member may explain and
appeal, add and correct, whatever the branch has entered for him: nothing that others do ends these days."""

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.refusal import Refusal
from dengming.standing.models import ColourWarning, Statement
from dengming.standing.warnings.steps import done, handled, move, not_oneself, said, subject_of, warning_reach

TEXT_AT_MOST = 500


@action("warning.answered", label="说明或申诉", needs="self", at=subject_of)
def answer(scope: Scope, warning: ColourWarning, *, text: str, is_appeal: bool) -> Done[ColourWarning]:
    """The member explains or appeals, or adds to what was said."""
    return _state(scope, warning, text, is_appeal=is_appeal, by_proxy=False)


@action("warning.answered-for", label="代为登记说明或申诉", needs="record", at=warning_reach)
def answer_for(scope: Scope, warning: ColourWarning, *, text: str, is_appeal: bool) -> Done[ColourWarning]:
    """The branch enters what a member said who does not sign in; it says so, and the member may still speak."""
    handled(scope, warning)
    return _state(scope, warning, text, is_appeal=is_appeal, by_proxy=True)


@action("warning.decided", label="处理申诉", needs="confirm", at=warning_reach)
def decide(scope: Scope, warning: ColourWarning, *, holds: bool, decider: str, text: str) -> Done[ColourWarning]:
    """Settle an appeal: the warning stays, or it is lifted. Not by who confirmed it; it stays only after the last day
    for what the member has to say."""
    not_oneself(scope, warning.subject_id)
    if scope.actor and scope.actor == warning.confirmed_by:
        raise Refusal("申诉不能由确认预警的人处理：请由上级党组织有确认权限的人办理。")
    if not warning.is_appealed:
        raise Refusal("这条预警没有待处理的申诉。")
    if holds and may_state(warning):
        last = f"{warning.answer_by:%Y-%m-%d}"
        raise Refusal(f"本人在 {last} 以前还可以补充、更正：要维持预警的，请过了这一天再处理；申诉成立的随时可以解除。")
    now = clock.moment()
    changes = {"decided_at": now, "decided_by": scope.actor, "decider": said(decider, "决定人（会议）", 80)}
    changes |= {"decision": said(text, "处理意见", 300)}
    if not holds:
        changes |= {"lifted_at": now, "lifted_by": scope.actor, "lifted_how": ColourWarning.How.APPEAL}
        changes |= {"lifted_reason": "申诉成立"}
    move(warning, decided_at=None, changes=changes)
    return done(warning, holds=holds)


def may_state(warning: ColourWarning) -> bool:
    """Whether the member may speak: told, not lifted, not after the last day."""
    return warning.lifted_at is None and warning.answer_by is not None and clock.today() <= warning.answer_by


def _state(scope: Scope, warning: ColourWarning, text: str, *, is_appeal: bool, by_proxy: bool) -> Done[ColourWarning]:
    warning = ColourWarning.objects.select_for_update().get(pk=warning.pk)
    if warning.lifted_at is not None or warning.answer_by is None:
        raise Refusal("这条预警现在不能说明或申诉：还没有告知本人，或已经解除。")
    if not may_state(warning):
        raise Refusal(f"说明和申诉的期限是 {warning.answer_by:%Y-%m-%d}，已经过了：请直接向支部反映。")
    Statement.objects.create(
        warning=warning,
        text=said(text, "说明", TEXT_AT_MOST),
        is_appeal=is_appeal,
        by_proxy=by_proxy,
        entered_at=clock.moment(),
        entered_by=scope.actor,
    )
    return done(warning, appeal=is_appeal)
