"""One member: particulars, what the member is and was, own duties; and the numbers whole for who keeps the roster."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dengming.accounts.scope import NotVisible, Scope
from dengming.dues.queries import roles_kept_from
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds, queries
from dengming.orgs.actions.disclosure import Numbers, show_numbers
from dengming.orgs.history import Stretch
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member
from dengming.rulebook.registers import Entry
from dengming.standing.queries import AsOf
from dengming.web.pages.people.duties import duties_of
from dengming.web.pages.people.kept import beginnings, ended_by, kept_about
from dengming.web.pages.people.portrait import holds, home_of, of_sort, particulars
from dengming.web.request_scope import ScopedRequest


def show_member(request: ScopedRequest, code: str) -> HttpResponse:
    """The member's page."""
    return _page(request, queries.get_member(request.scope, code), None)


@never_cache
@require_POST
def reveal(request: ScopedRequest, code: str) -> HttpResponse:
    """The same page with the numbers whole, once; the journal keeps who looked."""
    member = queries.get_member(request.scope, code)
    return _page(request, member, show_numbers(request.scope, member))


def _page(request: ScopedRequest, member: Member, numbers: Numbers | None) -> HttpResponse:
    scope, on = request.scope, clock.today()
    kept_from = roles_kept_from(scope, member.pk)
    stretches = [it for it in queries.person_timeline(scope, member) if it.span.role.name not in kept_from]
    home = home_of(stretches, on)
    is_home = home is not None and holds(home, on)
    context = {
        "member": member,
        "items": particulars(member, numbers),
        "revealed": numbers is not None,
        "has_numbers": bool(member.identity or member.phone),
        "home": home,
        "is_home": is_home,
        "status": home.role if home else "",
        "ended_by": ended_by(scope, member, home.until) if home and home.until and not is_home else None,
        "has_membership": home is not None and home.span.role.name in kinds.STATUSES,
        "kept": kept_about(scope, member),
        "crumbs": [{"label": "党员名册", "url": reverse("member-list")}],
    }
    context |= _rights(scope, member, home) | _spans(stretches, home) | duties_of(scope, member, AsOf.at(on))
    return render(request, "pages/people/detail.html", context)


def _spans(stretches: list[Stretch], home: Stretch | None) -> dict[str, Any]:
    """What runs today, and what is over, in groups."""
    on = clock.today()
    others = [it for it in stretches if it.sort in ("post", "leave", "contact", "flag") and it is not home]
    return {
        "running": [it for it in others if it.until is None or it.until >= on],
        "over": [it for it in others if it.until is not None and it.until < on],
        "giving": rules().rulebook.giving,
        "groups": [it for it in of_sort(stretches, "membership", "cultivation") if it is not home],
    }


def _rights(scope: Scope, member: Member, home: Stretch | None) -> dict[str, Any]:
    """What the actor may do about the member, as menu lines and as single rights."""
    try:
        place = home_reach(member.pk)
    except NotVisible:
        return {"tasks": []}
    rights = {name: scope.may(name, place) for name in ("roster", "record", "appoint", "dues")}
    tasks = list(_tasks(member, home, rights)) if home and home.until is None else []
    tasks += [_task(it.stage[0].verb, "ledger", url) for it, url in beginnings(scope, member, place)]
    return {"tasks": tasks, "own": scope.person == member.pk, **{f"may_{name}": may for name, may in rights.items()}}


def _tasks(member: Member, home: Stretch, rights: dict[str, bool]) -> Iterator[dict[str, str]]:
    for block in rules().rulebook.moving:
        if rights[block.stage[0].may] and home.span.role.name in block.owner:
            yield _task(block.stage[0].verb, "arrow", _begin(block, member))
    if rights["roster"]:
        yield _task("更正信息", "pen", reverse("member-edit", args=[member.code]))
    if home.span.role.name in kinds.STATUSES:
        yield from _of_members(member, home, rights)
    if rights["roster"] and member.user_id is None:
        yield _task("开立账号", "key", reverse("account-give", args=[member.code]))
    if rights["roster"] and home.span.role.name in kinds.STATUSES:
        yield _task("结束组织关系", "close", _change(member, "leave"))


def _of_members(member: Member, home: Stretch, rights: dict[str, bool]) -> Iterator[dict[str, str]]:
    """What concerns members alone: nobody who is on the way into the Party."""
    if rights["roster"]:
        yield _task("更正所在党支部", "pen", _change(member, "transfer"))
        yield _task("编入党小组", "people", _change(member, "group"))
        yield _task("变更人员类别", "user-check", _change(member, "status"))
        yield _task("登记标识", "flag", _change(member, "flag"))
        for block in rules().rulebook.giving:
            yield _task(block.stage[0].verb, "link", _begin(block, member))
    if rights["dues"]:
        yield _task("党费", "stamp", reverse("dues-card", args=[member.code]))
    if rights["record"]:
        yield _task("登记请假", "calendar", f"{reverse('leave-new')}?member={member.code}")
    if rights["appoint"] and home.span.role.name == kinds.MEMBER:
        yield _task("任职", "stamp", f"{reverse('post-new')}?member={member.code}")


def _begin(block: Entry, member: Member) -> str:
    return f"{reverse('entry-new', args=[block.id])}?subject={member.code}"


def _change(member: Member, what: str) -> str:
    return reverse("member-change", args=[member.code, what])


def _task(label: str, icon: str, url: str) -> dict[str, str]:
    return {"label": label, "icon": icon, "url": url}
