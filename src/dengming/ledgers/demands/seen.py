"""What the system itself knows of somebody who is said to be out of contact: a later day than the one typed."""

from typing import Final

from django.db.models import Q

from dengming.calendar.days import date_of, day_of
from dengming.editions.models import FAR_MOMENT
from dengming.facts.models import Fact, Source
from dengming.facts.rows import ROLE_CODES
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.rulebook.demands import Demand

_THERE: Final = Q(source__sort=Source.Sort.RECORD, role__in=[ROLE_CODES["attend"], ROLE_CODES["observe"]])
_PAID: Final = Q(source__sort=Source.Sort.DUES, kind__name__startswith="dues:")
_WORDS: Final[dict[str, str]] = {Source.Sort.RECORD: "参加活动", Source.Sort.DUES: "交纳党费"}


def seen_later(demand: Demand, taken: Taken, _: Entry | None) -> str:
    """The last day, by that of the step, on which the person took part by a confirmed record, or paid dues, where it
    lies after the one in the field."""
    said = taken.day(demand.unseen_since or "")
    if said is None:
        return ""
    mine = Fact.objects.filter(subject=taken.subject, withdrawn=FAR_MOMENT)
    later = mine.filter(happened__gt=day_of(said), happened__lte=day_of(taken.on)).filter(_THERE | _PAID)
    last = later.order_by("-happened").values_list("happened", "source__sort").first()
    if last is None:
        return ""
    return f"系统里 {date_of(last[0])} 还有本人{_WORDS[last[1]]}的记录，填写的是 {said}，请先核对"
