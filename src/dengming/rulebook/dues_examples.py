"""The worked examples of dues: what comes out of a base or of items, held against what the file says."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from dengming.rulebook.dues_amounts import NotAssessable, base_of, monthly
from dengming.rulebook.examples import DuesExpectation, Example

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook


def dues_complaints(rulebook: "Rulebook", example: Example) -> Iterator[str]:
    """One sentence for each sum that does not come out on the example's day."""
    for wanted in example.expect_dues:
        try:
            found = _found(rulebook, example, wanted)
        except NotAssessable as error:
            yield f"{wanted.category} 每月应为 {wanted.monthly} 元，却不能核定：{error}"
            continue
        if found != wanted.monthly:
            yield f"{wanted.category} 每月应为 {wanted.monthly} 元，实为 {found} 元"


def _found(rulebook: "Rulebook", example: Example, wanted: DuesExpectation) -> Decimal:
    dues = rulebook.dues[wanted.dues]
    base = base_of(dues, wanted.items) if wanted.base is None else wanted.base
    return monthly(dues, wanted.category, base, example.on, wanted.rounding)
