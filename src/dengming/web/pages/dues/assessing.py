"""核定: one member's, tried before it is saved; and the branch's for a year in one table."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.actions import authorise
from dengming.calendar.days import date_of, day_of
from dengming.dues import queries
from dengming.dues.actions.assessing import Said, amount_of, assess, assess_many, check_assessable
from dengming.dues.foretold import check_change, foretold
from dengming.dues.money import fen_of
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member, Organisation
from dengming.orgs.queries import members_of
from dengming.rulebook.dues import Dues
from dengming.rulebook.dues_amounts import ROUNDING_LABELS
from dengming.rulebook.dues_words import applied_rate, items_by_way, rate_words
from dengming.standing.sources import cite
from dengming.web.forms.dues import AssessForm, YearForm, month_choice
from dengming.web.forms.plain import ask_only_where_told, sent
from dengming.web.request_scope import ScopedRequest


def assess_member(request: ScopedRequest, code: str) -> HttpResponse:
    """One member from a month on. 试算 shows what would come out and saves nothing."""
    member, dues = queries.member_seen(request.scope, code), queries.dues_named()
    authorise(request.scope, queries.COLLECT, home_reach(member.pk))
    form = AssessForm(sent(request), dues=dues, initial=_initial(member, dues))
    tried = None
    if "try" in request.POST:
        tried = form.carry_out(lambda: _tried(request, form, member, dues))
    elif request.method == "POST" and form.carry_out(lambda: _assess(request, form, member, dues)) is not None:
        messages.success(request, f"已核定{member.name}的党费。")
        return redirect("dues-card", code=code)
    ask_only_where_told(form)
    context = {"form": form, "member": member, "tried": tried, **_told(dues)}
    context["crumbs"] = [{"label": f"{member.name}的党费", "url": reverse("dues-card", args=[code])}]
    return render(request, "pages/dues/assess.html", context, status=422 if form.errors else 200)


def assess_branch(request: ScopedRequest, code: str) -> HttpResponse:
    """The branch's members for this year, or the last (`?year=`): those not yet assessed in it, as they were before.
    Oneself is left to another of the branch, or to the organisation above."""
    branch, dues = queries.collecting_at(request.scope, code), queries.dues_named()
    if branch.kind != kinds.BRANCH:
        return redirect("dues")
    year = _year(request)
    found = _unassessed(request, branch, dues, year)
    people = [it for it in found if it[0].pk != request.scope.person]
    form = YearForm(sent(request), people=[row for _, row in people], dues=dues, initial={"on": clock.today()})

    def act() -> list[Any]:
        subjects = {member.code: member.subject for member, _ in people}
        said = [Said(subjects[one], category, base) for one, category, base in form.said()]
        made: list[Any] = assess_many(
            request.scope, branch, dues=dues, year=year, on=form.cleaned_data["on"], said=said
        )
        return made

    made = form.carry_out(act) if form.is_bound else None
    if made is not None:
        messages.success(request, f"已核定 {len(made)} 名党员{year}年的党费。")
        return redirect("dues-branch", code=code)
    context = {"form": form, "branch": branch, "year": year, "own": len(found) > len(people), **_told(dues)}
    context["crumbs"] = [{"label": f"{branch.name}的党费", "url": reverse("dues-branch", args=[code])}]
    return render(request, "pages/dues/year_form.html", context, status=422 if form.errors else 200)


def _year(request: ScopedRequest) -> int:
    this, typed = clock.today().year, request.GET.get("year", "")
    return this - 1 if typed == str(this - 1) else this


def _assess(request: ScopedRequest, form: AssessForm, member: Member, dues: Dues) -> object:
    said = form.cleaned_data
    days = {"since": said["since"], "on": said["on"], "reason": said["reason"]}
    new = Said(member.subject, said["category"], said["base"])
    check_assessable(request.scope, member.subject, since=said["since"], on=said["on"])
    check_change(new.member, dues, said["since"], fen_of(amount_of(new, dues, said["since"])), said["aware"])
    return assess(request.scope, new, dues=dues, **days)


def _tried(request: ScopedRequest, form: AssessForm, member: Member, dues: Dues) -> dict[str, Any]:
    """Base, rate and monthly sum; what would change of the months that have been."""
    said = form.cleaned_data
    check_assessable(request.scope, member.subject, since=said["since"], on=said["on"])
    fen = fen_of(amount_of(Said(member.subject, said["category"], said["base"]), dues, said["since"]))
    category = dues.category_of(said["category"])
    term = category.term_at(date_of(said["since"])) if category else None
    change = str(foretold(member.subject, dues, said["since"], fen))
    return {
        "base": said["base"],
        "fen": fen,
        "rate": applied_rate(term, said["base"]) if term else "",
        "change": change,
    }


def _initial(member: Member, dues: Dues) -> dict[str, Any]:
    today = clock.today()
    newest = queries.assessments(member.pk, dues).first()
    first = date(today.year, 1, 1) if newest is None or date_of(newest.since).year < today.year else today
    held = {"category": newest.category, "base": newest.base} if newest else {"category": dues.category[0].id}
    return {"since": month_choice(first), "on": today, **held}


def _unassessed(
    request: ScopedRequest, branch: Organisation, dues: Dues, year: int
) -> list[tuple[Member, tuple[str, str, str, str]]]:
    """Who owes dues there, with what they were assessed at before: of who is suspended nothing is asked."""
    last = date(year, 12, 31)
    day = min(last, clock.today())
    owing = spans.holders((kinds.MEMBER, kinds.PROBATIONARY), day, branch.pk).values("subject")
    people = list(members_of(request.scope, branch, day).filter(pk__in=owing))
    newest = queries.assessments_by({it.pk: day_of(last) for it in people}, dues)
    found = []
    for member in people:
        before = newest.get(member.pk)
        if before is None or date_of(before.since).year < year:
            held = (before.category, before.base) if before else ("", "")
            found.append((member, (member.code, member.name, *held)))
    return found


def _told(dues: Dues) -> dict[str, Any]:
    """The rates, what counts, how sums are rounded, and the sources."""
    settled, term = rules().parameters.dues.get(dues.id), dues.term_at(clock.today())
    rounding = settled.rounding if settled else (term.rounding if term else "fen-nearest")
    return {
        "rates": [(it.name, it.base, rate_words(it.term[-1])) for it in dues.category],
        "ways": items_by_way(dues),
        "rounding": ROUNDING_LABELS[rounding],
        "rounding_paper": settled.document if settled else "",
        "cap": term.cap if term else None,
        "sources": cite((*dues.basis, *(term.basis if term else ()))),
    }
