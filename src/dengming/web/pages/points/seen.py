"""One person's points as pages and papers show them: each row with its fact, rule, dated term; sums by group."""

from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.facts.models import Source
from dengming.orgs.models import Member
from dengming.rulebook.words import Colour
from dengming.standing.dues_seen import hidden_of
from dengming.standing.points.behind import Behind, basis_of, behind
from dengming.standing.points.ledger import PointRow
from dengming.standing.points.queries import Kept
from dengming.standing.points.sheet import line_words, term_words
from dengming.standing.queries import AsOf
from dengming.standing.sources import cite


def seen(scope: Scope, member: Member, kept: Kept, as_of: AsOf) -> dict[str, Any]:
    """The whole ledger for `_ledger.html`; nothing but the sentence where no points are kept."""
    now = rules(as_of.known)
    shown: dict[str, Any] = {"score": kept.score, "period": kept.period.label, "institution": _home(now, kept)}
    if kept.total is None or kept.term is None:
        return shown | {"exempt": True}
    cited, hidden = behind(scope, kept.rows), hidden_of(scope, member.pk)
    rows = [(row, _row(now, member, kept, row, cited, hidden)) for row in kept.rows]
    overdue = [one for one in kept.overdue if one[0] not in hidden]
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
            "overdue": [_overdue(now, member, *one) for one in overdue],
            "left_out": len(overdue) < len(kept.overdue),
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


def _row(
    now: Rules, member: Member, kept: Kept, row: PointRow, cited: dict[int, Behind], hidden: set[str]
) -> dict[str, Any]:
    if row.duty is not None and row.duty.id in hidden:
        text, url = "本人应办逾期", ""
    elif row.duty is not None:
        text = f"{row.duty.name}（{chinese_label(row.period)}）逾期"
        url = reverse("why", args=[member.code, row.duty.id, row.period])
    else:
        text, url = _fact(cited.get(row.source or 0))
    return {
        "day": row.about,
        "rule": row.rule.name,
        "rule_id": row.rule.id,
        "text": text,
        "url": url,
        "raw": row.raw,
        "paid": row.paid,
        "why_less": row.why_less,
        "term": term_words(now, kept.score, row.rule, row.term),
        "sources": cite(basis_of(kept.score, row.rule, row.term)),
    }


def _fact(cited: Behind | None) -> tuple[str, str]:
    """Title and address of the record or the line behind a row; no address for what cannot be opened."""
    if cited is None or not cited.title:
        return "登记", ""
    page = {Source.Sort.RECORD: "record-detail", Source.Sort.ENTRY: "case"}[Source.Sort(cited.sort)]
    return cited.title, reverse(page, args=[cited.uid])


def _overdue(now: Rules, member: Member, duty: str, period: str) -> dict[str, Any]:
    name = now.rulebook.duties[duty].name
    return {"name": name, "period": period, "url": reverse("why", args=[member.code, duty, period])}
