"""Posts, flags and leave: given with dates, ended on their day, corrected without a trace lost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions.words import role_name
from dengming.orgs import spans
from dengming.orgs.actions.organisations import dated
from dengming.orgs.homes import home_reach, reach_at
from dengming.orgs.models import Member, Span
from dengming.orgs.moving import lasting, sort_of
from dengming.orgs.posting import NewPost, check_not_own, give, person_role
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal

_ENDS_HERE = ("post", "flag", "leave")
"""What can be ended and corrected by itself; membership and structure have actions of their own, contact points their
register."""


@action("post.appointed", label="任职", needs="appoint", at=lambda new: reach_at(new.at))
def appoint(scope: Scope, new: NewPost) -> Done[Span]:
    """Give a post. An organisation has one head at a time; nobody holds the same post there twice."""
    check_not_own(scope, [new])
    (span,) = give([new])
    role = person_role(new.post, "post")
    return Done(span, about=_about(span, role.name), note=dated(new.since, new.paper, post=new.post))


@action(
    "post.appointed-many",
    label="批量任职",
    needs="appoint",
    at=lambda news, **_: [reach_at(place) for place in sorted({new.at for new in news})],
)
def appoint_many(scope: Scope, news: Sequence[NewPost], *, entered: int | None = None) -> Done[list[Span]]:
    """Give many posts, as known from `entered` on (default: now)."""
    check_not_own(scope, news)
    return Done(give(news, entered), about=f"{len(news)} 个职务")


@action("flag.set", label="登记人员标识", needs="roster", at=lambda member, **_: home_reach(member.pk))
def set_flag(
    scope: Scope, member: Member, *, flag: str, since: date, until: date | None = None, paper: str = ""
) -> Done[Span]:
    """Say that a flag (党员领导干部、离退休党员……) applies to a member from a day on. One that is
    given `by_paper` has an act of its own, which asks for more."""
    role = person_role(flag, "flag")
    if role.by_paper:
        raise Refusal(f"“{role.name}”要写明同意的会议和日期，不能在这里登记。{role.note}")
    span = _add_once(NewSpan(member.pk, flag, since, until, paper=paper), member.name, role.name)
    return Done(span, about=_about(span, role.name), note=dated(since, paper, flag=flag))


@action("leave.granted", label="登记请假（驻村、借调等）", needs="record", at=lambda member, **_: home_reach(member.pk))
def grant_leave(
    scope: Scope, member: Member, *, leave: str, since: date, until: date | None = None, paper: str = ""
) -> Done[Span]:
    """Enter leave once, without detail: 应到 leaves the member out from then on."""
    role = person_role(leave, "leave")
    span = _add_once(NewSpan(member.pk, leave, since, until, paper=paper), member.name, role.name)
    return Done(span, about=_about(span, "请假"), note=dated(since, paper))


def _capability_place(span: Span) -> str:
    """Where a span is governed: at the organisation of a post, else at the person's branch."""
    return reach_at(span.at_id) if span.at_id and sort_of(span) == "post" else home_reach(span.subject_id)


@action("post.ended", label="免职", needs="appoint", at=lambda span, **_: _capability_place(span))
def end_post(scope: Scope, span: Span, *, on: date, paper: str = "") -> Done[Span]:
    """End a post; `on` is its last day, and what it let its holder do ends with it."""
    _must_be(span, ("post",))
    return _ended(span, on, paper)


@action("span.ended", label="结束标识", needs="roster", at=lambda span, **_: _capability_place(span))
def end_span(scope: Scope, span: Span, *, on: date, paper: str = "") -> Done[Span]:
    """End a flag; `on` is its last day."""
    _must_be(span, ("flag",))
    return _ended(span, on, paper)


@action("leave.ended", label="销假", needs="record", at=lambda span, **_: _capability_place(span))
def end_leave(scope: Scope, span: Span, *, on: date) -> Done[Span]:
    """End a leave; `on` is its last day."""
    _must_be(span, ("leave",))
    return _ended(span, on, "")


@action("span.corrected", label="更正任职（身份）信息", needs="appoint", at=lambda span, **_: _capability_place(span))
def correct_span(scope: Scope, span: Span, *, changes: dict[str, Any]) -> Done[Span]:
    """Enter other dates or another paper for a post, flag or leave (`since`, `until`, `paper`)."""
    _must_be(span, _ENDS_HERE)
    if not changes or set(changes) - {"since", "until", "paper"}:
        raise Refusal("只能更正起止日期和文号；人员、职务或组织登错的，请撤回后重新登记。")
    return Done(spans.correct(span, **changes), about=_about(span), note={"fields": sorted(changes)})


@action("span.withdrawn", label="撤回任职（身份）信息", needs="appoint", at=lambda span, **_: _capability_place(span))
def withdraw_span(scope: Scope, span: Span, *, reason: str) -> Done[Span]:
    """Say that a post, flag or leave was entered by mistake: it never was, as known from now on."""
    _must_be(span, _ENDS_HERE)
    if not reason.strip():
        raise Refusal("没有填写撤回原因，请说明登错了什么。")
    spans.withdraw([span])
    return Done(span, about=_about(span), note={"reason": reason.strip()})


def _add_once(new: NewSpan, name: str, what: str) -> Span:
    """Add a span where the same does not hold already within its days."""
    same = lasting(new.since, [new.role]).filter(subject=new.subject, at=new.at)
    if new.until is not None:
        same = same.filter(since__lte=new.until.toordinal())
    if same.exists():
        raise Refusal(f"“{name}”在这段时间已登记为{what}，不用重复登记；日期不对请更正原来的登记。")
    return spans.add(new)


def _ended(span: Span, on: date, paper: str) -> Done[Span]:
    changes: dict[str, Any] = {"until": on, "paper": paper} if paper else {"until": on}
    if on.toordinal() < span.since:
        raise Refusal(f"结束日期 {on} 早于开始日期 {date.fromordinal(span.since)}，请核对；登错的请撤回。")
    return Done(spans.correct(span, **changes), about=_about(span), note=dated(on, paper))


def _must_be(span: Span, sorts: tuple[str, ...]) -> None:
    if sort_of(span) not in sorts:
        raise Refusal("这条信息不能在这里办理：党籍、隶属和组织条件请在各自的页面办理，联系点请在台账里办理。")


def _about(span: Span, what: str = "") -> str:
    name = what or person_role(role_name(span.role_id), sort_of(span)).name
    return f"{span.subject.code} {span.subject.name} {name}"
