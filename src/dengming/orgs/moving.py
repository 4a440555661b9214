"""What happens to spans when people change branches and organisations change parents or end.

Every change here says "until the day before, so; from that day on, so" and leaves what was before as it was.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.editions.words import role_id, role_name
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Span
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal

DAY = timedelta(days=1)


def lasting(since: date, roles: Iterable[str] | None = None) -> QuerySet[Span]:
    """What is known now to hold on `since` or later, in any of the roles."""
    held = spans.alive(Span.objects.filter(until__gte=day_of(since)))
    return held if roles is None else held.filter(role__in=[role_id(role) for role in roles])


def cut(held: Iterable[Span], last: date) -> tuple[list[Span], list[NewSpan]]:
    """The spans as they are, and as they are once `last` is their last day; those that begin later are just gone."""
    old = list(held)
    return old, [spans.changed(span, until=last) for span in old if span.since <= day_of(last)]


def transfer_all(people: Sequence[int], into: Organisation, on: date, paper: str, moment: int | None = None) -> None:
    """Take members, and those on the way to it, over into a branch from a day on.

    They keep their status; posts and Party groups at the branch they leave end on the day before.
    """
    statuses = lasting(on, kinds.WAY).filter(subject__in=people).exclude(at=into.pk)
    old = list(statuses)
    new = [after for span in old for after in _replaced(span, into, on, paper)]
    left = {span.at_id for span in old if span.at_id is not None}
    bound = _bound_to(left, on).filter(subject__in=people)
    cut_old, cut_new = cut(bound.exclude(pk__in=[span.pk for span in old]), on - DAY)
    spans.replace([*old, *cut_old], [*new, *cut_new], moment)


def _replaced(span: Span, into: Organisation, on: date, paper: str) -> Iterator[NewSpan]:
    if span.since >= day_of(on):
        yield spans.changed(span, at=into.pk, paper=paper)
        return
    yield spans.changed(span, until=on - DAY)
    yield spans.changed(span, since=on, at=into.pk, paper=paper)


def _bound_to(branches: set[int], on: date) -> QuerySet[Span]:
    """Posts, memberships and the like at these branches and their groups: what ends when one leaves."""
    below = spans.holders(kinds.UNDER, on, at=branches).values("subject_id")
    held = lasting(on).filter(subject__sort="person")
    return (held.filter(at__in=branches) | held.filter(at__in=below)).exclude(role=role_id(kinds.CONTACT))


def recut_probation(person: int, confirmed: date, moment: int | None = None) -> None:
    """Let the probationary time end on the day before `confirmed`, wherever the member was by then.

    For 转正 and for a corrected 转正日期: every stretch of membership is cut anew at that day.
    """
    roles = [role_id(kinds.MEMBER), role_id(kinds.PROBATIONARY)]
    held = list(spans.alive(Span.objects.filter(subject=person, role__in=roles)).order_by("since"))
    wanted = [piece for span in held for piece in _pieces(span, confirmed)]
    joined: list[NewSpan] = []
    for piece in wanted:
        last = joined[-1] if joined else None
        if last and (last.role, last.at) == (piece.role, piece.at) and last.until == piece.since - DAY:
            joined[-1] = dataclasses.replace(last, until=piece.until)
        else:
            joined.append(piece)
    kept = [span for span in held if spans.changed(span) in joined]
    fresh = [new for new in joined if new not in [spans.changed(span) for span in kept]]
    spans.replace([span for span in held if span not in kept], fresh, moment)


def _pieces(span: Span, confirmed: date) -> Iterator[NewSpan]:
    now = spans.changed(span)
    if now.since < confirmed:
        last = confirmed - DAY if now.until is None else min(now.until, confirmed - DAY)
        yield dataclasses.replace(now, role=kinds.PROBATIONARY, until=last)
    if now.until is None or now.until >= confirmed:
        yield dataclasses.replace(now, role=kinds.MEMBER, since=max(now.since, confirmed))


def close_organisation(organisation: Organisation, last: date, moment: int | None = None) -> None:
    """End an organisation with what it was and whatever is held at it. Refused while it has members."""
    check_day(organisation, last, "撤销")
    members = lasting(last + DAY, kinds.STATUSES).filter(at=organisation.pk).count()
    below = lasting(last + DAY, [kinds.UNDER]).filter(at=organisation.pk).count()
    if members or below:
        what = f"{members} 名党员" if members else f"{below} 个下级组织"
        raise Refusal(f"“{organisation.name}”在 {last} 之后还有 {what}，请先转出（调整隶属）再撤销。")
    held = lasting(last + DAY).filter(subject=organisation.pk) | lasting(last + DAY).filter(at=organisation.pk)
    spans.replace(*cut(held, last), moment)
    organisation.ended = last
    organisation.save(update_fields=["ended"])


def check_day(organisation: Organisation, day: date, doing: str) -> None:
    """Raise Refusal for a day after today, before the founding, or after the end."""
    if day > clock.today():
        raise Refusal(f"{doing}日期 {day} 晚于今天，请在当天或之后登记。")
    if organisation.founded and day < organisation.founded:
        raise Refusal(f"{doing}日期 {day} 早于“{organisation.name}”的成立日期 {organisation.founded}，请核对。")
    if organisation.ended and day > organisation.ended:
        raise Refusal(f"“{organisation.name}”已于 {organisation.ended} 撤销，不能再{doing}。")


def sort_of(span: Span) -> str:
    """What sort of role a span is: membership, post, flag, leave, contact, kind, condition."""
    role = rules().rulebook.roles.get(role_name(span.role_id))
    return role.sort if role else ""
