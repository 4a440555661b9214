"""What can be wrong with the words for days in fields: that the field, or the one that it follows on, is no date."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.faults import Fault
from dengming.rulebook.registers import Entry
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""


def day_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the file itself."""
    dates = [field.id for field in entry.field if field.type == "date"]
    for field in entry.field:
        place = f".field[{field.id}]"
        if (field.past or field.not_before) and field.id not in dates:
            yield place, "past、not_before 只用于日期。", '请写 type = "date"，或删去。'
        if field.not_before and field.not_before not in dates:
            cure = nearest(field.not_before, dates) or "请写一个日期栏目的编号。"
            yield f"{place}.not_before", f"“{field.not_before}”不是填日期的栏目。", cure


def strange_days_above(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """The day after which something is done stands in a date field of what it is begun under."""
    for entry in file.entry:
        for under in entry.under:
            fields = rulebook.entries[under.entry].field if under.entry in rulebook.entries else ()
            dates = [field.id for field in fields if field.type == "date"]
            if under.after and fields and under.after not in dates:
                cure = nearest(under.after, dates) or "请写那本台账里一个日期栏目的编号。"
                said = f"“{under.after}”不是“{rulebook.entries[under.entry].name}”里填日期的栏目。"
                yield Fault(file.file, 0, f"entry[{entry.id}].under.after", said, cure)
