"""The cast of the tests: one small district that every test can build, and the people who act in it.

    市委 (outside superior)
    └─ 机关工委 ── Eve, its officer; Wu, its secretary
       ├─ 机关党委 ── Di, its party office 党办; 党组 (leading body) seated at it: Long heads, Lin is in it
       │  ├─ 甲支部 (branch A) ── Ann, its secretary; Bo, Ben and Bai (on leave) are plain members; Pei is probationary
       │  │  └─ 甲一小组 ── Ann and Bo
       │  └─ 乙支部 (branch B) ── Yi, its secretary; Di, Long and Lin belong to it
       └─ 外单位党委 (a stranger)
          └─ 丙支部 (branch C) ── Charlie, its secretary; Eve and Wu belong to it

Ann's branch is Bo's; Charlie belongs elsewhere and must find nothing of it. Everybody has stood there since 2015, known
from always. `build()` needs a database; `set_clock` chooses the day that the whole system takes for today.
"""

import time
from dataclasses import dataclass, field
from datetime import date, timedelta

from dengming.accounts.models import User
from dengming.accounts.scope import Everywhere, Scope
from dengming.editions import actions as editions
from dengming.editions import words
from dengming.editions.models import FAR_MOMENT, DemoDate
from dengming.orgs.enrolment import NewMember, enrol_all
from dengming.orgs.founding import NewOrganisation
from dengming.orgs.founding import build as found
from dengming.orgs.models import Member, Organisation, Span, Unit
from dengming.orgs.particulars import Particulars
from dengming.orgs.posting import NewPost, give
from dengming.orgs.reach import scope_for
from dengming.orgs.spans import NewSpan, add, changed, replace
from tests.remembered import founded
from tests.shipped import rulebook

SINCE = date(2015, 1, 1)
SYSTEM = Everywhere(reason="测试")
TODAY = date(2020, 9, 10)

ORGANISATIONS = (
    # code, name, kind, parent, conditions
    ("CITY", "市委", "outside-superior", "", ()),
    ("WORK", "机关工委", "work-committee", "CITY", ()),
    ("COMM", "机关党委", "committee", "WORK", ()),
    ("A", "甲支部", "branch", "COMM", ("without-committee",)),
    ("A1", "甲一小组", "group", "A", ()),
    ("B", "乙支部", "branch", "COMM", ("without-committee",)),
    ("ELSE", "外单位党委", "committee", "WORK", ()),
    ("C", "丙支部", "branch", "ELSE", ("without-committee",)),
)
PEOPLE = (
    # name, branch, post, at
    ("ann", "A", "branch-secretary", "A"),
    ("bo", "A", "", ""),
    ("ben", "A", "", ""),
    ("bai", "A", "", ""),
    ("pei", "A", "", ""),
    ("yi", "B", "branch-secretary", "B"),
    ("di", "B", "party-office", "COMM"),
    ("long", "B", "leading-body-secretary", "LB"),
    ("lin", "B", "leading-body-member", "LB"),
    ("charlie", "C", "branch-secretary", "C"),
    ("eve", "C", "work-committee-officer", "WORK"),
    ("wu", "C", "work-committee-secretary", "WORK"),
)
GROUPED = ("ann", "bo")
PROBATIONARY = "pei"
ON_LEAVE = ("bai", "sick-leave")


@dataclass
class Cast:
    """Everybody and every organisation by name: `cast.org["A"]`, `cast.person["ann"]`, `cast.scope("ann")`."""

    org: dict[str, Organisation] = field(default_factory=dict)
    person: dict[str, Member] = field(default_factory=dict)
    user: dict[str, User] = field(default_factory=dict)

    def scope(self, name: str) -> Scope:
        """What the posts of this person let them see and do today."""
        return scope_for(self.user[name])


def set_clock(day: date = TODAY, hour: int = 9) -> None:
    """Take the day for today, at this hour, everywhere."""
    DemoDate.objects.all().delete()
    DemoDate.objects.create(date=day, started=int(time.time()) - hour * 3600)


def build(day: date = TODAY) -> Cast:
    """Install the rulebook and found the district of this module, all known from always; today is `day`."""
    words.forget()
    cast = founded("cast", day, _found)
    set_clock(day)
    return cast


def _found() -> Cast:
    editions.install(SYSTEM, rulebook=rulebook())
    cast = Cast()
    _organisations(cast)
    _people(cast)
    return cast


def _organisations(cast: Cast) -> None:
    unit = Unit.objects.create(code="U1", name="某局")
    news = [
        NewOrganisation(code, name, kind, SINCE, parent, conditions=conditions, ordinal=ordinal)
        for ordinal, (code, name, kind, parent, conditions) in enumerate(ORGANISATIONS)
    ]
    news.append(NewOrganisation("LB", "某局党组", "leading-body", SINCE, seat="COMM", unit=unit))
    for organisation in found(news, entered=0):
        cast.org[organisation.code] = organisation


def _people(cast: Cast) -> None:
    ids = {code: organisation.pk for code, organisation in cast.org.items()}
    news = [
        NewMember(
            Particulars(name, status="probationary" if name == PROBATIONARY else "member"),
            ids[branch],
            SINCE,
            code=name.upper(),
            group=ids["A1"] if name in GROUPED else None,
        )
        for name, branch, _, _ in PEOPLE
    ]
    for member in enrol_all(news, entered=0):
        name = member.name
        cast.person[name] = member
        cast.user[name] = member.user = User.objects.create_user(name, name=name)
        member.save(update_fields=["user"])
    give([NewPost(cast.person[name].pk, post, ids[at], SINCE) for name, _, post, at in PEOPLE if post], entered=0)
    add(NewSpan(cast.person[ON_LEAVE[0]].pk, ON_LEAVE[1], date(2020, 1, 1)), entered=0)


def suspend(person: Member, since: date) -> None:
    """停止党籍 from the day on, as the roster has it: the branch, the group and the posts stay."""
    (held,) = Span.objects.filter(subject=person.pk, role__name="member", withdrawn=FAR_MOMENT)
    until = since - timedelta(days=1)
    replace([held], [changed(held, until=until), changed(held, role="suspended", since=since)])
