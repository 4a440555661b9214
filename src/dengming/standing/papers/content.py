"""What a paper says, as plain values: members in the order of names, their points by group, the rules behind them.

The same facts, rules and days give the same text, byte for byte; warnings are not in it: they are told in private.
"""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from dengming.accounts.scope import Scope
from dengming.calendar.periods import Period, chinese_label
from dengming.editions.clock import ZONE
from dengming.editions.queries import rules
from dengming.editions.rules import Rules
from dengming.orgs import queries
from dengming.orgs.models import Member, Organisation
from dengming.rulebook.scores import Score
from dengming.standing.engine import DatabaseEngine
from dengming.standing.points.ledger import PointRow, Total, ledger, period_at, totals
from dengming.standing.points.sheet import score_sheets
from dengming.standing.queries import AsOf
from dengming.standing.question import Among, Question

Content = dict[str, Any]


def content_of(scope: Scope, branch: Organisation, score: Score, quarter: Period, as_of: AsOf) -> Content:
    """The paper of one branch and quarter as of a day, as known at a moment. The branch comes from a scoped query."""
    now = rules(as_of.known)
    members = list(queries.members_of(scope, branch, as_of.on, as_of.known))
    summed, rows = _judged(now, score, as_of, [member.pk for member in members])
    sheet = next(it for it in score_sheets(now, _home(now, score), as_of.on) if it.id == score.id)
    return {
        "title": f"{branch.name}{chinese_label(quarter.label)}{score.paper.name if score.paper else score.name}",
        "branch": branch.code,
        "branch_name": branch.name,
        "score": score.id,
        "score_name": score.name,
        "period": quarter.label,
        "as_of": as_of.on.isoformat(),
        "known": f"{datetime.fromtimestamp(as_of.known, ZONE):%Y年%-m月%-d日 %H:%M}",
        "groups": [group.name for group in score.group],
        "members": [_member(score, member, summed.get(member.pk), rows) for member in members],
        "rules": [line for term in sheet.terms if term.is_now for line in term.lines],
        "point_rules": [f"{rule.name}：{rule.terms[0]}" for rule in sheet.rules],
        "rulebook": now.rulebook.digest,
    }


def dump(content: Content) -> str:
    """Canonical text, by which a paper is kept."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(text: str) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def cut_off(quarter: Period, read_on: date) -> date:
    """The day up to which points count: the quarter's last, or the day of the reading if that is earlier."""
    return min(quarter.last, read_on)


def _home(now: Rules, score: Score) -> str:
    return now.rulebook.home_of[f"score:{score.id}"].id


def _judged(
    now: Rules, score: Score, as_of: AsOf, people: list[int]
) -> tuple[dict[int, Total], dict[int, list[PointRow]]]:
    engine, period = DatabaseEngine(now), period_at(score, as_of.on)
    question = Question(as_of.on, as_of.known, period.first, as_of.on, Among(subjects=tuple(people)))
    rows: dict[int, list[PointRow]] = {}
    for row in ledger(engine, now, question, score, period):
        rows.setdefault(row.subject, []).append(row)
    return {it.subject: it for it in totals(engine, now, question, score, period)}, rows


def _member(score: Score, member: Member, total: Total | None, rows: dict[int, list[PointRow]]) -> Content:
    if total is None:
        return {"code": member.code, "name": member.name, "exempt": True}
    mine = rows.get(member.pk, [])
    sums = [sum(row.paid for row in mine if row.rule.group == group.id) for group in score.group]
    return {
        "code": member.code,
        "name": member.name,
        "exempt": False,
        "groups": sums,
        "sum": total.sum,
        "points": total.points,
    }
