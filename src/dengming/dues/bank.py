"""银行对账: a bank's list beside what is entered. What agrees to the fen is taken, by one act; the rest is for people.

A row is known by its serial number, else by day, sum and payer: the same row is not taken twice. What people entered
of the same sum on that day is taken for the same payment, and near it where no other month of that sum is left: else it
is for people to say which it is. So is what would be for a month that had not begun: it may be one paid twice.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from django.db.models import QuerySet

from dengming.accounts.scope import NotVisible, Scope
from dengming.calendar.days import date_of, day_of
from dengming.dues import queries
from dengming.dues.actions.paying import Paid, collect, needs_reason, too_early
from dengming.dues.bank_list import BankRow
from dengming.dues.models import Payment
from dengming.dues.money import in_words as yuan
from dengming.dues.monthly import MonthOf, months_of
from dengming.dues.months import LOOK_BACK, in_words, month_of, quarter_at, shifted
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.editions.words import role_id
from dengming.orgs import spans
from dengming.orgs.models import Member, Organisation, Span, Subject
from dengming.orgs.queries import members_of
from dengming.rulebook.dues import Dues

NEAR: Final = 10
"""本系统做法: so many days may lie between the day in the bank's list and the day that was entered."""


class Outcome(StrEnum):
    """What becomes of a row."""

    READY = "ready"
    THERE = "there"
    DIFFERS = "differs"
    UNMATCHED = "unmatched"

    @property
    def label(self) -> str:
        """The name that people see."""
        return {"ready": "可入账", "there": "已登记", "differs": "对不上", "unmatched": "找不到人"}[self]


@dataclass(frozen=True)
class Line:
    """A row with what becomes of it, and why; the member and the months where it can be taken."""

    row: BankRow
    outcome: Outcome
    why: str = ""
    member: Subject | None = None
    months: tuple[int, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Plan:
    """The list beside what is entered. `absent`: payments of the list's days that are not in it."""

    lines: tuple[Line, ...]
    absent: tuple[Payment, ...] = ()

    def of(self, outcome: Outcome) -> list[Line]:
        """The lines of an outcome."""
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def said(self) -> str:
        """All that the preview says, for the token that the import compares."""
        return "\n".join(f"{it.row}{it.outcome}{it.why}{it.months}{it.member}" for it in self.lines)


def plan(scope: Scope, organisation: Organisation, dues: Dues, rows: Sequence[BankRow]) -> Plan:
    """What would become of every row. Writes nothing. NotVisible where the actor does not collect."""
    if not scope.may(queries.COLLECT, organisation.reach):
        raise NotVisible("没有找到。")
    return _Planner.of(scope, organisation, dues, rows).plan(rows)


def take(scope: Scope, organisation: Organisation, dues: Dues, found: Plan) -> list[Payment]:
    """Enter a payment for each row that is ready: all of them or none."""
    paid = [
        Paid(line.member, line.months, line.row.day, bank=line.key)
        for line in found.of(Outcome.READY)
        if line.member is not None and line.row.day is not None
    ]
    made: list[Payment] = collect(scope, organisation, dues=dues, paid=paid)
    return made


def key_of(dues: Dues, row: BankRow) -> str:
    """The mark by which a row is known again."""
    said = row.serial or f"{row.day}|{row.fen}|{row.name}|{row.code}"
    return hashlib.sha256(f"{dues.id}|{bool(row.serial)}|{said}".encode()).hexdigest()


@dataclass
class _Planner:
    """Goes through the rows once; what a row takes is no longer there for the next one."""

    dues: Dues
    by_code: dict[str, Member]
    by_name: dict[str, list[Member]]
    owed: dict[int, list[MonthOf]]
    first: dict[int, int]
    taken: set[str]
    entered: dict[tuple[int, int], list[Payment]]
    quarterly: dict[int, list[Span]]
    matched: dict[int, Payment] = field(default_factory=dict)
    there: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, scope: Scope, organisation: Organisation, dues: Dues, rows: Sequence[BankRow]) -> "_Planner":
        people = list(members_of(scope, organisation))
        by_name = defaultdict(list)
        for member in people:
            by_name[member.name].append(member)
        now = month_of(clock.today())
        last = day_of(date_of(now).replace(month=12))
        owed = months_of(queries.asked_now(dues), shifted(now, -LOOK_BACK), last, members=[it.pk for it in people])
        living = Payment.objects.filter(dues=dues.id, withdrawn=FAR_MOMENT)
        keys = [key_of(dues, row) for row in rows]
        taken = set(living.filter(bank__in=keys).values_list("bank", flat=True))
        entered = _entered(living.filter(member__in=[it.pk for it in people], bank=""), rows)
        codes = {it.code: it for it in people}
        left = {member: [it for it in lines if it.rest] for member, lines in owed.items()}
        agreed = Span.objects.filter(role=role_id(dues.quarterly), subject__in=[it.pk for it in people])
        by_quarter = defaultdict(list)
        for span in spans.alive(agreed):
            by_quarter[span.subject_id].append(span)
        return cls(dues, codes, by_name, left, queries.first_months(owed, dues), taken, entered, by_quarter)

    def plan(self, rows: Sequence[BankRow]) -> Plan:
        """Every row, then what is entered for the days of the list and is not in it."""
        for days in (0, NEAR):
            self._match(rows, days)
        lines = tuple(self._line(row) for row in rows)
        stretch = _stretch(rows)
        every = [it for found in self.entered.values() for it in found if it.paid_on in stretch]
        absent = sorted((it for it in every if it.pk not in self.there), key=lambda it: (it.paid_on, it.number))
        return Plan(lines, tuple(absent))

    def _match(self, rows: Sequence[BankRow], days: int) -> None:
        """Give each row the receipt of the same sum so many days from it at most, that no other row has."""
        for row in rows:
            found = self._people(row)
            if row.fault or row.day is None or len(found) != 1 or row.number in self.matched:
                continue
            if key_of(self.dues, row) in self.taken:
                continue
            day = day_of(row.day)
            same = [it for it in self.entered.get((found[0].pk, row.fen), []) if it.pk not in self.there]
            near = [it for it in same if abs(it.paid_on - day) <= days]
            if near:
                nearest = min(near, key=lambda it: (abs(it.paid_on - day), it.number))
                self.matched[row.number] = nearest
                self.there.add(nearest.pk)

    def _line(self, row: BankRow) -> Line:
        if row.fault or row.day is None:
            return Line(row, Outcome.DIFFERS, row.fault)
        key = key_of(self.dues, row)
        if key in self.taken:
            return Line(row, Outcome.THERE, "这一行入过账（或在清单里重复），不再入账")
        found = self._people(row)
        if len(found) != 1:
            why = f"有 {len(found)} 名同名的党员，请补上编号" if found else "这里没有这名党员"
            return Line(row, Outcome.UNMATCHED, why)
        return self._of_member(row, found[0], row.day, key)

    def _people(self, row: BankRow) -> list[Member]:
        if row.code:
            return [self.by_code[row.code]] if row.code in self.by_code else []
        return self.by_name.get(row.name, [])

    def _of_member(self, row: BankRow, member: Member, day: date, key: str) -> Line:
        if it := self.matched.get(row.number):
            return self._beside(it, row, member, day)
        if row.name and "".join(row.name.split()) != "".join(member.name.split()):
            why = f"编号 {row.code} 是 {member.name}，户名却是 {row.name}：核实是谁交的，在本人的党费页登记"
            return Line(row, Outcome.DIFFERS, why, member.subject)
        if day > clock.today():
            return Line(row, Outcome.DIFFERS, f"{_in_words(day)}还没到", member.subject)
        owed = self.owed.get(member.pk, [])
        months = _oldest(owed, row.fen)
        if not months:
            return Line(row, Outcome.DIFFERS, _differs(owed), member.subject)
        if why := too_early(self.first.get(member.pk), day) or self._ahead(member, months, day):
            return Line(row, Outcome.DIFFERS, why, member.subject)
        if why := needs_reason(months, day, self.dues):
            return Line(row, Outcome.DIFFERS, f"{why}在本人的党费页登记", member.subject)
        self.owed[member.pk] = owed[len(months) :]
        self.taken.add(key)
        return Line(row, Outcome.READY, in_words(months), member.subject, months, key)

    def _beside(self, it: Payment, row: BankRow, member: Member, day: date) -> Line:
        """Of a receipt of the same sum: the same payment, unless on its other day another month was left to pay."""
        if it.paid_on == day_of(day):
            return Line(row, Outcome.THERE, f"与收据 {it.receipt} 相符", member.subject)
        said, owed = _in_words(date_of(it.paid_on)), self.owed.get(member.pk, [])
        months = _oldest(owed, row.fen) or next(((one.month,) for one in owed if one.rest == row.fen), ())
        if months and not self._ahead(member, months, day):
            which = f"{said}的收据 {it.receipt} 是同样的数，另有{in_words(months)}没有交：请核对是哪一笔"
            return Line(row, Outcome.DIFFERS, f"{which}，是另交的在本人的党费页登记", member.subject)
        return Line(row, Outcome.THERE, f"与收据 {it.receipt} 相符（登记的是{said}）", member.subject)

    def _ahead(self, member: Member, months: tuple[int, ...], day: date) -> str:
        """That it would be for months that had not begun on the day; "" where it would not."""
        by_quarter = any(it.since <= day_of(day) <= it.until for it in self.quarterly.get(member.pk, ()))
        last = month_of(quarter_at(month_of(day)).last) if by_quarter else month_of(day)
        ahead = [month for month in months if month > last]
        if not ahead:
            return ""
        return f"只能算{in_words(ahead)}的，那天还没到：是预交还是重复交的，核实后在本人的党费页登记"


def _in_words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _oldest(owed: list[MonthOf], fen: int) -> tuple[int, ...]:
    """The oldest months that are still owed and together come to just the sum; none where no number of them does."""
    total = 0
    for number, it in enumerate(owed, 1):
        total += it.rest
        if total == fen:
            return tuple(line.month for line in owed[:number])
    return ()


def _differs(owed: list[MonthOf]) -> str:
    if not owed:
        return "没有还没交的月份（或还没有核定）"
    return f"{in_words([owed[0].month])}起每月还应交 {yuan(owed[0].rest)} 元，凑不成这个数：核实后在本人的党费页登记"


def _entered(living: QuerySet[Payment], rows: Iterable[BankRow]) -> dict[tuple[int, int], list[Payment]]:
    """What people entered for the days of the list and near them: by member and sum."""
    days = _stretch(rows)
    found: dict[tuple[int, int], list[Payment]] = defaultdict(list)
    within = living.filter(paid_on__range=(days.start - NEAR, days.stop - 1 + NEAR)) if days else living.none()
    for it in within.select_related("member", "branch").prefetch_related("months"):
        found[it.member_id, it.total].append(it)
    return dict(found)


def _stretch(rows: Iterable[BankRow]) -> range:
    """From the first day of the list to its last."""
    days = [day_of(row.day) for row in rows if row.day]
    return range(min(days), max(days) + 1) if days else range(0)
