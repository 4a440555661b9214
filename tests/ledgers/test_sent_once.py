"""One form sent twice makes one entry, also at once; another's token, another content and what was withdrawn do not."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.facts.models import Fact, Source
from dengming.ledgers.actions import withdraw_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.sent_once import file_once
from dengming.orgs.posting import NewPost, give
from dengming.refusal import Refusal
from tests import cast as casting
from tests.cast import TODAY, Cast

TOKEN = "0d7c1f4e-0000-4000-8000-000000000000"
PLEDGE = {"matter": "窗口引导", "due": "2020-10-15"}


def send(cast: Cast, who: str = "ann", token: str = TOKEN, **fields: str) -> Entry:
    """A pledge of the branch, by the form of that token."""
    return file_once(cast.scope(who), cast.org["A"].subject, token=token, **sent(**fields))


def sent(**fields: str) -> dict[str, Any]:
    return {"register": "member-pledge", "part": "post", "happened": TODAY, "fields": {**PLEDGE, **fields}}


def test_sent_again_it_is_the_first_and_nothing_is_written(cast: Cast) -> None:
    first = send(cast)
    before = [model.objects.count() for model in (Line, Source, Fact)]
    assert send(cast) == first
    assert [model.objects.count() for model in (Line, Source, Fact)] == before
    assert Source.objects.get(pk=first.pk).uid == first.uid


def test_without_a_token_everything_is_filed(cast: Cast) -> None:
    assert send(cast, token="") != send(cast, token="")


def test_with_something_else_in_it_the_form_files_the_next_one(cast: Cast) -> None:
    first, second = send(cast), send(cast, matter="政策咨询")
    assert [it.fields["matter"] for it in (first, second)] == ["窗口引导", "政策咨询"]


def test_somebody_elses_token_shows_nothing_and_hinders_nothing(cast: Cast) -> None:
    give([NewPost(cast.person["ben"].pk, "branch-deputy-secretary", cast.org["A"].pk, date(2020, 1, 1))], entered=0)
    first, second = send(cast), send(cast, "ben")
    assert first != second
    assert second.entered_by == cast.user["ben"]
    for stranger in ("charlie", "pei"):
        with pytest.raises(NotVisible):
            send(cast, stranger)


def test_what_was_withdrawn_is_not_given_back(cast: Cast) -> None:
    first = send(cast)
    withdraw_entry(cast.scope("ann"), first, reason="登记错了")
    with pytest.raises(Refusal, match="已经撤回"):
        send(cast)
    assert Entry.objects.count() == 1


def test_what_is_out_of_reach_now_is_not_given_back(cast: Cast) -> None:
    send(cast)
    gone = replace(cast.scope("ann"), grants=(), person=None, home="")
    with pytest.raises(NotVisible):
        file_once(gone, cast.org["A"].subject, token=TOKEN, **sent())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_entry() -> None:
    cast = casting.build()
    start = Barrier(4)

    def work(_: int) -> UUID:
        try:
            start.wait()
            return send(cast).uid
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(work, range(4)))
    assert made == set(Entry.objects.values_list("uid", flat=True))
    assert len(made) == Line.objects.filter(action="entry.filed").count() == 1
