"""Names of branch A in a stranger's hands: in a filter, in a form, in an address of two. Nothing comes of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.orgs.spans import end
from dengming.records.models import Record
from tests.cast import TODAY, set_clock
from tests.records import writing
from tests.web.access.test_matrix import said
from tests.web.access.world import PLACE, World, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make()


def as_role(world: World, role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.user[role])
    return client


LISTS = (
    "standing-list",
    "standing-export",
    "record-list",
    "calendar",
    "member-list",
    "tasks",
    "waiver-list",
    "org-tree",
)


def written() -> int:
    """Journal lines of deeds; signing in leaves one too."""
    return Line.objects.exclude(action__startswith="session.").count()


@pytest.mark.parametrize("name", LISTS)
def test_a_filter_that_names_a_branch_out_of_reach_finds_nothing(world: World, name: str) -> None:
    response = as_role(world, "stranger").get(reverse(name), {"org": "A", "organisation": "A"})
    assert response.status_code in (200, 404)
    text = said(response)
    assert PLACE not in text
    assert "甲支部" not in text


def test_nobody_plans_for_a_branch_out_of_reach(world: World) -> None:
    known = [one.pk for one in world.record.values()]
    form = {"organisation": "A", "org": "A", "kinds": "branch-meeting", "on": "2020-09-20"}
    as_role(world, "stranger").post(reverse("record-new"), form)
    assert not Record.objects.filter(hosts=world.cast.org["A"]).exclude(pk__in=known)


@pytest.mark.parametrize("typed", ["BEN", "ben", "ben（BEN）"])
def test_a_record_of_ones_own_takes_in_nobody_out_of_reach(world: World, typed: str) -> None:
    mine = writing.draft(world.cast, who="charlie", at="C")
    form = {"version": mine.version, "add_person": typed}
    response = as_role(world, "stranger").post(reverse("record-person-add", args=[mine.uid]), form)
    assert response.status_code in (404, 422)
    assert not mine.participations.filter(person=world.cast.person["ben"].subject)


def test_candidates_are_only_those_in_reach(world: World) -> None:
    mine = writing.draft(world.cast, who="charlie", at="C")
    found = as_role(world, "stranger").get(
        reverse("record-candidates", args=[mine.uid]), {"q": "be", "add_person": "be"}
    )
    assert "ben" not in said(found)


def test_an_evidence_file_is_not_reached_through_another_record(world: World) -> None:
    mine = writing.draft(world.cast, who="charlie", at="C")
    address = reverse("evidence-remove", args=[mine.uid, world.file.uid])
    assert as_role(world, "stranger").post(address, {"version": mine.version}).status_code == 404
    world.file.refresh_from_db()


def test_leave_and_posts_are_not_given_to_members_out_of_reach(world: World) -> None:
    lines = written()
    stranger = as_role(world, "stranger")
    form = {"person": "ben BEN", "kind": "sick-leave", "since": "2020-09-01"}
    assert stranger.post(reverse("leave-new"), form).status_code in (404, 422)
    post = {"person": "ben BEN", "post": "branch-secretary", "at": "C", "since": "2020-09-01"}
    assert as_role(world, "office").post(reverse("post-new"), post).status_code == 403
    assert written() == lines


def test_the_office_urges_only_below_itself(world: World) -> None:
    lines = written()
    form = {"pick": "C|hold-theme-day|2020-09", "note": ""}
    assert as_role(world, "office").post(reverse("desk-urge"), form).status_code == 422
    assert as_role(world, "office").get(reverse("desk"), {"org": "ELSE"}).status_code == 404
    assert written() == lines


def test_nobody_answers_for_a_colleague(world: World) -> None:
    stranger = as_role(world, "member")
    bens = world.record["confirmed"].participations.get(person=world.cast.person["ben"].subject)
    assert stranger.post(reverse("booklet-answer", args=[bens.pk]), {"answer": "agree"}).status_code == 404


def test_a_post_that_has_ended_gives_nothing(world: World) -> None:
    end(world.span["post"], date(2020, 9, 9), at=0)
    set_clock(TODAY)
    ann = as_role(world, "secretary")
    for name in ("record-edit", "record-print"):
        assert ann.get(reverse(name, args=[world.record["draft"].uid])).status_code == 404
    assert ann.get(reverse("org-detail", args=["A"])).status_code == 404
