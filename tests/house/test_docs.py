"""The documentation says what is so: generated pages are fresh, every path and every name in it exists."""

from dengming.calendar.workdays import packaged_table
from dengming.editions.rules import Parameters, Rules
from dengming.reports.institutions import COMMAND, institutions_page
from dengming.rulebook.library import load
from tests.house.tree import ROOT


def test_the_institutions_page_is_what_the_packs_say() -> None:
    page = (ROOT / "docs/institutions.md").read_text(encoding="utf-8")
    fresh = institutions_page(Rules(load(), packaged_table(), Parameters()))
    assert page == fresh, f"docs/institutions.md is not what the packs say: run `{COMMAND}`"
