"""本地参数: the committee's own decisions, each with its document number; they take force as a new edition."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from dengming.editions import actions, clock
from dengming.editions.parties import Parties
from dengming.editions.permits import Permit
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.reports.bulletins import leads_of
from dengming.rulebook.registers import Entry
from dengming.standing.settling import stopped, tuned_duties, unconfirmed
from dengming.web.forms.plain import PlainForm, sent
from dengming.web.forms.settings import (
    CommitteeNameForm,
    ComparedForm,
    ComparisonBackForm,
    InUseSinceForm,
    LeadForm,
    PartiesForm,
    PermitForm,
    SettleDutyForm,
)
from dengming.web.pages.dues.settling import settle
from dengming.web.request_scope import ScopedRequest

ACTS: Final = {"owner": (actions.confirm_owner, "确认责任主体"), "revival": (actions.revive, "恢复执行")}


def _settler(request: ScopedRequest) -> None:
    if not request.scope.prefixes("settle"):
        raise PermissionDenied("没有“本地参数”权限：请由机关工委办理。")


def show_settings(request: ScopedRequest) -> HttpResponse:
    """Everything that is or may be settled."""
    _settler(request)
    now = rules()
    context = {"owners": unconfirmed(now), "stopped": stopped(now), "parameters": now.parameters}
    held = now.parameters.permits
    context["permits"] = [(it, held.get(it.id)) for it in now.rulebook.entries.values() if it.permit]
    context |= {"scores": list(now.scores.values()), "tuned": tuned_duties(now)}
    context["agreements"] = [_parties(now, it) for it in now.rulebook.entries.values() if it.agreement]
    context["dues"] = [(it, now.parameters.dues.get(it.id)) for it in now.rulebook.dues.values()]
    context["uncompared"] = [(it, now.parameters.compared.get(it, "")) for it in now.rulebook.uncompared]
    context["leads"] = [
        {"bulletin": bulletin, "part": part, "lead": leads_of(now, bulletin)[part.id]}
        for bulletin in now.rulebook.bulletins.values()
        for part in bulletin.entered_parts
    ]
    return render(request, "pages/settings/list.html", context)


def settle_duty(request: ScopedRequest, what: str, duty: str) -> HttpResponse:
    """Confirm the owner of a duty, or revive it."""
    _settler(request)
    found = rules().rulebook.duties.get(duty)
    if found is None or what not in ACTS:
        raise Http404("没有这项。")
    act, title = ACTS[what]
    form = SettleDutyForm(sent(request))
    if form.is_bound and form.carry_out(lambda: act(request.scope, duty_id=duty, **form.cleaned_data)) is not None:
        messages.success(request, f"已{title}：{found.name}。")
        return redirect("settings")
    return _form(request, form, f"{title}：{found.name}")


def permit_register(request: ScopedRequest, register: str) -> HttpResponse:
    """Open a register that needs an issuer and a paper."""
    _settler(request)
    now = rules()
    block, held = now.rulebook.entries.get(register), now.parameters.permits.get(register)
    if block is None or not block.permit:
        raise Http404("没有这本台账。")
    initial = held.__dict__ if held else {"issuer": now.parameters.committee_name, "since": clock.today()}
    form = PermitForm(sent(request), initial=initial, ends=block.permit_ends)
    given = form.carry_out(lambda: actions.permit(request.scope, register=register, given=Permit(**form.cleaned_data)))
    if given is not None:
        messages.success(request, f"已登记“{block.name}”的开办依据。")
        return redirect("settings")
    return _form(request, form, f"开办依据：{block.name}")


def settle_parties(request: ScopedRequest, register: str) -> HttpResponse:
    """Say with whom each kind of organisation signs an agreement."""
    _settler(request)
    now = rules()
    block, held = now.rulebook.entries.get(register), now.parameters.parties.get(register)
    if block is None or block.agreement is None:
        raise Http404("没有这本台账。")
    proposed = block.agreement.proposed
    kinds = [(kind, now.rulebook.roles[kind].name, proposed[kind]) for kind in block.issue_to]
    initial = {f"first-{kind}": name for kind, name in held.first.items()} if held else {}
    form = PartiesForm(sent(request), kinds=kinds, initial=initial | {"document": held.document if held else ""})

    def act() -> object:
        return actions.settle_parties(request.scope, register=register, parties=form.parties)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已确定“{block.name}”的双方。")
        return redirect("settings")
    return _form(request, form, f"双方：{block.name}")


def _parties(now: Rules, block: Entry) -> dict[str, Any]:
    """Each kind that signs, with whom and by which paper; nothing while it is not settled."""
    held = now.parameters.parties.get(block.id) or Parties({}, "")
    said = [f"{now.rulebook.roles[kind].name} ↔ {name}" for kind, name in held.first.items()]
    return {"register": block, "parties": said, "document": held.document}


def name_committee(request: ScopedRequest) -> HttpResponse:
    """Set the committee's full name."""
    _settler(request)
    form = CommitteeNameForm(sent(request), initial={"name": rules().parameters.committee_name})
    if form.is_bound and form.carry_out(lambda: actions.name_committee(request.scope, **form.cleaned_data)) is not None:
        messages.success(request, "已保存工委全称。")
        return redirect("settings")
    return _form(request, form, "工委全称")


def begin_use(request: ScopedRequest) -> HttpResponse:
    """Set the day from which periods are judged."""
    _settler(request)
    form = InUseSinceForm(sent(request), initial={"since": rules().parameters.in_use_since})
    if form.is_bound and form.carry_out(lambda: actions.begin_use(request.scope, **form.cleaned_data)) is not None:
        messages.success(request, "已设定启用日期。")
        return redirect("settings")
    return _form(request, form, "启用日期")


def compare_text(request: ScopedRequest, number: int) -> HttpResponse:
    """Say that the official text of a document was compared; counted from 1 in the order of the packs."""
    _settler(request)
    document = _uncompared(number)
    form = ComparedForm(sent(request), initial={"note": rules().parameters.compared.get(document, "")})

    def act() -> object:
        return actions.compare_text(request.scope, document=document, **form.cleaned_data)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已登记：《{document}》与官方全文核对过。")
        return redirect("settings")
    return _form(request, form, f"核对原文：《{document}》")


def take_back_comparison(request: ScopedRequest, number: int) -> HttpResponse:
    """Say that it was not compared after all."""
    _settler(request)
    document = _uncompared(number)
    form = ComparisonBackForm(sent(request))

    def act() -> object:
        return actions.take_back_comparison(request.scope, document=document, **form.cleaned_data)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已收回：《{document}》还没有与官方全文核对。")
        return redirect("settings")
    return _form(request, form, f"收回核对原文的确认：《{document}》")


def _uncompared(number: int) -> str:
    """A document whose text was not compared by the packs; counted from 1 in their order."""
    found = rules().rulebook.uncompared
    if not 1 <= number <= len(found):
        raise Http404("没有这份文件。")
    return found[number - 1]


def set_lead(request: ScopedRequest, bulletin: str, part: str) -> HttpResponse:
    """Set the lead body of a part of a bulletin that people fill in."""
    _settler(request)
    now = rules()
    found = now.rulebook.bulletins.get(bulletin)
    chosen = next((it for it in found.entered_parts if it.id == part), None) if found else None
    if chosen is None:
        raise Http404("没有这一部分。")
    form = LeadForm(sent(request), initial={"lead": now.parameters.lead_of(bulletin, part)})

    def act() -> object:
        return actions.set_lead(request.scope, bulletin=bulletin, part=part, **form.cleaned_data)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已保存{chosen.name}的牵头单位。")
        return redirect("settings")
    return _form(request, form, f"牵头单位：{chosen.name}")


def _form(request: HttpRequest, form: PlainForm, title: str) -> HttpResponse:
    crumbs = [{"label": "本地参数", "url": reverse("settings")}]
    context = {"form": form, "title": title, "crumbs": crumbs}
    return render(request, "pages/settings/form.html", context, status=422 if form.errors else 200)


urlpatterns = [
    path("settings/", show_settings, name="settings"),
    path("settings/name/", name_committee, name="settings-name"),
    path("settings/use/", begin_use, name="settings-use"),
    path("settings/permits/<slug:register>/", permit_register, name="settings-permit"),
    path("settings/parties/<slug:register>/", settle_parties, name="settings-parties"),
    path("settings/compared/<int:number>/", compare_text, name="settings-compared"),
    path("settings/compared/<int:number>/back/", take_back_comparison, name="settings-compared-back"),
    path("settings/lead/<slug:bulletin>/<slug:part>/", set_lead, name="settings-lead"),
    path("settings/dues/<slug:dues>/", settle, name="settings-dues"),
    path("settings/<slug:what>/<slug:duty>/", settle_duty, name="settings-duty"),
]
