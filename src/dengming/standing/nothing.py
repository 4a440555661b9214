"""Why nothing is owed: the sentence for a subject, duty and period that no state exists for."""

from datetime import date

from dengming.calendar.periods import PeriodError, parse_period
from dengming.editions.rules import Rules
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainTerm, term_at, term_for
from dengming.rulebook.words import EVERY_LABELS
from dengming.standing.term_words import owner_words, roles_in_words


def why_nothing(rules: Rules, duty: PlainDuty, period: str, name: str) -> tuple[str, str]:
    """(`none` or `unowned`, one Chinese sentence). `name` is the subject's."""
    try:
        every, stretch = parse_period(period)
    except PeriodError:
        return "none", f"{name}没有编号为“{period}”的一件：请核对周期。"
    term = term_for(duty.terms, stretch)
    if term is None:
        return "none", _no_term(duty, stretch.first, stretch.last)
    if term.every != every:
        return "none", f"“{duty.name}”{EVERY_LABELS[term.every]}办理，没有“{period}”这个周期：请按办理周期填写。"
    if term.unowned:
        proposed = roles_in_words(rules, term.proposed_owner)
        return "unowned", f"责任主体待确认（拟由{proposed}承担）：确认之前不判完成，也不判逾期。"
    return "none", f"{name}在这一周期不欠这一项：应办的是{owner_words(rules, term)}，且须全期在任（存续）。"


def _no_term(duty: PlainDuty, first: date, last: date) -> str:
    stopped = next((term for term in duty.terms if term.repeal and term.since <= last), None)
    if stopped is not None:
        return f"{_day(stopped)}起停止执行{f'（{stopped.document}）' if stopped.document else ''}，这一周期不欠。"
    begins = term_at(duty.terms, first)
    return f"这一项自{_day(begins or duty.terms[0])}起施行，从其后第一个完整的周期开始应办。"


def _day(term: PlainTerm) -> str:
    return f"{term.since:%Y年%-m月%-d日}"
