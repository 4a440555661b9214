"""Which member a row is about: by identity number, else by code, else by name, branch and joining date."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dengming.accounts.encryption import blind_index, mask_identity
from dengming.orgs.importing.places import Places
from dengming.orgs.importing.rows import Row
from dengming.orgs.models import Member, Organisation, Subject
from dengming.orgs.roster import Roster
from dengming.refusal import Refusal


class Mismatch(Refusal):
    """The row cannot be told to be about one person; `field` names the column to look at."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Known:
    """A member that the actor keeps the roster of."""

    member: Member
    branch: int


class Matcher:
    """The members within the actor's rosters, and who else holds the sheet's identity numbers and codes."""

    def __init__(self, places: Places, roster: Roster, rows: Sequence[Row]) -> None:
        belonging = {person: branch for person in roster.members() if (branch := roster.branch_of(person))}
        kept = {person: branch for person, branch in belonging.items() if places.get(branch)}
        members = Member.objects.select_related("subject").defer("identity", "phone").in_bulk(list(kept))
        self._known = {pk: Known(member, kept[pk]) for pk, member in members.items()}
        self._by_code = {known.member.code: known for known in self._known.values()}
        self._by_name: dict[tuple[str, int], list[Known]] = defaultdict(list)
        for known in self._known.values():
            self._by_name[known.member.name, known.branch].append(known)
        self._holders = self._everywhere(rows)
        codes = [row.get("code") for row in rows if row.get("code")]
        self._codes = set(Subject.objects.filter(code__in=codes).values_list("code", flat=True))

    @staticmethod
    def _everywhere(rows: Sequence[Row]) -> dict[str, int]:
        """Who holds the sheet's identity numbers, also out of reach: a number belongs to one person."""
        indexes = [blind_index(row.get("identity")) for row in rows if row.get("identity")]
        found = Member.objects.filter(identity_index__in=indexes).values_list("identity_index", "pk")
        return dict(found)

    def find(self, row: Row, branch: Organisation | None) -> Known | None:
        """The member, or None for somebody new. Raises Mismatch where that is not certain."""
        by_identity, by_code = self._of_identity(row), self._of_code(row)
        if by_identity and by_code and by_identity.member.pk != by_code.member.pk:
            raise Mismatch("code", "编号和身份证号指向两个不同的党员，请核对这两格。")
        if found := by_identity or by_code:
            return found
        return self._of_name(row, branch) if branch else None

    def _of_identity(self, row: Row) -> Known | None:
        number = row.get("identity")
        if not number or "*" in number:
            return None
        holder = self._holders.get(blind_index(number))
        if holder is not None and holder not in self._known:
            raise Mismatch("identity", "这个身份证号不在您的名册里、但已登记过，请先办理转接（重新编入），或核对号码。")
        return self._known.get(holder) if holder is not None else None

    def _of_code(self, row: Row) -> Known | None:
        code = row.get("code")
        if not code:
            return None
        found = self._by_code.get(code)
        if found is None and code in self._codes:
            raise Mismatch("code", f"编号“{code}”已被使用，请核对；新党员的编号可以留空，由系统编。")
        if found and found.member.name != row.get("name") and self._of_identity(row) is None:
            raise Mismatch("code", f"编号“{code}”登记的是另一个姓名，请核对编号和姓名；改名请先在党员页面更正。")
        return found

    def _of_name(self, row: Row, branch: Organisation) -> Known | None:
        namesakes = self._by_name.get((row.get("name"), branch.pk), [])
        index = blind_index(row.get("identity") or "") if "*" not in (row.get("identity") or "") else ""
        if index:  # a namesake with another number is another person
            namesakes = [it for it in namesakes if it.member.identity_index in ("", index)]
        joined = row.get("joined")
        same = [it for it in namesakes if joined is None or it.member.joined in (None, joined)]
        if len(same) == 1:
            return same[0]
        if same:
            raise Mismatch("name", f"“{branch.name}”有 {len(same)} 名同名党员，请填编号或身份证号，以便区分。")
        if namesakes:
            raise Mismatch(
                "joined",
                f"“{branch.name}”已有同名党员，登记的入党日期是 {namesakes[0].member.joined}："
                "是同一人请填编号，不是同一人请填身份证号。",
            )
        return None


def check_mask(row: Row, member: Member | None) -> None:
    """A masked number says nothing new, but must fit. Raises Mismatch where it does not, or nobody is behind it."""
    number = row.get("identity") or ""
    if "*" in number and (member is None or mask_identity(member.identity) != number):
        raise Mismatch("identity", "身份证号是脱敏的，与登记的对不上，请填完整号码或留空。")
    if "*" in (row.get("phone") or "") and member is None:
        raise Mismatch("phone", "电话是脱敏的，请填完整号码或留空。")
