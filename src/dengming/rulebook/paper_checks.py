"""What can be wrong with a paper of a register: stages that are not there, marks that nothing fills in."""

import re
from collections.abc import Iterator
from typing import Final

from dengming.rulebook.registers import Entry
from dengming.rulebook.wording import nearest

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""

KNOWN: Final = (
    "name", "gender", "ethnicity", "born", "education", "job", "branch", "superior", "committee", "today",
    "dated", "materials",
)  # fmt: skip
"""Marks that every paper knows, beside the fields and the days of the stages. `dated` is the day that it bears,
`materials` names the proofs that are there."""

_MARK: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}")


def marks_of(entry: Entry) -> list[str]:
    """All marks that a paper of the register may have: `field_id` for its fields, `on_stage_id` for the days."""
    fields = [field.id.replace("-", "_") for field in entry.field]
    return [*KNOWN, *fields, *(f"on_{stage.id.replace('-', '_')}" for stage in entry.stage)]


def paper_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the register itself."""
    known, stages = marks_of(entry), [stage.id for stage in entry.stage]
    ids = [paper.id for paper in entry.paper]
    for paper in entry.paper:
        place = f".paper[{paper.id}]"
        if ids.count(paper.id) > 1:
            yield place, f"文书“{paper.id}”写了两次。", "请换一个编号。"
        for name in (*paper.stages, *filter(None, [paper.on])):
            if name not in stages:
                yield f"{place}.stages", f"没有阶段“{name}”。", nearest(name, stages) or f"可写：{'、'.join(stages)}。"
        for text in (paper.to, *paper.text, paper.signed):
            for mark in _MARK.findall(text):
                if mark not in known:
                    said = f"文书里的“{{{{ {mark} }}}}”没有对应的栏目。"
                    yield place, said, nearest(mark, known) or "请改为栏目的编号。"
