"""All or nothing: what a plan says, in one transaction with one journal line. And the whole way from file to report."""

from collections.abc import Iterable
from typing import BinaryIO

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.orgs import kinds, spans
from dengming.orgs.altering import alter
from dengming.orgs.enrolment import enrol_all
from dengming.orgs.importing.plan import plan_import
from dengming.orgs.importing.results import Outcome, Plan, RowPlan, Steps
from dengming.orgs.importing.sheet import read_sheet
from dengming.orgs.models import Member, Organisation
from dengming.orgs.moving import DAY, cut, lasting, recut_probation, transfer_all
from dengming.orgs.posting import NewPost, check_not_own, give
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal


def import_members(scope: Scope, source: BinaryIO, *, dry_run: bool = False) -> Plan:
    """Read, plan and, unless it is a dry run or anything is wrong, apply. The same file twice changes nothing."""
    plan = plan_import(scope, read_sheet(source))
    if not dry_run and not plan.errors and not plan.changes_nothing:
        apply_plan(scope, plan)
    return plan


@action("members.imported", label="导入党员名册", needs="roster", at=lambda plan: plan.places)
def apply_plan(scope: Scope, plan: Plan) -> Done[Plan]:
    """Apply a plan. Refused where any row is wrong, or where what it rests on has changed since."""
    if plan.errors:
        raise Refusal(f"名册还有 {len(plan.errors)} 处错误，没有导入任何一行：请按逐行报告改正后再导入。")
    _apply_new([row for row in plan.rows if row.outcome == Outcome.NEW])
    changed = [row for row in plan.rows if row.outcome == Outcome.CHANGED]
    members = Member.objects.select_related("subject").in_bulk([row.steps.member for row in changed])
    for row in changed:
        _apply_changed(members[row.steps.member or 0], row.steps)
    posts = [post for row in changed for post in _posts(row, row.steps.member or 0)]
    check_not_own(scope, posts)
    give(posts)
    counts = {str(outcome): plan.count(outcome) for outcome in Outcome if outcome != Outcome.ERROR}
    return Done(plan, about=f"工作表“{plan.sheet}”共 {len(plan.rows)} 行", note=counts)


def _apply_new(rows: list[RowPlan]) -> None:
    news = [row.steps.new for row in rows if row.steps.new is not None]
    members = enrol_all(news)
    give([post for row, member in zip(rows, members, strict=True) for post in _posts(row, member.pk)])


def _posts(row: RowPlan, member: int) -> Iterable[NewPost]:
    return (NewPost(member, it.post, it.at, it.since, paper=it.paper) for it in row.steps.posts)


def _apply_changed(member: Member, steps: Steps) -> None:
    """The member's status comes first: whether the values agree depends on it."""
    if steps.confirm:
        recut_probation(member.pk, steps.confirm)
    if steps.values:
        alter(member, steps.values)
    if steps.transfer:
        branch, on = steps.transfer
        transfer_all([member.pk], Organisation.objects.get(pk=branch), on, "")
    if steps.group:
        group, on = steps.group
        old, kept = cut(lasting(on, [kinds.GROUP_MEMBER]).filter(subject=member.pk), on - DAY)
        spans.replace(old, [*kept, NewSpan(member.pk, kinds.GROUP_MEMBER, on, at=group)])
