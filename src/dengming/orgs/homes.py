"""Where people are, for access: the reaches of a person's branch and of the organisations where posts are held."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from dengming.accounts.scope import NotVisible
from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.words import role_id
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Span


def home_span(person: int) -> Span | None:
    """The person's newest membership: the present one, else the last."""
    return _memberships([person]).last()


def home_on(person: int, day: date) -> Span | None:
    """The membership of that day, as known now; None for one who had none."""
    return spans.holders(kinds.WAY, day).filter(subject=person).select_related("at").first()


def home_reach(person: int) -> str:
    """Where permission is asked for what concerns a person: at the branch. NotVisible for one who never had any."""
    span = home_span(person)
    if span is None or span.at_id is None:
        raise NotVisible("没有找到。")
    return reach_at(span.at_id)


def name_once_at(branch: Organisation, code: str) -> str:
    """The name of somebody who belongs to the branch, or once did; "" for everybody else."""
    once = Span.objects.filter(at=branch.subject, subject__code=code, role__in=[role_id(it) for it in kinds.WAY])
    return once.values_list("subject__name", flat=True).first() or ""


def above(reach: str) -> str:
    """The place of the organisation above: the beginning of its own."""
    return reach[: -Organisation.steplen]


def is_cultivated(person: int) -> bool:
    """Whether the person is on the way into the Party today, and no member yet."""
    return spans.holders(kinds.CULTIVATED, clock.today()).filter(subject=person).exists()


def homes_of(people: Iterable[int], on: date | None = None) -> dict[int, str]:
    """The same of many people, in two queries, as on a day (default: today); one who had none by then is left out."""
    newest = {span.subject_id: span.at_id for span in _memberships(people, on) if span.at_id}
    reaches = dict(Organisation.objects.filter(pk__in=set(newest.values())).values_list("pk", "reach"))
    return {person: reaches[at] for person, at in newest.items() if at in reaches}


def names_at(reaches: Iterable[str]) -> dict[str, str]:
    """The names of the organisations at these places, by place."""
    found = Organisation.objects.filter(reach__in=set(reaches)).values_list("reach", "subject__name")
    return dict(found)


def reach_at(organisation: int) -> str:
    """The reach of an organisation by subject id. NotVisible where there is none."""
    reach = Organisation.objects.filter(pk=organisation).values_list("reach", flat=True).first()
    if reach is None:
        raise NotVisible("没有找到。")
    return str(reach)


def _memberships(people: Iterable[int], on: date | None = None) -> QuerySet[Span]:
    """All memberships that have begun by the day (default: today), and what came before one, the newest last."""
    statuses, day = [role_id(status) for status in kinds.WAY], day_of(on or clock.today())
    begun = Span.objects.filter(subject__in=list(people), role__in=statuses, since__lte=day)
    return spans.alive(begun).order_by("since", "pk")
