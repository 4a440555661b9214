"""Months paid in part: how a smaller sum is spread, and when what was paid turns out to be enough."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from dengming.dues import queries
from dengming.dues.emission import rows_of_payment
from dengming.dues.models import PaidMonth, Payment
from dengming.dues.monthly import MonthOf, months_of
from dengming.dues.months import in_words
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.facts import actions as facts
from dengming.facts.models import Fact
from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues


def spread(owed: Sequence[MonthOf], short: int) -> list[PaidMonth]:
    """What each month gets of all that they owe, less so much: the oldest are paid whole, of the newest the rest stays
    owed. Raises FieldRefusal where nothing would be left for it."""
    made = [PaidMonth(member_id=it.member, month=it.month, fen=it.rest) for it in owed]
    if short:
        newest = made[-1]
        newest.fen, newest.part = newest.fen - short, True
        if newest.fen <= 0:
            raise FieldRefusal({"months": f"这笔钱不够交到{in_words([newest.month])}：请少选一个月。"})
    return made


def refuse_under_later(it: Payment) -> None:
    """Raises Refusal where a later payment is for one of its months: that one was for the rest of it."""
    later = PaidMonth.objects.filter(member=it.member_id, month__in=it.covered, payment__withdrawn=FAR_MOMENT)
    later = later.filter(payment__dues=it.dues, payment__gt=it.pk).select_related("payment__branch")
    if found := later.order_by("-payment").first():
        receipt = f"{found.payment.branch.name}收据 {found.payment.receipt}"
        raise Refusal(f"{in_words([found.month])}后来又交过（{receipt}）：请先撤回那一笔。")


def settle(members: Iterable[int], dues: Dues) -> None:
    """Where less is owed now than was when it was paid in part, and nothing is left: the newest payment met the month.

    What was met once stays so, whatever is owed later: the duty was done by what was asked then.
    """
    waiting = _unmet(members, dues)
    if not waiting:
        return
    months = [month for _, month in waiting]
    found = months_of(queries.asked_now(dues), min(months), max(months), members={member for member, _ in waiting})
    enough: dict[Payment, list[int]] = defaultdict(list)
    for it in (line for lines in found.values() for line in lines):
        if it.owed and not it.rest and (payment := waiting.get((it.member, it.month))):
            enough[payment].append(it.month)
    for payment, months in enough.items():
        living = Fact.objects.filter(source=payment.source_id, withdrawn=FAR_MOMENT).values_list("about", flat=True)
        facts.replace(payment.source, rows_of_payment(payment, [*living, *months]), clock.moment())


def _unmet(members: Iterable[int], dues: Dues) -> dict[tuple[int, int], Payment]:
    """The newest payment for each month that was paid in part and that no payment has met, by member and month."""
    parts = PaidMonth.objects.filter(member__in=list(members), payment__withdrawn=FAR_MOMENT, payment__dues=dues.id)
    parts = parts.filter(part=True).select_related("payment__source").order_by("payment")
    newest = {(it.member_id, it.month): it.payment for it in parts}
    met = Fact.objects.filter(source__dues_payment__dues=dues.id, withdrawn=FAR_MOMENT)
    met = met.filter(subject__in={member for member, _ in newest})
    done = set(met.values_list("subject", "about"))
    return {key: payment for key, payment in newest.items() if key not in done}
