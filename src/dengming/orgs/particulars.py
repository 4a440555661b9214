"""What must agree among a member's particulars: dates in order; birth date and gender as the identity number says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dengming.orgs import kinds
from dengming.orgs.identity import read_identity
from dengming.orgs.models import Member
from dengming.refusal import Refusal

ADULT: Final = 18
_ADULTS_ONLY_SINCE: Final = 1956  # the eighth Party constitution; members of the war years were often younger


@dataclass(frozen=True)
class Particulars:
    """What is recorded of a member; empty where nobody said. Gender by GB/T 2261.1."""

    name: str
    status: str = kinds.MEMBER
    gender: str = ""
    ethnicity: str = ""
    born: date | None = None
    education: str = ""
    joined: date | None = None
    confirmed: date | None = None
    job: str = ""
    identity: str = ""
    phone: str = ""


def faults(it: Particulars, on: date) -> Iterator[tuple[str, str]]:
    """What does not agree, as (field, sentence); `on` is today."""
    yield from _of_identity(it, on)
    yield from _of_dates(it, on)
    if it.status == kinds.PROBATIONARY and it.confirmed and it.confirmed <= on:
        yield "confirmed", "预备党员不应有转正日期：请删去转正日期，或把人员类别改为正式党员。"


def _of_identity(it: Particulars, on: date) -> Iterator[tuple[str, str]]:
    if not it.identity:
        return
    try:
        said = read_identity(it.identity, on)
    except Refusal as refusal:
        yield "identity", str(refusal)
        return
    if it.gender in (Member.Gender.MALE, Member.Gender.FEMALE) and it.gender != said.gender:
        label = Member.Gender(said.gender).label
        yield "gender", f"性别与身份证号不一致：身份证号第 17 位表示“{label}”，请核对两者。"
    if it.born and it.born != said.born:
        yield "born", f"出生日期 {it.born} 与身份证号中的出生日期不一致，请核对两者。"


def _of_dates(it: Particulars, on: date) -> Iterator[tuple[str, str]]:
    for field, label in (("born", "出生日期"), ("joined", "入党日期"), ("confirmed", "转正日期")):
        day = getattr(it, field)
        if day and day > on:
            yield field, f"{label} {day} 晚于今天，请核对。"
    if it.joined and it.confirmed and it.confirmed < it.joined:
        yield "confirmed", f"转正日期 {it.confirmed} 早于入党日期 {it.joined}，请核对这两个日期。"
    born = it.born
    if born and it.joined:
        age = it.joined.year - born.year - ((it.joined.month, it.joined.day) < (born.month, born.day))
        if it.joined < born or (age < ADULT and it.joined.year >= _ADULTS_ONLY_SINCE):
            yield "joined", f"入党日期 {it.joined} 时未满 {ADULT} 周岁，请核对入党日期和出生日期。"
