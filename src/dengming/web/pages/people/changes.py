"""Changing what a member is: one form for each change, known by a word in the address (`transfer`, `status` …)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.actions import people, posts
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member
from dengming.web.forms import people as forms
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.pages.people import offers
from dengming.web.pages.people.portrait import crumbs
from dengming.web.request_scope import ScopedRequest

Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A change: its heading, one sentence, the form for a member, and the deed."""

    title: str
    lead: str
    form: Callable[..., PlainForm]
    act: Callable[[Scope, Member, Values], object]
    verb: str = "保存"


def change(request: ScopedRequest, code: str, what: str) -> HttpResponse:
    """Ask for one change, and make it."""
    member = queries.get_member(request.scope, code)
    asked = CHANGES.get(what)
    if asked is None:
        raise Http404("没有这种变更。")
    require_roster(request.scope, member)
    form = asked.form(request.scope, member, sent(request))
    done = form.carry_out(lambda: asked.act(request.scope, member, form.cleaned_data))
    if done is not None:
        messages.success(request, f"已办理：{member.name}，{asked.title}。")
        return redirect("member-detail", code=member.code)
    context = {"change": asked, "form": form, "member": member, "crumbs": crumbs(member)}
    return render(request, "pages/people/change.html", context, status=422 if form.errors else 200)


def require_roster(scope: Scope, member: Member) -> None:
    """Return where the actor keeps the member's roster. PermissionDenied otherwise."""
    if not scope.may("roster", home_reach(member.pk)):
        raise PermissionDenied("没有维护名册的权限。")


def _transfer(scope: Scope, member: Member, values: Values) -> object:
    to = queries.get_visible(scope, values["branch"])
    return people.transfer(scope, member, to=to, on=values["on"], paper=values["paper"])


def _group(scope: Scope, member: Member, values: Values) -> object:
    return people.join_group(scope, member, group=queries.get_visible(scope, values["group"]), on=values["on"])


def _status(scope: Scope, member: Member, values: Values) -> object:
    return people.change_status(scope, member, **values)


def _flag(scope: Scope, member: Member, values: Values) -> object:
    return posts.set_flag(scope, member, **values)


def _leave(scope: Scope, member: Member, values: Values) -> object:
    return people.leave(scope, member, **values)


def _transfer_form(scope: Scope, member: Member, data: Any) -> PlainForm:
    return forms.TransferForm(data, branches=offers.branches(scope), initial=_today("on"))


def _group_form(scope: Scope, member: Member, data: Any) -> PlainForm:
    return forms.GroupForm(data, groups=offers.groups_of(scope, member), initial=_today("on"))


def _flag_form(scope: Scope, member: Member, data: Any) -> PlainForm:
    return forms.FlagForm(data, flags=offers.roles_of_sort("flag"), initial=_today("since"))


def _today(field: str) -> dict[str, Any]:
    return {field: clock.today()}


CHANGES: Final[dict[str, Change]] = {
    "transfer": Change(
        "更正所在党支部",
        "只用于更正名册。平常的转接请从“登记转出”办，由接收的党支部自己接收。从转入日期起属于新的党支部；以前的记录仍属于原支部。",
        _transfer_form,
        _transfer,
        "转接",
    ),
    "group": Change("编入党小组", "代替原来的党小组。", _group_form, _group),
    "status": Change(
        "变更人员类别",
        "预备党员转正、停止党籍、恢复党籍。",
        lambda scope, member, data: forms.StatusForm(data, initial=_today("on")),
        _status,
    ),
    "flag": Change("登记标识", "标识决定有哪些应办事项，如党员领导干部的“一集中两报告”。", _flag_form, _flag),
    "leave": Change(
        "结束组织关系",
        "组织关系转到系统以外，或不再是党员的，在这里结束；不会删除任何记录。",
        lambda scope, member, data: forms.DepartureForm(data, initial=_today("on")),
        _leave,
        "结束组织关系",
    ),
}
