"""Beginning a case for somebody who is not here yet: 登记入党申请人."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.newcomers import may_register, register_once
from dengming.orgs import kinds, queries
from dengming.orgs.models import Organisation
from dengming.orgs.order import in_official_order
from dengming.rulebook.registers import Entry
from dengming.web.forms.entries import NewcomerForm, said
from dengming.web.forms.plain import ask_only_where_told, sent
from dengming.web.pages.ledgers.cases import named
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest


def register(request: ScopedRequest, register: str) -> HttpResponse:
    """Who it is, where, on which day, and what the first step asks."""
    block = register_named(request, register)
    if block.newcomer is None:
        raise Http404("这种台账只登记名册里已有的人员。")
    branches = branches_for(request, block)
    if not branches:
        raise PermissionDenied(f"没有登记“{block.name}”的权限。")
    offered = [(it.code, it.name) for it in branches]
    initial = {"happened": clock.today(), "branch": offered[0][0] if len(offered) == 1 else ""}
    form = NewcomerForm(sent(request), block=block, branches=offered, initial=initial)
    entry = form.carry_out(lambda: named(lambda: _register(request, block, form)))
    ask_only_where_told(form)
    if entry is not None:
        messages.success(request, f"已登记：{entry.subject.name}，{block.name}。")
        return redirect("case", uid=entry.uid)
    role, verb = rules().rulebook.roles[block.newcomer].name, block.stage[0].verb or block.name
    context = {
        "form": form,
        "title": verb if role in verb else f"{verb}：{role}",
        "lead": block.note,
        "back": reverse("entry-list", args=[block.id]),
    }
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def may_bring(request: ScopedRequest, block: Entry) -> bool:
    """Whether there is such a branch."""
    reaches = _living(request, block).order_by().values_list("reach", flat=True)
    return any(may_register(request.scope, block, reach) for reach in reaches)


def branches_for(request: ScopedRequest, block: Entry) -> list[Organisation]:
    """The living branches to which the actor may bring somebody."""
    return in_official_order(it for it in _living(request, block) if may_register(request.scope, block, it.reach))


def _living(request: ScopedRequest, block: Entry) -> QuerySet[Organisation]:
    return queries.visible(request.scope, block.stage[0].may).filter(kind=kinds.BRANCH, ended=None)


def _register(request: ScopedRequest, block: Entry, form: NewcomerForm) -> Line:
    values = form.cleaned_data
    branch = queries.get_visible(request.scope, values["branch"])
    more = {"happened": values["happened"], "fields": said(form), "aware": values["aware"]}
    token = values["token"] or ""
    return register_once(request.scope, branch, token=token, register=block.id, person=form.person(), **more)
