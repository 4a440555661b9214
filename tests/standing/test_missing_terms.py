"""届期没有登记: who has no running term is told to register it; who is elected and has no post is told of."""

from datetime import date

import pytest

from dengming.editions.queries import rules
from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.unregistered import unregistered
from dengming.orgs.actions.posts import appoint
from dengming.orgs.posting import NewPost
from dengming.orgs.spans import NewSpan, add
from dengming.standing.queries import AsOf
from dengming.standing.task import Task
from dengming.standing.tasks import tasks
from tests import cast as casting
from tests.cast import SYSTEM, Cast
from tests.ledgers.electing import REGISTER, term, walked

pytestmark = pytest.mark.whole  # a whole way, step by step


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def without(cast: Cast, who: str) -> list[str]:
    return [it.code for it in unregistered(cast.scope(who), rules().rulebook.entries[REGISTER])]


def told(cast: Cast, who: str, words: str) -> list[Task]:
    return [it for it in tasks(cast.scope(who), AsOf.at()) if it.title.startswith(words)]


def test_who_has_no_running_term_is_listed_within_reach(cast: Cast) -> None:
    assert without(cast, "eve") == [
        "COMM",
        "A",
        "B",
        "ELSE",
        "C",
    ]  # in the official order, no group and no leading body
    term(cast, "A")
    assert without(cast, "di") == ["COMM", "B"]
    assert without(cast, "ann") == []
    assert without(cast, "bo") == []
    withdraw_entry(SYSTEM, Entry.objects.get(), reason="登记错了")
    assert without(cast, "ann") == ["A"]


def test_a_temporary_branch_elects_nobody_anew(cast: Cast) -> None:
    add(NewSpan(cast.org["A"].pk, "temporary-branch", date(2020, 1, 1)), entered=0)
    assert without(cast, "ann") == []


def test_after_the_approval_the_next_term_is_there(cast: Cast) -> None:
    walked(term(cast), "approved")
    assert without(cast, "ann") == []


def test_whoever_records_there_is_told_to_register_it(cast: Cast) -> None:
    (task,) = told(cast, "ann", "换届：登记本届届期")
    assert (task.subject, task.notice) == ("甲支部", "届期没有登记")
    assert (task.action.name, task.action.query) == ("entry-new", {"subject": "A"})
    assert [it.subject for it in told(cast, "di", "换届：登记本届届期")] == ["机关党委"]
    assert told(cast, "bo", "换届：登记本届届期") == []
    assert told(cast, "eve", "换届：登记本届届期") == []  # whose own the work is not
    term(cast)
    assert told(cast, "ann", "换届：登记本届届期") == []


def test_after_the_approval_whoever_appoints_is_told_that_the_posts_are_to_be_filled(cast: Cast) -> None:
    entry = walked(term(cast), "reported")
    assert told(cast, "eve", "换届：新一届班子任职") == []
    entry = walked(entry, "approved")
    (task,) = told(cast, "eve", "换届：新一届班子任职")
    assert (task.subject, task.action.parts) == ("甲支部", {"uid": str(entry.uid)})
    assert told(cast, "ann", "换届：新一届班子任职") == []
    appoint(SYSTEM, NewPost(cast.person["bo"].pk, "committee-member", cast.org["A"].pk, date(2020, 8, 25)))
    assert told(cast, "eve", "换届：新一届班子任职") == []


def test_only_the_newest_election_is_told_of_and_many_stand_in_one_row(cast: Cast) -> None:
    entry = walked(term(cast), "approved")
    following = Entry.objects.get(parent=entry)
    Entry.objects.filter(pk=following.pk).update(stage="approved")
    assert [it.action.parts for it in told(cast, "eve", "换届：新一届班子任职")] == []
    Entry.objects.filter(pk=following.pk).update(stage="in-office")
    for code, people in (("B", "yi di long lin"), ("C", "charlie eve wu"), ("COMM", "ann bo yi di")):
        names = people.split()
        tally = "\n".join(f"{name} {5 - number}" for number, name in enumerate(names))
        walked(term(cast, code), "approved", {"nominated": {"candidates": "\n".join(names)}, "voted": {"tally": tally}})
    (task,) = told(cast, "eve", "换届：4件待办（新一届班子任职）")
    assert (task.subject, task.action.name) == ("机关党委等4个组织", "entry-list")
