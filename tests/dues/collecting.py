"""Short ways to assess, relieve and pay in the tests of dues. Ann is branch A's secretary; her own dues, and those of
the other branch's secretary, are assessed by the committee's Party office."""

from datetime import date
from decimal import Decimal
from typing import Any

from dengming.calendar.days import day_of
from dengming.dues import queries
from dengming.dues.actions import assessing, paying, relieving, remitting
from dengming.dues.actions.assessing import Said
from dengming.dues.actions.paying import Paid
from dengming.dues.actions.relieving import Approval
from dengming.dues.actions.remitting import Handed
from dengming.dues.models import Assessment, Payment, Relief, Remittance
from dengming.dues.money import fen_of
from dengming.dues.monthly import Line, lines
from dengming.editions import clock
from dengming.rulebook.dues import Dues
from tests.cast import Cast

Month = tuple[int, int]


def month(year: int, number: int) -> int:
    return day_of(date(year, number, 1))


def dues() -> Dues:
    return queries.dues_named("party-dues")


def assess(
    cast: Cast, who: str, base: str, since: Month = (2020, 1), category: str = "salaried", reason: str = ""
) -> Assessment:
    said = Said(cast.person[who].subject, category, Decimal(base))
    on = min(date(*since, 10), clock.today())
    made: Assessment = assessing.assess(
        cast.scope("di" if who in ("ann", "yi") else "ann"),
        said,
        dues=dues(),
        since=month(*since),
        on=on,
        reason=reason,
    )
    return made


def pay(cast: Cast, who: str, *months: Month, on: date = date(2020, 9, 8), extra: str = "0", **more: Any) -> Payment:
    """`short`: so much less than the months still owe."""
    more["short"] = fen_of(Decimal(more.get("short", "0")))
    paid = Paid(cast.person[who].subject, [month(*it) for it in months], on, fen_of(Decimal(extra)), **more)
    made: Payment = paying.pay(cast.scope("ann"), paid, dues=dues())
    return made


def relieve(cast: Cast, who: str, since: Month, until: Month, amount: str = "0", **more: Any) -> Relief:
    said: dict[str, Any] = {"approver": "机关党委", "paper": "机党〔2020〕3号"}
    said |= {"studied_on": date(2020, 1, 5), "approved_on": date(2020, 1, 12)}
    made: Relief = relieving.relieve(
        cast.scope(more.pop("by", "ann")),
        cast.person[who].subject,
        dues=dues(),
        since=month(*since),
        until=month(*until),
        fen=fen_of(Decimal(amount)),
        approval=Approval(**said | more),
    )
    return made


def remit(cast: Cast, where: str, amount: str, who: str = "ann", **more: Any) -> Remittance:
    said: dict[str, Any] = {"quarter": "2020-Q3", "on": date(2020, 9, 9), "fen": fen_of(Decimal(amount))} | more
    made: Remittance = remitting.remit(cast.scope(who), cast.org[where], dues=dues(), handed=Handed(**said))
    return made


def line(cast: Cast, who: str, at: Month = (2020, 9), on: date = date(2020, 9, 10)) -> Line:
    found = lines(queries.asked_now(dues(), on), month(*at), members=[cast.person[who].pk])
    return found[0]
