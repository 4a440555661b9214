"""The rows of a sheet as values, with everything that a row alone can show to be wrong."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dengming.accounts.encryption import mask_identity, mask_phone
from dengming.orgs.identity import read_identity
from dengming.orgs.importing import values as read
from dengming.orgs.importing.cells import Cell, text_of
from dengming.orgs.importing.columns import HEADINGS
from dengming.orgs.importing.results import RowError
from dengming.orgs.importing.sheet import Sheet
from dengming.refusal import Refusal

_READERS: Final[dict[str, Callable[[Cell], Any]]] = {
    "code": read.reader_of_text(40),
    "name": lambda cell: _name(text_of(cell)),
    "gender": read.read_gender,
    "identity": read.read_identity_text,
    "ethnicity": read.read_ethnicity,
    "born": read.read_date,
    "education": read.read_education,
    "branch": read.reader_of_text(120),
    "group": read.reader_of_text(120),
    "category": read.read_category,
    "joined": read.read_date,
    "confirmed": read.read_date,
    "arrived": read.read_date,
    "job": read.reader_of_text(80),
    "post": read.reader_of_text(80),
    "appointed": read.read_date,
    "paper": read.reader_of_text(80),
    "phone": read.read_phone,
}


@dataclass(frozen=True)
class Row:
    """A row: its number, its values by field (only those filled in), its cells as text, the headings of the sheet."""

    number: int
    values: dict[str, Any]
    texts: dict[str, str]
    headings: dict[str, str]

    def get(self, field: str) -> Any:
        """The value of a field, or None where the row says nothing."""
        return self.values.get(field)

    def error(self, field: str, message: str) -> RowError:
        """An error in this row, with the cell as the sheet has it; numbers that identify are masked."""
        heading = self.headings.get(field, HEADINGS[field])
        return RowError(self.number, heading, shown(field, self.texts.get(field)), message)


def read_row(number: int, cells: dict[str, Cell], sheet: Sheet, today: date) -> tuple[Row, list[RowError]]:
    """The row and what is wrong with it by itself."""
    values: dict[str, Any] = {}
    row = Row(number, values, {field: text_of(cell) for field, cell in cells.items()}, sheet.columns)
    errors: list[RowError] = []
    for field, cell in cells.items():
        try:
            value = _READERS[field](cell)
            if field == "identity" and value and "*" not in value:
                value = read_identity(value, today).number
        except Refusal as refusal:
            errors.append(row.error(field, str(refusal)))
            continue
        if value not in ("", None):
            values[field] = value
    if not row.texts.get("name"):
        errors.append(row.error("name", "姓名没有填写，请补上；这一行不是党员的，请删去整行。"))
    return row, errors


def shown(field: str, value: Any) -> str:
    """A value as reports show it: numbers masked, days as 2020-01-02."""
    text = "" if value is None else str(value)
    if field == "identity":
        return mask_identity(text)
    return mask_phone(text) if field == "phone" else text


def _name(text: str) -> str:
    """Names of two characters are often spread with a space; names in letters keep theirs."""
    if len(text) > 60:
        raise Refusal(f"姓名“{text[:10]}…”太长，请核对这一格。")
    return re.sub(r"\s", "", text) if re.fullmatch(r"[\u4e00-\u9fff·\s]+", text) else text
