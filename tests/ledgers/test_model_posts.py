"""党员示范岗: closed and owed by nobody without an approval that ends; publicised to all, awarded after the days."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from dengming.accounts.scope import NotVisible
from dengming.editions import actions as editions
from dengming.editions.permits import Permit
from dengming.ledgers.actions import file_entry
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.materials import link, open_for, upload
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.ledgers.queries import entries, get_entry, steps_for
from dengming.ledgers.steps import has_expired
from dengming.refusal import Refusal
from dengming.rulebook.words import State
from dengming.standing.queries import AsOf, standings
from dengming.standing.tasks import tasks
from tests.cast import SYSTEM, TODAY, Cast, set_clock
from tests.files import papers
from tests.ledgers.rectifying import move
from tests.records import writing

APPROVED = Permit("区委", "区委发〔2020〕3号", date(2020, 4, 1), date(2020, 11, 30))
POST = {"post": "政务大厅3号窗口", "standard": "首问负责", "promise": "一次办结"}
AWARD = {"feedback": "无", "paper": "区直工委〔2020〕21号", "until": "2021-09-30"}


def approve(given: Permit = APPROVED) -> None:
    editions.permit(SYSTEM, register="model-post", given=given)


def apply(cast: Cast, who: str = "ann") -> Entry:
    return file_entry(cast.scope(who), cast.org["A"].subject, register="model-post", happened=TODAY, fields=POST)


def publicised(cast: Cast, applied: Entry | None = None, on: date = TODAY) -> Entry:
    entry = applied or apply(cast)
    record = writing.confirmed(cast, on=TODAY)
    link(cast.scope("ann"), entry, proof="model-evidence", source=str(record.uid))
    for stage, said in (("met", {"verdict": "逐条达到"}), ("publicised", {"where": "机关公示栏"})):
        entry = take(cast.scope("eve"), entry, step=Step(stage, on, said), seen=entry.step)
    return entry


def state(cast: Cast, org: str, on: date = TODAY) -> set[State]:
    found = standings(cast.scope("eve"), AsOf.at(on), subjects=[cast.org[org].pk], since=date(2020, 1, 1))
    return {it.state for it in found if it.duty.id == "take-part-in-model-posts"}


def test_without_an_approval_that_ends_it_is_closed_and_nobody_owes_it(cast: Cast) -> None:
    assert state(cast, "A") == set()
    with pytest.raises(Refusal, match="还没有启用"):
        apply(cast)
    with pytest.raises(Refusal, match="要写明截止日期"):
        approve(replace(APPROVED, until=None))


def test_with_it_every_branch_owes_it_until_its_last_day(cast: Cast) -> None:
    approve()
    assert state(cast, "A") == {State.OPEN}
    assert state(cast, "A", date(2020, 12, 1)) == {State.OVERDUE}
    publicised(cast)
    assert state(cast, "A", date(2020, 12, 1)) == {State.MET}
    assert state(cast, "B", date(2020, 12, 1)) == {State.OVERDUE}


def test_whoever_applied_does_not_judge_and_a_proof_must_be_there(cast: Cast) -> None:
    approve()
    entry = apply(cast)
    with pytest.raises(PermissionDenied):
        move(cast, "ann", entry, "met", verdict="自己说达到")
    own = apply(cast, "eve")
    assert "met" not in [it.id for it in steps_for(cast.scope("eve"), own)]
    with pytest.raises(Refusal, match="登记（提出）的人不能自己审核"):
        move(cast, "eve", own, "met", verdict="自己说达到")
    with pytest.raises(Refusal, match="还没有“达到标准的佐证”"):
        move(cast, "eve", entry, "met", verdict="逐条达到")


def test_it_is_awarded_only_when_the_days_of_publicity_are_over(cast: Cast) -> None:
    approve()
    entry = publicised(cast)
    assert steps_for(cast.scope("eve"), entry) == []
    with pytest.raises(FieldRefusal) as refused:
        move(cast, "eve", entry, "awarded", **AWARD)
    assert refused.value.problems["happened"] == "“公示中”要满5个工作日，最早2020年9月18日才能命名。"
    first = date(2020, 9, 18)  # from Thursday the 10th: 11, 14, 15, 16, 17 are the five
    set_clock(first)
    assert [it.id for it in steps_for(cast.scope("eve"), entry)] == ["awarded"]
    entry = take(cast.scope("eve"), entry, step=Step("awarded", first, AWARD), seen=entry.step)
    assert not has_expired(entry, date(2021, 9, 30))
    assert has_expired(entry, date(2021, 9, 30) + timedelta(days=1))


def test_everybody_sees_what_is_publicised_and_nothing_before_or_besides(cast: Cast) -> None:
    approve()
    entry = apply(cast)
    with pytest.raises(NotVisible):
        get_entry(cast.scope("charlie"), entry.uid)
    entry = publicised(cast, entry)
    assert get_entry(cast.scope("charlie"), entry.uid) == entry
    assert not entries(cast.scope("charlie"), register="model-post").exists()  # not among the own, nor in an export
    client = Client()
    client.force_login(cast.user["charlie"])
    page = client.get(reverse("case", args=[entry.uid])).text
    assert "政务大厅3号窗口" in page
    assert "公示中" in page
    assert "eve" not in page
    assert "达到标准的佐证" not in page
    assert "政务大厅3号窗口" in client.get(reverse("entry-list", args=["model-post"])).text


def test_what_is_awarded_waits_for_nobody_though_it_may_be_taken_down(cast: Cast) -> None:
    approve()
    entry, first = publicised(cast), date(2020, 9, 18)
    set_clock(first)
    entry = take(cast.scope("eve"), entry, step=Step("awarded", first, AWARD), seen=entry.step)
    assert [it.title for it in tasks(cast.scope("eve"), AsOf.at(first)) if "示范岗" in it.title] == []
    assert [it.id for it in steps_for(cast.scope("eve"), entry)] == ["revoked"]


def test_the_page_of_notices_shows_what_is_public_until_it_runs_out(cast: Cast) -> None:
    approve()
    entry, first = publicised(cast), date(2020, 9, 18)
    client = Client()
    client.force_login(cast.user["charlie"])
    assert "政务大厅3号窗口" in client.get(reverse("notices")).text
    set_clock(first)
    take(cast.scope("eve"), entry, step=Step("awarded", first, AWARD), seen=entry.step)
    assert "已命名" in client.get(reverse("notices")).text
    set_clock(date(2021, 10, 1))
    assert "现在没有公示" in client.get(reverse("notices")).text


def test_the_last_day_of_a_publicity_stands_on_both_pages_as_long_as_something_waits_for_it(cast: Cast) -> None:
    approve()
    client = Client()
    client.force_login(cast.user["ann"])

    def pages(entry: Entry) -> list[str]:
        return [client.get(it).text for it in (reverse("notices"), reverse("case", args=[entry.uid]))]

    entry, first = apply(cast), date(2020, 9, 18)
    assert not any("公示至" in page for page in pages(entry))
    publicised(cast, entry)
    assert ["公示至2020年9月17日" in page for page in pages(entry)] == [True, True]
    set_clock(first)
    entry.refresh_from_db()
    take(cast.scope("eve"), entry, step=Step("awarded", first, AWARD), seen=entry.step)
    assert not any("公示至" in page for page in pages(entry))


def test_that_it_is_public_does_not_open_its_proofs(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    approve()
    entry = apply(cast)
    file = upload(cast.scope("ann"), entry, proof="model-evidence", name="照片.png", data=papers.png())
    entry = publicised(cast, entry)
    found, stream = open_for(cast.scope("eve"), entry.uid, file.uid)
    stream.close()
    assert found == file
    with pytest.raises(NotVisible):
        open_for(cast.scope("charlie"), entry.uid, file.uid)
