"""Freezing a paper at its reading, correcting it by a new one, declaring it void. A reading meets the branch's duty."""

from typing import Any

from django.db.models import Max, QuerySet

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.days import day_of
from dengming.calendar.periods import Period, PeriodError, chinese_label, parse_period
from dengming.editions import clock
from dengming.editions.models import FAR_MOMENT
from dengming.editions.queries import rules
from dengming.facts import actions as facts
from dengming.facts.models import Source
from dengming.facts.rows import FactRow
from dengming.ledgers.fields import FieldRefusal, reason_at
from dengming.orgs.models import Organisation
from dengming.records.models import Record
from dengming.refusal import Refusal
from dengming.rulebook.kinds import kind_name
from dengming.rulebook.scores import Paper, Score
from dengming.standing.models import PointsPaper
from dengming.standing.papers.content import content_of, cut_off, digest_of, dump
from dengming.standing.queries import AsOf


def branch_reach(branch: Organisation, **_: Any) -> str:
    """Where the permission is asked for."""
    return branch.reach


def paper_reach(paper: PointsPaper, **_: Any) -> str:
    """The same for a paper."""
    return paper.branch.reach


@action("points-paper.frozen", label="通报定稿", needs="confirm", at=branch_reach)
def freeze(scope: Scope, branch: Organisation, *, score: str, period: str, record: Record) -> Done[PointsPaper]:
    """Keep the paper of a quarter as it was read out at the meeting of this record: by what was known at the end of
    that day. What is entered later comes into a correction.

    Raises FieldRefusal on a meeting that is not one, Refusal where the quarter has its paper already.
    """
    found, paper = paper_of(score)
    quarter = quarter_of(paper, period)
    _check(branch, found, quarter, record)
    if papers(branch, found, quarter).exists():
        raise Refusal(f"{chinese_label(period)}的通报已经定稿：要改的，请出更正稿。")
    frozen = _store(scope, branch, found, quarter, record)
    _emit(frozen, paper, quarter)
    return Done(frozen, about=branch.name, note=_note(frozen))


@action("points-paper.corrected", label="通报更正", needs="confirm", at=paper_reach)
def correct(scope: Scope, paper: PointsPaper, *, record: Record, reason: str) -> Done[PointsPaper]:
    """A new paper on the same quarter by what was known on the day of its own reading; the first stays as it is."""
    told = reason_at("reason", reason, "更正")
    if paper.is_void or living_corrections(paper).exists():
        raise Refusal("这一稿已经作废或已有更正稿：请在最新的一稿上更正。")
    found, form = paper_of(paper.score)
    quarter = quarter_of(form, paper.period)
    _check(paper.branch, found, quarter, record)
    if record.on is not None and record.on < paper.read_on:
        raise FieldRefusal({"record": f"这次会在原稿通报（{paper.read_on}）之前，不能通报更正稿，请另选。"})
    newer = _store(scope, paper.branch, found, quarter, record, corrects=paper, reason=told)
    _emit(newer, form, quarter)
    return Done(newer, about=paper.branch.name, note=_note(newer) | {"corrects": str(paper.uid), "reason": told})


@action("points-paper.voided", label="通报作废", needs="confirm", at=paper_reach)
def void(scope: Scope, paper: PointsPaper, *, reason: str) -> Done[PointsPaper]:
    """Declare it void, as when the meeting was not held: it stays readable, and the duty is open again."""
    told, now = reason_at("reason", reason, "作废"), clock.moment()
    if living_corrections(paper).exists():
        raise Refusal("这一稿已有更正稿：要作废的，请先作废更正稿。")
    mine = PointsPaper.objects.filter(pk=paper.pk, withdrawn=FAR_MOMENT)
    if not mine.update(withdrawn=now):
        raise Refusal("这一稿已经作废。")
    facts.withdraw_all(paper.source, now)
    paper.refresh_from_db()
    return Done(paper, about=paper.branch.name, note=_note(paper) | {"reason": told})


def paper_of(score: str) -> tuple[Score, Paper]:
    """The way of keeping points with its paper. Raises Refusal where it has none."""
    found = rules().scores.get(score)
    if found is None or found.paper is None:
        raise Refusal(f"“{score}”没有要通报的积分情况：请从制度库里查看。")
    return found, found.paper


def quarter_of(paper: Paper, label: str) -> Period:
    """The period of a paper by its label. Raises Refusal where it is none or has not begun."""
    try:
        every, period = parse_period(label)
    except PeriodError as error:
        raise Refusal(str(error)) from error
    if every != paper.every:
        raise Refusal(f"“{label}”不是通报的周期：请写成 2020-Q1 的样子。")
    if period.first > clock.today():
        raise Refusal(f"{chinese_label(label)}还没有开始，不能通报。")
    return period


def papers(branch: Organisation, score: Score, quarter: Period) -> QuerySet[PointsPaper]:
    """The papers of the quarter that are not void, the newest first."""
    found = PointsPaper.objects.filter(branch=branch, score=score.id, period=quarter.label, withdrawn=FAR_MOMENT)
    return found.order_by("-version")


def living_corrections(paper: PointsPaper) -> QuerySet[PointsPaper]:
    """Its corrections that are not void."""
    return paper.corrections.filter(withdrawn=FAR_MOMENT)


def is_read(paper: PointsPaper) -> bool:
    """Whether its reading still counts: not void, and the meeting's record has not been taken back since."""
    return paper.source.facts.filter(withdrawn=FAR_MOMENT).exists()


def _emit(paper: PointsPaper, form: Paper, quarter: Period) -> None:
    """Its reading as a fact, which meets the branch's duty while the meeting's record stands."""
    about, happened = day_of(quarter.last), day_of(paper.read_on)
    row = FactRow(kind_name("entry", form.entry, "", "read"), paper.branch_id, about, happened)
    facts.replace(paper.source, [row], paper.frozen_at)


def _check(branch: Organisation, score: Score, quarter: Period, record: Record) -> None:
    assert score.paper is not None  # asked before
    names = [rules().rulebook.activities[name].name for name in score.paper.read_at]
    held = record.status == Record.Status.CONFIRMED and record.hosts.filter(pk=branch.pk).exists()
    if not held or not record.kinds.filter(activity__in=score.paper.read_at).exists():
        raise FieldRefusal({"record": f"要选本支部已确认的{'、'.join(names)}纪实：先把那次会记好、确认，再来定稿。"})
    if record.on is None or record.on < quarter.first:
        raise FieldRefusal({"record": f"这次会在{quarter.first:%Y年%-m月%-d日}之前，不能通报这一季度，请另选。"})


def _store(
    scope: Scope, branch: Organisation, score: Score, quarter: Period, record: Record, **more: Any
) -> PointsPaper:
    assert record.on is not None  # checked
    now = clock.moment()
    as_of = AsOf(cut_off(quarter, record.on), min(now, clock.end_of(record.on)))
    then = rules(as_of.known).scores.get(score.id)
    if then is None:
        raise FieldRefusal({"record": f"{record.on} 那天还没有这个积分办法，不能通报，请另选一次会。"})
    text = dump(content_of(scope, branch, then, quarter, as_of))
    before = PointsPaper.objects.filter(branch=branch, score=score.id, period=quarter.label)
    source = Source.objects.create(sort=Source.Sort.ENTRY, rests_on=record.source)
    return PointsPaper.objects.create(
        source=source,
        uid=source.uid,
        branch=branch,
        score=score.id,
        period=quarter.label,
        version=(before.aggregate(newest=Max("version"))["newest"] or 0) + 1,
        record=record,
        read_on=record.on,
        as_of=as_of.on,
        content=text,
        digest=digest_of(text),
        rules_digest=rules(as_of.known).digest,
        frozen_at=now,
        frozen_by=scope.actor,
        **more,
    )


def _note(paper: PointsPaper) -> dict[str, str]:
    return {"paper": str(paper.uid), "period": paper.period, "digest": paper.digest}
