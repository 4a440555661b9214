"""Where people are, for access: the reaches of a person's branch and of the organisations where posts are held."""

from dengming.accounts.scope import NotVisible
from dengming.calendar.days import day_of
from dengming.editions import clock
from dengming.editions.words import role_id
from dengming.orgs import kinds, spans
from dengming.orgs.models import Organisation, Span


def home_span(person: int) -> Span | None:
    """The person's newest membership: the present one, else the last."""
    statuses = [role_id(status) for status in kinds.STATUSES]
    held = spans.alive(Span.objects.filter(subject=person, role__in=statuses, since__lte=day_of(clock.today())))
    return held.order_by("-since", "-pk").first()


def home_reach(person: int) -> str:
    """Where permission is asked for what concerns a person: at the branch. NotVisible for one who never had any."""
    span = home_span(person)
    if span is None or span.at_id is None:
        raise NotVisible("没有找到。")
    return reach_at(span.at_id)


def reach_at(organisation: int) -> str:
    """The reach of an organisation by subject id. NotVisible where there is none."""
    reach = Organisation.objects.filter(pk=organisation).values_list("reach", flat=True).first()
    if reach is None:
        raise NotVisible("没有找到。")
    return str(reach)
