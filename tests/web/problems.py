"""The register of problems by its pages: filed as the speech has them, and published."""

from typing import Any, Final

from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Entry

PROBLEMS: Final = reverse("entry-list", args=["problem"])
PRESETS: Final = reverse("entry-presets", args=["problem"])
TOGETHER: Final = reverse("cases-together", args=["problem", "published"])


def filed(client: Client) -> list[Entry]:
    """The nine problems of the speech, in their order."""
    assert client.post(PRESETS).status_code == 302
    return sorted(Entry.objects.filter(register="problem"), key=lambda it: int(it.fields["number"]))


def publish(client: Client, entries: list[Entry], paper: str = "区直工委〔2020〕3号") -> Any:
    """As the page sends it: what was ticked, each with the step that was seen, and what was typed."""
    ticked = [f"{it.uid}:{it.step}" for it in entries]
    form = {"case": ticked, "published-happened": "2020-09-10", "published-field-paper": paper}
    return client.post(TOGETHER, form)


def stages() -> list[str]:
    """Where the problems stand."""
    return sorted(Entry.objects.filter(register="problem").values_list("stage", flat=True))
