"""What of a year's dues was made public: the sums of an organisation are then for the members below it too."""

from datetime import date

from dengming.accounts.scope import NotVisible, Scope
from dengming.dues import queries
from dengming.editions import clock
from dengming.ledgers.models import Entry
from dengming.orgs.models import Organisation
from dengming.rulebook.dues import Dues


def may_publish(organisation: Organisation, dues: Dues, year: int) -> bool:
    """Whether the year is over and nobody has said yet that it was made public."""
    return bool(dues.published) and year < clock.today().year and not was_published(organisation, dues, year)


def was_published(organisation: Organisation, dues: Dues, year: int) -> bool:
    """Whether it is registered that the organisation made the year public."""
    living = Entry.objects.filter(register=dues.published or "", withdrawn_at=None, subject=organisation.subject)
    return living.filter(about__range=(date(year, 1, 1), date(year, 12, 31))).exists()


def may_read(scope: Scope, organisation: Organisation, dues: Dues, year: int) -> bool:
    """Whether the actor may see the sums of the year: who collects, and once they are public the members below."""
    if scope.may(queries.COLLECT, organisation.reach):
        return True
    return scope.home.startswith(organisation.reach) and was_published(organisation, dues, year)


def readable_at(scope: Scope, code: str, dues: Dues, year: int) -> Organisation:
    """The organisation whose sums of the year the actor may see. NotVisible for all others."""
    found: Organisation | None = Organisation.objects.filter(subject__code=code).first()
    if found is None or not may_read(scope, found, dues, year):
        raise NotVisible("没有找到。")
    return found


def published_above(scope: Scope, dues: Dues) -> list[tuple[Organisation, int]]:
    """Which years the actor's own branch and the organisations above it made public, the newest first."""
    reaches = [scope.home[:end] for end in range(1, len(scope.home) + 1)]
    above = {it.pk: it for it in Organisation.objects.filter(reach__in=reaches)}
    living = Entry.objects.filter(register=dues.published or "", withdrawn_at=None, subject__in=above)
    found = {(entry.about.year, above[entry.subject_id].reach): above[entry.subject_id] for entry in living}
    return [(found[key], key[0]) for key in sorted(found, reverse=True)]
