"""What the steps of a warning have in common: asked again on today's facts, taken once, said in few words."""

from typing import Any, Final

from dengming.accounts.actions import Done
from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.periods import chinese_label
from dengming.editions.queries import rules
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member
from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked
from dengming.standing.models import ColourWarning
from dengming.standing.points.queries import Kept, kept_of
from dengming.standing.queries import AsOf

HANDLERS: Final = frozenset({"record", "confirm"})


def member_reach(member: Member, **_: Any) -> str:
    """Where permission is asked for what concerns a member: at the branch."""
    return home_reach(member.pk)


def warning_reach(warning: ColourWarning, **_: Any) -> str:
    """The same for a warning's member."""
    return home_reach(warning.subject_id)


def subject_of(warning: ColourWarning, **_: Any) -> int:
    """Whose it is."""
    return warning.subject_id


def kept_now(as_of: AsOf, score: str, subject: int) -> Kept:
    """The points behind it. Raises Refusal where the rulebook knows the score no more."""
    found = rules(as_of.known).scores.get(score)
    if found is None:
        raise Refusal(f"没有名为“{score}”的积分办法：请从制度库里查看。")
    return kept_of(as_of, found, subject)


def proposed(kept: Kept) -> dict[str, Any]:
    """What the judgement says, to be kept as it stands."""
    assert kept.total is not None  # a colour is proposed
    return {
        "score": kept.score.id,
        "period": kept.period.label,
        "colour": str(kept.total.colour),
        "points": kept.total.points,
        "overdue": [list(item) for item in kept.overdue],
        "reasons": kept.reasons,
    }


def not_over(warning: ColourWarning) -> None:
    """Raise Refusal where the warning has ended with its period."""
    if warning.is_over:
        raise Refusal(f"这条预警已随{chinese_label(warning.period)}结束，不用再办理。")


def move(warning: ColourWarning, *, changes: dict[str, Any], **unless: None) -> None:
    """One step, taken once: whoever comes second is told so."""
    mine = ColourWarning.objects.filter(pk=warning.pk, lifted_at=None).filter(**unless)
    if not mine.update(**changes):
        raise Refusal("这一步已有人办理，或预警已解除：请刷新页面查看。")
    warning.refresh_from_db()


def handles(scope: Scope, place: str) -> bool:
    """Whether the actor deals with the warnings of a branch: by an own post there that records or confirms, or above
    it as one who confirms, and so may settle an appeal. Who records from above does not."""
    at_home = any(grant.prefix == place and grant.capabilities & HANDLERS for grant in scope.grants)
    return at_home or scope.may("confirm", place)


def handled(scope: Scope, warning: ColourWarning) -> None:
    """Raise NotVisible where the actor does not deal with the warning, Refusal where it is the own one."""
    if not handles(scope, home_reach(warning.subject_id)):
        raise NotVisible("没有找到。")
    not_oneself(scope, warning.subject_id)


def not_oneself(scope: Scope, subject: int) -> None:
    """Raise Refusal where the actor is the member."""
    if scope.person == subject:
        raise Refusal("不能办理本人的预警：请由上级党组织办理。")


def said(typed: str, where: str, most: int) -> str:
    """What was typed, not empty, not too long, not marked secret. Raises Refusal."""
    refuse_marked(typed, where)
    if not typed.strip():
        raise Refusal(f"“{where}”还没有填。")
    if len(typed.strip()) > most:
        raise Refusal(f"“{where}”太长：请不超过 {most} 字。")
    return typed.strip()


def done(warning: ColourWarning, **note: Any) -> Done[ColourWarning]:
    """What a step gives back. The journal names neither the member nor the colour: its readers need not know them."""
    named = {"warning": str(warning.uid), "period": warning.period}
    return Done(warning, about=f"预警 {warning.uid}", note=named | note)
