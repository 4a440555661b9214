"""The steps of a warning: confirmed on facts, told, lifted; in `answers`: answered or appealed, decided. Each is a
person's act; the system only proposes. Nobody confirms, decides or lifts the own one."""

from datetime import date, timedelta
from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.models import Member
from dengming.refusal import Refusal
from dengming.rulebook.words import Colour
from dengming.standing.models import ColourWarning
from dengming.standing.points.queries import Kept
from dengming.standing.queries import AsOf
from dengming.standing.warnings.steps import (
    done,
    handled,
    kept_now,
    member_reach,
    move,
    not_oneself,
    not_over,
    proposed,
    said,
    warning_reach,
)
from dengming.standing.warnings.study import Study, check

How = ColourWarning.How


@action("warning.confirmed", label="确认预警", needs="confirm", at=member_reach)
def confirm(scope: Scope, member: Member, *, score: str, study: Study) -> Done[ColourWarning]:
    """Confirm what points and overdue duties propose today; a warning of the other colour ends with it.

    Raises Refusal where nothing is proposed, FieldRefusal on the meeting.
    """
    not_oneself(scope, member.pk)
    as_of = AsOf.at()
    kept = kept_now(as_of, score, member.pk)
    colour = kept.total.colour if kept.total else Colour.NONE
    if colour == Colour.NONE:
        raise Refusal(f"{member.name}今天没有到预警线，不能确认预警。")
    check(study, kept, member.pk, as_of.on)
    now = clock.moment()
    _replace(scope, member.pk, kept, colour, now)
    warning = ColourWarning.objects.create(
        **proposed(kept),
        subject=member.subject,
        judged_on=as_of.on,
        digest=rules(as_of.known).digest,
        meeting=study.meeting.strip(),
        met_on=study.met_on,
        record=study.record,
        confirmed_at=now,
        confirmed_by=scope.actor,
    )
    return done(warning)


@action("warning.told", label="告知预警", needs="record", at=warning_reach)
def tell(scope: Scope, warning: ColourWarning, *, told_on: date) -> Done[ColourWarning]:
    """The member was told, in private. The days for an answer or an appeal run from the entry, or a day long past
    could leave none."""
    handled(scope, warning)
    not_over(warning)
    if not warning.met_on <= told_on <= clock.today():
        first = f"{warning.met_on:%Y-%m-%d}"
        raise FieldRefusal({"told_on": f"告知日期应在 {first}（研究日期）和今天之间，请核对。"})
    term = kept_now(AsOf.at(), warning.score, warning.subject_id).term
    days = term.answer_days if term else 0
    move(
        warning,
        told_on=None,
        changes={"told_on": told_on, "told_by": scope.actor, "answer_by": clock.today() + timedelta(days)},
    )
    return done(warning)


@action("warning.lifted", label="解除预警", needs="confirm", at=warning_reach)
def lift(scope: Scope, warning: ColourWarning, *, how: str, reason: str = "") -> Done[ColourWarning]:
    """End it: because the facts no longer reach the line (asked again today), or by the branch's decision."""
    not_oneself(scope, warning.subject_id)
    not_over(warning)
    if how == How.FACTS:
        total = kept_now(AsOf.at(), warning.score, warning.subject_id).total
        if total is not None and total.colour != Colour.NONE:
            raise Refusal("按今天的积分和应办仍在预警线内，不能以事实解除：请写明理由，由支部研究决定解除。")
        reason = How.FACTS.label
    told = said(reason, "解除理由", 200)
    move(warning, lifted_at=None, changes={**_lifting(scope, how), "lifted_reason": told})
    return done(warning, how=how)


def _replace(scope: Scope, subject: int, kept: Kept, colour: Colour, now: int) -> None:
    """One is open at a time: the same colour is refused, the other one gives way."""
    open_ = ColourWarning.objects.filter(subject=subject, score=kept.score.id, period=kept.period.label, lifted_at=None)
    if open_.filter(colour=str(colour)).exists():
        raise Refusal("这名党员已有同样的预警，不用重复确认。")
    open_.update(**_lifting(scope, How.REPLACED, now), lifted_reason=f"改为{colour.label}")


def _lifting(scope: Scope, how: str, now: int | None = None) -> dict[str, Any]:
    return {"lifted_at": now or clock.moment(), "lifted_by": scope.actor, "lifted_how": how}
