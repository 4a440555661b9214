"""Points outside their own pages: beside an award without what the honour gave, and on the branch's paper."""

import io
import json
import re
from datetime import date

import pytest
from docx import Document

from dengming.records.models import Record
from dengming.reports.points_papers import SUMS, points_paper_docx
from dengming.standing.papers.actions import freeze
from tests import cast as casting
from tests.cast import Cast
from tests.records import writing
from tests.web.points import merit, page


@pytest.fixture
def cast(db: None) -> Cast:
    """Ann and Ben were at the meeting of 8 September."""
    found = casting.build()
    writing.confirmed(found)
    return found


def cited(cast: Cast, link: str, code: str) -> list[str]:
    """The figures in the row of one member."""
    said = page(cast, "ann", f"/points/member-points/reference/{link}/?branch=A")
    row = said[said.index(f"/members/{code}/") :]
    return re.findall(r'class="num">([^<]*)</td>', row[: row.index("</tr>")])


def test_an_honour_does_not_come_back_through_points_into_an_award(cast: Cast) -> None:
    merit(cast, "honour", date(2020, 7, 1))
    assert cited(cast, "awards", "BEN") == ["63", "+2", "61"]
    assert cited(cast, "awards", "ANN") == ["61", "0", "61"]
    assert cited(cast, "appraisal", "BEN") == ["63"]


def test_without_the_honours_others_have_what_these_took_of_the_cap(cast: Cast) -> None:
    for day in (1, 2):
        merit(cast, "honour", date(2020, 7, day))
    for day in range(3, 7):
        merit(cast, "service", date(2020, 7, day))
    for day in (7, 8):
        merit(cast, "pledge", date(2020, 7, day))
    assert cited(cast, "awards", "BEN") == ["69", "+2", "67"]  # the group gives 8 at most; without honours 6


def test_the_paper_says_what_its_sums_are_of(cast: Cast) -> None:
    record = Record.objects.get()
    paper = freeze(cast.scope("ann"), cast.org["A"], score="member-points", period="2020-Q3", record=record)
    for address in ("", "print/"):
        assert SUMS in page(cast, "ann", f"/points-papers/{paper.uid}/{address}")
    word = Document(io.BytesIO(points_paper_docx(paper, json.loads(paper.content))))
    assert any(SUMS in paragraph.text for paragraph in word.paragraphs)
