"""What cites which source: every basis of every institution, block and dated term; citations that lead nowhere, and
words put into the speech's mouth."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.rulebook.blocks import Basis
from dengming.rulebook.clauses import Clause, clauses
from dengming.rulebook.dues import Dues
from dengming.rulebook.faults import Fault
from dengming.rulebook.places import catalogue
from dengming.rulebook.registers import Entry
from dengming.rulebook.schema import Institution
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from pathlib import Path

    from dengming.rulebook.library import Rulebook

NOUNS = ("activity", "entry", "check", "ballot", "duty", "score", "bulletin", "dues")
_REMARK = re.compile(r"（[^（）]*）$")
_GAP = "……"


def citations(file: Institution) -> Iterator[tuple[str, Basis]]:
    """(`duty:hold-branch-meeting`, its source) for all that the file cites; a term cites for its duty."""
    for place, item in _placed(file):
        noun, _, rest = place.partition("[")
        yield (f"{noun}:{rest.partition(']')[0]}" if rest else f"institution:{file.id}", item)


def _placed(file: Institution) -> Iterator[tuple[str, Basis]]:
    cited = [("", file.basis)]
    for noun in NOUNS:
        cited += [(f"{noun}[{block.id}]", block.basis) for block in getattr(file, noun)]
    for entry in file.entry:
        cited += _of_register(entry)
    for duty in file.duty:
        cited += [(f"duty[{duty.id}].term[{number}]", term.basis) for number, term in enumerate(duty.term, 1)]
    for score in file.score:
        cited += [(f"score[{score.id}].term[{number}]", term.basis) for number, term in enumerate(score.term, 1)]
        cited += [(f"score[{score.id}].link[{link.id}]", link.basis) for link in score.link]
        for rule in score.rule:
            place = f"score[{score.id}].rule[{rule.id}]"
            cited += [(place, rule.basis)]
            cited += [(f"{place}.term[{number}]", term.basis) for number, term in enumerate(rule.term, 1)]
    for bulletin in file.bulletin:
        cited += [(f"bulletin[{bulletin.id}].term[{number}]", it.basis) for number, it in enumerate(bulletin.term, 1)]
        for figure in bulletin.figures:
            cited.append((f"bulletin[{bulletin.id}].{figure.id}", figure.basis))
    for dues in file.dues:
        cited += _of_dues(dues)
    yield from ((place, item) for place, basis in cited for item in basis)


def _of_register(entry: Entry) -> Iterator[tuple[str, tuple[Basis, ...]]]:
    place = f"entry[{entry.id}]"
    yield from ((f"{place}.preset", (Basis(clause=preset.clause),)) for preset in entry.preset)
    yield from ((f"{place}.{key}", block.basis) for key in ("suggest", "agreement") if (block := getattr(entry, key)))
    yield from ((f"{place}.effect[{it.id}]", it.basis) for it in entry.effect)
    for stage in entry.stage:
        yield from ((f"{place}.stage[{stage.id}].demand[{demand.id}]", demand.basis) for demand in stage.demand)


def _of_dues(dues: Dues) -> Iterator[tuple[str, tuple[Basis, ...]]]:
    place = f"dues[{dues.id}]"
    yield f"{place}.unpaid", dues.unpaid.basis
    yield from ((f"{place}.item[{item.id}]", item.basis) for item in dues.item)
    yield from ((f"{place}.term[{number}]", term.basis) for number, term in enumerate(dues.term, 1))
    for category in dues.category:
        where = f"{place}.category[{category.id}]"
        yield where, category.basis
        yield from ((f"{where}.term[{number}]", term.basis) for number, term in enumerate(category.term, 1))


def _in_words(file: Institution) -> Iterator[tuple[str, Basis]]:
    """What the items of an agreement cite: a promise carries out no clause, the duties that it is held against do."""
    for entry in file.entry:
        for item in entry.agreement.item if entry.agreement else ():
            place = f"entry[{entry.id}].agreement.item[{item.id}]"
            yield from ((place, basis) for basis in item.basis)


def miscited(rulebook: "Rulebook", root: "Path | None") -> Iterator[Fault]:
    """Cited clauses that the catalogue of these packs does not have, and words that their clause does not say."""
    path = catalogue(root)
    known = {clause.id: clause for clause in clauses(path)}
    for file in rulebook.files:
        for place, item in (*_placed(file), *_in_words(file)):
            if item.clause is None:
                continue
            where = f"{place}.basis" if place else "basis"
            clause = known.get(item.clause)
            if clause is None:
                cure = nearest(item.clause, known) or f"请按 {path.name} 改正编号。"
                yield Fault(file.file, 0, where, f"讲话条款目录里没有“{item.clause}”。", cure)
            elif item.says and not quotes(clause, item.says):
                said = f"“{item.says}”不是讲话 {item.clause} 的原话。"
                cure = f"原文是“{clause.quote}”，请照抄其中的字句；自己的说明写在最后的（）里。"
                yield Fault(file.file, 0, where, said, cure)


def quotes(clause: Clause, says: str) -> bool:
    """Whether the words stand in the clause as they are: with gaps as …… , and a remark of ours at the end in （）."""
    return any(_in_order(clause.quote, text) for text in (says, _REMARK.sub("", says)))


def _in_order(quote: str, text: str) -> bool:
    at = 0
    for piece in text.split(_GAP):
        found = quote.find(piece, at)
        if not piece or found < 0:
            return False
        at = found + len(piece)
    return True
