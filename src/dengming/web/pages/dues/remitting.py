"""上缴: what an organisation handed on, quarter by quarter, and what came to it from below."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.calendar.periods import add_months, chinese_label, period_of
from dengming.dues import queries
from dengming.dues.actions.remitting import Handed, remit, withdraw_remittance
from dengming.dues.models import Remittance
from dengming.dues.money import fen_of, in_words
from dengming.dues.upward import check_handed, quarters_in
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs.homes import reach_at
from dengming.orgs.models import Organisation
from dengming.rulebook.dues import Dues
from dengming.web.forms.dues import RemitForm
from dengming.web.forms.ledgers import WithdrawForm
from dengming.web.forms.plain import ask_only_where_told, sent
from dengming.web.request_scope import ScopedRequest

OFFERED: Final = 8
"""本系统做法: so many quarters, the present one and those before it, are offered for what was handed on."""


def show_remittances(request: ScopedRequest, code: str) -> HttpResponse:
    """What was handed on, what came in below, and the form for the next one."""
    organisation, dues = queries.collecting_at(request.scope, code), queries.dues_named()
    today = clock.today()
    quarters = [period_of("quarter", add_months(today, -3 * back)).label for back in range(OFFERED)]
    form = RemitForm(sent(request), quarters=quarters, initial={"quarter": quarters[0], "on": today})

    def act() -> object:
        said = form.cleaned_data
        central = fen_of(said["central"]) if said["central"] else 0
        handed = Handed(said["quarter"], said["on"], fen_of(said["amount"]), central, said["paper"])
        check_handed(organisation, dues, handed, said["aware"])
        return remit(request.scope, organisation, dues=dues, handed=handed)

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, "已登记上缴。")
        return redirect("dues-remittances", code=code)
    ask_only_where_told(form)
    status = 422 if form.errors else 200
    return render(request, "pages/dues/remittances.html", _context(request, organisation, dues, form), status=status)


def withdraw(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Take a line back."""
    it = queries.get_remittance(request.scope, uid)
    authorise(request.scope, queries.COLLECT, reach_at(it.organisation_id))
    form, back = WithdrawForm(sent(request)), reverse("dues-remittances", args=[it.organisation.code])

    def act() -> object:
        return withdraw_remittance(request.scope, it, reason=form.cleaned_data["reason"])

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, "已撤回这条上缴。")
        return redirect(back)
    lead = f"{it.organisation.name}，{chinese_label(it.quarter)}，{in_words(it.fen)}元"
    context = {"form": form, "title": "撤回上缴", "lead": lead, "back": back}
    return render(request, "pages/ledgers/form.html", context, status=422 if form.errors else 200)


def _context(request: ScopedRequest, organisation: Organisation, dues: Dues, form: RemitForm) -> dict[str, Any]:
    year, settled = clock.today().year, rules().parameters.dues.get(dues.id)
    found = queries.remittances(request.scope, dues)
    own = list(found.filter(organisation=organisation.subject))
    share = settled.share if settled else None
    return {
        "organisation": organisation,
        "form": form,
        "year": year,
        "sums": _sums(organisation, dues, own, share),
        "share": settled if share is not None else None,
        "own": own,
        "below": found.filter(receiver=organisation.subject),
        "crumbs": [{"label": "党费", "url": reverse("dues-branch", args=[organisation.code])}],
    }


def _sums(organisation: Organisation, dues: Dues, own: list[Remittance], share: Any) -> list[dict[str, Any]]:
    """Each quarter of this year in which something came in or went up, and how far the two are apart."""
    made = []
    for quarter in quarters_in(organisation, dues, clock.today().year):
        handed = sum(it.fen for it in own if it.is_living and it.quarter == quarter.label)
        if quarter.fen or handed:
            proposed = None if share is None else quarter.proposed(share)
            made.append({"it": quarter, "proposed": proposed, "handed": handed, "kept": quarter.fen - handed})
    return made
