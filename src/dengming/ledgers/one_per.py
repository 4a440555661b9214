"""Which period an entry is about, and that of a register that says so there is one in it: a plan of the next year is
filed while the old one runs."""

import re
from collections.abc import Mapping
from datetime import date

from dengming.calendar.periods import chinese_label, period_of
from dengming.ledgers.fields import YEARS
from dengming.ledgers.models import Entry
from dengming.orgs.models import Subject
from dengming.rulebook import registers


def about_of(block: registers.Entry, said: Mapping[str, str], filed: date) -> date:
    """A day of the year that it says; where it says none that can be read, the day on which it was filed. Of one that
    is to be gone by, in the last year."""
    if block.year:
        return date(filed.year - 1, 12, 31)
    told = said.get(block.of_year or "", "").strip()
    year = int(told) if re.fullmatch("[0-9]{4}", told) and int(told) in YEARS else filed.year
    if year == filed.year:
        return filed
    return date(year, 1, 1) if year > filed.year else date(year, 12, 31)


def too_early(block: registers.Entry, about: date, filed: date) -> str:
    """What is wrong with a year that is not the next one yet; "" where nothing is."""
    if block.of_year is None or about.year <= filed.year + 1:
        return ""
    return f"{about.year}年的“{block.name}”最早在{about.year - 1}年登记：请核对年度。"


def still_running(block: registers.Entry, about: date, filed: date) -> str:
    """What is wrong with a year that was not over yet, where it is to be one gone by; "" where nothing is."""
    if not block.year or about.year < filed.year:
        return ""
    day = f"{filed.year}年{filed.month}月{filed.day}日"
    return f"{day}时{about.year}年还没有结束，全年的数还没有齐：请{about.year + 1}年1月起再办，或核对所属年度和日期。"


def other_in_period(block: registers.Entry, subject: Subject, about: date, but: Entry | None = None) -> str:
    """Which one there is already in the period, in one sentence; "" where none is in the way."""
    if not block.one_per:
        return ""
    period = period_of(block.one_per, about)
    living = Entry.objects.filter(register=block.id, subject=subject, withdrawn_at=None)
    there = living.filter(about__range=(period.first, period.last))
    if not (there.exclude(pk=but.pk) if but else there).exists():
        return ""
    mend = "请在那一份上办理" if block.is_case else "不用再登记；那一份登记错了的，先撤回它"
    return f"{subject.name}{chinese_label(period.label)}已有一份“{block.name}”：{mend}。"
