"""How members come into branches: the person, the particulars, the spans of membership.

Asks no permission and leaves no journal line: `orgs.actions.people` and the import do.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dengming.accounts.encryption import blind_index
from dengming.editions import clock
from dengming.orgs import kinds, spans
from dengming.orgs.holding_once import one_holder_each
from dengming.orgs.identity import read_identity
from dengming.orgs.models import Member, Organisation, Subject
from dengming.orgs.particulars import Particulars, faults
from dengming.orgs.spans import NewSpan
from dengming.refusal import Refusal

_CODE = re.compile(r"M(\d{6,})")
_BATCH = 500


@dataclass(frozen=True)
class NewMember:
    """A member to be enrolled in a branch from a day; `branch` and `group` are subject ids, `code` is made if empty."""

    particulars: Particulars
    branch: int
    since: date
    code: str = ""
    group: int | None = None
    paper: str = ""


def enrol_all(news: Sequence[NewMember], entered: int | None = None) -> list[Member]:
    """Store members and their membership. Raises Refusal for the first that does not agree; nothing is stored then."""
    _check_particulars(news)
    _check_places(news)
    indexes = [blind_index(new.particulars.identity) for new in news]
    _check_unique(news, indexes)
    with one_holder_each():
        members = _store(news, indexes)
    held = zip(members, news, strict=True)
    spans.add_many([span for member, new in held for span in membership_spans(member.pk, new)], entered)
    return members


def _store(news: Sequence[NewMember], indexes: Sequence[str]) -> list[Member]:
    fresh = iter(next_codes(sum(not new.code for new in news)))
    subjects = Subject.objects.bulk_create(
        [
            Subject(sort=Subject.Sort.PERSON, code=new.code or next(fresh), name=new.particulars.name.strip())
            for new in news
        ],
        batch_size=_BATCH,
    )
    members = [_member(subject, new, index) for subject, new, index in zip(subjects, news, indexes, strict=True)]
    return Member.objects.bulk_create(members, batch_size=_BATCH)


def membership_spans(person: int, new: NewMember) -> Iterator[NewSpan]:
    """Membership from `since` on: up to the day before 转正 as a probationary member where that day lies later."""
    it, branch, since, paper = new.particulars, new.branch, new.since, new.paper
    if it.status == kinds.MEMBER and it.confirmed and it.confirmed > since:
        yield NewSpan(person, kinds.PROBATIONARY, since, it.confirmed - timedelta(days=1), branch, paper)
        since = it.confirmed
    yield NewSpan(person, it.status, since, at=branch, paper=paper)
    if new.group is not None:
        yield NewSpan(person, kinds.GROUP_MEMBER, new.since, at=new.group, paper=paper)


def next_codes(count: int) -> list[str]:
    """Codes for new members, M000001 and so on, above all that are in use."""
    used = Subject.objects.filter(sort=Subject.Sort.PERSON, code__startswith="M").values_list("code", flat=True)
    highest = max((int(match[1]) for match in map(_CODE.fullmatch, used) if match), default=0)
    return [f"M{highest + step:06d}" for step in range(1, count + 1)]


def _member(subject: Subject, new: NewMember, index: str) -> Member:
    it = new.particulars
    said = read_identity(it.identity) if it.identity else None
    return Member(
        subject=subject,
        gender=it.gender or (said.gender if said else Member.Gender.UNKNOWN),
        ethnicity=it.ethnicity,
        born=it.born or (said.born if said else None),
        education=it.education,
        joined=it.joined,
        confirmed=it.confirmed,
        job=it.job,
        identity=said.number if said else "",
        identity_index=index,
        phone=it.phone,
    )


def _check_particulars(news: Iterable[NewMember]) -> None:
    today = clock.today()
    for new in news:
        name = new.particulars.name.strip()
        if not name:
            raise Refusal("党员姓名没有填写，请补上。")
        if new.particulars.status not in kinds.WAY:
            raise Refusal(f"“{name}”的人员类别不对，请填正式党员、预备党员或停止党籍。")
        for _, sentence in faults(new.particulars, today):
            raise Refusal(f"“{name}”：{sentence}")


def _check_places(news: Sequence[NewMember]) -> None:
    wanted = {place for new in news for place in (new.branch, new.group) if place is not None}
    places = Organisation.objects.select_related("subject").in_bulk(list(wanted))
    for new in news:
        branch, group = places.get(new.branch), places.get(new.group or 0)
        name = new.particulars.name
        if branch is None or branch.kind != kinds.BRANCH:
            raise Refusal(f"“{name}”要编入一个党支部，请选择党支部。")
        if branch.ended and new.since > branch.ended:
            raise Refusal(f"“{branch.name}”已于 {branch.ended} 撤销，“{name}”请编入其他党支部。")
        if branch.founded and new.since < branch.founded:
            raise Refusal(
                f"“{name}”编入支部的日期 {new.since} 早于“{branch.name}”的成立日期 {branch.founded}，请核对。"
            )
        if new.group is not None and (group is None or group.kind != kinds.GROUP or not group.is_child_of(branch)):
            raise Refusal(f"“{name}”的党小组不在“{branch.name}”之内，请重新选择党小组。")


def _check_unique(news: Sequence[NewMember], indexes: Sequence[str]) -> None:
    codes = Counter(new.code for new in news if new.code)
    taken = set(Subject.objects.filter(code__in=list(codes)).values_list("code", flat=True))
    for code, times in codes.items():
        if times > 1 or code in taken:
            raise Refusal(f"编号“{code}”已被使用，请换一个。")
    stated = Counter(filter(None, indexes))
    held = set(Member.objects.filter(identity_index__in=list(stated)).values_list("identity_index", flat=True))
    for new, index in zip(news, indexes, strict=True):
        if index and (stated[index] > 1 or index in held):
            raise Refusal(
                f"“{new.particulars.name}”的身份证号已经登记过：请核对号码；是同一个人的，不重复登记，请在原来登记的人员上办理。"
            )
