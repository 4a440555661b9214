"""Warnings that a few branches have confirmed: in each colour, told and answered; the rest wait as proposals."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from dengming.demo.emitting import filed_at
from dengming.demo.founded import Branch, District
from dengming.demo.layout import Habit
from dengming.editions.queries import rules
from dengming.rulebook.words import Colour
from dengming.standing.models import ColourWarning, Statement
from dengming.standing.points.queries import kept_of, totals_of
from dengming.standing.queries import AsOf
from dengming.standing.question import Among
from dengming.standing.warnings.steps import proposed

SCORE: Final = "member-points"
BRANCHES: Final = 3
ANSWER: Final = "有两次是下乡没来得及请假，已补办手续，今后按时参加。"


def store(district: District, until: date, users: Mapping[int, int]) -> None:
    """The first branches that are neither good nor silent and have somebody at a line; their secretaries' own stay."""
    found = [branch for branch in district.branches if branch.plan.habit in (Habit.FAIR, Habit.BATCH, Habit.SLACK)]
    studied = [warnings for branch in found if (warnings := _of_branch(branch, until, users))]
    chosen = [warning for warnings in studied[:BRANCHES] for warning in warnings]
    for number, warning in enumerate(chosen):
        if number % 3:
            warning.told_on = until - timedelta(days=4)
            warning.told_by, warning.answer_by = warning.confirmed_by, until + timedelta(days=6)
    stored = ColourWarning.objects.bulk_create(chosen)
    Statement.objects.bulk_create(_answer(warning, until) for warning in stored[2::3])


def _answer(warning: ColourWarning, until: date) -> Statement:
    at = filed_at(until - timedelta(days=2))
    return Statement(warning=warning, text=ANSWER, by_proxy=True, entered_at=at, entered_by_id=warning.confirmed_by_id)


def _of_branch(branch: Branch, until: date, users: Mapping[int, int]) -> list[ColourWarning]:
    score = rules().scores[SCORE]
    as_of = AsOf.at(until - timedelta(days=7))
    reached = totals_of(as_of, score, Among(subjects=tuple(set(branch.members) - {branch.secretary})))
    return [
        ColourWarning(
            **proposed(kept_of(as_of, score, person)),
            subject_id=person,
            judged_on=as_of.on,
            digest=rules().digest,
            meeting="支部委员会",
            met_on=as_of.on,
            confirmed_at=filed_at(as_of.on),
            confirmed_by_id=users.get(branch.organisation.pk),
        )
        for person, total in reached.items()
        if total.colour != Colour.NONE
    ]
