"""Editions: the first counts from always; nothing changed makes none; local parameters and revivals make them too."""

from datetime import date

import pytest

from dengming.accounts.models import Line
from dengming.calendar.periods import period_of
from dengming.editions import actions, clock
from dengming.editions.models import Edition
from dengming.editions.queries import rules
from dengming.refusal import Refusal
from dengming.rulebook.terms import term_at, term_for
from tests.cast import SYSTEM, Cast, build, set_clock
from tests.shipped import rulebook

pytestmark = pytest.mark.django_db


def unowned() -> str:
    return next(duty.id for duty in rulebook().duties.values() if any(term.unowned for term in duty.terms))


def stopped() -> str:
    return next(duty.id for duty in rulebook().duties.values() if any(term.revivable for term in duty.terms))


@pytest.fixture
def cast() -> Cast:
    return build()


def test_the_first_edition_counts_from_always(cast: Cast) -> None:
    assert Edition.objects.get().entered == 0
    assert rules(known=1).rulebook.digest == rulebook().digest


def test_installing_the_same_packs_again_makes_no_edition(cast: Cast) -> None:
    actions.install_current(SYSTEM)
    assert Edition.objects.count() == 1


def test_no_edition_is_told_in_a_sentence() -> None:
    with pytest.raises(Refusal, match="还没有装入制度"):
        rules()


def test_a_confirmed_owner_holds_from_then_on_and_not_before(cast: Cast) -> None:
    before = clock.moment() - 1
    lines = Line.objects.count()
    actions.confirm_owner(cast.scope("eve"), duty_id=unowned(), since=date(2020, 9, 10), document="区工委〔2020〕9号")
    now, then = rules().duty(unowned()), rules(before).duty(unowned())
    assert now is not None
    assert then is not None
    assert now.terms[0].owner == now.terms[0].proposed_owner
    assert then.terms[0].unowned
    assert Line.objects.count() == lines + 1


@pytest.mark.parametrize("document", ["", "  "])
def test_an_owner_is_not_confirmed_without_a_document(cast: Cast, document: str) -> None:
    with pytest.raises(Refusal, match="文号"):
        actions.confirm_owner(SYSTEM, duty_id=unowned(), since=date(2020, 9, 10), document=document)
    assert Edition.objects.count() == 1


def test_an_owner_that_is_known_cannot_be_confirmed(cast: Cast) -> None:
    with pytest.raises(Refusal, match="没有待确认的责任主体"):
        actions.confirm_owner(SYSTEM, duty_id="hold-branch-meeting", since=date(2020, 9, 10), document="1号")


def test_a_stopped_duty_is_owed_again_after_its_revival(cast: Cast) -> None:
    set_clock(date(2025, 1, 2))
    actions.revive(SYSTEM, duty_id=stopped(), since=date(2025, 2, 1), document="区工委〔2025〕1号")
    duty = rules().duty(stopped())
    assert duty is not None
    assert term_for(duty.terms, period_of("year", date(2024, 9, 1))) is None
    revived = term_at(duty.terms, date(2025, 2, 1))
    assert revived is not None
    assert not revived.repeal
    assert revived.document == "区工委〔2025〕1号"


def test_a_revival_before_the_stop_is_refused(cast: Cast) -> None:
    with pytest.raises(Refusal, match="早于停止执行"):
        actions.revive(SYSTEM, duty_id=stopped(), since=date(2020, 2, 1), document="1号")


def test_a_duty_that_never_stopped_cannot_be_revived(cast: Cast) -> None:
    with pytest.raises(Refusal, match="不能恢复执行"):
        actions.revive(SYSTEM, duty_id="hold-branch-meeting", since=date(2025, 2, 1), document="1号")


def test_the_clock_of_the_demo_stands_on_its_day_and_never_goes_back(cast: Cast) -> None:
    set_clock(date(2020, 9, 10), hour=30)  # the demo has run for longer than its day
    assert clock.today() == date(2020, 9, 10)
    assert clock.moment() == clock.end_of(date(2020, 9, 10))
