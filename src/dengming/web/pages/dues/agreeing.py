"""按季交纳: the form in which a branch's consent is entered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.calendar.periods import add_months, period_of
from dengming.dues import queries
from dengming.dues.actions.agreeing import Consent, agree, check_not_agreed
from dengming.editions import clock
from dengming.orgs.homes import home_reach
from dengming.refusal import Refusal
from dengming.web.forms.dues import ConsentForm
from dengming.web.forms.plain import sent
from dengming.web.request_scope import ScopedRequest


def agree_quarterly(request: ScopedRequest, code: str) -> HttpResponse:
    """Enter that the branch agreed that a member pays by the quarter, from this quarter or the next one on."""
    member, dues = queries.member_seen(request.scope, code), queries.dues_named()
    authorise(request.scope, queries.COLLECT, home_reach(member.pk))
    today, back = clock.today(), reverse("dues-card", args=[code])
    try:
        check_not_agreed(member.subject, dues, today)
    except Refusal as refusal:
        messages.info(request, str(refusal))
        return redirect(back)
    quarters = [period_of("quarter", add_months(today, ahead)).label for ahead in (0, 3)]
    form = ConsentForm(sent(request), quarters=quarters, initial={"agreed_on": today, "quarter": quarters[0]})

    def act() -> object:
        return agree(request.scope, member.subject, dues=dues, consent=Consent(**form.cleaned_data))

    if form.is_bound and form.carry_out(act) is not None:
        messages.success(request, f"已登记{member.name}按季交纳党费。")
        return redirect(back)
    lead = "党费按月交；特殊情况经支部同意，可以每季度交一次。仍按月计，三个月都在季末到期。"
    context = {"form": form, "title": f"按季交纳：{member.name}", "lead": lead, "back": back}
    context["crumbs"] = [{"label": f"{member.name}的党费", "url": back}]
    return render(request, "pages/dues/form.html", context, status=422 if form.errors else 200)
