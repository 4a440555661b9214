"""The same district as plain rows, for the slow and obvious reference that the tests hold the SQL against."""

from collections.abc import Iterable

from tests.standing import reference

from dengming.calendar.periods import MONTHS
from dengming.editions.rules import Rules
from dengming.editions.words import role_name
from dengming.facts.actions import row_of
from dengming.facts.models import Fact
from dengming.orgs.models import Span, Subject
from dengming.rulebook.library import PlainDuty
from dengming.standing.examples import SpanRow
from dengming.standing.judge import Standing
from dengming.standing.question import Question

Verdicts = dict[tuple[str, str, str], reference.Verdict]
"""(duty, subject, period label) → what the reference says of it."""


def recurring(rules: Rules) -> list[PlainDuty]:
    """The duties that the reference can judge: those owed for periods, not once or per case."""
    return [duty for duty in rules.duties() if all(term.repeal or term.every in MONTHS for term in duty.terms)]


def world_of(rules: Rules, question: Question) -> reference.World:
    """Every span and fact of the current database, subjects named by their numbers."""
    spans = [
        SpanRow(
            str(span.subject_id), role_name(span.role_id), None, span.since, span.until, span.entered, span.withdrawn
        )
        for span in Span.objects.all()
    ]
    facts = [
        reference.Stored(row_of(fact), fact.source_id, fact.entered, fact.withdrawn) for fact in Fact.objects.all()
    ]
    subjects = {str(number): number for number in Subject.objects.values_list("pk", flat=True)}
    bits = {name: proof.bit for name, proof in rules.rulebook.proofs.items()}
    return reference.World(spans, facts, subjects, bits, question.on, question.known)


def judged_plainly(world: reference.World, rules: Rules, question: Question, duties: Iterable[PlainDuty]) -> Verdicts:
    """What the reference says of everybody."""
    return {
        (duty.id, *key): verdict
        for duty in duties
        for key, verdict in reference.judge(world, duty, question.since, question.until, rules.holidays).items()
    }


def as_verdicts(standings: Iterable[Standing]) -> Verdicts:
    """What the product's judge says, in the reference's form."""
    return {
        (item.duty.id, str(item.subject), item.period): (
            str(item.state),
            item.entered_late,
            tuple(round(need.done * (100 if need.need.measure in ("sum", "last") else 1)) for need in item.needs),
        )
        for item in standings
    }
