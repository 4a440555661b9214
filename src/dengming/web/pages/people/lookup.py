"""Finding the member that somebody typed: a name, a code, or a name and code as the list beside the field offers."""

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs import queries
from dengming.orgs.homes import home_on
from dengming.orgs.models import Member

OFFERED: Final = 600
"""Names offered beside a field; beyond that the browser's list helps nobody."""
_NAMED = 5


def find_member(scope: Scope, typed: str, field: str = "person", among: QuerySet[Member] | None = None) -> Member:
    """The one member meant, or of those `among` whom it is asked. FieldRefusal (at the form's `field`) where nobody, or
    more than one, is found."""
    text = " ".join(typed.split())
    name, _, code = text.rpartition(" ")
    visible = queries.members_visible(scope) if among is None else among
    found = visible.filter(subject__code=code or text).first()
    if found is not None and (not name or found.name == name):
        return found
    named = list(visible.filter(subject__name=text)[: _NAMED + 1])
    if not named:
        raise FieldRefusal({field: f"没有找到姓名或编号为“{text}”的党员，请核对；可以从列出的名单里选。"})
    if len(named) > 1:
        listed = "、".join(f"{one.code}（{branch_name(scope, one)}）" for one in named[:_NAMED])
        raise FieldRefusal({field: f"“{text}”有同名的：{listed}，请改填编号。"})
    return named[0]


def branch_name(scope: Scope, member: Member) -> str:
    """The branch the person belongs to today, by name; empty where there is none in sight."""
    home = home_on(member.pk, clock.today())
    place = queries.visible(scope).filter(pk=home.at_id if home else None).first()
    return place.name if place else ""


def as_offered(scope: Scope, codes: Collection[str]) -> dict[str, str]:
    """Members in reach, by code, as the list beside a field offers them."""
    found = queries.members_visible(scope).filter(subject__code__in=codes) if codes else ()
    return {one.code: f"{one.name} {one.code}" for one in found}


def offered_names(scope: Scope) -> list[str]:
    """Names and codes for the list beside a field; none where there are too many to help."""
    listed = list(queries.members_visible(scope)[: OFFERED + 1])
    return [f"{one.name} {one.code}" for one in listed] if len(listed) <= OFFERED else []
