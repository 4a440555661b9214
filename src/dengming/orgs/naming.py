"""What organisations were called on a day: former names stay with the days on which they were borne."""

from collections.abc import Iterable
from datetime import date

from dengming.orgs.models import Organisation, OrganisationName


def names_on(organisations: Iterable[Organisation], on: date) -> dict[int, str]:
    """The name of each on the day, by subject id: the newest one in use by then, else the first it ever had."""
    found: dict[int, str] = {}
    borne = OrganisationName.objects.filter(organisation__in=[it.pk for it in organisations]).order_by("since")
    for organisation, name, since in borne.values_list("organisation_id", "name", "since"):
        if since <= on or organisation not in found:
            found[organisation] = name
    return found
