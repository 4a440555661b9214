"""模拟测算: other points, lines or numbers tried on the past year, named who would change; then put in force from a day
on. Trying writes nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dengming.calendar.limits import FIRST_DAY
from dengming.calendar.periods import add_months
from dengming.editions import actions, clock
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.editions.tuning import TunedScore
from dengming.editions.tuning_duties import TunedDuty
from dengming.standing.queries import AsOf
from dengming.standing.question import Among
from dengming.standing.settling import free_numbers, next_first_day, tunable
from dengming.standing.term_words import due_words, every_words, owner_words
from dengming.standing.whatif import Outcome, compare
from dengming.web.forms.plain import sent
from dengming.web.forms.tuning import FromDayForm, TuneDutyForm, TuneForm
from dengming.web.pages.outcomes import seen
from dengming.web.request_scope import ScopedRequest


def tune_score(request: ScopedRequest, score: str) -> HttpResponse:
    """Points and lines; “测算” shows who would change, “施行” puts them in force."""
    _settler(request)
    found = rules().scores.get(score)
    if found is None:
        raise Http404("没有这个积分办法。")
    initial = {"since": add_months(clock.today().replace(day=1), 1)}
    form = TuneForm(sent(request), score=found, term=found.term[-1], initial=initial)
    context = {"score": found, "home": rules().rulebook.home_of[f"score:{score}"]}
    return _answer(
        request,
        form,
        lambda: _with_score(score, form.change()),
        lambda: actions.tune(request.scope, score=score, change=form.change()),
        context,
    )


def tune_duty(request: ScopedRequest, duty: str) -> HttpResponse:
    """A duty's numbers; “测算” shows whose state and colour would change, “施行” puts them in force."""
    _settler(request)
    now = rules()
    found, term = now.duty(duty), tunable(now, duty, clock.today())
    if found is None or term is None:
        raise Http404("没有这项应办，或者它现在不作要求。")
    initial = {"since": next_first_day(term, clock.today())}
    form = TuneDutyForm(sent(request), term=term, free=free_numbers(now, duty, term), initial=initial)
    said = (owner_words(now, term), every_words(term), due_words(term))
    context = {"duty": found, "said": "；".join(said), "home": now.rulebook.institutions[found.institution]}
    return _answer(
        request,
        form,
        lambda: _with_duty(duty, form.change()),
        lambda: actions.tune_duty(request.scope, duty=duty, change=form.change()),
        context,
    )


def _settler(request: ScopedRequest) -> None:
    if not request.scope.prefixes("settle"):
        raise PermissionDenied("没有“本地参数”权限：请由机关工委办理。")


def _answer(
    request: ScopedRequest,
    form: FromDayForm,
    draft: Callable[[], Rules],
    put: Callable[[], Any],
    context: dict[str, Any],
) -> HttpResponse:
    outcome: Outcome | None = None
    if form.is_bound and "put" in request.POST:
        if form.carry_out(put) is not None:
            messages.success(request, f"已定：{form.cleaned_data['since']}起按新的数施行，以前的不变。")
            return redirect("rulebook-institution", context["home"].id)
    elif form.is_bound:
        outcome = form.carry_out(lambda: _tried(request, draft()))
    context |= {
        "form": form,
        "outcome": seen(outcome) if outcome is not None else None,
        "crumbs": [
            {"label": "本地参数", "url": reverse("settings")},
            {"label": context["home"].name, "url": reverse("rulebook-institution", args=[context["home"].id])},
        ],
    }
    return render(request, "pages/settings/tune.html", context, status=422 if form.errors else 200)


def _tried(request: ScopedRequest, draft: Rules) -> Outcome:
    return compare(draft, AsOf.at(), Among(prefixes=request.scope.prefixes("read")))


def _with_score(score: str, change: TunedScore) -> Rules:
    """As if its numbers had always been in force, over what was decided before: only so can the past year tell
    something. Terms keep their days and caps."""
    *before, last = actions.tuned_rules(score, change).parameters.tuned[score]
    now = rules()
    changes = (*before, replace(last, since=FIRST_DAY))
    return replace(now, parameters=replace(now.parameters, tuned=now.parameters.tuned | {score: changes}))


def _with_duty(duty: str, change: TunedDuty) -> Rules:
    """As if it had always been in force, over what was decided before."""
    *before, last = actions.tuned_duty_rules(duty, change).parameters.tuned_duties[duty]
    now = rules()
    changes = (*before, replace(last, since=FIRST_DAY))
    return replace(now, parameters=replace(now.parameters, tuned_duties=now.parameters.tuned_duties | {duty: changes}))


urlpatterns = [
    path("settings/points/<slug:score>/tune/", tune_score, name="settings-tune"),
    path("settings/duties/<slug:duty>/tune/", tune_duty, name="settings-tune-duty"),
]
