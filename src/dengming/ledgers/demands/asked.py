"""Whether a step meets what regulations demand of it; the same, asked of a case as it is, are the findings of a check.

A demand that is not met refuses the step, with the step, the demand and the article; it only warns where it says so,
where its official text was not compared yet, and for steps from before the 启用日期, which are recorded as they were.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.accounts.scope import Scope
from dengming.ledgers.demands.days import refuses, uncompared
from dengming.ledgers.demands.kinds import KINDS
from dengming.ledgers.demands.plans import Plans
from dengming.ledgers.demands.taken import Taken
from dengming.ledgers.models import Entry
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import said_on, way_of
from dengming.orgs import spans
from dengming.refusal import Refusal, days_in_words
from dengming.rulebook.blocks import Basis
from dengming.rulebook.demands import Demand
from dengming.rulebook.registers import EntryStage


@dataclass(frozen=True)
class Finding:
    """A demand that a step does not meet: what is wrong, in one sentence, and by which source it is asked."""

    stage: EntryStage
    demand: Demand
    on: date
    said: str
    refuses: bool

    @property
    def source(self) -> str:
        """Where it is asked."""
        return source_words(self.demand, self.on)

    @property
    def is_cited(self) -> bool:
        """Whether a regulation or the speech asks for it; else it is only our own way, or a local number."""
        return any(it.document or it.clause for it in self.demand.basis if it.holds(self.on))

    @property
    def words(self) -> str:
        """第15步 支部大会票决：实到没有超过半数（《…》第十九条）。"""
        return f"{self.stage.name}，{self.demand.name}：{self.said}（{self.source}）。"


def findings(entry: Entry, scope: Scope | None = None, plans: Plans | None = None) -> list[Finding]:
    """What of the steps on the present way does not meet the demands of their days, in their order; in the words that
    the actor may read, or (None) anybody. `plans` are those that many cases share."""
    shared = plans or Plans()
    block, way = register_of(entry), way_of(entry)
    found: list[Finding] = []
    for number, here in enumerate(way):
        stage, said = block.stage_of(here.stage), said_on(way[: number + 1])
        taken = Taken(entry.subject, block, stage, here.day, way[:number], said, scope, entry.part, shared)
        later = [block.stage_of(it.stage) for it in way[number + 1 :]]
        found += [it for it in not_met(taken, entry) if not _is_replaced(it.demand, later)]
    return found


def _is_replaced(demand: Demand, later: list[EntryStage]) -> bool:
    """Whether a later step has said both days anew: a letter in whose place another was written is of no account."""
    days = {demand.lasts.from_, demand.lasts.until} if demand.lasts else set()
    return bool(days) and any(days <= set(it.wanted) for it in later)


def check_demands(taken: Taken, entry: Entry | None) -> None:
    """Raise Refusal with all that stands against a step, one sentence each."""
    against = [it.words for it in not_met(taken, entry) if it.refuses]
    if against:
        raise Refusal("".join(against))


def not_met(taken: Taken, entry: Entry | None) -> Iterator[Finding]:
    """Every demand in force on the day that the step does not meet."""
    for demand in taken.stage.demand:
        if is_asked(demand, taken) and (said := KINDS[demand.kind](demand, taken, entry)):
            yield Finding(taken.stage, demand, taken.on, days_in_words(said), refuses(demand, taken.on))


def is_asked(demand: Demand, taken: Taken) -> bool:
    """Whether it is in force on the day, the case of a part that it is for, and the subject none of those for whom it
    is not."""
    if not demand.is_for(taken.part, taken.on):
        return False
    left_out = demand.except_ and spans.roles_of(taken.subject.pk, taken.on).filter(role__name__in=demand.except_)
    return not (left_out and left_out.exists())


def source_words(demand: Demand, on: date) -> str:
    """The article of that day, or openly our own; with 未核对原文 where a text cited was not compared."""
    cited, unseen = [it for it in demand.basis if it.holds(on)], uncompared()
    told = "、".join(dict.fromkeys(_cited(it) for it in cited))
    return f"{told}，未核对原文" if any(it.document in unseen for it in cited) else told


def _cited(basis: Basis) -> str:
    if basis.document:
        unseen = "条号待核原文" if "条号待核" in (basis.says or "") else ""
        return f"《{basis.document}》{basis.article or unseen}"
    return f"讲话{basis.clause}" if basis.clause else "本地参数" if basis.local else "本系统做法"
