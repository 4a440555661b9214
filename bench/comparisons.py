"""The comparisons: parts of a district against all of it, a larger district against a smaller, SQL against Python."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.districts import use_new_district
from bench.plain import as_verdicts, judged_plainly, recurring, world_of
from dengming.accounts.scope import Everywhere
from dengming.editions.queries import rules
from dengming.orgs.models import Member, Organisation
from dengming.standing.engine import DatabaseEngine
from dengming.standing.judge import Standing, judge
from dengming.standing.queries import AsOf, standings, year_before
from dengming.standing.question import Question

ROUNDS: Final = 3
SMALL, SMALL_MONTHS = 45, 4
"""The reference would need minutes for a district of ordinary size; this one has three branches."""
SCOPE: Final = Everywhere(reason="基准测量")


@dataclass(frozen=True)
class Row:
    """How many times longer `longer` takes than `shorter`, and how many times more states it gives."""

    longer: str
    shorter: str
    times: float
    more: float


def compare(home: Path, members: int, months: int) -> Iterator[Row]:
    """All comparisons, the quickest to build first."""
    use_new_district(home, SMALL, SMALL_MONTHS)
    yield python_against_sql()
    half_built = use_new_district(home, members // 2, months)
    half, half_states = _district()
    whole_built = use_new_district(home, members, months)
    whole, whole_states = _district()
    yield Row(f"建立演示区（{members} 名党员）", f"建立演示区（{members // 2} 名党员）", whole_built / half_built, 2)
    yield Row(f"全区（{members} 名党员）", f"全区（{members // 2} 名党员）", whole / half, whole_states / half_states)
    yield from parts_of_a_district(whole, whole_states)


def python_against_sql() -> Row:
    """The reference of the tests against the compiled SELECTs. They must also agree on every state."""
    now, as_of = rules(), AsOf.at()
    question = Question(as_of.on, as_of.known, year_before(as_of.on), as_of.on)
    duties, engine, world = recurring(now), DatabaseEngine(now), world_of(now, question)
    started = time.perf_counter()
    plainly = judged_plainly(world, now, question, duties)
    slow = time.perf_counter() - started
    judged = as_verdicts(judge(engine, now, question, duties))
    if differing := sorted(key for key in plainly.keys() | judged if plainly.get(key) != judged.get(key)):
        sys.exit(f"SQL 与参照实现不一致，共 {len(differing)} 处，第一处：{differing[0]}")
    return Row("纯 Python 参照", "编译成的 SQL", slow / best(lambda: judge(engine, now, question, duties)), 1)


def parts_of_a_district(whole: float, states: int) -> Iterator[Row]:
    """One branch, one member and one duty against everything, twelve months each."""
    as_of = AsOf.at()
    branch = Organisation.objects.filter(kind="branch").order_by("pk")[5].reach
    member = Member.objects.order_by("pk")[40].pk
    duty = rules().duty("hold-branch-meeting")
    parts: dict[str, Callable[[], Sequence[Standing]]] = {
        "一项应办，全区": lambda: standings(SCOPE, as_of, duties=[duty] if duty else []),
        "一个支部，全部应办": lambda: standings(SCOPE, as_of, prefix=branch),
        "一名党员，全部应办": lambda: standings(SCOPE, as_of, subjects=[member]),
    }
    for name, part in parts.items():
        yield Row("全区，全部应办", name, whole / best(part), states / max(1, len(part())))


def best(question: Callable[[], object]) -> float:
    """Seconds of the fastest of a few rounds: the others waited for something else."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        question()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _district() -> tuple[float, int]:
    """Seconds to judge the whole current district, and how many states that gives."""
    as_of = AsOf.at()
    return best(lambda: standings(SCOPE, as_of)), len(standings(SCOPE, as_of))
