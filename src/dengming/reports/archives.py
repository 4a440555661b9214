"""个人档案 as a workbook: the member's years line by line, oldest first. Who took it is in the journal."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.dues.queries import roles_kept_from
from dengming.orgs.homes import home_reach
from dengming.orgs.models import Member
from dengming.records.archive import Moment, timeline
from dengming.records.booklet import Stretch
from dengming.reports.workbook import Column, Table, write

COLUMNS: Final = (Column("日期", 12), Column("类别", 14), Column("事项", 30), Column("内容", 70))


def chosen(scope: Scope, member: Member, stretch: Stretch, theme: str = "") -> list[Moment]:
    """The lines of the archive, of one theme where it is given, oldest first; how one pays dues is for those alone who
    may see it. NotVisible for strangers."""
    found = timeline(scope, member, stretch, roles_kept_from(scope, member.pk))
    return [one for one in reversed(found) if theme in ("", one.theme)]


def themes_of(lines: Iterable[Moment]) -> list[tuple[str, int]]:
    """Each theme with its number of lines, the most frequent first."""
    return Counter(one.theme or "其他" for one in lines).most_common()


@action("archive.exported", label="导出个人档案", needs="read", at=lambda target, *, member, **_: home_reach(member.pk))
def export_archive(scope: Scope, target: BinaryIO, *, member: Member, stretch: Stretch, theme: str = "") -> Done[int]:
    """Write a member's archive for somebody within reach of the branch; gives back the number of lines."""
    return _written(scope, target, member, stretch, theme)


@action("archive.own-exported", label="本人导出个人档案", needs="self", at=lambda target, *, member, **_: member.pk)
def export_own_archive(
    scope: Scope, target: BinaryIO, *, member: Member, stretch: Stretch, theme: str = ""
) -> Done[int]:
    """Write the own archive."""
    return _written(scope, target, member, stretch, theme)


def _written(scope: Scope, target: BinaryIO, member: Member, stretch: Stretch, theme: str) -> Done[int]:
    rows = [(one.on, one.theme, one.title, one.detail) for one in chosen(scope, member, stretch, theme)]
    span = f"{stretch.since} 至 {stretch.until}"
    count = write(Table("个人档案", f"{member.name}（{member.code}）个人档案（{span}）", COLUMNS, rows), target)
    note: dict[str, Any] = {"since": str(stretch.since), "until": str(stretch.until), "lines": count}
    return Done(count, about=f"{member.code} {member.name}", note=note)
