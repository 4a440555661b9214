"""What an example says of points, against what comes out."""

from collections.abc import Iterator
from dataclasses import replace

from dengming.editions.rules import Rules
from dengming.rulebook.examples import PointsExpectation
from dengming.standing.points.ledger import Total, ledger, period_at, totals
from dengming.standing.question import Among, Engine, Question


def complaint(engine: Engine, rules: Rules, question: Question, subject: int, wanted: PointsExpectation) -> str:
    """What is wrong, as one sentence; empty where all comes out. `subject` is the person's number in the engine."""
    score = rules.scores.get(wanted.score)
    if score is None:
        return f"没有名为“{wanted.score}”的积分办法"
    period = period_at(score, question.on)
    asked = replace(question, among=Among(subjects=(subject,)))
    total = next(iter(totals(engine, rules, asked, score, period)), None)
    if total is None or wanted.colour == "exempt":
        return "" if total is None and wanted.colour == "exempt" else f"{wanted.subject} 应否计分与预期不同"
    return "；".join([*_whole(wanted, total), *_paid(engine, rules, asked, wanted)])


def _whole(wanted: PointsExpectation, total: Total) -> Iterator[str]:
    found = {"points": total.points / 100, "colour": str(total.colour), "overdue": total.overdue}
    for key, value in found.items():
        expected = getattr(wanted, key)
        if expected is not None and expected != value:
            yield f"{wanted.subject} 的 {key} 应为 {expected}，实为 {value}"


def _paid(engine: Engine, rules: Rules, question: Question, wanted: PointsExpectation) -> Iterator[str]:
    if not wanted.paid:
        return
    score = rules.scores[wanted.score]
    sums: dict[str, int] = {}
    for row in ledger(engine, rules, question, score, period_at(score, question.on)):
        sums[row.rule.id] = sums.get(row.rule.id, 0) + row.paid
    for rule, points in wanted.paid.items():
        if sums.get(rule, 0) != round(points * 100):
            yield f"{wanted.subject} 的 {rule} 应为 {points}，实为 {sums.get(rule, 0) / 100}"
