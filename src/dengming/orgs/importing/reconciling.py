"""A roster from elsewhere beside ours, both ways: who is only there, who is only here, what differs. Changes nothing.

It is read and compared as an import would be, so that both say the same of a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.orgs import kinds
from dengming.orgs.importing.plan import plan_import
from dengming.orgs.importing.results import Outcome, Plan, RowError, RowPlan
from dengming.orgs.importing.sheet import read_sheet
from dengming.orgs.models import Member, Organisation
from dengming.orgs.order import in_official_order
from dengming.orgs.roster import Roster

UNCOMPARED: Final = (
    "表里空着的格子没有比。有问题的行只列问题：没能认出是谁的，不计入“只在文件里”，本系统里的这个人会列在“只在本系统”里；"
    "先改正那几行，再核对一次。"
)
"""What the report cannot say."""


@dataclass(frozen=True)
class Ours:
    """A member of ours whom the file does not name."""

    code: str
    name: str
    branch: str
    status: str


@dataclass(frozen=True)
class Reconciliation:
    """What a file and our roster say of the same branches. `covered`: the branches that the file names, by name."""

    plan: Plan
    covered: Sequence[str]
    only_ours: Sequence[Ours]

    @property
    def only_theirs(self) -> list[RowPlan]:
        """Rows about people whom our roster does not know."""
        return [row for row in self.plan.rows if row.outcome == Outcome.NEW]

    @property
    def differing(self) -> list[RowPlan]:
        """Rows about members of whom we have something else, also where the roster alone cannot settle it."""
        return [row for row in self.plan.rows if row.member is not None and row.changes]

    @property
    def same(self) -> int:
        """How many rows say what we have."""
        return self.plan.count(Outcome.UNCHANGED)

    @property
    def unread(self) -> Sequence[RowError]:
        """What could not be read, told to be about one person, or imported as it stands, each with its sentence."""
        return self.plan.errors

    def counts(self) -> dict[str, int]:
        """How many people (`unread`: rows) fall under each heading."""
        return {
            "only_theirs": len(self.only_theirs),
            "only_ours": len(self.only_ours),
            "differing": len(self.differing),
            "same": self.same,
            "unread": len({error.row for error in self.unread}),
        }


def reconcile(scope: Scope, source: BinaryIO) -> Reconciliation:
    """Read a roster and compare it with ours as of today. Raises Refusal where the file is no roster."""
    plan = plan_import(scope, read_sheet(source), compares=True)
    named = {row.place for row in plan.rows if row.place is not None}
    covered = in_official_order(Organisation.objects.select_related("subject").filter(pk__in=named))
    return _reconciled(scope, plan, covered, at=[it.reach for it in covered] or scope.prefixes("roster"))


@action("members.reconciled", label="核对党员名册", needs="roster", at=lambda *_, at: at)
def _reconciled(
    scope: Scope, plan: Plan, covered: Sequence[Organisation], *, at: Iterable[str]
) -> Done[Reconciliation]:
    """Add who of these branches is not in the file. The journal says how many, never who."""
    told = Reconciliation(plan, [it.name for it in covered], _left_out(plan, covered))
    return Done(told, about=f"工作表“{plan.sheet}”共 {len(plan.rows)} 行", note=told.counts())


def _left_out(plan: Plan, covered: Sequence[Organisation]) -> list[Ours]:
    """Members of these branches whom no row is about, branch after branch in the official order."""
    roster, found = Roster(plan.today), {row.member for row in plan.rows}
    place = {it.pk: index for index, it in enumerate(covered)}
    left = [pk for pk in roster.members() if roster.branch_of(pk) in place and pk not in found]
    members = Member.objects.select_related("subject").defer("identity", "phone").filter(pk__in=left)
    named = [(place[roster.branch_of(it.pk) or 0], it.subject.name_order, it.code, it) for it in members]
    return [
        Ours(code, it.name, covered[index].name, kinds.STATUS_LABELS.get(roster.status_of(it.pk) or "", ""))
        for index, _, code, it in sorted(named, key=lambda line: line[:3])
    ]
