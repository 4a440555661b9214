"""One member in words: particulars with masked numbers, and what the member is and was."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.urls import reverse

from dengming.accounts.encryption import mask_identity, mask_phone
from dengming.orgs.actions.disclosure import Numbers
from dengming.orgs.history import Stretch
from dengming.orgs.models import Member
from dengming.web.wording import chinese_date

_BELONGING: Final = ("membership", "cultivation")
"""The sorts of role by which somebody is of a branch: a member, or on the way there."""


def particulars(member: Member, numbers: Numbers | None = None) -> list[dict[str, Any]]:
    """The recorded particulars as `parts/_dl.html` wants them; the numbers masked unless they are given."""
    identity = numbers.identity if numbers else mask_identity(member.identity)
    phone = numbers.phone if numbers else mask_phone(member.phone)
    return [
        {"term": "编号", "value": member.code},
        {"term": "性别", "value": member.get_gender_display()},
        {"term": "民族", "value": member.ethnicity},
        {"term": "出生日期", "value": chinese_date(member.born)},
        {"term": "学历", "value": member.education},
        {"term": "工作岗位", "value": member.job},
        {"term": "入党日期", "value": chinese_date(member.joined)},
        {"term": "转正日期", "value": chinese_date(member.confirmed)},
        {"term": "公民身份号码", "value": identity, "masked": True},
        {"term": "联系电话", "value": phone, "masked": True},
    ]


def holds(stretch: Stretch, on: date) -> bool:
    """Whether it holds on the day."""
    return stretch.since <= on and (stretch.until is None or on <= stretch.until)


def of_sort(stretches: Iterable[Stretch], *sorts: str) -> list[Stretch]:
    """Those of one or more sorts of role."""
    return [stretch for stretch in stretches if stretch.sort in sorts]


def crumbs(member: Member) -> list[dict[str, str]]:
    """The way to a page about one member."""
    return [
        {"label": "党员名册", "url": reverse("member-list")},
        {"label": member.name, "url": reverse("member-detail", args=[member.code])},
    ]


def home_of(stretches: Iterable[Stretch], on: date) -> Stretch | None:
    """The membership on the day, or what comes before one; else the last."""
    belonging = [it for it in of_sort(stretches, *_BELONGING) if it.span.role.name != "group-member"]
    now = [it for it in belonging if holds(it, on)]
    return next(iter([*now, *belonging]), None)
