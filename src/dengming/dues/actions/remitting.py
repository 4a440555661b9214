"""上缴: what an organisation handed on to the one above for a quarter. The sum is what people say."""

from dataclasses import dataclass
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.calendar.periods import Period, PeriodError, chinese_label, parse_period
from dengming.dues.models import Remittance
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.ledgers.fields import FieldRefusal, reason_at
from dengming.orgs.homes import reach_at
from dengming.orgs.models import Organisation, Subject
from dengming.orgs.tree import where_on
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues
from dengming.secrecy import refuse_marked


@dataclass(frozen=True)
class Handed:
    """How much (fen) on which day for which quarter, how much of it goes to the centre whole, by which voucher."""

    quarter: str
    on: date
    fen: int
    central: int = 0
    paper: str = ""


@action("dues.remitted", label="登记党费上缴", needs="dues", at=lambda organisation, **_: organisation.reach)
def remit(scope: Scope, organisation: Organisation, *, dues: Dues, handed: Handed) -> Done[Remittance]:
    """Enter what was handed on to the organisation above. Raises FieldRefusal with a sentence for each field."""
    receiver = _above(organisation, handed.on)
    refuse_marked(handed.paper, "凭证号")
    if problems := faults_of(handed):
        raise FieldRefusal(problems)
    made = Remittance.objects.create(
        dues=dues.id,
        organisation=organisation.subject,
        receiver=receiver,
        quarter=handed.quarter,
        remitted_on=day_of(handed.on),
        fen=handed.fen,
        central=handed.central,
        paper=handed.paper.strip(),
        entered=clock.moment(),
        entered_by=scope.actor,
    )
    return Done(made, about=organisation.name, note={"remittance": str(made.uid), "quarter": handed.quarter})


@action(
    "dues.remittance-withdrawn", label="撤回党费上缴", needs="dues", at=lambda it, **_: reach_at(it.organisation_id)
)
def withdraw_remittance(scope: Scope, it: Remittance, *, reason: str) -> Done[Remittance]:
    """Take a line back that was entered by mistake."""
    told = reason_at("reason", reason, "撤回")
    living = Remittance.objects.filter(pk=it.pk, withdrawn=FAR_MOMENT)
    if not living.update(withdrawn=clock.moment(), withdrawn_reason=told):
        raise Refusal("这一条已经撤回过了。")
    note = {"remittance": str(it.uid), "quarter": it.quarter, "reason": told}
    return Done(it, about=it.organisation.name, note=note)


def _above(organisation: Organisation, on: date) -> Subject:
    above = where_on(organisation, min(on, clock.today()))
    if above is None:
        raise Refusal(f"{organisation.name}在系统里没有上级，不能登记上缴。")
    return above.subject


def _quarter(label: str) -> Period | None:
    """The quarter of that name; None for anything else."""
    try:
        every, period = parse_period(label)
    except PeriodError:
        return None
    return period if every == "quarter" else None


def faults_of(handed: Handed) -> dict[str, str]:
    """What no tick can mend, by field."""
    problems, period = {}, _quarter(handed.quarter)
    if period is None:
        problems["quarter"] = f"“{handed.quarter}”不是季度：请写成 2020-Q1 的样子。"
    elif period.first > handed.on:
        problems["quarter"] = f"{chinese_label(handed.quarter)}还没有开始，请核对季度或日期。"
    if handed.on > clock.today():
        problems["on"] = f"{handed.on} 还没到，请核对。"
    if handed.fen <= 0:
        problems["amount"] = "上缴数要大于 0，请核对。"
    if not 0 <= handed.central <= handed.fen:
        problems["central"] = "其中全部上缴中央的不能比上缴数还多，请核对。"
    if len(handed.paper.strip()) > 80:
        problems["paper"] = "“凭证号”太长：请不超过 80 字。"
    return problems
