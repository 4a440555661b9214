"""Seeing a member's numbers whole: allowed to who keeps the roster, and never without a journal line."""

from dataclasses import dataclass

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member


@dataclass(frozen=True, repr=False)
class Numbers:
    """Identity number and phone as they are."""

    identity: str
    phone: str


@action("member.numbers-shown", label="查看证件号码和电话", needs="roster", at=lambda member: home_reach(member.pk))
def show_numbers(scope: Scope, member: Member) -> Done[Numbers]:
    """The numbers behind the masks. The journal says who looked at whose, not what was seen."""
    return Done(Numbers(member.identity, member.phone), about=f"{member.code} {member.name}")
