"""The dry run: what an import would do with every row, and all that is wrong with the sheet, in one go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.orgs.importing.comparing import Comparer
from dengming.orgs.importing.matching import Known, Matcher, Mismatch, check_mask
from dengming.orgs.importing.places import Places
from dengming.orgs.importing.posts import Posts
from dengming.orgs.importing.repeats import Repeats
from dengming.orgs.importing.results import Outcome, Plan, RowError, RowPlan
from dengming.orgs.importing.rows import Row, read_row
from dengming.orgs.importing.sheet import Sheet
from dengming.orgs.models import Member, Organisation
from dengming.orgs.roster import Roster
from dengming.refusal import Refusal


def plan_import(scope: Scope, sheet: Sheet, *, compares: bool = False) -> Plan:
    """Plan the import of a sheet for this actor, as of today. Writes nothing. Where it only `compares`, nobody is
    asked whether the posts that differ could be given, nor the category be changed, by an import."""
    if "branch" not in sheet.columns:
        raise Refusal(f"工作表“{sheet.sheet}”的表头里没有“所在党支部”一列，请补上后再试一次。")
    today = clock.today()
    planner = _Planner(scope, sheet, today, compares=compares)
    rows = [planner.plan(row) for row in planner.rows]
    errors = tuple(sorted(planner.errors))
    return Plan(sheet.sheet, tuple(rows), errors, sheet.ignored, sheet.skipped, tuple(sorted(planner.reaches)), today)


class _Planner:
    """Goes through the rows once; `errors` and `reaches` fill on the way."""

    def __init__(self, scope: Scope, sheet: Sheet, today: date, *, compares: bool) -> None:
        self.errors: list[RowError] = []
        self.reaches: set[str] = set()
        self.rows = self._read(sheet, today)
        self._places = Places(scope, today)
        self._roster = Roster(today)
        self._matcher = Matcher(self._places, self._roster, self.rows)
        self._repeats = Repeats()
        matched = self._match(self.rows)
        full = Member.objects.select_related("subject").in_bulk([it.member.pk for it in matched.values() if it])
        self._matched = {number: full[it.member.pk] if it else None for number, it in matched.items()}
        posts = Posts(None if compares else scope, self._places, today)
        self._comparer = Comparer(self._places, self._roster, posts, today, compares=compares)

    def plan(self, row: Row) -> RowPlan:
        """What happens to one row; with any error, nothing."""
        member, branch = self._matched[row.number], self._branches.get(row.number)
        place = branch.pk if branch else self._roster.branch_of(member.pk) if member else None
        said = RowPlan(row.number, row.get("name") or "", row.get("branch") or "", Outcome.ERROR)
        said = replace(said, member=member.pk if member else None, place=place)
        if row.number in self._wrong:
            return said
        try:
            check_mask(row, member)
        except Mismatch as mismatch:
            self.errors.append(row.error(mismatch.field, str(mismatch)))
            return said
        compared = self._comparer.compare(row, branch, member)
        self.errors += compared.errors
        self.reaches |= compared.reaches
        if compared.errors:
            return replace(said, changes=compared.changes)
        return replace(said, outcome=compared.outcome, changes=compared.changes, steps=compared.steps)

    def _read(self, sheet: Sheet, today: date) -> list[Row]:
        rows = []
        for number, cells in sheet.rows:
            row, errors = read_row(number, cells, sheet, today)
            rows.append(row)
            self.errors += errors
        self._wrong = {error.row for error in self.errors}
        self._branches: dict[int, Organisation] = {}
        return rows

    def _match(self, rows: Sequence[Row]) -> dict[int, Known | None]:
        """Find the branch and the member of each row; note repeats, also between rows that are wrong otherwise."""
        matched: dict[int, Known | None] = {}
        for row in rows:
            found = None
            try:
                if text := row.get("branch"):
                    self._branches[row.number] = self._places.branch(text)
            except Refusal as refusal:
                self._fault(row, "branch", str(refusal))
            branch = self._branches.get(row.number)
            try:
                found = self._matcher.find(row, branch) if row.get("name") else None
                self._repeats.check(row, branch, found.member.pk if found else None)
            except Mismatch as mismatch:
                self._fault(row, mismatch.field, str(mismatch))
            matched[row.number] = found
        return matched

    def _fault(self, row: Row, field: str, message: str) -> None:
        self.errors.append(row.error(field, message))
        self._wrong.add(row.number)
