"""Who may be the one that somebody is about to enter once more: by the same name, or by the same identity number."""

from dataclasses import dataclass
from datetime import date

from dengming.accounts.encryption import blind_index
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.orgs import kinds
from dengming.orgs.homes import home_span, homes_of, names_at
from dengming.orgs.models import Member, Organisation
from dengming.orgs.moving import lasting
from dengming.orgs.particulars import Particulars


@dataclass(frozen=True)
class Known:
    """Somebody who is known already: where, as what, and whether that is over."""

    member: Member
    branch: str
    role: str
    over: bool

    @property
    def words(self) -> str:
        """xin（甲支部，曾是入党申请人，现在不在名册，1990年5月4日生）."""
        role = f"曾是{self.role}，现在不在名册" if self.over else self.role
        born = [f"{self.member.born}生"] if self.member.born else []
        return f"{self.member.name}（{'，'.join([self.branch, role, *born])}）"


def namesakes(scope: Scope, branch: Organisation, person: Particulars) -> list[Known]:
    """Who bears the name: at the branch, today or until the person left, and with the same birth date wherever the
    actor may read."""
    everybody = Member.objects.select_related("subject").order_by("subject__code")
    called = list(everybody.filter(subject__name=person.name.strip()))
    homes = homes_of(it.pk for it in called)
    there = [(it, homes[it.pk]) for it in called if it.pk in homes]
    return [_known(it, home) for it, home in there if home == branch.reach or _same(scope, it, home, person.born)]


def holder_of(scope: Scope, identity: str) -> tuple[Member | None, Known | None]:
    """Who bears the identity number; and as what, where the actor may read."""
    index = blind_index(identity)
    member = Member.objects.select_related("subject").filter(identity_index=index).first() if index else None
    home = homes_of([member.pk]).get(member.pk) if member else None
    return member, _known(member, home) if member and home and scope.reaches(home) else None


def is_over(person: int) -> bool:
    """Whether somebody was on the roster and is not any more, nor will be."""
    return home_span(person) is not None and not lasting(clock.today(), kinds.WAY).filter(subject=person).exists()


def _same(scope: Scope, member: Member, home: str, born: date | None) -> bool:
    return born is not None and member.born == born and scope.reaches(home)


def _known(member: Member, home: str) -> Known:
    span = home_span(member.pk)
    role = rules().rulebook.roles[span.role.name].name if span else ""
    return Known(member, names_at([home])[home], role, is_over(member.pk))
