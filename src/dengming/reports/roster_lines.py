"""The lines of a roster: what is recorded of every member, as the import would read it again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from dengming.accounts.encryption import mask_identity, mask_phone
from dengming.accounts.scope import Scope
from dengming.calendar.days import date_of
from dengming.editions.queries import rules
from dengming.editions.words import role_name
from dengming.orgs import kinds, spans
from dengming.orgs.importing.columns import COLUMNS
from dengming.orgs.models import Member, Organisation, Span
from dengming.orgs.order import in_official_order
from dengming.orgs.queries import members_of
from dengming.orgs.roster import Roster
from dengming.reports.workbook import Value
from dengming.rulebook.blocks import Role

_STEP: Final = Organisation.steplen
_GENDERS: Final = {Member.Gender.MALE: "男", Member.Gender.FEMALE: "女"}


class RosterLines:
    """The rows of the roster, branch after branch in the official order."""

    def __init__(self, scope: Scope, organisations: Iterable[Organisation], on: date) -> None:
        self._scope = scope
        self._roster = Roster(on)
        self._roles = rules().rulebook.roles
        self._all = {it.pk: it for it in Organisation.objects.select_related("subject")}
        self._by_path = {it.path: it for it in self._all.values()}
        self._names = Counter(it.name for it in self._all.values() if it.kind == kinds.BRANCH and not it.ended)
        self._by_branch: dict[int, list[Member]] = defaultdict(list)
        found = {member.pk: member for it in organisations for member in members_of(scope, it, on)}
        for member in sorted(found.values(), key=lambda it: (it.subject.name_order, it.code)):
            self._by_branch[self._roster.branch_of(member.pk) or 0].append(member)
        self._held: dict[int, list[Span]] = defaultdict(list)
        posts = [role.id for role in self._roles.values() if role.sort == "post"]
        for span in spans.holders(posts, on).order_by("pk"):
            self._held[span.subject_id].append(span)
        self._arrivals = _arrivals(on)

    def rows(self) -> Iterator[list[Value]]:
        """One row per member, as the columns of the import have it."""
        for values, remark in self.told():
            yield [*(values[column.field] for column in COLUMNS), remark]

    def told(self) -> Iterator[tuple[dict[str, Value], str]]:
        """What is recorded of each member by field, and what the fields cannot say."""
        branches = [it for pk, it in self._all.items() if pk in self._by_branch]
        for branch in in_official_order(branches):
            whole = self._scope.may("roster", branch.reach)
            for member in self._by_branch[branch.pk]:
                yield self._values(member, branch, whole), self._remark(member.pk, branch)

    def _values(self, member: Member, branch: Organisation, whole: bool) -> dict[str, Value]:
        posts = self._posts(member.pk, branch)
        starts = {date_of(span.since) for span, _ in posts}
        papers = {span.paper for span, _ in posts}
        return {
            "code": member.code,
            "name": member.name,
            "gender": _GENDERS.get(Member.Gender(member.gender), ""),
            "identity": member.identity if whole else mask_identity(member.identity),
            "ethnicity": member.ethnicity,
            "born": member.born,
            "education": member.education,
            "branch": branch.name if self._names[branch.name] == 1 else branch.code,
            "group": self._all[group].name if (group := self._group(member.pk)) in self._all else "",
            "category": kinds.STATUS_LABELS.get(self._roster.status_of(member.pk) or "", ""),
            "joined": member.joined,
            "confirmed": member.confirmed,
            "arrived": self._arrivals.get((member.pk, branch.pk)),
            "job": member.job,
            "post": "、".join(role.name for _, role in posts),
            "appointed": starts.pop() if len(starts) == 1 else None,  # one column cannot say several dates
            "paper": papers.pop() if len(papers) == 1 else "",
            "phone": member.phone if whole else mask_phone(member.phone),
        }

    def _posts(self, person: int, branch: Organisation) -> list[tuple[Span, Role]]:
        """The posts that the import would find again: at the person's group, the branch, or the nearest above it."""
        found = [(span, self._roles[role_name(span.role_id)]) for span in self._held[person]]
        return [(span, role) for span, role in found if span.at_id == self._place(role, person, branch)]

    def _remark(self, person: int, branch: Organisation) -> str:
        """What the columns cannot say, in words: posts elsewhere, and posts with other dates or papers."""
        here = self._posts(person, branch)
        alike = len({(span.since, span.paper) for span, _ in here}) <= 1
        said = {span.pk for span, _ in here} if alike else set()
        left = [span for span in self._held[person] if span.pk not in said]
        return "；".join(self._in_words(span) for span in left)

    def _in_words(self, span: Span) -> str:
        place = self._all[span.at_id].name if span.at_id in self._all else ""
        paper = f"，{span.paper}" if span.paper else ""
        return f"{place}{self._roles[role_name(span.role_id)].name}（{date_of(span.since)}起{paper}）"

    def _place(self, role: Role, person: int, branch: Organisation) -> int | None:
        if role.at == (kinds.GROUP,):
            return self._group(person)
        chain = (self._by_path.get(branch.path[:end]) for end in range(len(branch.path), 0, -_STEP))
        return next((it.pk for it in chain if it and it.kind in role.at), None)

    def _group(self, person: int) -> int | None:
        roles = self._roster.roles_of(person)
        return next((at for role, at in roles if role == kinds.GROUP_MEMBER), None)


def _arrivals(on: date) -> dict[tuple[int, int], date]:
    """Since when each person has belonged to each branch, in whatever membership."""
    held = spans.alive(Span.objects.filter(since__lte=on.toordinal(), role__name__in=kinds.STATUSES))
    found: dict[tuple[int, int], int] = {}
    for person, branch, since in held.values_list("subject_id", "at_id", "since"):
        if branch is not None:
            found[person, branch] = min(since, found.get((person, branch), since))
    return {key: date_of(since) for key, since in found.items()}
