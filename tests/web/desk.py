"""Ways to the Party office's desk that its tests share."""

from typing import Any

from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from tests.cast import Cast


def as_user(cast: Cast, name: str) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(cast.user[name])
    return client


def urge_rows(page: Any) -> dict[str, dict[str, Any]]:
    """The rows of the urge list by key."""
    return {row["key"]: row for group in page.context["groups"] for row in group["rows"]}


def task_rows(client: Client) -> list[dict[str, Any]]:
    """The rows of 本月待办."""
    page = client.get(reverse("tasks"))
    return [row for group in page.context["groups"] for row in group["rows"]]


def lines_of(action: str) -> list[Line]:
    """The journal lines of an action."""
    return list(Line.objects.filter(action=action).order_by("seq"))
