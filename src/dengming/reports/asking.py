"""What may be asked of a bulletin, for pages and commands alike: a period that is over, a day for its figures, and
particulars that carry no mark of secrecy and name no member."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from dengming.calendar.periods import Period, PeriodError, parse_period, period_of
from dengming.editions import clock
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.named_people import refuse_people
from dengming.refusal import Refusal
from dengming.reports.models import Issue
from dengming.rulebook.bulletins import Bulletin
from dengming.rulebook.words import EVERY_LABELS
from dengming.secrecy import refuse_marked
from dengming.standing.bulletins import cut_off
from dengming.standing.queries import AsOf

_NAMELESS: Final = ("number", "to", "copies", "attachment")
"""What is printed beside the content: it may name organisations, never a member."""


def period_asked(bulletin: Bulletin, label: str) -> Period:
    """The period by its label. Refusal where it is none of this bulletin, began before it, or is not over."""
    try:
        every, period = parse_period(label)
    except PeriodError as error:
        raise Refusal(str(error)) from error
    since = bulletin.term[0].from_
    if every != bulletin.every:
        said = f"“{bulletin.name}”{EVERY_LABELS[bulletin.every]}一期，“{label}”不是这样的期间"
        raise Refusal(f"{said}：请写成 {period_of(bulletin.every, since).label} 的样子。")
    if bulletin.term_at(period.last) is None:
        raise Refusal(f"“{bulletin.name}”从 {since} 起才有，没有 {label} 这一期：请选以后的期间。")
    if period.last >= clock.today():
        raise Refusal(f"{label} 还没有过完，不能通报：请等到 {period.last} 以后。")
    return period


def day_asked(bulletin: Bulletin, period: Period, on: date | None) -> AsOf:
    """The day of the figures, as the rulebook has it unless one is given. FieldRefusal before the period's end or
    after today: what is due could not be told yet."""
    if on is not None and not period.last <= on <= clock.today():
        raise FieldRefusal({"on": f"数据截止日 {on} 应在 {period.last} 和今天（{clock.today()}）之间，请核对。"})
    return cut_off(bulletin, period, on)


def label_of(name: str) -> str:
    """What a field of a paper is called."""
    return str(Issue._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def refuse_particulars(said: Mapping[str, Any]) -> None:
    """FieldRefusal where what stands around the content is marked as secret or names a member; only the signer is a
    person."""
    problems = {}
    for name, value in said.items():
        try:
            refuse_marked(str(value or ""), label_of(name))
            if name in _NAMELESS:
                refuse_people(str(value or ""), label_of(name))
        except Refusal as refusal:
            problems[name] = str(refusal)
    if problems:
        raise FieldRefusal(problems)
