"""Every address × every role: strangers find nothing, nobody does more than a post allows, refusals change nothing."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from tests.web.access.arguments import ASKED, arguments, posted
from tests.web.access.table import expectations
from tests.web.access.world import PLACE, ROLES, World, addresses, make

pytestmark = pytest.mark.django_db
LETTERS = {200: "o", 302: "o", 422: "o", 403: "s", 404: "n", 405: "-"}
FOR_ALL = ("account_login", "account_inactive")
"""What opens without signing in; everything else leads to the sign-in page."""
SECRETS = (PLACE, "甲支部", "甲一小组")
"""Words of branch A that nobody out of its reach may read on any page or in any file."""
OUTSIDE = ("stranger", "system", "security")
"""Those out of its reach. The audit administrator is too, but reads in the journal what each line is about."""
ALIKE = ("system", "security", "audit", "office")
"""Those for whom the database is asked as for another of the roles: once is enough."""


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    world = make()
    for user in world.user.values():
        user.set_password("Abcdef12")
        user.save()
    return world


def ask(world: World, name: str, method: str, role: str = "") -> Any:
    """Ask once and undo whatever it did. The lines written meanwhile are counted in `lines`."""
    client, address = Client(raise_request_exception=False), reverse(name, args=arguments(name, world))
    if role:
        client.force_login(world.user[role])
    before, undo = Line.objects.count(), transaction.savepoint()
    if method == "get":
        response = client.get(address + ASKED.get(name, ""), follow=bool(role))
    else:
        response = client.post(address + ASKED.get(name, ""), posted(name, world))
    response.lines = Line.objects.count() - before  # type: ignore[attr-defined]
    response.said = said(response)  # type: ignore[attr-defined]
    transaction.savepoint_rollback(undo)
    return response


def said(response: Any) -> str:
    """What the answer says, also inside a workbook."""
    data: bytes = response.getvalue() if response.streaming else response.content
    if response.streaming:
        request_finished.disconnect(close_old_connections)  # as Django's test client does: the test goes on with it
        response.close()
        request_finished.connect(close_old_connections)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    return data.decode(errors="replace")


def test_every_address_has_an_expectation() -> None:
    missing, gone = addresses().keys() - expectations().keys(), expectations().keys() - addresses().keys()
    assert not missing, f"say in tests/web/access/table.py who opens: {sorted(missing)}"
    assert not gone, f"these addresses are no more, take them out of tests/web/access/table.py: {sorted(gone)}"


@pytest.mark.parametrize("role", [pytest.param(it, marks=[pytest.mark.once] if it in ALIKE else []) for it in ROLES])
def test_the_table_holds(world: World, role: str) -> None:
    at, wrong = list(ROLES).index(role), []
    for name, letters in expectations().items():
        for method, expected in zip(("get", "post"), letters, strict=True):
            response = ask(world, name, method, role)
            found = LETTERS.get(response.status_code, str(response.status_code))
            if found != expected[at]:
                wrong.append(f"{method.upper()} {name}: expected {expected[at]}, found {found}")
            if found in "ns" and response.lines:
                wrong.append(f"{method.upper()} {name}: refused, and yet it wrote {response.lines} journal lines")
            read = [word for word in SECRETS if word in response.said] if role in OUTSIDE else []
            wrong.extend(f"{method.upper()} {name}: tells of “{word}”" for word in read)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_signing_in_there_is_only_the_sign_in_page(world: World, method: str) -> None:
    opened = []
    for name in expectations().keys() - set(FOR_ALL):
        response: HttpResponse = ask(world, name, method)
        if response.status_code != 302 or not response["Location"].startswith(reverse("account_login")):
            opened.append(f"{name}: {response.status_code}")
    assert not opened


def test_a_refusal_says_what_may_not_be_done(world: World) -> None:
    assert "总览表" in ask(world, "overview", "get", "member").said
