"""Who may be elected: those who hold a role at the organisation or below it that day, each of them told apart."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dengming.editions.queries import rules
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.electing import counted, rounds, tally_of
from dengming.ledgers.models import Entry
from dengming.ledgers.places import subject_reach
from dengming.orgs import kinds, spans
from dengming.rulebook.demands import Demand
from dengming.rulebook.election_demands import Electable
from dengming.voting.tallies import bare, names_of


def not_electable(demand: Demand, taken: Taken, _: Entry | None) -> str:
    """Who is nobody there that day, holds another role, or is one of several of the name."""
    asked: Electable = demand.electable  # type: ignore[assignment]  # the kind says so
    names = names_of(taken.said.get(asked.names, "")) if asked.names else _elected(taken)
    there = Counter(_called(asked.role, taken, names))
    lines: dict[str, list[str]] = {}
    for name in names:
        lines.setdefault(name if name in there else bare(name), []).append(name)
    strangers = [name for called, own in lines.items() if not there[called] for name in own]
    return "；".join((*_strangers(strangers, asked, taken), *_mistaken(lines, there, asked)))


def _elected(taken: Taken) -> Sequence[str]:
    """Whom the vote that is registered by the step elects."""
    if (asked := tally_of(taken.stage, taken.on)) is None:
        return ()
    before = rounds(taken.block, taken.way)
    return counted(asked, taken.stage.id, taken.on, taken.said, before).outcome.elected


def _called(roles: Sequence[str], taken: Taken, names: Sequence[str]) -> list[str]:
    """The names of those who hold one of the roles, of these names: one for each person."""
    called = {*names, *map(bare, names)}
    found = spans.holders(roles, taken.on).filter(at__organisation__reach__startswith=subject_reach(taken.subject))
    here = found.filter(subject__name__in=called).select_related("subject")
    return list({it.subject_id: it.subject.name for it in here}.values())


def _strangers(names: Sequence[str], asked: Electable, taken: Taken) -> Iterator[str]:
    """What those are who do not hold the role; a name that nobody there has is told as that."""
    known, wanted = rules().rulebook.roles, _names(asked.role)
    others = {role: set(_called([role], taken, names)) for role in kinds.WAY if role not in asked.role}
    unknown = []
    for name in names:
        held = next((known[role].name for role, here in others.items() if here & {name, bare(name)}), None)
        if held:
            yield f"“{name}”在 {taken.on} 是{held}，不是{wanted}"
        else:
            unknown.append(name)
    if unknown:
        told = f"{taken.subject.name}的名册上 {taken.on} 没有叫“{'”“'.join(unknown)}”的{wanted}"
        yield f"{told}，请核对姓名，或者先办组织关系转接"


def _mistaken(lines: Mapping[str, Sequence[str]], there: Mapping[str, int], asked: Electable) -> Iterator[str]:
    """Several of the name of whom nobody knows which is meant; more lines than there are people."""
    for name, own in lines.items():
        if there[name] > 1 and name in own:
            told = f"名册上有 {there[name]} 名叫“{name}”的{_names(asked.role)}"
            yield f"{told}，请在姓名后面用括号写明是哪一位的部门或编号"
        elif 0 < there[name] < len(own):
            yield f"叫“{name}”的{_names(asked.role)}只有 {there[name]} 名，写了 {len(own)} 行"


def _names(roles: Sequence[str]) -> str:
    return "、".join(rules().rulebook.roles[role].name for role in roles)
