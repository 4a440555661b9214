"""模拟测算: other points or lines tried on the past year, named who would change; then put in force from a day on."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dengming.calendar.periods import add_months
from dengming.editions import actions, clock
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.editions.tuning import Tuned
from dengming.rulebook.words import Colour
from dengming.standing.points.ledger import period_at
from dengming.standing.queries import AsOf
from dengming.standing.question import Among
from dengming.standing.values import names_of
from dengming.standing.whatif import EXEMPT, Outcome, compare
from dengming.web.forms.plain import sent
from dengming.web.forms.tuning import TuneForm
from dengming.web.request_scope import ScopedRequest

NAMED: Final = 60


def tune_score(request: ScopedRequest, score: str) -> HttpResponse:
    """The form; “测算” shows who would change and writes nothing, “施行” puts it in force."""
    if not request.scope.prefixes("settle"):
        raise PermissionDenied("没有“本地参数”权限：请由机关工委办理。")
    found = rules().scores.get(score)
    if found is None:
        raise Http404("没有这个积分办法。")
    term = found.term[-1]
    form = TuneForm(
        sent(request), score=found, term=term, initial={"since": add_months(clock.today().replace(day=1), 1)}
    )
    outcome = None
    if form.is_bound and "put" in request.POST:
        put = form.carry_out(lambda: actions.tune(request.scope, score=score, change=form.change()))
        if put is not None:
            messages.success(request, f"已定：{form.cleaned_data['since']}起按新的分值和预警线计。")
            return redirect("rulebook-institution", rules().rulebook.home_of[f"score:{score}"].id)
    elif form.is_bound:
        outcome = form.carry_out(lambda: _tried(request, score, form.change()))
    context = {
        "form": form,
        "score": found,
        "outcome": _seen(outcome) if outcome is not None else None,
        "crumbs": [{"label": "本地参数", "url": reverse("settings")}],
    }
    return render(request, "pages/settings/tune.html", context, status=422 if form.errors else 200)


def _tried(request: ScopedRequest, score: str, change: Tuned) -> Outcome:
    """As if it had been in force since the period began: only so can the past year tell something."""
    as_of = AsOf.at()
    actions.tuned_rules(score, change)  # what contradicts itself is refused before anything is compared
    return compare(_backdated(rules(), score, change), as_of, Among(prefixes=request.scope.prefixes("read")))


def _backdated(now: Rules, score: str, change: Tuned) -> Rules:
    year = period_at(now.scores[score], clock.today())
    since = min(add_months(year.first, -12), change.since)
    parameters = replace(now.parameters, tuned=now.parameters.tuned | {score: (replace(change, since=since),)})
    return replace(now, parameters=parameters)


def _seen(outcome: Outcome) -> dict[str, Any]:
    names = names_of(outcome.subjects)
    return {
        "colours": len(outcome.colours),
        "points": outcome.points,
        "counts": [
            {"on": on, "before": _label(before), "after": _label(after), "count": count}
            for (on, before, after), count in sorted(outcome.colour_counts().items())
        ],
        "rows": list(_rows(outcome, names)),
        "more": max(0, len(outcome.colours) - NAMED),
    }


def _rows(outcome: Outcome, names: dict[int, tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for it in outcome.colours[-NAMED:][::-1]:
        yield {
            "name": names[it.subject][1],
            "on": it.on,
            "before": it.before,
            "after": it.after,
            "points_before": it.points_before,
            "points_after": it.points_after,
        }


def _label(colour: str) -> str:
    return "不计分" if colour == EXEMPT else Colour(colour).label


urlpatterns = [path("settings/points/<slug:score>/tune/", tune_score, name="settings-tune")]
