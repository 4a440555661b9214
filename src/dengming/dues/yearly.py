"""A year of dues in sums: what came in, by month and by member; what went up, by quarter. Sums in fen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import day_of
from dengming.dues import queries
from dengming.dues.models import Payment, Remittance
from dengming.dues.monthly import MonthOf, months_at
from dengming.dues.months import between
from dengming.dues.publishing import may_read
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.orgs import kinds
from dengming.orgs.homes import homes_of
from dengming.orgs.models import Organisation, Subject
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class MonthSum:
    """A month for which dues are owed: by how many members, how many paid or are exempt; sums asked, paid, paid
    beyond what is asked, left: what is asked and `over` come to what was paid and what is left."""

    month: int
    members: int
    paid_members: int
    exempt: int
    owed: int
    paid: int
    over: int
    rest: int


@dataclass(frozen=True)
class Year:
    """A year of an organisation with all below it. `received` is what came in on its days, for whatever months, of
    which `extra` was given freely."""

    year: int
    months: tuple[MonthSum, ...]
    received: int
    extra: int
    handed: tuple[Remittance, ...]

    @property
    def handed_on(self) -> int:
        """What went up for its quarters."""
        return sum(it.fen for it in self.handed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of the year: nobody owed or paid anything, such as before the system was in use."""
        return not (self.received or self.handed or any(it.owed or it.paid or it.exempt for it in self.months))

    @property
    def rest(self) -> int:
        """What is still owed for its months."""
        return sum(it.rest for it in self.months)


def year_of(scope: Scope, organisation: Organisation, dues: Dues, year: int) -> Year:
    """The year, up to the present month. NotVisible for who neither collects there nor is a member below, once it is
    public."""
    if not may_read(scope, organisation, dues, year):
        raise NotVisible("没有找到。")
    lines = [line for months in member_months(organisation, dues, year).values() for line in months]
    received = list(payments_of(organisation, dues, year))
    sums = tuple(_sum(month, [it for it in lines if it.month == month]) for month in months_in(year))
    handed = Remittance.objects.filter(dues=dues.id, organisation=organisation.subject, withdrawn=FAR_MOMENT)
    return Year(
        year,
        sums,
        sum(it.total for it in received),
        sum(it.extra for it in received),
        tuple(handed.filter(quarter__startswith=f"{year}-").order_by("quarter", "remitted_on")),
    )


def months_in(year: int) -> list[int]:
    """The months of the year up to the present one."""
    last = min(day_of(date(year, 12, 1)), day_of(clock.today().replace(day=1)))
    return between(day_of(date(year, 1, 1)), last)


def member_months(organisation: Organisation, dues: Dues, year: int) -> dict[int, list[MonthOf]]:
    """For everybody who belonged below the organisation in a month of the year: those months."""
    months = months_in(year)
    asked = queries.asked_now(dues)
    return months_at(asked, months[0], months[-1], organisation.reach) if months else {}


def payments_of(organisation: Organisation, dues: Dues, year: int) -> Iterable[Payment]:
    """The living payments that came in on the days of the year."""
    return queries.received(organisation, dues, day_of(date(year, 1, 1)), day_of(date(year, 12, 31)))


def receipts_of(organisation: Organisation, dues: Dues, year: int) -> Iterable[Payment]:
    """The receipts of the year, void ones too, by branch and number."""
    found = queries.receipts(organisation, dues).filter(year=year)
    return found.order_by("branch", "number")


def of_the_gone(branch: Organisation, dues: Dues, year: int) -> list[Payment]:
    """Those of them by who belongs elsewhere now: on no list of the branch, but the receipts are the branch's."""
    found = list(payments_of(branch, dues, year)) if branch.kind == kinds.BRANCH else []
    homes = homes_of({it.member_id for it in found})
    return [it for it in found if homes.get(it.member_id) != branch.reach]


def people_of(members: Iterable[int]) -> list[Subject]:
    """The members by name."""
    return list(Subject.objects.filter(pk__in=list(members)).order_by("name_order", "code"))


def _sum(month: int, lines: list[MonthOf]) -> MonthSum:
    asked = [it for it in lines if it.owed]
    return MonthSum(
        month,
        len(asked),
        sum(not it.rest for it in asked),
        sum(it.relief == 0 for it in lines),
        sum(it.owed or 0 for it in asked),
        sum(it.paid for it in lines),
        sum(max(it.paid - (it.owed or 0), 0) for it in lines),
        sum(it.rest for it in asked),
    )
