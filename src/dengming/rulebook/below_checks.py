"""What can be wrong with a match of `below`: that it is not about a case, or that nothing is ever begun under that."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.duties import Duty, TermKeys
from dengming.rulebook.faults import Fault
from dengming.rulebook.references import keyed, matches

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution


def strange_below(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """Only what is owed for a case can be met by what was begun under it."""
    for score in file.score:
        for rule in score.rule:
            if rule.counts and rule.counts.below:
                place = f"score[{score.id}].rule[{rule.id}].counts"
                yield Fault(file.file, 0, place, "below 只用于逐件的应办，不能用来计分。", "请改为 entry。")
    for duty in file.duty:
        for place, block in keyed(duty):
            for said, cure in _faults(rulebook, duty, block):
                yield Fault(file.file, 0, place, said, cure)


def _faults(rulebook: "Rulebook", duty: Duty, block: TermKeys) -> Iterator[tuple[str, str]]:
    opens = block.opens or duty.opens
    if any(match.below for match in (block.opens, block.extends) if match):
        yield "opens 和 extends 要写这一件自己的台账，不能用 below。", "请改为 entry。"
    for match in matches(block):
        for name in match.below:
            entry = rulebook.entries.get(name)
            if opens is None or not opens.entry:
                yield "below 只用于逐件（case）的应办。", '请写 every = "case" 和 opens，或改为 entry。'
            elif entry is not None and (entry.issue_to or not set(opens.entry) <= set(entry.above)):
                above = "”“".join(rulebook.entries[it].name for it in opens.entry if it in rulebook.entries)
                said = f"“{entry.name}”不是接在“{above}”之下、由本组织自己登记的。"
                yield said, "请改为接在它之下（under）、不由上级下发（issue_to）的台账。"
