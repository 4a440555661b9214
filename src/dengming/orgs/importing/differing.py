"""How a row differs from the member it is about. An empty cell says nothing: it never deletes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from dengming.orgs import kinds
from dengming.orgs.altering import particulars_of
from dengming.orgs.identity import read_identity
from dengming.orgs.importing.columns import HEADINGS
from dengming.orgs.importing.results import FieldChange, RowError, Steps
from dengming.orgs.importing.rows import Row, shown
from dengming.orgs.models import Member, Organisation
from dengming.orgs.particulars import faults
from dengming.orgs.roster import Roster

_GENDERS: Final = dict(Member.Gender.choices)
_UNKNOWN: Final = (Member.Gender.UNKNOWN, Member.Gender.UNSTATED)


class Differences:
    """Collects what differs, and the steps that would make it agree; where it only `compares`, nobody is asked whether
    an import could take these."""

    def __init__(self, row: Row, member: Member, roster: Roster, today: date, *, compares: bool = False) -> None:
        self.row, self.member, self.roster, self.today = row, member, roster, today
        self._compares = compares
        self.changes: list[FieldChange] = []
        self.errors: list[RowError] = []
        self.steps = Steps(member=member.pk)

    def compare_values(self, fields: Iterable[str]) -> None:
        """Compare the member's own particulars, and check that they agree after the change."""
        values = {field: self.row.get(field) for field in fields if self._says(field)}
        values |= self._told_by_identity(values)
        changed = {field: value for field, value in values.items() if value != self._recorded(field)}
        for field, value in changed.items():
            self._note(field, _worded(field, self._recorded(field)), _worded(field, value))
        status = self.row.get("category") or self.roster.status_of(self.member.pk) or kinds.MEMBER
        wanted = replace(particulars_of(self.member, status), **changed)
        self.errors += [self.row.error(field, sentence) for field, sentence in faults(wanted, self.today)]
        self.steps = replace(self.steps, values=changed)

    def compare_status(self) -> None:
        """转正 by the sheet's date; 停止党籍 and its end are not for rosters."""
        now, wanted = self.roster.status_of(self.member.pk), self.row.get("category")
        if not wanted or wanted == now:
            return
        labels = kinds.STATUS_LABELS
        if self._compares:
            self._note("category", labels.get(now or "", ""), labels[wanted])
            return
        if (now, wanted) != (kinds.PROBATIONARY, kinds.MEMBER):
            said = f"登记的人员类别是“{labels.get(now or '', '无')}”，不能由名册改为“{labels[wanted]}”"
            self.errors.append(self.row.error("category", f"{said}，请在党员页面办理。"))
            return
        confirmed = self.row.get("confirmed") or self.member.confirmed
        if confirmed is None:
            self.errors.append(self.row.error("confirmed", "由预备党员转为正式党员，要填转正日期，请补上。"))
            return
        self._note("category", labels[kinds.PROBATIONARY], labels[kinds.MEMBER])
        self.steps = replace(self.steps, confirm=confirmed)

    def transfer(self, home: Organisation, place: Organisation) -> None:
        """Another branch: from the day of arrival that the sheet gives, else from today."""
        on = self.row.get("arrived") or self.today
        self._note("branch", home.name, f"{place.name}（自 {on}）")
        self.steps = replace(self.steps, transfer=(place.pk, on))

    def join(self, group: Organisation) -> None:
        """Another Party group: from the day of arrival where the branch changes too, else from today."""
        if group.pk in self.roster.home_of(self.member.pk):
            return
        on = (self.row.get("arrived") if self.steps.transfer else None) or self.today
        self._note("group", "", f"{group.name}（自 {on}）")
        self.steps = replace(self.steps, group=(group.pk, on))

    def _says(self, field: str) -> bool:
        value = self.row.get(field)
        return value is not None and not (field in ("identity", "phone") and "*" in value)

    def _told_by_identity(self, values: dict[str, Any]) -> dict[str, Any]:
        """Birth date and gender that a newly given identity number tells and nobody has stated."""
        if not values.get("identity"):
            return {}
        said = read_identity(values["identity"])
        told: dict[str, Any] = {}
        if self.member.born is None and "born" not in values:
            told["born"] = said.born
        if self.member.gender in _UNKNOWN and "gender" not in values:
            told["gender"] = said.gender
        return told

    def _recorded(self, field: str) -> Any:
        return getattr(self.member, field)

    def _note(self, field: str, before: str, after: str) -> None:
        self.changes.append(FieldChange(HEADINGS[field], before, after))


def _worded(field: str, value: Any) -> str:
    return _GENDERS.get(value, "") if field == "gender" else shown(field, value)
