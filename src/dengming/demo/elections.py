"""换届 in the demo district: everybody's running term; two overdue, one put off, one about to vote, one done."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from dengming.accounts.scope import Everywhere
from dengming.calendar.periods import add_months
from dengming.demo.accounts import Cast
from dengming.demo.founded import Branch, District
from dengming.demo.registers import Line, store_entries
from dengming.editions.clock import standing_still, start_of
from dengming.ledgers.materials import keep_original
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from dengming.orgs import kinds
from dengming.orgs.models import Subject

REGISTER: Final = "election"
TERM: Final = 36
"""Months of a branch's term; a committee's runs longer."""
_FEWEST, _MOST, _APART = 120, 880, 37
"""Days that an ordinary term has run, spread over all: none of them ends within the next six months."""
HOUR: Final = 10 * 3600
BUILDER: Final = Everywhere(reason="建立演示区")
SOON: Final = 110
"""Days until the term of the demo secretary's branch ends."""
LATE: Final = (75, 20)
"""Days by which two are overdue."""
PUT_OFF, ELECTING, ELECTED = 30, -45, 5
"""Days since the end of the term of who was put off, elects, has elected in time; of who elects it is still to come."""


def store(district: District, cast: Cast, until: date, users: Mapping[int, int]) -> None:
    """All terms, entered soon after they began; then the steps of those that have come further."""
    late, put_off, electing, elected = _special(district, cast)
    began = {it.organisation.pk: _before(until, days) for it, days in zip(late, LATE, strict=False)}
    began |= {it.organisation.pk: _before(until, PUT_OFF) for it in put_off}
    began |= {it.organisation.pk: _before(until, ELECTING) for it in electing}
    began |= {it.organisation.pk: _before(until, ELECTED) for it in elected}
    began[cast.branch.organisation.pk] = _before(until, -SOON)
    store_entries(list(_terms(district, began, until, users)), until)
    for it in put_off:
        _postpone(it, until)
    for it in electing:
        _prepare(it, until)
    for it in elected:
        _prepare(it, until - timedelta(days=50))
        _elect(it, until)


def _terms(district: District, began: Mapping[int, date], until: date, users: Mapping[int, int]) -> Iterator[Line]:
    found = [*(it.organisation for it in district.directs), *(it.organisation for it in district.branches)]
    for number, organisation in enumerate({it.pk: it for it in found}.values()):
        days = _FEWEST + number * _APART % (_MOST - _FEWEST)
        on = began.get(organisation.pk, until - timedelta(days=days))
        body = "机关委员会" if organisation.kind == kinds.COMMITTEE else "委员会"
        fields = {"nth": f"第{'三四五'[number % 3]}届{body}", "paper": f"区直工委复〔{on.year}〕{number % 60 + 1}号"}
        yield Line(organisation.pk, REGISTER, on, fields, "", users.get(organisation.pk))


def _special(district: District, cast: Cast) -> tuple[list[Branch], list[Branch], list[Branch], list[Branch]]:
    """Who is overdue, put off, electing, has elected; in a small district there are not enough for all."""
    others = [it for it in district.branches if it is not cast.branch and len(it.members) > len(it.officers) + 1]
    near = [it for it in others if it in cast.direct.branches]
    ordered = [*near, *(it for it in others if it not in near)]
    return ordered[1:3], ordered[3:4], ordered[4:5], ordered[:1]


def _before(until: date, days: int) -> date:
    """When the term of a branch began that ended so many days ago."""
    return add_months(until - timedelta(days=days), -TERM)


def _postpone(branch: Branch, until: date) -> None:
    on = until - timedelta(days=PUT_OFF + 15)
    said = {
        "postponed-until": add_months(until - timedelta(days=PUT_OFF), 6).isoformat(),
        "postponed-paper": f"区直工委复〔{on.year}〕18号",
        "postponed-reason": "机构职能调整，班子人选待定。",
    }
    _take(branch, Step("postponed", on, said))


def _prepare(branch: Branch, until: date) -> None:
    """As far as the candidates: what is next is the vote."""
    seats = 3 if kinds.WITH_COMMITTEE in branch.plan.conditions else 1
    people = [*branch.officers, *(it for it in branch.members if it not in branch.officers)][: seats + 1]
    names = Subject.objects.filter(pk__in=people).order_by("name_order", "code").values_list("name", flat=True)
    paper = f"区直工委复〔{until.year}〕23号"
    nominated = {"seats": str(seats), "candidates": "\n".join(names), "nominated-paper": paper}
    steps = (
        (60, "requested", {"request-paper": f"党支请〔{until.year}〕2号"}),
        (48, "replied", {"reply-paper": f"区直工委复〔{until.year}〕20号"}),
        (12, "nominated", nominated),
    )
    for days, stage, said in steps:
        _take(branch, Step(stage, until - timedelta(days=days), said))


def _elect(branch: Branch, until: date) -> None:
    """The vote, in which the last of the candidates stays below half, the report and the approval."""
    entry = Entry.objects.get(register=REGISTER, subject=branch.organisation.pk)
    names, people = entry.fields["candidates"].split("\n"), len(branch.members)
    votes = [people] * (len(names) - 1) + [0]
    counted = dict.fromkeys(("entitled", "present", "sent", "collected"), str(people)) | {"invalid": "0"}
    tally = "\n".join(f"{name} {got}" for name, got in zip(names, votes, strict=True))
    with standing_still(start_of(until - timedelta(days=39)) + HOUR):
        keep_original(BUILDER, entry, proof="election-tally", place="机关党委组织档案柜")
    steps = (
        (40, "voted", {"form": "党员大会", "secret": "无记名投票", **counted, "tally": tally}),
        (36, "reported", {"report-paper": f"党支报〔{until.year}〕4号"}),
        (25, "approved", {"approval-paper": f"区直工委复〔{until.year}〕22号", "next-nth": "新一届委员会"}),
    )
    for days, stage, said in steps:
        _take(branch, Step(stage, until - timedelta(days=days), said))


def _take(branch: Branch, step: Step) -> None:
    """By the builder, on its day."""
    entry = Entry.objects.get(register=REGISTER, subject=branch.organisation.pk)
    with standing_still(start_of(step.happened) + HOUR):
        take(BUILDER, entry, step=step, seen=entry.step)
