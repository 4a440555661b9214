"""Reading dues within a scope: who collects at a branch or above sees its members' sums, a member the own ones.

Mere reading of an organisation is not enough: what somebody pays tells what somebody earns.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.dues.models import Assessment, Payment, Relief, Remittance
from dengming.dues.month_sql import Asked
from dengming.dues.monthly import Line, MonthOf, lines, months_of
from dengming.dues.months import LOOK_BACK, month_of, shifted
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.orgs import queries as orgs
from dengming.orgs.homes import homes_of
from dengming.orgs.models import Member, Organisation, Subject
from dengming.rulebook.dues import Dues

COLLECT = "dues"
"""The capability of those who collect."""


def dues_named(name: str = "") -> Dues:
    """The dues by id; the only ones where nothing is said. NotVisible where there are none."""
    known = rules().rulebook.dues
    found = known.get(name) if name else next(iter(known.values()), None)
    if found is None:
        raise NotVisible("没有这种党费。")
    return found


def asked_now(dues: Dues, on: date | None = None, known: int | None = None) -> Asked:
    """As of today, as known now, unless something else is said."""
    return Asked(dues, on or clock.today(), clock.moment() if known is None else known)


def collecting_at(scope: Scope, code: str) -> Organisation:
    """An organisation where the actor collects. NotVisible elsewhere."""
    organisation = orgs.get_visible(scope, code)
    if not scope.may(COLLECT, organisation.reach):
        raise NotVisible("没有找到。")
    return organisation


def collecting(scope: Scope) -> QuerySet[Organisation]:
    """Everywhere that the actor collects."""
    return orgs.visible(scope, COLLECT)


def month_at(scope: Scope, organisation: Organisation, month: int, dues: Dues) -> list[Line]:
    """The month of all members below an organisation. NotVisible where the actor does not collect there."""
    if not scope.may(COLLECT, organisation.reach):
        raise NotVisible("没有找到。")
    return lines(asked_now(dues), month, prefix=organisation.reach)


def may_see(scope: Scope, person: int) -> bool:
    """Whether the actor may see what this person pays: oneself, or where one collects."""
    home = homes_of([person]).get(person)
    return scope.person == person or (home is not None and scope.may(COLLECT, home))


def roles_kept_from(scope: Scope, person: int) -> frozenset[str]:
    """The roles that tell how this person pays, for who may not see that; none for the others."""
    return frozenset() if may_see(scope, person) else frozenset(it.quarterly for it in rules().rulebook.dues.values())


def member_seen(scope: Scope, code: str) -> Member:
    """A member whose dues the actor may see. NotVisible for all others."""
    member = orgs.get_member(scope, code)
    if not may_see(scope, member.pk):
        raise NotVisible("没有找到。")
    return member


def line_of(member: int, dues: Dues, on: date | None = None) -> Line | None:
    """The member's present month; None for who belongs to no branch."""
    asked = asked_now(dues, on)
    return next(iter(lines(asked, month_of(asked.on), members=[member])), None)


def card(member: int, dues: Dues, first: int, last: int) -> list[MonthOf]:
    """The member's months."""
    return months_of(asked_now(dues), first, last, members=[member]).get(member, [])


def unpaid(member: int, dues: Dues, on: date | None = None) -> list[MonthOf]:
    """The months up to the present one for which something is left to pay, oldest first."""
    asked = asked_now(dues, on)
    now = month_of(asked.on)
    found = months_of(asked, shifted(now, -LOOK_BACK), now, members=[member])
    return [it for it in found.get(member, []) if it.rest]


def assessments(member: int, dues: Dues) -> QuerySet[Assessment]:
    """What a member was assessed at, newest first; without what was taken back."""
    living = Assessment.objects.filter(dues=dues.id, member=member, withdrawn=FAR_MOMENT)
    return living.select_related("entered_by", "member", "branch").order_by("-since")


def assessments_by(months: Mapping[int, int], dues: Dues) -> dict[int, Assessment]:
    """Of each member the living assessment that holds in a month."""
    living = Assessment.objects.filter(dues=dues.id, member__in=list(months), withdrawn=FAR_MOMENT).order_by("since")
    return {it.member_id: it for it in living if it.since <= months[it.member_id]}


def first_months(members: Iterable[int], dues: Dues) -> dict[int, int]:
    """Of each member the first month that has been assessed."""
    living = Assessment.objects.filter(dues=dues.id, member__in=list(members), withdrawn=FAR_MOMENT)
    return dict(living.values_list("member").annotate(Min("since")))


def reliefs(member: int, dues: Dues) -> QuerySet[Relief]:
    """What was granted to a member, newest first; without what was taken back."""
    living = Relief.objects.filter(dues=dues.id, member=member, withdrawn=FAR_MOMENT)
    return living.select_related("entered_by", "member").order_by("-since")


def payments(member: int, dues: Dues) -> QuerySet[Payment]:
    """What a member paid, newest first, withdrawn ones too: they show why."""
    found = Payment.objects.filter(dues=dues.id, member=member)
    return found.select_related("entered_by", "member", "branch").prefetch_related("months")


def received(organisation: Organisation, dues: Dues, first: int, last: int) -> QuerySet[Payment]:
    """The living payments taken in at an organisation and below it on these days."""
    living = receipts(organisation, dues).filter(withdrawn=FAR_MOMENT, paid_on__range=(first, last))
    return living.order_by("branch", "paid_on", "number")


def receipts(organisation: Organisation, dues: Dues) -> QuerySet[Payment]:
    """All payments for which receipts were given at an organisation and below it, those taken back too."""
    branches = Organisation.objects.filter(reach__startswith=organisation.reach).order_by().values("subject")
    found = Payment.objects.filter(dues=dues.id, branch__in=branches)
    return found.select_related("member", "branch").prefetch_related("months")


def get_payment(scope: Scope, uid: UUID) -> Payment:
    """One payment: one's own, or where one collects. NotVisible elsewhere."""
    found = Payment.objects.filter(uid=uid).select_related("member", "branch", "entered_by").first()
    if found is None or not (scope.person == found.member_id or _collects(scope, found.branch)):
        raise NotVisible("没有找到。")
    return found


def get_relief(scope: Scope, uid: UUID) -> Relief:
    """One relief of a member whose dues the actor collects."""
    found = Relief.objects.filter(uid=uid).select_related("member").first()
    if found is None or not may_see(scope, found.member_id):
        raise NotVisible("没有找到。")
    return found


def relief_from(scope: Scope, sources: Iterable[int]) -> Relief | None:
    """The newest relief behind these sources, if the actor may see the member's dues."""
    found = Relief.objects.filter(pk__in=list(sources)).order_by("-entered").first()
    return found if found and may_see(scope, found.member_id) else None


def get_assessment(scope: Scope, uid: UUID) -> Assessment:
    """One assessment of a member whose dues the actor may see."""
    found = Assessment.objects.filter(uid=uid).select_related("member").first()
    if found is None or not may_see(scope, found.member_id):
        raise NotVisible("没有找到。")
    return found


def remittances(scope: Scope, dues: Dues, *, quarter: str = "") -> QuerySet[Remittance]:
    """What was handed on by organisations where the actor collects, and to them."""
    here = collecting(scope).order_by().values("subject")
    found = Remittance.objects.filter(Q(organisation__in=here) | Q(receiver__in=here), dues=dues.id)
    found = found.filter(quarter=quarter) if quarter else found
    return found.select_related("organisation", "receiver", "entered_by")


def get_remittance(scope: Scope, uid: UUID) -> Remittance:
    """One remittance in reach."""
    found = Remittance.objects.filter(uid=uid).select_related("organisation", "receiver").first()
    if found is None or not _collects(scope, found.organisation):
        raise NotVisible("没有找到。")
    return found


def _collects(scope: Scope, subject: Subject) -> bool:
    reach = Organisation.objects.filter(pk=subject.pk).values_list("reach", flat=True).first()
    return reach is not None and scope.may(COLLECT, reach)
