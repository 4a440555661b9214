"""What is demanded of people: of whom it is about, and of those a step names; each "" where nothing is wrong."""

from collections.abc import Sequence

from dengming.calendar.periods import add_months
from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.eligibility import told_against
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.ledgers.steps import is_done, is_over
from dengming.ledgers.way import way_of
from dengming.orgs import spans
from dengming.orgs.homes import homes_of
from dengming.orgs.models import Member, Subject
from dengming.rulebook.demand_parts import Eligible, Holders
from dengming.rulebook.demands import Demand
from dengming.voting.tallies import bare, names_of


def too_young(demand: Demand, taken: Taken, _: Entry | None) -> str:
    member: Member | None = getattr(taken.subject, "member", None)
    born = member.born if member else None
    if born is None:
        return "没有登记出生日期，不能核对年龄，请先在人员信息里补上"
    old_enough = add_months(born, 12 * (demand.age or 0))
    return "" if taken.on >= old_enough else f"{old_enough} 才满{demand.age}周岁"


def not_holding(demand: Demand, taken: Taken, _: Entry | None) -> str:
    asked: Holders = demand.holders  # type: ignore[assignment]  # the kind says so
    named = [code for field in asked.fields if (code := taken.said.get(field))]
    if len(set(named)) < len(named) or taken.subject.code in named:
        return "要是不同的人，也不能是本人"
    if len(named) < asked.at_least:
        return f"要有 {asked.at_least} 名，现在有 {len(named)} 名"
    held = spans.holders(asked.role, taken.on).filter(subject__code__in=named)
    left = set(named) - set(held.values_list("subject__code", flat=True))
    names = Subject.objects.filter(code__in=left).values_list("name", flat=True)
    roles = "、".join(rules().rulebook.roles[role].name for role in asked.role)
    return f"{'、'.join(names)}在 {taken.on} 不是{roles}" if left else ""


def not_eligible(demand: Demand, taken: Taken, entry: Entry | None) -> str:
    """What nobody may be told of is told of the step being taken, or where the case stands: later it would be of a
    later time, and false of the step."""
    over = entry is not None and (is_over(entry) or is_done(entry) or len(taken.way) + 1 < len(way_of(entry)))
    if over and taken.scope is None:
        return ""  # nobody in particular may know a reason
    asked: Eligible = demand.eligible  # type: ignore[assignment]  # the kind says so
    people = _named(asked.fields, taken) if asked.fields else [taken.subject]
    against = ((it.name, told_against(taken.scope, it, asked.without, taken.on, over)) for it in people)
    return "；".join(f"{name}{'；'.join(told)}" for name, told in against if told)


def _named(fields: Sequence[str], taken: Taken) -> list[Subject]:
    """The people in these fields: by their codes, or by their names alone, of those who belong to the organisation."""
    lists = [field.id for field in taken.block.field if field.type == "names"]
    codes = [taken.said.get(field) for field in fields if field not in lists]
    names = {name for field in fields if field in lists for name in names_of(taken.said.get(field, ""))}
    people = Subject.objects.filter(sort=Subject.Sort.PERSON).order_by("name_order", "code")
    called = list(people.filter(name__in=names | {bare(name) for name in names}))
    place, homes = subject_reach(taken.subject), homes_of([it.pk for it in called])
    return [*people.filter(code__in=codes), *(it for it in called if homes.get(it.pk, "").startswith(place))]
