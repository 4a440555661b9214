"""A branch's month: who owes how much, who paid, what is still owed from before; many paid at once are ticked."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.dues import queries
from dengming.dues.actions.paying import Paid, collect, needs_reason
from dengming.dues.covering import COVERS, Cover, covers
from dengming.dues.monthly import Line
from dengming.dues.months import label, month_of, shifted
from dengming.dues.six_months import proposals
from dengming.editions import clock
from dengming.orgs import kinds
from dengming.orgs.homes import homes_of, name_once_at, names_at
from dengming.orgs.models import Member, Organisation
from dengming.orgs.queries import members_of
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues
from dengming.standing.sources import cite
from dengming.web.asked_day import month_asked
from dengming.web.forms.dues import CollectForm
from dengming.web.forms.plain import sent
from dengming.web.pages.dues.index import branches_of
from dengming.web.request_scope import ScopedRequest

GONE: Final = "您打开这一页以后，{}已不在{}的名单里：没有登记任何一笔，请核对下面的数再登记。"
CHANGED: Final = "您打开这一页以后，{}的应交数变了：没有登记任何一笔，请核对下面的数再登记。"


def show_branch(request: ScopedRequest, code: str) -> HttpResponse:
    """The list of a month; sent, it enters what those ticked paid."""
    branch = queries.collecting_at(request.scope, code)
    if branch.kind != kinds.BRANCH:
        return redirect("dues")
    month, cover = month_of(month_asked(request)), _cover(request)
    form = CollectForm(sent(request), initial={"paid_on": clock.today()})
    if request.method == "POST":
        made = form.carry_out(lambda: _collect(request, branch, form, month, cover))
        if made is not None:
            messages.success(request, f"已登记 {len(made)} 笔，收据可以在各人的党费页打印。")
            return redirect(f"{reverse('dues-branch', args=[code])}?month={label(month)}&cover={cover}")
    status = 422 if form.errors else 200
    return render(request, "pages/dues/branch.html", _context(request, branch, month, cover, form), status=status)


def _cover(request: ScopedRequest) -> str:
    asked = request.POST.get("cover") or request.GET.get("cover") or ""
    return asked if asked in COVERS else "arrears"


def _collect(request: ScopedRequest, branch: Organisation, form: CollectForm, month: int, cover: str) -> list[Any]:
    """Enter a payment for each ticked member, of just the sum that was shown beside the name."""
    dues = queries.dues_named()
    owed = covers(queries.asked_now(dues), branch, month, cover)
    people = {it.code: it for it in _people(request, branch, month)}
    elsewhere = _elsewhere(branch, people.values())
    paid = []
    for ticked in request.POST.getlist("paid"):
        code, _, fen = ticked.partition(":")
        member = people.get(code)
        found = owed.get(member.pk, Cover()) if member else Cover()
        if member is None:
            raise Refusal(GONE.format(name_once_at(branch, code) or "有人", branch.name))
        if str(found.fen) != fen or not found.fen:
            raise Refusal(CHANGED.format(member.name))
        if member.pk in elsewhere:
            raise Refusal(f"{member.name}{elsewhere[member.pk]}：没有登记任何一笔，请登记其余的。")
        paid.append(Paid(member.subject, found.months, form.cleaned_data["paid_on"]))
    return collect(request.scope, branch, dues=dues, paid=paid)


def _context(request: ScopedRequest, branch: Organisation, month: int, cover: str, form: CollectForm) -> dict[str, Any]:
    dues = queries.dues_named()
    asked = queries.asked_now(dues)
    found = {it.member: it for it in queries.month_at(request.scope, branch, month, dues)}
    owed = covers(asked, branch, month, cover)
    people = [it for it in _people(request, branch, month) if it.pk in found]
    elsewhere = _elsewhere(branch, people)
    rows = [
        _row(request.scope, it, found[it.pk], owed.get(it.pk, Cover()), month, dues, elsewhere.get(it.pk, ""))
        for it in people
    ]
    rows.sort(key=lambda row: not row["cover"].fen)  # who still owes stands first, else by name
    year = date_of(month).year
    stale = [it for it in found.values() if not it.is_assessed_in(year)]
    many = len(branches_of(request.scope)) > 1
    return {
        "branch": branch,
        "dues": dues,
        "form": form,
        "rows": rows,
        "month": label(month),
        "cover": cover,
        "covers": COVERS.items(),
        "sums": {key: sum(getattr(row["line"], key) or 0 for row in rows) for key in ("owed", "paid", "back")},
        "left": any(row["offered"] for row in rows),
        "unassessed": len(stale),
        "carried": sum(it.owed is not None for it in stale),
        "month_year": year,
        "proposals": proposals(request.scope, branch, dues),
        "unpaid_basis": cite(dues.unpaid.basis),
        "year": clock.today().year,
        "crumbs": [{"label": "党费", "url": reverse("dues")}] if many else [],
    }


def _people(request: ScopedRequest, branch: Organisation, month: int) -> list[Member]:
    """The members on the last day of the month, by name."""
    last = min(date_of(shifted(month, 1)) - timedelta(days=1), clock.today())
    return list(members_of(request.scope, branch, max(last, date_of(month))))


def _elsewhere(branch: Organisation, people: Iterable[Member]) -> dict[int, str]:
    """Of those who were here in the month and have gone since: where they pay now, in words."""
    homes = homes_of([it.pk for it in people])
    gone = {member: home for member, home in homes.items() if home != branch.reach}
    names = names_at(gone.values())
    return {member: f"已转到{names[home]}，由那里收" for member, home in gone.items()}


def _row(
    scope: Scope, member: Member, line: Line, cover: Cover, month: int, dues: Dues, elsewhere: str
) -> dict[str, Any]:
    """One member. Who would pay back so much that a reason is needed gives it on a page of the own, not here; who
    belongs elsewhere now pays there."""
    return {
        "member": member,
        "line": line,
        "cover": cover,
        "elsewhere": elsewhere,
        "linked": not elsewhere or queries.may_see(scope, member.pk),
        "offered": bool(cover.fen) and not elsewhere and not needs_reason(cover.months, clock.today(), dues),
        "value": f"{member.code}:{cover.fen}",
        "state": _state(line),
        "carried": line.owed is not None and not line.is_assessed_in(date_of(month).year),
    }


def _state(line: Line) -> str:
    """How the month stands, as a state of `web.states`."""
    if line.owed is None:
        return "dues-unassessed"
    if line.is_exempt:
        return "dues-exempt"
    return "dues-paid" if line.is_paid else "dues-part" if line.paid else "dues-owing" if line.past else "dues-unpaid"
