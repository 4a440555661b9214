"""Papers on points that good branches have read out at their meetings; the others still owe theirs."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.calendar.periods import Period, periods_between
from dengming.demo.emitting import confirmed_at
from dengming.demo.founded import Branch, District
from dengming.demo.layout import Habit
from dengming.demo.warning import SCORE
from dengming.editions.queries import rules
from dengming.facts.actions import fact_of
from dengming.facts.models import Fact, Source
from dengming.facts.rows import FactRow
from dengming.records.models import Record
from dengming.rulebook.kinds import kind_name
from dengming.standing.models import PointsPaper
from dengming.standing.papers.content import content_of, cut_off, digest_of, dump
from dengming.standing.papers.queries import meetings
from dengming.standing.queries import AsOf

BRANCHES: Final = 8
"""A demo of any size shows papers of so many branches; each costs a ledger of the whole branch."""


def store(scope: Scope, district: District, until: date, users: Mapping[int, int]) -> None:
    """This year's quarters that are over, read out at the first meeting after the quarter or in it."""
    good = [branch for branch in district.branches if branch.plan.habit is Habit.GOOD]
    over = [quarter for quarter in periods_between("quarter", date(until.year, 1, 1), until) if quarter.last < until]
    for branch in good[:BRANCHES]:
        for paper in _papers(scope, branch, over, users):
            paper.source.save()
            paper.uid = paper.source.uid
            paper.save(force_insert=True)
            row = FactRow(
                kind_name("entry", "points-paper", "", "read"),
                paper.branch_id,
                day_of(paper.as_of),
                day_of(paper.read_on),
            )
            Fact.objects.bulk_create([fact_of(row, paper.source.pk, paper.frozen_at)])


def _papers(scope: Scope, branch: Branch, quarters: list[Period], users: Mapping[int, int]) -> Iterator[PointsPaper]:
    score = rules().scores[SCORE]
    for quarter in quarters:
        record = meetings(branch.organisation, score, quarter).last()
        if record is not None and record.on is not None:
            yield _paper(scope, branch, quarter, record, users)


def _paper(scope: Scope, branch: Branch, quarter: Period, record: Record, users: Mapping[int, int]) -> PointsPaper:
    assert record.on is not None  # asked by the caller
    score = rules().scores[SCORE]
    as_of = AsOf(cut_off(quarter, record.on), confirmed_at(record.on))
    text = dump(content_of(scope, branch.organisation, score, quarter, as_of))
    return PointsPaper(
        source=Source(sort=Source.Sort.ENTRY, rests_on_id=record.pk),
        branch=branch.organisation,
        score=score.id,
        period=quarter.label,
        record=record,
        read_on=record.on,
        as_of=as_of.on,
        content=text,
        digest=digest_of(text),
        rules_digest=rules().digest,
        frozen_at=as_of.known,
        frozen_by_id=users.get(branch.organisation.pk),
    )
