"""What can be said of one file by itself: its terms are in order and complete, its examples are there, its excuses
stand on an article that leaves room."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from dengming.calendar.due import Stretch
from dengming.calendar.periods import PeriodError, period_of
from dengming.rulebook.bulletin_checks import bulletin_faults
from dengming.rulebook.dues_checks import dues_faults
from dengming.rulebook.duties import Duty, TermKeys
from dengming.rulebook.faults import Fault
from dengming.rulebook.references import keyed
from dengming.rulebook.register_checks import register_faults
from dengming.rulebook.schema import Institution
from dengming.rulebook.score_checks import score_faults
from dengming.rulebook.terms import PlainTerm, plain_terms
from dengming.rulebook.wording import nearest

ROOM: Final = "一般"
"""The word of an article that leaves room: only then is 免办 offered."""

LOCAL_WORDS: Final = tuple(
    sorted({"proofs", *((field.alias or name) for name, field in TermKeys.model_fields.items())} - {"local"})
)
"""What a term may list as local: the keys of a term, and the proofs that it asks for."""


def own_faults(file: Institution) -> Iterator[Fault]:
    """Every fault that shows without looking at any other file."""
    if not file.example and (file.duty or file.entry or file.score or file.dues):
        yield Fault(file.file, 0, "example", "没有例子。", "请至少写一个 [[example]]，说明应得的结果。")
    for duty in file.duty:
        yield from _order(file, duty)
        yield from _local(file, duty)
        unreadable = list(_stretches(file, duty))
        yield from unreadable
        if not unreadable and not duty.tightens:
            yield from _terms(file, duty)

    for entry in file.entry:
        yield from register_faults(file, entry)
    for score in file.score:
        yield from score_faults(file, score)
    for bulletin in file.bulletin:
        yield from bulletin_faults(file, bulletin)
    for dues in file.dues:
        yield from dues_faults(file, dues)


def _order(file: Institution, duty: Duty) -> Iterator[Fault]:
    for before, after in pairwise(duty.term):
        if before.from_ >= after.from_:
            said = f"条款没有按日期排列：{before.from_} 写在 {after.from_} 之前。"
            yield Fault(file.file, 0, f"duty[{duty.id}].term", said, "请从早到晚排列。")


def _local(file: Institution, duty: Duty) -> Iterator[Fault]:
    for place, block in keyed(duty):
        for word in block.local or ():
            if word not in LOCAL_WORDS:
                cure = nearest(word, LOCAL_WORDS) or f"可以写：{'、'.join(LOCAL_WORDS)}。"
                yield Fault(file.file, 0, f"{place}.local", f"本地参数里不认识“{word}”。", cure)


def _stretches(file: Institution, duty: Duty) -> Iterator[Fault]:
    for place, block in keyed(duty):
        for text in (block.remind, block.due.after if block.due else None):
            try:
                if text:
                    Stretch.parse(text)
            except ValueError as error:
                yield Fault(file.file, 0, place, str(error), "")


def _terms(file: Institution, duty: Duty) -> Iterator[Fault]:
    place = f"duty[{duty.id}]"
    try:
        terms = plain_terms(duty)
    except ValueError as error:
        yield Fault(file.file, 0, place, f"条款不完整：{error}。", "请在 duty 或 term 中补上。")
        return
    if duty.permit and (len(terms) > 1 or terms[0].every != "once" or terms[0].repeal):
        said = "随批准依据执行的事项，只能有一个按一次办理（once）的条款。"
        yield Fault(file.file, 0, f"{place}.permit", said, '请把 every 写成 "once"，起止由批准依据决定。')
    for number, term in enumerate(terms, 1):
        for message, cure in _incomplete(term):
            yield Fault(file.file, 0, f"{place}.term[{number}]", message, cure)
    for before, after in pairwise(terms):
        if not before.repeal and not after.repeal and before.every != after.every:
            yield from _boundary(file, place, before.every, after.every, after.since)


def _incomplete(term: PlainTerm) -> Iterator[tuple[str, str]]:
    if term.repeal:
        if not term.document:
            yield "停止执行没有写依据。", "请在 document 写明文件名称。"
        return
    if not term.owner and not term.proposed_owner:
        yield "没有责任主体。", "请写 owner；主体待确认的写 proposed_owner。"
    if term.due.month and term.every != "year":
        yield "期限写了月份，周期却不是每年。", '请删去 due 里的 month，或把 every 写成 "year"。'
    if any(need.measure == "percent" and need.of is None for need in term.needs):
        yield "percent 缺少分母 of。", "请写 of。"
    if term.waivable and not any(ROOM in (item.says or "") for item in term.basis):
        yield "可以免办，依据里却没有写“一般”的条文。", "请删去 waivable，或在依据的 says 写出那句条文。"


def _boundary(file: Institution, place: str, old: str, new: str, since: date) -> Iterator[Fault]:
    """A change of cadence starts on a first day of both, or a month and its quarter would both be owed."""
    try:
        day = since
        while any(period_of(every, day).first != day for every in (old, new)):
            day += timedelta(days=1)
    except PeriodError:
        return
    if day != since:
        said = f"{since} 起改变周期，但这一天不是两个周期共同的第一天。"
        yield Fault(file.file, 0, f"{place}.term", said, f"请改为 {day}。")
