"""本地参数 of dues: how sums are rounded, how much goes up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.dues import queries
from dengming.editions.dues import DuesSettings
from dengming.editions.queries import rules
from dengming.editions.settling_dues import settle_dues
from dengming.web.forms.dues import DuesSettingsForm
from dengming.web.forms.plain import sent
from dengming.web.request_scope import ScopedRequest


def settle(request: ScopedRequest, dues: str) -> HttpResponse:
    """Say it by a paper; what is assessed stays as it is."""
    if not request.scope.prefixes("settle"):
        raise PermissionDenied("没有“本地参数”权限：请由机关工委办理。")
    found, held = queries.dues_named(dues), rules().parameters.dues.get(dues)
    initial = held.__dict__ if held else {"rounding": found.term[-1].rounding}
    form = DuesSettingsForm(sent(request), initial=initial)

    def act() -> object:
        return settle_dues(request.scope, dues=dues, settings=DuesSettings(**form.cleaned_data))

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已确定{found.name}的参数；以后核定的按它算，已核定的不变。")
        return redirect("settings")
    context = {"form": form, "title": f"{found.name}参数"}
    context["crumbs"] = [{"label": "本地参数", "url": reverse("settings")}]
    return render(request, "pages/settings/form.html", context, status=422 if form.errors else 200)
