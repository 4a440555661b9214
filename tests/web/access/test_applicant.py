"""Who is no member yet, and has an account, reads nothing that is the members' and does nothing that a member may."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import User
from dengming.orgs.models import Member
from tests.web.access.arguments import arguments
from tests.web.access.table import expectations
from tests.web.access.test_matrix import LETTERS, ask
from tests.web.access.world import PLACE, World, make

pytestmark = pytest.mark.django_db
OWN = ("case", "case-step")
"""The case is about whoever is asked for here in `applicant`, not for a plain member."""
MEMBER = 1
"""The plain member in the lines of the table."""


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    world = make()
    user = User.objects.create_user("xin", "Abcdef12", name="xin")
    Member.objects.filter(pk=world.applicant.subject_id).update(user=user)
    world.user["applicant"] = user
    return world


def client_of(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.user[role])
    return client


def test_an_applicant_opens_no_more_than_a_plain_member_and_none_of_the_members_papers(world: World) -> None:
    wrong = []
    for name, letters in expectations().items():
        for method, expected in zip(("get", "post"), letters, strict=True):
            response = ask(world, name, method, "applicant")
            found = LETTERS.get(response.status_code, str(response.status_code))
            if found == "o" and expected[MEMBER] != "o" and name not in OWN:
                wrong.append(f"{method.upper()} {name}")
            if found == "o" and name.startswith(("points-paper", "record-detail")) and name != "points-papers":
                wrong.append(f"{method.upper()} {name}: the members' own")
            if PLACE in response.said:
                wrong.append(f"{method.upper()} {name}: tells of the branch's records")
    assert not wrong, "\n".join(wrong)


def test_the_points_of_members_are_not_listed_to_an_applicant(world: World) -> None:
    paper = reverse("points-paper", args=arguments("points-paper", world))
    assert paper in client_of(world, "member").get(reverse("own")).content.decode()
    assert paper not in client_of(world, "applicant").get(reverse("own")).content.decode()
