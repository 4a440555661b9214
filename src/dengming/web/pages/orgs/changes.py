"""Changing an organisation: one form for each change, all on one page layout.

A change is known by a word in the address (`rename`, `move` …); each says which form it takes and what it does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs import queries
from dengming.orgs.actions import organisations, restructure
from dengming.orgs.actions.units import place
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Organisation
from dengming.orgs.tree import where_on
from dengming.web.forms import orgs as forms
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.pages.orgs import offers
from dengming.web.request_scope import ScopedRequest

Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A change: its heading, one sentence, the form for an organisation, and the deed."""

    title: str
    lead: str
    form: Callable[..., PlainForm]
    act: Callable[[Scope, Organisation, Values], object]
    verb: str = "保存"


def edit(request: ScopedRequest, code: str, what: str) -> HttpResponse:
    """Ask for one change, and make it."""
    it = queries.get_visible(request.scope, code)
    change = CHANGES.get(what)
    if change is None:
        raise Http404("没有这种变更。")
    if not request.scope.may("appoint", it.reach):
        raise PermissionDenied("没有办理组织变更的权限。")
    form = change.form(request.scope, it, sent(request))
    done = form.carry_out(lambda: change.act(request.scope, it, form.cleaned_data))
    if done is not None:
        messages.success(request, f"已办理：{change.title}。")
        return redirect("org-detail", code=it.code)
    context = {"change": change, "form": form, "organisation": it, "crumbs": crumbs(it)}
    return render(request, "pages/orgs/change.html", context, status=422 if form.errors else 200)


def crumbs(it: Organisation) -> list[dict[str, str]]:
    """The way to a page about one organisation."""
    return [
        {"label": "组织", "url": reverse("org-tree")},
        {"label": it.name, "url": reverse("org-detail", args=[it.code])},
    ]


def _rename(scope: Scope, it: Organisation, values: Values) -> object:
    return organisations.rename(scope, it, **values)


def _move(scope: Scope, it: Organisation, values: Values) -> object:
    parent = queries.get_visible(scope, values.pop("parent"))
    return restructure.move(scope, it, parent=parent, **values)


def _merge(scope: Scope, it: Organisation, values: Values) -> object:
    sources = [queries.get_visible(scope, code) for code in values.pop("sources")]
    return restructure.merge(scope, it, sources=sources, **values)


def _split(scope: Scope, it: Organisation, values: Values) -> object:
    parent = where_on(it, clock.today())
    new = NewOrganisation(
        code=values["code"].strip(),
        name=values["name"].strip(),
        kind=it.kind,
        founded=values["founded"],
        parent=parent.code if parent else "",
        unit=it.unit,
        paper=values["paper"],
        ordinal=it.ordinal,
    )
    people = [queries.get_member(scope, code).pk for code in values["people"]]
    return restructure.split(scope, it, new=new, people=people, paper=values["paper"])


def _condition(scope: Scope, it: Organisation, values: Values) -> object:
    return organisations.set_condition(scope, it, **values)


def _approve(scope: Scope, it: Organisation, values: Values) -> object:
    return organisations.approve(scope, it, **values)


def _place(scope: Scope, it: Organisation, values: Values) -> object:
    return place(scope, it, **values)


def _end(scope: Scope, it: Organisation, values: Values) -> object:
    return restructure.end(scope, it, **values)


def _move_form(scope: Scope, it: Organisation, data: Any) -> PlainForm:
    return forms.MoveForm(data, parents=offers.parents(scope, it.kind), initial=_today("on"))


def _merge_form(scope: Scope, it: Organisation, data: Any) -> PlainForm:
    return forms.MergeForm(data, sources=offers.sisters(scope, it), initial=_today("on"))


def _split_form(scope: Scope, it: Organisation, data: Any) -> PlainForm:
    return forms.SplitForm(data, people=offers.people_of(scope, it), initial=_today("founded"))


def _condition_form(scope: Scope, it: Organisation, data: Any) -> PlainForm:
    return forms.ConditionForm(data, conditions=offers.conditions(), initial=_today("since"))


def _unit_form(scope: Scope, it: Organisation, data: Any) -> PlainForm:
    department = it.unit.department if it.unit else None
    known = {"unit": it.unit.name if it.unit else "", "department": department.name if department else ""}
    return forms.UnitForm(data, initial=known)


def _today(field: str) -> dict[str, Any]:
    return {field: clock.today()}


CHANGES: Final[dict[str, Change]] = {
    "rename": Change(
        "更名",
        "从启用日期起用新名称；以前的记录仍按当时的名称显示，旧名称留在沿革里。",
        lambda scope, it, data: forms.RenameForm(data, initial={"name": it.name} | _today("since")),
        _rename,
    ),
    "move": Change("调整隶属", "调整后按新的隶属关系查看和统计，以前的仍按以前的算。", _move_form, _move),
    "merge": Change(
        "合并其他支部进来", "党员都转入本支部，被并入的支部随即撤销，记录保留。", _merge_form, _merge, "合并"
    ),
    "split": Change("分设新支部", "选出转到新支部的党员；其余留在本支部。", _split_form, _split, "分设"),
    "condition": Change(
        "登记设置情况", "登记是否设支部委员会、是否离退休支部等；应办哪些事项随之变化。", _condition_form, _condition
    ),
    "approval": Change(
        "登记批复文号",
        "设置经上级批准的，在这里登记批准文件的文号。",
        lambda scope, it, data: forms.ApprovalForm(data, initial={"approval": it.approval}),
        _approve,
    ),
    "unit": Change(
        "登记所在单位", "党组织所在的单位和单位的主管部门；单位还没有登记过的，随之登记。", _unit_form, _place
    ),
    "end": Change(
        "撤销组织",
        "撤销后不再产生应办事项；以前的记录和状态都保留。",
        lambda scope, it, data: forms.EndForm(data, initial=_today("on")),
        _end,
        "撤销",
    ),
}
