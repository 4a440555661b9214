"""A small district.

工委 ─ 财政局机关党委（直属）─ 第一党支部（两个党小组）、第二党支部
     └ 文旅综合党总支（直属）─ 文旅局党支部、博物馆党支部；财政局党组是领导班子，不是工委的下级。
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from dengming.accounts.scope import Everywhere
from dengming.editions import words
from dengming.editions.actions import install
from dengming.editions.models import DemoDate
from dengming.orgs.actions.organisations import found_many
from dengming.orgs.actions.people import enrol
from dengming.orgs.enrolment import NewMember
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.models import Member, Organisation, Unit
from dengming.orgs.particulars import Particulars
from dengming.orgs.tree import fresh
from tests.remembered import founded
from tests.shipped import rulebook

ALL = Everywhere(reason="test")
START = date(2018, 1, 1)
TODAY = date(2020, 9, 10)


def on_the_day(day: date) -> None:
    """Let today be a day: what is entered now is known from then on."""
    DemoDate.objects.all().delete()
    DemoDate.objects.create(date=day, started=int(time.time()))


@dataclass
class District:
    """The organisations by code, and a way to enrol people."""

    orgs: dict[str, Organisation]
    enrol: Callable[..., Member]

    def __getitem__(self, code: str) -> Organisation:
        return fresh(self.orgs[code]) if code in self.orgs else fresh(Organisation.objects.get(subject__code=code))


def enrol_one(orgs: dict[str, Organisation], name: str, branch: str, **more: Any) -> Member:
    """Enrol somebody; `since`, `group` and `code` go to the membership, the rest to the particulars."""
    since, group = more.pop("since", START), more.pop("group", None)
    code = more.pop("code", "")
    particulars = Particulars(name=name, **{"joined": date(2010, 7, 1), "confirmed": date(2011, 7, 1)} | more)
    place = orgs[group].pk if group else None
    return enrol(ALL, NewMember(particulars, orgs[branch].pk, since, code, place))


@pytest.fixture
def district(db: None) -> District:
    """The district, founded on 2018-01-01 and entered a year later; nobody in it yet. Today is 2020-09-10."""
    words.forget()
    entered = date(2019, 1, 1)
    orgs = founded("orgs", entered, _found)
    on_the_day(TODAY)
    return District(orgs, lambda name, branch, **more: enrol_one(orgs, name, branch, **more))


def _found() -> dict[str, Organisation]:
    install(ALL, rulebook=rulebook())
    finance = Unit.objects.create(code="U1", name="区财政局")
    culture = Unit.objects.create(code="U2", name="区文旅局")
    museum = Unit.objects.create(code="U3", name="区博物馆", department=culture)
    sports = Unit.objects.create(code="U4", name="区体育局")
    news = [
        NewOrganisation("GW", "区直机关工委", "work-committee", START),
        NewOrganisation("CZ", "财政局机关党委", "committee", START, "GW", unit=finance, ordinal=1),
        NewOrganisation("WL", "文旅综合党总支", "general-branch", START, "GW", unit=culture, ordinal=2),
        NewOrganisation(
            "CZ1", "财政局第一党支部", "branch", START, "CZ", unit=finance, conditions=("with-committee",), ordinal=1
        ),
        NewOrganisation("CZ2", "财政局第二党支部", "branch", START, "CZ", unit=finance, ordinal=2),
        NewOrganisation("CZ11", "第一党小组", "group", START, "CZ1", ordinal=1),
        NewOrganisation("CZ12", "第二党小组", "group", START, "CZ1", ordinal=2),
        NewOrganisation("WL1", "文旅局党支部", "branch", START, "WL", unit=culture, ordinal=1),
        NewOrganisation("WL2", "博物馆党支部", "branch", START, "WL", unit=museum, ordinal=2),
        NewOrganisation("DZ", "财政局党组", "leading-body", START, seat="CZ", unit=finance),
    ]
    orgs = {organisation.code: organisation for organisation in found_many(ALL, news)}
    Unit.objects.filter(pk=sports.pk).update(ordinal=4)
    return orgs
