"""About whom a line of a register is: asked for where the address does not say."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dengming.accounts.capabilities import LABELS
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry as Line
from dengming.ledgers.owning import never_an_owner
from dengming.ledgers.parents import takes
from dengming.ledgers.places import line_reach
from dengming.ledgers.queries import entries
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Span, Subject
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import people_visible, visible
from dengming.rulebook.registers import Entry
from dengming.standing.own_posts import organisations
from dengming.web.pages.people.lookup import OFFERED, find_member
from dengming.web.request_scope import ScopedRequest


def choose_subject(
    request: ScopedRequest, block: Entry, onward: str = "entry-new", parent: Line | None = None
) -> HttpResponse:
    """Those for whom the register is kept and whom the actor records for; the choice leads on to the form `onward`.

    Under a parent these are the organisations below it. What else the address says, goes along.
    """
    if not request.scope.may_anywhere(block.stage[0].may):
        raise PermissionDenied(f"没有登记“{block.name}”的权限：请由有“{LABELS[block.stage[0].may]}”权限的人办理。")
    offered, many = (_below(request, block, parent), False) if parent else _offered(request, block, onward)
    kept = {key: request.GET[key] for key in ("parent", "part") if key in request.GET}
    typed = request.GET.get("who", "").strip() or (offered[0][0] if len(offered) == 1 and not many else "")
    code, refusal = _code(request, block, dict(offered), typed) if offered or many else ("", _nobody(block))
    if code and parent is None and block.under and (above := _cases_above(request, block, code)):
        kept["parent"] = str(next(iter(above.values())).uid)
    if code:
        return redirect(f"{reverse(onward, args=[block.id])}?{urlencode({**kept, 'subject': code})}")
    back = reverse("case", args=[parent.uid]) if parent else reverse("entry-list", args=[block.id])
    context = {"register": block, "offered": offered, "many": many, "typed": typed, "refusal": refusal}
    context |= {"kept": list(kept.items()), "back": back}
    return render(request, "pages/ledgers/choose.html", context, status=422 if refusal else 200)


def _code(request: ScopedRequest, block: Entry, offered: dict[str, str], typed: str) -> tuple[str, str]:
    """The code of what was chosen or typed; else what is wrong, in one sentence."""
    if not typed or typed in offered:
        return offered.get(typed, ""), ""
    try:
        found = find_member(request.scope, typed, among=people_visible(request.scope))
    except FieldRefusal as refusal:
        return "", "".join(refusal.problems.values())
    against = never_an_owner(block, found.subject)
    return ("", against) if against else (found.code, "")


def _nobody(block: Entry) -> str:
    names = "、".join(rules().rulebook.roles[role].name for role in block.owner)
    return f"“{block.name}”由{names}登记：您办理的组织和党员里没有。"


def places_for(request: ScopedRequest, block: Entry) -> list[Subject]:
    """The organisations that the register is kept for, where the actor may take the first step."""
    held = set(spans.holders(block.owner, clock.today()).values_list("subject_id", flat=True))
    return [it.subject for it in _reached(request, block.stage[0].may) if it.pk in held]


def roles_for(request: ScopedRequest, may: str, roles: Iterable[str]) -> set[str]:
    """Of these roles those that an organisation has where the actor may take such a first step."""
    reached = [it.pk for it in _reached(request, may)]
    held = spans.holders(roles, clock.today()).filter(subject__in=reached)
    return set(held.values_list("role__name", flat=True))


def _reached(request: ScopedRequest, may: str) -> Iterable[Organisation]:
    return visible(request.scope) if may == "settle" else organisations(request.scope, may, clock.today())


def _below(request: ScopedRequest, block: Entry, parent: Line) -> list[tuple[str, str]]:
    """The organisations at or below the parent's own that the register is kept for, where the actor begins an entry;
    under a person's case that person."""
    if parent.subject.sort == Subject.Sort.PERSON:
        return [(f"{parent.subject.name} {parent.subject.code}", parent.subject.code)]
    held = spans.holders(block.owner, clock.today()).values("subject_id")
    found = visible(request.scope, block.stage[0].may).filter(
        pk__in=held, ended=None, reach__startswith=line_reach(parent)
    )
    return [(f"{it.name} {it.subject.code}", it.subject.code) for it in in_official_order(found)]


def _belonging(request: ScopedRequest, may: str) -> QuerySet[Span]:
    """Who belongs today where the actor may take such a first step."""
    roles = [it.id for it in rules().rulebook.roles.values() if it.sort in ("membership", "cultivation")]
    return spans.holders(roles, clock.today()).filter(at__in=visible(request.scope, may).values("pk"))


def _cases_above(request: ScopedRequest, block: Entry, code: str = "") -> dict[int, Line]:
    """By whom they are about: the cases in reach, of everybody or of one, under which an entry may be begun now."""
    found = entries(request.scope).filter(register__in=block.above, withdrawn_at=None)
    found = found.filter(subject__sort=Subject.Sort.PERSON)
    found = (found.filter(subject__code=code) if code else found).prefetch_related("moves__moved_by")
    return {it.subject_id: it for it in found if takes(block, it)}


def _offered(request: ScopedRequest, block: Entry, onward: str) -> tuple[list[tuple[str, str]], bool]:
    """What the field offers, and the code that it stands for; and whether there are more people than a list helps with,
    of whom then none is offered. A table of members is one branch's."""
    today = clock.today()
    if onward == "entry-paste" and rules().rulebook.is_of_people(block):
        found = organisations(request.scope, block.stage[0].may, today)
        return [(f"{it.name} {it.code}", it.code) for it in found if it.kind == kinds.BRANCH], False
    able = people_visible(request.scope).filter(pk__in=spans.holders(block.owner, today).values("subject_id"))
    if request.scope.prefixes() != ("",):  # who reads somewhere, such as at a contact point, may not file there
        able = able.filter(pk__in=_belonging(request, block.stage[0].may).values("subject_id"))
    if block.stage[0].guard == "not-own":
        able = able.exclude(pk=request.scope.person)
    if block.under and block.id not in block.above:  # it is begun under a case of the person
        able = able.filter(pk__in=_cases_above(request, block))
    people = [it.subject for it in able[: OFFERED + 1]]
    many = len(people) > OFFERED
    shown = [*places_for(request, block), *([] if many else people)]
    return [(f"{it.name} {it.code}", it.code) for it in shown], many
