"""A request looks the edition in force up once, and sees the one that it installs itself."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from dengming.editions import actions
from dengming.editions.queries import looked_up_once, rules
from tests.cast import SYSTEM, build

pytestmark = pytest.mark.django_db


def test_it_is_looked_up_once_and_again_after_a_new_one(django_assert_num_queries: Any) -> None:
    build()
    rules()
    with looked_up_once():
        with django_assert_num_queries(1):
            assert rules() is rules()
        actions.begin_use(SYSTEM, since=date(2020, 3, 1))
        assert rules().parameters.in_use_since == date(2020, 3, 1)


def test_what_is_held_ends_with_the_request() -> None:
    cast = build()
    client = Client()
    client.force_login(cast.user["eve"])
    client.get("/settings/")
    actions.name_committee(SYSTEM, name="中共某区直属机关工作委员会")
    assert "中共某区直属机关工作委员会" in client.get("/settings/").content.decode()
