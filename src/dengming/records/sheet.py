"""A record with all that hangs on it: what validation, proofs, printing and emission look at.

Read through `whole` the parts come with the record in a handful of queries; otherwise each is asked for when needed.
"""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from dengming.orgs.models import Organisation
from dengming.records.models import Evidence, Participation, Record
from dengming.rulebook.blocks import Activity
from dengming.rulebook.library import Rulebook

Mark = Participation.Mark
PRESENT = (Mark.ATTEND, Mark.OBSERVE)


def whole(records: QuerySet[Record]) -> QuerySet[Record]:
    """The records with their kinds, hosts, people, texts and files."""
    people = Participation.objects.select_related("person").order_by("pk")
    hosts = Organisation.objects.select_related("subject").order_by("ordinal", "pk")
    return records.select_related("organisation__subject", "recorder").prefetch_related(
        "kinds", Prefetch("hosts", hosts), Prefetch("participations", people), "texts", "evidence"
    )


def hosts_of(record: Record) -> list[Organisation]:
    """All hosts, the lead host first."""
    return sorted(record.hosts.all(), key=lambda host: host.pk != record.organisation_id)


def marked(record: Record, *marks: Mark) -> list[Participation]:
    """The people with one of these marks."""
    return [one for one in record.participations.all() if one.mark in marks]


def with_role(record: Record, role: str) -> list[Participation]:
    """The people who took the role, such as `chair`."""
    return [one for one in record.participations.all() if role in one.roles]


def texts_of(record: Record) -> dict[str, str]:
    """What was typed, by kind of proof; blanks do not count."""
    return {text.proof: text.text for text in record.texts.all() if text.text.strip()}


def files_of(record: Record) -> list[Evidence]:
    """The files that are there and not removed."""
    return [file for file in record.evidence.all() if file.removed_at is None]


def activities_of(record: Record, rulebook: Rulebook) -> list[Activity]:
    """The blocks of the record's kinds, as far as the rulebook knows them."""
    names = [kind.activity for kind in record.kinds.all()]
    return [rulebook.activities[name] for name in names if name in rulebook.activities]


def proofs_taken(activities: Iterable[Activity], rulebook: Rulebook, way: str) -> set[str]:
    """The proofs that these kinds take by `text` or by `file`."""
    return {
        name
        for activity in activities
        for name in activity.proofs
        if name in rulebook.proofs and way in rulebook.proofs[name].by
    }
