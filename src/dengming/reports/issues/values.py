"""Figures that no record gives, entered while the paper is open: numerator, denominator, and where both come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.fields import FieldRefusal
from dengming.orgs.named_people import refuse_people
from dengming.refusal import Refusal
from dengming.reports.issues.written import refuse_closed
from dengming.reports.models import FigureValue, Issue
from dengming.rulebook.bulletins import Figure
from dengming.secrecy import refuse_marked


@dataclass(frozen=True)
class Measurement:
    """So many of so many, from a ballot, a register or a check of that day."""

    numerator: int
    denominator: int
    source: str
    on: date


def entered_figure(issue: Issue, figure: str) -> Figure:
    """The figure, where it is one that people enter. Refusal for one that is counted or unknown."""
    bulletin = rules().rulebook.bulletins.get(issue.bulletin)
    found = next((it for it in bulletin.figures if it.id == figure), None) if bulletin else None
    if found is None or found.measured != "entered":
        raise Refusal("这项指标由系统计数，不能填报。")
    return found


@action("bulletin.value-entered", label="填报指标", needs="settle")
def enter(scope: Scope, issue: Issue, *, figure: str, said: Measurement) -> Done[FigureValue]:
    """Enter a figure, in the place of what was entered before. FieldRefusal says what does not agree."""
    refuse_closed(issue)
    entered_figure(issue, figure)
    if problems := dict(_problems(said)):
        raise FieldRefusal(problems)
    told = {
        "numerator": said.numerator,
        "denominator": said.denominator,
        "source": said.source.strip(),
        "on": said.on,
        "entered_at": clock.moment(),
        "entered_by": scope.actor,
    }
    found, _ = FigureValue.objects.update_or_create(issue=issue, figure=figure, defaults=told)
    return Done(found, about=str(issue), note=_note(issue, figure) | {"value": f"{said.numerator}/{said.denominator}"})


@action("bulletin.value-removed", label="删去填报的指标", needs="settle")
def remove(scope: Scope, issue: Issue, *, figure: str) -> Done[int]:
    """Take it back: the paper says 暂无数据 again."""
    refuse_closed(issue)
    count, _ = issue.values.filter(figure=figure).delete()
    if not count:
        raise Refusal("这项指标没有填报：请刷新页面查看。")
    return Done(count, about=str(issue), note=_note(issue, figure))


def _problems(said: Measurement) -> Iterator[tuple[str, str]]:
    if said.denominator <= 0:
        yield "denominator", "分母应当大于0；没有数据的不用填报，通报里写“暂无数据”。"
    elif not 0 <= said.numerator <= said.denominator:
        yield "numerator", f"分子应当在0和分母 {said.denominator} 之间，请核对。"
    if not said.source.strip():
        yield "source", "请写明来源，例如：民主评议测评。"
    if said.on > clock.today():
        yield "on", f"来源的日期 {said.on} 还没有到，请核对。"
    try:
        refuse_marked(said.source, "来源")
        refuse_people(said.source, "来源")
    except Refusal as refusal:
        yield "source", str(refusal)


def _note(issue: Issue, figure: str) -> dict[str, str]:
    return {"issue": str(issue.uid), "figure": figure}
