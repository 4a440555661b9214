"""What is to go up for a quarter: what came in on its days, and how much of that goes to the centre whole."""

from dataclasses import dataclass
from decimal import Decimal

from dengming.calendar.days import date_of, day_of
from dengming.calendar.periods import chinese_label, parse_period
from dengming.dues import queries
from dengming.dues.actions.remitting import Handed, faults_of
from dengming.dues.models import Payment, Remittance
from dengming.dues.money import in_words as yuan
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.models import Organisation
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class Quarter:
    """What came in on its days, in fen; `central` of it was given freely in sums that go to the centre whole."""

    label: str
    fen: int
    central: int

    def proposed(self, percent: Decimal) -> int:
        """本系统做法: the share of what is shared, cut to the fen, and whole what goes up whole."""
        return int((self.fen - self.central) * percent / 100) + self.central


def quarters_in(organisation: Organisation, dues: Dues, year: int) -> list[Quarter]:
    """The four quarters of a year."""
    return [quarter_at(organisation, dues, f"{year}-Q{number}") for number in (1, 2, 3, 4)]


def quarter_at(organisation: Organisation, dues: Dues, label: str) -> Quarter:
    """One quarter, by its label such as 2020-Q3."""
    _, period = parse_period(label)
    found = list(queries.received(organisation, dues, day_of(period.first), day_of(period.last)))
    return Quarter(label, sum(it.total for it in found), sum(central_of(it, dues) for it in found))


def central_of(it: Payment, dues: Dues) -> int:
    """How much of a payment goes to the centre whole: what was given freely at once, from the sum of its day on."""
    term = dues.term_at(date_of(it.paid_on))
    whole = term is not None and term.central is not None and it.extra >= int(term.central * 100)
    return it.extra if whole else 0


def check_handed(organisation: Organisation, dues: Dues, handed: Handed, aware: bool) -> None:
    """Raises FieldRefusal where more would have gone up than came in, or less of it to the centre than must go there
    whole, unless the actor has said to know it."""
    if aware or faults_of(handed):
        return  # what no tick can mend the action says
    quarter, there = quarter_at(organisation, dues, handed.quarter), _living(organisation, dues, handed.quarter)
    whole = sum(it.fen for it in there) + handed.fen
    central = sum(it.central for it in there) + handed.central
    told, said = [], chinese_label(handed.quarter)
    if whole > quarter.fen:
        told.append(f"{said}收到 {yuan(quarter.fen)} 元，连这一笔上缴 {yuan(whole)} 元，比收到的多")
    if central < quarter.central:
        told.append(
            f"{said}收到自愿多交、应全部上缴中央的 {yuan(quarter.central)} 元，连这一笔只写了 {yuan(central)} 元"
        )
    if told:
        raise FieldRefusal({"aware": f"{'；'.join(told)}。核对无误的，勾选后再保存。"})


def _living(organisation: Organisation, dues: Dues, quarter: str) -> list[Remittance]:
    found = Remittance.objects.filter(organisation=organisation.subject, dues=dues.id, quarter=quarter)
    return list(found.filter(withdrawn=FAR_MOMENT))
