"""The derivation of one subject's state, asked for by name: what the page 依据 and `dengming explain` show."""

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs.models import Subject
from dengming.standing.engine import DatabaseEngine
from dengming.standing.explain import Why, explain
from dengming.standing.queries import AsOf, one
from dengming.standing.question import Among, Question


def derive(scope: Scope, as_of: AsOf, *, subject: Subject, duty_id: str, period: str) -> Why | None:
    """Why the state is so; None where nothing is owed. The subject comes from a scoped query.

    Raises Refusal on an unknown duty, PeriodError on a period that cannot be read.
    """
    standing = one(scope, as_of, subject=subject, duty_id=duty_id, period=period)
    if standing is None:
        return None
    now = rules(as_of.known)
    among = Among(subjects=(subject.pk,))
    question = Question(as_of.on, as_of.known, standing.opens, standing.opens, among)
    return explain(DatabaseEngine(now), now, question, standing)
