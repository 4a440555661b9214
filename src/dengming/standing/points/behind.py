"""What a row of points rests on: the record or the line of a register that it cites, and where its rule comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from dengming.accounts.scope import Scope
from dengming.facts.models import Source
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import entries_from
from dengming.records.queries import links_of
from dengming.rulebook.blocks import Basis
from dengming.rulebook.scores import PointRule, PointTerm, Score
from dengming.standing.points.ledger import PointRow
from dengming.standing.points.sheet import LOCAL_KEYS


@dataclass(frozen=True)
class Behind:
    """The saved thing that a row cites. `title` is "" where the actor may not open it."""

    sort: str
    uid: str
    title: str = ""


def behind(scope: Scope, rows: Iterable[PointRow]) -> dict[int, Behind]:
    """What the rows cite, by source; a row that cites a verdict has none."""
    sources = {row.source for row in rows if row.source}
    records = {source: link["title"] for source, link in links_of(scope, sources).items()}
    titles = records | {source: _said(line) for source, line in entries_from(scope, sources).items()}
    found = Source.objects.filter(pk__in=sources)
    return {it.pk: Behind(it.sort, str(it.uid), titles.get(it.pk, "")) for it in found}


def basis_of(score: Score, rule: PointRule, term: PointTerm) -> tuple[Basis, ...]:
    """Where a rule's numbers come from: its own bases, the clauses behind the whole score, what is 本地参数 of it."""
    clauses = (item for item in score.basis if item.clause)
    local = (Basis(local="、".join(LOCAL_KEYS[key] for key in term.local)),) if term.local else ()
    return (*term.basis, *rule.basis, *clauses, *local)


def _said(line: Entry) -> str:
    """What was written, and who filed and who approved it: given by hand, so it shows by whom."""
    by = [f"{line.entered_by.name}登记"] if line.entered_by else []
    by += [f"{move.moved_by.name}审核" for move in line.moves.all() if move.moved_by]
    return f"{'；'.join(line.fields.values())}（{'，'.join(by)}）"
