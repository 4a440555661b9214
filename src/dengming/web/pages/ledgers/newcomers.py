"""Beginning a case for somebody who is not here yet: 登记入党申请人."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.newcomers import may_register, register_once, returners
from dengming.orgs import kinds, queries
from dengming.orgs.homes import home_span
from dengming.orgs.models import Member, Organisation
from dengming.orgs.order import in_official_order
from dengming.rulebook.registers import Entry
from dengming.web.forms.entries import NewcomerForm, ReturnForm, said
from dengming.web.forms.plain import ask_only_where_told, sent
from dengming.web.pages.ledgers.cases import named
from dengming.web.pages.ledgers.registers import register_named
from dengming.web.request_scope import ScopedRequest


def register(request: ScopedRequest, register: str) -> HttpResponse:
    """Who it is, where, on which day, and what the first step asks; of somebody who was here before only the latter."""
    block = register_named(request, register)
    if block.newcomer is None:
        raise Http404("这种台账只登记名册里已有的人员。")
    branches = branches_for(request, block)
    if not branches:
        raise PermissionDenied(f"没有登记“{block.name}”的权限。")
    again = _again(request)
    offered = [(it.code, it.name) for it in branches]
    initial = {"happened": clock.today(), "branch": _first_offered(offered, again)}
    made = ReturnForm if again else NewcomerForm
    form = made(sent(request), block=block, branches=offered, initial=initial)
    entry = form.carry_out(lambda: named(lambda: _register(request, block, form, again)))
    ask_only_where_told(form)
    if entry is not None:
        messages.success(request, f"已登记：{entry.subject.name}，{block.name}。")
        return redirect("case", uid=entry.uid)
    role, verb = rules().rulebook.roles[block.newcomer].name, block.stage[0].verb or block.name
    title = verb if role in verb else f"{verb}：{role}"
    context = {
        "form": form,
        "title": f"{title}：{again.name}" if again else title,
        "lead": block.note,
        "back": reverse("entry-list", args=[block.id]),
        "returners": _returners(request, block, form),
    }
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _again(request: ScopedRequest) -> Member | None:
    """Somebody who was on the roster and is not any more, by the code in the address."""
    code = request.GET.get("subject", "")
    return queries.get_member(request.scope, code) if code else None


def _first_offered(offered: list[tuple[str, str]], again: Member | None) -> str:
    """The only branch, or the one where the person was last."""
    last = home_span(again.pk) if again else None
    own = last.at.code if last and last.at else ""
    return offered[0][0] if len(offered) == 1 else next((code for code, _ in offered if code == own), "")


def _returners(request: ScopedRequest, block: Entry, form: ReturnForm) -> list[tuple[str, str]]:
    """Of whom the refused form probably speaks, each with where the same person's case is begun again."""
    if not (isinstance(form, NewcomerForm) and {"aware", "identity"} & form.errors.keys()):
        return []
    branch = queries.visible(request.scope).filter(subject__code=form.cleaned_data.get("branch", "")).first()
    person = replace(form.person(), identity=form.data.get("identity", ""))  # what was refused is not cleaned
    found = returners(request.scope, branch, person) if branch else []
    return [(f"{it.name} {it.code}", f"{reverse('entry-newcomer', args=[block.id])}?subject={it.code}") for it in found]


def may_bring(request: ScopedRequest, block: Entry) -> bool:
    """Whether there is such a branch."""
    reaches = _living(request, block).order_by().values_list("reach", flat=True)
    return any(may_register(request.scope, block, reach) for reach in reaches)


def branches_for(request: ScopedRequest, block: Entry) -> list[Organisation]:
    """The living branches to which the actor may bring somebody."""
    return in_official_order(it for it in _living(request, block) if may_register(request.scope, block, it.reach))


def _living(request: ScopedRequest, block: Entry) -> QuerySet[Organisation]:
    return queries.visible(request.scope, block.stage[0].may).filter(kind=kinds.BRANCH, ended=None)


def _register(request: ScopedRequest, block: Entry, form: ReturnForm, again: Member | None) -> Line:
    values = form.cleaned_data
    branch = queries.get_visible(request.scope, values["branch"])
    more = {"register": block.id, "happened": values["happened"], "fields": said(form)}
    if isinstance(form, NewcomerForm):
        more |= {"person": form.person(), "aware": values["aware"]}
    if again:
        more |= {"again": again.code}
    return register_once(request.scope, branch, token=values["token"] or "", **more)
