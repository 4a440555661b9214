"""Lines that a second person vouches for: proof asked for, nobody approves the own, only what is approved counts."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dengming.accounts.models import Line
from dengming.accounts.scope import NotVisible
from dengming.ledgers.actions import file_entry, withdraw_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.refusal import Refusal
from dengming.standing.points.queries import kept_of
from dengming.standing.queries import AsOf
from dengming.standing.tasks import tasks
from tests.cast import TODAY, Cast
from tests.shipped import rulebook

FIELDS = {"matter": "社区防疫值守", "evidence": "街道证明〔2020〕12号"}


def file(cast: Cast, who: str = "di", whom: str = "bo", **more: Any) -> Entry:
    said: dict[str, Any] = {"register": "merit", "part": "service", "happened": TODAY, "fields": FIELDS, **more}
    entry: Entry = file_entry(cast.scope(who), cast.person[whom].subject, **said)
    return entry


def approve(cast: Cast, who: str, entry: Entry) -> Entry:
    return take(cast.scope(who), entry, step=Step("approved", TODAY), seen=0)


def points(cast: Cast, whom: str = "bo") -> float:
    kept = kept_of(AsOf.at(), rulebook().scores["member-points"], cast.person[whom].pk)
    assert kept.total is not None
    return kept.total.points / 100


def test_only_what_a_second_person_approved_counts(cast: Cast) -> None:
    entry = file(cast)
    assert points(cast) == 60
    lines = Line.objects.count()
    entry = approve(cast, "ann", entry)
    assert Line.objects.count() == lines + 1
    assert points(cast) == 61
    withdraw_entry(cast.scope("ann"), entry, reason="证明有误")
    assert points(cast) == 60


def test_who_filed_it_does_not_approve_it(cast: Cast) -> None:
    entry = file(cast, who="ann")
    with pytest.raises(Refusal, match="登记（提出）的人不能自己审核"):
        approve(cast, "ann", entry)
    assert points(cast) == 60


def test_nobody_approves_the_own(cast: Cast) -> None:
    entry = file(cast, whom="ann")
    with pytest.raises(Refusal, match="不能审核本人的"):
        approve(cast, "ann", entry)


def test_it_is_approved_once(cast: Cast) -> None:
    entry = file(cast)
    approve(cast, "ann", Entry.objects.get(pk=entry.pk))
    with pytest.raises(Refusal, match="已由ann办到“已审核”"):
        approve(cast, "ann", entry)


@pytest.mark.parametrize(("who", "error"), [("charlie", NotVisible), ("bo", NotVisible), ("di", PermissionDenied)])
def test_only_who_confirms_there_approves(cast: Cast, who: str, error: type[Exception]) -> None:
    entry = file(cast, who="ann")
    with pytest.raises(error):
        approve(cast, who, entry)


@pytest.mark.parametrize(
    ("more", "name", "sentence"),
    [
        ({"fields": {"matter": "社区防疫值守"}}, "evidence", "还没有填"),
        ({"happened": date(2019, 12, 20)}, "happened", "以前各期已经截止"),
        ({"part": ""}, "part", "请选登记的是哪一项"),
    ],
)
def test_without_proof_or_for_a_closed_year_nothing_is_saved(
    cast: Cast, more: dict[str, Any], name: str, sentence: str
) -> None:
    with pytest.raises(FieldRefusal) as refused:
        file(cast, **more)
    assert sentence in refused.value.problems[name]
    assert not Entry.objects.exists()


def test_it_waits_on_the_task_list_and_the_ledger_says_who_gave_it(cast: Cast) -> None:
    entry = file(cast)
    assert [task.title for task in tasks(cast.scope("ann"), AsOf.at()) if task.kind == "entry"] == [
        "党员加分事项：审核通过"
    ]
    ann = Client()
    ann.force_login(cast.user["ann"])
    assert "审核通过" in ann.get("/ledgers/merit/").content.decode()
    ann.post(
        f"/ledgers/cases/{entry.uid}/steps/approved/", {"approved-seen": 0, "approved-happened": TODAY.isoformat()}
    )
    said = ann.get("/points/member-points/members/BO/").content.decode()
    assert "社区防疫值守；街道证明〔2020〕12号（di登记，ann审核）" in said
