"""What an assessment would change of months that have been: what is owed for them then, what was paid too much."""

from collections.abc import Iterator
from dataclasses import dataclass

from dengming.calendar.days import day_of
from dengming.dues import queries
from dengming.dues.money import in_words as yuan
from dengming.dues.monthly import MonthOf
from dengming.dues.months import in_words, shifted
from dengming.editions import clock
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.models import Subject
from dengming.rulebook.dues import Dues


@dataclass(frozen=True)
class Change:
    """So much more would be owed, and so much would have been paid too much, in fen, in so many months."""

    owing: int
    over: int
    months: int

    def __str__(self) -> str:
        sums = (("欠交", self.owing), ("多交", self.over))
        said = "、".join(f"{word} {yuan(fen)} 元" for word, fen in sums if fen)
        return f"将产生{said}，涉及 {self.months} 个月" if said else ""


def foretold(member: Subject, dues: Dues, since: int, fen: int) -> Change:
    """What follows once the member is assessed at `fen` from a month on, until the next assessment there is."""
    last = day_of(clock.today().replace(month=12, day=1))  # no month beyond it can have been paid
    later = [it.since for it in queries.assessments(member.pk, dues) if it.since > since]
    until = min([last, *(shifted(it, -1) for it in later)])
    months = queries.card(member.pk, dues, since, last) if since <= until else []
    moved = list(_moved([it for it in months if it.month <= until], fen))
    return Change(sum(it for it, _ in moved), sum(it for _, it in moved), len(moved))


def _moved(months: list[MonthOf], fen: int) -> Iterator[tuple[int, int]]:
    """By how much what is owed, and what was paid too much, grows in each month where either does. A month that is not
    yet past and for which nothing was paid is no surprise."""
    for it in months:
        asked = fen if it.relief is None else min(fen, it.relief)
        owing = max(asked - it.paid, 0) - it.rest if it.past or it.paid else 0
        over = max(it.paid - asked, 0) - it.over
        if owing > 0 or over > 0:
            yield max(owing, 0), max(over, 0)


def check_change(member: Subject, dues: Dues, since: int, fen: int, aware: bool) -> None:
    """Raises FieldRefusal that says what would change, unless the actor has said to know it."""
    if not aware and (told := str(foretold(member, dues, since, fen))):
        raise FieldRefusal({"aware": f"从{in_words([since])}起这样核定，{told}。核对无误的，勾选后再保存。"})
