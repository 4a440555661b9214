"""资格核对: of a case for which somebody must be eligible, what was looked at as of today, each with its answer."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.calendar.periods import chinese_label
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.eligibility import looked_at
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import is_done, is_over
from dengming.orgs.models import Subject
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.words import Without
from dengming.standing.points.queries import kept_of
from dengming.standing.points.sight import sees_points
from dengming.standing.queries import AsOf


def eligible_context(scope: Scope, block: Register, entry: Entry) -> dict[str, Any] | None:
    """For whoever reads the case but the person, as long as it is decided on: what is not delivered yet nobody learns
    here about oneself, and afterwards today's answer would be of a later time."""
    asked = _asked(block)
    if not asked or is_over(entry) or is_done(entry) or scope.person == entry.subject_id:
        return None
    today = clock.today()
    found = looked_at(scope, entry.subject, asked, today)
    items: list[dict[str, str]] = [{"term": name, "value": words} for name, words in found.items()]
    return {"on": today, "items": [*items, *_points(scope, entry.subject)]}


def _asked(block: Register) -> list[Without]:
    """What the demands in force today look at in whom the case is about, each once."""
    today = clock.today()
    asked = [it.eligible for stage in block.stage for it in stage.demand if it.eligible and it.in_force(today)]
    return list(dict.fromkeys(name for it in asked if not it.fields for name in it.without))


def _points(scope: Scope, subject: Subject) -> Iterator[dict[str, str]]:
    """A member's points, which nothing is judged by here; for who may see them."""
    if subject.sort != Subject.Sort.PERSON or not sees_points(scope, subject.pk):
        return
    for score in rules().scores.values():
        kept = kept_of(AsOf.at(), score, subject.pk)
        if kept.total:
            url = reverse("points-ledger", args=[score.id, subject.code])
            value = f"{chinese_label(kept.period.label)} {kept.total.points / 100:g} 分"
            yield {"term": score.name, "value": value, "url": url, "sub": "只供参考，不作为资格条件"}
