"""Why nothing is owed: the sentence for a subject, duty and period that no state exists for."""

from dengming.calendar.periods import Period, PeriodError, parse_period
from dengming.editions.rules import Rules
from dengming.refusal import Refusal
from dengming.rulebook.library import PlainDuty
from dengming.rulebook.terms import PlainTerm, term_at, term_for
from dengming.rulebook.words import EVERY_LABELS
from dengming.standing.term_words import owner_words, roles_in_words


def why_nothing(rules: Rules, duty: PlainDuty, period: str, name: str) -> tuple[str, str]:
    """(`none` or `unowned`, one Chinese sentence). `name` is the subject's.

    Raises Refusal where the duty has no such period at all.
    """
    term, stretch = _term(duty, period)
    if term is None:
        return "none", _no_term(duty, stretch)
    if term.awaits:
        return "none", "这一项要先有批准依据和截止日期（本地参数）才要求：现在没有，谁也不欠。"
    if term.unowned:
        proposed = roles_in_words(rules, term.proposed_owner)
        return "unowned", f"责任主体待确认（拟由{proposed}承担）：确认之前不判完成，也不判逾期。"
    if not rules.asks_in(stretch.first):
        return (
            "none",
            f"本区自{rules.parameters.in_use_since:%Y年%-m月%-d日}启用本系统（本地参数），此前开始的周期不判定。",
        )
    throughout = "，且整个周期都在任（存续）" if term.held == "whole" and term.every != "once" else ""
    return "none", f"{name}在这一周期不欠这一项：应办的是{owner_words(rules, term)}{throughout}。"


def _term(duty: PlainDuty, period: str) -> tuple[PlainTerm | None, Period]:
    asked = [term for term in duty.terms if not term.repeal]
    if period == "once" and asked[-1].every == "once":
        return asked[-1], Period(asked[-1].since, asked[-1].since, period)
    try:
        every, stretch = parse_period(period)
    except PeriodError:
        raise Refusal(f"“{duty.name}”没有“{period}”这个周期或这一件：请核对周期。") from None
    if all(term.every != every for term in asked):
        cadence = "、".join(dict.fromkeys(EVERY_LABELS[term.every] for term in asked))
        raise Refusal(f"“{duty.name}”{cadence}办理，没有“{period}”这个周期：请按办理周期填写。")
    term = term_for(duty.terms, stretch)
    return (term if term and term.every == every else None), stretch


def _no_term(duty: PlainDuty, stretch: Period) -> str:
    stopped = next((term for term in duty.terms if term.repeal and term.since <= stretch.last), None)
    if stopped is not None:
        return f"{_day(stopped)}起停止执行{f'（{stopped.document}）' if stopped.document else ''}，这一周期不欠。"
    begins = term_at(duty.terms, stretch.first)
    return f"这一项自{_day(begins or duty.terms[0])}起施行，从其后第一个完整的周期开始应办。"


def _day(term: PlainTerm) -> str:
    return f"{term.since:%Y年%-m月%-d日}"
