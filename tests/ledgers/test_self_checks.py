"""举一反三: who got a self-check from another organisation's row reads the title of that row, and never the row."""

import pytest

from dengming.accounts.scope import NotVisible
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.issuing import send
from dengming.ledgers.models import Entry
from dengming.ledgers.queries import entries, get_entry, sees
from tests.cast import TODAY, Cast
from tests.ledgers.rectifying import ROW, approved, move, published, secretaries

ELSEWHERE = "charlie"
"""The secretary of the other Party committee."""


@pytest.fixture(autouse=True)
def _secretaries(cast: Cast) -> None:
    secretaries(cast)


def sent(cast: Cast) -> Entry:
    """The self-check of the other Party committee, from a row of di's."""
    found = approved(cast)
    send(cast.scope("eve"), found, register="self-check", seen=found.step)
    return found.children.get(register="self-check", subject=cast.org["ELSE"].subject)


def test_the_row_of_another_organisation_is_not_opened_by_who_got_its_self_check(cast: Cast) -> None:
    check = sent(cast)
    foreign, scope = check.parent, cast.scope(ELSEWHERE)
    assert foreign is not None
    assert get_entry(scope, check.uid) == check
    assert not sees(scope, foreign)
    with pytest.raises(NotVisible):
        get_entry(scope, foreign.uid)
    assert not entries(scope).filter(pk=foreign.pk).exists()
    assert get_entry(cast.scope("di"), foreign.uid) == foreign


def test_nor_is_anything_above_that_row_but_the_problem_that_came_to_everybody(cast: Cast) -> None:
    check = sent(cast)
    assert check.parent is not None
    claim = check.parent.parent
    assert claim is not None
    assert claim.parent is not None
    scope = cast.scope(ELSEWHERE)
    with pytest.raises(NotVisible):
        get_entry(scope, claim.uid)
    assert get_entry(scope, claim.parent.uid) == claim.parent
    assert sees(scope, claim.parent)


def test_it_is_not_opened_either_by_a_row_of_ones_own_under_the_self_check(cast: Cast) -> None:
    check = move(cast, ELSEWHERE, sent(cast), "found", found="丙支部也没有听取汇报")
    own = file_entry(
        cast.scope(ELSEWHERE),
        cast.org["ELSE"].subject,
        register="rectification-task",
        part="immediate",
        happened=TODAY,
        fields=ROW,
        parent=check,
    )
    assert own.parent == check
    assert check.parent is not None
    with pytest.raises(NotVisible):
        get_entry(cast.scope(ELSEWHERE), check.parent.uid)


def test_a_claim_that_was_withdrawn_opens_the_problem_no_more(cast: Cast) -> None:
    problem = published(cast)
    scope, claim = cast.scope(ELSEWHERE), problem.children.get(subject=cast.org["ELSE"].subject)
    assert get_entry(scope, problem.uid) == problem
    withdraw_entry(cast.scope("eve"), claim, reason="不在下发范围")
    with pytest.raises(NotVisible):
        get_entry(scope, problem.uid)
