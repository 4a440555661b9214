"""Names of members in a text that must name nobody: papers about organisations name no private person."""

from collections.abc import Iterator

from dengming.orgs.models import OrganisationName, Subject, Unit
from dengming.refusal import Refusal

SHORTEST = 2
"""One sign alone is a word like any other."""


def refuse_people(text: str, where: str) -> None:
    """Refuse typed text with the name of somebody in the register. `where` is the field's name.

    Names of organisations and units are passed over, even where they contain a member's name.
    """
    if name := _named(text):
        raise Refusal(
            f"“{where}”里有党员名册中的姓名“{name}”：通报不点个人的名，请改成不出现姓名的说法；是同形的词，请换一个词。"
        )


def _named(text: str) -> str | None:
    for name in sorted(_of_organisations(), key=len, reverse=True):
        text = text.replace(name, "　")
    people = Subject.objects.filter(sort=Subject.Sort.PERSON).values_list("name", flat=True)
    return next((name for name in people if len(name) >= SHORTEST and name in text), None)


def _of_organisations() -> Iterator[str]:
    """Present and former names; an empty one would match everywhere."""
    yield from Subject.objects.filter(sort=Subject.Sort.ORG).exclude(name="").values_list("name", flat=True)
    yield from OrganisationName.objects.exclude(name="").values_list("name", flat=True)
    yield from Unit.objects.exclude(name="").values_list("name", flat=True)
