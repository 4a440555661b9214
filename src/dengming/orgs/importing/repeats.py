"""Rows of one sheet that are about the same person."""

from dengming.orgs.importing.matching import Mismatch
from dengming.orgs.importing.rows import Row
from dengming.orgs.models import Organisation


class Repeats:
    """Remembers the rows seen and refuses the second about a person."""

    def __init__(self) -> None:
        self._rows: dict[tuple[object, ...], int] = {}
        self._numbered: dict[tuple[object, ...], set[str]] = {}

    def check(self, row: Row, branch: Organisation | None, member: int | None) -> None:
        """Raises Mismatch naming the earlier row and the column in which both agree."""
        number = row.get("identity") or ""
        number = "" if "*" in number else number
        if number:
            self._once(("identity", number), row, "identity", "身份证号")
        if code := row.get("code"):
            self._once(("code", code), row, "code", "编号")
        if member is not None:
            self._once(("member", member), row, "name", "同一名党员")
        if name := row.get("name"):
            self._once_by_name((name, branch and branch.pk, row.get("joined")), row, number)

    def _once(self, key: tuple[object, ...], row: Row, field: str, label: str) -> None:
        first = self._rows.setdefault(key, row.number)
        if first != row.number:
            raise Mismatch(field, f"与第 {first} 行重复（{label}相同），请删去一行，或改正其中一行。")

    def _once_by_name(self, key: tuple[object, ...], row: Row, number: str) -> None:
        """Namesakes of one branch and joining date are two people only if both have an identity number."""
        first = self._rows.setdefault(("name", *key), row.number)
        numbers = self._numbered.setdefault(key, set())
        if first != row.number and (not number or "" in numbers):
            raise Mismatch(
                "name", f"与第 {first} 行姓名、党支部、入党日期都相同：同一人请删去一行，不同人请都填身份证号。"
            )
        numbers.add(number)
