"""Posts and leave: giving them, ending them on a day, taking back what was entered by mistake."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.eligibility import check_for_posts
from dengming.orgs import queries, tenure
from dengming.orgs.actions import posts
from dengming.orgs.history import Stretch
from dengming.orgs.models import Member, Span
from dengming.orgs.posting import NewPost
from dengming.web.forms import people as forms
from dengming.web.forms.ledgers import WithdrawForm
from dengming.web.forms.plain import PlainForm, ask_only_where_told, sent
from dengming.web.pages.orgs.offers import organisations
from dengming.web.pages.people import offers
from dengming.web.pages.people.lookup import find_member, offered_names
from dengming.web.request_scope import ScopedRequest

Values = dict[str, Any]


@dataclass(frozen=True)
class Giving:
    """One thing that is given to a member: its page, who may, its form, the deed."""

    title: str
    lead: str
    needs: str
    form: Callable[..., PlainForm]
    act: Callable[[Scope, Member, Values], Span]


def give(request: ScopedRequest, what: str) -> HttpResponse:
    """Ask for a post or a leave, and enter it."""
    scope, giving = request.scope, GIVINGS[what]
    if not scope.prefixes(giving.needs):
        raise PermissionDenied(f"没有办理“{giving.title}”的权限。")
    initial = {"at": request.GET.get("at", ""), "since": clock.today(), "person": _asked(request)}
    form = giving.form(scope, sent(request), initial)
    span = form.carry_out(lambda: giving.act(scope, find_member(scope, form.cleaned_data["person"]), form.cleaned_data))
    if span is not None:
        messages.success(request, f"已登记：{span.subject.name}，{tenure.in_words(span).role}。")
        return redirect("member-detail", code=span.subject.code)
    ask_only_where_told(form)
    context = {"giving": giving, "form": form, "names": offered_names(scope)}
    return render(request, "pages/people/give.html", context, status=422 if form.errors else 200)


def _asked(request: ScopedRequest) -> str:
    """The member that the address names, as the field shows one."""
    code = request.GET.get("member", "")
    member = queries.members_visible(request.scope).filter(subject__code=code).first() if code else None
    return f"{member.name} {member.code}" if member else ""


def finish(request: ScopedRequest, uid: UUID, sort: str) -> HttpResponse:
    """Ask for the last day of a post, leave or flag."""
    span = _span(request.scope, uid, _NEEDED[sort])
    held = tenure.in_words(span)
    form = forms.LastDayForm(sent(request), initial={"until": clock.today()})
    if sort != "post":
        del form.fields["paper"]
    done = form.carry_out(lambda: _finish(request.scope, span, sort, form.cleaned_data))
    return _answer(request, held, form, done, _ENDINGS[sort])


def take_back(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Ask why something was entered by mistake, and take it back."""
    span = _span(request.scope, uid, "appoint")
    form = WithdrawForm(sent(request))
    done = form.carry_out(lambda: posts.withdraw_span(request.scope, span, reason=form.cleaned_data["reason"]))
    return _answer(request, tenure.in_words(span), form, done, "撤回")


def _span(scope: Scope, uid: UUID, needs: str) -> Span:
    """A span in sight, for somebody who may do such things at all; the deed itself asks at the right place."""
    span = tenure.span_of(scope, uid)
    if not scope.prefixes(needs):
        raise PermissionDenied("当前职务不能办理。")
    return span


def _answer(request: ScopedRequest, held: Stretch, form: PlainForm, done: Span | None, verb: str) -> HttpResponse:
    subject = held.span.subject
    if done is not None:
        messages.success(request, f"已办理：{subject.name}，{held.role}，{verb}。")
        return redirect("member-detail", code=subject.code)
    context = {"held": held, "form": form, "verb": verb}
    return render(request, "pages/people/finish.html", context, status=422 if form.errors else 200)


def _finish(scope: Scope, span: Span, sort: str, values: Values) -> Span:
    on = values["until"]
    if sort == "post":
        return posts.end_post(scope, span, on=on, paper=values["paper"])
    return posts.end_leave(scope, span, on=on) if sort == "leave" else posts.end_span(scope, span, on=on)


def _appoint(scope: Scope, member: Member, values: Values) -> Span:
    at = queries.get_visible(scope, values["at"])
    check_for_posts(scope, [member.subject], values["since"], values["aware"])
    new = NewPost(member.pk, values["post"], at.pk, values["since"], values["until"], values["paper"])
    return posts.appoint(scope, new)


def _grant_leave(scope: Scope, member: Member, values: Values) -> Span:
    return posts.grant_leave(scope, member, leave=values["kind"], since=values["since"], until=values["until"])


def _post_form(scope: Scope, data: Any, initial: Values) -> PlainForm:
    places = organisations(scope, "appoint")
    return forms.PostForm(data, organisations=places, posts=offers.roles_of_sort("post"), initial=initial)


def _leave_form(scope: Scope, data: Any, initial: Values) -> PlainForm:
    return forms.LeaveForm(data, kinds=offers.roles_of_sort("leave"), initial=initial)


GIVINGS: Final = {
    "post": Giving("任职", "职务给出相应的办理权限，任期一到权限随之结束。", "appoint", _post_form, _appoint),
    "leave": Giving(
        "登记请假", "驻村、借调、产假、病假等登记一次，这段时间的应到自动减去。", "record", _leave_form, _grant_leave
    ),
}

_NEEDED: Final = {"post": "appoint", "leave": "record", "flag": "roster"}
_ENDINGS: Final = {"post": "免职", "leave": "销假", "flag": "结束"}
