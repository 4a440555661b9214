"""What can be wrong with the words for days in fields: that the field, or the one that it follows on, is no date."""

from collections.abc import Iterator

from dengming.rulebook.registers import Entry
from dengming.rulebook.wording import nearest

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
