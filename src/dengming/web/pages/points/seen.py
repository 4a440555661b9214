"""One person's points as pages and papers show them: each row with its fact, rule, dated term; sums by group."""

from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import entries_from
from dengming.orgs.models import Member
from dengming.records.queries import links_of
from dengming.rulebook.words import Colour
from dengming.standing.points.ledger import PointRow
from dengming.standing.points.queries import Kept
from dengming.standing.points.sheet import line_words, term_words
from dengming.standing.queries import AsOf


def seen(scope: Scope, member: Member, kept: Kept, as_of: AsOf) -> dict[str, Any]:
    """The whole ledger for `_ledger.html`; nothing but the sentence where no points are kept."""
    now = rules(as_of.known)
    shown: dict[str, Any] = {"score": kept.score, "period": kept.period.label, "institution": _home(now, kept)}
    if kept.total is None or kept.term is None:
        return shown | {"exempt": True}
    sources = {row.source for row in kept.rows if row.source}
    cited = _records(scope, sources) | _lines(scope, sources)
    rows = [(row, _row(now, member, kept, row, cited)) for row in kept.rows]
    groups = [
        {
            "name": group.name,
            "rows": [one for row, one in rows if row.rule.group == group.id],
            "sum": sum(row.paid for row, _ in rows if row.rule.group == group.id),
            "cap": kept.term.caps.get(group.id),
        }
        for group in kept.score.group
    ]
    return (
        shown
        | {
            "exempt": False,
            "total": kept.total,
            "base": round(kept.term.base * 100),
            "held": kept.total.points != round(kept.term.base * 100) + kept.total.sum,
            "groups": groups,
            "overdue": [_overdue(now, member, *one) for one in kept.overdue],
            "colour": str(kept.total.colour),
            "colour_label": kept.total.colour.label,
            "term": kept.term,
        }
        | _warned(kept)
    )


def _warned(kept: Kept) -> dict[str, Any]:
    """Why a colour is proposed and what would end it; and from where colours begin."""
    assert kept.term is not None  # asked by the caller
    lines = {Colour.YELLOW: kept.term.yellow, Colour.RED: kept.term.red}
    drawn = [{"name": colour.label, "says": line_words(line)} for colour, line in lines.items() if line]
    return {"lines": drawn, "reasons": kept.reasons, "lifted_when": kept.lifted_when}


def _home(now: Rules, kept: Kept) -> str:
    return now.rulebook.home_of[f"score:{kept.score.id}"].id


def _records(scope: Scope, sources: set[int]) -> dict[int, tuple[str, str]]:
    """Title and address of the records behind the rows."""
    links = links_of(scope, sources)
    return {key: (link["title"], reverse("record-detail", args=[link["uid"]])) for key, link in links.items()}


def _lines(scope: Scope, sources: set[int]) -> dict[int, tuple[str, str]]:
    """What lines of registers say, with who filed and who approved them: given by hand, so it shows by whom."""
    return {key: (_said(line), "") for key, line in entries_from(scope, sources).items()}


def _said(line: Entry) -> str:
    by = [f"{line.entered_by.name}登记"] if line.entered_by else []
    by += [f"{move.moved_by.name}审核" for move in line.moves.all() if move.moved_by]
    return f"{'；'.join(line.fields.values())}（{'，'.join(by)}）"


def _row(now: Rules, member: Member, kept: Kept, row: PointRow, cited: dict[int, tuple[str, str]]) -> dict[str, Any]:
    if row.duty is not None:
        text, url = f"{row.duty.name}（{row.period}）逾期", reverse("why", args=[member.code, row.duty.id, row.period])
    else:
        text, url = cited.get(row.source or 0, ("登记", ""))
    return {
        "day": row.about,
        "rule": row.rule.name,
        "text": text,
        "url": url,
        "raw": row.raw,
        "paid": row.paid,
        "why_less": row.why_less,
        "term": term_words(now, kept.score, row.rule, row.term),
    }


def _overdue(now: Rules, member: Member, duty: str, period: str) -> dict[str, Any]:
    name = now.rulebook.duties[duty].name
    return {"name": name, "period": period, "url": reverse("why", args=[member.code, duty, period])}
