"""What can be wrong with a demand: fields, stages, proofs, registers that are not there, times nobody can read."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dengming.calendar.due import Stretch
from dengming.rulebook.demand_parts import Begun
from dengming.rulebook.demands import Demand
from dengming.rulebook.faults import Fault
from dengming.rulebook.registers import Entry, EntryStage
from dengming.rulebook.wording import nearest
from dengming.voting.shares import Share

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""


def demand_faults(entry: Entry) -> Iterator[Said]:
    """Every fault that shows in the register itself."""
    for stage in entry.stage:
        ids = [it.id for it in stage.demand]
        for demand in stage.demand:
            place = f".stage[{stage.id}].demand[{demand.id}]"
            if ids.count(demand.id) > 1:
                yield place, f"要求“{demand.id}”写了两次。", "请换一个编号。"
            if demand.from_ and demand.until and demand.until <= demand.from_:
                yield place, "until 不晚于 from，从来不会执行。", "请核对日期。"
            if demand.settled and not (demand.settled.agreed and demand.settled.passes):
                yield place, "没有写多少人同意不再选。", "请写 agreed（人数的栏目）和 passes。"
            for name in demand.part:
                if name not in [one.id for one in entry.parts]:
                    yield place, f"没有分项“{name}”。", nearest(name, [one.id for one in entry.parts])
            if demand.electable and demand.electable.names is None and not any(it.tally for it in stage.demand):
                yield place, "这一步不计票，不知道谁当选。", "请写 names，或加一条 tally 的要求。"
            instead = _reachable(entry, stage, demand.instead or ())
            for said, cure in (*_fields(entry, demand), *_stages(entry, demand), *_readable(demand), *instead):
                yield place, said, cure


def inspection_faults(entry: Entry) -> Iterator[Said]:
    """Only people have a structure, and a plan says of which field and of which stage."""
    asked = entry.inspection
    if asked is None:
        return
    if (asked.plan is None) != (asked.planned is None) or (asked.plan is None) != (asked.counted is None):
        yield ".inspection", "plan、planned、counted 要一起写。", "请写明计划的台账、栏目，和计入的阶段。"
    if asked.counted and asked.counted not in [stage.id for stage in entry.stage]:
        yield ".inspection.counted", f"没有阶段“{asked.counted}”。", "请改为这本台账的阶段。"


def strange_demands(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """Roles, proofs and registers that nothing bears, or that nothing is begun under."""
    for entry in file.entry:
        if entry.inspection and (name := entry.inspection.plan):
            plan = rulebook.entries.get(name)
            if plan is None or entry.inspection.planned not in [
                field.id for field in plan.field if field.type == "count"
            ]:
                said = f"台账“{name}”没有填整数（count）的栏目“{entry.inspection.planned}”。"
                yield Fault(file.file, 0, f"entry[{entry.id}].inspection", said, "请改正，或先写那本台账。")
        for stage in entry.stage:
            for demand in stage.demand:
                place = f"entry[{entry.id}].stage[{stage.id}].demand[{demand.id}]"
                for said, cure in _elsewhere(rulebook, entry, stage, demand):
                    yield Fault(file.file, 0, place, said, cure)


def _elsewhere(rulebook: "Rulebook", entry: Entry, stage: EntryStage, demand: Demand) -> Iterator[tuple[str, str]]:
    for name in (*_roles(demand), *demand.except_):
        if name not in rulebook.roles:
            yield f"没有名为“{name}”的角色。", nearest(name, rulebook.roles)
    offered = {*stage.materials, *stage.takes}
    for name in demand.materials or ():
        if name not in rulebook.proofs:
            yield f"没有名为“{name}”的佐证。", nearest(name, rulebook.proofs)
        elif name not in offered:
            yield f"这一步没有收“{rulebook.proofs[name].name}”的地方。", "请写进这个阶段的 takes。"
    if demand.no_open:
        yield from _runs_openly(rulebook, entry, demand.no_open)
    if demand.below:
        begun = rulebook.entries.get(demand.below.entry)
        if begun is None or entry.id not in begun.above:
            yield f"没有接在“{entry.name}”之下的台账“{demand.below.entry}”。", "请给那本台账写 under。"
        else:
            yield from _said_below(begun, demand.below)
        yield from (*_instead(entry, stage, demand.below), *_told_twice(demand.below))


def _runs_openly(rulebook: "Rulebook", entry: Entry, name: str) -> Iterator[tuple[str, str]]:
    """Another register of cases, and none that others may not know of: the demand would tell."""
    other = rulebook.entries.get(name)
    if other is None:
        yield f"没有名为“{name}”的台账。", nearest(name, rulebook.entries)
    elif other.id == entry.id or not other.is_case or other.restricted:
        yield f"“{other.name}”不能写在 no_open 里。", "请写另一本逐件办理、不限知情范围的台账。"


def _roles(demand: Demand) -> Iterator[str]:
    for asked in (demand.holders, demand.rostered, demand.electable):
        yield from asked.role if asked else ()


def _said_below(begun: Entry, asked: Begun) -> Iterator[tuple[str, str]]:
    """What the lines below are to say is one of their fields, and can be chosen there."""
    known = {it.id: it for it in begun.field}
    for name in (*((asked.different,) if asked.different else ()), *asked.saying):
        if name not in known:
            yield f"“{begun.name}”没有栏目“{name}”。", nearest(name, known)
    for name, values in asked.saying.items():
        for value in values if name in known else ():
            if value not in known[name].choices:
                yield f"“{begun.name}”的“{known[name].name}”选不到“{value}”。", nearest(value, known[name].choices)


def _told_twice(asked: Begun) -> Iterator[tuple[str, str]]:
    """Stretches and periods cover all the time; how long before the step is for a plain number."""
    if asked.within and (asked.every or asked.each):
        yield "within 不能和 every、each 一起写。", "请删去其中一个。"


def _instead(entry: Entry, stage: EntryStage, asked: Begun) -> Iterator[tuple[str, str]]:
    """What is not counted is named, and the other step can be taken."""
    if asked.instead and not asked.saying:
        yield "instead 要和 saying 一起写。", "请写明哪些算数，或删去 instead。"
    yield from _reachable(entry, stage, [asked.instead] if asked.instead else [])


def _reachable(entry: Entry, stage: EntryStage, others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The other steps can be taken wherever this one can."""
    for other in others:
        for name in stage.from_:
            if other not in [it.id for it in entry.after(name)]:
                yield f"从“{entry.stage_of(name).name}”不能办“{other}”。", "请改为从同一阶段出发的一步。"


def _fields(entry: Entry, demand: Demand) -> Iterator[tuple[str, str]]:
    types = {field.id: field.type for field in entry.field}
    for name, wanted in _named(demand):
        if name not in types:
            yield f"没有栏目“{name}”。", nearest(name, types) or "请先写这个栏目的 [[entry.field]]。"
        elif wanted and types[name] not in wanted.split():
            yield f"栏目“{name}”的类型不对。", f'请把它的 type 写成 "{wanted.split()[0]}"。'
    yield from _sayings(entry, demand)
    if demand.planned and (entry.inspection is None or entry.inspection.plan is None):
        yield "这本台账没有写按哪个计划、计入哪个阶段。", "请写 [entry.inspection] 的 plan、planned、counted。"


def _sayings(entry: Entry, demand: Demand) -> Iterator[tuple[str, str]]:
    """What is to be said can be chosen, and is asked for: nothing is wrong with a field that says nothing."""
    choices = {field.id: field.choices for field in entry.field if field.type == "choice"}
    asked = {field.id for field in entry.field if field.required} | {it for stage in entry.stage for it in stage.needs}
    asked |= {name for stage in entry.stage for one in stage.demand for name in one.needs or ()}
    for name, values in (demand.says or {}).items():
        for value in values:
            if name in choices and value not in choices[name]:
                yield f"栏目“{name}”选不到“{value}”。", nearest(value, choices[name])
    lasting = (demand.lasts.from_, demand.lasts.until) if demand.lasts else ()
    for name in (*(it for it in demand.says or {} if it in choices), *lasting):
        if name not in asked:
            yield f"栏目“{name}”可以不填，不填就不核对。", "请写进阶段的 needs，或加一条 needs 的要求。"


def _named(demand: Demand) -> Iterator[tuple[str, str]]:
    """The fields that it reads, each with the type, or one of the types, that it must have; "" for any."""
    if demand.lasts:
        yield from ((name, "date") for name in (demand.lasts.from_, demand.lasts.until))
    yield from ((time.field, "date") for time in demand.times if time.field)
    yield from ((time.reason, "") for time in demand.times if time.reason)
    if demand.unseen_since:
        yield demand.unseen_since, "date"
    yield from ((it.field, "date") for it in (demand.dated, demand.follows) if it)
    yield from ((name, "") for name in (*(demand.says or {}), *(demand.needs or ())))
    yield from ((it.field, "number") for it in demand.reaches or ())
    yield from ((name, "count") for name in (demand.vote.fields if demand.vote else ()))
    yield from ((name, "member") for name in (demand.holders.fields if demand.holders else ()))
    yield from ((name, "member names") for name in (demand.eligible.fields if demand.eligible else ()))
    if demand.rostered:
        yield from ((demand.rostered.field, "count"), (demand.rostered.reason, "text"))
        yield from ((name, "choice") for name in demand.rostered.when)
    yield from _of_elections(demand)


def _of_elections(demand: Demand) -> Iterator[tuple[str, str]]:
    if demand.candidates:
        yield from ((demand.candidates.names, "names"), (demand.candidates.seats, "count"))
    if demand.electable and demand.electable.names:
        yield demand.electable.names, "names"
    if demand.tally:
        yield from ((demand.tally.votes, "tally"), (demand.tally.names, "names"))
        yield from ((name, "count") for name in demand.tally.numbers)
    if demand.settled:
        yield demand.settled.short, ""
        yield from ((it, "count") for it in (demand.settled.agreed,) if it)
    if demand.extends:
        yield demand.extends.until, "date"


def _stages(entry: Entry, demand: Demand) -> Iterator[tuple[str, str]]:
    known = [stage.id for stage in entry.stage]
    if demand.follows and demand.follows.stage not in known:
        yield f"没有阶段“{demand.follows.stage}”。", nearest(demand.follows.stage, known)
    for time in (*demand.times, demand.below):
        if time and time.since and time.since not in known:
            yield f"没有阶段“{time.since}”。", nearest(time.since, known) or f"可写：{'、'.join(known)}。"


def _readable(demand: Demand) -> Iterator[tuple[str, str]]:
    times = [text for it in demand.times for text in (it.time, it.longest) if text]
    times += [it for it in (demand.lasts.at_least, demand.lasts.at_most) if it] if demand.lasts else []
    times += [it for it in (demand.below.within,) if it] if demand.below else []
    times += [demand.extends.at_most] if demand.extends else []
    for read, texts in ((Stretch.parse, times), (Share.parse, _shares(demand))):
        for text in texts:
            try:
                read(text)
            except ValueError as error:
                yield str(error), ""


def _shares(demand: Demand) -> list[str]:
    found = [share for it in (demand.vote, demand.tally) if it for share in (it.quorum, it.passes)]
    found += [demand.settled.passes] if demand.settled and demand.settled.passes else []
    return [*found, demand.candidates.margin] if demand.candidates else found
