"""One warning: why it was proposed, what became of it, and the steps that the actor may take."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dengming.accounts.scope import Scope
from dengming.calendar.periods import parse_period
from dengming.editions import clock
from dengming.editions.clock import date_at
from dengming.editions.queries import rules
from dengming.orgs.queries import get_member
from dengming.rulebook.words import Colour
from dengming.standing.dues_seen import hidden_of
from dengming.standing.models import ColourWarning
from dengming.standing.points.queries import kept_of
from dengming.standing.queries import AsOf
from dengming.standing.warnings import actions, answers
from dengming.standing.warnings.answers import may_state
from dengming.standing.warnings.queries import get_visible
from dengming.standing.warnings.steps import warning_reach
from dengming.web.forms.plain import PlainForm
from dengming.web.forms.warnings import DecideForm, LiftForm, ToldForm, WarningAnswerForm
from dengming.web.pages.points.seen import seen
from dengming.web.request_scope import ScopedRequest

Stage = ColourWarning.Stage
Step = Callable[[Scope, ColourWarning, PlainForm], object]


@require_safe
def show_warning(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """The warning."""
    return _page(request, get_visible(request.scope, uid), {})


def _tell(scope: Scope, warning: ColourWarning, form: PlainForm) -> object:
    return actions.tell(scope, warning, told_on=form.cleaned_data["told_on"])


def _answer(scope: Scope, warning: ColourWarning, form: PlainForm) -> object:
    act = answers.answer if scope.person == warning.subject_id else answers.answer_for
    return act(scope, warning, text=form.cleaned_data["text"], is_appeal=form.cleaned_data["sort"] == "appeal")


def _decide(scope: Scope, warning: ColourWarning, form: PlainForm) -> object:
    said = form.cleaned_data
    return answers.decide(scope, warning, holds=said["holds"] == "yes", decider=said["decider"], text=said["text"])


def _lift(scope: Scope, warning: ColourWarning, form: PlainForm) -> object:
    return actions.lift(scope, warning, how=form.cleaned_data["how"], reason=form.cleaned_data["reason"])


STEPS: dict[str, tuple[type[PlainForm], Step, str]] = {
    "tell": (ToldForm, _tell, "已登记告知。"),
    "answer": (WarningAnswerForm, _answer, "已登记。"),
    "decide": (DecideForm, _decide, "已登记处理结果。"),
    "lift": (LiftForm, _lift, "预警已解除。"),
}


@require_POST
def take_step(request: ScopedRequest, uid: UUID, step: str) -> HttpResponse:
    """One step; what does not agree is said beside its field."""
    warning = get_visible(request.scope, uid)
    form_class, act, said = STEPS[step]
    form = form_class(request.POST)
    if form.carry_out(lambda: act(request.scope, warning, form)) is None:
        return _page(request, warning, {step: form})
    messages.success(request, said)
    return redirect("warning-detail", uid=uid)


def _page(request: ScopedRequest, warning: ColourWarning, forms: dict[str, PlainForm]) -> HttpResponse:
    scope, as_of = request.scope, AsOf.at()
    score, member = rules().scores.get(warning.score), get_member(scope, warning.subject.code)
    now = seen(scope, member, kept_of(as_of, score, member.pk), as_of) if score else None
    keeps = scope.may("record", warning_reach(warning))
    context = {
        "warning": warning,
        "member": member,
        "colour": Colour(warning.colour).label,
        "stage": str(warning.stage),
        "overdue": _overdue(scope, warning),
        "now": None if warning.has_ended else now,
        "steps": _steps(scope, warning, forms),
        "events": list(_events(warning, keeps)),
        "on": as_of.on,
        "may_see_points": keeps or scope.person == member.pk,
        "crumbs": [_back(scope, warning, keeps)],
    }
    return render(request, "pages/warnings/detail.html", context, status=422 if forms else 200)


def _back(scope: Scope, warning: ColourWarning, keeps: bool) -> dict[str, str]:
    if scope.person == warning.subject_id:
        return {"label": "我的", "url": reverse("own")}
    if keeps:
        return {"label": "双色预警", "url": reverse("warnings", args=[warning.score])}
    return {"label": "本月待办", "url": reverse("tasks")}


def _overdue(scope: Scope, warning: ColourWarning) -> list[dict[str, str]]:
    duties, hidden = rules().rulebook.duties, hidden_of(scope, warning.subject_id)
    found = [(duty, period) for duty, period in warning.overdue if duty in duties and duty not in hidden]
    return [
        {"name": duties[duty].name, "period": period, "url": reverse("why", args=[warning.subject.code, duty, period])}
        for duty, period in found
    ]


def _steps(scope: Scope, warning: ColourWarning, forms: dict[str, PlainForm]) -> list[dict[str, Any]]:
    """What the actor may do now, each as a heading with its form."""
    place, own, stage = warning_reach(warning), scope.person == warning.subject_id, warning.stage
    confirms = not own and scope.may("confirm", place)
    records = not own and scope.may("record", place)
    heads = {
        "tell": ("告知本人", records and stage == Stage.CONFIRMED),
        "answer": (_answer_title(warning, own), (own or records) and may_state(warning)),
        "decide": ("处理申诉", confirms and warning.is_appealed and scope.actor != warning.confirmed_by),
        "lift": ("解除预警", confirms and not warning.has_ended),
    }
    initial: dict[str, dict[str, Any]] = {"tell": {"told_on": clock.today()}}
    return [
        {"step": step, "title": title, "form": forms.get(step) or STEPS[step][0](initial=initial.get(step))}
        for step, (title, may) in heads.items()
        if may
    ]


def _answer_title(warning: ColourWarning, own: bool) -> str:
    if not own:
        return "代为登记本人的说明或申诉"
    return "补充、更正或申诉" if warning.statements.all() else "说明或申诉"


def _events(warning: ColourWarning, keeps: bool) -> Any:
    """What happened, newest first."""
    if warning.stage == Stage.OVER:
        end = parse_period(warning.period)[1].last
        yield _event(end, "随计分周期结束", "下一周期从起始分重新计。")
    if warning.lifted_at:
        yield _event(date_at(warning.lifted_at), f"解除：{warning.get_lifted_how_display()}", warning.lifted_reason)
    if warning.decided_at:
        yield _event(date_at(warning.decided_at), f"申诉处理：{warning.decider}", warning.decision)
    for it in reversed(warning.statements.all()):
        proxy = "（支部代为登记）" if it.by_proxy else ""
        yield _event(date_at(it.entered_at), ("本人申诉" if it.is_appeal else "本人说明") + proxy, it.text)
    if warning.told_on:
        yield _event(warning.told_on, "告知本人", f"说明和申诉到{warning.answer_by:%Y年%-m月%-d日}止")
    at = reverse("record-detail", args=[warning.record.uid]) if keeps and warning.record else ""
    yield _event(warning.met_on, f"{warning.meeting}研究确认", "；".join(warning.reasons), at)


def _event(day: Any, title: str, text: str, url: str = "") -> dict[str, Any]:
    return {"day": day, "title": title, "text": text, "url": url, "icon": "flag", "marks": []}
