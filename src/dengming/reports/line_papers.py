"""Lines of a register that are only filed, as a list on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.ledgers.models import Entry
from dengming.orgs.models import Organisation
from dengming.reports.bulletins import chinese_day
from dengming.reports.case_heads import head_of, whose_columns
from dengming.reports.case_lines import FieldWords, cases_of
from dengming.reports.official.lists import PrintedList
from dengming.reports.official.tables import Head
from dengming.reports.reached import issuer_of
from dengming.rulebook import registers

_DAY: Final = 1.4


def line_list(
    scope: Scope, register: registers.Entry, organisations: Sequence[Organisation], on: date
) -> PrintedList | None:
    """The lines of a day that have not been withdrawn, under the register's own name; None where there are none."""
    living, _ = cases_of(scope, register.id, organisations, on)
    if not living:
        return None
    columns = _columns(FieldWords(scope, register, living), living)
    return PrintedList(
        issuer=issuer_of(organisations),
        name=register.name,
        note=f"截至{chinese_day(on)}，共{len(living)}条。",
        heads=[head for head, _ in columns],
        rows=[list(texts) for texts in zip(*(texts for _, texts in columns), strict=True)],
        day=chinese_day(clock.today()),
    )


def _columns(words: FieldWords, living: Sequence[Entry]) -> list[tuple[Head, list[str]]]:
    """Each column with its texts, from the top; what no line says would only take room."""
    parts = {part.id: part.name for part in words.register.parts}
    found = [(Head("序号", 0.9), [str(number) for number in range(1, len(living) + 1)])]
    found += whose_columns(words, living)
    if parts:
        found.append((Head("分项", 1.1), [parts.get(it.part, "") for it in living]))
    found.append((Head("所属日期", _DAY), [chinese_day(it.about) for it in living]))
    found.append((Head("办理日期", _DAY), [chinese_day(it.happened) for it in living]))
    for field in words.register.field:
        texts = [words.read(field, str(it.fields.get(field.id, ""))) for it in living]
        if any(texts):
            found.append((head_of(field), texts))
    return found
